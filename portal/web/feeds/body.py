"""A body as plain HTML for feed readers: no scripts, no players, and every address absolute."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape

from portal.content.reading import Found
from portal.i18n.language import Language
from portal.media.models import Asset, AssetText
from portal.text import blocks as stored
from portal.text.markup import CleanHtml
from portal.web import links
from portal.web.urls import media_path

PICTURE_WIDTH = 1280
"""Pixels of the widest rendition that is put into a feed."""

_RELATIVE = re.compile(r'(<a\b[^>]*?\bhref=")([#/])')


@dataclass(frozen=True, kw_only=True)
class BodyWriter:
    """Writes the bodies of one feed; ``origin`` is the public address of the site, without a slash."""

    language: Language
    origin: str
    assets: Mapping[str, Asset]
    stories: Mapping[str, Found]

    def html(self, blocks: Iterable[stored.Block], *, url: str, lead: Asset | None = None) -> CleanHtml:
        """Return the body of the edition at ``url`` as block elements, perhaps under a leading picture.

        What shows a lost asset is left out.
        """
        parts = [self._figure(lead)] if lead is not None else []
        parts += [part for block in blocks for part in self._block(block, url)]
        return CleanHtml("\n".join(parts))

    def _block(self, block: stored.Block, url: str) -> Iterator[str]:
        match block:
            case stored.Paragraph():
                yield f"<p>{self._inline(block.html, url)}</p>"
            case stored.Heading():
                yield f"<h{block.level}>{self._inline(block.html, url)}</h{block.level}>"
            case stored.ListBlock():
                tag = "ol" if block.style == "number" else "ul"
                yield f"<{tag}>{self._items(block.items, url)}</{tag}>"
            case stored.Quote():
                yield f"<blockquote><p>{self._inline(block.html, url)}</p></blockquote>"
                if block.attribution:
                    yield f"<p>{escape(block.attribution)}</p>"
            case stored.Factbox():
                yield f"<h3>{escape(block.title)}</h3><ul>{self._items(block.items, url)}</ul>"
            case stored.Table():
                yield self._table(block, url)
            case stored.Embed():
                yield f'<p><a href="{escape(block.url)}">{escape(block.title)}</a></p>'
                if block.description:
                    yield f"<p>{escape(block.description)}</p>"
            case _:
                yield from self._media(block, url)

    def _items(self, items: Iterable[str], url: str) -> str:
        return "".join(f"<li>{self._inline(item, url)}</li>" for item in items)

    def _table(self, block: stored.Table, url: str) -> str:
        caption = f"<caption>{escape(block.caption)}</caption>" if block.caption else ""
        head = "".join(f'<th scope="col">{self._inline(cell, url)}</th>' for cell in block.header)
        rows = ("".join(f"<td>{self._inline(cell, url)}</td>" for cell in row) for row in block.rows)
        body = "".join(f"<tr>{row}</tr>" for row in rows)
        return f"<table>{caption}{f'<thead><tr>{head}</tr></thead>' if head else ''}<tbody>{body}</tbody></table>"

    def _media(self, block: stored.Block, url: str) -> Iterator[str]:
        for key in stored.assets(block):
            asset = self.assets.get(key)
            if asset is None:
                continue
            match block:
                case stored.Image() | stored.Gallery():
                    yield self._figure(asset)
                case stored.Video():
                    # A film is played on the page, where its captions are.
                    yield self._way_to(f"{url}#p-{block.id}", asset)
                case stored.File():
                    yield self._way_to(self.origin + media_path(asset.path), asset)

    def _text(self, asset: Asset) -> AssetText | None:
        return next((text for text in asset.texts if text.language == self.language.code), None)

    def _way_to(self, address: str, asset: Asset) -> str:
        text = self._text(asset)
        name = (text and (text.caption or text.alt)) or asset.filename
        return f'<p><a href="{escape(address)}">{escape(name)}</a></p>'

    def _figure(self, asset: Asset) -> str:
        text = self._text(asset)
        fitting = [r for r in asset.renditions if r.format == "jpeg" and r.width <= PICTURE_WIDTH]
        shown = fitting[-1] if fitting else asset
        size = f' width="{shown.width}" height="{shown.height}"' if shown.width and shown.height else ""
        source = escape(self.origin + media_path(shown.path))
        picture = f'<img src="{source}" alt="{escape(text.alt if text else "")}"{size}>'
        lines = [escape(line) for line in (text.caption, text.credit) if line] if text else []
        caption = f"<figcaption>{'<br>'.join(lines)}</figcaption>" if lines else ""
        return f"<figure>{picture}{caption}</figure>"

    def _inline(self, html: str, url: str) -> str:
        led = links.resolved(html, language=self.language, stories=self.stories, origin=self.origin)
        starts = {"#": escape(f"{url}#"), "/": escape(f"{self.origin}/")}
        return _RELATIVE.sub(lambda match: match[1] + starts[match[2]], led)
