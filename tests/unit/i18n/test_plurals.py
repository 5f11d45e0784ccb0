"""Plural rules."""

import pytest
from babel import Locale

from portal.i18n import plurals
from portal.i18n.languages import get

NUMBERS = (0, 1, 2, 3, 10, 11, 99, 100, 101, 102, 103, 111)

PYBABEL_ARABIC = (
    "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=0 && n%100<=2 ? 4 : 5)"
)


def test_arabic_has_the_six_forms_of_cldr() -> None:
    rule = get("ar").plural_rule
    assert rule.header == (
        "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);"
    )
    assert [rule.form(number) for number in NUMBERS] == [0, 1, 2, 3, 3, 4, 4, 5, 5, 5, 3, 4]


@pytest.mark.parametrize("code", ["ckb", "kmr", "en"])
def test_the_others_have_one_and_many(code: str) -> None:
    rule = get(code).plural_rule
    assert [rule.form(number) for number in (0, 1, 2, 11, 101)] == [1, 0, 1, 1, 1]


def test_our_arabic_rule_is_not_pybabels() -> None:
    swapped = plurals.parse(PYBABEL_ARABIC)
    assert not get("ar").plural_rule.agrees_with(swapped)
    assert [swapped.form(number) for number in (11, 100)] == [5, 4]


@pytest.mark.parametrize("code", ["ar", "ckb", "kmr", "en"])
def test_every_rule_agrees_with_cldr(code: str) -> None:
    derived = plurals.parse(plurals.from_cldr(get(code).babel))
    assert get(code).plural_rule.agrees_with(derived)


@pytest.mark.parametrize("locale", ["fa", "fr", "pl", "he", "ja", "ru", "cy"])
def test_a_rule_follows_from_cldr_for_any_language(locale: str) -> None:
    rule = plurals.parse(plurals.from_cldr(Locale.parse(locale)))
    cldr = Locale.parse(locale).plural_form
    assert len({(cldr(number), rule.form(number)) for number in range(300)}) == len({cldr(n) for n in range(300)})


def test_the_forms_for_a_single_number_are_known() -> None:
    assert get("ar").plural_rule.lone_numbers() == {0: 0, 1: 1, 2: 2}
    assert get("ckb").plural_rule.lone_numbers() == {0: 1}


def test_examples_show_what_a_form_is_for() -> None:
    assert get("ar").plural_rule.examples(3) == (3, 4, 5, 6, 7, 8)
    assert get("ar").plural_rule.examples(5)[0] == 100


@pytest.mark.parametrize(
    "header",
    ["", "nplurals=2", "nplurals=0; plural=0;", "nplurals=2; plural=n;", "nplurals=2; plural=__import__('os');", "x"],
)
def test_a_header_that_cannot_be_used_is_refused(header: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        plurals.parse(header)
