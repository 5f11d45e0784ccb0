"""A copy of the project, to be extended as a developer would extend it, and run by itself."""

import ast
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from portal.catalogs import files
from portal.catalogs.pseudo import pseudo_catalog
from portal.i18n.language import Language
from tests.machine import ROOT

PARTS = ("portal", "migrations", "translations", "wsgi.py", "setup.cfg", "babel.cfg", "package-lock.json")
"""What the product consists of."""

SITE_URL = "https://portal.example.org"

_COMPILED = shutil.ignore_patterns("__pycache__", "*.mo")


@dataclass(frozen=True)
class Project:
    """A copy of the project in ``root``; its site keeps what it writes in ``data``."""

    root: Path
    data: Path

    @property
    def translations(self) -> Path:
        return self.root / "translations"

    def environ(self, **more: str) -> dict[str, str]:
        """Return the environment of the copy's site, without this one's settings."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PORTAL_", "FLASK_"))}
        own = {"PORTAL_DATA_DIR": str(self.data), "PORTAL_SITE_URL": SITE_URL, "PORTAL_RATE_LIMITS": "off"}
        return kept | own | more

    def python(self, *arguments: str, **environ: str) -> "subprocess.CompletedProcess[str]":
        """Run Python in the copy."""
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=self.root,
            env=self.environ(**environ),
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )

    @contextmanager
    def inside(self, role: str, **environ: str) -> Iterator["Inside"]:
        """Open what answers in the copy (``tests.extensions.inside``)."""
        log = self.root.with_name(f"{role}.log")
        with (
            log.open("w", encoding="utf-8") as told,
            subprocess.Popen(
                [sys.executable, "-m", "tests.extensions.inside", role],
                cwd=self.root,
                env=self.environ(**environ),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=told,
                text=True,
                encoding="utf-8",
            ) as process,
        ):
            assert process.stdin is not None
            assert process.stdout is not None
            yield Inside(process.stdin, process.stdout, log)

    def files(self) -> dict[str, str]:
        """Return a hash of every file but those that are compiled."""
        paths = (path for path in self.root.rglob("*") if path.is_file() and path.suffix not in (".mo", ".pyc"))
        return {path.relative_to(self.root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}

    def add_record(self, module: str, name: str, record: str) -> None:
        """Write a record at the end of the tuple that a module assigns to ``name``."""
        path = self.root / module
        text = path.read_text("utf-8")
        (end,) = (node.value.end_lineno for node in ast.walk(ast.parse(text)) if _assigns(node, name))
        lines = text.splitlines(keepends=True)
        lines.insert(end - 1, f"{record},\n")
        path.write_text("".join(lines), "utf-8")

    def translate(self, language: Language, *, but: str | None = None) -> None:
        """Fill a catalog with its pseudo-language, all but one message."""
        filled = pseudo_catalog(files.read(files.template_path(self.translations)), language)
        left = (entry.with_texts(("",)) if entry.msgid == but else entry for entry in filled.entries)
        files.write(files.catalog_path(self.translations, language.code), filled.replaced(left))

    def translate_words(self, code: str, words: Mapping[str, str]) -> None:
        """Translate single messages of a catalog that is there."""
        path = files.catalog_path(self.translations, code)
        catalog = files.read(path)
        told = (entry.with_texts((words[entry.msgid],)) if entry.msgid in words else entry for entry in catalog.entries)
        files.write(path, catalog.replaced(told))


def copied(folder: Path, *more: str) -> Project:
    """Copy the product, and ``more`` of the repository, below ``folder``."""
    project = Project(folder / "project", folder / "data")
    for name in (*PARTS, *more):
        target = project.root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        copy = shutil.copytree if (ROOT / name).is_dir() else _copy_file
        copy(ROOT / name, target, ignore=_COMPILED)
    return project


def _copy_file(source: Path, target: Path, *, ignore: object) -> None:
    shutil.copy(source, target)


def _assigns(node: ast.AST, name: str) -> bool:
    targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
    return any(isinstance(target, ast.Name) and target.id == name for target in targets)


@dataclass(frozen=True)
class Inside:
    """A process in the copy that answers a line of JSON with another."""

    asked: IO[str]
    answers: IO[str]
    log: Path

    def ask(self, **task: object) -> Any:
        """Return the answer; it fails with what the process said when that has ended."""
        self.asked.write(json.dumps(task) + "\n")
        self.asked.flush()
        line = self.answers.readline()
        assert line, self.log.read_text("utf-8")
        return json.loads(line)

    def flask(self, *words: str, read: str = "", code: int = 0) -> str:
        """Run a command that ends with ``code``, and return what it printed."""
        done = self.ask(words=words, read=read)
        assert done["code"] == code, (words, done["out"], done["err"])
        return str(done["out"])
