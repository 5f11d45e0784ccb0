"""The parser of ``.po`` files: lines in, entries out, nothing forgiven that would lose a translation."""

import re
from dataclasses import dataclass, field

from portal.catalogs.po import Catalog, Entry, PoSyntaxError

_STATEMENT = re.compile(r'(msgctxt|msgid_plural|msgid|msgstr)(?:\[([0-9])\])?[ \t]*(".*")[ \t]*')
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')
_ESCAPE = re.compile(r"\\([0-7]{1,3}|x[0-9a-fA-F]{1,2}|.)")
_PLAIN = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v", '"': '"', "\\": "\\"}
_COMMENTS = {"#.": "extracted", "#:": "locations", "#,": "flags", "#|": "previous"}


@dataclass(slots=True)
class _Draft:
    """An entry while its lines are read."""

    line: int
    gap: str
    obsolete: bool = False
    comments: dict[str, list[str]] = field(default_factory=dict)
    head: list[str] = field(default_factory=list)
    body: list[str] = field(default_factory=list)
    strings: dict[str, str] = field(default_factory=dict)
    forms: dict[int, str] = field(default_factory=dict)
    open: str | int | None = None
    """What a line that is only a string continues."""


def parse(text: str) -> Catalog:
    """Read the text of a file; raise PoSyntaxError, with the line, for what is no catalog."""
    reader = _Reader()
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").removesuffix("\n").split("\n")
    for number, line in enumerate(lines if text else (), 1):
        reader.take(line + "\n", number)
    return reader.finish()


class _Reader:
    """Gathers lines into entries; an entry ends where the next one's first line stands."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.gaps: list[str] = []
        self.gap = ""
        self.draft: _Draft | None = None

    def take(self, line: str, number: int) -> None:
        """Read one line."""
        stripped = line.strip()
        if not stripped:
            self._close()
            self.gap += line
        elif stripped.startswith("#~") and not stripped.startswith("#~|"):
            self._statement(stripped[2:].lstrip(), line, number, obsolete=True)
        elif stripped.startswith("#"):
            self._comment(stripped, line, number)
        else:
            self._statement(stripped, line, number, obsolete=False)

    def finish(self) -> Catalog:
        """Return the catalog of all lines."""
        self._close()
        keys = [entry.key for entry in self.entries if not entry.obsolete]
        if len(set(keys)) != len(keys):
            twice = next(entry for entry in self.entries if not entry.obsolete and keys.count(entry.key) > 1)
            raise PoSyntaxError(f"the message is defined twice: {twice.msgid!r}", twice.line)
        return Catalog(tuple(self.entries), (*self.gaps, self.gap))

    def _comment(self, stripped: str, line: str, number: int) -> None:
        draft = self._draft(number, fresh=bool(self.draft and self.draft.strings))
        if stripped.startswith("#~|"):
            kind, told = "previous", stripped[3:]
        else:
            kind = _COMMENTS.get(stripped[:2], "notes")
            told = stripped[1:] if kind == "notes" else stripped[2:]
        draft.comments.setdefault(kind, []).append(told.strip())
        draft.head.append(line)

    def _statement(self, stripped: str, line: str, number: int, *, obsolete: bool) -> None:
        if stripped.startswith('"'):
            self._continue(stripped, line, number)
            return
        match = _STATEMENT.fullmatch(stripped)
        if match is None:
            raise PoSyntaxError("not a line of a catalog", number)
        keyword, form, string = match.groups()
        begun = self.draft.strings if self.draft else {}
        starts = bool(begun) if keyword == "msgctxt" else keyword == "msgid" and "msgid" in begun
        draft = self._draft(number, fresh=starts)
        draft.obsolete = obsolete
        value = _unquoted(string, number)
        if keyword != "msgstr":
            if form is not None or draft.body or keyword in draft.strings:
                raise PoSyntaxError(f"{keyword} is out of place", number)
            draft.strings[keyword] = value
            draft.head.append(line)
            draft.open = keyword
            return
        index = int(form or 0)
        if "msgid" not in draft.strings or index != len(draft.forms):
            raise PoSyntaxError("msgstr is out of place", number)
        if (form is None) == ("msgid_plural" in draft.strings):
            raise PoSyntaxError("msgstr and msgid_plural do not fit", number)
        draft.forms[index] = value
        draft.body.append(line)
        draft.open = index

    def _continue(self, stripped: str, line: str, number: int) -> None:
        draft = self.draft
        if draft is None or draft.open is None:
            raise PoSyntaxError("a string that belongs to nothing", number)
        value = _unquoted(stripped, number)
        if isinstance(draft.open, int):
            draft.forms[draft.open] += value
            draft.body.append(line)
        else:
            draft.strings[draft.open] += value
            draft.head.append(line)

    def _draft(self, number: int, *, fresh: bool) -> _Draft:
        if fresh:
            self._close()
        if self.draft is None:
            self.draft = _Draft(number, self.gap)
            self.gap = ""
        return self.draft

    def _close(self) -> None:
        """End the entry; comments that stand alone become part of the gap before the next one."""
        draft, self.draft = self.draft, None
        if draft is None:
            return
        if not draft.strings:
            self.gap = draft.gap + "".join(draft.head)
            return
        if not draft.forms:
            raise PoSyntaxError("the message has no msgstr", draft.line)
        self.gaps.append(draft.gap)
        self.entries.append(_entry(draft))


def _entry(draft: _Draft) -> Entry:
    comments = {kind: tuple(told) for kind, told in draft.comments.items()}
    flags = tuple(flag.strip() for told in comments.get("flags", ()) for flag in told.split(",") if flag.strip())
    return Entry(
        draft.strings["msgid"],
        tuple(draft.forms.values()),
        plural=draft.strings.get("msgid_plural"),
        context=draft.strings.get("msgctxt"),
        notes=comments.get("notes", ()),
        extracted=comments.get("extracted", ()),
        locations=tuple(place for told in comments.get("locations", ()) for place in told.split()),
        flags=flags,
        previous=comments.get("previous", ()),
        obsolete=draft.obsolete,
        line=draft.line,
        head="".join(draft.head),
        body="".join(draft.body),
    )


def _unquoted(text: str, number: int) -> str:
    match = _STRING.fullmatch(text)
    if match is None:
        raise PoSyntaxError("the string does not end, or goes on after its end", number)
    return _ESCAPE.sub(lambda found: _character(found[1], number), match[1])


def _character(escape: str, number: int) -> str:
    if escape in _PLAIN:
        return _PLAIN[escape]
    if escape[0] in "01234567":
        return chr(int(escape, 8))
    if escape[0] == "x" and len(escape) > 1:
        return chr(int(escape[1:], 16))
    raise PoSyntaxError(f"unknown escape \\{escape}", number)
