"""The home page's sections: which there are, in which order, and what editors pinned."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
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

PINNED = frozenset({"breaking", "hero", "about", "statements"})
"""Sections that may carry a pinned story; breaking and hero are left out without one."""


@dataclass(frozen=True)
class Section:
    """One section to draw; ``story`` is the pinned one if it is public in this language."""

    name: str
    story: listing.Listed | None


def composition(session: Session, language: str, *, now: datetime) -> tuple[Section, ...]:
    """Return the sections of ``language``'s home page in order; pins that ended or are not public are dropped."""
    blocks = session.scalars(
        select(SiteBlock)
        .where(SiteBlock.language == language, or_(SiteBlock.ends_at.is_(None), SiteBlock.ends_at > now))
        .order_by(SiteBlock.position)
    ).all()
    if not blocks:
        return tuple(Section(name, None) for name in SECTIONS if name not in ("breaking", "hero"))
    wanted = [block.story_id for block in blocks if block.story_id is not None]
    pinned = listing.by_stories(session, language, wanted, now=now)
    sections = (Section(b.section, pinned.get(b.story_id) if b.story_id else None) for b in blocks)
    return tuple(s for s in sections if s.story is not None or s.name not in ("breaking", "hero"))
