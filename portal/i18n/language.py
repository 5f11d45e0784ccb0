"""What a record of a language holds, and what follows from CLDR and the script where a record is silent."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from babel import Locale

from portal.i18n import plurals

Direction = Literal["ltr", "rtl"]

SOURCE = "en"
"""The language of the interface strings in the code, and what every other falls back to unless its record says else."""

_ALPHABETS = {
    "Latn": "abcdefghijklmnopqrstuvwxyz",
    # The order that Persian, Urdu and Pashto lists start from; Arabic and Sorani have their own.
    "Arab": "ءابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی",
}
_MOMENTS = {"Latn": "{date}, {time} ({zone})", "Arab": "{date}، {time} ({zone})"}
_FOLDS = {"Arab": {"ك": "ک", "ي": "ی", "ى": "ی", "ئ": "ی", "ؤ": "و", "ة": "ه", "ھ": "ه", "أ": "ا", "إ": "ا", "آ": "ا"}}


@dataclass(frozen=True, eq=False, kw_only=True)
class Language:
    """One language of the site; the first five fields are needed, the others have defaults that do.

    ``code`` stands in addresses, in the database, in catalog folders and in ``lang``. Records are compared by identity:
    there is one a language.
    """

    code: str
    endonym: str
    direction: Direction
    script: str
    """ISO 15924."""
    locale: str
    """The CLDR locale that Babel formats with."""

    hreflang: str = ""
    """For ``hreflang`` and sitemaps; the code itself when empty."""
    og_locale: str = ""
    """For ``og:locale``; the CLDR locale when empty."""
    fallback: str | None = SOURCE
    """The language whose interface strings stand in for missing ones; None for the source language."""

    synonyms: str = ""
    """BCP 47 tags in lower case, parted by spaces, that mean this very language."""
    varieties: str = ""
    """BCP 47 tags in lower case, parted by spaces, whose readers are served by this language."""

    digits: str = "latn"
    """CLDR numbering system of everything shown: ``latn``, ``arab`` or ``arabext``."""
    plural: str = ""
    """Value of the catalog's ``Plural-Forms``; CLDR's rule when empty."""

    date_long: str = ""
    """CLDR patterns; the locale's own when empty."""
    date_full: str = ""
    month_year: str = ""
    months: tuple[str, ...] = ()
    """The months standing alone, January first; CLDR's when empty."""
    day_endings: Mapping[int, tuple[str, str]] = field(default_factory=dict)
    """Days of the month after which an ending differs: what CLDR's pattern puts there, and what to put instead."""
    moment: str = ""
    """A day, a time and the name of its zone; the script's when empty."""
    zone_names: Mapping[str, str] = field(default_factory=dict)
    """IANA zone to what a reader calls its time; CLDR's name of the place otherwise."""

    list_separator: str = ""
    """Between members of a list, with ``list_and`` and ``list_or`` before the last; CLDR's when empty."""
    list_and: str = ""
    list_or: str = ""
    byte_units: tuple[str, str, str, str] = ("B", "kB", "MB", "GB")

    alphabet: str = ""
    """Letters in order for sorting and registers, in lower case; the script's when empty."""
    folds: Mapping[str, str] = field(default_factory=dict)
    """Letters that sort as another one of the alphabet."""
    articles: tuple[str, ...] = ()
    """What is skipped at the start of a name when sorting."""

    language_names: Mapping[str, str] = field(default_factory=dict)
    """Names of languages in this one where CLDR's are missing or wrong."""
    country_names: Mapping[str, str] = field(default_factory=dict)
    """Names of countries (ISO 3166 alpha-2) where CLDR's are missing or wrong."""
    spelling: Mapping[str, str] = field(default_factory=dict)
    """Letters of CLDR's words that this language's ordinary spelling replaces."""

    foreign_letters: Mapping[str, str] = field(default_factory=dict)
    """Letters of the script that do not belong to the language, with what was meant instead."""
    doubtful: Mapping[str, str] = field(default_factory=dict)
    """Regular expressions for spellings that are seldom meant, with what was."""
    rival_letters: tuple[str, ...] = ()
    """Letters that mean the same and are not mixed in one text."""

    def __post_init__(self) -> None:
        """Fill what follows from other fields."""
        for name, value in (
            ("hreflang", self.code),
            ("og_locale", self.locale),
            ("moment", _MOMENTS.get(self.script, _MOMENTS["Latn"])),
            ("alphabet", _ALPHABETS.get(self.script, "")),
            ("folds", _FOLDS.get(self.script, {}) if not self.alphabet else {}),
        ):
            if not getattr(self, name):
                object.__setattr__(self, name, value)

    @cached_property
    def babel(self) -> Locale:
        """The CLDR locale, resolved once: resolving it again costs more than formatting a date."""
        return Locale.parse(self.locale)

    @cached_property
    def plural_rule(self) -> plurals.PluralRule:
        """The rule that the language's catalog must carry."""
        return plurals.parse(self.plural or plurals.from_cldr(self.babel))

    @property
    def first_weekday(self) -> int:
        """The day a calendar's week begins with; Monday is 0."""
        return int(self.babel.first_week_day)

    def spelt(self, text: str) -> str:
        """Return words of CLDR in the language's ordinary spelling."""
        for letter, own in self.spelling.items():
            text = text.replace(letter, own)
        return text
