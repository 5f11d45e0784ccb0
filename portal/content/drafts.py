"""What an author may set: drafts as values, parsed and checked apart from forms, commands and files.

``parse_story`` reads the story document (``docs/editors.md``), which ``flask story create`` takes, ``flask story
show`` prints and the demonstration content is kept in.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from portal.content import kinds
from portal.errors import Invalid
from portal.i18n import languages
from portal.i18n.marks import N_
from portal.text.blocks import Block, html_to_blocks, parse_blocks
from portal.text.markup import normalise

_HANDLE = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")

LONGEST = {"headline": 300, "standfirst": 1200, "byline": 200, "dateline": 120, "seo_title": 200, "slug": 120}
"""The longest texts taken, in characters; far beyond good practice, they only keep pages from being flooded."""


@dataclass(frozen=True)
class Signatory:
    """Who signed: a partner's code, and the office of the one who signed, a text a language."""

    partner: str
    office: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class FactsDraft:
    """The facts of a story as an author gives them; terms and assets by code and key."""

    event_date: date | None = None
    authoritative_language: str | None = None
    places: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    campaigns: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    series: str | None = None
    signatories: tuple[Signatory, ...] = ()
    lead: str | None = None
    video: str | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class EditionDraft:
    """One text in one language, clean and normalised."""

    headline: str
    blocks: tuple[Block, ...]
    standfirst: str = ""
    byline: str = ""
    dateline: str = ""
    slug: str | None = None
    seo_title: str = ""
    seo_description: str = ""
    has_ids: bool = True
    """False when the blocks came without ids (from HTML): they are aligned with what is there."""


@dataclass(frozen=True)
class StoryDraft:
    """A story document."""

    kind: str
    source_language: str
    editions: Mapping[str, EditionDraft]
    facts: FactsDraft = field(default_factory=FactsDraft)
    handle: str | None = None


def parse_story(data: object) -> StoryDraft:
    """Return the story document ``data``; raise Invalid naming the place of the first fault.

    A document with one ``language`` (or just a ``source_language``) and its fields at the top stands for a story with
    that single edition.
    """
    document = _mapping(data, "")
    kind = kinds.get(_text(document, "kind", default="news"))
    editions = document.get("editions")
    if editions is None:
        named = "language" if "language" in document or "source_language" not in document else "source_language"
        code = languages.get(_text(document, named)).code
        editions = {code: {k: v for k, v in document.items() if k in _EDITION_FIELDS}}
    parsed = {languages.get(code).code: parse_edition(value) for code, value in _mapping(editions, "editions").items()}
    if not parsed:
        raise Invalid(N_("A story needs at least one edition."), code="editions")
    source = document.get("source_language") or (languages.SOURCE if languages.SOURCE in parsed else next(iter(parsed)))
    source = languages.get(str(source)).code
    handle = document.get("handle") or document.get("key")
    if handle is not None and not (isinstance(handle, str) and _HANDLE.fullmatch(handle)):
        raise Invalid(N_("A handle is made of a–z, 0–9 and hyphens: %(handle)s"), code="handle", handle=handle)
    return StoryDraft(
        kind=kind.code,
        source_language=source,
        editions=parsed,
        facts=parse_facts(document.get("facts") or {}, kind=kind),
        handle=handle,
    )


_EDITION_FIELDS = frozenset(
    {"headline", "standfirst", "byline", "dateline", "slug", "seo_title", "seo_description", "blocks", "body"}
)


def parse_edition(data: object) -> EditionDraft:
    """Return one edition; its body is a list of ``blocks`` or HTML in ``body``. Raises Invalid."""
    edition = _mapping(data, "edition")
    blocks = edition.get("blocks")
    if blocks is None:
        parsed, has_ids = html_to_blocks(_text(edition, "body", default="")), False
    else:
        parsed = parse_blocks(blocks)
        # One id is enough to know that the author works on what is there; blocks without one are new.
        has_ids = any(isinstance(block, Mapping) and block.get("id") for block in blocks)
    headline = _text(edition, "headline")
    if not headline:
        raise Invalid(N_("An edition needs a headline."), code="headline")
    return EditionDraft(
        headline=headline,
        blocks=parsed,
        standfirst=_text(edition, "standfirst", default=""),
        byline=_text(edition, "byline", default=""),
        dateline=_text(edition, "dateline", default=""),
        slug=_text(edition, "slug", default="") or None,
        seo_title=_text(edition, "seo_title", default=""),
        seo_description=_text(edition, "seo_description", default=""),
        has_ids=has_ids,
    )


def parse_facts(data: object, *, kind: kinds.Kind) -> FactsDraft:
    """Return the facts of a story of ``kind``; raises Invalid."""
    facts = _mapping(data, "facts")
    when = facts.get("event_date")
    authoritative = facts.get("authoritative_language")
    return FactsDraft(
        event_date=_date(when) if when else None,
        authoritative_language=languages.get(str(authoritative)).code if authoritative else None,
        places=_codes(facts, "places"),
        topics=_codes(facts, "topics"),
        campaigns=_codes(facts, "campaigns"),
        partners=_codes(facts, "partners"),
        series=_text(facts, "series", default="") or None,
        signatories=tuple(_signatory(item) for item in _list(facts, "signatories")),
        lead=_text(facts, "lead", default="") or None,
        video=_text(facts, "video", default="") or None,
        extra=kinds.extra_to_json(kinds.parse_extra(kind, _mapping(facts.get("extra") or {}, "facts.extra"))),
    )


def _signatory(data: object) -> Signatory:
    item = _mapping(data, "facts.signatories")
    office = _mapping(item.get("office") or {}, "facts.signatories.office")
    return Signatory(
        partner=_text(item, "partner"),
        office={languages.get(code).code: normalise(str(text)) for code, text in office.items()},
    )


def _mapping(data: object, place: str) -> Mapping[str, Any]:
    if not isinstance(data, Mapping):
        raise Invalid(N_("An object is expected here: %(place)s"), place=place or "document")
    return data


def _text(data: Mapping[str, Any], name: str, *, default: str | None = None) -> str:
    value = data.get(name)
    if value is None:
        if default is None:
            raise Invalid(N_("This is missing: %(field)s"), code="missing", field=name)
        return default
    if not isinstance(value, str):
        raise Invalid(N_("Text is expected here: %(field)s"), field=name)
    value = normalise(value)
    if len(value) > LONGEST.get(name, 100_000):
        raise Invalid(N_("This is too long: %(field)s"), code="too-long", field=name)
    return value


def _list(data: Mapping[str, Any], name: str) -> list[Any]:
    value = data.get(name) or []
    if not isinstance(value, list):
        raise Invalid(N_("A list is expected here: %(place)s."), place=name)
    return value


def _codes(data: Mapping[str, Any], name: str) -> tuple[str, ...]:
    value = _list(data, name)
    if not all(isinstance(item, str) for item in value):
        raise Invalid(N_("A list of codes is expected here: %(field)s"), field=name)
    return tuple(dict.fromkeys(value))


def _date(value: object) -> date:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise Invalid(N_("This is not a date (YYYY-MM-DD): %(value)s"), code="date", value=value) from None
