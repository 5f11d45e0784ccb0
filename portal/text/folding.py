"""One spelling for what keyboards, encodings and habits write in many: the table of letters that count as the same.

Folding comes before words are cut or compared, and keeps the way back: each folded character knows which stretch of
the original it came from, so that a highlighter can mark the text as it was written.

A profile belongs to a script; a language differs from it only where its own spelling does. Sources: Unicode NFKC, the
published rules of Lucene's Arabic and Sorani normalisers, and the keyboards in use (Arabic, Persian, Kurdish, Turkish).
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

ZWNJ = "\u200c"

INVISIBLE = (
    "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff"
)
"""Joiners, marks of direction and soft breaks, as the inside of a character class: they are seen by nobody."""

ARABIC_MARKS = (
    "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u08ca-\u08e1\u08e3-\u08ff"
)
"""Harakat and the signs of recitation, as the inside of a character class."""


def _marks() -> str:
    """Return every combining mark of the first two planes, as the inside of a character class."""
    found: list[list[int]] = []
    for point in range(0x300, 0x20000):
        if unicodedata.category(chr(point))[0] == "M":
            if found and found[-1][1] == point - 1:
                found[-1][1] = point
            else:
                found.append([point, point])
    return "".join(f"{chr(first)}-{chr(last)}" if first < last else chr(first) for first, last in found)


MARKS = _marks()

_CLUSTER = re.compile(f"(?s).[{MARKS}{INVISIBLE}]*")
_SPACED_MARK = re.compile(f"^ (?=[{ARABIC_MARKS}]+$)")
# Between a letter and its mark nothing else may stand, or the two do not compose.
_BETWEEN = re.compile(f"[{INVISIBLE}]+(?=[{MARKS}])|(?!{ZWNJ})[{INVISIBLE}]")
_DIGITS = {0x660 + n: str(n) for n in range(10)} | {0x6F0 + n: str(n) for n in range(10)}


def _expanded(characters: str) -> list[int]:
    return [point for point in range(0x10000) if re.match(f"[{characters}]", chr(point))]


_NOTHING: dict[int, str] = dict.fromkeys([*_expanded(INVISIBLE + ARABIC_MARKS), 0x640], "")
_COMMON: dict[int, str] = (
    _NOTHING
    | _DIGITS
    | dict.fromkeys(map(ord, "\u2019\u2018\u02bc\u02bb\u02bf\u02be\u02b9\u201b\u2032\uff07`\u00b4"), "'")
    # A Turkish keyboard has two letters i. Here they are one, or Iraq and IRAQ would differ by who typed them.
    | {0x131: "i", 0x130: "i"}
)
# Letters that some keyboards only make with a mark set on a neighbour.
_ASSEMBLED = {
    **{"ر" + mark: "ڕ" for mark in "\u065a\u0655\u065c"},
    **{yeh + "\u065a": "ێ" for yeh in "یيى"},
    "ل\u065a": "ڵ",
    "و\u065a": "ۆ",
}
_ALEF = {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ٲ": "ا", "ٳ": "ا"}


def _table(letters: Mapping[str, str]) -> Mapping[int, str]:
    return _COMMON | {ord(letter): plain for letter, plain in letters.items()}


@dataclass(frozen=True)
class FoldingProfile:
    """The letters of one script as one language writes them.

    ``letters`` is a ``str.translate`` table; ``rewrites`` are patterns over the folded characters of a word, with what
    stands for them, for letters that depend on their place. ``joined`` are letters with the joiner that makes another
    letter of them. ``name`` identifies the profile in caches.
    """

    name: str
    script: str
    letters: Mapping[int, str] = field(hash=False, compare=False)
    joined: Mapping[str, str] = field(default_factory=dict, hash=False, compare=False)
    rewrites: tuple[tuple[re.Pattern[str], str], ...] = field(default=(), hash=False, compare=False)


LATIN = FoldingProfile("Latn", "Latn", letters=_table({}))
"""Latin letters keep their diacritics here; ``strip_marks`` takes them off where a search is to ignore them."""

ARABIC_SCRIPT = FoldingProfile(
    "Arab",
    "Arab",
    letters=_table(
        _ALEF
        | {"ي": "ی", "ى": "ی", "ې": "ی", "ك": "ک", "ڪ": "ک", "ة": "ه", "ۀ": "ه", "ە": "ه", "ھ": "ه", "ہ": "ه", "ۂ": "ه"}
    ),
)
"""Any language in Arabic letters that has no rules of its own; its yeh and kaf are the Persian ones."""

ARABIC = FoldingProfile(
    "ar",
    "Arab",
    letters=_table(
        _ALEF
        | {"ی": "ي", "ى": "ي", "ې": "ي", "ے": "ي", "ۍ": "ي", "ک": "ك", "ڪ": "ك"}
        | {"ة": "ه", "ھ": "ه", "ہ": "ه", "ە": "ه", "ۀ": "ه", "ۂ": "ه", "ۃ": "ه"}
    ),
)

_LETTER = r"\u0620-\u064a\u066e-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06ff\u0750-\u077f"
SORANI = FoldingProfile(
    "ckb",
    "Arab",
    letters=_table(
        {"ي": "ی", "ى": "ی", "ے": "ی", "ۍ": "ی", "ې": "ێ", "ك": "ک", "ڪ": "ک", "ڒ": "ڕ", "ؤ": "ۆ", "ۊ": "و", "ۇ": "و"}
        | {"ة": "ە", "ۀ": "ە", "ۂ": "ە", "ھ": "ه", "ہ": "ه", "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ۋ": "ڤ", "ڨ": "ڤ"}
        | {ZWNJ: ZWNJ}
    ),
    joined={f"ه{ZWNJ}": "ە"},
    rewrites=(
        # The vowel was typed as heh and cut from its neighbour with a joiner, or stands at the end, where heh cannot.
        (re.compile(f"ه{ZWNJ}"), "ە"),
        (re.compile(f"(?<=[{_LETTER}])ه(?![{_LETTER}])"), "ە"),
        (re.compile(ZWNJ), ""),
        # At the start of a word every r is rolled, with or without its mark.
        (re.compile(f"(?<![{_LETTER}])ر(?=[{_LETTER}])"), "ڕ"),
    ),
)

_BY_SCRIPT = {"Latn": LATIN, "Arab": ARABIC_SCRIPT}
_BY_LANGUAGE = {"ar": ARABIC, "ckb": SORANI}


def profile_for(language: str, *, script: str = "Arab") -> FoldingProfile:
    """Return the profile of a language, or for one without rules of its own that of its script.

    All profiles fold the letters of both scripts, so the default is right for any text.
    """
    return _BY_LANGUAGE.get(language) or _BY_SCRIPT.get(script, ARABIC_SCRIPT)


@dataclass(frozen=True)
class Folded:
    """Folded text; character ``i`` of it stands for ``original[starts[i]:ends[i]]``."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the stretch of the original that ``text[start:end]`` (not empty) came from."""
        return self.starts[start], self.ends[end - 1]


