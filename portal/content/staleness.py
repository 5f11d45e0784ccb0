"""What a translation lacks of its source: derived on every read, never stored, never from timestamps.

The revision that a translation was made from (or was later found right for) is compared with the source's live one,
block by block. Only publications count, so drafts make nothing stale; a block that was changed by minor publications
alone is still translated rightly; a moved block has not changed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from portal.content.models import Edition, Publication, Revision, SourceCheck, Story, Weight

_RANK = {Weight.MINOR: 0, Weight.MAJOR: 1, Weight.CRITICAL: 2}


@dataclass(frozen=True)
class Step:
    """One publication of the source: its revision's number, its block hashes, how much it changed."""

    n: int
    weight: Weight
    hashes: Mapping[str, str]


@dataclass(frozen=True)
class Staleness:
    """How far a translation lies behind. ``weight`` None: not at all. ``blocks`` in the order of the source."""

    weight: Weight | None = None
    blocks: tuple[str, ...] = ()


FRESH = Staleness()


def heavier(a: Weight, b: Weight) -> Weight:
    """Return the weightier of two."""
    return a if _RANK[a] >= _RANK[b] else b


def compare(pinned: Mapping[str, str], later: Sequence[Step]) -> Staleness:
    """Return what ``later`` (publications after the pinned one, oldest first) changed against ``pinned``.

    Both map block ids to hashes. Removed blocks count: the translation still has them.
    """
    weights: dict[str, Weight] = {}
    before = pinned
    for step in later:
        if step.weight is not Weight.MINOR:
            for block in _changed(before, step.hashes):
                weights[block] = heavier(weights.get(block, step.weight), step.weight)
        before = step.hashes
    still = _changed(pinned, before)
    changed = [block for block in still if block in weights]
    if not changed:
        return FRESH
    worst = Weight.MAJOR
    for block in changed:
        worst = heavier(worst, weights[block])
    return Staleness(weight=worst, blocks=tuple(changed))


def _changed(old: Mapping[str, str], new: Mapping[str, str]) -> list[str]:
    return [b for b, h in new.items() if old.get(b) != h] + [b for b in old if b not in new]


def of_editions(session: Session, revisions: Iterable[Revision], *, now: datetime) -> dict[int, Staleness]:
    """Return the staleness of each translated revision, by revision id; originals are left out.

    Three statements, however many revisions are asked about.
    """
    return since(session, pinned(session, revisions), now=now)


def since(session: Session, pins: Mapping[int, Revision], *, now: datetime) -> dict[int, Staleness]:
    """Return for each revision, by its id, what was published of its source after its pin (as from ``pinned``)."""
    chains = _chains(session, {pin.edition_id for pin in pins.values()}, now=now)
    return {
        id_: compare(pin.block_hashes, [step for step in chains.get(pin.edition_id, ()) if step.n > pin.n])
        for id_, pin in pins.items()
    }


def of_revision(session: Session, revision: Revision, *, now: datetime) -> Staleness:
    """Return the staleness of one revision."""
    return of_editions(session, [revision], now=now).get(revision.id, FRESH)


def pinned(session: Session, revisions: Iterable[Revision]) -> dict[int, Revision]:
    """Return for each translated revision the newest source revision that it is known to be right for, by its id.

    That is the one it was made from, or one that it was found right for since. Where the story's source has changed,
    such a finding alone leads to the new one.
    """
    translated = _translated(session, {revision.id: revision for revision in revisions})
    if not translated:
        return {}
    checks = session.execute(
        select(SourceCheck.edition_id, SourceCheck.at, Revision)
        .join(Revision, Revision.id == SourceCheck.source_revision_id)
        .where(SourceCheck.edition_id.in_({revision.edition_id for revision, _ in translated}))
        .order_by(SourceCheck.id)
    ).all()
    pins: dict[int, Revision] = {}
    for revision, based_on in translated:
        known = [based_on] if based_on else []
        known += [
            source
            for edition_id, at, source in checks
            if edition_id == revision.edition_id and at >= revision.created_at
        ]
        if known:
            same_source = [source for source in known if source.edition_id == known[-1].edition_id]
            pins[revision.id] = max(same_source, key=lambda source: source.n)
    return pins


def _translated(session: Session, revisions: Mapping[int, Revision]) -> list[tuple[Revision, Revision | None]]:
    """Return those of ``revisions`` that are not in their story's source language, with what they were made from."""
    based_on = aliased(Revision)
    rows = session.execute(
        select(Revision.id, based_on)
        .join(Edition, Edition.id == Revision.edition_id)
        .join(Story, Story.id == Edition.story_id)
        .outerjoin(based_on, based_on.id == Revision.based_on_id)
        .where(Revision.id.in_(revisions), Edition.language != Story.source_language)
    )
    return [(revisions[id_], source) for id_, source in rows]


def _chains(session: Session, editions: set[int], *, now: datetime) -> dict[int, list[Step]]:
    """Return the publications of each source edition that are public at ``now``, oldest first."""
    rows = session.execute(
        select(Publication.edition_id, Publication.weight, Revision.n, Revision.block_hashes)
        .join(Revision, Revision.id == Publication.revision_id)
        .where(
            Publication.edition_id.in_(editions),
            Publication.effective_at <= now,
            Publication.cancelled_at.is_(None),
        )
        .order_by(Publication.id)
    ).all()
    chains: dict[int, list[Step]] = {}
    for row in rows:
        chains.setdefault(row.edition_id, []).append(Step(n=row.n, weight=row.weight, hashes=row.block_hashes))
    return chains
