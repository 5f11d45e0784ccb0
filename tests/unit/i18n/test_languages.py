"""The records of languages and what follows from them."""

import dataclasses

import pytest
from babel import Locale

from portal.errors import NotFound
from portal.i18n import languages
from portal.i18n.languages import LANGUAGES, SOURCE, Language, get


def test_the_switcher_has_its_order() -> None:
    order = ["ar", "ckb", "kmr", "en"]
    assert [code for code in LANGUAGES if code in order] == order


@pytest.mark.parametrize(
    ("code", "facts"),
    [
        ("en", ("English", "ltr", "en", "en_GB", None)),
        ("ar", ("العربية", "rtl", "ar", "ar_AR", "en")),
        ("ckb", ("کوردیی ناوەندی", "rtl", "ku-Arab", "cb_IQ", "en")),
        ("kmr", ("Kurmancî", "ltr", "ku-Latn", "ku_TR", "en")),
    ],
)
def test_each_language_is_what_the_design_says(code: str, facts: tuple[str | None, ...]) -> None:
    record = get(code)
    assert (record.endonym, record.direction, record.hreflang, record.og_locale, record.fallback) == facts


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=lambda language: language.code)
def test_every_record_agrees_with_cldr_about_direction_and_has_a_real_locale(language: Language) -> None:
    assert language.babel == Locale.parse(language.locale)
    assert language.babel.text_direction == language.direction


@pytest.mark.parametrize("code", ["", "EN", "ku", "tlh", "../en", "en_GB", "ku_Arab_IQ", "x" * 5000])
def test_an_unknown_code_is_not_found(code: str) -> None:
    with pytest.raises(NotFound) as caught:
        get(code)
    assert caught.value.code == "unknown-language"


def test_kurmanji_is_a_language_of_its_own_though_cldr_files_it_under_ku() -> None:
    assert str(Locale.parse("kmr")) == "ku_TR"
    assert get("kmr").code == "kmr"


def test_the_week_begins_on_saturday_in_arabic_and_sorani() -> None:
    assert [get(code).first_weekday for code in ("ar", "ckb", "kmr", "en")] == [5, 5, 0, 0]


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=lambda language: language.code)
def test_every_fallback_chain_ends_at_the_source(language: Language) -> None:
    seen = [language.code]
    while (following := get(seen[-1]).fallback) is not None:
        assert following not in seen
        seen.append(following)
    assert seen[-1] == SOURCE


def test_no_tag_means_two_languages() -> None:
    tags = [tag for record in LANGUAGES.values() for tag in (f"{record.synonyms} {record.varieties}").split()]
    assert len(tags) == len(set(tags))
    assert not set(tags) & set(LANGUAGES)


def test_five_facts_are_enough_for_a_new_language() -> None:
    persian = Language(code="fa", endonym="فارسی", direction="rtl", script="Arab", locale="fa_IR")
    assert (persian.hreflang, persian.og_locale, persian.fallback) == ("fa", "fa_IR", SOURCE)
    assert persian.plural_rule.forms == 2
    assert "گ" in persian.alphabet


def test_a_new_record_is_negotiated(monkeypatch: pytest.MonkeyPatch) -> None:
    french = Language(code="fr", endonym="Français", direction="ltr", script="Latn", locale="fr_FR")
    monkeypatch.setitem(languages.LANGUAGES, "fr", french)
    assert languages.negotiate("fr-CA, en;q=0.5") == "fr"


def test_the_operator_chooses_digits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(languages, "LANGUAGES", dict(LANGUAGES))
    languages.use_digits({"ar": "arab"})
    assert languages.get("ar").digits == "arab"
    assert languages.get("ckb").digits == "arab"


def test_a_record_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        get("ar").digits = "arab"  # type: ignore[misc]
