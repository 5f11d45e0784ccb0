"""How Alembic reaches the database: through the running application, or over a connection that a test hands in."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from alembic import context
from flask import current_app
from sqlalchemy import Connection

import portal.accounts.models
import portal.content.models
import portal.events.models
import portal.media.models  # noqa: F401  (the metadata is complete only when all models are loaded)
from portal.db import Base, UtcDateTime


@contextmanager
def connected() -> Iterator[Connection]:
    """Yield the connection to migrate."""
    given = context.config.attributes.get("connection")
    if given is not None:
        yield given
        return
    with current_app.extensions["migrate"].db.engine.connect() as connection:
        yield connection


@contextmanager
def foreign_keys_off(connection: Connection) -> Iterator[None]:
    """Let SQLite rebuild tables, which it does by dropping the old one, and look afterwards that no row is orphaned.

    The driver's own connection is used because SQLAlchemy would begin a transaction first, and within one the pragma
    does nothing.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    raw = connection.connection.dbapi_connection
    raw.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
        if orphans := raw.execute("PRAGMA foreign_key_check").fetchall():
            raise RuntimeError(f"the migration left rows that point nowhere: {orphans[:10]}")
    finally:
        raw.execute("PRAGMA foreign_keys=ON")


def render_item(kind: str, item: object, _autogen: object) -> str | Literal[False]:
    """Write our column types as what they are in the database: a migration outlives the code of its day."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, UtcDateTime) else False


def run_online() -> None:
    """Migrate in one transaction, on SQLite too, so that a migration happens wholly or not at all."""
    with connected() as connection, foreign_keys_off(connection):
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            compare_type=True,
            render_as_batch=True,
            render_item=render_item,
            transactional_ddl=True,
        )
        with context.begin_transaction():
            context.run_migrations()


def run_offline() -> None:
    """Write the SQL instead (``flask db upgrade --sql``), for databases whose owner changes them by hand."""
    url = current_app.extensions["migrate"].db.engine.url
    context.configure(dialect_name=url.get_backend_name(), target_metadata=Base.metadata, literal_binds=True)
    with context.begin_transaction():
        context.run_migrations()


if context.is_offline_mode():
    run_offline()
else:
    run_online()
