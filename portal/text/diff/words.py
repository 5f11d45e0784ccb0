"""Texts compared word by word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from portal.text.folding import MARKS

_WORD = re.compile(rf"[\w{MARKS}\u200c'\u2019]+")
_PIECE = re.compile(rf"[\w{MARKS}\u200c'\u2019]+|\s+|[^\w\s]")


def words(text: str) -> tuple[str, ...]:
    """Return the words of plain text, lower case, without punctuation."""
    return tuple(_WORD.findall(text.lower()))


def similarity(a: Sequence[str], b: Sequence[str], *, at_least: float = 0.0) -> float:
    """Return how much of two lists of words is common and in the same order, 0 to 1; two empty lists are equal.

    What is below ``at_least`` comes out as 0: most pairs need no full comparison to know that.
    """
    if not a and not b:
        return 1.0
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    if matcher.real_quick_ratio() < at_least or matcher.quick_ratio() < at_least:
        return 0.0
    ratio = matcher.ratio()
    return ratio if ratio >= at_least else 0.0


def common(a: Sequence[str], b: Sequence[str]) -> int:
    """Return how many words of ``a`` stand in ``b`` in the same order, as far as one look finds them."""
    return sum(size for _, _, size in SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks())


@dataclass(frozen=True, slots=True)
class WordChange:
    """A stretch of text: equal on both sides, in the new text only, in the old only, or different."""

    kind: Literal["equal", "insert", "delete", "replace"]
    old: str
    new: str


def word_changes(old: str, new: str) -> tuple[WordChange, ...]:
    """Return how ``old`` becomes ``new``; each side's parts, joined, are that side's text."""
    return tuple(_changes(_PIECE.findall(old), _PIECE.findall(new)))


def _changes(old: list[str], new: list[str]) -> Iterator[WordChange]:
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        yield WordChange(kind, "".join(old[i1:i2]), "".join(new[j1:j2]))
