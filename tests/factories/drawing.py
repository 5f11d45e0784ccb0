"""Templates drawn without an application around them, and a look at the elements that come out."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from tests.machine import ROOT

TEMPLATES = ROOT / "portal" / "templates"
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr", "path"}


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(("html", "xml")),
        extensions=["jinja2.ext.i18n"],
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.install_null_translations(newstyle=True)  # type: ignore[attr-defined]
    environment.globals["asset"] = lambda name: f"/static/{name}"
    return environment


ENVIRONMENT = _environment()


def draw(template: str, **context: Any) -> str:
    return ENVIRONMENT.get_template(template).render(**context)


class Document(HTMLParser):
    """The elements of a page in order, each with its attributes, and whether every one of them was closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs), f"an attribute twice: {tag} {attrs}"
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def all(self, tag: str = "", **attributes: str) -> list[dict[str, str | None]]:
        """Return the attributes of all elements of a tag that carry these; "" asks only for the presence of one."""
        wanted = {name.replace("_", "-"): value for name, value in attributes.items()}
        return [
            attrs
            for name, attrs in self.elements
            if tag in ("", name) and all(key in attrs and value in ("", attrs[key]) for key, value in wanted.items())
        ]
