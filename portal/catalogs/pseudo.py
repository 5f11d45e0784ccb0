"""Pseudo-languages for tests: every message becomes recognisable, longer and foreign.

Text that never went through a catalog stands out then, and so do layouts without room.

Between ``⟦`` and ``⟧`` stands the English message with accents and two fifths more letters, or, for a language that is
written from right to left, in Arabic letters. Placeholders and tags stay as they are.
"""

import re
from dataclasses import replace
from pathlib import Path

from portal.catalogs import files, mo
from portal.catalogs.placeholders import BRACE, PERCENT
from portal.catalogs.po import Catalog, Entry
from portal.i18n.language import Language
from portal.i18n.languages import LANGUAGES, SOURCE

OPENING, CLOSING = "⟦", "⟧"

_KEPT = re.compile(rf"<[^>]*>|&\w+;|{BRACE.pattern}|{re.sub(r'P<[a-z]+>', ':', PERCENT.pattern)}")
_ACCENTED = str.maketrans("aAcCdDeEgGiIjJnNoOrRsStTuUwWyYzZ", "áÁçÇďĎéÉğĞíÍĵĴñÑöÖŕŔšŠţŢúÚŵŴýÝžŽ")
_ARABIC = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", "ابجدهفغحيجكلمنوبقرستوفوخيزابجدهفغحيجكلمنوبقرستوفوخيز"
)
_VOWELS = "aeiou"


def pseudo(text: str, language: Language) -> str:
    """Return a message in the pseudo-language that stands for ``language``."""
    kept = _KEPT.findall(text)
    parts = _KEPT.split(text)
    letters = sum(len(part) for part in parts)
    spoken = [_accented(part) if language.direction == "ltr" else _arabic(part, language) for part in parts]
    told = "".join(part + stays for part, stays in zip(spoken, [*kept, ""], strict=True))
    grown = letters * 2 // 5 - (sum(len(part) for part in spoken) - letters)
    return f"{OPENING}{told}{'~' * max(grown, 0)}{CLOSING}"


def pseudo_catalog(template: Catalog, language: Language) -> Catalog:
    """Return a complete catalog of a language in its pseudo-language."""
    header = files.new_catalog(language).header
    return Catalog((header, *(_translated(entry, language) for entry in template.messages)))


def write_pseudo(folder: Path, template: Catalog) -> None:
    """Write template and compiled pseudo-catalogs of all languages but the source into a folder of a test's own."""
    files.write(files.template_path(folder), template)
    for language in LANGUAGES.values():
        if language.code != SOURCE:
            compiled = mo.pack(pseudo_catalog(template, language))
            files.replace_file(files.compiled_path(folder, language.code), compiled)


def _translated(entry: Entry, language: Language) -> Entry:
    texts: tuple[str, ...] = (pseudo(entry.msgid, language),)
    if entry.plural is not None:
        rule = language.plural_rule
        texts = tuple(
            pseudo(entry.msgid if form == rule.form(1) else entry.plural, language) for form in range(rule.forms)
        )
    return replace(entry, texts=texts, head=None, body=None)


def _arabic(text: str, language: Language) -> str:
    spoken = text.translate(_ARABIC)
    for letter, own in language.foreign_letters.items():
        spoken = spoken.replace(letter, own)
    return spoken


def _accented(text: str) -> str:
    return "".join(letter * 2 if letter in _VOWELS else letter for letter in text).translate(_ACCENTED)
