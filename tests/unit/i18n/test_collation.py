"""The order of names, and registers."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.i18n.formatting import index_letter, sort_key
from portal.i18n.languages import LANGUAGES, Language, get


def ordered(names: list[str], code: str) -> list[str]:
    return sorted(names, key=lambda name: sort_key(name, get(code)))


def test_sorani_has_its_own_alphabet() -> None:
    alphabet = list("ئابپتجچحخدرڕزژسشعغفڤقکگلڵمنهەوۆیێ")
    assert ordered(sorted(alphabet), "ckb") == alphabet
    assert ordered(["ژن", "زمان", "ڕۆژ", "روو"], "ckb") == ["روو", "ڕۆژ", "زمان", "ژن"]


def test_both_ways_to_write_heh_sort_alike_in_sorani() -> None:
    assert sort_key("هەولێر", get("ckb")) == sort_key("ھەولێر", get("ckb"))


def test_kurmanji_has_its_own_alphabet() -> None:
    alphabet = list("abcçdeêfghiîjklmnopqrsştuûvwxyz")
    assert ordered(sorted(alphabet), "kmr") == alphabet
    assert ordered(["Îraq", "Iraq", "Êzîdî", "Ewropa", "Şam", "Swêd"], "kmr") == [
        "Ewropa", "Êzîdî", "Iraq", "Îraq", "Swêd", "Şam",
    ]  # fmt: skip


def test_arabic_ignores_the_article_and_vowel_marks() -> None:
    assert ordered(["النمسا", "ألمانيا", "العراق", "عُمان", "بلجيكا", "الأردن"], "ar") == [
        "الأردن", "ألمانيا", "بلجيكا", "العراق", "عُمان", "النمسا",
    ]  # fmt: skip
    assert sort_key("عُمان", get("ar")) == sort_key("عمان", get("ar"))


def test_words_count_before_letters_and_digits_before_letters() -> None:
    assert ordered(["Newport", "New Zealand", "3 Kings", "بغداد", "Éire", "Egypt"], "en") == [
        "3 Kings", "Egypt", "Éire", "New Zealand", "Newport", "بغداد",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "name", "letter"),
    [
        ("ar", "النمسا", "ن"),
        ("ar", "ألمانيا", "ا"),
        ("ar", "ال", "ا"),
        ("ckb", "ڕۆمانیا", "ڕ"),
        ("ckb", "ھۆڵەندا", "ه"),
        ("ckb", "كوردستان", "ک"),
        ("kmr", "şam", "Ş"),
        ("kmr", "ISTANBUL", "I"),
        ("en", "Éire", "E"),
        ("en", "«Iraq»", "I"),
        ("en", "النمسا", "#"),
        ("en", "9/11", "#"),
        ("en", "", "#"),
    ],
)
def test_a_register_lists_a_name_under_its_letter(code: str, name: str, letter: str) -> None:
    assert index_letter(name, get(code)) == letter


@given(st.text(max_size=60), st.sampled_from(list(LANGUAGES.values())))
def test_a_key_is_ascii_letters_and_digits_for_any_text(text: str, language: Language) -> None:
    assert set(sort_key(text, language)) <= set(string.ascii_lowercase + string.digits)


@given(st.text(alphabet="ابةکڕ یەأ", max_size=12), st.sampled_from(list(LANGUAGES.values())))
def test_a_beginning_never_sorts_after_the_whole(text: str, language: Language) -> None:
    assert sort_key(text, language) <= sort_key(text + " ب", language)
