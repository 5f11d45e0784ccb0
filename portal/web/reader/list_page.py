"""Pages that list stories: of a kind, a month, a series, a topic, a place or a partner."""

from dataclasses import dataclass

from portal.content import directory, listing
from portal.content.kinds import Kind
from portal.content.listing import Cursor, Filter, Listing
from portal.content.models import Term, TermRole, TermType
from portal.i18n import formatting
from portal.i18n.languages import LANGUAGES, SOURCE
from portal.i18n.marks import N_
from portal.web import urls
from portal.web.reader import pages
from portal.web.reader.cards import cards
from portal.web.reader.issuers import statement_cards
from portal.web.reader.shell import Frame, everywhere, shell
from portal.web.reader.story_page import term_name
from portal.web.view import View

PER_PAGE = 12

LAYOUTS = {"statement": "papers", "video": "videos", "campaign": "campaigns"}
"""Kinds whose lists look different."""

ROLES = {
    TermType.PARTNER: None,
    TermType.SERIES: TermRole.SERIES,
    TermType.TOPIC: TermRole.TOPIC,
    TermType.PLACE: TermRole.PLACE,
}
"""The role in which a term's stories name it; a partner's are those it takes part in and those it signed."""

GROUPS = {
    TermType.PARTNER: N_("Partners"),
    TermType.SERIES: N_("Series"),
    TermType.TOPIC: N_("Topics"),
    TermType.PLACE: N_("Places"),
}
"""What terms of a type are called together; tells the place Iraq from the partner in the titles of windows."""


@dataclass(frozen=True)
class _List:
    """What one list is: its address below the language, its heading, what it is narrowed to."""

    path: str
    heading: str
    only: Filter
    title: str | None = None
    section: str | None = None
    crumbs: tuple[pages.Link, ...] = ()
    feed: str | None = None


def kind_page(view: View, kind: Kind, *, after: Cursor | None) -> pages.ListPage:
    """Return the list of a kind."""
    path = f"{kind.path}/"
    chosen = _List(
        path,
        view.say(kind.plural),
        Filter(kinds=(kind.code,)),
        section=path,
        feed=urls.feed_path(view.language.code, path),
    )
    return _page(view, chosen, after=after, layout=kind.code)


def month_page(view: View, kind: Kind, year: int, month: int, *, after: Cursor | None) -> pages.ListPage:
    """Return what was published of a kind in one month of UTC."""
    chosen = _List(
        path=f"{kind.path}/{year:04}/{month:02}/",
        heading=view.say(
            N_("%(kind)s, %(month)s"),
            kind=view.say(kind.plural),
            month=formatting.month_year(year, month, view.language),
        ),
        only=Filter(kinds=(kind.code,), month=(year, month)),
        section=f"{kind.path}/",
        crumbs=(pages.Link(view.say(kind.plural), urls.list_path(view.language.code, kind.code)),),
    )
    return _page(view, chosen, after=after, layout=kind.code)


def term_page(view: View, term: Term, *, after: Cursor | None) -> pages.ListPage:
    """Return the stories of a series, topic or place."""
    heading = term_name(view, term).text
    part = urls.TERM_PATHS[term.type]
    only = Filter(term_id=term.id, role=ROLES[term.type])
    chosen = _List(f"{part}/{term.public_id}", heading, only, title=_term_title(view, term))
    layout = "video" if term.type is TermType.SERIES else "news"
    return _page(view, chosen, after=after, layout=layout, paths=term_paths(term))


