"""``flask docs``: the pages of the manual that follow from the code, written and checked."""

import difflib
import inspect
import sys
from collections.abc import Iterator
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from portal.content.kinds import KINDS
from portal.i18n.languages import LANGUAGES
from portal.settings import PREFIX, ROOT, public_fields, variable

group = AppGroup("docs", help="Write the parts of the manual that follow from the code.")

check_option = click.option(
    "--check", is_flag=True, help="Write nothing; exit 1 when the page is not what it would be."
)

_SETTINGS_HEAD = f"""\
# Settings

Written by `flask docs settings` from `portal/settings.py`; do not edit.

The portal is configured by environment variables whose names begin with `{PREFIX}`. An empty variable counts as absent.
A value that cannot be used stops the start with a sentence that says so; a `{PREFIX}` name that is not listed here is
logged as a warning. Relative paths count from the project's folder. The key that signs sessions is no setting: it is
made on the first start and kept, readable by its owner only, in `secret_key` in the data directory.

| variable | what it sets | without it |
|---|---|---|
"""

_COMMANDS_HEAD = """\
# Commands

Written by `flask docs commands` from the commands themselves; do not edit.

Run them in the project's folder as `.venv/bin/flask …`. They take the same [settings](settings.md) as the server. What
they did goes to standard output, as lines or with `--json` as one object; everything else goes to standard error.

| exit code | meaning |
|---|---|
| 0 | done |
| 1 | something was refused, or a check failed; nothing was written that is not reported |
| 2 | the command was called in a wrong way |
| 3 | something needed is not there at the moment: the database, an index, a tool |

`--json`, where it stands, prints one JSON object on standard output. `LANG` is the code of a language, `KIND` that of a
kind of story, `ID` the public number of a story.

Flask and Flask-Migrate add commands of their own, of which `flask db upgrade` (bring the database up to date) is the
one that operators need. `flask COMMAND --help` shows what stands here.
"""


_OTHERS = {"db"}
"""What Flask-Migrate adds and explains itself."""

_REGISTRIES = {tuple(LANGUAGES): "LANG", tuple(KINDS): "KIND"}
"""Choices that grow by a record: the page does not repeat them, so that it stays right."""


def settings_page() -> str:
    """Return ``docs/settings.md``."""
    rows = (
        f"| `{variable(setting)}` | {setting.metadata['help']} | {setting.metadata['shown']} |\n"
        for setting in public_fields()
    )
    return _SETTINGS_HEAD + "".join(rows)


def commands_page(root: click.Group) -> str:
    """Return ``docs/commands.md``; ``root`` holds the commands of an application."""
    sections = [_section(name, root.commands[name]) for name in sorted(root.commands.keys() - _OTHERS)]
    return "\n".join([_COMMANDS_HEAD, *sections])


def _section(name: str, command: click.Command) -> str:
    """Return a group with its commands, or a command that stands alone, under a heading of the second level."""
    if not isinstance(command, click.Group):
        return _described(f"flask {name}", command, level=2)
    within = [
        _described(f"flask {name} {inner}", command.commands[inner], level=3) for inner in sorted(command.commands)
    ]
    return "\n".join([f"## flask {name}\n\n{_help(command)}\n", *within])


def _described(name: str, command: click.Command, *, level: int) -> str:
    context = click.Context(command, info_name=name)
    usage = " ".join([name, *(_usage(each, context) for each in command.params)])
    parts = [f"{'#' * level} {name}", f"    {usage}", _help(command)]
    if rows := "\n".join(_rows(command, context)):
        parts.append(f"| option | meaning |\n|---|---|\n{rows}")
    return "\n\n".join(parts) + "\n"


def _usage(parameter: click.Parameter, context: click.Context) -> str:
    """Return how a parameter is written: options in brackets unless they are required."""
    if isinstance(parameter, click.Argument):
        return parameter.make_metavar(context)
    written = _written(parameter, context)
    if not parameter.required:
        written = f"[{written}]"
    return f"{written}..." if parameter.multiple else written


def _written(parameter: click.Parameter, context: click.Context) -> str:
    if isinstance(parameter, click.Option) and parameter.is_flag:
        return parameter.opts[0]
    choices = parameter.type.choices if isinstance(parameter.type, click.Choice) else ()
    return f"{parameter.opts[0]} {_REGISTRIES.get(tuple(choices)) or parameter.make_metavar(context)}"


def _rows(command: click.Command, context: click.Context) -> Iterator[str]:
    for parameter in command.params:
        if parameter.name == "as_json":
            continue  # explained once, at the top
        # What click would say: the help, with the default and whether it is required.
        if isinstance(parameter, click.Option) and (record := parameter.get_help_record(context)):
            written = _written(parameter, context)
            yield f"| `{_cell(written)}` | {_cell(' '.join(record[1].split()))} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _help(command: click.Command) -> str:
    return inspect.cleandoc(command.help or "")


@group.command("settings", with_appcontext=False)
@check_option
def settings_command(*, check: bool) -> None:
    """Write docs/settings.md from the settings' own help."""
    _write("settings", settings_page(), check=check)


@group.command("commands")
@check_option
def commands_command(*, check: bool) -> None:
    """Write docs/commands.md from the commands' own help."""
    _write("commands", commands_page(current_app.cli), check=check)


def _write(name: str, page: str, *, check: bool) -> None:
    path = ROOT / "docs" / f"{name}.md"
    if not check:
        path.parent.mkdir(exist_ok=True)
        path.write_text(page, "utf-8")
    elif difference := _difference(path, page):
        sys.stderr.writelines(difference)
        click.echo(f"docs/{name}.md is out of date: run `flask docs {name}`.", err=True)
        sys.exit(1)


def _difference(path: Path, page: str) -> list[str]:
    present = path.read_text("utf-8") if path.exists() else ""
    return list(difflib.unified_diff(present.splitlines(True), page.splitlines(True), path.name, "generated"))
