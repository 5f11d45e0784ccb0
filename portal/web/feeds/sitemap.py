"""Site maps: every public address, with the alternates that the head of its page has, from a handful of statements."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import chain, groupby, islice

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import selectinload

from portal.content.kinds import KINDS
from portal.content.models import Edition, FactsTerm, Revision, Story, Term, TermType
from portal.content.visibility import published_order, published_within, visible
from portal.i18n.formatting import iso
from portal.i18n.languages import LANGUAGES, SOURCE
from portal.i18n.marks import N_, Message
from portal.web import urls
from portal.web.alternates import alternates
from portal.web.feeds.pages import NewsSitemap, NewsSitemapEntry, Robots, Sitemap, SitemapEntry
from portal.web.hreflang import Alternate
from portal.web.translations import translate
from portal.web.view import View

MOST = 20_000
"""Entries of one file. The limits are 50,000 and 50 MB, and an address in Arabic script stands in it six times."""

NEWS_AGE = timedelta(days=2)
MOST_NEWS = 1_000
"""What Google News takes."""


@dataclass(frozen=True, kw_only=True)
class _Page:
    """One page in all languages that it is public in; ``default`` is the path for readers of others."""

    paths: Mapping[str, str]
    default: str | None
    updated: Mapping[str, str] = field(default_factory=dict)

    def alternates(self, view: View) -> tuple[Alternate, ...]:
        return alternates(self.paths, site_url=view.services.settings.site_url, default=self.default)


@dataclass(frozen=True)
class _Shown:
    """One public edition."""

    story_id: int
    public_id: int
    kind: str
    source_language: str
    language: str
    slug: str | None
    published: datetime
    updated: datetime | None
    headline: str

    @property
    def path(self) -> str:
        return urls.story_path(self.language, self.kind, self.public_id, self.slug)


def sitemap(view: View, number: int) -> Sitemap:
    """Return the ``number``-th file of the site map, from 1; empty beyond the last."""
    return Sitemap(tuple(islice(_entries(view), (number - 1) * MOST, number * MOST)))


def robots(view: View) -> Robots:
    """Return what crawlers are told: nothing of the staff, no search results, and where the site maps are.

    All files of a large site map are named here, which spares an index of them.
    """
    stories = view.session.scalar(select(func.count()).select_from(Edition).where(visible(view.now))) or 0
    entries = stories + sum(len(page.paths) for page in chain(_fixed_pages(), _term_pages(view)))
    parts = [f"/sitemap-{number}.xml" for number in range(2, -(-entries // MOST) + 1)]
    return Robots(
        disallow=("/desk/", "/preview/", "/s/", *(f"/{code}/search" for code in LANGUAGES)),
        sitemaps=tuple(view.absolute(path) for path in ("/sitemap.xml", *parts, "/sitemap-news.xml")),
    )


def news_sitemap(view: View) -> NewsSitemap:
    """Return the editions that became public in the last two days, newest first."""
    since = view.now - NEWS_AGE
    kinds = [kind.code for kind in KINDS.values() if kind.is_listed]
    recent = select(Edition.story_id).where(
        visible(view.now), published_within(since, view.now + timedelta(microseconds=1)), Edition.kind.in_(kinds)
    )
    shown = [
        (edition, page)
        for editions, page in _stories(view, Edition.story_id.in_(recent))
        for edition in editions
        if edition.published >= since
    ]
    shown.sort(key=lambda item: (item[0].published, item[0].public_id), reverse=True)
    return NewsSitemap(
        tuple(
            NewsSitemapEntry(
                url=view.absolute(page.paths[edition.language]),
                title=edition.headline,
                language=edition.language,
                published=iso(edition.published),
                publication=translate(Message(N_("Coalition Portal")), edition.language),
                alternates=page.alternates(view),
            )
            for edition, page in shown[:MOST_NEWS]
        )
    )


def _entries(view: View) -> Iterator[SitemapEntry]:
    stories = (page for _, page in _stories(view))
    for page in chain(_fixed_pages(), _term_pages(view), stories):
        others = page.alternates(view)
        for code, path in page.paths.items():
            yield SitemapEntry(url=view.absolute(path), updated=page.updated.get(code), alternates=others)


def _fixed_pages() -> Iterator[_Page]:
    """Yield the home pages and the lists, which every language has."""
    yield _Page(paths={code: urls.home_path(code) for code in LANGUAGES}, default="/")
    for part in (*(f"{kind.path}/" for kind in KINDS.values() if kind.is_listed), "partners/", "social/"):
        yield _Page(paths={code: f"/{code}/{part}" for code in LANGUAGES}, default=f"/{SOURCE}/{part}")


def _term_pages(view: View) -> Iterator[_Page]:
    """Yield the partners, whom the directory names, and whatever other terms a public story is tagged with."""
    used = (
        select(FactsTerm.term_id)
        .join(Story, Story.live_facts_id == FactsTerm.facts_id)
        .join(Edition, Edition.story_id == Story.id)
        .where(visible(view.now))
    )
    terms = view.session.scalars(
        select(Term)
        .where(Term.type.in_(list(urls.TERM_PATHS)), or_(Term.type == TermType.PARTNER, Term.id.in_(used)))
        .options(selectinload(Term.texts))
        .order_by(Term.id)
    )
    for term in terms:
        slugs = {text.language: text.slug for text in term.texts}
        paths = {
            code: urls.term_path(code, term.type, term.public_id, slugs[code]) for code in LANGUAGES if code in slugs
        }
        yield _Page(paths=paths, default=paths.get(SOURCE))


def _stories(view: View, *conditions: ColumnElement[bool]) -> Iterator[tuple[list[_Shown], _Page]]:
    """Yield the public editions of each story with the page that they make up."""
    published, _ = published_order()
    rows = view.session.execute(
        select(
            Edition.story_id,
            Edition.public_id,
            Edition.kind,
            Story.source_language,
            Edition.language,
            Edition.slug,
            published.label("published"),
            Edition.updated_at.label("updated"),
            Revision.headline,
        )
        .join(Story, Story.id == Edition.story_id)
        .join(Revision, Revision.id == Edition.live_revision_id)
        .where(visible(view.now), *conditions)
        .order_by(Edition.story_id)
    )
    shown = (_Shown(**row._asdict()) for row in rows)
    for _, group in groupby(shown, key=lambda each: each.story_id):
        found = {each.language: each for each in group}
        editions = [found[code] for code in LANGUAGES if code in found]
        paths = {each.language: each.path for each in editions}
        default = paths.get(SOURCE) or paths.get(editions[0].source_language) or editions[0].path
        updated = {each.language: iso(each.updated or each.published) for each in editions}
        yield editions, _Page(paths=paths, default=default, updated=updated)
