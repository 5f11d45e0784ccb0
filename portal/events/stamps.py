"""Stamps: numbers that move with every change readers can see, one a language and one for the whole site."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import false, select, update
from sqlalchemy.orm import Session

from portal.events.models import Stamp

SITE = "site"


def edition_key(language: str) -> str:
    """Return the key of the stamp that covers all public pages of ``language``."""
    return f"edition:{language}"


def begin_writing(session: Session) -> None:
    """Wait for our turn to write; the first thing in a transaction that will.

    SQLite lets one writer in at a time. Whoever reads first and writes later is turned away without any wait when
    somebody else wrote in between; whoever writes first waits. So a statement that changes nothing goes first.
    """
    session.execute(update(Stamp).where(false()).values(value=Stamp.value).execution_options(synchronize_session=False))


def bump(session: Session, keys: Iterable[str], *, at: datetime) -> None:
    """Move the stamps ``keys``, making those that are missing; the row lock orders concurrent publishers."""
    for key in sorted(set(keys)):
        stamp = session.get(Stamp, key, with_for_update=True)
        if stamp is None:
            session.add(Stamp(key=key, value=1, moved_at=at))
            session.flush()
        else:
            stamp.value = Stamp.value + 1
            stamp.moved_at = at


def read(session: Session, *keys: str) -> dict[str, int]:
    """Return the present values of ``keys``; 0 for one that never moved."""
    rows = session.execute(select(Stamp.key, Stamp.value).where(Stamp.key.in_(keys))).all()
    return dict.fromkeys(keys, 0) | dict(rows)
