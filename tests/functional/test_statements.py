"""How often a page asks the database: a number that does not grow with what the page shows."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Engine, event

from portal.web.ext import db
from tests.factories.running import Site


@contextmanager
def counted(engine: Engine) -> Iterator[list[str]]:
    """Yield the list that every statement is noted in."""
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        statements.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield statements
    event.remove(engine, "before_cursor_execute", note)


@pytest.mark.parametrize("language", ["en", "ckb"])
@pytest.mark.parametrize(
    ("path", "most"), [("", 21), ("news/", 7), ("statements/", 7), ("videos/", 7), ("partners/", 5), ("feed.atom", 12)]
)
def test_a_list_asks_seldom(site: Site, language: str, path: str, most: int) -> None:
    with site.app.app_context():
        engine = db.engine

    with counted(engine) as statements:
        response = site.client.get(f"/{language}/{path}")

    assert response.status_code == 200
    assert len(statements) <= most, "\n".join(statements)


@pytest.mark.parametrize("name", ["about", "statement", "video", "campaign"])
@pytest.mark.parametrize("language", ["en", "ckb"])
def test_a_story_asks_seldom(site: Site, language: str, name: str) -> None:
    path = site.contents.paths[language, name]
    with site.app.app_context():
        engine = db.engine

    with counted(engine) as statements:
        response = site.client.get(path)

    assert response.status_code == 200
    assert len(statements) <= 20, "\n".join(statements)
