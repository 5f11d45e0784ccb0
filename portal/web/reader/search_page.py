"""The search page: from an address to what was found, and to every way on from there."""

import logging
from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy import select

from portal.content.addresses import story_path
from portal.content.kinds import CAMPAIGN, KINDS
from portal.content.models import Edition, Revision, Term, TermText, TermType
from portal.content.visibility import visible
from portal.i18n import formatting
from portal.i18n.languages import LANGUAGES, get
from portal.i18n.marks import N_
from portal.search.finding import PER_PAGE, Elsewhere, Found, FoundStory, find
from portal.search.highlight import Part
from portal.search.index import Facet, IndexUnavailable, Sort
from portal.web.reader import pages
from portal.web.reader.cards import moment
from portal.web.reader.search_arguments import LAST_PAGE, Arguments, read
from portal.web.reader.shell import Frame, shell
from portal.web.view import View

log = logging.getLogger(__name__)

MOST_OPTIONS = 8
"""Values of a facet that are offered, those with most hits first."""


def search_page(view: View, args: Mapping[str, str]) -> pages.SearchPage:
    """Return the page for the parameters of an address; raises Invalid for one that cannot be read.

    Where the index cannot be asked, the page says so and the rest of the site goes on.
    """
    asked = read(args)
    blank = _blank(view, asked)
    if not asked.q:
        return blank
    code, zone = view.language.code, view.services.settings.time_zone
    try:
        found = find(view.session, view.services.search, asked.question(code, zone=zone), now=view.now)
    except IndexUnavailable as fault:
        log.warning("the search index cannot be asked", extra={"data": {"language": code, "because": fault.code}})
        sentence = view.say(N_("The search is being rebuilt. Please try again in a few minutes."))
        return replace(blank, message=sentence)
    return _filled(view, asked, found, blank)


def _blank(view: View, asked: Arguments) -> pages.SearchPage:
    """Return the page with its form alone, filled in as the address says."""
    frame = Frame(
        page="search",
        title=view.say(N_("Search: %(query)s"), query=asked.q) if asked.q else view.say(N_("Search")),
        path=f"/{view.language.code}/search",
        # In another language it is the same question, not the same page of the answer.
        paths={code: Arguments(q=asked.q).path(code) if asked.q else f"/{code}/search" for code in LANGUAGES},
        noindex=True,
    )
    return pages.SearchPage(
        shell=shell(view, frame),
        query=asked.q,
        dates=pages.DateRange(
            asked.start.isoformat() if asked.start else "", asked.end.isoformat() if asked.end else ""
        ),
        sort=asked.sort.value,
        kept=tuple(asked.pairs()),
    )


def _filled(view: View, asked: Arguments, found: Found, blank: pages.SearchPage) -> pages.SearchPage:
    first, code = replace(asked, page=1), view.language.code
    suggestion = found.did_you_mean
    return replace(
        blank,
        total=_count(view, found.total),
        hits=tuple(_hit(view, each) for each in found.stories),
        facets=_facets(view, first, found.facets),
        sort_links=_sort_links(view, first) if found.total > 1 else (),
        clear_url=Arguments(q=asked.q, sort=asked.sort).path(code) if asked.is_narrowed else None,
        also=tuple(_also(view, first, other) for other in found.elsewhere),
        relaxed=found.is_relaxed,
        did_you_mean=pages.DidYouMean(suggestion, replace(first, q=suggestion).path(code)) if suggestion else None,
        paging=_paging(view, asked, found.total),
    )


def _count(view: View, n: int) -> pages.Count:
    return pages.Count(n, view.number(n))


def _hit(view: View, each: FoundStory) -> pages.Hit:
    document = each.shown.document
    language = get(document.language)
    name = formatting.language_name(language.code, view.language)
    return pages.Hit(
        story=document.story,
        language=language.code,
        dir=language.direction,
        url=story_path(language.code, document.kind, document.story, each.shown.slug),
        kind_label=view.say(KINDS[document.kind].label),
        headline=_parts(each.headline),
        snippet=_parts(each.snippet),
        moment=moment(each.shown.published, view),
        foreign=pages.Foreign(name, language.hreflang) if language is not view.language else None,
        demo=each.shown.is_demo,
    )


def _parts(parts: tuple[Part, ...]) -> tuple[pages.SnippetPart, ...]:
    return tuple(pages.SnippetPart(part.text, part.is_marked) for part in parts)


