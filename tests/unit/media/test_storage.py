"""Both storages keep the same promises."""

from pathlib import Path

import pytest

from portal.errors import NotFound
from portal.media.storage import LocalStorage, MemoryStorage, Storage


@pytest.fixture(params=["local", "memory"])
def kept_in(request: pytest.FixtureRequest, tmp_path: Path) -> Storage:
    storages: dict[str, Storage] = {"local": LocalStorage(tmp_path / "media"), "memory": MemoryStorage()}
    return storages[request.param]


def test_bytes_come_back_as_they_were_put(kept_in: Storage) -> None:
    path = kept_in.put(b"\0data", ".jpg")

    with kept_in.open(path) as file:
        file.seek(1)
        assert file.read() == b"data"
    assert kept_in.read(path) == b"\0data"
    assert kept_in.size(path) == 5
    assert kept_in.exists(path)


def test_equal_bytes_get_different_names_that_nobody_guesses(kept_in: Storage) -> None:
    names = {kept_in.put(b"same", ".png") for _ in range(20)}

    assert len(names) == 20
    assert all(len(name) == len("ab/cd/") + 32 + len(".png") for name in names)


def test_deleted_bytes_are_gone(kept_in: Storage) -> None:
    path = kept_in.put(b"data", ".txt")

    kept_in.delete(path)

    assert not kept_in.exists(path)
    with pytest.raises(NotFound):
        kept_in.read(path)
    with pytest.raises(NotFound):
        kept_in.delete(path)


@pytest.mark.parametrize(
    "path",
    [
        "",
        ".",
        "../secret_key",
        "/etc/passwd",
        "ab/cd/../../../secret_key",
        "ab/cd/abcd0000000000000000000000000000.jpg/../x",
        "ab/cd/abcd0000000000000000000000000000.jpg\n",
        "ab\\cd\\abcd0000000000000000000000000000.jpg",
        "ab/cd/abcd0000000000000000000000000000.jpg\0",
        "ab/cd/abcd0000000000000000000000000000.jpg",
        "ff/cd/abcd0000000000000000000000000000.jpg",
    ],
)
def test_nothing_but_its_own_names_can_be_asked_for(kept_in: Storage, path: str) -> None:
    assert not kept_in.exists(path)
    for ask in (kept_in.open, kept_in.read, kept_in.size, kept_in.delete):
        with pytest.raises(NotFound):
            ask(path)


@pytest.mark.parametrize("suffix", ["jpg", "", ".", "/x", ".j/g", ".JPG", ".tar.gz"])
def test_a_suffix_cannot_lead_anywhere(kept_in: Storage, suffix: str) -> None:
    with pytest.raises(ValueError, match="not a suffix"):
        kept_in.put(b"data", suffix)


def test_files_lie_two_folders_deep_and_nothing_is_left_aside(tmp_path: Path) -> None:
    path = LocalStorage(tmp_path).put(b"data", ".webp")

    files = [file.relative_to(tmp_path).as_posix() for file in tmp_path.rglob("*") if file.is_file()]
    assert files == [path]
    assert path.count("/") == 2


def test_a_second_storage_on_the_same_folder_finds_what_the_first_kept(tmp_path: Path) -> None:
    path = LocalStorage(tmp_path).put(b"data", ".jpg")

    assert LocalStorage(tmp_path).read(path) == b"data"
