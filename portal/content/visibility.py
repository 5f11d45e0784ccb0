"""The one truth about what is public: a SQL expression over ``Edition``, and nothing else.

Pages, lists, the switcher, hreflang, feeds, sitemaps, the API and the check of search results all use ``visible``.
Scheduling is this WHERE clause, so no dead job can delay or leak an embargo. A test forbids the columns named here in
any other query.
"""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from portal.content.models import Edition


def visible(now: datetime) -> ColumnElement[bool]:
    """Return the condition under which an edition is public at ``now``."""
    return and_(
        Edition.live_revision_id.is_not(None),
        Edition.publish_at <= now,
        or_(Edition.expire_at.is_(None), Edition.expire_at > now),
        Edition.withdrawn_at.is_(None),
    )


def was_public(now: datetime, *, edition: type[Edition] = Edition) -> ColumnElement[bool]:
    """Return the condition under which an edition has been public before ``now``, whether or not it still is.

    What was withdrawn before its time never was, and readers may not learn that it was planned. ``edition`` may be an
    alias, for queries that look at two editions at once.
    """
    return and_(
        edition.live_revision_id.is_not(None),
        edition.publish_at <= now,
        or_(edition.withdrawn_at.is_(None), edition.withdrawn_at >= edition.publish_at),
    )


def is_visible(edition: Edition, now: datetime) -> bool:
    """Say of a loaded edition what ``visible`` says in SQL."""
    return (
        edition.live_revision_id is not None
        and edition.publish_at is not None
        and edition.publish_at <= now
        and (edition.expire_at is None or edition.expire_at > now)
        and edition.withdrawn_at is None
    )


def has_been_public(edition: Edition, now: datetime) -> bool:
    """Say of a loaded edition what ``was_public`` says in SQL."""
    return (
        edition.live_revision_id is not None
        and edition.publish_at is not None
        and edition.publish_at <= now
        and (edition.withdrawn_at is None or edition.withdrawn_at >= edition.publish_at)
    )


def published_order() -> tuple[InstrumentedAttribute[datetime | None], InstrumentedAttribute[int]]:
    """Return the columns that order lists, newest first when both descend; the number makes the order total."""
    return Edition.publish_at, Edition.public_id


def before(published: datetime, public_id: int) -> ColumnElement[bool]:
    """Return the condition for editions that stand after ``(published, public_id)`` in a newest-first list."""
    return or_(Edition.publish_at < published, and_(Edition.publish_at == published, Edition.public_id < public_id))


def published_within(start: datetime, end: datetime) -> ColumnElement[bool]:
    """Return the condition for editions first published in ``[start, end)``."""
    return and_(Edition.publish_at >= start, Edition.publish_at < end)


def next_change(session: Session, now: datetime) -> datetime | None:
    """Return the earliest instant after ``now`` at which any edition of any language appears or expires."""
    shown = select(func.min(Edition.publish_at)).where(Edition.publish_at > now, Edition.live_revision_id.is_not(None))
    ended = select(func.min(Edition.expire_at)).where(Edition.expire_at > now, Edition.live_revision_id.is_not(None))
    instants = [at for at in (session.scalar(shown), session.scalar(ended)) if at is not None]
    return min(instants, default=None)
