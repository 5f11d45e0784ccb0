"""Blocks from HTML that others wrote: every word of it ends up in some block, whatever the nesting."""

from collections.abc import Callable, Iterator

from portal.text.blocks.model import Block, Embed, Heading, Image, ListBlock, Paragraph, Quote, Table, with_ids
from portal.text.html import BLOCKS, INLINE_TAGS, Element, Node, parse, render
from portal.text.markup import CleanHtml, clean_inline, plain

AssetFor = Callable[[str, str], str | None]
"""Says for the address and alternative text of a picture which asset it is; None leaves the picture out."""

_HEADINGS: dict[str, int] = {"h1": 2, "h2": 2, "h3": 3, "h4": 3, "h5": 3, "h6": 3}


def html_to_blocks(html: str, *, asset_for: AssetFor | None = None) -> tuple[Block, ...]:
    """Return the body ``html`` as blocks with new ids.

    Stray text becomes a paragraph, nested boxes are flattened, frames become links in a card; scripts, styles and
    pictures without an asset are dropped.
    """
    return with_ids(list(_Converter(asset_for or _no_asset).blocks(parse(html).children)))


def _no_asset(_source: str, _alternative: str) -> str | None:
    return None


class _Converter:
    def __init__(self, asset_for: AssetFor) -> None:
        self._asset_for = asset_for

    def blocks(self, nodes: list[Node]) -> Iterator[Block]:
        """Yield the blocks of a flow of text, boxes and tables."""
        stray: list[Node] = []
        for node in nodes:
            if isinstance(node, str) or not _holds_block(node):
                stray.append(node)
                continue
            yield from _paragraphs(stray)
            stray = []
            yield from self._element(node)
        yield from _paragraphs(stray)

    def _element(self, element: Element) -> Iterator[Block]:
        tag = element.tag
        if tag in _HEADINGS and not _inner_blocks(element):
            yield from _heading(element)
        elif tag in {"ul", "ol"}:
            yield from self._list(element)
        elif tag == "blockquote":
            yield from _quote(element)
        elif tag == "table":
            yield from self._table(element)
        elif tag == "img":
            asset = self._asset_for(element.attributes.get("src", ""), element.attributes.get("alt", ""))
            if asset:
                yield Image(asset=asset)
        elif tag == "iframe":
            yield from _frame(element)
        elif tag == "pre":
            yield from _preformatted(element)
        elif tag == "dt":
            yield from _paragraphs([Element("strong", {}, element.children)])
        else:
            yield from self.blocks(element.children)

    def _list(self, element: Element) -> Iterator[Block]:
        """Yield the list; a list within becomes more items, other boxes in an item follow the list."""
        items: list[CleanHtml] = []
        after: list[Block] = []
        self._collect_items(element, items, after)
        if items:
            yield ListBlock(style="number" if element.tag == "ol" else "bullet", items=tuple(items))
        yield from after

    def _collect_items(self, element: Element, items: list[CleanHtml], after: list[Block]) -> None:
        for child in element.children:
            if isinstance(child, str) or child.tag not in {"li", "ul", "ol"}:
                _append(items, [child])
            elif child.tag in {"ul", "ol"}:
                self._collect_items(child, items, after)
            else:
                boxes = [node for node in child.children if isinstance(node, Element) and _is_box(node)]
                _append(items, [node for node in child.children if node not in boxes])
                for box in boxes:
                    if box.tag in {"ul", "ol"}:
                        self._collect_items(box, items, after)
                    else:
                        after.extend(self._element(box))

    def _table(self, element: Element) -> Iterator[Block]:
        """Yield the table, its rows filled up to the same width."""
        rows = [row for row in _descendants(element, "tr") if any(_cells(row))]
        caption = " ".join(plain(_inline(found.children)) for found in _descendants(element, "caption"))
        cells = [tuple(_inline(cell.children) for cell in _cells(row)) for row in rows]
        width = max(map(len, cells), default=0)
        if width < 2 or not any(plain(cell) for row in cells for cell in row):
            yield from _paragraphs([caption])
            yield from self.blocks([part for row in rows for cell in _cells(row) for part in cell.children])
            return
        filled = [row + (CleanHtml(""),) * (width - len(row)) for row in cells]
        has_header = len(rows) > 1 and all(cell.tag == "th" for cell in _cells(rows[0]))
        header, body = (filled[0], filled[1:]) if has_header else ((), filled)
        yield Table(caption=caption.strip(), header=header, rows=tuple(body))
        # Pictures and tables in cells cannot stay there; their words are in the cell.
        for row in rows:
            for found in _descendants(row, "img"):
                yield from self._element(found)


