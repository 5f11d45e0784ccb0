"""Atom feeds (RFC 4287): the newest public editions of one language, whole, with a handful of statements."""

from urllib.parse import urlsplit

from sqlalchemy import select

from portal.content import listing, reading
from portal.content.kinds import KINDS, Kind
from portal.content.listing import EPOCH, Filter, Listed
from portal.content.models import Edition, Revision, Term, TermRole, TermType
from portal.content.reading import Standing
from portal.content.visibility import visible
from portal.errors import Gone, NotFound
from portal.i18n.formatting import iso
from portal.i18n.marks import N_
from portal.media import queries
from portal.text.blocks import Block, assets, load_blocks
from portal.web import links, urls
from portal.web.assets import asset
from portal.web.feeds import body
from portal.web.feeds.pages import AtomEntry, AtomFeed
from portal.web.view import View

ENTRIES = 25
TAG_YEAR = 2026
"""The year in every tag, a date on which the name was ours (RFC 4151); another year would rename everything."""


def newest(view: View) -> AtomFeed:
    """Return the feed of everything that is new in a language."""
    kinds = [kind.code for kind in KINDS.values() if kind.is_listed]
    subtitle = view.say(N_("News and statements of the Global Coalition against Daesh, in your language."))
    title = view.say(N_("Coalition Portal"))
    return _feed(view, "", page=urls.home_path(view.language.code), title=title, subtitle=subtitle, only=Filter(kinds))


def of_kind(view: View, kind: Kind) -> AtomFeed:
    """Return the feed of a kind."""
    page = urls.list_path(view.language.code, kind.code)
    return _feed(view, f"{kind.path}/", page=page, title=_title(view, view.say(kind.plural)), only=Filter([kind.code]))


def of_campaign(view: View, kind: Kind, public_id: int) -> AtomFeed:
    """Return the feed of what belongs to a campaign that is public in the view's language.

    Raises NotFound, and Gone for a campaign that was withdrawn.
    """
    found = reading.find(view.session, public_id, view.language.code, now=view.now)
    campaign = found.in_language(view.language.code)
    if found.story.kind != kind.code or found.standing is Standing.MISSING:
        raise NotFound(N_("There is nothing at this address."), code="unknown-story")
    if campaign is None:
        raise Gone(N_("There is nothing at this address."), code="gone")
    mirror = select(Term.id).where(Term.type == TermType.CAMPAIGN, Term.story_id == found.story.id)
    return _feed(
        view,
        f"{kind.path}/{public_id}/",
        page=urls.story_path(view.language.code, kind.code, public_id, campaign.slug),
        title=_title(view, campaign.headline),
        only=Filter(term_id=view.session.scalars(mirror).one(), role=TermRole.CAMPAIGN),
    )


def _title(view: View, name: str) -> str:
    # Translators: the title of a feed; %(name)s is a kind of story (Statements) or the name of a campaign
    return view.say(N_("Coalition Portal: %(name)s"), name=name)


def _feed(view: View, part: str, *, page: str, title: str, only: Filter, subtitle: str | None = None) -> AtomFeed:
    language = view.language
    items = listing.page(view.session, language.code, now=view.now, limit=ENTRIES, only=only).items
    entries = _entries(view, items)
    return AtomFeed(
        id=_tag(view, f"feed/{language.code}/{part}"),
        title=title,
        language=language.code,
        hreflang=language.hreflang,
        self_url=view.absolute(urls.feed_path(language.code, part)),
        page_url=view.absolute(page),
        updated=max((entry.updated for entry in entries), default=iso(EPOCH)),
        author=view.say(N_("Coalition Portal")),
        subtitle=subtitle,
        icon=view.absolute(asset("img/mark.svg")),
        entries=entries,
    )


def _entries(view: View, items: tuple[Listed, ...]) -> tuple[AtomEntry, ...]:
    rows = view.session.execute(
        select(Edition.public_id, Revision.byline, Revision.blocks)
        .join(Revision, Revision.id == Edition.live_revision_id)
        .where(
            visible(view.now),
            Edition.language == view.language.code,
            Edition.public_id.in_([item.public_id for item in items]),
        )
    )
    texts = {public_id: (byline, load_blocks(blocks)) for public_id, byline, blocks in rows}
    everything = [block for _, blocks in texts.values() for block in blocks]
    writer = body.BodyWriter(
        language=view.language,
        origin=view.services.settings.site_url,
        assets=queries.by_key(view.session, {key for block in everything for key in assets(block)}),
        stories=reading.references(view.session, links.references(everything), now=view.now),
    )
    return tuple(_entry(view, item, *texts[item.public_id], writer=writer) for item in items)


def _entry(view: View, item: Listed, byline: str, blocks: tuple[Block, ...], *, writer: body.BodyWriter) -> AtomEntry:
    kind = KINDS[item.kind]
    url = view.absolute(urls.story_path(item.language, item.kind, item.public_id, item.slug))
    return AtomEntry(
        id=_tag(view, f"story/{item.public_id}/{item.language}"),
        url=url,
        title=item.headline,
        language=view.language.code,
        dir=view.language.direction,
        published=iso(item.published),
        updated=iso(item.updated or item.published),
        content=writer.html(blocks, url=url, lead=item.lead if kind.has_picture else None),
        summary=item.standfirst or None,
        author=byline or None,
        categories=(view.say(kind.plural),),
    )


def _tag(view: View, name: str) -> str:
    """Return an id for ever, as a ``tag:`` URI."""
    return f"tag:{urlsplit(view.services.settings.site_url).hostname},{TAG_YEAR}:{name.rstrip('/')}"
