"""The page of a story: from what was loaded to the finished page object."""

from datetime import datetime

from sqlalchemy import select

from portal.content import listing, reading
from portal.content.kinds import CAMPAIGN, KINDS
from portal.content.models import FactsTerm, Term, TermRole, TermType
from portal.content.reading import Found, Full
from portal.i18n import formatting
from portal.i18n.languages import LANGUAGES
from portal.text.markup import excerpt
from portal.web import links, urls
from portal.web.reader import bodies, pages, pictures
from portal.web.reader.cards import card, cards, hashtags
from portal.web.reader.shell import Frame, shell
from portal.web.view import View

RELATED = 4
CAMPAIGN_CARDS = 12
LONGEST_DESCRIPTION = 200


def story_page(view: View, found: Found, full: Full, *, after: listing.Cursor | None = None) -> pages.StoryPage:
    """Return the page of a LIVE edition; ``after`` continues the list under a campaign."""
    kind = KINDS[full.edition.kind]
    edition, revision = full.edition, full.revision
    stories = reading.references(view.session, links.references(full.blocks), now=view.now)
    writer = bodies.BodyWriter(view, assets=full.assets, stories=stories)
    film = full.facts.video if full.facts else None
    lead = full.facts.lead if full.facts and kind.has_picture else None
    campaign = _campaign_list(view, found, after) if kind.code == CAMPAIGN else listing.Listing(())
    extra = full.facts.extra if full.facts else {}
    return pages.StoryPage(
        shell=shell(view, _frame(view, found, full)),
        story=found.story.public_id,
        kind=kind.code,
        kind_label=view.say(kind.label),
        revision=revision.n,
        revision_text=view.number(revision.n),
        headline=revision.headline,
        standfirst=revision.standfirst or None,
        byline=revision.byline or None,
        dateline=revision.dateline or None,
        published=_instant(edition.publish_at, view),
        updated=_instant(edition.updated_at, view),
        lead=pictures.figure(lead, view, sizes=pictures.WIDE_SIZES),
        video=pictures.video(film, view, poster=lead) if film else None,
        blocks=writer.blocks(full.blocks),
        short_url=view.absolute(urls.short_path(found.story.public_id)),
        provenance=_provenance(view, found, full),
        corrections=tuple(pages.Correction(_moment(c.effective_at, view), c.note) for c in full.corrections),
        authoritative=_authoritative(view, full),
        signatories=tuple(_signatory(view, tagged) for tagged in full.terms(TermRole.SIGNATORY)),
        demo=found.story.is_demo,
        crumbs=(pages.Link(view.say(kind.plural), urls.list_path(edition.language, kind.code)),)
        if kind.is_listed
        else (),
        campaigns=_campaign_links(view, full),
        hashtags=hashtags(extra.get("hashtags")),
        series=next(iter(_links(view, full, TermRole.SERIES)), None),
        partners=tuple(_partner(view, tagged.term) for tagged in full.terms(TermRole.PARTNER)),
        topics=_links(view, full, TermRole.TOPIC),
        places=_links(view, full, TermRole.PLACE),
        related=cards(reading.related(view.session, full, now=view.now, limit=RELATED), view)
        if kind.is_listed and kind.code != CAMPAIGN
        else (),
        campaign_cards=tuple(card(item, view) for item in campaign.items),
        next_url=f"{_path(found, edition.language)}?after={campaign.next}" if campaign.next else None,
    )


def edition_paths(found: Found) -> dict[str, str]:
    """Return the addresses of a story's public editions by language, in the order of the switcher."""
    return {
        other.language: urls.story_path(other.language, found.story.kind, found.story.public_id, other.slug)
        for other in found.editions
    }


def missing_paths(found: Found) -> dict[str, str]:
    """Return the addresses that say in each language that the story is not there."""
    return {code: urls.story_path(code, found.story.kind, found.story.public_id, None) for code in LANGUAGES}


def _path(found: Found, language: str) -> str:
    return edition_paths(found)[language]


def _frame(view: View, found: Found, full: Full) -> Frame:
    language = full.edition.language
    paths = edition_paths(found)
    fallback = found.fallback
    description = full.revision.seo_description or excerpt(full.revision.standfirst, LONGEST_DESCRIPTION)
    kind = KINDS[full.edition.kind]
    return Frame(
        page="story",
        title=full.revision.seo_title or full.revision.headline,
        path=paths[language],
        paths=paths,
        missing_paths=missing_paths(found),
        default=paths[fallback.language] if fallback else None,
        description=description or None,
        section=f"{kind.path}/" if kind.is_listed else found.story.handle,
        feed=_feed(found, language),
        open_graph=_open_graph(view, found, full, url=view.absolute(paths[language]), description=description or None),
        demo=found.story.is_demo,
    )


def _feed(found: Found, language: str) -> str | None:
    """Return the feed that goes on where the story ends: a campaign's own, or that of the story's kind."""
    kind = KINDS[found.story.kind]
    if kind.code == CAMPAIGN:
        return urls.feed_path(language, f"{kind.path}/{found.story.public_id}/")
    return urls.feed_path(language, f"{kind.path}/") if kind.is_listed else None


