"""What is kept of a news item, and what of it cannot be taken."""

import contextlib
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.exchange.ninjs.reader import Status, our_language, read_item
from portal.exchange.refusal import Refusal
from portal.text.blocks import plain_text, to_json
from tests.factories.ninjs import FULL, OTHERS, alone, body, item, places, removed, replaced


def refusal(data: object) -> Refusal:
    with pytest.raises(Refusal) as refused:
        read_item(data)
    return refused.value


def main(value: str, **others: str) -> list[dict[str, str]]:
    return [{"role": "main", "value": value, **others}]


class TestReading:
    def test_it_takes_what_the_item_says(self) -> None:
        data = item(
            "ckb",
            version="3",
            pubStatus="withheld",
            embargoedUntil="2026-03-02T03:00:00+03:00",
            expires="2026-04-01T00:00:00Z",
            descriptions=[{"role": "summary", "value": "پوختە"}],
            by="هێمن",
            located="هەولێر",
            slugline="park",
            genres=[{"name": "Feature"}, {"name": "Statement"}],
            altIds=alone(translation_group="urn:g", source_language="ar-IQ"),
        )

        read = read_item(data)

        assert (read.uri, read.version, read.language, read.status) == (data["uri"], "3", "ckb", Status.WITHHELD)
        assert read.created == datetime(2026, 3, 1, 8, tzinfo=UTC)
        assert read.embargoed_until == datetime(2026, 3, 2, tzinfo=UTC)
        assert read.expires == datetime(2026, 4, 1, tzinfo=UTC)
        assert (read.group, read.source_language, read.kind) == ("urn:g", "ar", "statement")
        assert read.draft is not None
        assert (read.draft.standfirst, read.draft.byline, read.draft.dateline) == ("پوختە", "هێمن", "هەولێر")
        assert read.draft.slug == "park"

    def test_an_item_is_usable_and_news_unless_it_says_otherwise(self) -> None:
        read = read_item(item(pubStatus=None, type=None, altIds=None))

        assert (read.status, read.kind, read.group, read.source_language) == (Status.USABLE, None, None, None)

    def test_the_body_becomes_blocks(self) -> None:
        html = "<h2>Why</h2><p>One <b>bold</b> word.</p><ul><li>First</li><li>Second</li></ul>"

        read = read_item(item(bodies=[{"role": "main", "contentType": "text/html", "value": html}]))

        assert read.draft is not None
        assert [block["type"] for block in to_json(read.draft.blocks)] == ["heading", "paragraph", "list"]

    def test_scripts_and_handlers_do_not_survive(self) -> None:
        html = '<p onclick="x()">Safe<script>alert(1)</script> <a href="javascript:x()">text</a></p><style>p{}</style>'

        read = read_item(item(bodies=[{"role": "main", "contentType": "text/html", "value": html}]))

        assert read.draft is not None
        assert [block["html"] for block in to_json(read.draft.blocks)] == ["Safe text"]

    def test_a_plain_body_has_a_paragraph_for_every_empty_line(self) -> None:
        text = "Mines & bombs <are> gone.\n\nChildren play."

        read = read_item(item(bodies=[{"role": "main", "contentType": "text/plain", "value": text}]))

        assert read.draft is not None
        assert [plain_text(block) for block in read.draft.blocks] == ["Mines & bombs <are> gone.", "Children play."]

    def test_parts_without_a_role_stand_in_for_missing_ones(self) -> None:
        data = item(headlines=[{"value": "Simple"}], bodies=[{"value": "<p>Body</p>"}], descriptions=[{"value": "S"}])

        read = read_item(data)

        assert read.draft is not None
        assert (read.draft.headline, read.draft.standfirst) == ("Simple", "S")

    def test_parts_of_another_role_do_not(self) -> None:
        data = item(headlines=[{"role": "seo", "value": "SEO"}])

        assert refusal(data).code == "no-headline"

    def test_a_headline_is_one_line_of_plain_text(self) -> None:
        data = item(headlines=main("<b>Parks</b>\n made&nbsp;safe &amp; sound", contentType="text/html"))

        read = read_item(data)

        assert read.draft is not None
        assert read.draft.headline == "Parks made safe & sound"

    def test_a_plain_headline_may_speak_of_tags(self) -> None:
        read = read_item(item(headlines=main("What <b> means")))

        assert read.draft is not None
        assert read.draft.headline == "What <b> means"

    def test_text_is_composed(self) -> None:
        read = read_item(item(headlines=main("Kurdi\u0302")))

        assert read.draft is not None
        assert read.draft.headline == "Kurdî"

    def test_a_canceled_item_needs_no_text(self) -> None:
        assert read_item(item(pubStatus="canceled", headlines=None, bodies=None)).draft is None


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("en", "en"),
        ("EN-gb", "en"),
        ("en_US", "en"),
        ("ar", "ar"),
        ("ar-IQ", "ar"),
        ("ckb", "ckb"),
        ("ckb-Arab-IQ", "ckb"),
        ("kmr", "kmr"),
        ("kmr-Latn", "kmr"),
    ],
)
def test_the_primary_subtag_says_which_language_it_is(tag: str, code: str) -> None:
    assert our_language(tag) == code


