"""Shapes accept what they describe and name the first fault by its place."""

import pytest

from portal.exchange import shapes
from portal.exchange.refusal import Refusal

BOX = shapes.record({"name": shapes.text, "sizes": shapes.array(shapes.whole(1, 9))}, required=["name"])


@pytest.mark.parametrize(
    "value",
    [{"name": "a"}, {"name": "", "sizes": []}, {"name": "a", "sizes": [1, 9, 3.0]}],
)
def test_what_fits_passes(value: object) -> None:
    BOX(value, "")


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ([], "the item is not an object"),
        ({}, "name is missing"),
        ({"name": None}, "name is not a text"),
        ({"name": "a", "colour": "red"}, "colour is not a field of the format"),
        ({"name": "a", "sizes": 3}, "sizes is not a list"),
        ({"name": "a", "sizes": [1, "2"]}, "sizes[1] is not a whole number"),
        ({"name": "a", "sizes": [True]}, "sizes[0] is not a whole number"),
        ({"name": "a", "sizes": [2.5]}, "sizes[0] is not a whole number"),
        ({"name": "a", "sizes": [10]}, "sizes[0] is out of bounds"),
    ],
)
def test_what_does_not_fit_is_named_by_its_place(value: object, reason: str) -> None:
    with pytest.raises(Refusal) as refused:
        BOX(value, "")

    assert (refused.value.code, str(refused.value)) == ("schema", reason)


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-01T08:00:00Z",
        "2026-03-01t08:00:00z",
        "2026-03-01T11:00:00+03:00",
        "2026-03-01T03:00:00.000-05:00",
    ],
)
def test_an_instant_is_read_in_utc(text: str) -> None:
    assert shapes.parse_instant(text, "at").isoformat() == "2026-03-01T08:00:00+00:00"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "2026-03-01",
        "2026-03-01T08:00:00",
        "2026-03-01 08:00:00Z",
        "2026-13-01T08:00:00Z",
        "2026-02-30T08:00:00Z",
        "2026-03-01T25:00:00Z",
        "0001-01-01T00:00:00+14:00",
        "20260301T080000Z",
        "2026-03-01T08:00:00Z ",
    ],
)
def test_a_time_without_its_distance_from_utc_or_that_never_was_is_refused(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        shapes.parse_instant(text, "expires")

    assert refused.value.code == "bad-date"
    assert str(refused.value).startswith("expires ")


@pytest.mark.parametrize("value", ["urn:tico-19:wiki-9:9:ar", "https://example.org/a?b=c#d", "tag:example.org,2020:1"])
def test_a_uri_has_a_scheme(value: str) -> None:
    shapes.uri(value, "uri")


@pytest.mark.parametrize("value", ["", "no-scheme", "urn:", "urn:with space", "urn:nul\x00", "urn:\ud800", 7, None])
def test_what_has_none_is_no_uri(value: object) -> None:
    with pytest.raises(Refusal):
        shapes.uri(value, "uri")


def test_exactly_one_of_two_is_exactly_one() -> None:
    either = shapes.record({"a": shapes.text, "b": shapes.text}, exactly_one_of=["a", "b"])

    either({"a": ""}, "x")
    for value in ({}, {"a": "", "b": ""}):
        with pytest.raises(Refusal, match="x needs exactly one of a, b"):
            either(value, "x")
