"""The path of an edition, which feeds, commands and importers write as well as pages. Pure."""

from datetime import datetime
from urllib.parse import quote

from portal.content.kinds import KINDS
from portal.content.models import Edition
from portal.content.visibility import is_visible


def story_path(language: str, kind: str, public_id: int, slug: str | None) -> str:
    """Return the path of an edition, percent-encoded; without a slug it is the address of a missing edition."""
    tail = f"-{quote(slug)}" if slug else ""
    return f"/{language}/{KINDS[kind].path}/{public_id}{tail}"


def public_url(edition: Edition, *, site_url: str, now: datetime) -> str | None:
    """Return the canonical address of an edition, absolute; None while it is not public."""
    if not is_visible(edition, now):
        return None
    return site_url + story_path(edition.language, edition.kind, edition.public_id, edition.slug)