def _also(view: View, asked: Arguments, other: Elsewhere) -> pages.AlsoIn:
    return pages.AlsoIn(
        language=other.language,
        name=formatting.language_name(other.language, view.language),
        total=_count(view, other.total),
        hits=tuple(_hit(view, each) for each in other.stories),
        href=asked.path(other.language),
    )


def _facets(view: View, asked: Arguments, counted: Mapping[Facet, Mapping[str, int]]) -> tuple[pages.Facet, ...]:
    """Return what the answer can be narrowed by; a value that is chosen stays, so that it can be taken away."""
    offered = {facet: _offered(asked, facet, counts) for facet, counts in counted.items()}
    kinds = {code: view.say(kind.plural) for code, kind in KINDS.items()}
    named = (
        (Facet.KIND, view.say(N_("Kind")), kinds),
        (Facet.CAMPAIGN, view.say(N_("Campaign")), _campaigns(view, offered.get(Facet.CAMPAIGN, {}))),
        (Facet.PARTNER, view.say(N_("Partner")), _partners(view, offered.get(Facet.PARTNER, {}))),
    )
    return tuple(
        pages.Facet(
            facet.value,
            heading,
            tuple(
                _option(view, asked, facet, value=value, label=labels[value], n=n)
                for value, n in offered.get(facet, {}).items()
                if value in labels
            ),
        )
        for facet, heading, labels in named
    )


def _offered(asked: Arguments, facet: Facet, counts: Mapping[str, int]) -> dict[str, int]:
    most = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:MOST_OPTIONS]
    chosen = asked.filters.get(facet)
    return dict(most) | ({chosen: counts.get(chosen, 0)} if chosen else {})


def _option(view: View, asked: Arguments, facet: Facet, *, value: str, label: str, n: int) -> pages.FacetOption:
    is_chosen = asked.filters.get(facet) == value
    others = {other: kept for other, kept in asked.filters.items() if other is not facet}
    filters = others if is_chosen else others | {facet: value}
    return pages.FacetOption(
        value=value,
        label=label,
        count=_count(view, n),
        href=replace(asked, filters=filters).path(view.language.code),
        chosen=is_chosen,
    )


def _campaigns(view: View, values: Mapping[str, int]) -> dict[str, str]:
    """Return the headlines of those campaigns whose own story is public here; an embargoed one is not to be named."""
    if not values:
        return {}
    rows = view.session.execute(
        select(Edition.public_id, Revision.headline)
        .join(Revision, Revision.id == Edition.live_revision_id)
        .where(
            visible(view.now),
            Edition.language == view.language.code,
            Edition.kind == CAMPAIGN,
            Edition.public_id.in_(map(int, values)),
        )
    )
    return {str(number): headline for number, headline in rows}


def _partners(view: View, values: Mapping[str, int]) -> dict[str, str]:
    if not values:
        return {}
    rows = view.session.execute(
        select(Term.public_id, TermText.name)
        .join(TermText, TermText.term_id == Term.id)
        .where(
            Term.type == TermType.PARTNER,
            TermText.language == view.language.code,
            Term.public_id.in_(map(int, values)),
        )
    )
    return {str(number): name for number, name in rows}


def _sort_links(view: View, asked: Arguments) -> tuple[pages.Link, ...]:
    labels = {Sort.RELEVANCE: N_("Best matches first"), Sort.NEWEST: N_("Newest first")}
    return tuple(
        pages.Link(view.say(label), replace(asked, sort=sort).path(view.language.code), current=sort is asked.sort)
        for sort, label in labels.items()
    )


def _paging(view: View, asked: Arguments, total: int) -> pages.Paging | None:
    """Return the numbered pages: the first, the last, and those around the one that is shown."""
    last = min(-(-total // PER_PAGE), LAST_PAGE)
    if last < 2:
        return None

    def path(number: int) -> str:
        return replace(asked, page=number).path(view.language.code)

    links: list[pages.PageLink | None] = []
    before = 0
    for number in sorted({1, last, *range(asked.page - 1, asked.page + 2)} & set(range(1, last + 1))):
        if number > before + 1:
            links.append(None)
        links.append(pages.PageLink(view.number(number), None if number == asked.page else path(number)))
        before = number
    return pages.Paging(
        pages=tuple(links),
        previous_url=path(min(asked.page - 1, last)) if asked.page > 1 else None,
        next_url=path(asked.page + 1) if asked.page < last else None,
    )
