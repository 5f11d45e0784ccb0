"""Addresses of a former site: where they lead now, or that what stood there is gone for good."""

from datetime import datetime

from sqlalchemy.orm import Session

from portal.content import reading
from portal.content.models import Story
from portal.errors import Gone, NotFound
from portal.i18n.marks import N_
from portal.web.urls import CONTROL, story_path

_LONGEST = 500


def new_path(session: Session, path: str, *, now: datetime) -> str | None:
    """Return where an old address leads now, None for one that is not known; raise Gone if nothing took its place.

    An address whose story no reader may know of yet counts as unknown.
    """
    if len(path) > _LONGEST or CONTROL.search(path):
        return None
    old = reading.old_url(session, path)
    if old is None:
        return None
    if old.story_id is None:
        raise Gone(N_("There is nothing at this address."), code="old-address")
    story = session.get_one(Story, old.story_id)
    language = old.language or story.source_language
    try:
        found = reading.find(session, story.public_id, language, now=now)
    except NotFound:
        return None
    if old.language is None and found.fallback is not None:
        language = found.fallback.language
    here = found.in_language(language)
    return story_path(language, story.kind, story.public_id, here.slug if here else None)
