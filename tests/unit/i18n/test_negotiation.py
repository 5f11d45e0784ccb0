"""The choice of an edition from Accept-Language."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.i18n.languages import LANGUAGES, negotiate


def test_it_agrees_with_every_case_of_the_corpus(shared_dir: Path) -> None:
    cases = json.loads((shared_dir / "corpus" / "accept-language.json").read_text("utf-8"))["cases"]
    wrong = [case | {"got": got} for case in cases if (got := negotiate(case["header"])) != case["expected"]]
    assert wrong == []


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        # the three failures of stock matching: a truncated first choice loses to an exact later one
        ("ckb-IQ,ar;q=0.8", "ckb"),
        ("ar-IQ,en;q=0.8", "ar"),
        ("kmr-TR,en;q=0.1", "kmr"),
        # codes of Kurdish
        ("ku", "kmr"),
        ("ku-TR", "kmr"),
        ("ku-SY", "kmr"),
        ("ku-Latn-IQ", "kmr"),
        ("ku-Cyrl", "kmr"),
        ("kur", "kmr"),
        ("ku-Arab-TR", "ckb"),
        ("ku-IQ", "ckb"),
        ("ku-IR", "ckb"),
        ("ku-LB", "ckb"),
        ("ku-IQ-u-nu-arab", "ckb"),
        ("sdh", "ckb"),
        ("sdh-IR", "ckb"),
        ("ku-ckb", "ckb"),
        ("lki", None),
        # a script that an edition is not in is truncated like any subtag
        ("ckb-Latn", "ckb"),
        ("kmr-Arab-IQ", "kmr"),
        # Arabic and what it encompasses, also as an extended language
        ("acm-IQ", "ar"),
        ("apc", "ar"),
        ("ar-apc", "ar"),
        ("ar-arz-EG", "ar"),
        ("arb", "ar"),
        ("ara", "ar"),
        ("mt", None),
        # extensions, private use, grandfathered tags
        ("en-u-ca-islamic", "en"),
        ("ar-x-ckb", "ar"),
        ("ku-x-arab", "kmr"),
        ("x-ckb", None),
        ("i-default", "en"),
        ("en-GB-oed", "en"),
        ("i-klingon", None),
        ("und", None),
        ("und-IQ", None),
    ],
)
def test_it_understands_the_names_of_languages(header: str, expected: str | None) -> None:
    assert negotiate(header) == expected


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (None, None),
        ("", None),
        (" \t", None),
        (",,", None),
        ("*", None),
        ("*;q=0.5, ckb;q=0.4", "ckb"),
        (", ,ar, ", "ar"),
        ("AR", "ar"),
        ("ar;Q=0.5, en;q=0.6", "en"),
        ("ar;q=0.5,ckb;q=0.5,en;q=0.5", "ar"),
        ("ar ;\tq=0.5 , en;q=0.4", "ar"),
        ("en;q=1.,ar", "en"),
        ("en;q=0.,ar;q=0.1", "ar"),
        ("en;q=0.001", "en"),
        # what breaks the grammar is dropped
        ("en;q=0.1234,ar;q=0.1", "ar"),
        ("en;q=1.001,ar;q=0.1", "ar"),
        ("en;q=.5,ar;q=0.1", "ar"),
        ("en;q=-1,ar;q=0.1", "ar"),
        ("en;q=,ar;q=0.1", "ar"),
        ("en;q,ar;q=0.1", "ar"),
        ("en;q =0.9,ar;q=0.1", "ar"),
        ("en;q= 0.9,ar;q=0.1", "ar"),
        ("en;level=1,ar;q=0.1", "ar"),
        ("en;q=0.9;level=1,ar;q=0.1", "ar"),
        ("en;q=٠.٩,ar;q=0.1", "ar"),
        ("en_US,ar;q=0.1", "ar"),
        ("en-,ar;q=0.1", "ar"),
        ("-en,ar;q=0.1", "ar"),
        ("en--US,ar;q=0.1", "ar"),
        ("en-*,ar;q=0.1", "ar"),
        ("en-Americanised,ar;q=0.1", "ar"),
        ("e\u212aglish,ar;q=0.1", "ar"),
        ("en\x00,ar;q=0.1", "ar"),
        ("en\n", None),
    ],
)
def test_it_follows_the_grammar_and_the_weights(header: str | None, expected: str | None) -> None:
    assert negotiate(header) == expected


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("en;q=0", None),
        ("en;q=0, *", None),
        ("*;q=0, ar", "ar"),
        ("ar-EG;q=0, ar", "ar"),
        ("ar;q=0, ar-EG", None),
        ("ar;q=0, arz, en;q=0.2", "en"),
        ("arz;q=0, ar", "ar"),
        ("ku;q=0, kmr", "kmr"),
        ("ku;q=0, ku-TR", None),
        ("ku;q=0, ckb", "ckb"),
        ("ckb;q=0, ku-Arab, ar;q=0.1", "ar"),
        ("sdh;q=0, ckb", "ckb"),
    ],
)
def test_a_weight_of_zero_refuses_what_the_range_names_in_full(header: str, expected: str | None) -> None:
    assert negotiate(header) == expected


_PIECES = st.sampled_from(
    [*LANGUAGES, "ku", "ku-Arab", "arz", "*", "-", ";", ",", " ", "q=", "0.5", "0", "1", "=", "x", "_", "\t", "ä", "ک"]
)


@given(st.one_of(st.text(), st.lists(_PIECES, max_size=40).map("".join)))
def test_it_never_raises_and_answers_with_a_language_or_none(header: str) -> None:
    assert negotiate(header) in {*LANGUAGES, None}


_WEIGHTS = st.lists(st.integers(1, 1000), min_size=len(LANGUAGES), max_size=len(LANGUAGES), unique=True)


@given(st.permutations(list(LANGUAGES)), _WEIGHTS)
def test_the_heaviest_of_our_languages_wins_in_any_order(order: list[str], weights: list[int]) -> None:
    header = ", ".join(f"{code};q={weight / 1000:.3f}" for code, weight in zip(order, weights, strict=True))
    assert negotiate(header) == max(zip(weights, order, strict=True))[1]


@pytest.mark.parametrize("piece", ["ku-a,", "-", ";q=", "a-", "*,", "en;q=0.5,", " ", "q"])
def test_a_header_of_any_length_costs_little(piece: str) -> None:
    started = time.perf_counter()
    negotiate(piece * 200_000)
    assert time.perf_counter() - started < 0.5


def test_a_range_beyond_what_servers_accept_is_not_looked_at() -> None:
    assert negotiate("de," * 4000 + "ckb") is None
