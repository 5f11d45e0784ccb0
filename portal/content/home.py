"""The home page's sections: which there are, in which order, and what editors pinned."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.content import listing
from portal.content.models import SiteBlock

SECTIONS = (
    "breaking",
    "hero",
    "latest",
    "statements",
    "about",
    "campaigns",
    "series",
    "social",
    "partners",
    "elsewhere",
)
"""Every section there is, in the order of a home page that nobody has composed yet."""

NEED_A_PIN = frozenset({"breaking", "hero"})
"""Sections that are left out without a pinned story; among statements a pin comes first, elsewhere it has no effect."""


@dataclass(frozen=True)
class Section:
    """One section to draw; ``story`` is the pinned one if it is public in this language, not yet illustrated."""

    name: str
    story: listing.Listed | None


def composition(session: Session, language: str, *, now: datetime) -> tuple[Section, ...]:
    """Return the sections of ``language``'s home page in order; pins that ended or are not public are dropped.

    The section itself stays, unless it is one that lives on its pin.
    """
    blocks = session.scalars(select(SiteBlock).where(SiteBlock.language == language).order_by(SiteBlock.position)).all()
    if not blocks:
        return tuple(Section(name, None) for name in SECTIONS if name not in NEED_A_PIN)
    pins = {b.id: b.story_id for b in blocks if b.story_id is not None and (b.ends_at is None or b.ends_at > now)}
    public = listing.by_stories(session, language, list(pins.values()), now=now, illustrate=False)
    sections = (Section(b.section, public.get(pins.get(b.id, 0))) for b in blocks)
    return tuple(s for s in sections if s.story is not None or s.name not in NEED_A_PIN)
