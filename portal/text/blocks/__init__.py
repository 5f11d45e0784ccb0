"""A body as a list of blocks, whose ids are the same in every language of a story.

``model`` holds the types and what is derived from them, ``reading`` takes blocks in, ``from_html`` makes them of HTML.
"""

from portal.text.blocks.from_html import html_to_blocks
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
    assets,
    block_hash,
    markup,
    plain_text,
    texts,
    to_json,
    with_references,
)
from portal.text.blocks.reading import load_blocks, parse_blocks

__all__ = [
    "Block",
    "Embed",
    "Factbox",
    "File",
    "Gallery",
    "Heading",
    "Image",
    "ListBlock",
    "Paragraph",
    "Quote",
    "Table",
    "Video",
    "assets",
    "block_hash",
    "html_to_blocks",
    "load_blocks",
    "markup",
    "parse_blocks",
    "plain_text",
    "texts",
    "to_json",
    "with_references",
]
