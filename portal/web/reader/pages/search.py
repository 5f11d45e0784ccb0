"""The search page: one form, what was found, and ways to narrow it or to look elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from portal.i18n.languages import Direction
from portal.web.reader.pages.parts import Count, Foreign, Link, Moment
from portal.web.reader.pages.shell import Shell


@dataclass(frozen=True, slots=True)
class SnippetPart:
    """A stretch of a headline or snippet; `marked` where it is what the reader looked for."""

    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One story that was found. `foreign` is set where its edition is not in the page's language."""

    story: int
    language: str
    dir: Direction
    url: str
    kind_label: str
    headline: tuple[SnippetPart, ...]
    snippet: tuple[SnippetPart, ...] = ()
    moment: Moment | None = None
    foreign: Foreign | None = None
    demo: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetOption:
    """One value to filter by. `href` adds it, or takes it away while it is `chosen`."""

    value: str
    label: str
    count: Count
    href: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    """A group of filter values; `name` is the parameter of the URL (kind, campaign, partner)."""

    name: str
    heading: str
    options: tuple[FacetOption, ...]


@dataclass(frozen=True, slots=True)
class DateRange:
    """The filter by date, as ISO days; empty where it is open."""

    start: str = ""
    end: str = ""


@dataclass(frozen=True, slots=True)
class DidYouMean:
    """Another spelling that would find something."""

    query: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AlsoIn:
    """What the same query finds in another language: its name here, how many, the best few."""

    language: str
    name: str
    total: Count
    hits: tuple[Hit, ...]
    href: str


@dataclass(frozen=True, slots=True)
class PageLink:
    """A numbered page of results; `href` is None for the page that is shown."""

    number: str
    href: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Paging:
    """The numbered pages, with None where numbers are left out, and the neighbours."""

    pages: tuple[PageLink | None, ...]
    previous_url: str | None = None
    next_url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """`/<lang>/search`. `total` is None while nothing was asked.

    `kept` are the parameters that the form carries along, as (name, value); `relaxed` says that no story has all the
    words and these have some of them. `message` says in words why nothing could be searched, for instance while the
    index is being rebuilt.
    """

    shell: Shell
    query: str
    total: Count | None = None
    hits: tuple[Hit, ...] = ()
    facets: tuple[Facet, ...] = ()
    dates: DateRange = DateRange()
    sort: Literal["relevance", "newest"] = "relevance"
    sort_links: tuple[Link, ...] = ()
    kept: tuple[tuple[str, str], ...] = ()
    clear_url: str | None = None
    also: tuple[AlsoIn, ...] = ()
    relaxed: bool = False
    did_you_mean: DidYouMean | None = None
    paging: Paging | None = None
    message: str | None = None
