"""A story and what grows on it: facts without language, editions with one, and their revisions.

Facts, revisions and publications are only ever added to. What is public is decided by a few columns of ``Edition``,
read through ``content.visibility`` alone.
"""

import enum
from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.content.models.terms import Term
from portal.db import Base, Identity, intpk, value_enum
from portal.media.models import Asset


class EditionRole(enum.StrEnum):
    """How an edition came to be."""

    ORIGINAL = "original"
    TRANSLATION = "translation"
    ADAPTATION = "adaptation"


class Origin(enum.StrEnum):
    """Who or what wrote a revision."""

    HUMAN = "human"
    MACHINE = "machine"
    IMPORT = "import"


class Weight(enum.StrEnum):
    """How much a revision changes for readers and translators; minor ones make no translation outdated."""

    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"


class TermRole(enum.StrEnum):
    """How a term belongs to a story."""

    PARTNER = "partner"
    CAMPAIGN = "campaign"
    TOPIC = "topic"
    PLACE = "place"
    SERIES = "series"
    SIGNATORY = "signatory"


class Story(Base):
    """The identity that all languages of one piece share. Holds no text and is never deleted.

    ``public_id`` is random and never reused. ``handle`` names a story that the site itself links to (the page about
    the coalition). ``group_uri`` is the translation group of an imported story, ``source_is_guessed`` says that none of
    its items has named the language it was written in.
    """

    __tablename__ = "story"

    id: Mapped[intpk]
    public_id: Mapped[int] = mapped_column(unique=True)
    kind: Mapped[str] = mapped_column(String(20))
    source_language: Mapped[str] = mapped_column(String(8))
    source_is_guessed: Mapped[bool] = mapped_column(default=False)
    handle: Mapped[str | None] = mapped_column(String(80), unique=True)
    group_uri: Mapped[str | None] = mapped_column(String(400), unique=True)
    live_facts_id: Mapped[int | None] = mapped_column(
        Identity, ForeignKey("facts.id", use_alter=True, name="fk_story_live_facts_id_facts"), index=True
    )
    taken_down_at: Mapped[datetime | None]
    is_demo: Mapped[bool] = mapped_column(default=False, index=True)
    created_at: Mapped[datetime]
    editions: Mapped[list["Edition"]] = relationship(back_populates="story", order_by="Edition.language")
    facts: Mapped["Facts | None"] = relationship(foreign_keys=[live_facts_id], post_update=True)


class Facts(Base):
    """What is true of a story in every language, as of its ``n``-th version. Appended, never changed.

    ``extra`` holds the typed fields of the story's kind, checked by ``content.kinds``.
    """

    __tablename__ = "facts"
    __table_args__ = (UniqueConstraint("story_id", "n"),)

    id: Mapped[intpk]
    story_id: Mapped[int] = mapped_column(Identity, ForeignKey("story.id"))
    n: Mapped[int]
    event_date: Mapped[date | None]
    authoritative_language: Mapped[str | None] = mapped_column(String(8))
    lead_asset_id: Mapped[int | None] = mapped_column(Identity, ForeignKey("asset.id"))
    video_asset_id: Mapped[int | None] = mapped_column(Identity, ForeignKey("asset.id"))
    extra: Mapped[dict[str, Any]]
    author: Mapped[str] = mapped_column(String(254))
    created_at: Mapped[datetime]
    terms: Mapped[list["FactsTerm"]] = relationship(order_by="FactsTerm.position")
    lead: Mapped[Asset | None] = relationship(foreign_keys=[lead_asset_id])
    video: Mapped[Asset | None] = relationship(foreign_keys=[video_asset_id])


class FactsTerm(Base):
    """One term of one version of the facts. ``texts`` is a signatory's office, a name a language."""

    __tablename__ = "facts_term"
    __table_args__ = (
        UniqueConstraint("facts_id", "term_id", "role"),
        Index("ix_facts_term_by_term", "term_id", "role", "facts_id"),
    )

    id: Mapped[intpk]
    facts_id: Mapped[int] = mapped_column(Identity, ForeignKey("facts.id"))
    term_id: Mapped[int] = mapped_column(Identity, ForeignKey("term.id"))
    role: Mapped[TermRole] = mapped_column(value_enum(TermRole))
    position: Mapped[int]
    texts: Mapped[dict[str, Any]]
    term: Mapped[Term] = relationship()


