"""Dates, numbers, lists and names in each language."""

import json
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.i18n import formatting
from portal.i18n.languages import LANGUAGES, Language, get
from portal.i18n.marks import Message

DAY = date(2026, 3, 7)
INSTANT = datetime(2021, 3, 22, 21, 30, tzinfo=UTC)
"""Half past midnight in Baghdad, the day after."""


@pytest.mark.parametrize(
    ("code", "long", "full"),
    [
        ("ar", "7 آذار 2026", "السبت، 7 آذار 2026"),
        ("ckb", "٧ی ئازاری ٢٠٢٦", "شەممە، ٧ی ئازاری ٢٠٢٦"),
        ("kmr", "7ê adara 2026an", "şemî, 7ê adara 2026an"),
        ("en", "7 March 2026", "Saturday, 7 March 2026"),
    ],
)
def test_dates_are_written_as_readers_expect(code: str, long: str, full: str) -> None:
    assert formatting.date_long(DAY, get(code)) == long
    assert formatting.date_full(DAY, get(code)) == full


@pytest.mark.parametrize(
    ("day", "written"), [(2, "2yê"), (3, "3yê"), (4, "4ê"), (22, "22yê"), (23, "23yê"), (30, "30ê")]
)
def test_kurmanji_days_that_end_in_a_vowel_take_a_y(day: int, written: str) -> None:
    assert formatting.date_long(date(2023, 3, day), get("kmr")) == f"{written} adara 2023an"


@pytest.mark.parametrize(
    ("code", "written"),
    [
        ("ar", "23 آذار 2021، 00:30 بتوقيت بغداد"),
        ("ckb", "٢٣ی ئازاری ٢٠٢١، ٠٠:٣٠ بە کاتی بەغدا"),
        ("kmr", "23yê adara 2021an, 00:30 (bi dema Bexdayê)"),
        ("en", "23 March 2021, 00:30 (Baghdad time)"),
    ],
)
def test_an_instant_is_told_in_baghdad_and_says_so(code: str, written: str) -> None:
    assert formatting.date_time(INSTANT, get(code)) == written


def test_another_zone_is_named_by_its_place() -> None:
    assert formatting.date_time(INSTANT, get("en"), zone="Europe/Berlin") == "22 March 2021, 22:30 (Berlin)"
    assert "برلين" in formatting.date_time(INSTANT, get("ar"), zone="Europe/Berlin")


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="without a zone"):
        formatting.date_long(datetime(2021, 3, 22), get("en"))  # noqa: DTZ001


def test_machines_get_ascii_and_utc() -> None:
    assert formatting.iso(INSTANT.astimezone()) == "2021-03-22T21:30:00Z"


@pytest.mark.parametrize(
    ("code", "alone", "with_year"),
    [
        ("ar", "آذار", "آذار 2021"),
        ("ckb", "ئازار", "ئازاری ٢٠٢١"),
        ("kmr", "adar", "adara 2021an"),
        ("en", "March", "March 2021"),
    ],
)
def test_months_stand_alone_and_with_a_year(code: str, alone: str, with_year: str) -> None:
    assert formatting.month_name(3, get(code)) == alone
    assert formatting.month_year(2021, 3, get(code)) == with_year


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=lambda language: language.code)
def test_no_month_or_weekday_is_missing_or_borrowed(language: Language) -> None:
    said = [formatting.month_name(month, language) for month in range(1, 13)]
    said += [formatting.month_year(2021, month, language) for month in range(1, 13)]
    said += [formatting.date_full(DAY + timedelta(days), language) for days in range(366)]
    assert not [each for each in said if re.search(r"M\d\d|ھ|کانونی", each)]
    assert language.direction == "ltr" or not [each for each in said if re.search("[A-Za-z]", each)]


@pytest.mark.parametrize("code", ["ar", "ckb"])
def test_the_months_are_those_of_iraq(code: str) -> None:
    language = get(code)
    said = [formatting.month_name(3, language), formatting.month_year(2021, 3, language)]
    said += [formatting.date_long(DAY, language), formatting.date_full(DAY, language)]
    assert not [each for each in said if "مارس" in each]


@pytest.mark.parametrize(
    ("code", "number", "percent", "size", "length"),
    [
        ("ar", "1,234.5", "26%", "1.2 ميغابايت", "1:02:03"),
        ("ckb", "١٬٢٣٤٫٥", "٢٦٪", "١٫٢ مێگابایت", "١:٠٢:٠٣"),
        ("kmr", "1.234,5", "%26", "1,2 MB", "1:02:03"),
        ("en", "1,234.5", "26%", "1.2 MB", "1:02:03"),
    ],
)
def test_numbers_have_the_digits_and_separators_of_the_edition(
    code: str, number: str, percent: str, size: str, length: str
) -> None:
    language = get(code)
    assert formatting.number(1234.5, language, decimals=2) == number
    assert formatting.percent(0.256, language) == percent
    assert formatting.file_size(1_234_567, language) == size
    assert formatting.duration(3723, language) == length


