"""Taking endings off a word, over and over, by rules that say how much must remain."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Affix:
    """Letters at an edge of a word that may go while at least ``rest`` letters remain, the last one of ``after``."""

    letters: str
    rest: int
    after: str = ""


def affixes(text: str, *, rest: int, after: str = "") -> tuple[Affix, ...]:
    """Return the affixes of a line, longest first: of two that fit the longer one is meant."""
    return tuple(Affix(letters, rest, after) for letters in sorted(text.split(), key=len, reverse=True))


def without_ending(word: str, endings: Iterable[Affix]) -> str:
    """Return ``word`` without the first of ``endings`` that fits, or unchanged."""
    for ending in endings:
        if word.endswith(ending.letters):
            rest = word[: -len(ending.letters)]
            if len(rest) >= ending.rest and (not ending.after or rest[-1] in ending.after):
                return rest
    return word


def without_beginning(word: str, beginnings: Iterable[Affix]) -> str:
    """Return ``word`` without the first of ``beginnings`` that fits, or unchanged."""
    for beginning in beginnings:
        if word.startswith(beginning.letters) and len(word) - len(beginning.letters) >= beginning.rest:
            return word[len(beginning.letters) :]
    return word


def until_stable(word: str, endings: tuple[Affix, ...], beginnings: tuple[Affix, ...] = ()) -> str:
    """Take affixes off until none fits: stacked ones all go, whatever their order."""
    before = ""
    while word != before:
        before = word
        word = without_ending(without_beginning(word, beginnings), endings)
    return word
