"""Reads of media: assets together with everything that pages show of them, in as few statements as that takes."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from portal.media.models import Asset

# Texts come with their asset, a row a language; renditions are too many for that.
_SHOWN = (joinedload(Asset.texts), selectinload(Asset.renditions))


def by_id(session: Session, ids: Collection[int]) -> dict[int, Asset]:
    """Return the assets with these row ids, with texts and renditions, by row id."""
    if not ids:
        return {}
    query = select(Asset).where(Asset.id.in_(ids)).options(*_SHOWN)
    return {asset.id: asset for asset in session.scalars(query).unique()}


def by_key(session: Session, keys: Collection[str], *, ids: Collection[int] = ()) -> dict[str, Asset]:
    """Return the assets with these keys or row ids, with texts, renditions and posters, by key."""
    if not keys and not ids:
        return {}
    poster = joinedload(Asset.poster).options(*_SHOWN)
    query = select(Asset).where(Asset.key.in_(keys) | Asset.id.in_(ids)).options(*_SHOWN, poster)
    return {asset.key: asset for asset in session.scalars(query).unique()}
