"""The seam of search: what an index takes, is asked and answers. Every backend keeps to this and nothing more.

An index holds what is public now, one part a language, and no text to show: headlines and bodies are the database's.
``tests/contract/`` says in full what a backend must do.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Protocol

from portal.errors import Unavailable
from portal.i18n.marks import N_


class Facet(StrEnum):
    """What hits can be counted and filtered by; the value is the name in an address."""

    KIND = "kind"
    CAMPAIGN = "campaign"
    PARTNER = "partner"
    TOPIC = "topic"
    PLACE = "place"


class Sort(StrEnum):
    RELEVANCE = "relevance"
    NEWEST = "newest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One edition as it is searched. All texts are plain.

    ``story`` is the public id; ``date`` counts minutes since 1970 in UTC; the labels are what addresses name them by
    (a kind's code, a term's public id), without spaces or control characters.
    """

    story: int
    language: str
    kind: str
    headline: str
    standfirst: str = ""
    body: str = ""
    date: int = 0
    campaigns: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    places: tuple[str, ...] = ()

    def labels(self) -> frozenset[tuple[Facet, str]]:
        """Return all that the document can be filtered by."""
        groups = {
            Facet.KIND: (self.kind,),
            Facet.CAMPAIGN: self.campaigns,
            Facet.PARTNER: self.partners,
            Facet.TOPIC: self.topics,
            Facet.PLACE: self.places,
        }
        return frozenset((facet, value) for facet, values in groups.items() for value in values)


@dataclass(frozen=True, slots=True)
class Put:
    """Add a document, or put it in the place of the one with its story and language."""

    document: Document

    @property
    def key(self) -> tuple[str, int]:
        return self.document.language, self.document.story


@dataclass(frozen=True, slots=True)
class Remove:
    """Take a story's document of one language out, if it is there."""

    language: str
    story: int

    @property
    def key(self) -> tuple[str, int]:
        return self.language, self.story


Operation = Put | Remove


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A question to the part of one language.

    ``text`` is what the reader typed (``portal.search.query``). ``since`` and ``until`` are minutes like a document's
    date, the second excluded. ``now``, in minutes, lets newer stories count a little more; None leaves age alone.
    """

    text: str
    language: str
    filters: Mapping[Facet, str] = field(default_factory=lambda: MappingProxyType({}), hash=False)
    since: int | None = None
    until: int | None = None
    sort: Sort = Sort.RELEVANCE
    offset: int = 0
    limit: int = 10
    now: int | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    story: int
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """An answer. ``total`` counts all hits, not only those of this page.

    ``facets`` counts for each facet the hits there would be without the filter by that facet. ``is_relaxed``: nothing
    has all the words, so these lack one. ``is_complete`` False: time ran out, so there may be more.
    """

    hits: tuple[Hit, ...] = ()
    total: int = 0
    facets: Mapping[Facet, Mapping[str, int]] = field(default_factory=lambda: MappingProxyType({}))
    is_relaxed: bool = False
    is_complete: bool = True
    did_you_mean: str | None = None
    generation: str = ""


@dataclass(frozen=True, slots=True)
class Generation:
    """One build of a language's part: its name, and the rules and program that made it.

    ``is_current``: made by the rules and the program that are running. If not, it can be asked, but not changed.
    """

    name: str
    analysis: str
    engine: str
    is_current: bool


class SearchIndex(Protocol):
    """An index of all languages below one directory. Reading is safe from any thread, and while another writes."""

    def search(self, query: Query) -> Page:
        """Answer; raises IndexMissing or IndexBroken."""

    def count(self, language: str) -> int:
        """Return how many documents there are; raises IndexMissing or IndexBroken."""

    def ids(self, language: str) -> frozenset[int]:
        """Return the stories there are; raises IndexMissing or IndexBroken."""

    def generation(self, language: str) -> Generation | None:
        """Return which build is in use, None where there is none."""

    def apply(self, operations: Iterable[Operation]) -> None:
        """Do all of them; of several for one document only the last counts. Visible to all when this returns.

        To do the same again changes nothing. Raises IndexMissing (then it must be rebuilt), IndexOutdated (likewise),
        IndexBusy or IndexBroken; parts of other languages may have been changed by then.
        """

    def rebuild(self, language: str, documents: Iterable[Document]) -> Generation:
        """Make a new part of ``documents`` and put it in the place of the old one, which is asked until then.

        Every story may come once. An exception from ``documents`` leaves everything as it was. Raises IndexBusy while
        another process writes.
        """

    def close(self) -> None:
        """Let go of open files."""


class IndexUnavailable(Unavailable):
    """The index cannot answer or be changed now."""

    code = "index-unavailable"


class IndexMissing(IndexUnavailable):
    """There is no index of this language."""

    code = "index-missing"

    def __init__(self, language: str) -> None:
        super().__init__(N_("There is no search index for %(language)s yet."), language=language)


class IndexOutdated(IndexUnavailable):
    """The index was made by other rules than those that are running."""

    code = "index-outdated"

    def __init__(self, language: str) -> None:
        super().__init__(N_("The search index for %(language)s was made by another version."), language=language)


class IndexBusy(IndexUnavailable):
    """Another process is writing."""

    code = "index-busy"

    def __init__(self, language: str) -> None:
        super().__init__(
            N_("The search index for %(language)s is being written by another process."), language=language
        )


class IndexBroken(IndexUnavailable):
    """The index cannot be read."""

    code = "index-broken"

    def __init__(self, language: str) -> None:
        super().__init__(N_("The search index for %(language)s cannot be read."), language=language)


def each_once(documents: Iterable[Document]) -> Iterator[Document]:
    """Yield the documents of a rebuild; raises ValueError when a story comes again, which no backend could undo."""
    seen: set[int] = set()
    for document in documents:
        if document.story in seen:
            raise ValueError(f"story {document.story} came twice")
        seen.add(document.story)
        yield document


def last_of_each(operations: Iterable[Operation]) -> dict[str, list[Operation]]:
    """Return by language the last operation on each document."""
    last = {operation.key: operation for operation in operations}
    by_language: dict[str, list[Operation]] = {}
    for (language, _), operation in last.items():
        by_language.setdefault(language, []).append(operation)
    return by_language
