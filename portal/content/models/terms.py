"""Terms: the partners, campaigns, topics, places, series and persons that stories are about."""

import enum
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Base, Identity, intpk, value_enum


class TermType(enum.StrEnum):
    """What a term is."""

    PARTNER = "partner"
    CAMPAIGN = "campaign"
    TOPIC = "topic"
    PLACE = "place"
    SERIES = "series"
    PERSON = "person"


class Term(Base):
    """A thing that stories are tagged with; its names stand in ``TermText``.

    ``code`` is unique within a type: ISO 3166 alpha-2 for countries, else a short ASCII word. ``country`` repeats the
    alpha-2 code where names come from CLDR. A campaign's term mirrors the story of kind campaign (``story_id``).
    """

    __tablename__ = "term"
    __table_args__ = (UniqueConstraint("type", "code"),)

    id: Mapped[intpk]
    public_id: Mapped[int] = mapped_column(unique=True)
    type: Mapped[TermType] = mapped_column(value_enum(TermType))
    code: Mapped[str] = mapped_column(String(80))
    country: Mapped[str | None] = mapped_column(String(2))
    story_id: Mapped[int | None] = mapped_column(Identity, ForeignKey("story.id"), unique=True)
    is_demo: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    texts: Mapped[list["TermText"]] = relationship(back_populates="term", order_by="TermText.language")


class TermText(Base):
    """A term's name in one language, with the key that sorts it in that language's own alphabet."""

    __tablename__ = "term_text"
    __table_args__ = (
        UniqueConstraint("term_id", "language"),
        Index("ix_term_text_sorted", "language", "sort_key"),
    )

    id: Mapped[intpk]
    term_id: Mapped[int] = mapped_column(Identity, ForeignKey("term.id"))
    language: Mapped[str] = mapped_column(String(8))
    name: Mapped[str] = mapped_column(String(200))
    slug: Mapped[str | None] = mapped_column(String(120))
    sort_key: Mapped[str] = mapped_column(String(400))
    term: Mapped[Term] = relationship(back_populates="texts")


class NameForm(Base):
    """Another form of a term's name (Hewlêr, هەولێر, أربيل, Erbil): the gazetteer for search and glossary."""

    __tablename__ = "name_form"
    __table_args__ = (UniqueConstraint("term_id", "language", "form"),)

    id: Mapped[intpk]
    term_id: Mapped[int] = mapped_column(Identity, ForeignKey("term.id"))
    language: Mapped[str] = mapped_column(String(8))
    form: Mapped[str] = mapped_column(String(200))
