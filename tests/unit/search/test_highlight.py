import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.search.highlight import marked, snippet, to_html
from portal.search.query import parse

LANGUAGES = st.sampled_from(["ar", "ckb", "kmr", "en"])
TEXTS = st.text(max_size=300) | st.lists(
    st.sampled_from(["mines", "park", "الألغام", "#SafePark", "&", "<b>"]), max_size=60
).map(" ".join)


def html(text: str, query: str, language: str) -> str:
    return to_html(marked(text, parse(query, language), language))


@pytest.mark.parametrize(
    ("language", "query", "text", "expected"),
    [
        ("en", "mine", "Mines & mining <here>", "<mark>Mines</mark> &amp; <mark>mining</mark> &lt;here&gt;"),
        ("ar", "للحكومة", "قالت الحُكومَـةُ أمس", "قالت <mark>الحُكومَـةُ</mark> أمس"),
        ("ckb", "هەولێر", "لە هه‌ولێره‌وه هات", "لە <mark>هه‌ولێره‌وه</mark> هات"),
        ("kmr", "hewler", "Li Hewle\u0302rê", "Li <mark>Hewle\u0302rê</mark>"),
        (
            "en",
            '"safe park"',
            "A park. A safe park, safe at last",
            "A park. A <mark>safe</mark> <mark>park</mark>, safe at last",
        ),
        (
            "en",
            "#SafePark",
            "See #SafePark and safe park",
            "See #<mark>SafePark</mark> and <mark>safe</mark> <mark>park</mark>",
        ),
        ("en", "legacy", "#DestructiveLegacy", "#Destructive<mark>Legacy</mark>"),
        ("en", "park -dogs", "dogs in the park", "dogs in the <mark>park</mark>"),
        ("en", "nothing", "Some text", "Some text"),
        ("en", "", "Some text", "Some text"),
    ],
)
def test_whole_words_of_the_original_are_marked(language: str, query: str, text: str, expected: str) -> None:
    assert html(text, query, language) == expected


def test_the_snippet_shows_the_passage_with_most_words() -> None:
    text = (
        "Park. "
        + "Filler words go here. " * 30
        + "Teams cleared the mines of the park in spring. "
        + "More filler text. " * 30
    )
    parts = snippet(text, parse("mines park cleared", "en"), "en", limit=120)
    plain = "".join(part.text for part in parts)
    assert plain.startswith("…")
    assert plain.endswith("…")
    assert [part.text for part in parts if part.is_marked] == ["cleared", "mines", "park"]
    assert len(plain) <= 122


def test_a_short_text_is_its_own_snippet() -> None:
    assert snippet("A  short\ntext", parse("text", "en"), "en")[0].text == "A short "


def test_without_a_match_the_snippet_is_the_beginning() -> None:
    (part, end) = snippet("word " * 100, parse("absent", "en"), "en", limit=50)
    assert (part.text, end.text) == (" ".join(["word"] * 10), "…")


@given(TEXTS, TEXTS, LANGUAGES)
def test_marking_changes_no_character(text: str, query: str, language: str) -> None:
    assert "".join(part.text for part in marked(text, parse(query, language), language)) == text


@given(TEXTS, TEXTS, LANGUAGES, st.integers(30, 200))
def test_a_snippet_is_a_stretch_of_the_text(text: str, query: str, language: str, limit: int) -> None:
    parts = snippet(text, parse(query, language), language, limit=limit)
    plain = "".join(part.text for part in parts)
    assert plain.strip("…") in " ".join(text.split()) or "…" in text
    assert len(plain) <= limit + 2


@given(TEXTS, TEXTS)
def test_nothing_but_mark_is_markup(text: str, query: str) -> None:
    bare = to_html(marked(text, parse(query, "en"), "en")).replace("<mark>", "").replace("</mark>", "")
    assert "<" not in bare
    assert ">" not in bare
