"""The body of a story as it is drawn: one class a type of block, one template each in `components/blocks/`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from portal.i18n.languages import Direction
from portal.text.markup import CleanHtml
from portal.web.reader.pages.parts import Figure, Video


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """What all blocks share. `language` and `dir` are None unless the block is not in the edition's language.

    The id is the same in every language of the story, and so is the anchor that is made of it.
    """

    type: ClassVar[str]

    id: str
    language: str | None = None
    dir: Direction | None = None

    @property
    def anchor(self) -> str:
        return f"p-{self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ParagraphBlock(Block):
    type = "paragraph"

    html: CleanHtml


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadingBlock(Block):
    type = "heading"

    level: Literal[2, 3]
    html: CleanHtml


@dataclass(frozen=True, slots=True, kw_only=True)
class ListBlock(Block):
    """A list; `digits` is the CLDR numbering system that a numbered one counts in."""

    type = "list"

    numbered: bool
    items: tuple[CleanHtml, ...]
    digits: str = "latn"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteBlock(Block):
    type = "quote"

    html: CleanHtml
    attribution: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageBlock(Block):
    type = "image"

    figure: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class GalleryBlock(Block):
    type = "gallery"

    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VideoBlock(Block):
    type = "video"

    video: Video


@dataclass(frozen=True, slots=True, kw_only=True)
class FileBlock(Block):
    """A file to take along. `format` is a short name such as "PDF", `size` a formatted size such as "240 kB"."""

    type = "file"

    href: str
    name: str
    format: str
    size: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FactboxBlock(Block):
    type = "factbox"

    title: str
    items: tuple[CleanHtml, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbedBlock(Block):
    """Something that stands on another site, as a link card. `site` is that site's host name."""

    type = "embed"

    url: str
    title: str
    site: str
    description: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TableBlock(Block):
    type = "table"

    caption: str
    header: tuple[CleanHtml, ...]
    rows: tuple[tuple[CleanHtml, ...], ...]
