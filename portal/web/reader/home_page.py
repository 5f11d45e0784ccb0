"""The home page: the composed sections, each left out where it would be empty."""

import re
from collections.abc import Callable
from functools import cached_property

from sqlalchemy import select

from portal.content import directory, home, listing, reading, wall
from portal.content.kinds import CAMPAIGN, KINDS
from portal.content.models import Edition, Revision, TermRole, TermType
from portal.content.visibility import visible
from portal.i18n.marks import N_
from portal.text.blocks import Paragraph, load_blocks
from portal.text.markup import CleanHtml, excerpt, plain
from portal.web import urls
from portal.web.reader import pages, pictures
from portal.web.reader.cards import cards
from portal.web.reader.issuers import statement_cards
from portal.web.reader.list_page import partner_link
from portal.web.reader.shell import ABOUT, Frame, everywhere, shell
from portal.web.reader.wall_page import posts
from portal.web.view import View

_LINK = re.compile(r"</?a\b[^>]*>")

LATEST = 8
STATEMENTS = 3
TILES = 4
CAMPAIGNS = 3
ELSEWHERE = 3
HERO_PARAGRAPHS = 2
LONGEST_PARAGRAPH = 260
"""Characters of a paragraph of the hero; longer ones are cut."""

LINES = ("line-financing", "line-foreign-fighters", "line-stabilisation", "line-counter-propaganda")
"""Handles of the pages on the lines of effort, in the order of the explanation."""


