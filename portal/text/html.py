"""HTML as a small tree, made from what nh3 let through: the one place where markup from outside is parsed."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

import nh3

INLINE_TAGS = frozenset({"a", "strong", "em", "bdi", "span", "q", "cite", "abbr", "sub", "sup", "code", "br"})
BLOCK_TAGS = frozenset(
    {"p", "h2", "h3", "ul", "ol", "li", "blockquote", "table", "caption", "thead", "tbody", "tr", "th", "td"}
)
_OTHER_BLOCKS = frozenset(
    {"div", "section", "article", "main", "header", "footer", "aside", "nav", "address", "h1", "h4", "h5", "h6", "pre"}
    | {"figure", "figcaption", "dl", "dt", "dd", "hr", "tfoot", "center", "details", "summary", "fieldset", "form"}
)
BLOCKS = BLOCK_TAGS | _OTHER_BLOCKS
"""Tags that end a line: text on their two sides are two words."""

_NESTABLE = BLOCK_TAGS | {"span", "bdi", "q", "sub", "sup"}
_SAME = {"b": "strong", "i": "em"}
_DROPPED = {"script", "style", "template", "svg", "math", "noscript", "object", "head", "title"}
_ATTRIBUTES = {tag: {"lang", "dir"} for tag in ("a", "span", "bdi", "q")} | {"a": {"lang", "dir", "href"}}
_WIDE = nh3.Cleaner(
    tags=set(INLINE_TAGS | BLOCKS | _SAME.keys() | {"img", "iframe"}),
    clean_content_tags=_DROPPED,
    attributes=_ATTRIBUTES | {"img": {"src", "alt"}, "iframe": {"src", "title"}},
    url_schemes={"http", "https", "mailto", "tel", "story"},
    link_rel=None,
)
_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
_HREF = re.compile(
    r"https?://[^\s<>\"\\]+|mailto:[^\s<>\"\\]+|tel:[+0-9().-]+|story:[A-Za-z0-9_-]{1,80}(?:#p-[a-z0-9]{1,16})?"
    r"|#p-[a-z0-9]{1,16}|/(?![/\\])[^\s<>\"\\]*"
)
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff\ufeff]")
_SURROGATES = re.compile("[\ud800-\udfff]")
# A stroke over nothing composes with the end of the tag before it, wherever a page is normalised.
_OVERLAY = re.compile("^[\\s\u0338]*\u0338")
_SPACES = re.compile(r"[ \t\n\r\x85\u2028\u2029]+")
# Deeper than any honest document; what is nested further becomes a neighbour instead of a child.
_DEEPEST = 40


@dataclass(eq=False)
class Element:
    """A tag with what is in it."""

    tag: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    children: list["Node"] = field(default_factory=list)


Node = Element | str


def normalise_text(text: str) -> str:
    """Return ``text`` composed (NFC), without control characters, newlines as LF."""
    plain = _CONTROLS.sub("", _SURROGATES.sub("\ufffd", text).replace("\r\n", "\n").replace("\r", "\n"))
    return unicodedata.normalize("NFC", plain)


def parse(html: str) -> Element:
    """Return the nodes of ``html`` under a root without a tag; scripts, styles and what they hold are gone."""
    builder = _Builder()
    builder.feed(_WIDE.clean(_CONTROLS.sub("", _SURROGATES.sub("\ufffd", html))))
    builder.close()
    return builder.root


class _Builder(HTMLParser):
    """Builds the tree from the well-formed output of nh3."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(_SAME.get(tag, tag), {name: value or "" for name, value in attrs})
        self._open[min(len(self._open), _DEEPEST) - 1].children.append(element)
        if tag not in {"br", "img", "hr"}:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if len(self._open) > 1 and self._open[-1].tag == _SAME.get(tag, tag):
            self._open.pop()

    def handle_data(self, data: str) -> None:
        self._open[min(len(self._open), _DEEPEST) - 1].children.append(data)


def render(nodes: list[Node], *, tags: frozenset[str]) -> str:
    """Return ``nodes`` as HTML of the given tags alone.

    Other tags leave their text behind, with a space where a block ended; attributes that break a rule go, and so do
    links to nowhere and elements without content. White space is single.
    """
    return "".join(_joined(_render(nodes, tags=tags)))


def _render(nodes: list[Node], *, tags: frozenset[str]) -> Iterator[tuple[bool, str]]:
    """Yield pieces: (is markup, text); neighbouring texts belong together. Inside strong, strong says nothing."""
    for node in nodes:
        if isinstance(node, str):
            yield False, _OVERLAY.sub("", normalise_text(node))
        elif node.tag == "br":
            yield True, "<br>"
        elif node.tag in tags and (start := _start_tag(node)):
            inner = list(_render(node.children, tags=tags if node.tag in _NESTABLE else tags - {node.tag}))
            if any(is_markup or text.strip() for is_markup, text in inner):
                yield from ((True, start), *inner, (True, f"</{node.tag}>"))
            else:
                yield from inner
        else:
            edge = [(False, " ")] if node.tag in BLOCKS else []
            yield from (*edge, *_render(node.children, tags=tags), *edge)


def _start_tag(element: Element) -> str | None:
    """Return the opening tag with the attributes that are in order; None when the element says nothing."""
    kept: dict[str, str] = {}
    language, direction = element.attributes.get("lang", ""), element.attributes.get("dir", "").lower()
    if _LANGUAGE_TAG.fullmatch(language):
        kept["lang"] = language
    if direction in {"ltr", "rtl", "auto"}:
        kept["dir"] = direction
    if element.tag == "a":
        href = element.attributes.get("href", "").strip()
        if len(href) > 2000 or not _HREF.fullmatch(href):
            return None
        kept["href"] = href
    if element.tag == "span" and not kept:
        return None
    return "".join([f"<{element.tag}", *(f' {name}="{escape(value)}"' for name, value in sorted(kept.items())), ">"])


def _joined(pieces: Iterator[tuple[bool, str]]) -> Iterator[str]:
    """Yield the pieces as HTML, text escaped and composed only after neighbours were put together."""
    text = ""
    for is_markup, piece in (*pieces, (True, "")):
        if not is_markup:
            text += piece
            continue
        yield escape(normalise_text(_SPACES.sub(" ", text)), quote=False)
        yield piece
        text = ""
