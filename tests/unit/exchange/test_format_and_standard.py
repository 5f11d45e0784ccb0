"""Our own statement of ninjs and IPTC's JSON schema say the same of real items, and of items that were spoilt."""

import json
from collections.abc import Iterator
from copy import deepcopy
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource

from portal.exchange.ninjs.format import check_item
from portal.exchange.refusal import Refusal

FORMATS = FormatChecker(formats=())


@FORMATS.checks("date-time")
def is_instant(value: object) -> bool:
    try:
        return not isinstance(value, str) or datetime.fromisoformat(value).utcoffset() is not None
    except ValueError:
        return False


@FORMATS.checks("uri")
def is_uri(value: object) -> bool:
    return not isinstance(value, str) or bool(urlsplit(value).scheme and " " not in value)


@pytest.fixture(scope="module")
def standard(shared_dir: Path) -> Draft202012Validator:
    """IPTC's schema; the one of GeoJSON that it points at is not at hand and accepts everything."""
    schema = json.loads((shared_dir / "standards" / "ninjs-schema_3.1.json").read_text("utf-8"))
    anything = Resource.from_contents({"$schema": "https://json-schema.org/draft/2020-12/schema"})
    registry: Registry[Any] = Registry().with_resource("https://geojson.org/schema/GeoJSON.json", anything)
    return Draft202012Validator(schema, registry=registry, format_checker=FORMATS)


@pytest.fixture(scope="module")
def corpus(shared_dir: Path) -> list[dict[str, Any]]:
    return [json.loads(path.read_text("utf-8")) for path in sorted((shared_dir / "corpus" / "tico19").glob("*.json"))]


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


def ours_accepts(item: object) -> bool:
    try:
        check_item(item)
    except Refusal:
        return False
    return True


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


WAYS = list(places(FULL))
NAMED = [way for way in WAYS if way and isinstance(way[-1], str)]


def test_both_accept_all_items_of_the_corpus(corpus: list[dict[str, Any]], standard: Draft202012Validator) -> None:
    assert len(corpus) == 264
    assert [item["uri"] for item in corpus if not ours_accepts(item)] == []
    assert [item["uri"] for item in corpus if not standard.is_valid(item)] == []


def test_both_accept_an_item_with_every_field(standard: Draft202012Validator) -> None:
    standard.validate(FULL)
    check_item(FULL)


@pytest.mark.parametrize("way", WAYS[1:], ids=lambda way: ".".join(map(str, way)))
def test_both_judge_alike_when_something_is_missing(way: tuple[Any, ...], standard: Draft202012Validator) -> None:
    spoilt = removed(FULL, way)

    assert ours_accepts(spoilt) == standard.is_valid(spoilt)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: ".".join(map(str, way)) or "item")
def test_both_judge_alike_when_something_is_of_another_type(
    way: tuple[Any, ...], standard: Draft202012Validator
) -> None:
    spoilt = [replaced(FULL, way, other) for other in OTHERS]

    assert [ours_accepts(item) for item in spoilt] == [standard.is_valid(item) for item in spoilt]


@pytest.mark.parametrize("way", NAMED, ids=str)
def test_both_refuse_a_field_that_the_format_does_not_have(
    way: tuple[Any, ...], standard: Draft202012Validator
) -> None:
    spoilt = replaced(FULL, (*way[:-1], f"{way[-1]}s_of_another_agency"), "x")

    assert not ours_accepts(spoilt)
    assert not standard.is_valid(spoilt)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_both_judge_alike_of_items_spoilt_in_several_places(
    data: st.DataObject, standard: Draft202012Validator
) -> None:
    spoilt: Any = FULL
    for _ in range(data.draw(st.integers(1, 3))):
        way = data.draw(st.sampled_from([way for way in places(spoilt) if way]))
        spoilt = data.draw(st.sampled_from([removed(spoilt, way), *(replaced(spoilt, way, other) for other in OTHERS)]))

    assert ours_accepts(spoilt) == standard.is_valid(spoilt)
