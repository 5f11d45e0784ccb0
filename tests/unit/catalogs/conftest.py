"""Catalogs made for a test: a folder shaped like ``translations/`` in a temporary place."""

import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from portal.catalogs import files
from portal.catalogs.po import Entry, quoted
from portal.i18n.languages import get

Write = Callable[..., Path]


@pytest.fixture
def logged(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    """What the product logs, also after an application has taken its loggers away from the root."""
    logger = logging.getLogger("portal")
    logger.addHandler(caplog.handler)
    yield caplog
    logger.removeHandler(caplog.handler)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder of catalogs."""
    path = tmp_path / "translations"
    path.mkdir()
    return path


@pytest.fixture
def write_po(folder: Path) -> Write:
    """Write the catalog of a language from ``(msgid, msgstr)`` pairs and whole entries as text."""

    def write(code: str, *pairs: tuple[str, str], more: str = "", plural: str | None = None) -> Path:
        header = files.new_catalog(get(code)).header.render()
        if plural is not None:
            header = header.replace(quoted(f"Plural-Forms: {get(code).plural_rule.header}\n"), quoted(plural + "\n"))
        entries = [Entry(msgid, (text,)).render() for msgid, text in pairs]
        path = files.catalog_path(folder, code)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join([header, *entries, more]), "utf-8")
        return path

    return write
