"""The template of all catalogs, read from code and templates.

``babel.cfg`` says what is read. A template that does not compile, a message that no translator could use and a call
that no extractor can read stop the extraction with their place: silence would lose strings. The result has no line
numbers and no date, so it changes only when a message does.
"""

import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from jinja2 import TemplateSyntaxError

from portal.catalogs import placeholders
from portal.catalogs.marked_calls import unreadable_calls
from portal.catalogs.po import Catalog, Entry, Key

KEYWORDS: Mapping[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "_l": None,
    "lazy_gettext": None,
    "lazy_ngettext": (1, 2),
    "lazy_pgettext": ((1, "c"), 2),
    "lazy_npgettext": ((1, "c"), 2, 3),
    "N_": None,
    "NP_": ((1, "c"), 2),
    "NN_": (1, 2),
    "NNP_": ((1, "c"), 2, 3),
}
"""The functions whose literal arguments are messages: positions of the parts, ``c`` for the context."""

COMMENT_TAG = "Translators:"

_HEADER = (
    "Project-Id-Version: Portal\n"
    "Language: \n"
    "MIME-Version: 1.0\n"
    "Content-Type: text/plain; charset=UTF-8\n"
    "Content-Transfer-Encoding: 8bit\n"
)
_NOTE = "Made by `flask i18n extract`: edit the code, not this file."


class ExtractionError(ValueError):
    """Something in the code cannot be extracted; the message names the place."""


@dataclass(slots=True)
class _Found:
    """A message while its places are gathered."""

    msgid: str
    context: str | None
    plural: str | None = None
    comments: dict[str, None] = field(default_factory=dict)
    files: dict[str, None] = field(default_factory=dict)


def extract(root: Path) -> Catalog:
    """Return the template of the project in ``root``; raise ExtractionError for what cannot be extracted."""
    faults = list(unreadable_calls(root / "portal", KEYWORDS))
    if faults:
        raise ExtractionError(f"messages that no extractor can read: {', '.join(faults)}")
    found: dict[Key, _Found] = {}
    for file, _, message, comments, context in sorted(_messages(root), key=lambda each: (each[0], each[1])):
        msgid, plural = (message, None) if isinstance(message, str) else (message[0], message[1])
        entry = found.setdefault((context, msgid), _Found(msgid, context))
        if plural is not None and entry.plural not in (None, plural):
            raise ExtractionError(f"{file}: the message {msgid!r} has another plural elsewhere")
        entry.plural = entry.plural or plural
        entry.comments |= dict.fromkeys(line.removeprefix(COMMENT_TAG).strip() for line in comments)
        entry.files[file] = None
    entries = [_entry(each) for each in found.values()]
    _refuse_unusable(entries)
    return Catalog((Entry("", (_HEADER,), notes=(_NOTE,)), *entries))


def _messages(root: Path) -> Iterator[tuple[str, int, str | tuple[str, ...], list[str], str | None]]:
    mapping = root / "babel.cfg"
    if not mapping.exists():
        raise ExtractionError(f"there is no {mapping}, which says what to extract from")
    config = io.StringIO(mapping.read_text("utf-8"))
    methods, options = parse_mapping_cfg(config, filename=str(mapping))  # type: ignore[no-untyped-call]
    current = ""

    def note(filename: str, method: str, options: Mapping[str, object]) -> None:  # noqa: ARG001 (Babel's signature)
        nonlocal current
        current = filename

    try:
        yield from extract_from_dir(
            str(root),
            methods,
            options,
            keywords=dict(KEYWORDS),
            comment_tags=(COMMENT_TAG,),
            callback=note,
            strip_comment_tags=True,
            directory_filter=lambda path: _is_ours(Path(path), root),
        )
    except TemplateSyntaxError as error:
        raise ExtractionError(f"{current}:{error.lineno}: the template does not compile: {error.message}") from error


def _is_ours(path: Path, root: Path) -> bool:
    """Tell whether a folder may hold messages: everything else (environments, node_modules) is not even listed."""
    parts = path.relative_to(root).parts
    return parts[:1] == ("portal",) and parts[1:2] != ("static",) and "__pycache__" not in parts


def _entry(found: _Found) -> Entry:
    has_format = "%" in found.msgid or "%" in (found.plural or "")
    return Entry(
        found.msgid,
        ("",) if found.plural is None else ("", ""),
        plural=found.plural,
        context=found.context,
        extracted=tuple(found.comments),
        locations=tuple(found.files),
        flags=("python-format",) if has_format else (),
    )


def _refuse_unusable(entries: Iterable[Entry]) -> None:
    """Refuse messages whose format a translator could not follow: bare per cent signs, placeholders without a name."""
    for entry in entries:
        for text in (entry.msgid, entry.plural or ""):
            form = placeholders.parse(text)
            if form.stray or any(len(each) == 2 for each in form.names):
                raise ExtractionError(
                    f"{', '.join(entry.locations)}: {text!r} needs %% for a per cent sign, and names for placeholders"
                )
