"""A page as a tree, for tests that ask where in it something stands and in which language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


@dataclass(eq=False, repr=False)
class Element:
    """One element; ``children`` are elements and texts in their order."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    parent: Element | None = None
    children: list[Element | str] = field(default_factory=list)

    def __repr__(self) -> str:
        return f"<{' '.join([self.tag, *(f'{name}={value!r}' for name, value in self.attributes.items())])}>"

    def __getitem__(self, name: str) -> str:
        """Return an attribute that is there; one without a value is the empty string."""
        return self.attributes[name]

    def get(self, name: str) -> str | None:
        return self.attributes.get(name)

    @property
    def text(self) -> str:
        """Return all text below, with single spaces."""
        return re.sub(r"\s+", " ", "".join(text for _, text in self.strings())).strip()

    @property
    def ancestors(self) -> Iterator[Element]:
        """Yield the element itself and those around it, the nearest first."""
        here: Element | None = self
        while here is not None:
            yield here
            here = here.parent

    def inherited(self, name: str) -> str | None:
        """Return an attribute of the element or of the nearest one around it that has it."""
        return next((each.attributes[name] for each in self.ancestors if name in each.attributes), None)

    def walk(self) -> Iterator[Element]:
        """Yield all elements below, in the order of the page."""
        for child in self.children:
            if isinstance(child, Element):
                yield child
                yield from child.walk()

    def strings(self) -> Iterator[tuple[Element, str]]:
        """Yield every text below with the element that it stands in."""
        for child in self.children:
            if isinstance(child, Element):
                yield from child.strings()
            else:
                yield self, child

    def all(self, tag: str = "", **attributes: str) -> list[Element]:
        """Return the elements of a tag that carry these attributes; "" asks only for the presence of one.

        Underscores stand for hyphens, and one at the end is left out; of a ``class_`` one word is enough.
        """
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        return [each for each in self.walk() if tag in ("", each.tag) and each._has(wanted)]

    def _has(self, wanted: dict[str, str]) -> bool:
        words = {"class": (self.attributes.get("class") or "").split()}
        return all(
            name in self.attributes and value in ("", self.attributes[name], *words.get(name, ()))
            for name, value in wanted.items()
        )

    def one(self, tag: str = "", **attributes: str) -> Element:
        """Return the only element of its kind."""
        found = self.all(tag, **attributes)
        assert len(found) == 1, f"{len(found)} of {tag} {attributes}"
        return found[0]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = self.here = Element("#document")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs}, self.here)
        self.here.children.append(element)
        self.here = self.here if tag in VOID else element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.here.children.append(Element(tag, {name: value or "" for name, value in attrs}, self.here))

    def handle_endtag(self, tag: str) -> None:
        assert self.here.tag == tag, f"</{tag}> closes <{self.here.tag}>"
        assert self.here.parent is not None
        self.here = self.here.parent

    def handle_data(self, data: str) -> None:
        self.here.children.append(data)


def parse(html: str) -> Element:
    """Return a page as a tree; every element must be closed where it was opened."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert reader.here is reader.root, f"<{reader.here.tag}> is not closed"
    return reader.root


def article(html: str) -> str:
    """Return the bytes of a page's ``<article data-edition>`` without its ``[data-provenance]``."""
    found = re.search(r"<article[^>]* data-edition=.*?</article>", html, re.DOTALL)
    assert found is not None
    return re.sub(r"<p data-provenance.*?</p>", "", found[0], flags=re.DOTALL)
