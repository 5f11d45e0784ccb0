"""Fixtures of tests that need a database and no application: a real SQLite file, a session, somebody who may publish.

A ``conftest.py`` imports those that its folder uses.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from portal.clock import Clock
from portal.content.commands import Context
from portal.db import Base, make_engine
from tests.factories.content import context_with


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """An empty database with all tables."""
    made = make_engine(f"sqlite:///{tmp_path / 'portal.db'}")
    Base.metadata.create_all(made)
    yield made
    made.dispose()


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """A session on it, rolled back at the end."""
    with Session(engine) as opened:
        yield opened


@pytest.fixture
def context(session: Session, clock: Clock) -> Context:
    """A publisher, now."""
    return context_with(session, clock)
