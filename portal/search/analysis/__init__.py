"""The words of a text as terms of an index: the same for what is indexed and for what is looked for.

Pure: no application, no settings, no database. A language gets rules of its own with a module beside this one and a
line in ``_ANALYZERS``; without, its script's default.
"""

import hashlib
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from functools import cache
from pathlib import Path

from portal.search.analysis import ar, ckb, en, generic, kmr
from portal.search.analysis.core import Analyzer, Levels, Token, tokens_of
from portal.text import folding

__all__ = ["Levels", "Token", "match_words", "terms", "tokens", "version"]

_ANALYZERS = {module.ANALYZER.language: module.ANALYZER for module in (ar, ckb, kmr, en)}


def analyzer(language: str) -> Analyzer:
    """Return the rules of ``language``."""
    return _ANALYZERS.get(language) or generic.analyzer_for(language)


def tokens(text: str, language: str) -> Iterator[Token]:
    """Yield the words of ``text`` in order, with their place in it; stop words and the parts of tags are marked."""
    return tokens_of(text, analyzer(language))


def terms(text: str, language: str) -> list[str]:
    """Return for each word in order its levels: exact, ``~stem``, ``~~skeleton``.

    Two single words meet when their lists share a term. Stop words are left out unless there is nothing else.
    """
    found = list(tokens(text, language))
    telling = [token for token in found if not token.is_stop] or found
    return [term for token in telling for term in token.levels]


def match_words(text: str, language: str, wanted: AbstractSet[str]) -> Iterator[Token]:
    """Yield the words of ``text`` that share a term with ``wanted``, for marking them."""
    return (token for token in tokens(text, language) if not wanted.isdisjoint(token.levels))


@cache
def version() -> str:
    """Return a short name of the rules as they are now: an index made by others must be made again."""
    sources = sorted(Path(__file__).parent.glob("*.py"))
    digest = hashlib.sha256()
    for source in (*sources, Path(folding.__file__)):
        digest.update(source.read_bytes())
    return digest.hexdigest()[:8]
