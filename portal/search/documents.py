"""Public editions as documents of the index: exactly what their pages say, and what they can be filtered by.

The same reading fills the index and gives highlighting its text, so that what was found can always be shown. Only what
is visible at the given instant is ever read.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import chain
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from portal.content.kinds import KINDS
from portal.content.models import Edition, Facts, FactsTerm, Revision, Story, Term, TermRole, TermType
from portal.content.visibility import published_order, visible
from portal.media.models import Asset, AssetText
from portal.search.index import Document, Facet
from portal.text.blocks import Block, assets, load_blocks, plain_text

BATCH = 200
"""Editions that are read at once."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

FACETS = {
    TermRole.CAMPAIGN: Facet.CAMPAIGN,
    TermRole.PARTNER: Facet.PARTNER,
    TermRole.SIGNATORY: Facet.PARTNER,
    TermRole.TOPIC: Facet.TOPIC,
    TermRole.PLACE: Facet.PLACE,
}
"""What a term of a story is filtered as; a partner takes part in what it signs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A public edition: what can be found of it, and what a line about it needs besides."""

    edition_id: int
    document: Document
    slug: str | None
    published: datetime
    is_demo: bool


@dataclass(frozen=True, slots=True)
class _Tag:
    """One term of a story: as what it is filtered, by which number, and a signatory's office by language."""

    facet: Facet
    number: int
    office: Mapping[str, str]


AssetTexts = Mapping[tuple[int | str, str], tuple[str, ...]]
"""What assets say, by their row id and by their key, each with a language."""


def minutes(instant: datetime) -> int:
    """Return an instant as an index counts it: whole minutes since 1970."""
    return (instant - _EPOCH) // timedelta(minutes=1)


def load(session: Session, condition: ColumnElement[bool], *, now: datetime) -> tuple[Shown, ...]:
    """Return the editions that meet ``condition`` and are visible at ``now``, in the order of their row ids.

    Three statements, however many they are; whoever asks for many asks in batches.
    """
    rows = session.execute(
        select(
            Edition.id,
            Edition.public_id,
            Edition.language,
            Edition.kind,
            Edition.slug,
            published_order()[0].label("published"),
            Revision.headline,
            Revision.standfirst,
            Revision.blocks,
            Story.is_demo,
            Story.live_facts_id.label("facts_id"),
            Facts.lead_asset_id.label("lead"),
            Facts.video_asset_id.label("film"),
            Facts.extra,
        )
        .join(Revision, Revision.id == Edition.live_revision_id)
        .join(Story, Story.id == Edition.story_id)
        .outerjoin(Facts, Facts.id == Story.live_facts_id)
        .where(visible(now), condition)
        .order_by(Edition.id)
    ).all()
    bodies = {row.id: load_blocks(row.blocks) for row in rows}
    tags = _tags(session, {row.facts_id for row in rows if row.facts_id is not None})
    texts = _asset_texts(session, rows, chain.from_iterable(bodies.values()))
    return tuple(
        Shown(
            edition_id=row.id,
            document=_document(row, bodies[row.id], tags=tags.get(row.facts_id, ()), texts=texts),
            slug=row.slug,
            published=row.published,
            is_demo=row.is_demo,
        )
        for row in rows
    )


def every(session: Session, language: str, *, now: datetime) -> Iterator[Shown]:
    """Yield all public editions of ``language``, a batch at a time."""
    last = 0
    while batch := _ids_after(session, language, last, now=now):
        yield from load(session, Edition.id.in_(batch), now=now)
        last = batch[-1]


def visible_stories(session: Session, language: str, *, now: datetime) -> dict[int, int]:
    """Return the public ids of all public editions of ``language`` with their row ids: what an index should hold."""
    rows = session.execute(select(Edition.public_id, Edition.id).where(visible(now), Edition.language == language))
    return dict(rows.all())


def count(session: Session, language: str, *, now: datetime) -> int:
    """Return how many editions of ``language`` are public."""
    query = select(func.count()).select_from(Edition).where(visible(now), Edition.language == language)
    return session.scalar(query) or 0


def _ids_after(session: Session, language: str, last: int, *, now: datetime) -> list[int]:
    query = select(Edition.id).where(visible(now), Edition.language == language, Edition.id > last)
    return list(session.scalars(query.order_by(Edition.id).limit(BATCH)))


def _document(row: Any, blocks: Iterable[Block], *, tags: Sequence[_Tag], texts: AssetTexts) -> Document:
    labels: dict[Facet, dict[str, None]] = {facet: {} for facet in Facet}
    for tag in tags:
        labels[tag.facet][str(tag.number)] = None
    return Document(
        story=row.public_id,
        language=row.language,
        kind=row.kind,
        headline=row.headline,
        standfirst=row.standfirst,
        body="\n".join(text for text in _body(row, blocks, tags=tags, texts=texts) if text),
        date=minutes(row.published),
        campaigns=tuple(labels[Facet.CAMPAIGN]),
        partners=tuple(labels[Facet.PARTNER]),
        topics=tuple(labels[Facet.TOPIC]),
        places=tuple(labels[Facet.PLACE]),
    )


def _body(row: Any, blocks: Iterable[Block], *, tags: Sequence[_Tag], texts: AssetTexts) -> Iterator[str]:
    """Yield what the page says below its standfirst: the text first, then what surrounds it.

    The byline is left out: that of the news desk stands on every page, and whoever looks for news wants other things.
    """
    for block in blocks:
        yield plain_text(block)
        for key in assets(block):
            yield from texts.get((key, row.language), ())
    if KINDS[row.kind].has_picture:
        yield from texts.get((row.lead, row.language), ())
    yield from texts.get((row.film, row.language), ())
    for tag in tags:
        yield tag.office.get(row.language, "")
    yield from (f"#{name}" for name in (row.extra or {}).get("hashtags", ()))


def _tags(session: Session, facts_ids: set[int]) -> dict[int, list[_Tag]]:
    """Return what stories are tagged with, by the row id of their facts.

    A campaign goes by the number of its own story, which is the one in its address; others by their own.
    """
    rows = session.execute(
        select(FactsTerm.facts_id, FactsTerm.role, FactsTerm.texts, Term.public_id, Term.type, Story.public_id)
        .join(Term, Term.id == FactsTerm.term_id)
        .outerjoin(Story, Story.id == Term.story_id)
        .where(FactsTerm.facts_id.in_(facts_ids), FactsTerm.role.in_(FACETS))
        .order_by(FactsTerm.role, FactsTerm.position)
    )
    found: dict[int, list[_Tag]] = {}
    for facts_id, role, office, term, kind, story in rows:
        number = story if kind is TermType.CAMPAIGN and story else term
        found.setdefault(facts_id, []).append(_Tag(FACETS[role], number, office))
    return found


def _asset_texts(session: Session, rows: Iterable[Any], blocks: Iterable[Block]) -> AssetTexts:
    """Return what the pictures, films and files of the editions say in the editions' languages."""
    ids = {number for row in rows for number in (row.lead, row.film)} - {None}
    keys = {key for block in blocks for key in assets(block)}
    found = session.execute(
        select(Asset.id, Asset.key, AssetText.language, AssetText.caption, AssetText.alt, AssetText.transcript)
        .join(AssetText, AssetText.asset_id == Asset.id)
        .where(Asset.id.in_(ids) | Asset.key.in_(keys))
    )
    texts: dict[tuple[int | str, str], tuple[str, ...]] = {}
    for number, key, language, *said in found:
        texts[number, language] = texts[key, language] = tuple(said)
    return texts
