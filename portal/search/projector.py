"""Keeps the index what the database says is public: after every change, and as a whole.

Nothing here trusts what it was told: an edition is loaded afresh and either put or removed, so every step may be done
again, late, or in any order.
"""

import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.clock import Clock
from portal.content.models import Edition
from portal.events.outbox import Handler
from portal.i18n.languages import LANGUAGES
from portal.search import documents
from portal.search.index import (
    Document,
    Generation,
    IndexBroken,
    IndexMissing,
    IndexOutdated,
    Operation,
    Put,
    Remove,
    SearchIndex,
)

log = logging.getLogger(__name__)

Progress = Callable[[str, int, int], None]
"""Told the language, how many of its editions are done, and how many there are."""

BEYOND_REPAIR = (IndexMissing, IndexOutdated, IndexBroken)
"""What only a rebuild mends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageCheck:
    """How the index of one language stands: public editions, documents, and the stories only one of the two has.

    ``generation`` is None where there is no index, or none that can be read.
    """

    visible: int
    indexed: int
    missing: frozenset[int]
    extra: frozenset[int]
    generation: Generation | None

    @property
    def is_good(self) -> bool:
        """Say whether the index is complete and made by the rules that are running."""
        return self.generation is not None and self.generation.is_current and not self.missing and not self.extra


@dataclass(frozen=True, slots=True)
class Check:
    """How the index stands, by language."""

    languages: Mapping[str, LanguageCheck]

    @property
    def is_good(self) -> bool:
        """Say whether nothing is amiss in any language."""
        return all(each.is_good for each in self.languages.values())

    @property
    def newest(self) -> Generation | None:
        """The newest build of any language; generations begin with their number."""
        built = [each.generation for each in self.languages.values() if each.generation is not None]
        return max(built, key=lambda generation: generation.name, default=None)


def handler(search: SearchIndex, clock: Clock) -> Handler:
    """Return what the worker does for the topic of the index: subjects are row ids of editions."""

    def project(session: Session, subjects: list[str]) -> None:
        operations = list(_operations(session, [int(subject) for subject in subjects], now=clock()))
        _apply(session, search, operations, clock=clock)

    return project


def rebuild(session: Session, search: SearchIndex, *, clock: Clock, progress: Progress | None = None) -> None:
    """Make the index of every language anew from what is committed.

    Each language is asked in its old state until its new one is finished. Raises IndexBusy while another process
    writes; then some languages may be new and others not.
    """
    for language in LANGUAGES:
        _rebuild(session, search, language, clock=clock, progress=progress)


def check(session: Session, search: SearchIndex, *, clock: Clock) -> Check:
    """Compare the index with what is public now."""
    return Check({language: _check_language(session, search, language, now=clock()) for language in LANGUAGES})


def reconcile(session: Session, search: SearchIndex, *, clock: Clock) -> int:
    """Mend what ``check`` finds; return how many documents were put or removed, those of rebuilt languages included."""
    mended = 0
    for language, found in check(session, search, clock=clock).languages.items():
        if found.generation is None or not found.generation.is_current:
            _rebuild(session, search, language, clock=clock)
            mended += search.count(language)
            continue
        differing = found.missing | found.extra
        if differing:
            wanted = documents.load(
                session, (Edition.language == language) & Edition.public_id.in_(differing), now=clock()
            )
            puts = {shown.document.story: Put(shown.document) for shown in wanted}
            search.apply([puts.get(story) or Remove(language, story) for story in sorted(differing)])
            mended += len(differing)
    return mended


def _operations(session: Session, ids: list[int], *, now: datetime) -> Iterator[Operation]:
    """Yield for each edition what makes the index right: the document if it is visible, else its removal."""
    shown = {each.edition_id: each.document for each in documents.load(session, Edition.id.in_(ids), now=now)}
    rows = session.execute(select(Edition.id, Edition.language, Edition.public_id).where(Edition.id.in_(ids)))
    for edition_id, language, public_id in rows:
        document = shown.get(edition_id)
        yield Put(document) if document else Remove(language, public_id)


def _apply(session: Session, search: SearchIndex, operations: list[Operation], *, clock: Clock) -> None:
    """Write to the index; languages whose index is missing, old or broken are built first.

    Each failure names no more than one language, so it is tried until all are well.
    """
    for _ in LANGUAGES:
        try:
            search.apply(operations)
        except BEYOND_REPAIR as fault:
            language = str(fault.values["language"])
            log.warning("the search index is rebuilt", extra={"data": {"language": language, "because": fault.code}})
            _rebuild(session, search, language, clock=clock)
        else:
            return
    search.apply(operations)


def _rebuild(
    session: Session, search: SearchIndex, language: str, *, clock: Clock, progress: Progress | None = None
) -> None:
    search.rebuild(language, _all_documents(session, language, clock=clock, progress=progress))


def _all_documents(session: Session, language: str, *, clock: Clock, progress: Progress | None) -> Iterator[Document]:
    """Yield the documents of a language, read in a transaction of its own that begins when the index asks for them.

    By then the index is locked. A change that is committed later waits for the lock with its row in the outbox; one
    that was committed before must be seen here, and an older transaction would not see it.
    """
    with Session(session.get_bind()) as reader:
        now = clock()
        total = documents.count(reader, language, now=now)
        done = 0
        if progress:
            progress(language, done, total)
        for shown in documents.every(reader, language, now=now):
            yield shown.document
            done += 1
            if progress:
                progress(language, done, total)


def _check_language(session: Session, search: SearchIndex, language: str, *, now: datetime) -> LanguageCheck:
    visible = documents.visible_stories(session, language, now=now)
    generation = search.generation(language)
    indexed: frozenset[int] = frozenset()
    try:
        indexed = search.ids(language)
    except BEYOND_REPAIR:
        generation = None
    return LanguageCheck(
        visible=len(visible),
        indexed=len(indexed),
        missing=frozenset(visible) - indexed,
        extra=indexed - visible.keys(),
        generation=generation,
    )
