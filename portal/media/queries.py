"""Reads of media."""

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from portal.errors import NotFound
from portal.i18n.marks import N_
from portal.media.models import Asset


def asset(session: Session, key: str) -> Asset:
    """Return the asset ``key`` with its words, renditions and poster; raise NotFound."""
    query = (
        select(Asset)
        .where(Asset.key == key)
        .options(selectinload(Asset.texts), selectinload(Asset.renditions), selectinload(Asset.poster))
    )
    found = session.scalars(query).one_or_none()
    if found is None:
        raise NotFound(N_("There is no asset with this key: %(key)s"), code="asset", key=key)
    return found
