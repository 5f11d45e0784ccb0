"""Letters, digits and invisible characters of a text against what its language is written with; pure."""

import re
import unicodedata

from portal.catalogs import markup
from portal.catalogs.placeholders import BRACE, PERCENT
from portal.i18n.language import Language

_PAIRS = {"\u202a": "\u202c", "\u202b": "\u202c", "\u202d": "\u202c", "\u202e": "\u202c"} | dict.fromkeys(
    "\u2066\u2067\u2068", "\u2069"
)
_OVERRIDES = re.compile("[\u202a\u202b\u202d\u202e]")
_LEADING_MARK = re.compile("^\u200e(?=[\u0600-\u06ff])", re.MULTILINE)
_INVISIBLE = re.compile("[\u200b\ufeff]")
_PRESENTATION = re.compile("[\ufb50-\ufd3d\ufd50-\ufdff\ufe70-\ufefc]")
_ARABIC = re.compile("[\u0621-\u064a\u066e-\u06d3\u06d5]")
_QUOTED = re.compile("«[^»]*»|“[^”]*”")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+|[@#]\w+|&#?\w+;")
_WORD = re.compile(r"[^\W\d_]{2,}")
_LATIN_WORD = re.compile(r"[\w./+-]*[A-Za-z][\w./+-]*")

_PUNCTUATION = (
    (re.compile("(?<=[\u0621-\u064a\u066e-\u06d5]) ?[,;?]"), "Latin punctuation after an Arabic letter; use ، ؛ ؟"),
    (re.compile("(?<=\\w) +[،؛؟:](?=\\s|$)"), "a space before a punctuation mark"),
    (re.compile("[،؛](?=[^\\s\\d»”)\u2069])"), "no space after a punctuation mark"),
    (re.compile("(?<=\\w)\u0640+(?=\\w)"), "a lengthened letter (tatweel)"),
)

# As the names of letters in Unicode begin.
_SCRIPTS = {"Arab": "ARABIC", "Latn": "LATIN"}
_STRANGERS = {"ARMENIAN", "CYRILLIC", "GEORGIAN", "GREEK", "HEBREW", "SYRIAC"}

_SYSTEMS = {"latn": "ASCII", "arab": "Arabic-Indic", "arabext": "Persian"}


def bidi_errors(text: str) -> list[str]:
    """Say which directional controls are not closed, or not opened, within a line of ``text``."""
    for number, line in enumerate(text.split("\n"), 1):
        awaited: list[str] = []
        for letter in line:
            if letter in _PAIRS:
                awaited.append(_PAIRS[letter])
            elif letter in "\u202c\u2069" and (not awaited or awaited.pop() != letter):
                return [f"U+{ord(letter):04X} closes nothing in line {number}"]
        if awaited:
            return [f"a directional control is not closed in line {number}"]
    return []


def bidi_warnings(text: str) -> list[str]:
    """Name directional controls that are seldom what was meant."""
    told = []
    if _OVERRIDES.search(text):
        told.append("an embedding or override; isolates (U+2068 to U+2069, or <bdi>) do not disturb the rest")
    if _LEADING_MARK.search(text):
        told.append("U+200E before an Arabic letter at the start")
    return told


def alphabet_errors(text: str, language: Language) -> list[str]:
    """Name letters that the language is not written with; quotations in another language may have them."""
    told = []
    if _INVISIBLE.search(text):
        told.append("an invisible character (U+200B or U+FEFF)")
    if _PRESENTATION.search(text):
        told.append("a presentation form instead of a letter")
    words = _QUOTED.sub(" ", _prose(text))
    told += _script_errors(words, language)
    told += [f"{letter} instead of {own}" for letter, own in language.foreign_letters.items() if letter in words]
    return told


def _script_errors(words: str, language: Language) -> list[str]:
    """Say when a text is not written in the language's script; names in Latin or Arabic letters may stand in it."""
    own = _SCRIPTS.get(language.script)
    found = {unicodedata.name(letter, "").partition(" ")[0] for letter in words if letter.isalpha()}
    if own is None or not found:
        return []
    told = [f"{script.capitalize()} letters" for script in sorted(found & _STRANGERS - {own})]
    # One word may be a name or a format; what says more has to be written as its readers read.
    if not told and own not in found and (own == "LATIN" or len(_WORD.findall(words)) > 1):
        told.append(f"not one {own.capitalize()} letter")
    return told


def alphabet_warnings(text: str, language: Language) -> list[str]:
    """Name spellings and punctuation that are seldom meant."""
    words = _prose(text)
    told = [f"{match[0]}: {meant}?" for doubt, meant in language.doubtful.items() if (match := re.search(doubt, words))]
    if len(language.rival_letters) > 1 and all(letter in words for letter in language.rival_letters):
        told.append(f"mixed: {' and '.join(language.rival_letters)}")
    if language.script == "Arab":
        told += [what for sign, what in _PUNCTUATION if sign.search(words)]
    elif _ARABIC.search(_QUOTED.sub(" ", words)):
        told.append("Arabic letters outside an element with their language")
    return told


def digit_warnings(text: str, language: Language) -> list[str]:
    """Name the systems of digits in ``text`` that are not the language's own; codes in Latin letters keep theirs."""
    words = _LATIN_WORD.sub(" ", _prose(text))
    systems = {_system(letter) for letter in words if unicodedata.category(letter) == "Nd"}
    return [f"{_SYSTEMS.get(each, 'other')} digits" for each in sorted(systems - {language.digits})]


def has_words(text: str) -> bool:
    """Tell whether there is anything to translate in a message besides placeholders, tags and addresses."""
    return any(letter.isalpha() for letter in _prose(text))


def _prose(text: str) -> str:
    """Return what is written in the language itself: no tags, placeholders, addresses or foreign elements."""
    return _ADDRESS.sub(" ", PERCENT.sub(" ", BRACE.sub(" ", markup.visible(text))))


def _system(digit: str) -> str:
    if digit.isascii():
        return "latn"
    return {"\u0660": "arab", "\u06f0": "arabext"}.get(chr(ord(digit) - unicodedata.decimal(digit)), "other")