def _inline(nodes: list[Node]) -> CleanHtml:
    return clean_inline(render(nodes, tags=INLINE_TAGS))


def _append(items: list[CleanHtml], nodes: list[Node]) -> None:
    if plain(html := _inline(nodes)):
        items.append(html)


def _is_box(element: Element) -> bool:
    return element.tag in {"ul", "ol", "table", "blockquote", "img", "iframe", "figure"}


def _holds_block(element: Element) -> bool:
    return element.tag in BLOCKS or element.tag in {"img", "iframe"} or bool(_inner_blocks(element))


def _inner_blocks(element: Element) -> bool:
    return any(isinstance(child, Element) and _holds_block(child) for child in element.children)


def _descendants(element: Element, tag: str) -> Iterator[Element]:
    for child in element.children:
        if isinstance(child, Element):
            if child.tag == tag:
                yield child
            else:
                yield from _descendants(child, tag)


def _cells(row: Element) -> list[Element]:
    return [child for child in row.children if isinstance(child, Element) and child.tag in {"th", "td"}]


def _paragraphs(nodes: list[Node]) -> Iterator[Block]:
    html = _inline(nodes)
    if plain(html):
        yield Paragraph(html=html)


def _heading(element: Element) -> Iterator[Block]:
    html = _inline(element.children)
    if plain(html):
        yield Heading(level=3 if _HEADINGS[element.tag] == 3 else 2, html=html)


def _quote(element: Element) -> Iterator[Block]:
    """Yield the quotation, its paragraphs as lines; who said it stands in its footer or, alone at the end, in cite."""
    children = list(element.children)
    said_by = [child for child in children if isinstance(child, Element) and child.tag in {"footer", "cite"}]
    attribution = plain(_inline(said_by[-1].children)) if said_by else ""
    if attribution:
        children = [child for child in children if child is not said_by[-1]]
    lines = [line for line in (_inline(part) for part in _lines(children)) if plain(line)]
    if lines:
        words = attribution.lstrip("\u2014\u2013- ").replace("\n", " ")
        yield Quote(html=CleanHtml("<br>".join(lines)), attribution=words)
    elif attribution:
        yield Paragraph(html=_inline(list(said_by[-1].children)))


def _lines(nodes: list[Node]) -> Iterator[list[Node]]:
    """Yield the stretches of inline nodes between the edges of blocks."""
    line: list[Node] = []
    for node in nodes:
        if isinstance(node, str) or not _holds_block(node):
            line.append(node)
            continue
        yield line
        line = []
        yield from _lines(node.children)
    yield line


def _frame(element: Element) -> Iterator[Block]:
    source = element.attributes.get("src", "")
    if source.startswith("https://") and not set(source) & set(' <>"\\'):
        yield Embed(url=source, title=element.attributes.get("title", "").strip() or source.split("/")[2])
    yield from _paragraphs(element.children)


def _preformatted(element: Element) -> Iterator[Block]:
    """Yield a paragraph of code, its lines kept by breaks."""
    lines = plain(render(_with_breaks(element.children), tags=INLINE_TAGS)).split("\n")
    nodes: list[Node] = []
    for number, line in enumerate(lines):
        nodes.extend([Element("br"), line] if number else [line])
    yield from _paragraphs([Element("code", {}, nodes)])


def _with_breaks(nodes: list[Node]) -> list[Node]:
    broken: list[Node] = []
    for node in nodes:
        if isinstance(node, str):
            for number, line in enumerate(node.split("\n")):
                broken.extend([Element("br"), line] if number else [line])
        else:
            broken.append(Element(node.tag, node.attributes, _with_breaks(node.children)))
    return broken
