"""Clean HTML and the plain text of it: what is kept, how long it is, how it begins.

HTML is cleaned when it is saved and once more, cheaply, when it is read: only a ``CleanHtml`` goes into a page
unescaped. Cleaning twice changes nothing.
"""

import re
from html import unescape
from urllib.parse import urlsplit

import nh3

from portal.text import html as tree
from portal.text.folding import MARKS

__all__ = [
    "CleanHtml", "clean_block_html", "clean_inline", "excerpt", "normalise", "plain", "recleaned",
    "to_story_references",
]  # fmt: skip

_ATTRIBUTES = {tag: {"lang", "dir"} for tag in ("span", "bdi", "q")} | {"a": {"lang", "dir", "href"}}
_SCHEMES = {"http", "https", "mailto", "tel", "story"}
_NARROW = nh3.Cleaner(tags=set(tree.INLINE_TAGS), attributes=_ATTRIBUTES, url_schemes=_SCHEMES, link_rel=None)
_BLOCKS = nh3.Cleaner(
    tags=set(tree.INLINE_TAGS | tree.BLOCK_TAGS), attributes=_ATTRIBUTES, url_schemes=_SCHEMES, link_rel=None
)
_TAG = re.compile(r"<(/?)([a-z0-9]+)((?:[^<>\"]|\"[^\"]*\")*)>")
_HREF = re.compile(r'(<a\b[^>]*?\bhref=")([^"]*)(")')
_OWN_STORY = re.compile(r"/(?:s|[a-z]{2,3}/(?!partners/|series/|topics/|places/)[a-z]+)/(\d{7,9})(?:-[^/?#]*)?/?")
_BLOCK_ANCHOR = re.compile(r"p-[a-z0-9]{1,16}")
_SPACE = re.compile(r"\s+")
# Where a word may not be cut: before a mark, a joiner or what a joiner binds.
_NO_CUT_BEFORE = re.compile(f"[{MARKS}\u200c\u200d\ufe0f\U0001f3fb-\U0001f3ff]")


class CleanHtml(str):
    """HTML that went through the cleaner of this module, or was put together from such and escaped text."""

    __slots__ = ()

    def __html__(self) -> "CleanHtml":
        """Tell templates that this needs no escaping."""
        return self


def normalise(text: str) -> str:
    """Return plain text as it is stored: composed (NFC), without control characters or space at its ends."""
    return tree.normalise_text(text).strip()


def clean_inline(html: str) -> CleanHtml:
    """Return ``html`` with only the inline elements and attributes that a block may hold; nothing of its text is lost.

    ``b`` and ``i`` become ``strong`` and ``em``. Links lead to http, https, mailto, tel, ``story:…``, ``#p-…`` or a
    path of this site; others leave their text.
    """
    return CleanHtml(_NARROW.clean(tree.render(tree.parse(html).children, tags=tree.INLINE_TAGS)).strip())


def clean_block_html(html: str) -> CleanHtml:
    """Return ``html`` with inline elements, paragraphs, headings, lists, quotations and tables."""
    allowed = tree.INLINE_TAGS | tree.BLOCK_TAGS
    return CleanHtml(_BLOCKS.clean(tree.render(tree.parse(html).children, tags=allowed)).strip())


def recleaned(html: str) -> CleanHtml:
    """Return inline HTML that was cleaned when it was stored, with one cheap look whether it still is."""
    return CleanHtml(html if "<" not in html and "&" not in html else _NARROW.clean(html))


def to_story_references(html: str, site_url: str) -> str:
    """Return ``html`` whose links to stories of this site, absolute or not, are references: ``story:<public id>``.

    An anchor of a block (``#p-…``) stays. References are resolved when a page is drawn, in the language of the page.
    """
    return _HREF.sub(lambda found: found[1] + _reference(found[2], site_url=site_url) + found[3], html)


def _reference(href: str, *, site_url: str) -> str:
    try:
        target, site = urlsplit(unescape(href)), urlsplit(site_url)
    except ValueError:
        return href
    is_own = not target.netloc and not target.scheme
    is_own |= target.scheme in {"http", "https"} and target.netloc.lower() == site.netloc.lower()
    path = target.path.removeprefix(site.path.rstrip("/"))
    story = _OWN_STORY.fullmatch(path)
    if not (is_own and story):
        return href
    anchor = f"#{target.fragment}" if _BLOCK_ANCHOR.fullmatch(target.fragment) else ""
    return f"story:{story[1]}{anchor}"


def plain(html: str) -> str:
    """Return the text of clean HTML; a line break and the end of a block are a new line."""
    text = unescape(_TAG.sub(lambda tag: "\n" if tag[2] == "br" or tag[2] in tree.BLOCK_TAGS else "", html))
    return re.sub(r"[ \t]*\n\s*", "\n", text).strip()


def excerpt(text: str, limit: int) -> str:
    """Return the beginning of plain ``text``, at most ``limit`` characters, cut between words and with an ellipsis."""
    line = _SPACE.sub(" ", text).strip()
    if len(line) <= limit:
        return line
    end = line.rfind(" ", 0, limit)
    if end < limit // 2:
        end = limit - 1
        while end > 1 and (_NO_CUT_BEFORE.match(line[end]) or line[end - 1] == "\u200d"):
            end -= 1
    return line[:end].rstrip(" ,;:.\u060c\u061b\u2013\u2014-") + "…"
