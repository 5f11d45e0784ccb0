"""The text of ``.po`` files: reading them without loss and writing back only what changed.

Every entry keeps the lines it was read from, so that a file that was opened and saved is the same file, whoever wrote
it, and an edited string changes its own lines alone. New text is written unwrapped, one line a string.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

Key = tuple[str | None, str]
"""What identifies a message in a catalog: its context and its msgid."""


class PoSyntaxError(ValueError):
    """A file is no catalog; ``line`` counts from 1."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.message = message
        self.line = line


@dataclass(frozen=True, slots=True)
class Entry:
    """One message of a catalog, or its header (the entry whose msgid is empty).

    ``head`` and ``body`` are the lines as they stand in the file: everything up to the msgid, and the msgstr. Whatever
    changes a field drops the lines that show it (``with_texts``, ``with_source``).
    """

    msgid: str
    texts: tuple[str, ...] = ("",)
    plural: str | None = None
    context: str | None = None
    notes: tuple[str, ...] = ()
    """Translators' own comments."""
    extracted: tuple[str, ...] = ()
    locations: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    previous: tuple[str, ...] = ()
    """``#|`` lines: the source of which a fuzzy entry is the translation, as written."""
    obsolete: bool = False
    line: int = 0
    head: str | None = field(default=None, compare=False, repr=False)
    body: str | None = field(default=None, compare=False, repr=False)

    @property
    def key(self) -> Key:
        return self.context, self.msgid

    @property
    def is_fuzzy(self) -> bool:
        return "fuzzy" in self.flags

    @property
    def is_translated(self) -> bool:
        """Whether the translation may be shown: every form is there, and nobody marked it as doubtful."""
        return all(self.texts) and not self.is_fuzzy

    def with_texts(self, texts: tuple[str, ...]) -> "Entry":
        """Return the entry translated anew; what made it fuzzy is settled."""
        head = None if self.is_fuzzy or self.previous else self.head
        flags = tuple(flag for flag in self.flags if flag != "fuzzy")
        return replace(self, texts=texts, flags=flags, previous=(), head=head, body=None)

    def with_source(self, source: "Entry", *, flags: tuple[str, ...]) -> "Entry":
        """Return the entry with the extracted comments, locations and plural of the template's ``source``."""
        told = replace(
            self,
            plural=source.plural,
            extracted=source.extracted,
            locations=source.locations,
            flags=flags,
            obsolete=False,
        )
        return told if told == self else replace(told, head=None, body=None if self.obsolete else self.body)

    def as_obsolete(self) -> "Entry":
        """Return the entry as it is kept when the code no longer says it, to be revived if it does again."""
        return replace(self, obsolete=True, extracted=(), locations=(), head=None, body=None)

    def render(self) -> str:
        """Return the entry as text that ends with a line break."""
        head = self._head() if self.head is None else self.head
        body = self._body() if self.body is None else self.body
        return head + body

    def _head(self) -> str:
        lines = [f"# {note}".rstrip() for note in self.notes]
        lines += [f"#. {text}" for text in self.extracted]
        if self.locations:
            lines.append(f"#: {' '.join(self.locations)}")
        if self.flags:
            lines.append(f"#, {', '.join(self.flags)}")
        mark = "#~" if self.obsolete else "#"
        lines += [f"{mark}| {text}" for text in self.previous]
        prefix = "#~ " if self.obsolete else ""
        if self.context is not None:
            lines.append(f"{prefix}msgctxt {quoted(self.context)}")
        lines.append(f"{prefix}msgid {quoted(self.msgid)}")
        if self.plural is not None:
            lines.append(f"{prefix}msgid_plural {quoted(self.plural)}")
        return _joined(lines)

    def _body(self) -> str:
        prefix = "#~ " if self.obsolete else ""
        if self.plural is not None:
            return _joined(f"{prefix}msgstr[{form}] {quoted(text)}" for form, text in enumerate(self.texts))
        if self.msgid:
            return f"{prefix}msgstr {quoted(self.texts[0])}\n"
        fields = self.texts[0].splitlines(keepends=True)
        return _joined([f'{prefix}msgstr ""', *(prefix + quoted(each) for each in fields)])


@dataclass(frozen=True, slots=True)
class Catalog:
    """The entries of a file in order, the header first; ``gaps`` are the lines before each and after the last."""

    entries: tuple[Entry, ...]
    gaps: tuple[str, ...] = ()

    @property
    def header(self) -> Entry:
        first = self.entries[0] if self.entries else None
        return first if first is not None and not first.msgid and first.context is None else Entry("")

    @property
    def fields(self) -> dict[str, str]:
        """The fields of the header by name, in order."""
        lines = (line.partition(":") for line in self.header.texts[0].splitlines())
        return {name.strip(): value.strip() for name, colon, value in lines if colon}

    @property
    def messages(self) -> tuple[Entry, ...]:
        """The entries in use, without the header."""
        return tuple(entry for entry in self.entries if not entry.obsolete and entry.key != (None, ""))

    @property
    def obsolete(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if entry.obsolete)

    def replaced(self, entries: Iterable[Entry]) -> "Catalog":
        """Return the catalog with as many entries in the same places."""
        return replace(self, entries=tuple(entries))

    def with_field(self, name: str, value: str) -> "Catalog":
        """Return the catalog with a field of the header set; the other lines of the header stay as they are."""
        header = self.header
        fields = {**self.fields, name: value}
        told = "".join(f"{each}: {text}\n" for each, text in fields.items())
        body = None
        if header.body is not None and name in self.fields:
            line = re.compile(rf'^"{re.escape(name)}:.*$', re.MULTILINE)
            body = line.sub(lambda _: quoted(f"{name}: {value}\n"), header.body, count=1)
        changed = replace(header, texts=(told,), body=body)
        rest = self.entries[1:] if self.entries and self.header is self.entries[0] else self.entries
        return replace(self, entries=(changed, *rest))

    def render(self) -> str:
        """Return the text of the file."""
        gaps = self.gaps or ("", *("\n" for _ in self.entries[1:]), "")
        return "".join(gap + entry.render() for gap, entry in zip(gaps, self.entries, strict=False)) + gaps[-1]


_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def quoted(text: str) -> str:
    """Return a string of a catalog as it is written, on one line."""
    return '"' + "".join(_ESCAPES.get(letter, letter) for letter in text) + '"'


def _joined(lines: Iterable[str]) -> str:
    return "".join(line + "\n" for line in lines)
