"""Answers to a reader's question: the index says which stories, the database what of them may be shown.

The index can lag behind an expiry or a withdrawal by as long as the worker takes. So whatever it names is looked up
under ``content.visibility`` before anything of it is shown, all languages in one go.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType

from sqlalchemy import or_
from sqlalchemy.orm import Session

from portal.content.models import Edition
from portal.i18n.languages import LANGUAGES
from portal.search import documents
from portal.search.documents import Shown, minutes
from portal.search.highlight import Part, marked, snippet
from portal.search.index import Facet, IndexUnavailable, Page, Query, SearchIndex, Sort
from portal.search.query import parse

PER_PAGE = 10

ELSEWHERE = 3
"""Stories of each other language that are shown below the first page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a reader looks for. ``since`` and ``until`` (excluded) bound the publication; ``page`` counts from 1."""

    text: str
    language: str
    filters: Mapping[Facet, str] = field(default_factory=lambda: MappingProxyType({}), hash=False)
    since: datetime | None = None
    until: datetime | None = None
    sort: Sort = Sort.RELEVANCE
    page: int = 1
    per_page: int = PER_PAGE


@dataclass(frozen=True, slots=True)
class FoundStory:
    """A public edition that answers, the words marked that were asked for; ``score`` compares within a language."""

    shown: Shown
    score: float
    headline: tuple[Part, ...]
    snippet: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What another language has for the same question: the best few, and how many there are."""

    language: str
    total: int
    stories: tuple[FoundStory, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One page of an answer. ``facets``, ``is_relaxed`` and ``did_you_mean`` are as in ``portal.search.index.Page``.

    ``elsewhere`` comes with the first page alone.
    """

    stories: tuple[FoundStory, ...]
    total: int
    facets: Mapping[Facet, Mapping[str, int]]
    is_relaxed: bool
    did_you_mean: str | None
    elsewhere: tuple[Elsewhere, ...] = ()


def find(session: Session, search: SearchIndex, question: Question, *, now: datetime) -> Found:
    """Answer ``question`` as of ``now``; raises IndexUnavailable when the index of its language cannot."""
    answer = search.search(_query(question, now=now))
    others = dict(_ask_elsewhere(search, question, now=now)) if question.page == 1 else {}
    checked = _checked(session, {question.language: answer} | others, text=question.text, now=now)
    stories = checked[question.language]
    return Found(
        stories=stories,
        total=_total(answer, stories),
        facets=answer.facets,
        is_relaxed=answer.is_relaxed,
        did_you_mean=answer.did_you_mean,
        elsewhere=tuple(
            Elsewhere(language, _total(other, checked[language]), checked[language])
            for language, other in others.items()
            if checked[language]
        ),
    )


def _query(question: Question, *, now: datetime) -> Query:
    return Query(
        text=question.text,
        language=question.language,
        filters=question.filters,
        since=None if question.since is None else minutes(question.since),
        until=None if question.until is None else minutes(question.until),
        sort=question.sort,
        offset=(question.page - 1) * question.per_page,
        limit=question.per_page,
        now=minutes(now),
    )


def _ask_elsewhere(search: SearchIndex, question: Question, *, now: datetime) -> Iterator[tuple[str, Page]]:
    """Yield what other languages find, in the order of the switcher; one without an index is passed over.

    Only what has all the words counts there: a reader did not ask in that language.
    """
    for language in LANGUAGES:
        if language != question.language:
            with suppress(IndexUnavailable):
                asked = replace(question, language=language, per_page=min(ELSEWHERE, question.per_page))
                answer = search.search(_query(asked, now=now))
                if answer.hits and not answer.is_relaxed:
                    yield language, answer


def _checked(
    session: Session, answers: Mapping[str, Page], *, text: str, now: datetime
) -> dict[str, tuple[FoundStory, ...]]:
    """Return by language those of the stories that are public at ``now``, in the order of the answers."""
    named = {language: [hit.story for hit in answer.hits] for language, answer in answers.items()}
    wanted = [(Edition.language == language) & Edition.public_id.in_(ids) for language, ids in named.items() if ids]
    public = documents.load(session, or_(*wanted), now=now) if wanted else ()
    by_key = {(shown.document.language, shown.document.story): shown for shown in public}
    return {
        language: tuple(
            _highlighted(shown, hit.score, text=text)
            for hit in answer.hits
            if (shown := by_key.get((language, hit.story))) is not None
        )
        for language, answer in answers.items()
    }


def _highlighted(shown: Shown, score: float, *, text: str) -> FoundStory:
    document = shown.document
    query = parse(text, document.language)
    passage = f"{document.standfirst}\n{document.body}"
    return FoundStory(
        shown=shown,
        score=score,
        headline=marked(document.headline, query, document.language),
        snippet=snippet(passage, query, document.language),
    )


def _total(answer: Page, stories: tuple[FoundStory, ...]) -> int:
    """Return how many there are, without those of this page that turned out not to be public."""
    return answer.total - (len(answer.hits) - len(stories))
