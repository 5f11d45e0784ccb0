"""The time, as a value that can be handed over: nothing else asks the system for it."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """Return the present instant, aware, in UTC."""
    return datetime.now(UTC)


def frozen_clock(instant: datetime) -> Clock:
    """Return a clock that stands still at ``instant``, which must be aware."""
    if instant.tzinfo is None:
        raise ValueError("a clock needs an aware instant")
    return lambda: instant.astimezone(UTC)
