"""Tables of media."""

import enum
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Base, Identity, intpk, value_enum


class AssetKind(enum.StrEnum):
    """What an asset is."""

    PICTURE = "picture"
    VIDEO = "video"
    FILE = "file"


class Asset(Base):
    """One picture, film or file. Its bytes are immutable; a new version is a new asset.

    ``key`` is what blocks and facts refer to. ``path`` is the storage name, random so that nobody guesses an embargoed
    picture. ``width`` and ``height`` are pixels, ``duration`` seconds, ``size`` bytes. ``poster_id`` is a film's
    still. ``fallback_path`` is the same film in H.264 for browsers without VP9.
    """

    __tablename__ = "asset"

    id: Mapped[intpk]
    key: Mapped[str] = mapped_column(String(80), unique=True)
    kind: Mapped[AssetKind] = mapped_column(value_enum(AssetKind))
    path: Mapped[str] = mapped_column(String(120), unique=True)
    fallback_path: Mapped[str | None] = mapped_column(String(120))
    filename: Mapped[str] = mapped_column(String(200))
    media_type: Mapped[str] = mapped_column(String(80))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    width: Mapped[int | None]
    height: Mapped[int | None]
    duration: Mapped[float | None]
    poster_id: Mapped[int | None] = mapped_column(Identity, ForeignKey("asset.id"))
    is_demo: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    texts: Mapped[list["AssetText"]] = relationship(back_populates="asset", order_by="AssetText.language")
    renditions: Mapped[list["Rendition"]] = relationship(order_by="Rendition.width")
    poster: Mapped["Asset | None"] = relationship(remote_side="Asset.id")


class AssetText(Base):
    """What an asset says in one language. ``captions`` is a whole WebVTT file as text."""

    __tablename__ = "asset_text"
    __table_args__ = (UniqueConstraint("asset_id", "language"),)

    id: Mapped[intpk]
    asset_id: Mapped[int] = mapped_column(Identity, ForeignKey("asset.id"))
    language: Mapped[str] = mapped_column(String(8))
    alt: Mapped[str] = mapped_column(default="")
    caption: Mapped[str] = mapped_column(default="")
    credit: Mapped[str] = mapped_column(default="")
    transcript: Mapped[str] = mapped_column(default="")
    captions: Mapped[str] = mapped_column(default="")
    asset: Mapped[Asset] = relationship(back_populates="texts")


class Rendition(Base):
    """A picture in one format (``avif``, ``webp``, ``jpeg``) and width, made by the worker from the original."""

    __tablename__ = "rendition"
    __table_args__ = (
        UniqueConstraint("asset_id", "format", "width"),
        Index("ix_rendition_asset_id", "asset_id"),
    )

    id: Mapped[intpk]
    asset_id: Mapped[int] = mapped_column(Identity, ForeignKey("asset.id"))
    format: Mapped[str] = mapped_column(String(8))
    width: Mapped[int]
    height: Mapped[int]
    path: Mapped[str] = mapped_column(String(120), unique=True)
    size: Mapped[int]
