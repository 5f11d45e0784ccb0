"""The fonts as they are served hold every letter, digit and mark of the four languages, and stay small."""

from io import BytesIO
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from portal.assets import fonts, manifest
from portal.i18n.languages import LANGUAGES
from tests.machine import ROOT

DIST = ROOT / "portal" / "static" / "dist"

LETTERS = {
    "ar": "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي",
    "ckb": "ئابپتجچحخدرڕزژسشعغفڤقکگلڵمنهھەوۆیێ",
    "kmr": "abcçdeêfghiîjklmnopqrsştuûvwxyzABCÇDEÊFGHIÎJKLMNOPQRSŞTUÛVWXYZ",
    "en": "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
}
DIGITS = "0123456789٠١٢٣٤٥٦٧٨٩"
ARABIC_MARKS = "،؛؟٪٫٬" + "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670" + "\u200c\u200d"
LATIN_MARKS = "«»“”‘’–—…·.,;:!?()%&@#/+-'\" \u00a0"

PAGE_BUDGET = 38_000
"""Bytes of fonts that one page loads: each page names the languages in both scripts."""


def _served(cut: str) -> bytes:
    names = manifest.load(DIST)
    return (DIST / names.hashed(f"fonts/vazirmatn-{cut}.woff2")).read_bytes()


def _characters(cut: str) -> set[int]:
    with TTFont(BytesIO(_served(cut))) as font:
        return set(font.getBestCmap())


@pytest.fixture(scope="module")
def page_characters() -> set[int]:
    """What the two fonts hold that every page loads."""
    return _characters("arabic") | _characters("latin")


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_letter_of_the_language_is_drawn(code: str, page_characters: set[int]) -> None:
    alphabet = LETTERS.get(code, "") + LANGUAGES[code].alphabet + LANGUAGES[code].endonym

    assert [letter for letter in alphabet if ord(letter) not in page_characters] == []


@pytest.mark.parametrize("text", [DIGITS, ARABIC_MARKS, LATIN_MARKS], ids=["digits", "Arabic marks", "Latin marks"])
def test_digits_and_marks_are_drawn(text: str, page_characters: set[int]) -> None:
    assert [f"U+{ord(sign):04X}" for sign in text if ord(sign) not in page_characters] == []


def test_a_page_loads_few_bytes_of_fonts() -> None:
    assert len(_served("arabic")) + len(_served("latin")) <= PAGE_BUDGET


def test_weights_from_text_to_the_heaviest_heading_are_one_file() -> None:
    with TTFont(BytesIO(_served("arabic"))) as font:
        axis = font["fvar"].axes[0]

    assert (axis.axisTag, axis.minValue, axis.maxValue) == ("wght", *fonts.WEIGHTS)


def test_letters_join_and_carry_their_marks() -> None:
    with TTFont(BytesIO(_served("arabic"))) as font:
        features = {
            record.FeatureTag for table in ("GSUB", "GPOS") for record in font[table].table.FeatureList.FeatureRecord
        }

    assert {"init", "medi", "fina", "rlig", "mark", "mkmk"} <= features


def test_the_licence_travels_with_the_font() -> None:
    licence = Path(DIST / manifest.load(DIST).hashed("fonts/OFL.txt"))

    assert "SIL OPEN FONT LICENSE" in licence.read_text("utf-8")
