"""Makes items of ninjs 3.1 such as an agency sends."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from tests.factories.content import HEADLINES, PARAGRAPHS

GROUP = "urn:agency:story:1"


def item(language: str = "en", **changes: Any) -> dict[str, Any]:
    """Return a usable item of the translation group ``GROUP``; a change to None leaves the field out."""
    body = "".join(f"<p>{text}</p>" for text in PARAGRAPHS.get(language, PARAGRAPHS["en"]))
    fields: dict[str, Any] = {
        "uri": f"{GROUP}:{language}",
        "standard": {"name": "ninjs", "version": "3.1"},
        "type": "text",
        "version": "1",
        "language": language,
        "pubStatus": "usable",
        "versionCreated": "2026-03-01T08:00:00+00:00",
        "headlines": [{"role": "main", "value": HEADLINES.get(language, HEADLINES["en"])}],
        "bodies": [{"role": "main", "contentType": "text/html", "value": body}],
        "altIds": [{"role": "translation-group", "value": GROUP}],
    }
    fields |= changes
    return {name: value for name, value in fields.items() if value is not None}


def body(*paragraphs: str) -> list[dict[str, str]]:
    """Return bodies with one main HTML body of these paragraphs."""
    return [{"role": "main", "contentType": "text/html", "value": "".join(f"<p>{text}</p>" for text in paragraphs)}]


def alone(**alternative_ids: str) -> list[dict[str, str]]:
    """Return altIds with exactly these roles; hyphens are written as underscores."""
    return [{"role": role.replace("_", "-"), "value": value} for role, value in alternative_ids.items()]


FULL: dict[str, Any] = {
    "uri": "urn:agency:1",
    "type": "text",
    "representationType": "full",
    "profile": "text-only",
    "version": "2",
    "firstCreated": "2026-03-01T08:00:00Z",
    "versionCreated": "2026-03-01T08:00:00+03:00",
    "contentCreated": "2026-03-01T08:00:00Z",
    "embargoedUntil": "2026-03-01T08:00:00Z",
    "pubStatus": "withheld",
    "urgency": 4,
    "copyrightHolder": "A",
    "copyrightNotice": "B",
    "usageTerms": "C",
    "edNote": "D",
    "language": "ckb",
    "title": "E",
    "by": "F",
    "slugline": "G",
    "located": "H",
    "expires": "2026-03-01T08:00:00Z",
    "headlines": [{"role": "main", "contentType": "text/plain", "value": "I"}],
    "descriptions": [{"role": "summary", "value": "J"}],
    "bodies": [{"role": "main", "contentType": "text/html", "charCount": 3, "wordCount": 1, "value": "<p>K</p>"}],
    "people": [{"name": "L", "rel": "M", "uri": "urn:l", "literal": "N", "contactInfo": [{"value": "a@example.org"}]}],
    "organisations": [{"name": "O", "symbols": [{"exchange": "P", "symbolType": "urn:s", "symbol": "Q"}]}],
    "places": [{"name": "Mosul", "geoJSON": {"type": "Point", "coordinates": [43.1, 36.3]}}],
    "subjects": [{"name": "R", "creator": "S", "relevance": 100, "confidence": 0}],
    "events": [{"id": "T", "name": "U", "literal": "V"}],
    "objects": [{"name": "W", "uri": "urn:w"}],
    "infoSources": [{"name": "X", "role": "Y", "uri": "https://example.org/"}],
    "renditions": [{"name": "Z", "href": "https://example.org/a.jpg", "width": 3, "duration": 1.5, "poi": {"x": 1}}],
    "associations": [{"name": "a", "rel": "b", "uri": "urn:agency:2", "type": "picture", "associations": []}],
    "altIds": [{"role": "translation-group", "value": "c"}],
    "trustIndicators": [{"role": "urn:d", "href": "https://example.org/"}],
    "standard": {"name": "ninjs", "version": "3.1", "schema": "https://example.org/schema"},
    "genres": [{"name": "statement", "uri": "not a uri, and need not be"}],
    "rightsInfo": {"linkedRights": "https://example.org/"},
    "digitalSourceType": {"name": "e", "uri": "urn:e"},
}
"""An item with every field that we look into."""

OTHERS: list[Any] = [
    None,
    True,
    0,
    -1,
    3,
    101,
    2.5,
    "",
    "word",
    "urn:x",
    "2026-03-01T08:00:00Z",
    [],
    ["a"],
    {},
    {"a": 1},
]


def places(value: object, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the ways to everything in ``value`` that both statements look into."""
    if way and way[-1] == "geoJSON":
        return
    yield way
    if isinstance(value, dict):
        for name, member in value.items():
            yield from places(member, (*way, name))
    if isinstance(value, list):
        for position, member in enumerate(value):
            yield from places(member, (*way, position))


def replaced(item: Any, way: tuple[Any, ...], value: object) -> Any:
    if not way:
        return value
    spoilt = deepcopy(item)
    inner = spoilt
    for step in way[:-1]:
        inner = inner[step]
    inner[way[-1]] = value
    return spoilt


def removed(item: Any, way: tuple[Any, ...]) -> Any:
    spoilt = deepcopy(item)
    inner = spoilt
    for step in way[:-1]:
        inner = inner[step]
    del inner[way[-1]]
    return spoilt
