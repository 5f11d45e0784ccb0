"""Where the bytes of media lie: a small protocol, kept by a folder of this machine or by memory."""

import io
import os
import re
import secrets
from pathlib import Path
from typing import BinaryIO, Protocol

from portal.errors import NotFound
from portal.i18n.marks import N_

_NAME = re.compile(r"([0-9a-f]{2})/([0-9a-f]{2})/\1\2[0-9a-f]{28}\.[a-z0-9]{1,5}", re.ASCII)
_SUFFIX = re.compile(r"\.[a-z0-9]{1,5}", re.ASCII)


class Storage(Protocol):
    """Keeps bytes under names it makes up: random, so that nobody guesses an unpublished picture; never overwritten.

    Every method but ``put`` and ``exists`` raises NotFound for a name that is not kept, and for anything that is not
    a name of this storage at all.
    """

    def put(self, data: bytes, suffix: str) -> str:
        """Keep ``data`` for good and return its name, which ends in ``suffix`` (``.jpg``)."""

    def open(self, path: str) -> BinaryIO:
        """Return a seekable stream of the bytes; the caller closes it."""

    def read(self, path: str) -> bytes:
        """Return the bytes."""

    def size(self, path: str) -> int:
        """Return how many bytes there are."""

    def exists(self, path: str) -> bool:
        """Say whether there is such a name."""

    def delete(self, path: str) -> None:
        """Drop the bytes; the name is never used again."""


class LocalStorage:
    """Keeps bytes as files below ``root``, in two levels of folders so that none gets large."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def put(self, data: bytes, suffix: str) -> str:
        """Write aside, sync, then rename: after a crash a file is there whole or not at all."""
        path = _new_name(suffix)
        target = self._root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = target.with_name(f".{target.name}.part")
        with draft.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(target)
        _sync_folder(target.parent)
        return path

    def open(self, path: str) -> BinaryIO:
        try:
            return self._file(path).open("rb")
        except FileNotFoundError as error:
            raise _absent(path) from error

    def read(self, path: str) -> bytes:
        with self.open(path) as file:
            return file.read()

    def size(self, path: str) -> int:
        try:
            return self._file(path).stat().st_size
        except FileNotFoundError as error:
            raise _absent(path) from error

    def exists(self, path: str) -> bool:
        return bool(_NAME.fullmatch(path)) and (self._root / path).is_file()

    def delete(self, path: str) -> None:
        try:
            self._file(path).unlink()
        except FileNotFoundError as error:
            raise _absent(path) from error

    def _file(self, path: str) -> Path:
        # The whole name is matched, so "..", absolute paths, backslashes and NUL cannot even be asked for.
        if not _NAME.fullmatch(path):
            raise _absent(path)
        return self._root / path


class MemoryStorage:
    """Keeps bytes in memory, for tests and rehearsals."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def put(self, data: bytes, suffix: str) -> str:
        path = _new_name(suffix)
        self._kept[path] = bytes(data)
        return path

    def open(self, path: str) -> BinaryIO:
        return io.BytesIO(self.read(path))

    def read(self, path: str) -> bytes:
        try:
            return self._kept[path]
        except KeyError as error:
            raise _absent(path) from error

    def size(self, path: str) -> int:
        return len(self.read(path))

    def exists(self, path: str) -> bool:
        return path in self._kept

    def delete(self, path: str) -> None:
        self.read(path)
        del self._kept[path]


def _new_name(suffix: str) -> str:
    if not _SUFFIX.fullmatch(suffix):
        raise ValueError(f"not a suffix: {suffix!r}")
    name = secrets.token_hex(16)
    return f"{name[:2]}/{name[2:4]}/{name}{suffix}"


def _sync_folder(folder: Path) -> None:
    """Make a rename in ``folder`` survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _absent(path: str) -> NotFound:
    return NotFound(N_("There is no file of this name: %(path)s"), path=path)