@pytest.mark.parametrize("tag", ["ku", "ku-Arab", "ku-Latn", "kur", "de", "arz", "x-en", "", "*"])
def test_other_languages_and_bare_kurdish_are_refused(tag: str) -> None:
    assert refusal(item(language=tag)).code == "unknown-language"


def test_a_missing_language_is_an_unknown_one() -> None:
    assert refusal(item(language=None)).code == "unknown-language"


def test_a_source_language_that_we_do_not_have_is_refused() -> None:
    assert refusal(item(altIds=alone(translation_group="urn:g", source_language="ku"))).code == "unknown-language"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"uri": None}, "schema"),
        ({"uri": 7}, "schema"),
        ({"uri": "urn:" + "x" * 400}, "schema"),
        ({"version": 2}, "schema"),
        ({"versionn": "2"}, "schema"),
        ({"pubStatus": "live"}, "schema"),
        ({"type": "article"}, "schema"),
        ({"type": "picture"}, "not-text"),
        ({"type": "composite"}, "not-text"),
        ({"headlines": None}, "no-headline"),
        ({"headlines": []}, "no-headline"),
        ({"headlines": [{"role": "main", "value": " \u200b\n"}]}, "no-headline"),
        ({"headlines": [{"role": "main", "value": "x" * 301}]}, "too-long"),
        ({"headlines": "Three parks"}, "schema"),
        ({"bodies": None}, "no-body"),
        ({"bodies": body("")}, "no-body"),
        ({"bodies": body("<script>alert(1)</script>")}, "no-body"),
        ({"bodies": [{"role": "main", "contentType": "application/nitf+xml", "value": "<nitf/>"}]}, "no-body"),
        ({"bodies": body(*["word"] * 2001)}, "too-large"),
        ({"bodies": body("word " * 30_000)}, "too-large"),
        ({"versionCreated": "2026-03-01T08:00:00"}, "bad-date"),
        ({"embargoedUntil": "tomorrow"}, "bad-date"),
        ({"expires": "2026-02-30T00:00:00Z"}, "bad-date"),
        ({"firstCreated": "2026-03-01"}, "bad-date"),
    ],
)
def test_what_cannot_be_taken_has_a_code(changes: dict[str, Any], code: str) -> None:
    assert refusal(item(**changes)).code == code


@pytest.mark.parametrize("data", [None, 3, "urn:x", [], {}, {"editions": {}}, {"type": "FeatureCollection"}])
def test_what_is_no_news_item_at_all_is_refused(data: object) -> None:
    assert refusal(data).code == "schema"


@given(data=st.data())
def test_whatever_an_item_holds_it_is_taken_or_refused(data: st.DataObject) -> None:
    spoilt: Any = FULL
    for _ in range(data.draw(st.integers(1, 4))):
        way = data.draw(st.sampled_from([way for way in places(spoilt) if way]))
        other = data.draw(st.sampled_from(OTHERS) | st.text(max_size=30))
        spoilt = data.draw(st.sampled_from([removed(spoilt, way), replaced(spoilt, way, other)]))

    with contextlib.suppress(Refusal):
        read_item(spoilt)