def _open_graph(view: View, found: Found, full: Full, *, url: str, description: str | None) -> pages.OpenGraph:
    lead = full.facts.lead if full.facts else None
    shown = pictures.open_graph_picture(lead)
    text = pictures.text_of(lead, view) if lead else None
    published, updated = full.edition.publish_at, full.edition.updated_at
    return pages.OpenGraph(
        type="article",
        url=url,
        locale=view.language.og_locale,
        other_locales=tuple(
            LANGUAGES[other.language].og_locale for other in found.editions if other.language != full.edition.language
        ),
        title=full.revision.headline,
        description=description,
        image=view.absolute(shown[0]) if shown else None,
        image_width=shown[1] if shown else None,
        image_height=shown[2] if shown else None,
        image_alt=text.alt if shown and text else None,
        published=formatting.iso(published) if published else None,
        modified=formatting.iso(updated) if updated else None,
    )


def _instant(instant: datetime | None, view: View) -> pages.Moment | None:
    return _moment(instant, view) if instant else None


def _moment(instant: datetime, view: View) -> pages.Moment:
    zone = view.services.settings.time_zone
    return pages.Moment(formatting.iso(instant), formatting.date_time(instant, view.language, zone=zone))


def _provenance(view: View, found: Found, full: Full) -> pages.Provenance | None:
    source = full.provenance
    if source is None:
        return None
    original = found.in_language(source.language)
    original_url = edition_paths(found)[source.language] if original else None
    return pages.Provenance(
        source_language=source.language,
        source_hreflang=LANGUAGES[source.language].hreflang,
        source_name=formatting.language_name(source.language, view.language),
        source_revision=source.revision,
        source_revision_text=view.number(source.revision),
        stale=source.staleness.weight.value if source.staleness.weight else "none",
        original_url=original_url,
        changed=_changed(view, full, source.staleness.blocks, original_url),
    )


def _changed(view: View, full: Full, changed: tuple[str, ...], original: str | None) -> tuple[pages.ChangedBlock, ...]:
    """Return links to the changed blocks, in the order of the original; a new one stands only there."""
    here = {block.id for block in full.blocks}
    shown = [(block, None if block in here else original) for block in changed if block in here or original]
    return tuple(
        pages.ChangedBlock(f"p-{block}", view.number(number), page) for number, (block, page) in enumerate(shown, 1)
    )


def _authoritative(view: View, full: Full) -> str | None:
    code = full.facts.authoritative_language if full.facts else None
    if code is None or code == full.edition.language:
        return None
    return formatting.language_name(code, view.language)


def _signatory(view: View, tagged: FactsTerm) -> pages.Signatory:
    office, language = view.named({str(code): str(text) for code, text in tagged.texts.items()})
    return pages.Signatory(
        name=term_name(view, tagged.term),
        office=_fragment(view, office, language) if office else None,
        href=term_path(view, tagged.term),
    )


def _fragment(view: View, text: str, language: str) -> pages.Fragment:
    if language == view.language.code:
        return pages.Fragment(text)
    return pages.Fragment(text, language, LANGUAGES[language].direction)


def term_name(view: View, term: Term) -> pages.Fragment:
    """Return the name of a term in the page's language, or the next best, marked as what it is."""
    name, language = view.named({text.language: text.name for text in term.texts})
    return _fragment(view, name or term.code, language)


def term_path(view: View, term: Term) -> str | None:
    """Return the address of a term's page in the page's language; None where it has no name in it, and so no page."""
    text = next((text for text in term.texts if text.language == view.language.code), None)
    return urls.term_path(text.language, term.type, term.public_id, text.slug) if text else None


def _partner(view: View, term: Term) -> pages.Partner:
    return pages.Partner(term_name(view, term), term_path(view, term), organisation=term.country is None)


def _links(view: View, full: Full, role: TermRole) -> tuple[pages.Link, ...]:
    """Return the terms of a story in one role that have a name in the page's language."""
    terms = [tagged.term for tagged in full.terms(role)]
    return tuple(pages.Link(term_name(view, term).text, path) for term in terms if (path := term_path(view, term)))


def _campaign_links(view: View, full: Full) -> tuple[pages.Link, ...]:
    """Return the campaigns of a story that have a public page in this language."""
    ids = [tagged.term.story_id for tagged in full.terms(TermRole.CAMPAIGN) if tagged.term.story_id]
    shown = listing.by_stories(view.session, view.language.code, ids, now=view.now) if ids else {}
    return tuple(
        pages.Link(item.headline, urls.story_path(item.language, item.kind, item.public_id, item.slug))
        for item in (shown.get(story_id) for story_id in ids)
        if item is not None
    )


def _campaign_list(view: View, found: Found, after: listing.Cursor | None) -> listing.Listing:
    term = view.session.scalar(select(Term.id).where(Term.type == TermType.CAMPAIGN, Term.story_id == found.story.id))
    if term is None:
        return listing.Listing(())
    only = listing.Filter(term_id=term, role=TermRole.CAMPAIGN)
    return listing.page(view.session, view.language.code, now=view.now, limit=CAMPAIGN_CARDS, only=only, after=after)
