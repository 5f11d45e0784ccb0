"""Statements in lists: who signed them stands under the headline."""

from collections.abc import Sequence

from sqlalchemy import select

from portal.content.listing import Listed
from portal.content.models import FactsTerm, Story, TermRole, TermText
from portal.web.reader.cards import card
from portal.web.reader.pages import Card
from portal.web.view import View


def statement_cards(items: Sequence[Listed], view: View) -> tuple[Card, ...]:
    """Return ``items`` as cards with their issuers, in the order that was agreed; one statement for all."""
    rows = view.session.execute(
        select(Story.id, TermText.name)
        .join(FactsTerm, FactsTerm.facts_id == Story.live_facts_id)
        .join(TermText, TermText.term_id == FactsTerm.term_id)
        .where(
            Story.id.in_([item.story_id for item in items]),
            FactsTerm.role == TermRole.SIGNATORY,
            TermText.language == view.language.code,
        )
        .order_by(Story.id, FactsTerm.position)
    )
    issuers: dict[int, list[str]] = {}
    for story_id, name in rows:
        issuers.setdefault(story_id, []).append(name)
    return tuple(card(item, view, issuers=tuple(issuers.get(item.story_id, ()))) for item in items)
