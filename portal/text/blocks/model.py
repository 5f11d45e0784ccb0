"""The types of block, and what follows from a block alone: its text, its assets, its hash, its JSON.

Every ``html`` holds inline elements only and is clean. Every other text is plain.
"""

import hashlib
import json
from base64 import b32encode
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from typing import ClassVar, Literal, TypeVar

from portal.text.markup import CleanHtml, plain, to_story_references


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """What all blocks share. ``keep``: the text may equal its source's (a name, a figure, a quotation)."""

    type: ClassVar[str]

    id: str = ""
    keep: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph(Block):
    type = "paragraph"

    html: CleanHtml


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading(Block):
    type = "heading"

    level: Literal[2, 3] = 2
    html: CleanHtml


@dataclass(frozen=True, slots=True, kw_only=True)
class ListBlock(Block):
    type = "list"

    style: Literal["bullet", "number"] = "bullet"
    items: tuple[CleanHtml, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote(Block):
    type = "quote"

    html: CleanHtml
    attribution: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Image(Block):
    """Alternative text, caption and credit are the asset's, a text a language."""

    type = "image"

    asset: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gallery(Block):
    type = "gallery"

    assets: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Video(Block):
    type = "video"

    asset: str


@dataclass(frozen=True, slots=True, kw_only=True)
class File(Block):
    type = "file"

    asset: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Factbox(Block):
    type = "factbox"

    title: str
    items: tuple[CleanHtml, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Embed(Block):
    """Something elsewhere, drawn by us as a card with a link: nothing is fetched from there."""

    type = "embed"

    url: str
    title: str
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table(Block):
    """``header`` may be empty; every row has the same number of cells."""

    type = "table"

    caption: str = ""
    header: tuple[CleanHtml, ...] = ()
    rows: tuple[tuple[CleanHtml, ...], ...]


AnyBlock = TypeVar("AnyBlock", bound=Block)


def to_json(blocks: Iterable[Block]) -> list[dict[str, object]]:
    """Return ``blocks`` as they are stored and printed; ``keep`` and empty texts are left out."""
    return [{"id": block.id, "type": block.type, **_content(block), **_keep(block)} for block in blocks]


def _keep(block: Block) -> dict[str, object]:
    return {"keep": True} if block.keep else {}


def _content(block: Block) -> dict[str, object]:
    """Return what the block says, without who it is."""
    named = {field.name: getattr(block, field.name) for field in fields(block) if field.name not in {"id", "keep"}}
    return {name: _plain_data(value) for name, value in named.items() if value not in {"", ()}}


def _plain_data(value: object) -> object:
    if isinstance(value, tuple):
        return [_plain_data(item) for item in value]
    return str(value) if isinstance(value, str) else value


def block_hash(block: Block) -> str:
    """Return the SHA-256 (hex) of what the block says; its id, its place and ``keep`` change nothing."""
    canonical = json.dumps({"type": block.type, **_content(block)}, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(canonical.encode()).hexdigest()


def texts(block: Block) -> tuple[str, ...]:
    """Return the plain texts that a translator would have to translate, in order, none empty."""
    return tuple(text for text in _texts(block) if text)


def _texts(block: Block) -> Iterator[str]:
    match block:
        case Paragraph() | Heading():
            yield plain(block.html)
        case Quote():
            yield from (plain(block.html), block.attribution)
        case ListBlock():
            yield from map(plain, block.items)
        case Factbox():
            yield from (block.title, *map(plain, block.items))
        case Embed():
            yield from (block.title, block.description)
        case Table():
            yield from (block.caption, *map(plain, block.header))
            for row in block.rows:
                yield from map(plain, row)


def markup(block: Block) -> tuple[CleanHtml, ...]:
    """Return the pieces of HTML in a block."""
    match block:
        case Paragraph() | Heading() | Quote():
            return (block.html,)
        case ListBlock() | Factbox():
            return block.items
        case Table():
            return (*block.header, *(cell for row in block.rows for cell in row))
    return ()


def plain_text(block: Block) -> str:
    """Return all text of a block, a line each."""
    return "\n".join(texts(block))


def assets(block: Block) -> tuple[str, ...]:
    """Return the keys of the assets that the block shows."""
    match block:
        case Image() | Video() | File():
            return (block.asset,)
        case Gallery():
            return block.assets
    return ()


def with_references(block: AnyBlock, site_url: str) -> AnyBlock:
    """Return the block with links to stories of this site as references: they outlive slugs, follow the language."""
    match block:
        case Paragraph() | Heading() | Quote():
            return replace(block, html=_referring(block.html, site_url))
        case ListBlock() | Factbox():
            return replace(block, items=tuple(_referring(item, site_url) for item in block.items))
        case Table():
            header = tuple(_referring(cell, site_url) for cell in block.header)
            rows = tuple(tuple(_referring(cell, site_url) for cell in row) for row in block.rows)
            return replace(block, header=header, rows=rows)
    return block


def _referring(html: CleanHtml, site_url: str) -> CleanHtml:
    return CleanHtml(to_story_references(html, site_url))


def with_id(block: AnyBlock, id_: str) -> AnyBlock:
    """Return the block under another id."""
    return block if block.id == id_ else replace(block, id=id_)


def with_ids(blocks: Sequence[AnyBlock], *, taken: Iterable[str] = ()) -> tuple[AnyBlock, ...]:
    """Give every block without an id one that is neither ``taken`` nor another block's.

    A new id follows from what the block says, so that the same text taken in again gets the same ids.
    """
    used = {*taken, *(block.id for block in blocks if block.id)}
    named: list[AnyBlock] = []
    for block in blocks:
        id_ = block.id or _new_id(block, used)
        used.add(id_)
        named.append(with_id(block, id_))
    return tuple(named)


def _new_id(block: Block, used: set[str]) -> str:
    digest = b32encode(bytes.fromhex(block_hash(block))).decode().lower()[:8]
    id_, count = digest, 1
    while id_ in used:
        count += 1
        id_ = f"{digest}{count}"
    return id_
