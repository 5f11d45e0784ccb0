import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.text.slugs import slug


@pytest.mark.parametrize(
    ("headline", "expected"),
    [
        ("Parks made safe: the coalition’s work", "parks-made-safe-the-coalitions-work"),
        ("الحَرْب على داعش!", "الحرب-على-داعش"),
        ("مدرسه‌ای بدون مین", "مدرسهای-بدون-مین"),
        ("Roja Şerê li dijî DAIŞ’ê", "roja-şerê-li-dijî-daişê"),
        ("İstanbul \u202eabc\u202c", "istanbul-abc"),
        ("e\u0301te\u0301", "été"),
        ("#DestructiveLegacy / ٢٠٢١", "destructivelegacy-٢٠٢١"),
    ],
)
def test_a_slug_keeps_the_script_and_drops_the_rest(headline: str, expected: str) -> None:
    assert slug(headline) == expected


def test_a_joiner_makes_a_vowel_of_a_sorani_heh() -> None:
    assert slug("هه‌ولێر: شاری کۆن", "ckb") == "هەولێر-شاری-کۆن"


@pytest.mark.parametrize("nothing", ["", "  ", "—!؟", "\u202e\u200f", "🎉", "\u064e\u064f"])
def test_there_is_no_slug_without_a_letter(nothing: str) -> None:
    assert slug(nothing) is None


def test_a_long_headline_ends_at_a_word() -> None:
    assert slug("word " * 40) == "-".join(["word"] * 16)
    assert slug("x" * 200) == "x" * 80


@given(st.text(max_size=200), st.sampled_from(["en", "ckb"]))
def test_a_slug_is_its_own_slug_and_short(text: str, language: str) -> None:
    result = slug(text, language) or "empty"
    assert slug(result, language) == result
    assert len(result) <= 80
