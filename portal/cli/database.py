"""``flask db upgrade`` with what all our commands have: ``--json``, and an exit code for a database that is not there.

The group is Flask-Migrate's. Flask finds it before any of ours of the same name, so the command is replaced within it.
"""

from typing import cast

import click
import flask_migrate
from alembic.migration import MigrationContext
from flask.cli import with_appcontext
from flask_migrate.cli import db

from portal.cli.output import emit, json_option
from portal.cli.session import refusals, session

group = cast(click.Group, db)


@click.command("upgrade")
@click.argument("revision", default="head")
@json_option
@with_appcontext
def upgrade(revision: str, *, as_json: bool) -> None:
    """Bring the database up to date, or up to REVISION."""
    with refusals(as_json=as_json):
        flask_migrate.upgrade(revision=revision)
        present = MigrationContext.configure(session().connection()).get_current_revision()
    emit({"revision": present}, as_json=as_json, lines=[f"The database is at revision {present}."])


group.add_command(upgrade)
