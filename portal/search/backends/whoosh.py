"""Whoosh as the index: the one file that imports it, written for 2.7.4 and what was measured of it.

Its known faults are avoided, not handled: one writer under our own lock; a searcher a thread, replaced and never
refreshed; dates and labels in columns that the matching loop reads, no ranges and no query parser; exclusion, time
limit and counting in that loop; whole batches deleted before any is added.
"""

import threading
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar
from weakref import WeakSet

from portal.search.collecting import Collector, pack_labels, unpack_labels, weighted_tokens
from portal.search.generations import Generations
from portal.search.index import (
    Document,
    Generation,
    IndexBroken,
    IndexMissing,
    IndexOutdated,
    IndexUnavailable,
    Operation,
    Page,
    Put,
    Query,
    each_once,
    last_of_each,
)
from portal.search.query import Clause, ParsedQuery, Phrase, parse

with warnings.catch_warnings():
    # Where it was never compiled, Python says of this code of 2016 what it would say of ours today.
    warnings.simplefilter("ignore", SyntaxWarning)
    warnings.simplefilter("ignore", DeprecationWarning)
    from whoosh import analysis, columns, fields, index, query, scoring, versionstring
    from whoosh.codec import whoosh3 as _codec  # noqa: F401 (it would be imported later, outside this block)
    from whoosh.searching import SearchContext

_FORMAT = "s1"
_MOST_SEGMENTS = 8
_EXACT, _STEM, _SKELETON = _LEVELS = ("exact", "stem", "skeleton")

Answer = TypeVar("Answer")


def open_index(directory: Path) -> "WhooshIndex":
    """Return the index below ``directory``."""
    return WhooshIndex(directory)


class _Analysed(str):
    """Words that were analysed already, in the shape of the text that a field wants."""

    __slots__ = ("words",)

    words: list[tuple[str, int, float]]


class _Words(analysis.Analyzer):  # type: ignore[misc]
    """Hands the words of ``_Analysed`` on to the index."""

    def __call__(self, value: _Analysed, **_options: object) -> Iterator[Any]:
        token = analysis.Token(positions=True, boosts=True)
        for token.text, token.pos, token.boost in value.words:
            yield token


def _schema() -> Any:
    levels = {level: fields.TEXT(analyzer=_Words(), phrase=level == _EXACT) for level in _LEVELS}
    return fields.Schema(
        key=fields.ID(),
        story=fields.COLUMN(columns.NumericColumn("i")),
        date=fields.COLUMN(columns.NumericColumn("i")),
        labels=fields.COLUMN(columns.VarBytesColumn()),
        **levels,
    )


def _row(document: Document) -> dict[str, object]:
    """Return the values of a document's fields. Nothing is stored: texts are the database's."""
    words = weighted_tokens(document)
    row: dict[str, object] = {
        "key": str(document.story),
        "story": document.story,
        "date": document.date,
        "labels": pack_labels(document),
    }
    for place, level in enumerate(_LEVELS):
        value = _Analysed()
        value.words = [(token.levels[place], position, boost) for token, position, boost in words]
        row[level] = value
    return row


class _Opened:
    """One thread's view of one state of a language; its columns stay open."""

    def __init__(self, generation: Generation, directory: Path) -> None:
        self.generation = generation
        self._index = index.open_dir(str(directory), schema=_schema())
        self._commit = self._index.latest_generation()
        self.searcher = self._index.searcher(weighting=scoring.BM25F())
        self.segments = [
            (
                searcher,
                *(searcher.reader().column_reader(name, translate=False) for name in ("story", "date", "labels")),
            )
            for searcher, _ in self.searcher.leaf_searchers()
            if searcher.doc_count_all()
        ]

    def is_new(self) -> bool:
        """Say whether nothing was written since this was opened."""
        return bool(self._commit == self._index.latest_generation())

    def close(self) -> None:
        with suppress(Exception):  # files of a broken index may refuse to be closed
            self.searcher.close()


