"""One story as readers may see it: which editions are public, and everything one of them shows."""

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session, contains_eager, joinedload

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
from portal.content.staleness import Staleness, pinned, since
from portal.content.visibility import is_visible, published_order, visible, was_public
from portal.errors import NotFound
from portal.i18n.languages import LANGUAGES, SOURCE
from portal.i18n.marks import N_
from portal.media import queries
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
    stories = _stories(session, Story.public_id == public_id, now=now)
    if not stories:
        raise _unknown()
    [(story, public)] = stories
    shown = [edition for edition in story.editions if is_visible(edition, now)]
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


def _stories(
    session: Session, wanted: ColumnElement[bool], *, now: datetime
) -> list[tuple[Story, tuple[OtherEdition, ...]]]:
    """Return stories with all their editions, and with what readers may see of them; one statement for all."""
    rows: Iterable[tuple[Story, Edition | None, str]] = session.execute(
        select(Story, Edition, Revision.headline)
        .outerjoin(Story.editions)
        .outerjoin(Revision, Revision.id == Edition.live_revision_id)
        .where(wanted)
        .order_by(Story.id, Edition.language)
        .options(contains_eager(Story.editions))
    ).unique()
    found: dict[Story, dict[str, OtherEdition]] = {}
    for story, edition, headline in rows:
        public = found.setdefault(story, {})
        if edition and edition.publish_at and is_visible(edition, now):
            public[edition.language] = OtherEdition(edition.language, edition.slug, headline, edition.publish_at)
    return [(story, tuple(public[code] for code in LANGUAGES if code in public)) for story, public in found.items()]


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
        .options(joinedload(Facts.terms).joinedload(FactsTerm.term).joinedload(Term.texts))
    )
    used = {key for block in blocks for key in assets(block)}
    lead_and_film = {id_ for id_ in (facts.lead_asset_id, facts.video_asset_id) if id_} if facts else set()
    history = publications(session, edition, now=now)
    return Full(
        edition=edition,
        revision=revision,
        blocks=blocks,
        facts=facts,
        assets=queries.by_key(session, used, ids=lead_and_film),
        provenance=_provenance(session, found.story, revision, now=now),
        corrections=tuple(reversed([each for each in history if each.is_correction])),
    )


def _provenance(session: Session, story: Story, revision: Revision, *, now: datetime) -> Provenance | None:
    """Return what a translation was made from, or, where its story's source has changed, what it is held against."""
    languages = {edition.id: edition.language for edition in story.editions}
    if languages[revision.edition_id] == story.source_language:
        return None
    pins = pinned(session, [revision])
    pin = pins.get(revision.id)
    if pin is None:
        return None
    made_from = session.get(Revision, revision.based_on_id) if revision.based_on_id else None
    source = made_from if made_from is not None and made_from.edition_id == pin.edition_id else pin
    staleness = since(session, pins, now=now)[revision.id]
    return Provenance(languages[source.edition_id], source.n, source.created_at, staleness)


_WORTH = {TermRole.CAMPAIGN: 4, TermRole.SERIES: 4, TermRole.TOPIC: 2, TermRole.PLACE: 1, TermRole.PARTNER: 1}
"""How much a term in common says, by its role."""


def related(session: Session, full: Full, *, now: datetime, limit: int) -> tuple[listing.Listed, ...]:
    """Return public stories of the same language that share terms with this one: most shared first, then newest.

    A shared campaign or series counts four, a topic two, a place or partner one. Where too few share anything, the
    newest of the same kind fill up.
    """
    language = full.edition.language
    mine = {tagged.term_id for tagged in full.facts.terms if tagged.role in _WORTH} if full.facts else set()
    score = func.sum(case(_WORTH, value=FactsTerm.role, else_=0))
    best = session.scalars(
        select(Edition.story_id)
        .join(Story, Story.id == Edition.story_id)
        .join(FactsTerm, FactsTerm.facts_id == Story.live_facts_id)
        .where(
            visible(now),
            Edition.language == language,
            Edition.kind.in_([kind.code for kind in KINDS.values() if kind.is_listed]),
            Edition.public_id != full.edition.public_id,
            FactsTerm.term_id.in_(mine),
        )
        .group_by(Edition.story_id, *published_order())
        .order_by(score.desc(), *(column.desc() for column in published_order()))
        .limit(limit)
    ).all()
    shown = listing.by_stories(session, language, best, now=now)
    chosen = [shown[story_id] for story_id in best if story_id in shown]
    if len(chosen) < limit:
        skip = [full.edition.public_id, *(item.public_id for item in chosen)]
        only = listing.Filter(kinds=(full.edition.kind,), exclude=skip)
        fill = listing.page(session, language, now=now, limit=limit - len(chosen), only=only)
        chosen += fill.items
    return tuple(chosen)


def references(session: Session, names: set[str], *, now: datetime) -> dict[str, Found]:
    """Return the stories that texts link to, by the number or handle in the link; unknown ones are left out."""
    if not names:
        return {}
    numbers = {int(name) for name in names if name.isdecimal() and len(name) <= LONGEST_NUMBER}
    result = {}
    for story, public in _stories(session, Story.public_id.in_(numbers) | Story.handle.in_(names), now=now):
        if public:
            found = Found(story, Standing.MISSING, public, None)
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