@pytest.mark.parametrize(
    ("size", "written"),
    [
        (0, "0 B"),
        (999, "999 B"),
        (1000, "1 kB"),
        (9_940, "9.9 kB"),
        (12_345, "12 kB"),
        (999_600, "1 MB"),
        (5e12, "5,000 GB"),
    ],
)
def test_sizes_have_two_significant_places(size: float, written: str) -> None:
    assert formatting.file_size(int(size), get("en")) == written


def test_a_short_film_lasts_a_minute() -> None:
    assert formatting.duration(60, get("en")) == "1:00"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("1,234.5", "١٬٢٣٤٫٥"),
        ("40%", "٤٠٪"),
        ("2026-03-07", "٢٠٢٦-٠٣-٠٧"),
        ("07.03.2026", "٠٧.٠٣.٢٠٢٦"),
        ("10:00", "١٠:٠٠"),
        ("a, b. 3, 4.", "a, b. ٣, ٤."),
    ],
)
def test_digits_take_their_separators_along_in_amounts_only(text: str, written: str) -> None:
    assert formatting.digits(text, get("ckb")) == written
    assert formatting.digits(text, get("ar")) == text


@given(st.text())
def test_no_ascii_digit_is_left_in_sorani(text: str) -> None:
    written = formatting.digits(text, get("ckb"))
    assert not re.search("[0-9]", written)
    assert len(written) == len(text)


def test_lists_are_joined_in_the_language() -> None:
    names, codes = ["A", "B", "C"], ("ar", "ckb", "kmr", "en")
    assert {code: formatting.list_join(names, get(code)) for code in codes} == {
        "ar": "A وB وC",
        "ckb": "A، B و C",
        "kmr": "A, B û C",
        "en": "A, B and C",
    }
    assert {code: formatting.list_join(names[:2], get(code), alternatives=True) for code in codes} == {
        "ar": "A أو B",
        "ckb": "A یان B",
        "kmr": "A an B",
        "en": "A or B",
    }


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=lambda language: language.code)
def test_a_list_of_one_or_none_is_that(language: Language) -> None:
    assert formatting.list_join(["A"], language) == "A"
    assert formatting.list_join([], language) == ""


@given(st.text())
def test_isolated_text_is_balanced_whatever_it_holds(text: str) -> None:
    isolated = formatting.isolate(text)
    assert isolated.count("\u2068") == isolated.count("\u2069") == 1
    assert not re.search("[\u202a-\u202e\u2066\u2067]", isolated)


@pytest.mark.parametrize(
    ("distance", "expected"),
    [
        (timedelta(seconds=59), Message("just now")),
        (timedelta(hours=3), Message("%(count)s hour ago", {"count": 3}, plural="%(count)s hours ago", count=3)),
        (timedelta(days=6), Message("%(count)s day ago", {"count": 6}, plural="%(count)s days ago", count=6)),
        (timedelta(days=15), Message("%(count)s week ago", {"count": 2}, plural="%(count)s weeks ago", count=2)),
        (timedelta(days=800), Message("%(count)s year ago", {"count": 2}, plural="%(count)s years ago", count=2)),
        (-timedelta(minutes=5), Message("in %(count)s minute", {"count": 5}, plural="in %(count)s minutes", count=5)),
    ],
)
def test_relative_times_are_messages_of_our_catalogs(distance: timedelta, expected: Message) -> None:
    assert formatting.relative_time(INSTANT - distance, INSTANT) == expected


def test_each_language_has_a_name_in_each() -> None:
    names = {(code, inside): formatting.language_name(code, get(inside)) for code in LANGUAGES for inside in LANGUAGES}
    assert all(names[code, code] == get(code).endonym for code in LANGUAGES)
    assert names["kmr", "ckb"] == "کوردیی کورمانجی"
    assert names["ckb", "ar"] == "الكردية السورانية"
    assert names["ar", "kmr"] == "erebî"
    assert formatting.language_name("qqq", get("en")) == "qqq"


_SCRIPTS = {"Arab": re.compile("[\u0600-\u06ff ‌-]+"), "Latn": re.compile(r"[A-Za-zÇçÊêÎîŞşÛûü ,-]+")}


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=lambda language: language.code)
def test_every_partner_country_has_a_name_in_the_script_and_letters_of_the_language(
    language: Language, shared_dir: Path
) -> None:
    codes = json.loads((shared_dir / "corpus" / "partners.json").read_text("utf-8"))["countries"]
    names = {code: formatting.country_name(code, language) for code in codes}
    assert {code: name for code, name in names.items() if not _SCRIPTS[language.script].fullmatch(name)} == {}
    assert [name for name in names.values() if set(name) & set(language.foreign_letters)] == []
    assert len(set(names.values())) == len(codes)


def test_corrected_countries_are_spelt_as_everywhere_else() -> None:
    assert formatting.country_name("IQ", get("kmr")) == "Iraq"
    assert formatting.country_name("SY", get("kmr")) == "Sûriye"
    assert formatting.country_name("NL", get("ckb")) == "هۆڵەندا"
    assert formatting.country_name("ZZZ", get("ckb")) == "ZZZ"
