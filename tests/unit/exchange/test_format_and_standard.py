"""Our own statement of ninjs and IPTC's JSON schema say the same of real items, and of items that were spoilt."""

import json
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
from tests.factories.ninjs import FULL, OTHERS, places, removed, replaced

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


def ours_accepts(item: object) -> bool:
    try:
        check_item(item)
    except Refusal:
        return False
    return True


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
