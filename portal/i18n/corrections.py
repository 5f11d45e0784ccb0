"""Names where CLDR has none, or not the one our readers use: the one place where it is corrected.

Reasons: the spelling that the editions use everywhere else (``Iraq``, ``Sûriye``), full names where CLDR tells two
states apart by their capitals, months that it spells in two ways, and slips (``لیتوانایا``).
"""

from collections.abc import Mapping
from types import MappingProxyType

ENGLISH_COUNTRIES: Mapping[str, str] = MappingProxyType(
    {
        "BA": "Bosnia and Herzegovina",
        "CD": "Democratic Republic of the Congo",
        "CG": "Republic of the Congo",
    }
)

ARABIC_COUNTRIES: Mapping[str, str] = MappingProxyType(
    {
        "CD": "جمهورية الكونغو الديمقراطية",
        "CG": "جمهورية الكونغو",
        "DK": "الدنمارك",
    }
)

SORANI_COUNTRIES: Mapping[str, str] = MappingProxyType(
    {
        "CD": "کۆماری دیموکراتیی کۆنگۆ",
        "CG": "کۆماری کۆنگۆ",
        "ET": "ئیتیۆپیا",
        "GN": "گینیا",
        "LT": "لیتوانیا",
        "NG": "نێجیریا",
    }
)

KURMANJI_COUNTRIES: Mapping[str, str] = MappingProxyType(
    {
        "CD": "Komara Demokratîk a Kongoyê",
        "CG": "Komara Kongoyê",
        "IQ": "Iraq",
        "MA": "Maroko",
        "SY": "Sûriye",
    }
)

ARABIC_MONTHS = (
    "كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران",
    "تموز", "آب", "أيلول", "تشرين الأول", "تشرين الثاني", "كانون الأول",
)  # fmt: skip

SORANI_MONTHS = (
    "کانوونی دووەم", "شوبات", "ئازار", "نیسان", "ئایار", "حوزەیران",
    "تەمووز", "ئاب", "ئەیلوول", "تشرینی یەکەم", "تشرینی دووەم", "کانوونی یەکەم",
)  # fmt: skip
