"""Blocks as they are drawn: assets filled in, links to our own stories led to the right edition."""

from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from portal.content.reading import Found
from portal.i18n import formatting
from portal.media.models import Asset
from portal.text import blocks as stored
from portal.text.markup import CleanHtml
from portal.web import links, urls
from portal.web.reader import pages, pictures
from portal.web.view import View


class BodyWriter:
    """Turns the blocks of one text into what the templates draw."""

    def __init__(self, view: View, *, assets: Mapping[str, Asset], stories: Mapping[str, Found]) -> None:
        self.view = view
        self.assets = assets
        self.stories = stories

    def blocks(self, blocks: tuple[stored.Block, ...]) -> tuple[pages.Block, ...]:
        """Return ``blocks`` ready to be drawn; one whose asset is gone is left out."""
        drawn = (self._block(block) for block in blocks)
        return tuple(block for block in drawn if block is not None)

    def html(self, html: str) -> CleanHtml:
        """Return clean inline HTML with its references resolved."""
        return CleanHtml(links.resolved(html, language=self.view.language, stories=self.stories))

    def _block(self, block: stored.Block) -> pages.Block | None:
        match block:
            case stored.Paragraph():
                return pages.ParagraphBlock(id=block.id, html=self.html(block.html))
            case stored.Heading():
                return pages.HeadingBlock(id=block.id, level=block.level, html=self.html(block.html))
            case stored.ListBlock():
                items = tuple(map(self.html, block.items))
                return pages.ListBlock(
                    id=block.id, numbered=block.style == "number", items=items, digits=self.view.language.digits
                )
            case stored.Quote():
                return pages.QuoteBlock(id=block.id, html=self.html(block.html), attribution=block.attribution or None)
            case stored.Factbox():
                return pages.FactboxBlock(id=block.id, title=block.title, items=tuple(map(self.html, block.items)))
            case stored.Table():
                return self._table(block)
            case stored.Embed():
                return pages.EmbedBlock(
                    id=block.id,
                    url=block.url,
                    title=block.title,
                    site=urlsplit(block.url).hostname or block.url,
                    description=block.description or None,
                )
        return self._media_block(block)

    def _table(self, block: stored.Table) -> pages.TableBlock:
        return pages.TableBlock(
            id=block.id,
            caption=block.caption,
            header=tuple(map(self.html, block.header)),
            rows=tuple(tuple(map(self.html, row)) for row in block.rows),
        )

    def _media_block(self, block: stored.Block) -> pages.Block | None:
        match block:
            case stored.Image():
                figure = self._figure(block.asset)
                return pages.ImageBlock(id=block.id, figure=figure) if figure else None
            case stored.Gallery():
                figures = tuple(figure for key in block.assets if (figure := self._figure(key)))
                return pages.GalleryBlock(id=block.id, figures=figures) if figures else None
            case stored.Video():
                return self._with(block.asset, lambda film: self._video(block.id, film))
            case stored.File():
                return self._with(block.asset, lambda asset: self._file(block.id, asset))
        return None

    def _with(self, key: str, draw: Callable[[Asset], pages.Block]) -> pages.Block | None:
        asset = self.assets.get(key)
        return draw(asset) if asset else None

    def _figure(self, key: str) -> pages.Figure | None:
        return pictures.figure(self.assets.get(key), self.view, sizes=pictures.COLUMN_SIZES)

    def _video(self, block_id: str, film: Asset) -> pages.Block:
        return pages.VideoBlock(id=block_id, video=pictures.video(film, self.view, poster=None))

    def _file(self, block_id: str, asset: Asset) -> pages.Block:
        text = pictures.text_of(asset, self.view)
        return pages.FileBlock(
            id=block_id,
            href=urls.media_path(asset.path),
            name=(text and (text.caption or text.alt)) or asset.filename,
            format=pictures.file_format(asset),
            size=formatting.file_size(asset.size, self.view.language),
        )
