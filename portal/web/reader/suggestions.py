"""Suggestions while a reader types: headlines and names in which every typed word begins a word.

They come from the database, not from the index, so nothing is suggested that is not public at this moment.
"""

from collections.abc import Iterator
from functools import lru_cache

from sqlalchemy import select

from portal.content.models import Edition, Revision, Term, TermText
from portal.content.visibility import published_order, visible
from portal.search.analysis import tokens
from portal.text.folding import strip_marks
from portal.web import urls
from portal.web.view import View

MOST = 10

MOST_NAMES = 4
"""Names among them, so that a letter which begins many does not push out all headlines."""

NEWEST = 1000
"""Headlines that are looked through; what is older is found by searching."""

LONGEST = 100
"""Characters of what is typed that are looked at."""


def suggestions(view: View, typed: str) -> dict[str, object]:
    """Return the answer to a half-typed question, as it goes out as JSON: names first, then the newest headlines."""
    language = view.language
    wanted = _words(typed[:LONGEST], language.code)
    found: dict[str, str] = {}
    if wanted:
        for text, url in _matching(_names(view), wanted, language.code):
            if len(found) < MOST_NAMES:
                found.setdefault(text, url)
        for text, url in _matching(_headlines(view), wanted, language.code):
            if len(found) < MOST:
                found.setdefault(text, url)
    return {
        "query": typed,
        "language": language.code,
        "suggestions": [
            {"text": text, "language": language.code, "dir": language.direction, "url": url}
            for text, url in found.items()
        ],
    }


def _matching(entries: Iterator[tuple[str, str]], wanted: tuple[str, ...], language: str) -> Iterator[tuple[str, str]]:
    for text, url in entries:
        words = _public_words(text, language)
        if all(any(word.startswith(start) for word in words) for start in wanted):
            yield text, url


def _words(text: str, language: str) -> tuple[str, ...]:
    """Return the words of ``text`` folded as for the index, and without marks, which many keyboards do not have."""
    return tuple(strip_marks(token.levels.exact) for token in tokens(text, language))


_public_words = lru_cache(maxsize=8192)(_words)
"""The same for headlines and names, which come again with every letter that somebody types."""


def _names(view: View) -> Iterator[tuple[str, str]]:
    """Yield the names of terms that have pages, in alphabetical order."""
    rows = view.session.execute(
        select(TermText.name, Term.type, Term.public_id, TermText.slug)
        .join(Term, Term.id == TermText.term_id)
        .where(TermText.language == view.language.code, Term.type.in_(urls.TERM_PATHS))
        .order_by(TermText.sort_key, Term.id)
    )
    for name, kind, public_id, slug in rows:
        yield name, urls.term_path(view.language.code, kind, public_id, slug)


def _headlines(view: View) -> Iterator[tuple[str, str]]:
    """Yield the newest public headlines."""
    rows = view.session.execute(
        select(Revision.headline, Edition.kind, Edition.public_id, Edition.slug)
        .join(Edition, Edition.live_revision_id == Revision.id)
        .where(visible(view.now), Edition.language == view.language.code)
        .order_by(*(column.desc() for column in published_order()))
        .limit(NEWEST)
    )
    for headline, kind, public_id, slug in rows:
        yield headline, urls.story_path(view.language.code, kind, public_id, slug)
