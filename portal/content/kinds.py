"""The kinds of story, one record each: a new kind is a record here, plus a template if it looks different."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, ClassVar, get_type_hints

from portal.errors import Invalid, NotFound
from portal.i18n.marks import N_


@dataclass(frozen=True)
class NoExtra:
    """A kind whose facts are those of every story."""


@dataclass(frozen=True)
class VideoExtra:
    """``episode`` is the number within its series, from 1."""

    episode: int | None = None


@dataclass(frozen=True)
class CampaignExtra:
    """``hashtags`` without the sign, in the order shown; the first is the campaign's own."""

    hashtags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Kind:
    """What the product needs to know of a kind of story.

    ``path`` is the segment of its addresses. ``label`` and ``plural`` are msgids. ``is_listed`` gives it a list, an
    archive and a feed of its own and places it among the latest. ``has_picture`` is false for papers, which never show
    one. ``schema_type`` is the schema.org type; ``extra`` the dataclass of its own facts.
    """

    code: str
    path: str
    label: str
    plural: str
    schema_type: str
    is_listed: bool = True
    has_picture: bool = True
    extra: type = NoExtra


class Kinds:
    """All kinds, by code and by path, in the order of the navigation."""

    ALL: ClassVar[tuple[Kind, ...]] = (
        Kind(code="news", path="news", label=N_("News item"), plural=N_("News"), schema_type="NewsArticle"),
        Kind(
            code="statement",
            path="statements",
            label=N_("Statement"),
            plural=N_("Statements"),
            schema_type="NewsArticle",
            has_picture=False,
        ),
        Kind(
            code="campaign",
            path="campaigns",
            label=N_("Campaign"),
            plural=N_("Campaigns"),
            schema_type="Article",
            extra=CampaignExtra,
        ),
        Kind(
            code="video",
            path="videos",
            label=N_("Video"),
            plural=N_("Videos"),
            schema_type="VideoObject",
            extra=VideoExtra,
        ),
        Kind(
            code="page",
            path="pages",
            label=N_("Page"),
            plural=N_("Pages"),
            schema_type="WebPage",
            is_listed=False,
        ),
    )


CAMPAIGN = "campaign"
"""The kind whose stories are mirrored by a term, so that other stories can be tagged with them."""

KINDS: Mapping[str, Kind] = {kind.code: kind for kind in Kinds.ALL}
KINDS_BY_PATH: Mapping[str, Kind] = {kind.path: kind for kind in Kinds.ALL}


def get(code: str) -> Kind:
    """Return the kind with ``code``; raise NotFound if there is none."""
    try:
        return KINDS[code]
    except KeyError:
        raise NotFound(N_("There is no kind of story called %(kind)s."), code="unknown-kind", kind=code) from None


def parse_extra(kind: Kind, data: Mapping[str, Any]) -> object:
    """Return ``data`` as the kind's own facts; raise Invalid for an unknown field or a value of the wrong type."""
    known = {field.name for field in fields(kind.extra)}
    for name in data:
        if name not in known:
            raise Invalid(N_("%(kind)s has no fact called %(field)s."), kind=kind.code, field=name)
    hints = get_type_hints(kind.extra)
    values = {name: tuple(value) if isinstance(value, list) else value for name, value in data.items()}
    for name, value in values.items():
        if not _fits(value, hints[name]):
            raise Invalid(N_("The fact %(field)s has a value of the wrong type."), field=name)
    return kind.extra(**values)


def _fits(value: object, hint: object) -> bool:
    if hint == int | None:
        return value is None or (isinstance(value, int) and not isinstance(value, bool))
    return isinstance(value, tuple) and all(isinstance(item, str) for item in value)


def extra_to_json(extra: Any) -> dict[str, Any]:
    """Return a kind's own facts as JSON values."""
    return {k: list(v) if isinstance(v, tuple) else v for k, v in dataclasses.asdict(extra).items()}
