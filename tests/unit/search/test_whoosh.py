"""What is known of Whoosh: the ways that lose or show what they should not are walked by nobody."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.search.backends import whoosh
from portal.search.index import Document, IndexBroken, Put, Query

BANNED = {
    "refresh",
    "BufferedWriter",
    "AsyncWriter",
    "procs",
    "Wildcard",
    "FuzzyTerm",
    "NumericRange",
    "DateRange",
    "TermRange",
}
BANNED |= {
    "QueryParser",
    "MultifieldParser",
    "Prefix",
    "Regex",
    "update_document",
    "TimeLimitCollector",
    "search_page",
    "PinpointFragmenter",
}


def names(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        yield from (
            value for _, value in ast.iter_fields(node) if isinstance(value, str) and not isinstance(node, ast.Constant)
        )


def imports(tree: ast.AST) -> set[str]:
    modules = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    return modules | {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}


def test_whoosh_is_imported_by_one_file_which_uses_nothing_banned(root: Path) -> None:
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in (root / "portal").rglob("*.py")}
    users = [path for path, tree in trees.items() if any(name.split(".")[0] == "whoosh" for name in imports(tree))]
    assert [path.name for path in users] == ["whoosh.py"]
    assert BANNED.isdisjoint(names(trees[users[0]]))


@pytest.fixture
def index(tmp_path: Path) -> Iterator[whoosh.WhooshIndex]:
    opened = whoosh.open_index(tmp_path)
    yield opened
    opened.close()


def document(story: int, **values: object) -> Document:
    return Document(**{"story": story, "language": "en", "kind": "news", "headline": f"Park {story}"} | values)


def test_segments_stay_few(index: whoosh.WhooshIndex, tmp_path: Path) -> None:
    index.rebuild("en", [document(n) for n in range(20)])
    for turn in range(40):
        index.apply([Put(document(100 + turn))])
    directory = tmp_path / "en" / index.generation("en").name
    assert len(list(directory.glob("*.seg"))) <= 12
    assert index.search(Query(text="park", language="en")).total == 60


def test_a_failed_batch_leaves_no_lock_and_changes_nothing(
    index: whoosh.WhooshIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    index.rebuild("en", [document(1)])
    with monkeypatch.context() as broken:
        broken.setattr(
            "whoosh.writing.SegmentWriter._finalize_segment", lambda _self: (_ for _ in ()).throw(OSError(28, "full"))
        )
        with pytest.raises(IndexBroken):
            index.apply([Put(document(2))])
    assert index.ids("en") == {1}
    index.apply([Put(document(2))])
    assert index.ids("en") == {1, 2}


def test_an_answer_that_fails_once_is_asked_for_again(
    index: whoosh.WhooshIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    index.rebuild("en", [document(1)])
    failures = iter([EOFError()])
    original = whoosh._answer

    def failing_once(*values: object) -> object:
        for failure in failures:
            raise failure
        return original(*values)

    monkeypatch.setattr(whoosh, "_answer", failing_once)
    assert index.search(Query(text="park", language="en")).total == 1


def test_more_different_labels_than_a_small_column_holds_are_kept(index: whoosh.WhooshIndex) -> None:
    index.rebuild("en", [document(n, topics=(str(n),)) for n in range(600)])
    page = index.search(Query(text="park", language="en", limit=1))
    assert len(page.facets["topic"]) == 600