class WhooshIndex:
    """See ``portal.search.index.SearchIndex``."""

    def __init__(self, directory: Path) -> None:
        self._generations = Generations(directory, engine=f"whoosh{versionstring()}{_FORMAT}")
        self._mine = threading.local()
        self._all: WeakSet[_Opened] = WeakSet()
        self._lock = threading.Lock()

    def search(self, query: Query) -> Page:
        parsed = parse(query.text, query.language)
        return self._read(query.language, lambda opened: _answer(opened, query, parsed))

    def count(self, language: str) -> int:
        return self._read(language, lambda opened: int(opened.searcher.doc_count()))

    def ids(self, language: str) -> frozenset[int]:
        return self._read(
            language,
            lambda opened: frozenset(
                story[number] for searcher, story, _, _ in opened.segments for number in searcher.reader().all_doc_ids()
            ),
        )

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
                with _broken_if_it_fails(language):
                    _write(self._generations.path(language, generation), last)

    def rebuild(self, language: str, documents: Iterable[Document]) -> Generation:
        with self._generations.writing(language), self._generations.new(language) as (generation, directory):
            written = index.create_in(str(directory), _schema())
            with _writer(written, limitmb=128) as writer:
                for document in each_once(documents):
                    writer.add_document(**_row(document))
        return generation

    def close(self) -> None:
        with self._lock:
            for opened in list(self._all):
                opened.close()
            self._all.clear()
            self._mine = threading.local()

    def _read(self, language: str, question: Callable[[_Opened], Answer]) -> Answer:
        """Ask, and after any failure open anew and ask once more: files may have gone while they were opened."""
        try:
            return question(self._open(language))
        except IndexUnavailable:
            raise
        except Exception:  # noqa: BLE001 (there are no checksums: broken files fail in any way)
            self._forget(language)
        with _broken_if_it_fails(language):
            return question(self._open(language))

    def _views(self) -> dict[str, _Opened]:
        views: dict[str, _Opened] = self._mine.__dict__.setdefault("views", {})
        return views

    def _open(self, language: str) -> _Opened:
        generation = self._generations.current(language)
        if generation is None:
            self._forget(language)
            raise IndexMissing(language)
        known = self._views().get(language)
        if known is not None and known.generation == generation and known.is_new():
            return known
        opened = _Opened(generation, self._generations.path(language, generation))
        self._forget(language)
        self._views()[language] = opened
        with self._lock:
            self._all.add(opened)
        return opened

    def _forget(self, language: str) -> None:
        if (known := self._views().pop(language, None)) is not None:
            known.close()


@contextmanager
def _broken_if_it_fails(language: str) -> Iterator[None]:
    try:
        yield
    except IndexUnavailable:
        raise
    except Exception as fault:
        raise IndexBroken(language) from fault


@contextmanager
def _writer(written: Any, *, limitmb: int, may_merge: bool = False) -> Iterator[Any]:
    """Give a writer and commit what it was told; after a failure let go of Whoosh's lock, which 2.7.4 would keep."""
    writer = written.writer(limitmb=limitmb)
    try:
        yield writer
        writer.commit(merge=may_merge)
    except BaseException:
        with suppress(Exception):
            writer.cancel()
        with suppress(Exception):
            writer.writelock.release()
        raise


def _write(directory: Path, operations: list[Operation]) -> None:
    written = index.open_dir(str(directory))
    segments = len(written._segments())  # noqa: SLF001 (Whoosh has no other way to ask)
    with _writer(written, limitmb=32, may_merge=segments >= _MOST_SEGMENTS) as writer:
        with writer.searcher() as searcher:
            for operation in operations:
                writer.delete_by_term("key", str(operation.key[1]), searcher=searcher)
        for operation in operations:
            if isinstance(operation, Put):
                writer.add_document(**_row(operation.document))


def _answer(opened: _Opened, asked: Query, parsed: ParsedQuery) -> Page:
    clauses = [_clause(clause) for clause in parsed.required]
    excluded = query.Or([_clause(clause, excludes=True) for clause in parsed.excluded])
    collector = Collector(asked)
    is_relaxed = False
    if clauses:
        _collect(opened, query.And(clauses), excluded, collector)
        if collector.is_empty and collector.is_complete and len(clauses) > 1:
            but_one = [query.And(clauses[:n] + clauses[n + 1 :]) for n in range(len(clauses))]
            _collect(opened, query.Or(but_one), excluded, collector)
            is_relaxed = not collector.is_empty
    return collector.page(generation=opened.generation.name, is_relaxed=is_relaxed)


def _clause(clause: Clause, *, excludes: bool = False) -> Any:
    return query.Or([_phrase(phrase, excludes=excludes) for phrase in clause.alternatives])


def _phrase(phrase: Phrase, *, excludes: bool) -> Any:
    """A free word is found by its skeleton, and scores more where stem and exact form are its own."""
    if not phrase.is_free:
        return query.Phrase(_EXACT, [word.exact for word in phrase.words]).normalize()
    word = phrase.words[0]
    if excludes:
        return query.Term(_STEM, word.stem)
    finer = query.AndMaybe(query.Term(_STEM, word.stem), query.Term(_EXACT, word.exact))
    return query.AndMaybe(query.Term(_SKELETON, word.skeleton), finer)


def _collect(opened: _Opened, wanted: Any, excluded: Any, collector: Collector) -> None:
    context = SearchContext(needs_current=True, weighting=opened.searcher.weighting)
    unscored = SearchContext(needs_current=True, weighting=None)
    for searcher, story, date, labels in opened.segments:
        banned = frozenset(_numbers(excluded.matcher(searcher, unscored)))
        matcher = wanted.matcher(searcher, context)
        while matcher.is_active() and not collector.is_late():
            number = matcher.id()
            if number not in banned:
                collector.add(story[number], date[number], unpack_labels(bytes(labels[number])), matcher.score)
            matcher.next()


def _numbers(matcher: Any) -> Iterator[int]:
    while matcher.is_active():
        yield matcher.id()
        matcher.next()