def fold(text: str, profile: FoldingProfile) -> Folded:
    """Fold ``text``, keeping for each character its way back, to a letter with all that hangs on it."""
    characters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _CLUSTER.finditer(text):
        folded = _fold_cluster(match.group(), profile)
        characters.extend(folded)
        starts.extend([match.start()] * len(folded))
        ends.extend([match.end()] * len(folded))
    folded_text = "".join(characters)
    for pattern, plain in profile.rewrites:
        folded_text = _rewrite(folded_text, starts, ends, pattern=pattern, plain=plain)
    return Folded(folded_text, tuple(starts), tuple(ends))


def folded(text: str, profile: FoldingProfile) -> str:
    """Return the folded form of ``text`` without the way back."""
    plain = "".join([_fold_cluster(cluster, profile) for cluster in _CLUSTER.findall(text)])
    for pattern, replacement in profile.rewrites:
        plain = pattern.sub(replacement, plain)
    return plain


@lru_cache(maxsize=8192)
def _fold_cluster(cluster: str, profile: FoldingProfile) -> str:
    """Fold one base character with its marks and what is invisible after it."""
    cluster = _BETWEEN.sub("", cluster) if len(cluster) > 1 else cluster.replace("\u00b4", "'")
    if not cluster or profile.letters.get(ord(cluster[0])) == "":
        return ""
    letter = _ASSEMBLED.get(cluster[:2])
    if letter is not None:
        cluster = letter + cluster[2:]
    # Spacing forms of marks come apart into a space and the mark; the space would cut the word.
    composed = _SPACED_MARK.sub("", unicodedata.normalize("NFKC", cluster))
    lowered = composed.translate(profile.letters).lower()
    # Lowering can take apart what was one letter, and leave what the table knows.
    return unicodedata.normalize("NFC", lowered).translate(profile.letters)


def _rewrite(text: str, starts: list[int], ends: list[int], *, pattern: re.Pattern[str], plain: str) -> str:
    """Replace every match, giving what is put there the stretch of what was; changes ``starts`` and ``ends``."""
    for match in reversed(list(pattern.finditer(text))):
        first, last = match.span()
        count = len(plain)
        starts[first:last], ends[first:last] = [starts[first]] * count, [ends[last - 1]] * count
    return pattern.sub(plain, text)


_OTHER_LATIN = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ħ": "h",
        "ŧ": "t",
        "æ": "ae",
        "œ": "oe",
        "ß": "ss",
        "þ": "th",
        "ð": "d",
        "ı": "i",
        "ə": "e",
    }
)
_ANY_MARK = re.compile(f"[{MARKS}]+")


@lru_cache(maxsize=8192)
def strip_marks(word: str) -> str:
    """Return folded Latin text as a keyboard without diacritics writes it: ``rûpel`` is ``rupel``."""
    if word.isascii():
        return word
    return _ANY_MARK.sub("", unicodedata.normalize("NFD", word)).translate(_OTHER_LATIN)
