"""What is public is decided in one expression: no other query names the columns that it is made of."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.machine import ROOT

COLUMNS = {"publish_at", "expire_at", "withdrawn_at"}
HOME = {Path("portal/content/visibility.py"), Path("portal/content/models/story.py")}


def root_of(node: ast.expr) -> str:
    """Return the name that a chain of attributes begins with (``Edition`` of ``Edition.__table__.c.publish_at``)."""
    while isinstance(node, ast.Attribute | ast.Call | ast.Subscript):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""


def aliases(tree: ast.AST) -> set[str]:
    """Return the names that stand for a table under another name."""
    return {
        target.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and root_of(node.value.func) == "aliased"
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def queries_of(source: str) -> Iterator[int]:
    """Yield the lines that name one of the columns in SQL: of the class or an alias, by keyword, by name or as text."""
    tree = ast.parse(source)
    tables = aliases(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in COLUMNS:
            root = root_of(node.value)
            if root[:1].isupper() or root in tables:
                yield node.lineno
        if isinstance(node, ast.Call):
            words = {part.value for part in node.args if isinstance(part, ast.Constant) and isinstance(part.value, str)}
            is_text = root_of(node.func) in {"text", "literal_column", "column"} or (
                isinstance(node.func, ast.Attribute) and node.func.attr in {"text", "exec_driver_sql", "column"}
            )
            if is_text and any(column in word for word in words for column in COLUMNS):
                yield node.lineno
            if isinstance(node.func, ast.Name) and node.func.id == "getattr" and words & COLUMNS:
                yield node.lineno
            is_filter = isinstance(node.func, ast.Attribute) and node.func.attr == "filter_by"
            if is_filter and {keyword.arg for keyword in node.keywords} & COLUMNS:
                yield node.lineno


def test_no_other_query_names_what_decides_whether_an_edition_is_public() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in sorted((ROOT / "portal").rglob("*.py"))
        if path.relative_to(ROOT) not in HOME
        for line in queries_of(path.read_text("utf-8"))
    ]

    assert found == []


@pytest.mark.parametrize(
    "source",
    [
        "select(Edition).where(Edition.publish_at <= now)",
        "select(Edition).where(Edition.expire_at > now)",
        "other = aliased(Edition)\nselect(other).where(other.expire_at > now)",
        "select(Edition.__table__.c.publish_at)",
        "session.query(Edition).filter_by(publish_at=now)",
        "text('SELECT id FROM edition WHERE expire_at > :now')",
        "connection.exec_driver_sql('DELETE FROM edition WHERE publish_at < 3')",
        "getattr(Edition, 'publish_at')",
        "select(Edition).order_by(Edition.publish_at.desc())",
    ],
)
def test_the_search_finds_every_way_of_naming_them(source: str) -> None:
    assert list(queries_of(source))


@pytest.mark.parametrize(
    "source",
    ["edition.publish_at", "if edition.expire_at <= now: pass", "story.editions[0].publish_at", "dict(publish_at=1)"],
)
def test_looking_at_a_loaded_edition_is_no_query(source: str) -> None:
    assert not list(queries_of(source))
