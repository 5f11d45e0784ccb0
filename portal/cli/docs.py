"""``flask docs``: the pages of the manual that follow from the code, written and checked."""

import difflib
import sys
from pathlib import Path

import click
from flask.cli import AppGroup

from portal.settings import PREFIX, ROOT, public_fields, variable

group = AppGroup("docs", help="Write the parts of the manual that follow from the code.")

_HEAD = f"""\
# Settings

Written by `flask docs settings` from `portal/settings.py`; do not edit.

The portal is configured by environment variables whose names begin with `{PREFIX}`. An empty variable counts as absent;
a value that cannot be used, and a `{PREFIX}` name that is not listed here, stop the start with a sentence that says so.
Relative paths count from the project's folder. The key that signs sessions is no setting: it is made on the first start
and kept, readable by its owner only, in `secret_key` in the data directory.

| variable | what it sets | without it |
|---|---|---|
"""


def settings_page() -> str:
    """Return ``docs/settings.md``."""
    rows = (
        f"| `{variable(setting)}` | {setting.metadata['help']} | {setting.metadata['shown']} |\n"
        for setting in public_fields()
    )
    return _HEAD + "".join(rows)


@group.command("settings", with_appcontext=False)
@click.option("--check", is_flag=True, help="Write nothing; exit 1 when the page is not what it would be.")
def settings_command(*, check: bool) -> None:
    """Write docs/settings.md from the settings' own help."""
    page = settings_page()
    path = ROOT / "docs" / "settings.md"
    if not check:
        path.parent.mkdir(exist_ok=True)
        path.write_text(page, "utf-8")
    elif difference := _difference(path, page):
        sys.stderr.writelines(difference)
        click.echo("docs/settings.md is out of date: run `flask docs settings`.", err=True)
        sys.exit(1)


def _difference(path: Path, page: str) -> list[str]:
    present = path.read_text("utf-8") if path.exists() else ""
    return list(difflib.unified_diff(present.splitlines(True), page.splitlines(True), path.name, "generated"))
