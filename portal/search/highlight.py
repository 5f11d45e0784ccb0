"""What of a text answers a query, marked on whole words of the original: for headlines and for the best passage.

The text comes from the database, the words from the same analysis that the index was made with.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from portal.search.analysis import Levels, Token, match_words
from portal.search.query import ParsedQuery
from portal.text.markup import CleanHtml

_MOST_TEXT = 200_000


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of text, marked or not."""

    text: str
    is_marked: bool = False


def marked(text: str, query: ParsedQuery, language: str) -> tuple[Part, ...]:
    """Return ``text`` with the words marked that ``query`` asks for; the parts joined are the text."""
    return _cut(text, _spans(text, query, language), start=0, end=len(text))


def snippet(text: str, query: ParsedQuery, language: str, *, limit: int = 220) -> tuple[Part, ...]:
    """Return the passage of ``text`` with most of the words asked for, about ``limit`` characters, the words marked.

    Cut between words, with an ellipsis where text is left out; the beginning where no word is found.
    """
    text = " ".join(text[:_MOST_TEXT].split())
    if len(text) <= limit:
        return marked(text, query, language)
    spans = _spans(text, query, language)
    start, end = _edges(text, _best_start(spans, limit=limit), limit=limit)
    parts = list(_cut(text, spans, start=start, end=end))
    if start > 0:
        parts.insert(0, Part("…"))
    if end < len(text):
        parts.append(Part("…"))
    return tuple(parts)


def to_html(parts: Iterable[Part]) -> CleanHtml:
    """Return parts as HTML: text escaped, marked words in ``<mark>``."""
    pieces = [f"<mark>{escape(p.text)}</mark>" if p.is_marked else escape(p.text) for p in parts]
    return CleanHtml("".join(pieces))


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int
    skeleton: str


def _spans(text: str, query: ParsedQuery, language: str) -> list[_Span]:
    """Return the words to mark, in order and apart from each other.

    The words of a phrase are marked where they stand in a row, a tag as a whole rather than its parts.
    """
    matches = list(match_words(text[:_MOST_TEXT], language, query.terms()))
    phrases = [phrase for clause in query.required for phrase in clause.alternatives]
    free = {term for phrase in phrases if phrase.is_free for term in phrase.words[0]}
    wanted = [token for token in matches if not free.isdisjoint(token.levels)]
    for phrase in phrases:
        if not phrase.is_free:
            wanted += _in_a_row(matches, phrase.words)
    spans: list[_Span] = []
    for token in sorted(wanted, key=lambda token: (token.start, -token.end)):
        if not spans or token.start >= spans[-1].end:
            spans.append(_Span(token.start, token.end, token.levels.skeleton))
    return spans


def _in_a_row(matches: Sequence[Token], words: Sequence[Levels]) -> list[Token]:
    """Return the tokens that make up the phrase, wherever it stands."""
    at: dict[tuple[int, str], Token] = {(token.position, token.levels.exact): token for token in matches}
    found: list[Token] = []
    for token in matches:
        if token.levels.exact == words[0].exact:
            row = [at.get((token.position + n, word.exact)) for n, word in enumerate(words)]
            found += [token for token in row if token] if all(row) else []
    return found


def _best_start(spans: Sequence[_Span], *, limit: int) -> int:
    """Return where the passage begins that holds most different words, and of those most words."""
    best, best_start = (0, 0), 0
    first = 0
    for last, span in enumerate(spans):
        while span.end - spans[first].start > limit * 0.8:
            first += 1
        window = spans[first : last + 1]
        worth = (len({inside.skeleton for inside in window}), len(window))
        if worth > best:
            best, best_start = worth, window[0].start
    return best_start


def _edges(text: str, start: int, *, limit: int) -> tuple[int, int]:
    """Return a stretch around ``start``, a little before it, cut between words."""
    start = 0 if start < limit * 0.5 else min(start - limit // 6, len(text) - limit)
    if start > 0:
        space = text.find(" ", start, start + limit // 6)
        start = space + 1 if space >= 0 else start
    end = min(len(text), start + limit)
    if end < len(text):
        space = text.rfind(" ", start + limit // 2, end + 1)
        end = space if space > 0 else end
    return start, end


def _cut(text: str, spans: Iterable[_Span], *, start: int, end: int) -> tuple[Part, ...]:
    """Return ``text[start:end]`` in parts; a word at an edge is marked as far as it is shown."""
    parts: list[Part] = []
    here = start
    for span in spans:
        first, last = max(span.start, here), min(span.end, end)
        if first < last:
            parts += [Part(text[here:first]), Part(text[first:last], is_marked=True)]
            here = last
    parts.append(Part(text[here:end]))
    return tuple(part for part in parts if part.text)
