"""The audit log: every staff act leaves one entry, in the transaction of the act."""

from datetime import datetime

from sqlalchemy.orm import Session

from portal.events.models import AuditEntry


def record(
    session: Session, act: str, *, subject: str, actor_id: int | None, actor: str, at: datetime, **detail: object
) -> None:
    """Append an entry: ``actor`` did ``act`` to ``subject`` (``kind:id``); ``detail`` must be JSON values."""
    session.add(AuditEntry(at=at, actor_id=actor_id, actor=actor, act=act, subject=subject, detail=detail))
