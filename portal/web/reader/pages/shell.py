"""What surrounds every page: the head, the masthead with switcher, navigation and search, the footer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from portal.i18n.languages import Direction
from portal.web.hreflang import Alternate
from portal.web.reader.pages.parts import Link

PageName = Literal["home", "list", "story", "missing", "gone", "search", "partners", "social", "chooser", "error"]
"""The value of `<html data-page>`. Month, series, topic, place and partner pages are lists."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageLink:
    """One of the languages in the switcher. `missing`: there is no edition, the link leads to the 404 page."""

    code: str
    dir: Direction
    hreflang: str
    endonym: str
    href: str
    current: bool = False
    missing: bool = False


@dataclass(frozen=True, slots=True)
class FeedLink:
    """The Atom feed that belongs to the page."""

    href: str
    title: str


@dataclass(frozen=True, slots=True)
class NavigationItem:
    """One section in the masthead. `wide` ones are left out on small screens; the footer shows them all."""

    label: str
    href: str
    current: bool = False
    wide: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenGraph:
    """What a messenger shows when the page is passed on. URLs are absolute; times are ISO and for articles only."""

    type: Literal["website", "article"]
    url: str
    locale: str
    title: str
    other_locales: tuple[str, ...] = ()
    description: str | None = None
    image: str | None = None
    image_width: int | None = None
    image_height: int | None = None
    image_alt: str | None = None
    published: str | None = None
    modified: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shell:
    """The frame of a page.

    `title` is the page's own, the template adds the name of the site. `canonical` and `alternates` are absolute and
    empty where the page must not have them (missing edition, errors). `fonts` are finished URLs of the one or two
    font files that the page's script needs first. `site_links` are the pages about the site itself, for the footer.
    `search_url` is None where search cannot be offered, as on a 503.
    """

    page: PageName
    language: str
    dir: Direction
    title: str
    home_url: str
    switcher: tuple[LanguageLink, ...]
    description: str | None = None
    canonical: str | None = None
    alternates: tuple[Alternate, ...] = ()
    noindex: bool = False
    open_graph: OpenGraph | None = None
    feed: FeedLink | None = None
    navigation: tuple[NavigationItem, ...] = ()
    site_links: tuple[Link, ...] = ()
    search_url: str | None = None
    fonts: tuple[str, ...] = ()
    demo: bool = False
