"""``flask seed``: content to look at."""

import sys
from typing import Never

import click
from flask.cli import AppGroup
from tqdm import tqdm

from portal.cli.output import emit, json_option
from portal.cli.session import begin_writing, refusals, services, session
from portal.demo.loader import load

group = AppGroup("seed", help="Content to look at.")


class _Bars:
    """One bar a step on a terminal; a line a step elsewhere."""

    def __init__(self) -> None:
        self.name = ""
        self.bar: tqdm[Never] | None = None

    def __call__(self, name: str, done: int, total: int) -> None:
        if name != self.name:
            self.close()
            self.name = name
            click.echo(f"Demonstration content: {name} ({total})", err=True)
            self.bar = tqdm(total=total, desc=name, leave=False, disable=not sys.stderr.isatty())
        if self.bar is not None:
            self.bar.update(done - self.bar.n)

    def close(self) -> None:
        if self.bar is not None:
            self.bar.close()


@group.command("demo")
@json_option
def demo(*, as_json: bool) -> None:
    """Fill an empty site with the demonstration content; does nothing on a site that has it."""
    bars = _Bars()
    with refusals():
        begin_writing()
        loaded = load(session(), storage=services().storage, clock=services().clock, progress=bars)
        session().commit()
    bars.close()
    result = {"stories": loaded.stories, "terms": loaded.terms, "assets": loaded.assets, "posts": loaded.posts}
    lines = [f"{name}: {count}" for name, count in result.items() if count]
    emit(result, as_json=as_json, lines=lines or ["The demonstration content is there already."])
