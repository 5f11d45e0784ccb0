"""Plural rules as gettext writes them: reading a ``Plural-Forms`` header and making one from CLDR."""

import gettext
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from babel import Locale
from babel.plural import to_gettext

_HEADER = re.compile(r"\s*nplurals\s*=\s*([1-9][0-9]?)\s*;\s*plural\s*=\s*([^;]+?)\s*;?\s*")
_SAMPLE = (*range(1001), 1_000_000, 1_000_001, 1_000_002, 1_000_011, 2_000_000)
"""The numbers two rules are compared over: every remainder modulo 100 and 1000 that CLDR's rules tell apart."""


@dataclass(frozen=True, slots=True, eq=False)
class PluralRule:
    """How many forms a language has, and which one a whole number of zero or more takes."""

    header: str
    forms: int
    form: Callable[[int], int]

    def agrees_with(self, other: "PluralRule") -> bool:
        """Tell whether both choose the same form for every number, however they are written."""
        return self.forms == other.forms and all(self.form(n) == other.form(n) for n in _SAMPLE)

    def lone_numbers(self) -> dict[int, int]:
        """Return the forms that stand for a single number, with that number: its numeral may be a word or absent."""
        counts = Counter(self.form(n) for n in _SAMPLE)
        return {self.form(n): n for n in _SAMPLE if counts[self.form(n)] == 1}

    def examples(self, form: int, *, most: int = 6) -> tuple[int, ...]:
        """Return the first numbers that take ``form``, to show beside a translator's field."""
        return tuple(n for n in _SAMPLE if self.form(n) == form)[:most]


def parse(header: str) -> PluralRule:
    """Read the value of a ``Plural-Forms`` header; raise ValueError for one that cannot be used."""
    match = _HEADER.fullmatch(header)
    if match is None:
        raise ValueError(f"not a Plural-Forms header: {header!r}")
    forms = int(match[1])
    form = gettext.c2py(match[2])
    if any(not 0 <= form(n) < forms for n in _SAMPLE):
        raise ValueError(f"a form outside 0 to {forms - 1}: {header!r}")
    return PluralRule(header, forms, form)


def from_cldr(locale: Locale) -> str:
    """Return the header of CLDR's rule for whole numbers, forms in the order zero, one, two, few, many, other.

    (Babel's own table of headers has two of Arabic's six forms swapped.) CLDR's operand ``e``, the exponent of compact
    numbers, is 0 in all that we count and unknown to gettext.
    """
    return re.sub(r"\be\b", "0", to_gettext(locale.plural_form))
