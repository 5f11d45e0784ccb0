"""Reads of terms: the partner directory in each language's own order, and single terms by their number."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from portal.content.models import Edition, Story, Term, TermText, TermType
from portal.content.visibility import visible
from portal.errors import NotFound
from portal.i18n.marks import N_


@dataclass(frozen=True)
class Named:
    """A term with its name in one language; ``country`` is None for an organisation."""

    term_id: int
    public_id: int
    type: TermType
    code: str
    country: str | None
    name: str
    slug: str | None
    is_demo: bool


def all_of(session: Session, kind: TermType, language: str) -> tuple[Named, ...]:
    """Return every term of ``kind`` that has a name in ``language``, in that language's alphabetical order."""
    rows = session.execute(
        select(Term.id, Term.public_id, Term.type, Term.code, Term.country, TermText.name, TermText.slug, Term.is_demo)
        .join(TermText, TermText.term_id == Term.id)
        .where(Term.type == kind, TermText.language == language)
        .order_by(TermText.sort_key, Term.id)
    )
    return tuple(Named(*row) for row in rows)


def by_public_id(session: Session, kind: TermType, public_id: int) -> Term:
    """Return a term with its texts; raise NotFound if there is none of this kind with the number."""
    term = session.scalar(
        select(Term).where(Term.type == kind, Term.public_id == public_id).options(selectinload(Term.texts))
    )
    if term is None:
        raise NotFound(N_("There is nothing at this address."), code="unknown-term")
    return term


def campaign_stories(session: Session, language: str, term_ids: list[int], *, now: datetime) -> dict[int, Edition]:
    """Return the public edition in ``language`` of each campaign's own story, by the campaign's term id."""
    rows = session.execute(
        select(Term.id, Edition)
        .join(Story, Story.id == Term.story_id)
        .join(Edition, Edition.story_id == Story.id)
        .where(Term.id.in_(term_ids), Edition.language == language, visible(now))
    )
    return dict(rows.all())
