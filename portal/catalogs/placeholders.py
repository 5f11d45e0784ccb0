"""Placeholders of ``%`` and brace formats: every one is named, so that a translator may move it."""

import re
from collections import Counter
from dataclasses import dataclass

from portal.i18n.plurals import PluralRule

PERCENT = re.compile(
    r"%(?:\((?P<name>\w+)\)[-#0+]*[0-9]*(?:\.[0-9]+)?(?P<kind>[diouxXeEfFgGcrsa])|(?P<bare>[sdif])|(?P<sign>%))?"
)
BRACE = re.compile(r"\{[A-Za-z_]\w*\}")

_NUMERALS = frozenset({"count", "num", "number", "n"})


@dataclass(frozen=True, slots=True)
class Format:
    """What a string fills in: placeholders as written (``%(name)s``), with how often; ``stray`` per cent signs."""

    placeholders: Counter[str]
    stray: int

    @property
    def names(self) -> frozenset[str]:
        return frozenset(self.placeholders)


def parse(text: str) -> Format:
    """Read the format of a string; a placeholder that has no name counts as its letter (``%s``)."""
    found: Counter[str] = Counter()
    stray = 0
    for match in PERCENT.finditer(text):
        if match["name"]:
            found[f"%({match['name']}){match['kind']}"] += 1
        elif match["bare"]:
            found[match[0]] += 1
        elif not match["sign"]:
            stray += 1
    found.update(BRACE.findall(text))
    return Format(found, stray)


def faults(sources: tuple[str, str | None], texts: tuple[str, ...], *, rule: PluralRule) -> list[str]:
    """Say what is wrong with the placeholders of the translations of a msgid and its plural.

    The numeral may be missing where a form means one number (Arabic's 0, 1 and 2): it is written as a word there.
    """
    msgid, plural = sources
    single = parse(msgid).names
    if plural is None:
        return [
            fault for text in texts if text for fault in _compared(parse(text).names, needed=single, allowed=single)
        ]
    needed = parse(plural).names
    lone = rule.lone_numbers()
    told = []
    for form, text in enumerate(texts):
        if not text:
            continue
        optional = _numerals(single, needed) if form in lone else frozenset()
        told += _compared(parse(text).names, needed=needed - optional, allowed=single | needed)
    return told


def _numerals(single: frozenset[str], many: frozenset[str]) -> frozenset[str]:
    """Return the placeholders that show the number: those the singular does without, or named or typed like one."""
    alike = frozenset(
        each for each in many if each.endswith(")d") or each == "%d" or each.strip("%(){}sd") in _NUMERALS
    )
    return (many - single) | alike or (many if len(many) == 1 else frozenset())


def _compared(found: frozenset[str], *, needed: frozenset[str], allowed: frozenset[str]) -> list[str]:
    told = [f"the placeholder {each} is missing" for each in sorted(needed - found)]
    return told + [f"the placeholder {each} is not in the source" for each in sorted(found - allowed)]


def stray_signs(text: str) -> int:
    """Count the per cent signs that begin no placeholder and are not doubled."""
    return parse(text).stray
