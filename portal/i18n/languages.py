"""The languages of the site: one record each, and the only place that tells them apart.

Everything else asks a record (its direction, its digits, its alphabet); a test forbids language codes elsewhere. A new
language is one record here, in the order of the switcher, and a catalog made by ``flask i18n add``.
"""

import dataclasses
from collections.abc import Mapping
from functools import lru_cache

from portal.errors import NotFound
from portal.i18n import corrections, negotiation
from portal.i18n.language import SOURCE, Direction, Language
from portal.i18n.marks import N_

__all__ = ["LANGUAGES", "SOURCE", "Direction", "Language", "get", "negotiate", "use_digits"]

_RECORDS = (
    Language(
        code="ar",
        endonym="العربية",
        direction="rtl",
        script="Arab",
        locale="ar_IQ",  # plain "ar" has the months of Egypt and the Gulf
        og_locale="ar_AR",
        synonyms="ara arb",
        # The varieties that ISO 639-3 and CLDR's languageMatching count under Arabic.
        varieties=(
            "aao abh abv acm acq acw acx acy adf aeb aec afb ajp apc apd arq ars ary arz auz avl ayh ayl ayn ayp bbz "
            "pga shu ssh"
        ),
        plural="nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);",
        # CLDR's months standing alone (LLLL) fall back to another region's.
        months=corrections.ARABIC_MONTHS,
        moment="{date}، {time} {zone}",
        zone_names={"Asia/Baghdad": "بتوقيت بغداد"},
        byte_units=("بايت", "كيلوبايت", "ميغابايت", "غيغابايت"),
        alphabet="ءابتثجحخدذرزسشصضطظعغفقكلمنهوي",
        folds={
            "أ": "ا",
            "إ": "ا",
            "آ": "ا",
            "ٱ": "ا",
            "ؤ": "و",
            "ئ": "ي",
            "ى": "ي",
            "ة": "ه",
            "پ": "ب",
            "چ": "ج",
            "ژ": "ز",
            "ڤ": "ف",
            "گ": "ك",
            "ک": "ك",
            "ی": "ي",
        },
        articles=("ال",),
        language_names={"ckb": "الكردية السورانية", "kmr": "الكردية الكرمانجية", "en": "الإنكليزية"},
        country_names=corrections.ARABIC_COUNTRIES,
        foreign_letters={"ک": "ك", "ی": "ي", "ە": "ه", "ھ": "ه", "ۆ": "و", "ێ": "ي", "ڕ": "ر", "ڵ": "ل"},
    ),
    Language(
        code="ckb",
        endonym="کوردیی ناوەندی",
        direction="rtl",
        script="Arab",
        locale="ckb_IQ",  # with the region, for the week
        hreflang="ku-Arab",  # search engines know two-letter languages
        og_locale="cb_IQ",
        synonyms="ku-arab kur-arab",
        # "ku" with a region stands for the script of CLDR's likelySubtags there, and Sorani is our Kurdish in Arabic
        # script; sdh (Southern Kurdish) is written like it. "ku-ckb" is an extended language that was never registered.
        varieties="ku-iq ku-ir ku-lb kur-iq kur-ir kur-lb ku-ckb ku-sdh sdh",
        digits="arab",
        plural="nplurals=2; plural=(n != 1);",
        date_long="dی MMMMی y",
        date_full="EEEE، dی MMMMی y",  # CLDR's is the root's: year first, Latin comma
        month_year="MMMMی y",
        months=corrections.SORANI_MONTHS,
        moment="{date}، {time} {zone}",
        zone_names={"Asia/Baghdad": "بە کاتی بەغدا"},
        list_separator="، ",
        list_and=" و ",
        list_or=" یان ",
        byte_units=("بایت", "کیلۆبایت", "مێگابایت", "گێگابایت"),
        alphabet="ئابپتجچحخدرڕزژسشعغفڤقکگلڵمنهەوۆیێ",
        folds={"ھ": "ه", "ك": "ک", "ي": "ی", "ى": "ی", "ة": "ه", "أ": "ئ", "إ": "ئ", "آ": "ا", "ؤ": "و", "ء": "ئ"},
        language_names={"ckb": "کوردیی ناوەندی", "kmr": "کوردیی کورمانجی"},
        country_names=corrections.SORANI_COUNTRIES,
        spelling={"ھ": "ه"},
        foreign_letters={"ك": "ک", "ي": "ی", "ى": "ی", "ة": "ە"},
        doubtful={r"\bر": "ڕ", "ه\u200c|ه\\b": "ە"},
        rival_letters=("ه", "ھ"),
    ),
    Language(
        code="kmr",
        endonym="Kurmancî",
        direction="ltr",
        script="Latn",
        locale="ku_TR",  # CLDR files Kurmanji under the code of all Kurdish
        hreflang="ku-Latn",
        synonyms="ku kur ku-latn kur-latn",
        plural="nplurals=2; plural=(n != 1);",
        # Numbers that end in a vowel when read aloud (du, sê) join the ending with a y.
        day_endings=dict.fromkeys((2, 3, 22, 23), ("ê", "yê")),
        zone_names={"Asia/Baghdad": "bi dema Bexdayê"},
        list_separator=", ",
        list_and=" û ",
        list_or=" an ",
        alphabet="abcçdeêfghiîjklmnopqrsştuûvwxyz",
        folds={"ı": "i"},
        language_names={"ckb": "kurdî (soranî)", "kmr": "kurdî (kurmancî)"},
        country_names=corrections.KURMANJI_COUNTRIES,
    ),
    Language(
        code="en",
        endonym="English",
        direction="ltr",
        script="Latn",
        locale="en_GB",
        fallback=None,
        synonyms="eng i-default",
        plural="nplurals=2; plural=(n != 1);",
        zone_names={"Asia/Baghdad": "Baghdad time"},
        language_names={"ckb": "Kurdish (Sorani)", "kmr": "Kurdish (Kurmanji)"},
        country_names=corrections.ENGLISH_COUNTRIES,
    ),
)

LANGUAGES: dict[str, Language] = {record.code: record for record in _RECORDS}
"""Every language by its code, in the order of the switcher."""


def get(code: str) -> Language:
    """Return the record of a language; raise NotFound for a code that is none of ours."""
    try:
        return LANGUAGES[code]
    except KeyError:
        raise NotFound(N_("There is no language %(language)s here."), code="unknown-language", language=code) from None


def negotiate(header: str | None) -> str | None:
    """Return the code of the edition that an ``Accept-Language`` header asks for; None when it asks for none of ours.

    None also for a header that is absent, empty, malformed or only ``*``. Never raises, whatever the header holds.
    """
    return negotiation.choose(header, _names(tuple(LANGUAGES)))


def use_digits(digits: Mapping[str, str]) -> None:
    """Replace the digits of some languages by the operator's choice (``Settings.digits``), once, at the start."""
    for code, system in digits.items():
        LANGUAGES[code] = dataclasses.replace(get(code), digits=system)


@lru_cache(maxsize=4)
def _names(codes: tuple[str, ...]) -> negotiation.Names:
    records = [LANGUAGES[code] for code in codes]
    return negotiation.Names(
        codes=frozenset(codes),
        synonyms={name: record.code for record in records for name in record.synonyms.split()},
        varieties={name: record.code for record in records for name in record.varieties.split()},
    )
