"""The pages that each language has, by the name of what is on them."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from portal.i18n.languages import LANGUAGES
from tests.factories.page_texts import TEXTS
from tests.factories.running import Site

Example = Callable[[Site, str], str]

CHOOSER = "/"
LACKED_BY = {"en": "sorani", "ar": "english", "ckb": "english", "kmr": "sorani"}
"""A story of the site that each language has no edition of."""


@dataclass(frozen=True)
class PageType:
    """A page and its address by site and language; ``kind`` is its ``data-page``."""

    name: str
    kind: str
    path: Example
    status: int = 200


def fixed(pattern: str) -> Example:
    return lambda _site, language: pattern.format(language=language)


def story(name: str) -> Example:
    return lambda site, language: site.contents.paths[language, name]


def withdrawn(site: Site, language: str) -> str:
    return f"/{language}/news/{site.contents.stories['withdrawn']}"


def missing(site: Site, language: str) -> str:
    return f"/{language}/news/{site.contents.stories[LACKED_BY[language]]}"


def term(part: str, name: str) -> Example:
    return lambda site, language: site.get(f"/{language}/{part}/{site.contents.terms[name]}").headers["Location"]


def month(site: Site, language: str) -> str:
    year, number = site.contents.month
    return f"/{language}/news/{year:04}/{number:02}/"


def search(site: Site, language: str) -> str:
    return f"/{language}/search?q={TEXTS[language]['word']}"


PAGE_TYPES = {
    page_type.name: page_type
    for page_type in (
        PageType("home", "home", fixed("/{language}/")),
        PageType("list", "list", fixed("/{language}/news/")),
        PageType("month", "list", month),
        PageType("topic", "list", term("topics", "topic")),
        PageType("news", "story", story("news")),
        PageType("outdated", "story", story("outdated")),
        PageType("statement", "story", story("statement")),
        PageType("video", "story", story("video")),
        PageType("campaign", "story", story("campaign")),
        PageType("page", "story", story("about")),
        PageType("partners", "partners", fixed("/{language}/partners/")),
        PageType("partner", "list", term("partners", "US")),
        PageType("social", "social", fixed("/{language}/social/")),
        PageType("search", "search", search),
        PageType("no-hits", "search", fixed("/{language}/search?q=zzyzx")),
        PageType("missing", "missing", missing, 404),
        PageType("gone", "gone", withdrawn, 410),
        PageType("not-found", "error", fixed("/{language}/unheard-of"), 404),
    )
}


def every(*names: str) -> pytest.MarkDecorator:
    """Run a test with the named types of pages (default: all) in every language."""
    cases = [
        pytest.param(PAGE_TYPES[name], language, id=f"{language}-{name}")
        for name in names or PAGE_TYPES
        for language in LANGUAGES
    ]
    return pytest.mark.parametrize(("page_type", "language"), cases)
