"""Blocks from JSON: shapes are checked, HTML is cleaned, ids are given; every fault is named with its place."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Literal
from urllib.parse import urlsplit

from portal.errors import Invalid
from portal.i18n.marks import N_
from portal.text.blocks.model import (
    Block,
    Embed,
    Factbox,
    File,
    Gallery,
    Heading,
    Image,
    ListBlock,
    Paragraph,
    Quote,
    Table,
    Video,
    with_ids,
)
from portal.text.markup import CleanHtml, clean_inline, normalise, plain, recleaned

_ID = re.compile(r"[a-z0-9]{1,16}")
_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,199}")
_LONGEST = 100_000
_MOST = 2_000


def parse_blocks(data: object) -> tuple[Block, ...]:
    """Return the blocks of ``data``, a list as in the story document, clean and with ids.

    Raises Invalid; its ``place`` leads to the fault, as in ``blocks[3].items[0]``.
    """
    return with_ids(_blocks(data, clean=clean_inline))


def load_blocks(data: object) -> tuple[Block, ...]:
    """Return blocks that ``to_json`` wrote: as ``parse_blocks``, with the cheap look at HTML that was cleaned once."""
    return with_ids(_blocks(data, clean=recleaned))


def _blocks(data: object, *, clean: Callable[[str], CleanHtml]) -> list[Block]:
    if not isinstance(data, list):
        raise Invalid(N_("A list of blocks is expected here: %(place)s."), code="block", place="blocks")
    if len(data) > _MOST:
        raise Invalid(N_("A body has at most %(most)s blocks."), code="block", place="blocks", most=_MOST)
    blocks: list[Block] = []
    seen: set[str] = set()
    for number, value in enumerate(data):
        fields = _Fields(value, place=f"blocks[{number}]", clean=clean)
        block = _block(fields)
        fields.refuse_unknown()
        if block.id and block.id in seen:
            raise fields.fault(N_("Two blocks have the id %(id)s: %(place)s."), "id", id=block.id)
        seen.add(block.id)
        blocks.append(block)
    return blocks


class _Fields:
    """The fields of one block, taken one by one."""

    def __init__(self, value: object, *, place: str, clean: Callable[[str], CleanHtml]) -> None:
        self.place = place
        self._clean = clean
        if not isinstance(value, Mapping):
            raise Invalid(N_("An object is expected here: %(place)s."), code="block", place=place)
        self._values = dict(value)
        self.type = self._values.pop("type", None)
        self.id = self._id()
        self.keep = self._values.pop("keep", False) is True

    def fault(self, message: str, name: str, **values: object) -> Invalid:
        return Invalid(message, code="block", place=f"{self.place}.{name}" if name else self.place, **values)

    def refuse_unknown(self) -> None:
        for name in self._values:
            raise self.fault(N_("A %(type)s block has no such field: %(place)s."), str(name), type=self.type)

    def _id(self) -> str:
        value = self._values.pop("id", None)
        if value is None or value == "":
            return ""
        if not (isinstance(value, str) and _ID.fullmatch(value)):
            raise self.fault(N_("A block id is 1 to 16 of a–z and 0–9: %(place)s."), "id")
        return value

    def text(self, name: str, *, default: str | None = None) -> str:
        value = self._values.pop(name, default)
        value = default if value is None else value
        if not isinstance(value, str):
            raise self.fault(N_("Text is expected here: %(place)s."), name)
        if len(value) > _LONGEST:
            raise self.fault(N_("This text is too long: %(place)s."), name)
        value = normalise(value)
        if not value and default is None:
            raise self.fault(N_("There is no text here: %(place)s."), name)
        return value

    def html(self, name: str) -> CleanHtml:
        return self._html(self._values.pop(name, None), name=name, may_be_empty=False)

    def htmls(self, name: str, *, may_be_empty: bool = False) -> tuple[CleanHtml, ...]:
        return self._htmls(self._values.pop(name, None), name=name, may_be_empty=may_be_empty)

    def rows(self, name: str) -> tuple[tuple[CleanHtml, ...], ...]:
        rows = self._list(self._values.pop(name, None), name=name)
        return tuple(self._htmls(row, name=f"{name}[{i}]", cells=True) for i, row in enumerate(rows))

    def _htmls(
        self, value: object, *, name: str, may_be_empty: bool = False, cells: bool = False
    ) -> tuple[CleanHtml, ...]:
        if value is None and may_be_empty:
            return ()
        items = self._list(value, name=name)
        if not items and not may_be_empty:
            raise self.fault(N_("There is nothing in this list: %(place)s."), name)
        empty = may_be_empty or cells
        return tuple(self._html(item, name=f"{name}[{i}]", may_be_empty=empty) for i, item in enumerate(items))

    def _html(self, value: object, *, name: str, may_be_empty: bool) -> CleanHtml:
        if not isinstance(value, str):
            raise self.fault(N_("Text is expected here: %(place)s."), name)
        if len(value) > _LONGEST:
            raise self.fault(N_("This text is too long: %(place)s."), name)
        html = self._clean(value)
        if not may_be_empty and not plain(html):
            raise self.fault(N_("There is no text here: %(place)s."), name)
        return html

    def _list(self, value: object, *, name: str) -> list[object]:
        if not isinstance(value, list) or len(value) > _MOST:
            raise self.fault(N_("A list is expected here: %(place)s."), name)
        return value

    def key(self, name: str) -> str:
        return self._key(self._values.pop(name, None), name=name)

    def keys(self, name: str) -> tuple[str, ...]:
        items = self._list(self._values.pop(name, None), name=name)
        if not items:
            raise self.fault(N_("There is nothing in this list: %(place)s."), name)
        return tuple(self._key(item, name=f"{name}[{i}]") for i, item in enumerate(items))

    def _key(self, value: object, *, name: str) -> str:
        if not (isinstance(value, str) and _KEY.fullmatch(value)):
            raise self.fault(N_("The key of an asset is expected here: %(place)s."), name)
        return value

    def url(self, name: str) -> str:
        value = self.text(name)
        try:
            parts = urlsplit(value)
        except ValueError:
            parts = urlsplit("")
        if parts.scheme not in {"http", "https"} or not parts.hostname or re.search(r"[\s<>\"\\]", value):
            raise self.fault(N_("An address that begins with https:// is expected here: %(place)s."), name)
        return value

    def choice(self, name: str, options: Iterable[object], *, default: object) -> object:
        value = self._values.pop(name, default)
        if isinstance(value, bool) or value not in options:
            allowed = ", ".join(map(str, options))
            raise self.fault(N_("One of %(options)s is expected here: %(place)s."), name, options=allowed)
        return value


def _paragraph(f: _Fields) -> Block:
    return Paragraph(id=f.id, keep=f.keep, html=f.html("html"))


def _heading(f: _Fields) -> Block:
    level: Literal[2, 3] = 3 if f.choice("level", (2, 3), default=2) == 3 else 2
    return Heading(id=f.id, keep=f.keep, level=level, html=f.html("html"))


def _list(f: _Fields) -> Block:
    is_numbered = f.choice("style", ("bullet", "number"), default="bullet") == "number"
    return ListBlock(id=f.id, keep=f.keep, style="number" if is_numbered else "bullet", items=f.htmls("items"))


def _quote(f: _Fields) -> Block:
    return Quote(id=f.id, keep=f.keep, html=f.html("html"), attribution=f.text("attribution", default=""))


def _image(f: _Fields) -> Block:
    return Image(id=f.id, keep=f.keep, asset=f.key("asset"))


def _gallery(f: _Fields) -> Block:
    return Gallery(id=f.id, keep=f.keep, assets=f.keys("assets"))


def _video(f: _Fields) -> Block:
    return Video(id=f.id, keep=f.keep, asset=f.key("asset"))


def _file(f: _Fields) -> Block:
    return File(id=f.id, keep=f.keep, asset=f.key("asset"))


def _factbox(f: _Fields) -> Block:
    return Factbox(id=f.id, keep=f.keep, title=f.text("title"), items=f.htmls("items"))


def _embed(f: _Fields) -> Block:
    description = f.text("description", default="")
    return Embed(id=f.id, keep=f.keep, url=f.url("url"), title=f.text("title"), description=description)


def _table(f: _Fields) -> Block:
    caption, header = f.text("caption", default=""), f.htmls("header", may_be_empty=True)
    rows = f.rows("rows")
    if not rows or len({len(row) for row in (*rows, *([header] if header else []))}) > 1:
        raise f.fault(N_("Every row of a table has the same number of cells: %(place)s."), "rows")
    return Table(id=f.id, keep=f.keep, caption=caption, header=header, rows=rows)


_READERS: Mapping[object, Callable[[_Fields], Block]] = {
    "paragraph": _paragraph,
    "heading": _heading,
    "list": _list,
    "quote": _quote,
    "image": _image,
    "gallery": _gallery,
    "video": _video,
    "file": _file,
    "factbox": _factbox,
    "embed": _embed,
    "table": _table,
}


def _block(f: _Fields) -> Block:
    reader = _READERS.get(f.type) if isinstance(f.type, str) else None
    if reader is None:
        raise f.fault(N_("There is no such type of block: %(place)s."), "type")
    return reader(f)
