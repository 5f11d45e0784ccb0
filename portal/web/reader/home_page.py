"""The home page: the composed sections, each left out where it would be empty."""

from collections.abc import Callable

from sqlalchemy import select

from portal.content import directory, home, listing, reading, wall
from portal.content.kinds import CAMPAIGN, KINDS
from portal.content.models import Edition, Revision, Term, TermRole, TermText, TermType
from portal.content.visibility import visible
from portal.i18n.marks import N_
from portal.text.blocks import Paragraph, load_blocks
from portal.text.markup import excerpt, plain
from portal.web import urls
from portal.web.reader import pages, pictures
from portal.web.reader.cards import card, cards
from portal.web.reader.issuers import statement_cards
from portal.web.reader.list_page import partner_link
from portal.web.reader.shell import ABOUT, Frame, everywhere, shell
from portal.web.reader.wall_page import posts
from portal.web.view import View

LATEST = 8
STATEMENTS = 3
TILES = 4
CAMPAIGNS = 3
ELSEWHERE = 3
HERO_PARAGRAPHS = 2

LINES = ("line-financing", "line-foreign-fighters", "line-stabilisation", "line-counter-propaganda")
"""Handles of the pages on the lines of effort, in the order of the explanation."""


class HomeWriter:
    """Fills the sections of one home page; what stands in one section is not repeated among the latest."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.shown: list[int] = []
        self.makers: dict[str, Callable[[home.Section], pages.Section | None]] = {
            "latest": self._latest,
            "statements": self._statements,
            "about": self._about,
            "campaigns": self._campaigns,
            "series": self._series,
            "social": self._social,
            "partners": self._partners,
            "elsewhere": self._elsewhere,
        }

    def page(self) -> pages.HomePage:
        """Return the finished page."""
        view = self.view
        composed = home.composition(view.session, view.language.code, now=view.now)
        pinned = {section.name: section.story for section in composed if section.story is not None}
        hero = self._hero(pinned.get("hero"))
        made = (self.makers[section.name](section) for section in composed if section.name in self.makers)
        name = view.say(N_("Coalition Portal"))
        description = view.say(N_("News and statements of the Global Coalition against Daesh, in your language."))
        path = urls.home_path(view.language.code)
        return pages.HomePage(
            shell=shell(
                view,
                Frame(
                    page="home",
                    title=hero.headline if hero else view.say(N_("Home")),
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
            breaking=self._breaking(pinned.get("breaking")),
            sections=tuple(section for section in made if section is not None),
        )

    def _breaking(self, story: listing.Listed | None) -> pages.Breaking | None:
        return pages.Breaking(story.headline, _path(story)) if story else None

    def _hero(self, story: listing.Listed | None) -> pages.Hero | None:
        if story is None:
            return None
        self.shown.append(story.public_id)
        view = self.view
        blocks = view.session.scalar(
            select(Revision.blocks)
            .join(Edition, Edition.live_revision_id == Revision.id)
            .where(Edition.story_id == story.story_id, Edition.language == story.language, visible(view.now))
        )
        paragraphs = [plain(block.html) for block in load_blocks(blocks or []) if isinstance(block, Paragraph)]
        lead = story.standfirst or (paragraphs.pop(0) if paragraphs else "")
        return pages.Hero(
            headline=story.headline,
            lead=lead,
            paragraphs=tuple(excerpt(text, 260) for text in paragraphs[:HERO_PARAGRAPHS]),
            href=_path(story),
            picture=pictures.picture(story.lead, view, sizes=pictures.WIDE_SIZES),
            demo=story.is_demo,
        )

    def _listed(self, kinds: tuple[str, ...], limit: int, *, exclude: list[int] | None = None) -> listing.Listing:
        only = listing.Filter(kinds=kinds, exclude=exclude or ())
        return listing.page(self.view.session, self.view.language.code, now=self.view.now, limit=limit, only=only)

    def _latest(self, _section: home.Section) -> pages.Section | None:
        kinds = tuple(kind.code for kind in KINDS.values() if kind.is_listed and kind.has_picture)
        found = self._listed(kinds, LATEST, exclude=self.shown)
        if not found.items:
            return None
        large, *rest = cards(found.items, self.view)
        return pages.Latest(
            large=large,
            middle=tuple(rest[:2]),
            small=tuple(rest[2:]),
            more_url=urls.list_path(self.view.language.code, next(iter(KINDS))),
        )

    def _statements(self, section: home.Section) -> pages.Section | None:
        found = self._listed(("statement",), STATEMENTS).items
        if section.story is not None:
            others = [item for item in found if item.public_id != section.story.public_id]
            found = (section.story, *others)[:STATEMENTS]
        if not found:
            return None
        first, *others_ = statement_cards(found, self.view)
        more = urls.list_path(self.view.language.code, "statement")
        return pages.Statements(first=first, others=tuple(others_), more_url=more)

    def _about(self, _section: home.Section) -> pages.Section | None:
        view = self.view
        stories = reading.references(view.session, {ABOUT, *LINES}, now=view.now)
        about = stories.get(ABOUT)
        here = about.in_language(view.language.code) if about else None
        if about is None or here is None:
            return None
        members = len(directory.all_of(view.session, TermType.PARTNER, view.language.code))
        shown = listing.by_stories(view.session, view.language.code, [about.story.id], now=view.now)
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
            text=shown[about.story.id].standfirst,
            members=pages.Count(members, view.number(members)),
            lines=tuple(lines),
        )

    def _campaigns(self, _section: home.Section) -> pages.Section | None:
        found = self._listed((CAMPAIGN,), CAMPAIGNS)
        if not found.items:
            return None
        more = urls.list_path(self.view.language.code, CAMPAIGN)
        return pages.Campaigns(cards=cards(found.items, self.view), more_url=more)

    def _series(self, _section: home.Section) -> pages.Section | None:
        """Show the series whose name comes first: a site that has several composes its own."""
        view = self.view
        named = view.session.execute(
            select(Term.id, Term.public_id, TermText.name, TermText.slug)
            .join(TermText, TermText.term_id == Term.id)
            .where(Term.type == TermType.SERIES, TermText.language == view.language.code)
            .order_by(TermText.sort_key)
            .limit(1)
        ).first()
        if named is None:
            return None
        only = listing.Filter(term_id=named.id, role=TermRole.SERIES)
        found = listing.page(view.session, view.language.code, now=view.now, limit=TILES, only=only)
        if not found.items:
            return None
        more = urls.term_path(view.language.code, TermType.SERIES, named.public_id, named.slug)
        return pages.Series(heading=named.name, cards=cards(found.items, view), more_url=more)

    def _social(self, _section: home.Section) -> pages.Section | None:
        found = wall.page(self.view.session, self.view.language.code, limit=TILES)
        if not found.posts:
            return None
        return pages.Social(posts=posts(found, self.view), more_url=f"/{self.view.language.code}/social/")

    def _partners(self, _section: home.Section) -> pages.Section | None:
        view = self.view
        everyone = directory.all_of(view.session, TermType.PARTNER, view.language.code)
        if not everyone:
            return None
        return pages.Partners(
            organisations=tuple(partner_link(view, named) for named in everyone if named.country is None),
            total=pages.Count(len(everyone), view.number(len(everyone))),
            more_url=f"/{view.language.code}/partners/",
        )

    def _elsewhere(self, _section: home.Section) -> pages.Section | None:
        view = self.view
        found = listing.elsewhere(view.session, view.language.code, now=view.now, limit=ELSEWHERE)
        return pages.OtherLanguages(cards=tuple(card(item, view) for item in found)) if found else None


def home_page(view: View) -> pages.HomePage:
    """Return the home page of the view's language."""
    return HomeWriter(view).page()


def _path(item: listing.Listed) -> str:
    return urls.story_path(item.language, item.kind, item.public_id, item.slug)
