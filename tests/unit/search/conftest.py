"""A database and an index for the tests of this folder."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.search.backends.whoosh import open_index
from portal.search.index import SearchIndex
from tests.factories.database import context, engine, session

__all__ = ["context", "engine", "session"]


@pytest.fixture
def search(tmp_path: Path) -> Iterator[SearchIndex]:
    """An index with nothing in it, not even of one language."""
    opened = open_index(tmp_path / "search")
    yield opened
    opened.close()