class Edition(Base):
    """A story in one language: which revision is public, from when to when.

    There is no status column: ``content.workflow`` derives the state. ``kind`` and ``public_id`` repeat the story's, so
    that a list is one walk along an index. ``updated_at`` is the instant of the last public change after the first.
    ``external_uri`` and ``external_version`` identify an imported item.
    """

    __tablename__ = "edition"
    __table_args__ = (
        UniqueConstraint("story_id", "language"),
        Index("ix_edition_listed", "language", "kind", "publish_at", "public_id"),
        Index("ix_edition_latest", "language", "publish_at", "public_id"),
        Index("ix_edition_numbered", "public_id", "language"),
        Index("ix_edition_publish_at", "publish_at"),
        Index("ix_edition_expire_at", "expire_at"),
    )

    id: Mapped[intpk]
    story_id: Mapped[int] = mapped_column(Identity, ForeignKey("story.id"))
    language: Mapped[str] = mapped_column(String(8))
    kind: Mapped[str] = mapped_column(String(20))
    public_id: Mapped[int]
    role: Mapped[EditionRole] = mapped_column(value_enum(EditionRole))
    slug: Mapped[str | None] = mapped_column(String(120))
    live_revision_id: Mapped[int | None] = mapped_column(
        Identity, ForeignKey("revision.id", use_alter=True, name="fk_edition_live_revision_id_revision")
    )
    publish_at: Mapped[datetime | None]
    expire_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    withdrawal_reason: Mapped[str | None]
    updated_at: Mapped[datetime | None]
    external_uri: Mapped[str | None] = mapped_column(String(400), unique=True)
    external_version: Mapped[str | None] = mapped_column(String(80))
    external_created: Mapped[datetime | None]
    created_at: Mapped[datetime]
    story: Mapped[Story] = relationship(back_populates="editions")
    live_revision: Mapped["Revision | None"] = relationship(foreign_keys=[live_revision_id], post_update=True)


class Revision(Base):
    """One text of an edition. Appended, never changed.

    ``blocks`` is the list that ``text.blocks.to_json`` writes, already clean; ``block_hashes`` maps block ids to the
    hashes that staleness compares. ``based_on_id`` pins the revision of the source that a translation was made from.
    ``sha256`` covers everything a reader sees of it. ``slug`` is set where the author asked for one.
    """

    __tablename__ = "revision"
    __table_args__ = (UniqueConstraint("edition_id", "n"),)

    id: Mapped[intpk]
    edition_id: Mapped[int] = mapped_column(Identity, ForeignKey("edition.id"))
    n: Mapped[int]
    parent_id: Mapped[int | None] = mapped_column(Identity, ForeignKey("revision.id"))
    based_on_id: Mapped[int | None] = mapped_column(Identity, ForeignKey("revision.id"))
    headline: Mapped[str]
    standfirst: Mapped[str]
    byline: Mapped[str]
    dateline: Mapped[str]
    slug: Mapped[str | None] = mapped_column(String(120))
    seo_title: Mapped[str]
    seo_description: Mapped[str]
    blocks: Mapped[list[Any]]
    block_hashes: Mapped[dict[str, Any]]
    origin: Mapped[Origin] = mapped_column(value_enum(Origin))
    weight: Mapped[Weight] = mapped_column(value_enum(Weight))
    note: Mapped[str]
    author_id: Mapped[int | None] = mapped_column(Identity)
    author: Mapped[str] = mapped_column(String(254))
    created_at: Mapped[datetime]
    sha256: Mapped[str] = mapped_column(String(64))
    edition: Mapped[Edition] = relationship(foreign_keys=[edition_id])


class Publication(Base):
    """One act of making a revision public. Appended: the chain that corrections and staleness are read from.

    ``cancelled_at`` marks a scheduled one that was moved or withdrawn before its time.

    ``effective_at`` is when readers see it. ``weight`` and ``note`` are those of the change against the one before.
    """

    __tablename__ = "publication"
    __table_args__ = (Index("ix_publication_chain", "edition_id", "id"),)

    id: Mapped[intpk]
    edition_id: Mapped[int] = mapped_column(Identity, ForeignKey("edition.id"))
    revision_id: Mapped[int] = mapped_column(Identity, ForeignKey("revision.id"))
    effective_at: Mapped[datetime]
    weight: Mapped[Weight] = mapped_column(value_enum(Weight))
    note: Mapped[str]
    is_correction: Mapped[bool]
    cancelled_at: Mapped[datetime | None]
    actor: Mapped[str] = mapped_column(String(254))
    created_at: Mapped[datetime]
    revision: Mapped[Revision] = relationship()


class Alias(Base):
    """A slug that an edition has or had. Addresses without an id find their story through it."""

    __tablename__ = "alias"
    __table_args__ = (UniqueConstraint("language", "kind", "slug"),)

    id: Mapped[intpk]
    edition_id: Mapped[int] = mapped_column(Identity, ForeignKey("edition.id"))
    language: Mapped[str] = mapped_column(String(8))
    kind: Mapped[str] = mapped_column(String(20))
    slug: Mapped[str] = mapped_column(String(120))
    created_at: Mapped[datetime]


class OldUrl(Base):
    """An address of a former site: where it leads now, or, without a story, that it is gone for good."""

    __tablename__ = "old_url"

    id: Mapped[intpk]
    path: Mapped[str] = mapped_column(String(500), unique=True)
    story_id: Mapped[int | None] = mapped_column(Identity, ForeignKey("story.id"))
    language: Mapped[str | None] = mapped_column(String(8))
