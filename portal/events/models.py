"""Tables of the events floor."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, Identity, intpk


class OutboxRow(Base):
    """One piece of work for the worker, written in the transaction that made it necessary.

    ``topic`` names the work, ``subject`` what it is about; a row may be done more than once, so handlers load their
    subject afresh. ``due_at`` lies in the future for work that waits (an embargo's end, a retry).
    """

    __tablename__ = "outbox"
    __table_args__ = (Index("ix_outbox_open", "done_at", "due_at", "id"),)

    id: Mapped[intpk]
    topic: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(80))
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    error: Mapped[str | None]


class Stamp(Base):
    """A counter that rises when something readers see has changed; caches put it into their keys."""

    __tablename__ = "stamp"

    key: Mapped[str] = mapped_column(String(60), primary_key=True)
    value: Mapped[int] = mapped_column(default=1)
    moved_at: Mapped[datetime]


class AuditEntry(Base):
    """One staff act. Appended, never changed or deleted.

    ``actor_id`` is the user's id, without a foreign key: the log outlives accounts. ``subject`` is ``kind:id``.
    """

    __tablename__ = "audit_entry"
    __table_args__ = (Index("ix_audit_entry_subject", "subject", "id"),)

    id: Mapped[intpk]
    at: Mapped[datetime]
    actor_id: Mapped[int | None] = mapped_column(Identity)
    actor: Mapped[str] = mapped_column(String(254))
    act: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str] = mapped_column(String(80))
    detail: Mapped[dict[str, Any]]
