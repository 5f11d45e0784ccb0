"""The reference: every document is looked at for every query. Slow, short and plain, to compare other backends with.

The documents lie in one JSON file a generation, so that several processes see the same.
"""

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

from portal.search.collecting import Collector, Labels, weighted_tokens
from portal.search.generations import Generations
from portal.search.index import (
    Document,
    Generation,
    IndexBroken,
    IndexMissing,
    IndexOutdated,
    Operation,
    Page,
    Put,
    Query,
    each_once,
    last_of_each,
)
from portal.search.query import Clause, ParsedQuery, Phrase, parse

_FILE = "documents.json"


def open_index(directory: Path) -> "MemoryIndex":
    """Return the index below ``directory``."""
    return MemoryIndex(directory)


@dataclass(frozen=True, slots=True)
class _Analysed:
    """A document as it is searched: the weight of each term, the positions of each exact form."""

    story: int
    date: int
    labels: Labels
    weights: Mapping[str, float]
    positions: Mapping[str, frozenset[int]]


@dataclass(frozen=True, slots=True)
class _Loaded:
    generation: Generation
    signature: tuple[int, int]
    documents: tuple[_Analysed, ...]


class MemoryIndex:
    """See ``portal.search.index.SearchIndex``."""

    def __init__(self, directory: Path) -> None:
        self._generations = Generations(directory, engine="memory1")
        self._loaded: dict[str, _Loaded] = {}

    def search(self, query: Query) -> Page:
        loaded = self._load(query.language)
        parsed = parse(query.text, query.language)
        collector = _collect(loaded, query, parsed, may_lack=0)
        is_relaxed = collector.is_empty and len(parsed.required) > 1
        if is_relaxed:
            collector = _collect(loaded, query, parsed, may_lack=1)
        return collector.page(generation=loaded.generation.name, is_relaxed=is_relaxed and not collector.is_empty)

    def count(self, language: str) -> int:
        return len(self._load(language).documents)

    def ids(self, language: str) -> frozenset[int]:
        return frozenset(document.story for document in self._load(language).documents)

    def generation(self, language: str) -> Generation | None:
        return self._generations.current(language)

    def apply(self, operations: Iterable[Operation]) -> None:
        for language, last in last_of_each(operations).items():
            with self._generations.writing(language):
                generation = self._generations.current(language)
                if generation is None:
                    raise IndexMissing(language)
                if not generation.is_current:
                    raise IndexOutdated(language)
                directory = self._generations.path(language, generation)
                documents = {document.story: document for document in _read(directory, language)}
                for operation in last:
                    documents.pop(operation.key[1], None)
                    if isinstance(operation, Put):
                        documents[operation.document.story] = operation.document
                _write(directory, documents.values())

    def rebuild(self, language: str, documents: Iterable[Document]) -> Generation:
        with self._generations.writing(language), self._generations.new(language) as (generation, directory):
            _write(directory, each_once(documents))
        return generation

    def close(self) -> None:
        self._loaded.clear()

    def _load(self, language: str) -> _Loaded:
        """Return the documents as they are now; look again when their generation went while they were read."""
        try:
            return self._look(language)
        except IndexBroken:
            return self._look(language)

    def _look(self, language: str) -> _Loaded:
        generation = self._generations.current(language)
        if generation is None:
            raise IndexMissing(language)
        directory = self._generations.path(language, generation)
        known = self._loaded.get(language)
        with _broken_if_it_fails(language):
            status = (directory / _FILE).stat()
        signature = status.st_mtime_ns, status.st_ino
        if known is None or known.generation != generation or known.signature != signature:
            analysed = tuple(_analysed(document) for document in _read(directory, language))
            known = self._loaded[language] = _Loaded(generation, signature, analysed)
        return known


@contextmanager
def _broken_if_it_fails(language: str) -> Iterator[None]:
    try:
        yield
    except (ValueError, TypeError, AttributeError, FileNotFoundError) as fault:
        raise IndexBroken(language) from fault


def _read(directory: Path, language: str) -> list[Document]:
    with _broken_if_it_fails(language):
        return [_document(row) for row in json.loads((directory / _FILE).read_text(encoding="utf-8"))]


def _document(row: dict[str, Any]) -> Document:
    values: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in row.items()}
    return Document(**values)


def _write(directory: Path, documents: Iterable[Document]) -> None:
    temporary = directory / f"{_FILE}.{os.getpid()}"
    temporary.write_text(json.dumps([asdict(document) for document in documents]), encoding="utf-8")
    temporary.replace(directory / _FILE)


def _analysed(document: Document) -> _Analysed:
    weights: dict[str, float] = {}
    positions: dict[str, set[int]] = {}
    for token, position, boost in weighted_tokens(document):
        for term in token.levels:
            weights[term] = weights.get(term, 0.0) + boost
        positions.setdefault(token.levels.exact, set()).add(position)
    frozen = {word: frozenset(places) for word, places in positions.items()}
    return _Analysed(document.story, document.date, document.labels(), weights, frozen)


def _collect(loaded: _Loaded, query: Query, parsed: ParsedQuery, *, may_lack: int) -> Collector:
    collector = Collector(query)
    for document in loaded.documents if parsed.required else ():
        if collector.is_late():
            break
        scores = [_score(document, clause) for clause in parsed.required]
        is_hit = scores.count(0.0) <= may_lack and any(scores)
        if is_hit and not any(_is_excluded(document, clause) for clause in parsed.excluded):
            collector.add(document.story, document.date, document.labels, partial(sum, scores))
    return collector


def _score(document: _Analysed, clause: Clause) -> float:
    return sum(_score_phrase(document, phrase) for phrase in clause.alternatives)


def _score_phrase(document: _Analysed, phrase: Phrase) -> float:
    """Return 0 for no match; more for what is there often, and in the very form that was asked for."""
    if not phrase.is_free:
        return float(_times_in_a_row(document, phrase))
    found = [document.weights.get(term, 0.0) for term in phrase.words[0]]
    return sum(weight / (weight + 1.2) for weight in found)


def _is_excluded(document: _Analysed, clause: Clause) -> bool:
    """A word is excluded by its stem: what only resembles it boldly may stay."""
    return any(
        phrase.words[0].stem in document.weights if phrase.is_free else _times_in_a_row(document, phrase) > 0
        for phrase in clause.alternatives
    )


def _times_in_a_row(document: _Analysed, phrase: Phrase) -> int:
    places = [document.positions.get(word.exact, frozenset()) for word in phrase.words]
    return sum(all(start + n in place for n, place in enumerate(places)) for start in places[0])
