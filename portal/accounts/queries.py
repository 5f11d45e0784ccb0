"""Reads of accounts."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.models import User
from portal.accounts.permissions import Actor, actor_of
from portal.errors import NotFound
from portal.i18n.marks import N_


def actor_by_email(session: Session, email: str) -> Actor:
    """Return the member of staff with ``email`` as an actor; raise NotFound if there is none."""
    user = session.scalar(select(User).where(User.email == email.strip().lower()))
    if user is None:
        raise NotFound(N_("There is no account with this address: %(email)s"), code="unknown-user", email=email)
    return actor_of(user)