def partner_page(view: View, term: Term, *, after: Cursor | None) -> pages.PartnerPage:
    """Return a partner: its names, and the stories that name it."""
    name = term_name(view, term)
    found = listing.page(
        view.session, view.language.code, now=view.now, limit=PER_PAGE, only=Filter(term_id=term.id), after=after
    )
    paths = term_paths(term)
    return pages.PartnerPage(
        shell=shell(
            view,
            Frame(
                page="list",
                title=_term_title(view, term),
                path=paths.get(view.language.code),
                paths=paths,
                default=paths.get(SOURCE),
                section="partners/",
                noindex=after is not None,
            ),
        ),
        name=name,
        organisation=term.country is None,
        cards=statement_cards(found.items, view),
        other_names=tuple(
            pages.Fragment(text.name, text.language, LANGUAGES[text.language].direction)
            for text in sorted(term.texts, key=lambda text: list(LANGUAGES).index(text.language))
            if text.language != view.language.code
        ),
        crumbs=(pages.Link(view.say(N_("Partners")), f"/{view.language.code}/partners/"),),
        next_url=_next(paths.get(view.language.code, ""), found),
    )


def _term_title(view: View, term: Term) -> str:
    return f"{term_name(view, term).text} – {view.say(GROUPS[term.type])}"


def term_paths(term: Term) -> dict[str, str]:
    """Return the addresses of a term's page in every language that has a name for it."""
    texts = {text.language: text for text in term.texts}
    return {
        code: urls.term_path(code, term.type, term.public_id, texts[code].slug) for code in LANGUAGES if code in texts
    }


def partners_page(view: View) -> pages.PartnersPage:
    """Return the directory, in the order of the page's own alphabet."""
    language = view.language
    everyone = directory.all_of(view.session, TermType.PARTNER, language.code)
    groups: dict[str, list[pages.Partner]] = {}
    for named in everyone:
        if named.country is not None:
            groups.setdefault(formatting.index_letter(named.name, language), []).append(partner_link(view, named))
    # The whole alphabet, also letters that no name begins with; last what no alphabet has.
    letters = dict.fromkeys([*(letter.upper() for letter in language.alphabet), *groups])
    return pages.PartnersPage(
        shell=shell(
            view,
            Frame(
                page="partners",
                title=view.say(N_("Partners")),
                path=f"/{language.code}/partners/",
                paths=everywhere("/{language}/partners/"),
                default=f"/{SOURCE}/partners/",
                section="partners/",
            ),
        ),
        heading=view.say(N_("Partners")),
        total=pages.Count(len(everyone), view.number(len(everyone))),
        intro=view.say(N_("Every member takes part with what it can give. The order is that of the alphabet.")),
        organisations=tuple(partner_link(view, named) for named in everyone if named.country is None),
        groups=tuple(
            pages.LetterGroup(letter, f"letter-{number}", tuple(groups.get(letter, ())))
            for number, letter in enumerate(letters, 1)
        ),
    )


def partner_link(view: View, named: directory.Named) -> pages.Partner:
    """Return a partner as a link in the page's language."""
    path = urls.term_path(view.language.code, named.type, named.public_id, named.slug)
    return pages.Partner(pages.Fragment(named.name), path, organisation=named.country is None)


def _page(
    view: View, chosen: _List, *, after: Cursor | None, layout: str, paths: dict[str, str] | None = None
) -> pages.ListPage:
    code = view.language.code
    found = listing.page(view.session, code, now=view.now, limit=PER_PAGE, only=chosen.only, after=after)
    paths = paths or everywhere(f"/{{language}}/{chosen.path}")
    path = paths.get(code, f"/{code}/{chosen.path}")
    drawn = statement_cards(found.items, view) if layout == "statement" else cards(found.items, view)
    return pages.ListPage(
        shell=shell(
            view,
            Frame(
                page="list",
                title=chosen.title or chosen.heading,
                path=path,
                paths=paths,
                default=paths.get(SOURCE),
                section=chosen.section,
                feed=chosen.feed,
                noindex=after is not None,
            ),
        ),
        heading=chosen.heading,
        cards=drawn,
        layout=LAYOUTS.get(layout, "news"),  # type: ignore[arg-type]
        crumbs=chosen.crumbs,
        next_url=_next(path, found),
        first_url=path if after else None,
    )


def _next(path: str, found: Listing) -> str | None:
    return f"{path}?after={found.next}" if found.next else None
