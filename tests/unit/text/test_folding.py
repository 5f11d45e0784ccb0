import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.text.folding import ARABIC, ARABIC_SCRIPT, LATIN, SORANI, fold, folded, profile_for, strip_marks

ALPHABET = (
    "ابتيىیكکهەھةأإآؤئءلاڵرڕوۆێ" + "abcîûşçêıİI" + "٠١٢۳4" + "\u064e\u0651\u0640\u200c\u200d\u200f\u202b\u0302 ’'-"
)
texts = st.text(alphabet=ALPHABET, max_size=40) | st.text(max_size=40)
profiles = st.sampled_from([ARABIC, SORANI, LATIN, ARABIC_SCRIPT])


@pytest.mark.parametrize(
    ("language", "written", "plain"),
    [
        ("ar", "الْحَرْبُ", "الحرب"),
        ("ar", "الـعـراق", "العراق"),
        ("ar", "أحمد إلى آخر ٱلله", "احمد الي اخر الله"),
        ("ar", "علی کتاب", "علي كتاب"),
        ("ar", "مدرسة", "مدرسه"),
        ("ar", "هٰذا", "هذا"),
        ("ar", "ﺍﻟﻌﺮﺍﻕ", "العراق"),
        ("ar", "٢٠٢١ ۲۰۲۱ 2021", "2021 2021 2021"),
        ("ckb", "كوردستان", "کوردستان"),
        ("ckb", "هه‌ولێر", "هەولێر"),
        ("ckb", "كوردستانه", "کوردستانە"),
        ("ckb", "بێ‌گومان", "بێگومان"),
        ("ckb", "راپه‌رین", "ڕاپەرین"),
        ("ckb", "ھەولێر", "هەولێر"),
        ("ckb", "هيو\u065aا", "هیۆا"),
        ("ckb", "\u202bهەولێر\u202c", "هەولێر"),
        ("kmr", "HEWLE\u0302R", "hewlêr"),
        ("kmr", "IRAQ ıraq İraq", "iraq iraq iraq"),
        ("kmr", "DAIŞ’ê", "daiş'ê"),
        ("en", "ＦＵＬＬ ﬁnd", "full find"),
    ],
)
def test_one_spelling_stands_for_all_that_keyboards_write(language: str, written: str, plain: str) -> None:
    assert folded(written, profile_for(language)) == plain


@pytest.mark.parametrize(
    ("language", "one", "other"), [("ar", "سلام", "إسلام"), ("ckb", "کور", "کوڕ"), ("kmr", "şer", "ser")]
)
def test_letters_that_tell_words_apart_stay(language: str, one: str, other: str) -> None:
    assert folded(one, profile_for(language)) != folded(other, profile_for(language))


def test_a_language_without_rules_of_its_own_is_folded_by_its_script() -> None:
    assert folded("كتابي", profile_for("fa", script="Arab")) == "کتابی"
    assert folded("Élysée", profile_for("fr", script="Latn")) == "élysée"


def test_each_folded_character_knows_where_it_came_from() -> None:
    original = "لـه‌ هه‌ولێر"
    result = fold(original, SORANI)
    start = result.text.index("هەولێر")
    first, last = result.span(start, start + 6)
    assert original[first:last] == "هه‌ولێر"


@given(texts, profiles)
def test_the_way_back_is_complete_and_in_order(text: str, profile) -> None:
    result = fold(text, profile)
    assert result.text == folded(text, profile)
    assert len(result.text) == len(result.starts) == len(result.ends)
    assert list(result.starts) == sorted(result.starts)
    assert all(0 <= start < end <= len(text) for start, end in zip(result.starts, result.ends, strict=True))


@given(texts, profiles)
def test_folding_what_is_folded_changes_nothing(text: str, profile) -> None:
    once = folded(text, profile)
    assert folded(once, profile) == once


@given(st.text(alphabet="abcîûşçêéèëñåÎÛŞÇÊ ", max_size=30))
def test_composed_and_decomposed_letters_fold_alike(text: str) -> None:
    assert folded(unicodedata.normalize("NFD", text), LATIN) == folded(unicodedata.normalize("NFC", text), LATIN)


def test_marks_come_off_latin_letters() -> None:
    assert strip_marks("rûpelên dîrokî yên şer û çandê") == "rupelen diroki yen ser u cande"
    assert strip_marks("łódź straße") == "lodz strasse"
