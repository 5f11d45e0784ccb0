"""``flask import``: news that others wrote."""

import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import click
from flask.cli import AppGroup
from tqdm import tqdm

from portal.cli.output import EXIT_DONE, EXIT_REFUSED, emit, json_option
from portal.cli.session import as_option, begin_writing, context, refusals, services, session
from portal.exchange.ninjs import Balance, import_items

group = AppGroup("import", help="Take in news that others wrote.")


@group.command("ninjs")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(exists=True, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Try everything and write nothing.")
@as_option
@json_option
def ninjs(paths: tuple[Path, ...], *, dry_run: bool, email: str, as_json: bool) -> None:
    """Take in news items in IPTC's ninjs 3.1 from files, and from every *.json below folders.

    Items are known by their uri: what is here already in the same or a later version stays as it is. Usable items go
    live at embargoedUntil, or else versionCreated; withheld ones are kept as drafts, canceled ones are withdrawn.
    Translations find each other by an altIds entry of role translation-group.

    An item that cannot be taken is refused with a code and a reason, and no other is concerned. The exit code is 1 when
    anything was refused.
    """
    with refusals(as_json=as_json), tqdm(unit=" items", leave=False, disable=not sys.stderr.isatty()) as bar:

        def progress(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        balance = import_items(
            context(email),
            paths,
            site_url=services().settings.site_url,
            dry_run=dry_run,
            progress=progress,
            checkpoint=_commit,
        )
        if dry_run:
            session().rollback()
    emit(_result(balance), as_json=as_json, lines=_lines(balance, dry_run=dry_run))
    sys.exit(EXIT_REFUSED if balance.refused else EXIT_DONE)


def _commit() -> None:
    session().commit()
    begin_writing()


def _result(balance: Balance) -> dict[str, object]:
    return {
        "read": balance.read,
        **{outcome.value: count for outcome, count in balance.outcomes.items()},
        "refused": [asdict(refused) for refused in balance.refused],
        "items": [asdict(item) for item in balance.items],
    }


def _lines(balance: Balance, *, dry_run: bool) -> Iterator[str]:
    for refused in balance.refused:
        yield f"refused {refused.path}: {refused.code}: {refused.reason}" + (f" ({refused.uri})" if refused.uri else "")
    counts = ", ".join(f"{count} {outcome.value}" for outcome, count in balance.outcomes.items())
    yield f"{balance.read} read: {counts}, {len(balance.refused)} refused" + (" (a rehearsal)" if dry_run else "")
