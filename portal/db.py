"""The database below the web: the declarative base, column types, and how engines behave.

SQLAlchemy's own base is used, not Flask-SQLAlchemy's, so that models stay free of Flask and pass ``mypy --strict``;
``portal.web.ext`` hands the metadata to Flask-SQLAlchemy.
"""

import enum
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

from sqlalchemy import (
    BigInteger,
    DateTime,
    Dialect,
    Engine,
    Enum,
    Integer,
    MetaData,
    create_engine,
    event,
)
from sqlalchemy.orm import DeclarativeBase, mapped_column
from sqlalchemy.types import JSON, TypeDecorator

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

Identity = BigInteger().with_variant(Integer, "sqlite")
"""Row ids: 64 bits everywhere; SQLite numbers rows by itself only for plain INTEGER."""

intpk = Annotated[int, mapped_column(Identity, primary_key=True)]


class UtcDateTime(TypeDecorator[datetime]):
    """An instant, stored in UTC; refuses naive values on the way in and returns aware ones.

    Plain ``DateTime(timezone=True)`` gives back naive local times on SQLite, three hours wrong in Baghdad, which would
    open embargoes early. Stored without a zone on SQLite (fixed width, so that text order is time order).
    """

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        """Use ``timestamptz`` where the database has it."""
        return dialect.type_descriptor(DateTime(timezone=dialect.name == "postgresql"))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Convert to UTC; raise ValueError for a naive value."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("naive datetime: every instant in the database is aware")
        value = value.astimezone(UTC)
        return value if dialect.name == "postgresql" else value.replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the instant aware, in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def value_enum(kind: type[enum.StrEnum]) -> Enum:
    """Return a column type that stores an enumeration by value, as text."""
    return Enum(kind, values_callable=lambda e: [m.value for m in e], native_enum=False, length=32)


class Base(DeclarativeBase):
    """The base of all models."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {datetime: UtcDateTime, dict[str, Any]: JSON, list[Any]: JSON}


def configure_engine(engine: Engine) -> None:
    """Give ``engine`` the house's behaviour; call once per engine, before its first connection.

    SQLite: write-ahead log, ``synchronous=FULL`` (one fdatasync a commit; NORMAL loses commits at power loss), foreign
    keys, five seconds of patience, and an explicit BEGIN in place of the driver's guess, so that savepoints work.
    """
    if engine.dialect.name == "sqlite":
        event.listen(engine, "do_connect", _make_folder)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)


def _make_folder(_dialect: Dialect, _record: object, arguments: Any, _parameters: Any) -> None:
    """Make the data folder when the database is first used, not when a command starts that needs none."""
    if arguments and arguments[0] not in ("", ":memory:"):
        Path(arguments[0]).parent.mkdir(parents=True, exist_ok=True)


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=5000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Any) -> None:
    connection.exec_driver_sql("BEGIN")


def make_engine(url: str) -> Engine:
    """Return a configured engine for ``url``; for tools and tests that run without the web layer."""
    engine = create_engine(url)
    configure_engine(engine)
    return engine
