"""Lines of lists as cards."""

import unicodedata
from collections.abc import Iterable
from datetime import datetime

from portal.content.kinds import KINDS
from portal.content.listing import Listed
from portal.i18n import formatting
from portal.i18n.languages import get
from portal.i18n.marks import N_
from portal.text.markup import excerpt
from portal.web.reader import pictures
from portal.web.reader.pages import Card, Foreign, Hashtag, Moment
from portal.web.urls import story_path
from portal.web.view import View

LONGEST_STANDFIRST = 220
"""Characters of a standfirst on a card."""


def card(item: Listed, view: View, *, issuers: tuple[str, ...] = ()) -> Card:
    """Return ``item`` as a card; one in another language than the page's is marked as foreign."""
    language = get(item.language)
    is_foreign = language is not view.language
    episode = item.extra.get("episode")
    return Card(
        story=item.public_id,
        language=item.language,
        dir=language.direction,
        kind=item.kind,
        kind_label=view.say(KINDS[item.kind].label),
        url=story_path(item.language, item.kind, item.public_id, item.slug),
        headline=item.headline,
        standfirst=excerpt(item.standfirst, LONGEST_STANDFIRST) or None,
        moment=moment(item.published, view),
        picture=(
            pictures.picture(item.lead, view, sizes=pictures.CARD_SIZES, is_decoration=True)
            if KINDS[item.kind].has_picture
            else None
        ),
        duration=pictures.duration(item.film, view),
        note=view.say(N_("Episode %(number)s"), number=episode) if isinstance(episode, int) else None,
        issuers=issuers,
        hashtags=hashtags(item.extra.get("hashtags") or ()),
        foreign=Foreign(formatting.language_name(item.language, view.language), language.hreflang)
        if is_foreign
        else None,
        demo=item.is_demo,
    )


def cards(items: Iterable[Listed], view: View) -> tuple[Card, ...]:
    """Return ``items`` as cards."""
    return tuple(card(item, view) for item in items)


def moment(instant: datetime, view: View) -> Moment:
    """Return an instant as the day that lists show."""
    zone = view.services.settings.time_zone
    return Moment(formatting.iso(instant), formatting.date_long(instant, view.language, zone=zone))


def hashtags(tags: object) -> tuple[Hashtag, ...]:
    """Return hashtags with their sign; each runs in the direction of its own first letter."""
    names = tags if isinstance(tags, list | tuple) else ()
    return tuple(Hashtag(f"#{name}", "rtl" if _is_rtl(str(name)) else "ltr") for name in names)


def _is_rtl(text: str) -> bool:
    return any(unicodedata.bidirectional(character) in ("R", "AL") for character in text[:1])
