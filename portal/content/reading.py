"""One story as readers may see it: which editions are public, and everything one of them shows."""

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from portal.content import listing
from portal.content.history import publications
from portal.content.kinds import KINDS
from portal.content.models import (
    Alias,
    Edition,
    Facts,
    FactsTerm,
    OldUrl,
    Publication,
    Revision,
    Story,
    Term,
    TermRole,
)
from portal.content.staleness import Staleness, of_revision, pinned
from portal.content.visibility import is_visible, was_public
from portal.errors import NotFound
from portal.i18n.languages import LANGUAGES, SOURCE
from portal.i18n.marks import N_
from portal.media.models import Asset
from portal.text.blocks import Block, assets, load_blocks

LONGEST_NUMBER = 9
"""Digits of a public id."""


class Standing(enum.StrEnum):
    """What a reader finds at an edition's address."""

    LIVE = "live"
    MISSING = "missing"
    GONE = "gone"


@dataclass(frozen=True)
class OtherEdition:
    """A public edition, as the switcher, alternates and the page of a missing edition name it."""

    language: str
    slug: str | None
    headline: str
    published: datetime


@dataclass(frozen=True)
class Found:
    """A story somebody asked for: its public editions in the order of the switcher, and how it stands here.

    ``edition`` is loaded when the standing is LIVE or GONE.
    """

    story: Story
    standing: Standing
    editions: tuple[OtherEdition, ...]
    edition: Edition | None

    def in_language(self, language: str) -> OtherEdition | None:
        """Return the public edition in ``language``."""
        return next((edition for edition in self.editions if edition.language == language), None)

    @property
    def fallback(self) -> OtherEdition | None:
        """The edition for readers whose language is not there: the source-string language's, else the original."""
        return (
            self.in_language(SOURCE) or self.in_language(self.story.source_language) or next(iter(self.editions), None)
        )


@dataclass(frozen=True)
class Provenance:
    """Where a translation comes from: the source's language, the pinned revision, and what changed since."""

    language: str
    revision: int
    revised_at: datetime
    staleness: Staleness


@dataclass(frozen=True)
class Full:
    """Everything one page of a story shows, loaded."""

    edition: Edition
    revision: Revision
    blocks: tuple[Block, ...]
    facts: Facts | None
    assets: dict[str, Asset]
    provenance: Provenance | None
    corrections: tuple[Publication, ...]

    def terms(self, role: TermRole) -> list[FactsTerm]:
        """Return the story's terms in one role, in the authors' order."""
        return [tagged for tagged in self.facts.terms if tagged.role is role] if self.facts else []


def find(session: Session, public_id: int, language: str, *, now: datetime) -> Found:
    """Return how a story stands in ``language``; raise NotFound when no reader has ever been able to see it.

    A story that is still wholly a draft or scheduled answers like a number that was never given.
    """
    story = session.scalar(select(Story).where(Story.public_id == public_id).options(selectinload(Story.editions)))
    if story is None:
        raise _unknown()
    shown = [edition for edition in story.editions if is_visible(edition, now)]
    public = _others(shown, _headlines(session, shown))
    edition = next((edition for edition in story.editions if edition.language == language), None)
    if edition is not None and edition in shown:
        return Found(story, Standing.LIVE, public, edition)
    ever = session.scalars(select(Edition.language).where(Edition.story_id == story.id, was_public(now))).all()
    if edition is not None and language in ever:
        return Found(story, Standing.GONE, public, edition)
    if public:
        return Found(story, Standing.MISSING, public, None)
    if ever:
        gone = next(edition for edition in story.editions if edition.language in ever)
        return Found(story, Standing.GONE, public, gone)
    raise _unknown()


def _unknown() -> NotFound:
    return NotFound(N_("There is nothing at this address."), code="unknown-story")


def _headlines(session: Session, editions: Sequence[Edition]) -> dict[int, str]:
    """Return the headline of each edition's public revision, by the revision's row id; one statement for all."""
    ids = [edition.live_revision_id for edition in editions]
    rows = session.execute(select(Revision.id, Revision.headline).where(Revision.id.in_(ids)))
    return {row.id: row.headline for row in rows}


def _others(editions: Sequence[Edition], headlines: Mapping[int, str]) -> tuple[OtherEdition, ...]:
    order = list(LANGUAGES)
    others = [
        OtherEdition(e.language, e.slug, headlines[e.live_revision_id], e.publish_at)
        for e in editions
        if e.live_revision_id and e.publish_at
    ]
    return tuple(sorted(others, key=lambda other: order.index(other.language)))