class HomeWriter:
    """Fills the sections of one home page; the hero is not repeated among the latest."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.composed = home.composition(view.session, view.language.code, now=view.now)
        self.pinned = {section.name: section.story for section in self.composed if section.story is not None}
        self.stories = self._stories()
        self.makers: dict[str, Callable[[], pages.Section | None]] = {
            "latest": self._latest,
            "statements": self._statements,
            "about": self._about,
            "campaigns": self._campaigns,
            "series": self._series,
            "social": self._social,
            "partners": self._partners,
            "elsewhere": self._elsewhere,
        }

    def _stories(self) -> dict[str, tuple[listing.Listed, ...]]:
        """Read the stories of every section, then the pictures of all of them at once."""
        readers: dict[str, Callable[[], tuple[listing.Listed, ...]]] = {
            "hero": self._read_hero,
            "latest": self._read_latest,
            "statements": self._read_statements,
            "campaigns": lambda: self._read(listing.Filter(kinds=(CAMPAIGN,)), CAMPAIGNS),
            "series": self._read_series,
            "elsewhere": self._read_elsewhere,
        }
        found = {section.name: readers[section.name]() for section in self.composed if section.name in readers}
        return dict(zip(found, listing.illustrated(self.view.session, *found.values()), strict=True))

    def _read(self, only: listing.Filter, limit: int) -> tuple[listing.Listed, ...]:
        view = self.view
        return listing.page(
            view.session, view.language.code, now=view.now, limit=limit, only=only, illustrate=False
        ).items

    def _read_hero(self) -> tuple[listing.Listed, ...]:
        return (self.pinned["hero"],) if "hero" in self.pinned else ()

    def _read_latest(self) -> tuple[listing.Listed, ...]:
        kinds = tuple(kind.code for kind in KINDS.values() if kind.is_listed and kind.has_picture)
        hero = [story.public_id for story in self._read_hero()]
        return self._read(listing.Filter(kinds=kinds, exclude=hero), LATEST)

    def _read_statements(self) -> tuple[listing.Listed, ...]:
        found = self._read(listing.Filter(kinds=("statement",)), STATEMENTS)
        first = self.pinned.get("statements")
        if first is None:
            return found
        return (first, *(item for item in found if item.public_id != first.public_id))[:STATEMENTS]

    def _read_series(self) -> tuple[listing.Listed, ...]:
        only = listing.Filter(term_id=self.series.term_id, role=TermRole.SERIES) if self.series else None
        return self._read(only, TILES) if only else ()

    def _read_elsewhere(self) -> tuple[listing.Listed, ...]:
        view = self.view
        return listing.elsewhere(view.session, view.language.code, now=view.now, limit=ELSEWHERE, illustrate=False)

    @cached_property
    def series(self) -> directory.Named | None:
        """The series whose name comes first: a site that has several composes its own."""
        return next(iter(directory.all_of(self.view.session, TermType.SERIES, self.view.language.code)), None)

    @cached_property
    def partners(self) -> tuple[directory.Named, ...]:
        """Every partner that has a name in the page's language."""
        return directory.all_of(self.view.session, TermType.PARTNER, self.view.language.code)

    def page(self) -> pages.HomePage:
        """Return the finished page."""
        view = self.view
        hero = self._hero()
        made = (self.makers[section.name]() for section in self.composed if section.name in self.makers)
        name = view.say(N_("Coalition Portal"))
        description = view.say(N_("News and statements of the Global Coalition against Daesh, in your language."))
        path = urls.home_path(view.language.code)
        return pages.HomePage(
            shell=shell(
                view,
                Frame(
                    page="home",
                    title=name,
                    path=path,
                    paths=everywhere("/{language}/"),
                    default="/",
                    description=description,
                    open_graph=pages.OpenGraph(
                        type="website",
                        url=view.absolute(path),
                        locale=view.language.og_locale,
                        title=name,
                        description=description,
                    ),
                ),
            ),
            hero=hero,
            breaking=self._breaking(),
            sections=tuple(section for section in made if section is not None),
        )

    def _breaking(self) -> pages.Breaking | None:
        story = self.pinned.get("breaking")
        return pages.Breaking(story.headline, _path(story)) if story else None

    def _hero(self) -> pages.Hero | None:
        story = next(iter(self.stories.get("hero", ())), None)
        if story is None:
            return None
        view = self.view
        blocks = view.session.scalar(
            select(Revision.blocks)
            .join(Edition, Edition.live_revision_id == Revision.id)
            .where(Edition.story_id == story.story_id, Edition.language == story.language, visible(view.now))
        )
        paragraphs = [block.html for block in load_blocks(blocks or []) if isinstance(block, Paragraph)]
        lead = story.standfirst or (plain(paragraphs.pop(0)) if paragraphs else "")
        return pages.Hero(
            headline=story.headline,
            lead=lead,
            paragraphs=tuple(map(_shortened, paragraphs[:HERO_PARAGRAPHS])),
            href=_path(story),
            picture=pictures.picture(story.lead, view, sizes=pictures.WIDE_SIZES),
            demo=story.is_demo,
        )

    def _latest(self) -> pages.Section | None:
        if not self.stories["latest"]:
            return None
        large, *rest = cards(self.stories["latest"], self.view)
        return pages.Latest(
            large=large,
            middle=tuple(rest[:2]),
            small=tuple(rest[2:]),
            more_url=urls.list_path(self.view.language.code, next(iter(KINDS))),
        )

    def _statements(self) -> pages.Section | None:
        if not self.stories["statements"]:
            return None
        first, *others = statement_cards(self.stories["statements"], self.view)
        more = urls.list_path(self.view.language.code, "statement")
        return pages.Statements(first=first, others=tuple(others), more_url=more)

    def _about(self) -> pages.Section | None:
        view = self.view
        stories = reading.references(view.session, {ABOUT, *LINES}, now=view.now)
        about = stories.get(ABOUT)
        here = about.in_language(view.language.code) if about else None
        if about is None or here is None:
            return None
        shown = listing.by_stories(view.session, view.language.code, [about.story.id], now=view.now, illustrate=False)
        members = len(self.partners)
        lines = []
        for handle in LINES:
            line = stories.get(handle)
            edition = line.in_language(view.language.code) if line else None
            if line and edition:
                path = urls.story_path(edition.language, line.story.kind, line.story.public_id, edition.slug)
                lines.append(pages.Link(edition.headline, path))
        page = urls.story_path(here.language, about.story.kind, about.story.public_id, here.slug)
        return pages.About(
            page=pages.Link(view.say(N_("What is the coalition?")), page),
            text=shown[about.story.id].standfirst if about.story.id in shown else "",
            members=pages.Count(members, view.number(members)),
            lines=tuple(lines),
        )

    def _campaigns(self) -> pages.Section | None:
        if not self.stories["campaigns"]:
            return None
        more = urls.list_path(self.view.language.code, CAMPAIGN)
        return pages.Campaigns(cards=cards(self.stories["campaigns"], self.view), more_url=more)

    def _series(self) -> pages.Section | None:
        if self.series is None or not self.stories["series"]:
            return None
        more = urls.term_path(self.view.language.code, TermType.SERIES, self.series.public_id, self.series.slug)
        return pages.Series(heading=self.series.name, cards=cards(self.stories["series"], self.view), more_url=more)

    def _social(self) -> pages.Section | None:
        found = wall.page(self.view.session, self.view.language.code, limit=TILES)
        if not found.posts:
            return None
        return pages.Social(posts=posts(found, self.view), more_url=f"/{self.view.language.code}/social/")

    def _partners(self) -> pages.Section | None:
        view = self.view
        if not self.partners:
            return None
        return pages.Partners(
            organisations=tuple(partner_link(view, named) for named in self.partners if named.country is None),
            total=pages.Count(len(self.partners), view.number(len(self.partners))),
            more_url=f"/{view.language.code}/partners/",
        )

    def _elsewhere(self) -> pages.Section | None:
        found = self.stories["elsewhere"]
        return pages.OtherLanguages(cards=cards(found, self.view)) if found else None


def home_page(view: View) -> pages.HomePage:
    """Return the home page of the view's language."""
    return HomeWriter(view).page()


def _path(item: listing.Listed) -> str:
    return urls.story_path(item.language, item.kind, item.public_id, item.slug)


def _shortened(paragraph: CleanHtml) -> str:
    """Return the beginning of a paragraph without links: a short one in its markup, so that foreign words stay marked.

    One that has to be cut becomes plain text.
    """
    text = plain(paragraph)
    return CleanHtml(_LINK.sub("", paragraph)) if len(text) <= LONGEST_PARAGRAPH else excerpt(text, LONGEST_PARAGRAPH)
