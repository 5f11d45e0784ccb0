"""What all languages share: cutting text into words, and the three levels of a word.

* exact: the word folded (one spelling for every keyboard);
* stem: without the endings and prefixes that grammar adds, carefully;
* skeleton: boldly, and without the marks that people leave out when they type.

The stem is made from the exact form alone and the skeleton from the stem alone, so whatever meets on a finer level
meets on the coarser ones, too. Terms of different levels never collide: a stem is marked with ``~``, a skeleton with
``~~``, which no word contains.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from portal.text.folding import INVISIBLE, MARKS, FoldingProfile, folded, strip_marks

LONGEST = 48
"""Characters of a word that count; longer ones are addresses, keys or attacks."""

# Longest stretches that may hold a word; what is in them is found out once for each, and remembered.
# Their length is bounded, so that no text can make one of them costly.
_LETTERS = rf"[\w{MARKS}{INVISIBLE}]{{1,100}}"
_RUN = re.compile(rf"[#@]?{_LETTERS}(?:['\u2019\u02bc.,\u066b\u066c]{_LETTERS}){{0,8}}")
_L = rf"[^\W_]|[{MARKS}{INVISIBLE}]"
_ONE = rf"[^\W\d_][{MARKS}{INVISIBLE}]*"
_WORD = re.compile(
    # #DestructiveLegacy, @press_office, snake_case
    rf"(?P<tag>[#@](?:{_L}|_)+|(?:{_L})+_(?:{_L}|_)+)"
    # 1,500 3.5 ٢٬٠٠٠
    rf"|(?P<number>\d+(?:[.,\u066b\u066c]\d+)+)(?!{_L})"
    # U.S. ی.ن.ک
    rf"|(?P<short>(?<![\w.]){_ONE}(?:\.{_ONE})+)(?!{_L})"
    rf"|(?P<word>(?:{_L})+(?:['\u2019\u02bc](?:{_L})+)*)"
)
_CAMEL = re.compile(r"(?<=[a-zîûêşç\d])(?=[A-ZÎÛÊŞÇ])|_+|(?<=[A-Z])(?=[A-Z][a-z])")
_LEADING = re.compile(rf"[{INVISIBLE}#@_]+")
_TRAILING = re.compile(rf"[{INVISIBLE}_]+\Z")
_ARABIC_LETTER = re.compile("[\u0620-\u064a\u066e-\u06d3\u06d5\u06ee-\u06ef\u06fa-\u06ff\u0750-\u077f\u08a0-\u08c9]")
_THOUSANDS = re.compile(r"\d{1,3}(?:[,\u066c]\d{3})+(?![,\u066c])")
_DOTTED_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+")

Rule = Callable[[str], str]


class Levels(NamedTuple):
    """One word on its three levels, as terms of an index: stem and skeleton carry their marks."""

    exact: str
    stem: str
    skeleton: str


class Token(NamedTuple):
    """A word where it stands: ``text[start:end]`` of the original.

    ``position`` counts words, for phrases. ``is_part`` marks what stands inside a token before it (``Legacy`` in
    ``#DestructiveLegacy``). ``is_stop`` marks words that say nothing alone.
    """

    start: int
    end: int
    levels: Levels
    position: int
    is_stop: bool = False
    is_part: bool = False


@dataclass(frozen=True, eq=False)
class Analyzer:
    """The rules of one language for words in its script, ``Arab`` or ``Latn``; empty, they are for words in both.

    ``stem`` and ``skeleton`` take a folded word and the stem of one; they return at least one character.
    """

    language: str
    script: str
    profile: FoldingProfile
    stem: Rule
    skeleton: Rule
    stop_words: frozenset[str] = frozenset()


def levels_of(word: str, analyzer: Analyzer) -> Levels:
    """Return the levels of a folded word."""
    exact = word[:LONGEST]
    if exact in analyzer.stop_words:
        # It is in every text: nothing else may come to look like it, so it meets itself alone.
        stem = skeleton = f"{exact}."
    elif exact[0].isdigit():
        stem = skeleton = _number_stem(exact)
    elif analyzer.script and script_of(exact) != analyzer.script:
        # A foreign word within the text: folded boldly, stemmed by nobody's rules.
        stem, skeleton = exact, without_marks(exact)
    else:
        stem = analyzer.stem(exact) or exact
        skeleton = analyzer.skeleton(stem) or stem
    return Levels(exact, f"~{stem}", f"~~{skeleton}")


def without_marks(word: str) -> str:
    """Return a word in the letters that every keyboard has, without apostrophes."""
    return strip_marks(word).replace("'", "") or word


def script_of(word: str) -> str:
    """Return ``Arab`` when the word has a letter of it, else ``Latn``."""
    return "Arab" if _ARABIC_LETTER.search(word) else "Latn"


def _number_stem(number: str) -> str:
    """Return the number alone: ``٠٣`` is 3, ``2021ê`` and ``19th`` are numbers with an ending, 1.500 is 1500."""
    match = re.match(r"\d+(?:\.\d+)*", number)
    digits = match.group() if match else number
    ending = number[len(digits) :].lstrip("'")
    if len(ending) > 4:
        return number
    if _DOTTED_THOUSANDS.fullmatch(digits):
        digits = digits.replace(".", "")
    return digits if "." in digits else digits.lstrip("0") or "0"


def tokens_of(text: str, analyzer: Analyzer) -> Iterator[Token]:
    """Yield the words of ``text`` in order, the parts of a tag after the whole."""
    position = 0
    for match in _RUN.finditer(text):
        start = match.start()
        words, count = _words_of_run(match.group(), analyzer)
        for first, last, levels, place, is_stop, is_part in words:
            yield Token(start + first, start + last, levels, position + place, is_stop, is_part)
        position += count


@lru_cache(maxsize=16384)
def _words_of_run(run: str, analyzer: Analyzer) -> tuple[tuple[Token, ...], int]:
    """Return the words of a stretch without space, placed relative to it, and how many positions they take."""
    found: list[Token] = []
    position = 0
    for match in _WORD.finditer(run):
        kind, raw = match.lastgroup or "word", match.group()
        leading, trailing = _LEADING.match(raw), _TRAILING.search(raw)
        start = match.start() + (leading.end() if leading else 0)
        end = max(start, match.start() + (trailing.start() if trailing else len(raw)))
        wholes = [Token(start, end, levels, position, is_stop) for levels, is_stop in _words(raw, kind, analyzer)]
        parts = list(_parts(run, start, end, position=position, analyzer=analyzer)) if kind == "tag" else []
        # What is whole and its parts begin at one place, so that a phrase finds the parts in a row.
        found += wholes + parts
        position += len(parts) or len(wholes)
    return tuple(found), position


def _parts(run: str, start: int, end: int, *, position: int, analyzer: Analyzer) -> Iterator[Token]:
    """Yield the pieces that a tag is made of, when they are several."""
    edges = [start, *(point for cut in _CAMEL.finditer(run, start, end) for point in cut.span()), end]
    pieces = [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if b > a]
    if len(pieces) > 1:
        for a, b in pieces:
            for levels, _ in _words(run[a:b], "word", analyzer):
                yield Token(a, b, levels, position, is_part=True)
                position += 1


def _words(raw: str, kind: str, analyzer: Analyzer) -> Iterator[tuple[Levels, bool]]:
    """Yield what one match stands for: as a rule one word; none for marks alone; several for ligatures."""
    plain = folded(raw, analyzer.profile)
    if kind == "tag":
        plain = re.sub(r"[#@_\s]+", "", plain)
    elif kind == "short":
        plain = plain.replace(".", "")
    elif kind == "number":
        plain = _number(plain)
    for word in _split(plain):
        levels = levels_of(word, analyzer)
        yield levels, levels.exact in analyzer.stop_words


def _number(plain: str) -> str:
    """Return a number without the signs that group its digits, with a point before its fraction."""
    plain = _THOUSANDS.sub(lambda match: re.sub(r"\D", "", match.group()), plain)
    return re.sub(r"[,\u066b\u066c]", ".", plain)


def _split(plain: str) -> list[str]:
    """Cut a folded stretch at whatever is no letter, figure or apostrophe within it."""
    pieces = (piece.strip("'.") for piece in re.split(rf"[^\w{MARKS}'.]+|_+", plain))
    return [piece for piece in pieces if piece]
