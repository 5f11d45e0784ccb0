"""A backend that the product does not have: the words of a language in one SQLite file a generation.

The proof that a backend is one module: a test puts this file beside the others and runs the contract on it.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from portal.search.collecting import Collector, pack_labels, unpack_labels, weighted_tokens
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

_FILE = "words.db"
_TABLES = """
CREATE TABLE document (story INTEGER PRIMARY KEY, date INTEGER NOT NULL, labels BLOB NOT NULL);
CREATE TABLE word (term TEXT, story INTEGER, weight REAL NOT NULL, places TEXT NOT NULL, PRIMARY KEY (term, story));
CREATE INDEX word_story ON word (story);
"""

Scores = dict[int, float]


def open_index(directory: Path) -> "SqliteIndex":
    """Return the index below ``directory``."""
    return SqliteIndex(directory)


class SqliteIndex:
    """See ``portal.search.index.SearchIndex``."""

    def __init__(self, directory: Path) -> None:
        self._generations = Generations(directory, engine="sqlite1")

    def search(self, query: Query) -> Page:
        parsed = parse(query.text, query.language)
        with self._transaction(query.language) as (generation, database):
            collector = _collect(database, query, parsed, may_lack=0)
            is_relaxed = collector.is_empty and len(parsed.required) > 1
            if is_relaxed:
                collector = _collect(database, query, parsed, may_lack=1)
            return collector.page(generation=generation.name, is_relaxed=is_relaxed and not collector.is_empty)

    def count(self, language: str) -> int:
        return len(self.ids(language))

    def ids(self, language: str) -> frozenset[int]:
        with self._transaction(language) as (_, database):
            return frozenset(story for (story,) in database.execute("SELECT story FROM document"))

    def generation(self, language: str) -> Generation | None:
        return self._generations.current(language)

    def apply(self, operations: Iterable[Operation]) -> None:
        for language, last in last_of_each(operations).items():
            with self._generations.writing(language), self._transaction(language) as (generation, database):
                if not generation.is_current:
                    raise IndexOutdated(language)
                for operation in last:
                    _remove(database, operation.key[1])
                    if isinstance(operation, Put):
                        _add(database, operation.document)

    def rebuild(self, language: str, documents: Iterable[Document]) -> Generation:
        with (
            self._generations.writing(language),
            self._generations.new(language) as (generation, directory),
            closing(_connect(directory, mode="rwc")) as database,
            database,
        ):
            database.executescript(_TABLES)
            for document in each_once(documents):
                _add(database, document)
        return generation

    def close(self) -> None:
        """Nothing stays open between two questions."""

    @contextmanager
    def _transaction(self, language: str) -> Iterator[tuple[Generation, sqlite3.Connection]]:
        """Open the generation in use as it is at this moment; what is changed in it is kept at the end."""
        try:
            generation, database = self._open(language)
            with closing(database), database:
                database.execute("BEGIN")
                yield generation, database
        except sqlite3.Error as fault:
            raise IndexBroken(language) from fault

    def _open(self, language: str, *, is_last: bool = False) -> tuple[Generation, sqlite3.Connection]:
        """Open the generation in use; look once more when it went in that moment."""
        generation = self._generations.current(language)
        if generation is None:
            raise IndexMissing(language)
        try:
            return generation, _connect(self._generations.path(language, generation), mode="rw")
        except sqlite3.OperationalError:
            if is_last:
                raise
            return self._open(language, is_last=True)


def _connect(directory: Path, *, mode: str) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{directory / _FILE}?mode={mode}", uri=True)


def _add(database: sqlite3.Connection, document: Document) -> None:
    weights: dict[str, float] = {}
    places: dict[str, set[int]] = {}
    for token, position, boost in weighted_tokens(document):
        for term in token.levels:
            weights[term] = weights.get(term, 0.0) + boost
        places.setdefault(token.levels.exact, set()).add(position)
    row = (document.story, document.date, pack_labels(document))
    database.execute("INSERT INTO document VALUES (?, ?, ?)", row)
    words = (
        (term, document.story, weight, json.dumps(sorted(places.get(term, ())))) for term, weight in weights.items()
    )
    database.executemany("INSERT INTO word VALUES (?, ?, ?, ?)", words)


def _remove(database: sqlite3.Connection, story: int) -> None:
    database.execute("DELETE FROM document WHERE story = ?", (story,))
    database.execute("DELETE FROM word WHERE story = ?", (story,))


def _collect(database: sqlite3.Connection, query: Query, parsed: ParsedQuery, *, may_lack: int) -> Collector:
    collector = Collector(query)
    scores = [_clause(database, clause) for clause in parsed.required]
    excluded = {story for clause in parsed.excluded for story in _clause(database, clause, is_excluding=True)}
    for story in {story for found in scores for story in found} - excluded:
        own = [found.get(story, 0.0) for found in scores]
        if own.count(0.0) <= may_lack:
            found = database.execute("SELECT date, labels FROM document WHERE story = ?", (story,))
            date, labels = found.fetchone()
            collector.add(story, date, unpack_labels(labels), lambda own=own: sum(own))  # type: ignore[misc]
    return collector


def _clause(database: sqlite3.Connection, clause: Clause, *, is_excluding: bool = False) -> Scores:
    total: Scores = {}
    for phrase in clause.alternatives:
        found = _free(database, phrase, is_excluding=is_excluding) if phrase.is_free else _in_a_row(database, phrase)
        for story, score in found.items():
            total[story] = total.get(story, 0.0) + score
    return total


def _free(database: sqlite3.Connection, phrase: Phrase, *, is_excluding: bool) -> Scores:
    """Return what has the word in any form; a word is excluded by its stem alone."""
    levels = (phrase.words[0].stem,) if is_excluding else phrase.words[0]
    total: Scores = {}
    for term in levels:
        for story, weight in database.execute("SELECT story, weight FROM word WHERE term = ?", (term,)):
            total[story] = total.get(story, 0.0) + weight / (weight + 1.2)
    return total


def _in_a_row(database: sqlite3.Connection, phrase: Phrase) -> Scores:
    found: dict[int, set[int]] | None = None
    for n, word in enumerate(phrase.words):
        rows = database.execute("SELECT story, places FROM word WHERE term = ?", (word.exact,))
        starts = {story: {place - n for place in json.loads(places)} for story, places in rows}
        found = starts if found is None else {story: found[story] & starts[story] for story in found.keys() & starts}
    return {story: float(len(starts)) for story, starts in (found or {}).items() if starts}
