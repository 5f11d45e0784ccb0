"""What a reader may ask: words, "phrases" and -words. Nothing else has a meaning, and nothing is an error.

A query is a list of clauses, each of which has alternatives: today the whole and the parts of a tag, and whatever
names for one thing are added before an index is asked.
"""

import re
from dataclasses import dataclass, field

from portal.search.analysis import Levels, Token, tokens
from portal.text.folding import folded, profile_for

MOST_WORDS = 12
LONGEST = 200
"""Words and folded characters that count; what comes after them is not looked at."""

_QUOTES = '"\u201c\u201d\u201e\u201f\u00ab\u00bb\uff02'
_CLAUSE = re.compile(
    rf"(?P<minus>(?<!\S)[-\u2212\uff0d])?(?:[{_QUOTES}](?P<phrase>[^{_QUOTES}]*)[{_QUOTES}]?|(?P<words>[^\s{_QUOTES}]+))"
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in a row. A single word that is not ``literal`` meets on every level; all others in their exact forms."""

    words: tuple[Levels, ...]
    literal: bool = False

    @property
    def is_free(self) -> bool:
        """Say whether this is one word in any of its forms."""
        return len(self.words) == 1 and not self.literal


@dataclass(frozen=True, slots=True)
class Clause:
    """One thing asked for: any of the alternatives will do."""

    alternatives: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """All of ``required`` and none of ``excluded``; without ``required`` nothing is found.

    ``is_cut`` says that the query was longer than what is looked at.
    """

    required: tuple[Clause, ...] = ()
    excluded: tuple[Clause, ...] = ()
    is_cut: bool = False

    def terms(self) -> frozenset[str]:
        """Return the terms that an answer may contain, for highlighting: all levels of free words, else exact ones."""
        phrases = [phrase for clause in self.required for phrase in clause.alternatives]
        free = {term for phrase in phrases if phrase.is_free for term in phrase.words[0]}
        return frozenset(free | {word.exact for phrase in phrases if not phrase.is_free for word in phrase.words})


@dataclass(slots=True)
class _Reading:
    """What was read so far."""

    required: list[tuple[Clause, bool]] = field(default_factory=list)
    excluded: list[Clause] = field(default_factory=list)
    words: int = 0
    is_cut: bool = False


def parse(text: str, language: str) -> ParsedQuery:
    """Return what ``text`` asks for. Any text is a query; stop words count when there is nothing else."""
    short = _shortened(text, language)
    reading = _Reading(is_cut=len(short) < len(text))
    for match in _CLAUSE.finditer(short):
        _read(match, language, reading)
        if reading.words >= MOST_WORDS:
            reading.is_cut = reading.is_cut or match.end() < len(short.rstrip())
            break
    telling = [clause for clause, is_stop in reading.required if not is_stop]
    required = telling or [clause for clause, _ in reading.required]
    return ParsedQuery(tuple(dict.fromkeys(required)), tuple(dict.fromkeys(reading.excluded)), reading.is_cut)


def _shortened(text: str, language: str) -> str:
    """Return the beginning of ``text`` that counts. Folding can make text shorter, so the raw limit is wider."""
    text = text[: LONGEST * 4]
    profile = profile_for(language)
    while len(plain := folded(text, profile)) > LONGEST:
        text = text[: max(1, len(text) - max(1, (len(plain) - LONGEST) // 2))]
    return text


def _read(match: re.Match[str], language: str, reading: _Reading) -> None:
    """Take one match apart into clauses and add them to ``reading``."""
    is_phrase = match["phrase"] is not None
    found = list(tokens(match["phrase"] if is_phrase else match["words"], language))
    wholes = [token for token in found if not token.is_part][: MOST_WORDS - reading.words]
    reading.words += len(wholes)
    if is_phrase or (match["minus"] and len(wholes) > 1):
        clauses = [(_phrase(wholes, found, literal=is_phrase), False)] if wholes else []
    else:
        clauses = [(_word(token, found), token.is_stop) for token in wholes]
    if match["minus"]:
        reading.excluded += [clause for clause, _ in clauses]
    else:
        reading.required += clauses


def _phrase(words: list[Token], found: list[Token], *, literal: bool) -> Clause:
    """Return the words in a row; a tag counts as its parts, which stand in a row in any text."""
    row = [level for token in words for level in (_parts(token, found) or (token.levels,))]
    return Clause((Phrase(tuple(row), literal),))


def _parts(token: Token, found: list[Token]) -> tuple[Levels, ...]:
    return tuple(part.levels for part in found if part.is_part and token.start <= part.start < token.end)


def _word(token: Token, found: list[Token]) -> Clause:
    """Return the word; for a tag, its parts in a row are as good."""
    parts = _parts(token, found)
    whole = Phrase((token.levels,))
    return Clause((whole, Phrase(parts)) if parts else (whole,))
