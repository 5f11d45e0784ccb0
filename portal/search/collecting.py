"""What every backend does with its matches: filter, count, keep the best, say how old stories weigh."""

import heapq
from collections import Counter
from collections.abc import Callable, Iterable
from functools import lru_cache
from math import exp2
from time import perf_counter
from types import MappingProxyType

from portal.search.analysis import Token, tokens
from portal.search.index import Document, Facet, Hit, Page, Query, Sort

TIME_LIMIT = 0.3
"""Seconds after which a search answers with what it has."""

_BOOSTS = (3.0, 1.5, 1.0)
_GAP = 100
_HALF_LIFE = 180 * 24 * 60
_NEWS_BONUS = 0.25

Labels = frozenset[tuple[Facet, str]]


def weighted_tokens(document: Document) -> list[tuple[Token, int, float]]:
    """Return the words of a document with their position and weight: headline, standfirst, body.

    The three are far from each other, so that no phrase crosses from one into the next.
    """
    found: list[tuple[Token, int, float]] = []
    base = 0
    for text, boost in zip((document.headline, document.standfirst, document.body), _BOOSTS, strict=True):
        found.extend((token, base + token.position, boost) for token in tokens(text, document.language))
        base = (found[-1][1] if found else 0) + _GAP
    return found


def pack_labels(document: Document) -> bytes:
    """Return the labels of a document as a column can hold them."""
    return "\x1f".join(sorted(f"{facet}={value}" for facet, value in document.labels())).encode()


@lru_cache(maxsize=4096)
def unpack_labels(packed: bytes) -> Labels:
    """Return what ``pack_labels`` packed."""
    pairs = (label.split("=", 1) for label in packed.decode().split("\x1f"))
    return frozenset((Facet(facet), value) for facet, value in pairs)


class Collector:
    """Takes the matches of one query, in any order, and makes the page of them."""

    def __init__(self, query: Query, *, time_limit: float = TIME_LIMIT) -> None:
        self._query = query
        self._filters = frozenset(query.filters.items())
        self._most = query.offset + query.limit
        self._counts: dict[Facet, Counter[str]] = {facet: Counter() for facet in Facet}
        self._best: list[tuple[float, int, int]] = []
        self._deadline = perf_counter() + time_limit
        self._seen = self._ticks = 0
        self._total = 0
        self.is_complete = True

    @property
    def is_empty(self) -> bool:
        """Say whether nothing matched at all, whatever the filters."""
        return self._seen == 0

    def is_late(self) -> bool:
        """Say whether to stop; the clock is looked at now and then."""
        self._ticks += 1
        if self._ticks % 64 == 0 and perf_counter() > self._deadline:
            self.is_complete = False
        return not self.is_complete

    def add(self, story: int, date: int, labels: Labels, score: Callable[[], float]) -> None:
        """Take one match; its score is asked for only where it decides."""
        self._seen += 1
        query = self._query
        if (query.since is not None and date < query.since) or (query.until is not None and date >= query.until):
            return
        missed = self._filters - labels
        if len(missed) > 1:
            return
        if missed:
            # Without this one filter it would be a hit: it counts for the choice among that filter's values.
            (only,) = {facet for facet, _ in missed}
            self._count(label for label in labels if label[0] is only)
            return
        self._total += 1
        self._count(labels)
        self._keep((0.0 if query.sort is Sort.NEWEST else self._aged(score(), date), date, story))

    def _count(self, labels: Iterable[tuple[Facet, str]]) -> None:
        for facet, value in labels:
            self._counts[facet][value] += 1

    def _aged(self, score: float, date: int) -> float:
        """Let new stories count a little more: at most a quarter, half of that after half a year."""
        if self._query.now is None:
            return score
        age = max(0, self._query.now - date)
        return score * (1 + _NEWS_BONUS * exp2(-age / _HALF_LIFE))

    def _keep(self, key: tuple[float, int, int]) -> None:
        """Keep the best by score, then date, then number; sorted by date all scores are 0."""
        if len(self._best) < self._most:
            heapq.heappush(self._best, key)
        elif self._best and key > self._best[0]:
            heapq.heapreplace(self._best, key)

    def page(self, *, generation: str, is_relaxed: bool = False) -> Page:
        """Return what was found."""
        best = sorted(self._best, reverse=True)[self._query.offset :]
        facets = {
            facet: MappingProxyType(dict(sorted(counts.items(), key=lambda item: (-item[1], item[0]))))
            for facet, counts in self._counts.items()
        }
        return Page(
            hits=tuple(Hit(story, round(score, 4)) for score, _, story in best),
            total=self._total,
            facets=MappingProxyType(facets),
            is_relaxed=is_relaxed,
            is_complete=self.is_complete,
            generation=generation,
        )
