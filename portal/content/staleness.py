"""What a translation lacks of its source: derived on every read, never stored, never from timestamps.

The revision that a translation was made from (or was later found right for) is compared with the source's live one,
block by block. Only publications count, so drafts make nothing stale; a block that was changed by minor publications
alone is still translated rightly; a moved block has not changed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.content.models import Publication, Revision, SourceCheck, Weight

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
    based = {r.id: r for r in revisions if r.based_on_id is not None}
    if not based:
        return {}
    pins = _pins(session, based.values())
    sources = {pin.edition_id for pin in pins.values()}
    chains = _chains(session, sources, now=now)
    return {
        id_: compare(pins[id_].block_hashes, [s for s in chains.get(pins[id_].edition_id, ()) if s.n > pins[id_].n])
        for id_ in based
    }


def of_revision(session: Session, revision: Revision, *, now: datetime) -> Staleness:
    """Return the staleness of one revision."""
    return of_editions(session, [revision], now=now).get(revision.id, FRESH)


def _pins(session: Session, revisions: Iterable[Revision]) -> dict[int, Revision]:
    """Return for each revision the newest source revision that it is known to be right for."""
    revisions = list(revisions)
    checks = session.execute(
        select(SourceCheck.edition_id, SourceCheck.source_revision_id, SourceCheck.at).where(
            SourceCheck.edition_id.in_({r.edition_id for r in revisions})
        )
    ).all()
    wanted = {r.based_on_id for r in revisions} | {check.source_revision_id for check in checks}
    sources = {r.id: r for r in session.scalars(select(Revision).where(Revision.id.in_(wanted)))}
    pins: dict[int, Revision] = {}
    for revision in revisions:
        candidates = [sources[revision.based_on_id]] if revision.based_on_id else []
        candidates += [
            sources[c.source_revision_id]
            for c in checks
            if c.edition_id == revision.edition_id and c.at >= revision.created_at
        ]
        pins[revision.id] = max(candidates, key=lambda source: source.n)
    return pins


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
