import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.search.query import LONGEST, MOST_WORDS, ParsedQuery, Phrase, parse
from portal.text.folding import folded, profile_for

LANGUAGES = st.sampled_from(["ar", "ckb", "kmr", "en", "fa"])


def shown(query: ParsedQuery) -> tuple[list[str], list[str]]:
    """Write a parsed query down: free words plain, literal ones and rows in quotes, alternatives with a slash."""
    return [_clause(c.alternatives) for c in query.required], [_clause(c.alternatives) for c in query.excluded]


def _clause(alternatives: tuple[Phrase, ...]) -> str:
    return "/".join(
        {True: "{}", False: '"{}"'}[p.is_free].format(" ".join(w.exact for w in p.words)) for p in alternatives
    )


@pytest.mark.parametrize(
    ("text", "required", "excluded"),
    [
        ("Mines cleared", ["mines", "cleared"], []),
        ('"global coalition" daesh', ['"global coalition"', "daesh"], []),
        ("«global coalition» “against daesh”", ['"global coalition"', '"against daesh"'], []),
        ('"daesh"', ['"daesh"'], []),
        ("mines -park", ["mines"], ["park"]),
        ('mines -"safe park"', ["mines"], ['"safe park"']),
        ("mines -well-known", ["mines"], ['"well known"']),
        ("well-known", ["well", "known"], []),
        ('open "quote', ["open", '"quote"'], []),
        ('""', [], []),
        ("- -- —", [], []),
        ("park park PARK", ["park"], []),
        ("the park", ["park"], []),
        ("the of", ["the", "of"], []),
        ('"the park"', ['"the park"'], []),
        ("-park", [], ["park"]),
        ("#SafeParks", ['safeparks/"safe parks"'], []),
        ('"new #SafeParks"', ['"new safe parks"'], []),
        ("a* [x TO y] f:q OR (z)", ["x", "y", "f", "q", "z"], []),
    ],
)
def test_words_phrases_and_exclusions_are_all_there_is(text: str, required: list[str], excluded: list[str]) -> None:
    assert shown(parse(text, "en")) == (required, excluded)


def test_only_the_first_words_count() -> None:
    query = parse(" ".join(f"w{n}" for n in range(20)), "en")
    assert len(query.required) == MOST_WORDS
    assert query.is_cut
    assert not parse(" ".join(f"w{n}" for n in range(MOST_WORDS)), "en").is_cut


def test_words_of_phrases_count_too() -> None:
    query = parse('"' + "word " * 30 + '" more', "en")
    assert [len(clause.alternatives[0].words) for clause in query.required] == [MOST_WORDS]
    assert query.is_cut


def test_length_is_counted_after_folding() -> None:
    vowelled = "بَ" * LONGEST
    assert not parse(vowelled, "ar").is_cut
    assert parse("ب" * (LONGEST + 1), "ar").is_cut


@given(st.text(max_size=400), LANGUAGES)
def test_any_text_is_a_query(text: str, language: str) -> None:
    query = parse(text, language)
    phrases = [p for clause in (*query.required, *query.excluded) for p in clause.alternatives[:1]]
    assert all(phrase.words for phrase in phrases)
    assert sum(len(folded(word.exact, profile_for(language))) for p in phrases for word in p.words) <= LONGEST * 2


def test_what_may_be_marked_is_what_was_asked_for() -> None:
    assert parse('mines "the park" -dogs', "en").terms() == {"mines", "~mine", "~~mine", "the", "park"}
