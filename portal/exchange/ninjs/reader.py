"""From an item of the format to what we keep of it. Pure: knows no database."""

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import Any

from portal.content.drafts import LONGEST, EditionDraft
from portal.content.kinds import KINDS
from portal.errors import Invalid
from portal.exchange.ninjs.format import check_item
from portal.exchange.refusal import Refusal
from portal.exchange.shapes import parse_instant
from portal.i18n.languages import LANGUAGES
from portal.text.blocks import Block, html_to_blocks, load_blocks, plain_text, to_json
from portal.text.markup import clean_block_html, normalise, plain

LONGEST_URI = 400
LONGEST_VERSION = 80

_HTML = "text/html"
_PLAIN = "text/plain"


class Status(enum.StrEnum):
    """Whether the agency lets an item be used; a canceled one never again."""

    USABLE = "usable"
    WITHHELD = "withheld"
    CANCELED = "canceled"


@dataclass(frozen=True)
class Item:
    """One version of one item.

    ``group`` joins the translations of one story, ``source_language`` is given where the item says what it was
    translated from. ``draft`` is None for a canceled item that came without a text.
    """

    uri: str
    version: str | None
    created: datetime | None
    language: str
    status: Status
    embargoed_until: datetime | None
    expires: datetime | None
    group: str | None
    source_language: str | None
    kind: str | None
    draft: EditionDraft | None


def read_item(data: object) -> Item:
    """Return what we keep of the item ``data``, parsed JSON; raise Refusal for what we cannot take."""
    check_item(data)
    item: Mapping[str, Any] = data  # type: ignore[assignment]  # check_item has looked at every field
    if item.get("type", "text") != "text":
        raise Refusal("not-text", f"only items of type text are taken, this is of type {item['type']}")
    uri, version = item["uri"], normalise(item.get("version", "")) or None
    if len(uri) > LONGEST_URI or len(version or "") > LONGEST_VERSION:
        raise Refusal("schema", "its uri or version is too long")
    status = Status(item.get("pubStatus", Status.USABLE))
    return Item(
        uri=uri,
        version=version,
        created=_instant(item, "versionCreated"),
        language=our_language(item.get("language", "")),
        status=status,
        embargoed_until=_instant(item, "embargoedUntil"),
        expires=_instant(item, "expires"),
        group=_alternative_id(item, "translation-group"),
        source_language=_source_language(item),
        kind=_kind(item),
        draft=_draft(item, status),
    )


def our_language(tag: str) -> str:
    """Return the code of the language that a BCP 47 ``tag`` stands for; raise Refusal for one that is none of ours.

    Only the primary subtag counts, so that ``en-IQ`` is English. Kurdish without saying which ("ku") is refused:
    guessing would put a text under the wrong script half of the time.
    """
    code = tag.strip().replace("_", "-").split("-")[0].lower()
    if code not in LANGUAGES:
        named = repr(tag[:40]) if tag else "not given"
        raise Refusal("unknown-language", f"its language is {named}; taken are {', '.join(sorted(LANGUAGES))}")
    return code


def _instant(item: Mapping[str, Any], name: str) -> datetime | None:
    return parse_instant(item[name], name) if name in item else None


def _alternative_id(item: Mapping[str, Any], role: str) -> str | None:
    values = (each.get("value", "") for each in item.get("altIds", ()) if each.get("role") == role)
    value = next((normalise(value) for value in values), "")
    if len(value) > LONGEST_URI:
        raise Refusal("schema", f"its {role} is too long")
    return value or None


def _source_language(item: Mapping[str, Any]) -> str | None:
    tag = _alternative_id(item, "source-language")
    return our_language(tag) if tag else None


def _kind(item: Mapping[str, Any]) -> str | None:
    names = (normalise(genre.get("name", "")).lower() for genre in item.get("genres", ()))
    return next((name for name in names if name in KINDS), None)


def _draft(item: Mapping[str, Any], status: Status) -> EditionDraft | None:
    try:
        headline = _headline(item)
        blocks = _blocks(_main(item.get("bodies", ()), "main"))
    except Refusal as refusal:
        if status is Status.CANCELED and refusal.code in {"no-headline", "no-body"}:
            return None
        raise
    return EditionDraft(
        headline=headline,
        standfirst=_short(_line(_main(item.get("descriptions", ()), "summary")), "standfirst"),
        byline=_short(_line({"value": item.get("by", "")}), "byline"),
        dateline=_short(_line({"value": item.get("located", "")}), "dateline"),
        slug=_short(_line({"value": item.get("slugline", "")}), "slug") or None,
        blocks=blocks,
        has_ids=False,
    )


def _headline(item: Mapping[str, Any]) -> str:
    line = _line(_main(item.get("headlines", ()), "main"))
    if not _has_words(line):
        raise Refusal("no-headline", "it has no headline of role main")
    return _short(line, "headline")


def _main(parts: Iterable[Mapping[str, Any]], role: str) -> Mapping[str, Any] | None:
    """Return the part with ``role``, or else the first that claims no role, as the standard allows for simple items."""
    parts = list(parts)
    by_role = [part for part in parts if part.get("role") == role]
    return next(iter(by_role + [part for part in parts if not part.get("role")]), None)


def _line(part: Mapping[str, Any] | None) -> str:
    """Return a part as one line of plain text."""
    if part is None:
        return ""
    value = part["value"]
    if _media_type(part) == _HTML:
        value = plain(clean_block_html(value))
    return " ".join(normalise(value).split())


def _short(line: str, name: str) -> str:
    if len(line) > LONGEST[name]:
        raise Refusal("too-long", f"its {name} is longer than {LONGEST[name]} characters")
    return line


def _blocks(part: Mapping[str, Any] | None) -> tuple[Block, ...]:
    """Return the body as clean blocks; raise Refusal for one without words or in a format that is not read."""
    value = part["value"] if part else ""
    media_type = _media_type(part) if part else ""
    if media_type == _PLAIN:
        paragraphs = normalise(value).split("\n\n")
        value = "".join(f"<p>{escape(paragraph, quote=False)}</p>" for paragraph in paragraphs)
    elif media_type not in {_HTML, ""}:
        raise Refusal("no-body", f"its body is {media_type}, taken are {_HTML} and {_PLAIN}")
    blocks = html_to_blocks(value)
    if not any(_has_words(plain_text(block)) for block in blocks):
        raise Refusal("no-body", "it has no body of role main with words in it")
    try:
        return load_blocks(to_json(blocks))
    except Invalid as fault:  # more or longer blocks than a page can hold
        raise Refusal("too-large", str(fault)) from fault


def _has_words(line: str) -> bool:
    """Say whether there is anything to read; invisible characters and dashes are not."""
    return any(character.isalnum() for character in line)


def _media_type(part: Mapping[str, Any]) -> str:
    return str(part.get("contentType", "")).split(";")[0].strip().lower()
