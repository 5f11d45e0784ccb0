"""The outbox: work that must follow a commit, kept in the same database so that neither exists without the other."""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.clock import Clock
from portal.events.models import OutboxRow

log = logging.getLogger(__name__)

Handler = Callable[[Session, list[str]], None]
"""Does one topic's work for a batch of distinct subjects, in order; may be called again for the same subject."""

BATCH = 200
FIRST_RETRY = timedelta(seconds=5)
LONGEST_RETRY = timedelta(minutes=30)
MOST_DOUBLINGS = 10
"""Far beyond the longest retry; without an end the wait of a row that fails for a day overflows."""


def add(session: Session, topic: str, subject: str | int, *, at: datetime, due_at: datetime | None = None) -> None:
    """Ask for ``topic`` work on ``subject`` once this transaction is committed, not before ``due_at``."""
    session.add(OutboxRow(topic=topic, subject=str(subject), created_at=at, due_at=due_at or at))


def waiting(session: Session, *, now: datetime) -> int:
    """Return how many rows are due and not done."""
    query = select(func.count()).where(OutboxRow.done_at.is_(None), OutboxRow.due_at <= now)
    return session.scalar(query) or 0


def drain(session: Session, handlers: Mapping[str, Handler], *, clock: Clock) -> int:
    """Do what is due, a batch a topic, committing after each; return how many rows were finished.

    Of several rows on one subject the work is done once. A batch that fails is put off, longer each time, and does not
    hold up other topics. A topic without a handler is a fault of the programme and raises KeyError.
    """
    finished = 0
    while rows := _next_batch(session, clock()):
        topic = rows[0].topic
        subjects = list(dict.fromkeys(row.subject for row in rows))
        ids = [row.id for row in rows]
        handler = handlers[topic]
        try:
            handler(session, subjects)
        except Exception as error:
            session.rollback()
            log.exception("outbox batch failed", extra={"data": {"topic": topic, "subjects": subjects}})
            _put_off(session, ids, error=error, now=clock())
        else:
            _settle(session, ids, now=clock())
            finished += len(ids)
        session.commit()
    return finished


def _next_batch(session: Session, now: datetime) -> list[OutboxRow]:
    due = (OutboxRow.done_at.is_(None), OutboxRow.due_at <= now)
    topic = session.scalar(select(OutboxRow.topic).where(*due).order_by(OutboxRow.id).limit(1))
    if topic is None:
        return []
    query = select(OutboxRow).where(*due, OutboxRow.topic == topic).order_by(OutboxRow.id).limit(BATCH)
    return list(session.scalars(query))


def _settle(session: Session, ids: list[int], *, now: datetime) -> None:
    for row in session.scalars(select(OutboxRow).where(OutboxRow.id.in_(ids))):
        row.done_at = now
        row.error = None


def _put_off(session: Session, ids: list[int], *, error: Exception, now: datetime) -> None:
    for row in session.scalars(select(OutboxRow).where(OutboxRow.id.in_(ids))):
        row.attempts += 1
        row.error = f"{type(error).__name__}: {error}"[:500]
        row.due_at = now + min(FIRST_RETRY * 2 ** min(row.attempts - 1, MOST_DOUBLINGS), LONGEST_RETRY)
