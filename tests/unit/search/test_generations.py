from pathlib import Path

import pytest

from portal.search.generations import Generations
from portal.search.index import IndexBusy


def build(generations: Generations, content: str) -> str:
    with generations.writing("en"), generations.new("en") as (generation, directory):
        (directory / "file").write_text(content)
    return generation.name


def test_a_generation_is_named_for_its_number_rules_and_program(tmp_path: Path) -> None:
    generations = Generations(tmp_path, engine="engine1")
    assert build(generations, "x").startswith("000001-")
    assert generations.current("en").engine == "engine1"
    assert generations.current("en").is_current
    assert not Generations(tmp_path, engine="engine2").current("en").is_current


def test_only_the_newest_generation_stays(tmp_path: Path) -> None:
    generations = Generations(tmp_path, engine="e")
    names = [build(generations, content) for content in "abc"]
    assert [path.name for path in sorted((tmp_path / "en").iterdir())] == [names[-1], "current", "lock"]
    assert (generations.path("en", generations.current("en")) / "file").read_text() == "c"


def test_what_a_killed_build_left_is_removed_by_the_next(tmp_path: Path) -> None:
    generations = Generations(tmp_path, engine="e")
    build(generations, "a")
    (tmp_path / "en" / "000007-00000000-e").mkdir()
    assert build(generations, "b").startswith("000008-")
    assert len([path for path in (tmp_path / "en").iterdir() if path.is_dir()]) == 1


@pytest.mark.parametrize("content", ["", "../../etc", "000001-xyz", "000001-00000000-e/../..", "\udcff"])
def test_a_pointer_to_anywhere_else_points_nowhere(tmp_path: Path, content: str) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "current").write_bytes(content.encode("utf-8", "surrogateescape"))
    assert Generations(tmp_path, engine="e").current("en") is None


def test_one_writes_a_language_at_a_time(tmp_path: Path) -> None:
    one, other = Generations(tmp_path, engine="e"), Generations(tmp_path, engine="e")
    with one.writing("en"):
        with pytest.raises(IndexBusy), other.writing("en"):
            pass
        with other.writing("ar"):
            assert other.current("ar") is None
    with other.writing("en"):
        assert other.current("en") is None


def test_a_language_is_never_a_path(tmp_path: Path) -> None:
    generations = Generations(tmp_path, engine="e")
    assert generations.current("../x") is None
    with pytest.raises(ValueError, match="not a language"), generations.writing(".."):
        pass
