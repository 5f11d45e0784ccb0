"""Fixtures of all tests: the frozen clock, the machine's programs, PostgreSQL, the corpus."""

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import hypothesis
import pytest
from sqlalchemy import create_engine, text

from portal.clock import Clock, frozen_clock
from tests import machine

# A slow machine is no failure; examples that failed are tried first the next time.
hypothesis.settings.register_profile("portal", deadline=None, max_examples=60, print_blob=True)
hypothesis.settings.load_profile("portal")


@pytest.fixture
def now() -> datetime:
    """The instant at which tests happen: a Saturday noon in Baghdad."""
    return datetime(2026, 3, 7, 9, 0, tzinfo=UTC)


@pytest.fixture
def clock(now: datetime) -> Clock:
    """A clock that stands still at ``now``."""
    return frozen_clock(now)


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return machine.ROOT


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """The folder beside the repository with the real corpus and the standards; skips where there is none."""
    return machine.shared_folder()


@pytest.fixture(scope="session")
def chromium_path() -> Path:
    """The browser; skips where there is none."""
    return machine.chromium()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """A private PostgreSQL, one a test process: a URL with ``{}`` for the database; skips where there is none."""
    with machine.postgres_cluster() as url:
        yield url


@pytest.fixture(scope="session")
def postgres_url(postgres_server: str) -> str:
    """The URL of one database that all tests of this process share."""
    return _new_database(postgres_server)


@pytest.fixture
def fresh_postgres_url(postgres_server: str) -> str:
    """The URL of an empty database of this test's own."""
    return _new_database(postgres_server)


def _new_database(server: str) -> str:
    name = f"portal_{uuid.uuid4().hex[:12]}"
    engine = create_engine(server.format("postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return server.format(name)
