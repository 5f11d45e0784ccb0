"""Directories of an index: ``<root>/<language>/<generation>/``, and a file ``current`` that names the one in use.

A new generation is built beside the old one and takes its place in one step; who reads the old one reads on in files
that are gone from the directory. One process at a time may write a language: the lock dies with its process.
"""

import fcntl
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from portal.search import analysis
from portal.search.index import Generation, IndexBusy

_NAME = re.compile(r"(?P<number>\d{6})-(?P<analysis>[0-9a-f]{8})-(?P<engine>[a-z0-9.]+)")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{1,8})*")


class Generations:
    """The generations of one engine below ``root``; ``engine`` names program and format, as in ``whoosh2.7.4s1``."""

    def __init__(self, root: Path, *, engine: str) -> None:
        self._root = root
        self._engine = engine

    def current(self, language: str) -> Generation | None:
        """Return the generation in use; None where there is none."""
        folder = self._folder(language)
        if folder is None:
            return None
        try:
            name = (folder / "current").read_text(encoding="ascii")
        except (FileNotFoundError, UnicodeDecodeError):
            return None
        match = _NAME.fullmatch(name)
        if match is None:
            return None
        is_current = match["analysis"] == analysis.version() and match["engine"] == self._engine
        return Generation(name, match["analysis"], match["engine"], is_current)

    def path(self, language: str, generation: Generation) -> Path:
        """Return the directory of a generation."""
        return self._root / language / generation.name

    @contextmanager
    def writing(self, language: str) -> Iterator[None]:
        """Hold the right to write a language; raises IndexBusy when another has it."""
        folder = self._folder(language)
        if folder is None:
            raise ValueError(f"not a language: {language!r}")
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / "lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise IndexBusy(language) from None
            yield

    @contextmanager
    def new(self, language: str) -> Iterator[tuple[Generation, Path]]:
        """Give an empty directory for a new generation, which is in use when the block ends well; else it is gone.

        To be called while writing. Older generations are removed.
        """
        folder = self._root / language
        numbers = [int(match["number"]) for entry in folder.iterdir() if (match := _NAME.fullmatch(entry.name))]
        name = f"{max(numbers, default=0) + 1:06d}-{analysis.version()}-{self._engine}"
        directory = folder / name
        directory.mkdir()
        try:
            yield Generation(name, analysis.version(), self._engine, is_current=True), directory
            _sync(directory)
            self._point(folder, name)
        except BaseException:
            shutil.rmtree(directory, ignore_errors=True)
            raise
        for entry in folder.iterdir():
            if entry.name != name and _NAME.fullmatch(entry.name):
                shutil.rmtree(entry, ignore_errors=True)

    def _folder(self, language: str) -> Path | None:
        return self._root / language if _LANGUAGE.fullmatch(language) else None

    def _point(self, folder: Path, name: str) -> None:
        """Let ``current`` name another generation, in one step and for good."""
        pointer = folder / "current.new"
        with pointer.open("w", encoding="ascii") as file:
            file.write(name)
            file.flush()
            os.fsync(file.fileno())
        pointer.replace(folder / "current")
        _sync(folder, files=False)


def _sync(directory: Path, *, files: bool = True) -> None:
    """Have a directory, and the files in it, written to the disk: no backend does so itself."""
    for path in [*(directory.iterdir() if files else ()), directory]:
        descriptor = os.open(path, os.O_RDONLY)
        with suppress(OSError):
            os.fsync(descriptor)
        os.close(descriptor)
