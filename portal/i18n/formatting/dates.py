"""Dates and times of day. Reader pages show absolute times in one zone and name it; relative ones are for the desk."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date, get_timezone_location

from portal.i18n.formatting.numbers import figures
from portal.i18n.language import Language
from portal.i18n.marks import N_, NN_, Message

READER_ZONE = "Asia/Baghdad"

# Minutes in a unit (a year of 365.25 days, a month a twelfth of it), the largest first.
_AGO: tuple[tuple[int, Callable[[int], Message]], ...] = (
    (525_960, lambda count: NN_("%(count)s year ago", "%(count)s years ago", count)),
    (43_830, lambda count: NN_("%(count)s month ago", "%(count)s months ago", count)),
    (10_080, lambda count: NN_("%(count)s week ago", "%(count)s weeks ago", count)),
    (1_440, lambda count: NN_("%(count)s day ago", "%(count)s days ago", count)),
    (60, lambda count: NN_("%(count)s hour ago", "%(count)s hours ago", count)),
    (1, lambda count: NN_("%(count)s minute ago", "%(count)s minutes ago", count)),
)
_AHEAD: tuple[tuple[int, Callable[[int], Message]], ...] = (
    (525_960, lambda count: NN_("in %(count)s year", "in %(count)s years", count)),
    (43_830, lambda count: NN_("in %(count)s month", "in %(count)s months", count)),
    (10_080, lambda count: NN_("in %(count)s week", "in %(count)s weeks", count)),
    (1_440, lambda count: NN_("in %(count)s day", "in %(count)s days", count)),
    (60, lambda count: NN_("in %(count)s hour", "in %(count)s hours", count)),
    (1, lambda count: NN_("in %(count)s minute", "in %(count)s minutes", count)),
)


def date_long(when: date, language: Language, *, zone: str = READER_ZONE) -> str:
    """Write a day: 7 March 2026. An instant (aware) counts as the day that it is in ``zone``."""
    return _written(_day(when, zone), language, language.date_long or "long")


def date_full(when: date, language: Language, *, zone: str = READER_ZONE) -> str:
    """Write a day with its weekday."""
    return _written(_day(when, zone), language, language.date_full or "full")


def month_year(year: int, month: int, language: Language) -> str:
    """Write a month of a year, as the heading of an archive."""
    pattern = language.month_year or str(language.babel.datetime_skeletons["yMMMM"])
    return _written(date(year, month, 1), language, pattern)


def month_name(month: int, language: Language) -> str:
    """Return the name of a month (1 to 12) standing alone."""
    if language.months:
        return language.months[month - 1]
    return language.spelt(str(language.babel.months["stand-alone"]["wide"][month]))


def time(when: datetime, language: Language, *, zone: str = READER_ZONE) -> str:
    """Write the time of day of an aware instant in ``zone``, with 24 hours: in all four languages it is understood."""
    return figures(f"{_local(when, zone):%H:%M}", language)


@lru_cache(maxsize=4096)
def date_time(when: datetime, language: Language, *, zone: str = READER_ZONE) -> str:
    """Write an aware instant with day, time and the name of the zone."""
    return language.moment.format(
        date=date_long(when, language, zone=zone),
        time=time(when, language, zone=zone),
        zone=_zone_name(zone, language),
    )


def iso(when: datetime) -> str:
    """Write an aware instant for machines (``datetime`` of ``<time>``, feeds): UTC, ASCII digits, whole seconds."""
    return f"{when.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def relative_time(then: datetime, now: datetime) -> Message:
    """Say how long ago, or in how long; CLDR has no such words for Sorani, so they come from our catalogs."""
    distance = now - then
    minutes = int(abs(distance).total_seconds()) // 60
    for size, told in _AGO if distance >= timedelta(0) else _AHEAD:
        if minutes >= size:
            return told(minutes // size)
    return Message(N_("just now"))


def _day(when: date, zone: str) -> date:
    return _local(when, zone).date() if isinstance(when, datetime) else when


def _local(when: datetime, zone: str) -> datetime:
    if when.tzinfo is None:
        raise ValueError("an instant without a zone has no time of day")
    return when.astimezone(ZoneInfo(zone))


@lru_cache(maxsize=8192)
def _written(day: date, language: Language, pattern: str) -> str:
    """Write a day by a CLDR pattern or the name of one; remembered, because pages repeat few days many times."""
    text = language.spelt(format_date(day, pattern, locale=language.babel))
    if language.months:
        # CLDR's patterns carry CLDR's months, which the record may spell otherwise.
        cldr = language.spelt(str(language.babel.months["format"]["wide"][day.month]))
        text = text.replace(cldr, language.months[day.month - 1])
    if day.day in language.day_endings:
        ending, own = language.day_endings[day.day]
        text = text.replace(f"{day.day}{ending}", f"{day.day}{own}", 1)
    return figures(text, language)


@lru_cache(maxsize=64)
def _zone_name(zone: str, language: Language) -> str:
    return language.zone_names.get(zone) or get_timezone_location(zone, locale=language.babel, return_city=True)
