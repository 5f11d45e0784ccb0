"""``flask worker``: does what must follow a commit, one process for the whole site and the only writer of the index.

Editors never wait for it: they write rows into the outbox, and these are done here in order, each topic by its handler.
A second worker stands by until the first is gone, so that a restart leaves no gap and two starts do no harm.
"""

import fcntl
import logging
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import cast

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import func, or_, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from portal.cli.output import EXIT_DONE, EXIT_REFUSED, emit, json_option
from portal.cli.session import refusals, services, session
from portal.content.commands.context import INDEX
from portal.errors import Unavailable
from portal.events import heartbeat, outbox
from portal.events.models import OutboxRow
from portal.i18n.languages import LANGUAGES
from portal.i18n.marks import N_
from portal.media.commands import RENDITIONS
from portal.media.commands import handler as renditions_handler
from portal.search import projector

log = logging.getLogger(__name__)

PAUSE = 1.0
"""Seconds between two looks into the outbox."""

MEND_EVERY = 3600.0
"""Seconds between two comparisons of index and database; the first is made at the start."""

PATIENCE = 60.0
"""Seconds to wait for something that others are using: the database, the index, the work itself."""

_LOCKED = {"40001", "40P01", "55P03"}
"""PostgreSQL's words for what passes by itself: serialization failure, deadlock, lock not available."""

LOCK = "worker.lock"
"""The file in the data directory that the working worker holds locked; the lock dies with its process."""


@click.command("worker")
@click.option("--once", is_flag=True, help="Do what is due and exit.")
@json_option
@with_appcontext
def group(*, once: bool, as_json: bool) -> None:
    """Do what follows from changes: keep the search index and the pictures up to date.

    Without --once it goes on until it is told to stop. With it, the exit code is 1 when work was left undone.
    """
    with refusals(as_json=as_json):
        if not once:
            _work_until_stopped()
            return
        done, left = _work_once()
        emit({"done": done, "waiting": left}, as_json=as_json, lines=[f"{done} done, {left} waiting"])
        sys.exit(EXIT_REFUSED if left else EXIT_DONE)


def _work_once() -> tuple[int, int]:
    """Return how much was done, and how much is left that should have been."""
    give_up = time.monotonic() + PATIENCE
    while True:
        with _holding(_lock_path()) as is_ours:
            done = _drain(threading.Event(), give_up=give_up, mend=_complete) if is_ours else 0
        left = _left()
        # Another worker that is at it does the same work; what it leaves is what is left.
        if is_ours or not left:
            return done, left
        session().rollback()
        if time.monotonic() > give_up:
            raise Unavailable(N_("Another worker is running and does not get on with its work."), code="worker-busy")
        time.sleep(PAUSE / 5)


def _work_until_stopped() -> None:
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    while not stopping.is_set():
        with _holding(_lock_path()) as is_ours:
            mended_at = -MEND_EVERY
            while is_ours and not stopping.is_set():
                is_time = time.monotonic() - mended_at >= MEND_EVERY
                if _round(stopping, mend=_reconcile if is_time else _complete) and is_time:
                    mended_at = time.monotonic()
                stopping.wait(PAUSE)
        stopping.wait(PAUSE)


def _round(stopping: threading.Event, *, mend: Callable[[], None]) -> bool:
    """Do what is due and say whether that went well; a database that is away for a moment is no reason to end."""
    try:
        _drain(stopping, give_up=time.monotonic() + PATIENCE, mend=mend)
    except (OperationalError, Unavailable) as error:
        session().rollback()
        log.warning("the worker has to wait", extra={"data": {"error": type(error).__name__}})
        return False
    else:
        return True
    finally:
        # Each round begins with nothing remembered of the one before.
        current_app.extensions["sqlalchemy"].session.remove()


def _lock_path() -> Path:
    return services().settings.data_dir / LOCK


@contextmanager
def _holding(path: Path) -> Iterator[bool]:
    """Hold the lock; yield whether it could be had."""
    # With its database elsewhere, a new installation has no data directory yet.
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


class _Stopped(BaseException):
    """Work is broken off between two steps; not an ``Exception``, so that no handler's failure is made of it."""


def _reconcile() -> None:
    """Compare the index with the database and mend it: should anything ever get past the outbox, it heals."""
    parts = services()
    mended = projector.reconcile(session(), parts.search, clock=parts.clock)
    if mended:
        log.warning("the search index was mended", extra={"data": {"documents": mended}})


def _complete() -> None:
    """Reconcile when a language has no index, or one made by other rules than those that are running."""
    generations = [services().search.generation(code) for code in LANGUAGES]
    if not all(generation and generation.is_current for generation in generations):
        _reconcile()


def _drain(stopping: threading.Event, *, give_up: float, mend: Callable[[], None]) -> int:
    """Do what is due after ``mend`` and return how much that was; what is busy is tried again until ``give_up``."""
    parts = services()
    done = 0
    while True:
        heartbeat.beat(parts.settings.data_dir, parts.clock)
        try:
            mend()
            session().rollback()
            done += outbox.drain(session(), _handlers(stopping, give_up=give_up), clock=parts.clock)
        except _Stopped:
            session().rollback()
            return done
        except (OperationalError, Unavailable) as error:
            session().rollback()
            if not _is_busy(error) or time.monotonic() > give_up or stopping.wait(PAUSE / 5):
                raise
        else:
            return done


def _handlers(stopping: threading.Event, *, give_up: float) -> Mapping[str, outbox.Handler]:
    """Return what is done for each topic."""
    parts = services()
    index = projector.handler(parts.search, parts.clock)
    renditions = renditions_handler(parts.storage, parts.clock)

    def patiently(handler: outbox.Handler) -> outbox.Handler:
        return lambda current, subjects: _patiently(handler, current, subjects, stopping=stopping, give_up=give_up)

    def one_by_one(current: Session, subjects: list[str]) -> None:
        for subject in subjects:
            patiently(renditions)(current, [subject])

    return {INDEX: patiently(index), RENDITIONS: one_by_one}


def _patiently(
    handler: outbox.Handler, current: Session, subjects: list[str], *, stopping: threading.Event, give_up: float
) -> None:
    """Call ``handler``, waiting for what others are using, with a sign of life and a chance to stop before.

    What it wrote is committed at once: the outbox then begins a transaction of its own, which no other writer can have
    overtaken while pictures were made.
    """
    parts = services()
    while True:
        if stopping.is_set():
            raise _Stopped
        heartbeat.beat(parts.settings.data_dir, parts.clock)
        try:
            handler(current, subjects)
            current.commit()
        except (OperationalError, Unavailable) as error:
            current.rollback()
            if not _is_busy(error) or time.monotonic() > give_up:
                raise
            stopping.wait(PAUSE / 5)
        else:
            return


def _is_busy(error: OperationalError | Unavailable) -> bool:
    """Say whether somebody else is using what is needed, so that waiting helps."""
    if isinstance(error, Unavailable):
        return True
    name = str(getattr(error.orig, "sqlite_errorname", ""))
    return name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")) or getattr(error.orig, "sqlstate", "") in _LOCKED


def _left() -> int:
    """Return how many rows are due, or have failed and wait for another try."""
    late = or_(OutboxRow.due_at <= services().clock(), OutboxRow.error.is_not(None))
    query = select(func.count()).where(OutboxRow.done_at.is_(None), late)
    return cast(int, session().scalar(query))
