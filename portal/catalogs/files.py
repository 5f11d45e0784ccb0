"""The folder of catalogs: where each file lies, and reading and writing them whole.

``<folder>/messages.pot`` is the template, ``<folder>/<language>/LC_MESSAGES/messages.po`` a catalog (the places where
Poedit and Weblate look by themselves), ``messages.mo`` beside it what was compiled from it, and
``<folder>/<language>/same.txt`` lists the messages that are right as they are in English.
"""

import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from portal.catalogs.po import Catalog, Entry, Key, PoSyntaxError
from portal.catalogs.po_reader import parse
from portal.i18n.language import Language

DOMAIN = "messages"


def template_path(folder: Path) -> Path:
    return folder / f"{DOMAIN}.pot"


def catalog_path(folder: Path, code: str) -> Path:
    return folder / code / "LC_MESSAGES" / f"{DOMAIN}.po"


def compiled_path(folder: Path, code: str) -> Path:
    return folder / code / "LC_MESSAGES" / f"{DOMAIN}.mo"


def read(path: Path) -> Catalog:
    """Read a catalog or the template; raise PoSyntaxError for what is none, FileNotFoundError for nothing."""
    try:
        text = path.read_text("utf-8")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise PoSyntaxError("not UTF-8", line) from error
    return parse(text)


def write(path: Path, catalog: Catalog) -> bool:
    """Write a catalog if its text differs from the file's; tell whether it did."""
    data = catalog.render().encode()
    if path.exists() and path.read_bytes() == data:
        return False
    replace_file(path, data)
    return True


def replace_file(path: Path, data: bytes) -> None:
    """Put a file in the place of another at once: readers see the old one or the new one, never a part."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        draft.chmod(0o644)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def same_list(folder: Path, code: str) -> frozenset[str]:
    """Return the msgids that may equal their translation: one a line, ``#`` begins a comment line."""
    path = folder / code / "same.txt"
    if not path.exists():
        return frozenset()
    lines = (line.strip() for line in path.read_text("utf-8").splitlines())
    return frozenset(line for line in lines if line and not line.startswith("#"))


def new_catalog(language: Language) -> Catalog:
    """Return an untranslated catalog of a language, with the plural rule of its record in the header."""
    fields = {
        "Project-Id-Version": "Portal",
        "PO-Revision-Date": "YEAR-MO-DA HO:MI+ZONE",
        "Last-Translator": "",
        "Language-Team": "",
        "Language": language.code,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": language.plural_rule.header,
    }
    header = Entry("", ("".join(f"{name}: {value}".rstrip() + "\n" for name, value in fields.items()),))
    return Catalog((header,))


def edited(catalog: Catalog, key: Key, texts: tuple[str, ...], *, now: datetime) -> Catalog:
    """Return the catalog with one message translated anew and the date of revision set; raise KeyError for no such key.

    Only the message's msgstr and one line of the header change.
    """
    if key not in {entry.key for entry in catalog.messages}:
        raise KeyError(key)
    changed = catalog.replaced(
        entry.with_texts(texts) if entry.key == key and not entry.obsolete else entry for entry in catalog.entries
    )
    return changed.with_field("PO-Revision-Date", f"{now.astimezone(UTC):%Y-%m-%d %H:%M+0000}")
