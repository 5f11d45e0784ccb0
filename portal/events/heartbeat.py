"""The worker's sign of life: the time of its last round in a small file, legible while the database is away."""

import os
from datetime import datetime, timedelta
from pathlib import Path

from portal.clock import Clock

NAME = "worker.alive"
SILENT_AFTER = timedelta(minutes=2)
"""Making the renditions of one large picture takes the worker a minute at worst; a round beats before and after."""


def beat(data_dir: Path, clock: Clock) -> None:
    """Say that the worker is alive now; called once a round, in the data directory that it shares with the site."""
    draft = data_dir / f"{NAME}.{os.getpid()}"
    draft.write_text(clock().isoformat(), "ascii")
    draft.replace(data_dir / NAME)


def age(data_dir: Path, clock: Clock) -> timedelta | None:
    """Return how long ago the worker last gave a sign, never negative; None when it never did."""
    try:
        last = datetime.fromisoformat((data_dir / NAME).read_text("ascii"))
    except (FileNotFoundError, ValueError):
        return None
    return max(clock() - last, timedelta(0))
