"""A few words to say what JSON must look like. The first fault is named by its place, as in ``bodies[0].value``.

JSON Schema says more than we need and its validators explain too little: "is not valid under any of the given schemas"
helps nobody who has to mend a file.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime

from portal.exchange.refusal import Refusal

Shape = Callable[[object, str], None]
"""Looks at a value found at a place; raises Refusal when it is not as it should be."""

SCHEMA = "schema"
BAD_DATE = "bad-date"

_DATE_TIME = re.compile(r"\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})")
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s\x00-\x1f\x7f<>\"{}|\\^`\ud800-\udfff]+")


def text(value: object, place: str) -> None:
    """Expect a string."""
    if not isinstance(value, str):
        raise Refusal(SCHEMA, f"{place} is not a text")


def uri(value: object, place: str) -> None:
    """Expect a URI: a scheme, a colon, and something without white space (RFC 3986)."""
    if not (isinstance(value, str) and _URI.fullmatch(value)):
        raise Refusal(SCHEMA, f"{place} is not a URI")


def instant(value: object, place: str) -> None:
    """Expect a date-time of RFC 3339, which always has its distance from UTC."""
    text(value, place)
    parse_instant(str(value), place)


def parse_instant(value: str, place: str) -> datetime:
    """Return a date-time of RFC 3339 in UTC; raise Refusal for anything else."""
    if not _DATE_TIME.fullmatch(value):
        raise Refusal(BAD_DATE, f"{place} is not a date and time with its distance from UTC: {value[:40]!r}")
    try:
        return datetime.fromisoformat(value.upper()).astimezone(UTC)
    except (ValueError, OverflowError):
        raise Refusal(BAD_DATE, f"{place} is a date or time that does not exist: {value[:40]!r}") from None


def one_of(*words: str) -> Shape:
    """Expect one of ``words``."""

    def check(value: object, place: str) -> None:
        if not (isinstance(value, str) and value in words):
            raise Refusal(SCHEMA, f"{place} is none of {', '.join(words)}")

    return check


def whole(least: int | None = None, most: int | None = None) -> Shape:
    """Expect a whole number within bounds; 3.0 is one, true is none."""

    def check(value: object, place: str) -> None:
        is_whole = isinstance(value, int) or (isinstance(value, float) and value.is_integer())
        if isinstance(value, bool) or not isinstance(value, int | float) or not is_whole:
            raise Refusal(SCHEMA, f"{place} is not a whole number")
        if (least is not None and value < least) or (most is not None and value > most):
            raise Refusal(SCHEMA, f"{place} is out of bounds")

    return check


def number(value: object, place: str) -> None:
    """Expect a number; true is none."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Refusal(SCHEMA, f"{place} is not a number")


def anything(_value: object, _place: str) -> None:
    """Expect nothing in particular: for parts that we never look into."""


def array(of: Shape) -> Shape:
    """Expect a list whose members are all of one shape."""

    def check(value: object, place: str) -> None:
        if not isinstance(value, list):
            raise Refusal(SCHEMA, f"{place} is not a list")
        for position, item in enumerate(value):
            of(item, f"{place}[{position}]")

    return check


def record(fields: Mapping[str, Shape], *, required: Sequence[str] = (), exactly_one_of: Sequence[str] = ()) -> Shape:
    """Expect an object with these fields and no others; ``fields`` may still grow before it is first used."""

    def check(value: object, place: str) -> None:
        if not isinstance(value, dict):
            raise Refusal(SCHEMA, f"{place or 'the item'} is not an object")
        for name, member in value.items():
            inner = f"{place}.{name}" if place else str(name)
            if name not in fields:
                raise Refusal(SCHEMA, f"{inner} is not a field of the format")
            fields[name](member, inner)
        for name in required:
            if name not in value:
                raise Refusal(SCHEMA, f"{place + '.' if place else ''}{name} is missing")
        if exactly_one_of and sum(name in value for name in exactly_one_of) != 1:
            raise Refusal(SCHEMA, f"{place} needs exactly one of {', '.join(exactly_one_of)}")

    return check
