"""What the address of a search says: read strictly, and written again for every link of the page."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from types import MappingProxyType
from typing import TypeVar
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from portal.content.kinds import KINDS
from portal.errors import Invalid
from portal.i18n.marks import N_
from portal.search.finding import Question
from portal.search.index import Facet, Sort
from portal.text.markup import normalise

LAST_PAGE = 50
"""Nobody reads further, and each page costs as much as all before it."""

FILTERS = (Facet.KIND, Facet.CAMPAIGN, Facet.PARTNER)
"""What an address may narrow a search to, besides the days."""

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PUBLIC_ID = re.compile(r"[1-9][0-9]{6,8}")
_PAGE = re.compile(r"[1-9][0-9]?")

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Arguments:
    """One search as an address says it; ``start`` and ``end`` are days, both included."""

    q: str = ""
    filters: Mapping[Facet, str] = field(default_factory=lambda: MappingProxyType({}), hash=False)
    start: date | None = None
    end: date | None = None
    sort: Sort = Sort.RELEVANCE
    page: int = 1

    @property
    def is_narrowed(self) -> bool:
        """Say whether anything but the words limits what is found."""
        return bool(self.filters or self.start or self.end)

    def pairs(self) -> list[tuple[str, str]]:
        """Return the parameters that are not as they would be anyway, without the words and the page."""
        pairs = [(facet.value, self.filters[facet]) for facet in FILTERS if facet in self.filters]
        pairs += [(name, day.isoformat()) for name, day in (("from", self.start), ("to", self.end)) if day]
        if self.sort is not Sort.RELEVANCE:
            pairs.append(("sort", self.sort.value))
        return pairs

    def path(self, language: str) -> str:
        """Return the address of this search in ``language``, percent-encoded."""
        pairs = [("q", self.q), *self.pairs()]
        if self.page > 1:
            pairs.append(("page", str(self.page)))
        return f"/{language}/search?{urlencode(pairs)}"

    def question(self, language: str, *, zone: str) -> Question:
        """Return what is asked of the index; the days are those of ``zone``."""
        return Question(
            text=self.q,
            language=language,
            filters=self.filters,
            since=None if self.start is None else _midnight(self.start, zone),
            until=None if self.end in (None, date.max) else _midnight(self.end + timedelta(days=1), zone),
            sort=self.sort,
            page=self.page,
        )


def read(args: Mapping[str, str]) -> Arguments:
    """Return the search that ``args`` ask for; raise Invalid for a value that no link or form of ours writes.

    Parameters without a value, as forms send them, say nothing.
    """
    chosen = {
        Facet.KIND: _value(args, "kind", _kind),
        Facet.CAMPAIGN: _value(args, "campaign", _public_id),
        Facet.PARTNER: _value(args, "partner", _public_id),
    }
    return Arguments(
        q=normalise(args.get("q", "")),
        filters=MappingProxyType({facet: value for facet, value in chosen.items() if value is not None}),
        start=_value(args, "from", _day),
        end=_value(args, "to", _day),
        sort=_value(args, "sort", Sort) or Sort.RELEVANCE,
        page=_value(args, "page", _page) or 1,
    )


def _value(args: Mapping[str, str], name: str, parse: Callable[[str], Value]) -> Value | None:
    text = args.get(name, "")
    try:
        return parse(text) if text else None
    except ValueError:
        raise Invalid(
            N_("The search cannot be read: “%(name)s” has no such value."), code="search", name=name
        ) from None


def _kind(text: str) -> str:
    if text not in KINDS:
        raise ValueError(text)
    return text


def _public_id(text: str) -> str:
    if not _PUBLIC_ID.fullmatch(text):
        raise ValueError(text)
    return text


def _day(text: str) -> date:
    # ``fromisoformat`` alone would read weeks and days without hyphens, which no date field writes.
    if not _DAY.fullmatch(text):
        raise ValueError(text)
    return date.fromisoformat(text)


def _page(text: str) -> int:
    if not _PAGE.fullmatch(text) or int(text) > LAST_PAGE:
        raise ValueError(text)
    return int(text)


def _midnight(day: date, zone: str) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(zone))
