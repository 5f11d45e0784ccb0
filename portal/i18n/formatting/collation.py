"""The order of names by each language's own alphabet (CLDR has none for Sorani and Kurmanji), and their registers."""

import unicodedata
from functools import lru_cache

from portal.i18n.language import Language

_BASE36 = "0123456789abcdefghijklmnopqrstuvwxyz"
OTHER = "#"
"""The register heading of names that begin with no letter of the alphabet."""


@lru_cache(maxsize=8192)
def sort_key(text: str, language: Language) -> str:
    """Return a key of ASCII letters and digits that orders texts as the language's registers do.

    It compares alike under any database collation. Words count before letters ("New Zealand" before "Newport"), digits
    come before the alphabet and other scripts after it; case, vowel marks, punctuation and a leading article are
    ignored. Equal keys mean equal for a reader: order by the text itself after the key.
    """
    ranks = _ranks(language)
    words = [[_weight(letter, ranks) for letter in word] for word in _words(text, language)]
    return "00".join("".join(word) for word in words)


def index_letter(text: str, language: Language) -> str:
    """Return the letter under which a register lists ``text``, as a capital where the script has them, or ``#``."""
    words = _words(text, language)
    if not words or words[0][0] not in _ranks(language):
        return OTHER
    return words[0][0].upper()


@lru_cache(maxsize=32)
def _ranks(language: Language) -> dict[str, int]:
    return {letter: rank for rank, letter in enumerate(language.alphabet)}


def _weight(letter: str, ranks: dict[str, int]) -> str:
    """Return the weight of a letter: 1 and a digit, 2 and the rank in the alphabet, 3 and the code point."""
    if letter in ranks:
        return "2" + _base36(ranks[letter], width=2)
    value = unicodedata.decimal(letter, None)
    if value is not None:
        return f"1{value}"
    return "3" + _base36(ord(letter), width=4)


def _base36(value: int, *, width: int) -> str:
    figures = ""
    for _ in range(width):
        value, rest = divmod(value, 36)
        figures = _BASE36[rest] + figures
    return figures


def _words(text: str, language: Language) -> list[str]:
    """Return the words of ``text`` in letters of the alphabet as far as they have one; the article is gone."""
    folded = "".join(_folded(letter, language) for letter in unicodedata.normalize("NFC", text).lower())
    words = folded.split()
    for article in language.articles:
        # Two letters at least must stay, or it was the beginning of a word.
        if words and words[0].startswith(article) and len(words[0]) > len(article) + 1 and _plain(text, article):
            words[0] = words[0].removeprefix(article)
    return words


def _plain(text: str, article: str) -> bool:
    """Tell whether a text begins with the article as it is written, not with letters that fold to it (ألمانيا)."""
    return text.lstrip().startswith(article)


def _folded(letter: str, language: Language) -> str:
    """Return what a letter sorts as: a letter, nothing for marks and apostrophes, a space for other signs."""
    if letter in language.alphabet:
        return letter
    if letter in language.folds:
        return language.folds[letter]
    category = unicodedata.category(letter)
    if category[0] == "M" or category in ("Cf", "Lm") or letter in "'’ʼ":
        return ""
    if category == "Nd":
        return letter
    if category[0] != "L":
        return " "
    base = unicodedata.normalize("NFKD", letter.casefold())
    return "".join(each for each in base if unicodedata.category(each)[0] == "L")
