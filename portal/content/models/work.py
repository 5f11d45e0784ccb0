"""What surrounds the stories: reviews, source checks, readers' requests, social posts, the home page."""

import enum
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.content.models.story import Story
from portal.content.models.terms import Term
from portal.db import Base, Identity, intpk, value_enum
from portal.media.models import Asset


class Verdict(enum.StrEnum):
    """What was said of a revision in review."""

    SUBMITTED = "submitted"
    APPROVED = "approved"
    RETURNED = "returned"


class Review(Base):
    """One step of review of one revision; the newest counts. Appended, never changed."""

    __tablename__ = "review"
    __table_args__ = (Index("ix_review_revision_id", "revision_id", "id"),)

    id: Mapped[intpk]
    revision_id: Mapped[int] = mapped_column(Identity, ForeignKey("revision.id"))
    verdict: Mapped[Verdict] = mapped_column(value_enum(Verdict))
    by_id: Mapped[int | None] = mapped_column(Identity)
    by: Mapped[str] = mapped_column(String(254))
    note: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]


class SourceCheck(Base):
    """Somebody found a translation still right for a later revision of its source. Appended, never changed."""

    __tablename__ = "source_check"
    __table_args__ = (Index("ix_source_check_edition_id", "edition_id", "id"),)

    id: Mapped[intpk]
    edition_id: Mapped[int] = mapped_column(Identity, ForeignKey("edition.id"))
    source_revision_id: Mapped[int] = mapped_column(Identity, ForeignKey("revision.id"))
    by_id: Mapped[int | None] = mapped_column(Identity)
    by: Mapped[str] = mapped_column(String(254))
    at: Mapped[datetime]


class Want(enum.StrEnum):
    """What a reader asks for."""

    TRANSLATION = "translation"
    ERROR = "error"


class ReaderRequest(Base):
    """What a reader asked of the editors: no name, no address, and only the day."""

    __tablename__ = "reader_request"
    __table_args__ = (Index("ix_reader_request_wanted", "story_id", "language", "want"),)

    id: Mapped[intpk]
    story_id: Mapped[int] = mapped_column(Identity, ForeignKey("story.id"))
    language: Mapped[str] = mapped_column(String(8))
    want: Mapped[Want] = mapped_column(value_enum(Want))
    note: Mapped[str]
    on_day: Mapped[date]


class SocialPost(Base):
    """A post of one of the coalition's accounts, kept and drawn by us: no third party is asked."""

    __tablename__ = "social_post"
    __table_args__ = (Index("ix_social_post_posted_at", "posted_at", "id"),)

    id: Mapped[intpk]
    code: Mapped[str] = mapped_column(String(80), unique=True)
    handle: Mapped[str] = mapped_column(String(80))
    url: Mapped[str | None] = mapped_column(String(500))
    posted_at: Mapped[datetime]
    asset_id: Mapped[int | None] = mapped_column(Identity, ForeignKey("asset.id"))
    campaign_id: Mapped[int | None] = mapped_column(Identity, ForeignKey("term.id"))
    is_demo: Mapped[bool] = mapped_column(default=False)
    asset: Mapped[Asset | None] = relationship()
    campaign: Mapped[Term | None] = relationship()
    texts: Mapped[list["SocialPostText"]] = relationship(back_populates="post")


class SocialPostText(Base):
    """A post's words in one language, as clean inline HTML."""

    __tablename__ = "social_post_text"
    __table_args__ = (UniqueConstraint("post_id", "language"),)

    id: Mapped[intpk]
    post_id: Mapped[int] = mapped_column(Identity, ForeignKey("social_post.id"))
    language: Mapped[str] = mapped_column(String(8))
    html: Mapped[str]
    post: Mapped[SocialPost] = relationship(back_populates="texts")


class SiteBlock(Base):
    """One section of a language's home page, in ``position`` order, perhaps pinned to a story until ``ends_at``.

    ``section`` is a name of ``content.home.SECTIONS``.
    """

    __tablename__ = "site_block"
    __table_args__ = (Index("ix_site_block_placed", "language", "position"),)

    id: Mapped[intpk]
    language: Mapped[str] = mapped_column(String(8))
    section: Mapped[str] = mapped_column(String(30))
    position: Mapped[int]
    story_id: Mapped[int | None] = mapped_column(Identity, ForeignKey("story.id"))
    ends_at: Mapped[datetime | None]
    story: Mapped[Story | None] = relationship()
