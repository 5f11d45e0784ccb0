"""Tables of accounts: people, and the roles granted to them."""

import enum
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Base, Identity, intpk, value_enum


class Role(enum.StrEnum):
    """What somebody is here; the permissions of each stand in ``permissions.TABLE``."""

    CONTRIBUTOR = "contributor"
    TRANSLATOR = "translator"
    EDITOR = "editor"
    PUBLISHER = "publisher"
    ADMINISTRATOR = "administrator"


class User(Base):
    """A member of staff. Never deleted: disabled, so that the history keeps its names."""

    __tablename__ = "staff_user"

    id: Mapped[intpk]
    email: Mapped[str] = mapped_column(String(254), unique=True)
    """Lower case."""
    language: Mapped[str] = mapped_column(String(8))
    """The language of this person's desk and mail."""
    password_hash: Mapped[str | None]
    totp_secret: Mapped[str | None] = mapped_column(String(64))
    invite_hash: Mapped[str | None] = mapped_column(String(64))
    invite_expires_at: Mapped[datetime | None]
    disabled_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    grants: Mapped[list["Grant"]] = relationship(back_populates="user", order_by="Grant.id", lazy="selectin")


class Grant(Base):
    """One role of one person, for a language and a kind; NULL means all of them."""

    __tablename__ = "staff_grant"
    __table_args__ = (
        UniqueConstraint("user_id", "role", "language", "kind"),
        Index("ix_staff_grant_user_id", "user_id"),
    )

    id: Mapped[intpk]
    user_id: Mapped[int] = mapped_column(Identity, ForeignKey("staff_user.id"))
    role: Mapped[Role] = mapped_column(value_enum(Role))
    language: Mapped[str | None] = mapped_column(String(8))
    kind: Mapped[str | None] = mapped_column(String(20))
    user: Mapped[User] = relationship(back_populates="grants")