def load(session: Session, found: Found, *, now: datetime) -> Full:
    """Return everything that the page of a LIVE edition shows."""
    edition = found.edition
    if edition is None or edition.live_revision_id is None:
        raise _unknown()
    revision = session.get_one(Revision, edition.live_revision_id)
    blocks = load_blocks(revision.blocks)
    facts = session.scalar(
        select(Facts)
        .where(Facts.id == found.story.live_facts_id)
        .options(selectinload(Facts.terms).joinedload(FactsTerm.term).selectinload(Term.texts))
    )
    used = {key for block in blocks for key in assets(block)}
    history = publications(session, edition, now=now)
    return Full(
        edition=edition,
        revision=revision,
        blocks=blocks,
        facts=facts,
        assets=_load_assets(session, used, facts),
        provenance=_provenance(session, revision, now=now),
        corrections=tuple(reversed([each for each in history if each.is_correction])),
    )


def _load_assets(session: Session, keys: set[str], facts: Facts | None) -> dict[str, Asset]:
    ids = {facts.lead_asset_id, facts.video_asset_id} - {None} if facts else set()
    query = (
        select(Asset)
        .where(Asset.key.in_(keys) | Asset.id.in_(ids))
        .options(selectinload(Asset.texts), selectinload(Asset.renditions), joinedload(Asset.poster))
    )
    return {asset.key: asset for asset in session.scalars(query)}


def _provenance(session: Session, revision: Revision, *, now: datetime) -> Provenance | None:
    """Return what a translation was made from, or, where its story's source has changed, what it is held against."""
    pin = pinned(session, [revision]).get(revision.id)
    if pin is None:
        return None
    made_from = session.get(Revision, revision.based_on_id) if revision.based_on_id else None
    source = made_from if made_from is not None and made_from.edition_id == pin.edition_id else pin
    language = session.scalars(select(Edition.language).where(Edition.id == source.edition_id)).one()
    return Provenance(language, source.n, source.created_at, of_revision(session, revision, now=now))


def related(session: Session, full: Full, *, now: datetime, limit: int) -> tuple[listing.Listed, ...]:
    """Return public stories of the same language that share terms with this one: most shared first, then newest.

    A shared campaign or series counts four, a topic two, a place or partner one. Where too few share anything, the
    newest of the same kind fill up.
    """
    worth = {TermRole.CAMPAIGN: 4, TermRole.SERIES: 4, TermRole.TOPIC: 2, TermRole.PLACE: 1, TermRole.PARTNER: 1}
    mine = {tagged.term_id for tagged in full.facts.terms if tagged.role in worth} if full.facts else set()
    rows = session.execute(
        select(Story.id, FactsTerm.role, func.count())
        .join(FactsTerm, FactsTerm.facts_id == Story.live_facts_id)
        .where(FactsTerm.term_id.in_(mine), Story.id != full.edition.story_id)
        .group_by(Story.id, FactsTerm.role)
    ).all()
    scores: dict[int, int] = {}
    for story_id, role, count in rows:
        scores[story_id] = scores.get(story_id, 0) + worth.get(role, 0) * count
    best = sorted(scores, key=lambda story_id: -scores[story_id])[: limit * 8]
    shown = listing.by_stories(session, full.edition.language, best, now=now)
    chosen = sorted(shown.values(), key=lambda item: (-scores[item.story_id], -item.published.timestamp()))
    chosen = [item for item in chosen if KINDS[item.kind].is_listed][:limit]
    if len(chosen) < limit:
        skip = [full.edition.public_id, *(item.public_id for item in chosen)]
        only = listing.Filter(kinds=(full.edition.kind,), exclude=skip)
        fill = listing.page(session, full.edition.language, now=now, limit=limit - len(chosen), only=only)
        chosen += fill.items
    return tuple(chosen)


def references(session: Session, names: set[str], *, now: datetime) -> dict[str, Found]:
    """Return the stories that texts link to, by the number or handle in the link; unknown ones are left out."""
    numbers = {int(name) for name in names if name.isdigit() and len(name) <= LONGEST_NUMBER}
    stories = session.scalars(
        select(Story)
        .where(Story.public_id.in_(numbers) | Story.handle.in_(names))
        .options(selectinload(Story.editions))
    ).all()
    shown = {story.id: [edition for edition in story.editions if is_visible(edition, now)] for story in stories}
    headlines = _headlines(session, [edition for editions in shown.values() for edition in editions])
    result = {}
    for story in stories:
        if shown[story.id]:
            found = Found(story, Standing.MISSING, _others(shown[story.id], headlines), None)
            result[str(story.public_id)] = found
            if story.handle:
                result[story.handle] = found
    return result


def by_alias(session: Session, language: str, kind: str, slug: str) -> int | None:
    """Return the public id of the story that has or had ``slug``, for addresses without a number."""
    return session.scalar(
        select(Edition.public_id)
        .join(Alias, Alias.edition_id == Edition.id)
        .where(Alias.language == language, Alias.kind == kind, Alias.slug == slug)
    )


def old_url(session: Session, path: str) -> OldUrl | None:
    """Return what became of an address of a former site."""
    return session.scalar(select(OldUrl).where(OldUrl.path == path))
