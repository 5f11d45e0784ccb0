"""The story document: what is read from it, and how its faults are named."""

from datetime import date
from typing import Any

import pytest

from portal.content.drafts import EditionDraft, Signatory, parse_edition, parse_story
from portal.errors import PortalError
from portal.text.blocks import plain_text

FULL: dict[str, Any] = {
    "key": "parks-made-safe",
    "kind": "video",
    "source_language": "ckb",
    "facts": {
        "event_date": "2021-03-16",
        "authoritative_language": "en",
        "places": ["anbar", "mosul", "anbar"],
        "topics": ["mine-clearance"],
        "campaigns": ["destructive-legacy"],
        "partners": ["US", "NATO"],
        "series": "sixty-seconds-in",
        "lead": "parks",
        "video": "parks-film",
        "signatories": [{"partner": "US", "office": {"en": "Secretary of State"}}],
        "extra": {"episode": 3},
    },
    "editions": {
        "ckb": {
            "headline": " سێ پارک ",
            "standfirst": "پوختە",
            "byline": "هێمن",
            "dateline": "هەولێر",
            "slug": "park",
            "seo_title": "پارک",
            "seo_description": "سێ",
            "blocks": [{"id": "a1", "type": "paragraph", "html": "تیمەکان ڕۆیشتن."}],
        },
        "en": {"headline": "Parks", "body": "<p>One.</p><p>Two.</p>"},
    },
}


def test_everything_in_the_document_is_read() -> None:
    draft = parse_story(FULL)

    assert (draft.kind, draft.source_language, draft.handle) == ("video", "ckb", "parks-made-safe")
    assert draft.facts.event_date == date(2021, 3, 16)
    assert (draft.facts.places, draft.facts.partners) == (("anbar", "mosul"), ("US", "NATO"))
    assert draft.facts.signatories == (Signatory("US", {"en": "Secretary of State"}),)
    assert (draft.facts.lead, draft.facts.video, draft.facts.extra) == ("parks", "parks-film", {"episode": 3})
    sorani = draft.editions["ckb"]
    assert (sorani.headline, sorani.slug, sorani.has_ids) == ("سێ پارک", "park", True)
    assert [plain_text(block) for block in draft.editions["en"].blocks] == ["One.", "Two."]


def test_a_text_alone_is_a_story_with_one_edition() -> None:
    draft = parse_story({"language": "kmr", "headline": "Park", "body": "<p>Tîm çûn.</p>"})

    assert (draft.kind, draft.source_language, list(draft.editions)) == ("news", "kmr", ["kmr"])


@pytest.mark.parametrize(("languages", "source"), [(["ar", "en"], "en"), (["kmr", "ar"], "kmr")])
def test_the_source_is_english_or_else_the_first(languages: list[str], source: str) -> None:
    editions = {code: {"headline": "x", "body": "<p>y</p>"} for code in languages}

    assert parse_story({"editions": editions}).source_language == source


@pytest.mark.parametrize(
    ("blocks", "has_ids"),
    [
        ([], False),
        ([{"type": "paragraph", "html": "a"}], False),
        ([{"id": "a", "type": "paragraph", "html": "a"}], True),
        ([{"id": "a", "type": "paragraph", "html": "a"}, {"type": "paragraph", "html": "new"}], True),
    ],
)
def test_one_id_says_that_the_author_works_on_what_is_there(blocks: list[Any], has_ids: bool) -> None:
    assert parse_edition({"headline": "x", "blocks": blocks}).has_ids is has_ids


def test_html_in_blocks_is_cleaned() -> None:
    html = '<script>x()</script>One <b onclick="x()">bold</b> word'

    draft = parse_edition({"headline": "x", "blocks": [{"type": "paragraph", "html": html}]})

    assert getattr(draft.blocks[0], "html") == "One <strong>bold</strong> word"  # noqa: B009


def changed(**changes: Any) -> dict[str, Any]:
    return {**FULL, **changes}


def facts(**changes: Any) -> dict[str, Any]:
    return changed(facts={**FULL["facts"], **changes})


def edition(**changes: Any) -> dict[str, Any]:
    return changed(editions={"ckb": {**FULL["editions"]["ckb"], **changes}})


@pytest.mark.parametrize(
    ("document", "code"),
    [
        (None, "invalid"),
        ([], "invalid"),
        (changed(kind="poem"), "unknown-kind"),
        (changed(source_language="de"), "unknown-language"),
        (changed(editions={}), "editions"),
        (changed(editions={"de": {}}), "unknown-language"),
        (changed(editions=[]), "invalid"),
        (changed(key="Parks made safe"), "handle"),
        (changed(key=7), "handle"),
        (facts(event_date="16 March"), "date"),
        (facts(places="anbar"), "invalid"),
        (facts(places=[1]), "invalid"),
        (facts(extra={"colour": "red"}), "invalid"),
        (facts(extra={"episode": "three"}), "invalid"),
        (facts(signatories=[{"office": {}}]), "missing"),
        (facts(signatories=7), "invalid"),
        (facts(authoritative_language="la"), "unknown-language"),
        (edition(headline=None), "missing"),
        (edition(headline="  "), "headline"),
        (edition(headline="x" * 301), "too-long"),
        (edition(headline=7), "invalid"),
        (edition(blocks={}), "block"),
        (edition(blocks=[{"type": "poem"}]), "block"),
        (edition(blocks=[{"type": "paragraph", "html": "a", "colour": "red"}]), "block"),
    ],
)
def test_a_fault_has_a_code(document: object, code: str) -> None:
    with pytest.raises(PortalError) as refused:
        parse_story(document)

    assert refused.value.code == code
    assert str(refused.value)


def test_an_empty_draft_has_no_surprises() -> None:
    draft = EditionDraft(headline="x", blocks=())

    assert (draft.standfirst, draft.slug, draft.has_ids) == ("", None, True)
