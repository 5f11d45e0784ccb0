"""What the templates in `feeds/` are given: an Atom feed, site maps, robots.txt. All URLs are absolute."""

from __future__ import annotations

from dataclasses import dataclass

from portal.i18n.languages import Direction
from portal.text.markup import CleanHtml
from portal.web.hreflang import Alternate


@dataclass(frozen=True, slots=True, kw_only=True)
class AtomEntry:
    """One edition. `id` never changes, whatever becomes of the URL (a `tag:` URI, RFC 4151). Times are UTC, RFC 3339.

    `content` is the body; `language` and `dir` are written on an element around it, since Atom itself knows no
    direction.
    """

    id: str
    url: str
    title: str
    language: str
    dir: Direction
    published: str
    updated: str
    content: CleanHtml
    summary: str | None = None
    author: str | None = None
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AtomFeed:
    """RFC 4287. `updated` is that of the newest entry, so that an unchanged feed keeps its bytes."""

    id: str
    title: str
    language: str
    hreflang: str
    self_url: str
    page_url: str
    updated: str
    author: str
    subtitle: str | None = None
    icon: str | None = None
    entries: tuple[AtomEntry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SitemapEntry:
    """One URL with the same alternates as in the head of its page; none where only one edition exists."""

    url: str
    updated: str | None = None
    alternates: tuple[Alternate, ...] = ()


@dataclass(frozen=True, slots=True)
class Sitemap:
    """`/sitemap.xml`, at most 50,000 entries (sitemaps.org)."""

    entries: tuple[SitemapEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsSitemapEntry:
    """A story of the last two days. `language` is an ISO 639 code."""

    url: str
    title: str
    language: str
    published: str
    publication: str
    alternates: tuple[Alternate, ...] = ()


@dataclass(frozen=True, slots=True)
class NewsSitemap:
    """`/sitemap-news.xml`, at most 1,000 entries."""

    entries: tuple[NewsSitemapEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Robots:
    """`/robots.txt`: paths that are not for crawlers, and the site maps."""

    disallow: tuple[str, ...]
    sitemaps: tuple[str, ...]
