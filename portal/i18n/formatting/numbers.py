"""Numbers in the digits and separators of a language: one system for counts, dates, pages and percentages."""

import re
from functools import lru_cache

from babel.numbers import format_decimal, format_percent

from portal.i18n.language import Language

_DIGITS = {"arab": "٠١٢٣٤٥٦٧٨٩", "arabext": "۰۱۲۳۴۵۶۷۸۹"}
_FIGURES = {system: str.maketrans("0123456789", own) for system, own in _DIGITS.items()}
_GROUPED = {system: str.maketrans("0123456789,.%", own + "٬٫٪") for system, own in _DIGITS.items()}

_FIGURE = re.compile(r"[0-9]+(?:[.,][0-9]+)*%?")
_AMOUNT = re.compile(r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?%?")


def digits(text: str, language: Language) -> str:
    """Return ``text`` with its ASCII digits in those of the language; nothing changes where these are ASCII.

    Separators and per cent signs change with them in what is written as an amount (``1,234.5``, ``40%``), not in dates,
    versions or clock times.
    """
    if language.digits not in _DIGITS:
        return text
    return _FIGURE.sub(lambda match: _shaped(match[0], language.digits), text)


def figures(text: str, language: Language) -> str:
    """Return ``text`` with nothing but its ASCII digits changed."""
    table = _FIGURES.get(language.digits)
    return text.translate(table) if table else text


def _shaped(token: str, system: str) -> str:
    return token.translate((_GROUPED if _AMOUNT.fullmatch(token) else _FIGURES)[system])


@lru_cache(maxsize=4096)
def number(value: float, language: Language, *, decimals: int = 0) -> str:
    """Write a number with the language's separators, rounded to at most ``decimals`` places."""
    pattern = "#,##0" + ("." + "#" * decimals if decimals else "")
    written = format_decimal(value, pattern, locale=language.babel, numbering_system=_system(language))
    return figures(written, language)


@lru_cache(maxsize=1024)
def percent(fraction: float, language: Language) -> str:
    """Write a share of one as whole per cent: 0.4 is 40%."""
    written = format_percent(fraction, locale=language.babel, numbering_system=_system(language))
    table = _GROUPED.get(language.digits)
    return written.translate(table) if table else written


def duration(seconds: int, language: Language) -> str:
    """Write a length of time as on a player: 1:00, 1:02:03."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    written = f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
    return figures(written, language)


def file_size(size: int, language: Language) -> str:
    """Write a number of bytes in decimal units, to two significant places: 1.2 MB."""
    amount, unit = float(size), 0
    while amount >= 999.5 and unit < len(language.byte_units) - 1:
        amount, unit = amount / 1000, unit + 1
    written = number(amount, language, decimals=1 if unit and amount < 9.95 else 0)
    return f"{written} {language.byte_units[unit]}"


def _system(language: Language) -> str:
    return language.digits if language.digits in _DIGITS else "latn"
