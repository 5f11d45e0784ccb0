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
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import cast

import click
from flask import current_app
from sqlalchemy import func, or_, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from portal.cli.output import EXIT_DONE, EXIT_REFUSED, emit, json_option
from portal.cli.session import refusals, services, session
from portal.content.commands.context import INDEX
from portal.errors import Unavailable
from portal.events import heartbeat, outbox
from portal.events.models import OutboxRow
from portal.i18n.marks import N_
from portal.search.projector import handler as index_handler

log = logging.getLogger(__name__)

PAUSE = 1.0
"""Seconds between two looks into the outbox."""

PATIENCE = 60.0
"""Seconds to wait for something that others are using: the database, the index, the work itself."""

_LOCKED = {"40001", "40P01", "55P03"}
"""PostgreSQL's words for what passes by itself: serialization failure, deadlock, lock not available."""

LOCK = "worker.lock"
"""The file in the data directory that the working worker holds locked; the lock dies with its process."""


@click.command("worker")
@click.option("--once", is_flag=True, help="Do what is due and exit.")
@json_option
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
            done = _drain(threading.Event(), give_up=give_up) if is_ours else 0
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
            while is_ours and not stopping.is_set():
                _round(stopping)
                stopping.wait(PAUSE)
        stopping.wait(PAUSE)


def _round(stopping: threading.Event) -> None:
    """Do what is due; a database that is away for a moment is no reason to end."""
    try:
        _drain(stopping, give_up=time.monotonic() + PATIENCE)
    except OperationalError as error:
        session().rollback()
        log.warning("the database cannot be used", extra={"data": {"error": type(error.orig).__name__}})
    finally:
        # Each round begins with nothing remembered of the one before.
        current_app.extensions["sqlalchemy"].session.remove()


def _lock_path() -> Path:
    return services().settings.data_dir / LOCK


@contextmanager
def _holding(path: Path) -> Iterator[bool]:
    """Hold the lock; yield whether it could be had."""
    with path.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


class _Stopped(BaseException):
    """Work is broken off between two steps; not an ``Exception``, so that no handler's failure is made of it."""


def _drain(stopping: threading.Event, *, give_up: float) -> int:
    """Do what is due and return how much that was; a busy database is tried again until ``give_up``."""
    parts = services()
    done = 0
    while True:
        heartbeat.beat(parts.settings.data_dir, parts.clock)
        try:
            done += outbox.drain(session(), _handlers(stopping, give_up=give_up), clock=parts.clock)
        except _Stopped:
            session().rollback()
            return done
        except OperationalError as error:
            session().rollback()
            if not _is_busy(error) or time.monotonic() > give_up or stopping.wait(PAUSE / 5):
                raise
        else:
            return done


def _handlers(stopping: threading.Event, *, give_up: float) -> Mapping[str, outbox.Handler]:
    """Return what is done for each topic."""
    parts = services()
    handlers = {INDEX: index_handler(parts.search, parts.clock)}
    return {topic: _patiently(handler, stopping, give_up=give_up) for topic, handler in handlers.items()}


def _patiently(handler: outbox.Handler, stopping: threading.Event, *, give_up: float) -> outbox.Handler:
    """Return ``handler`` so that it waits for what others are using, gives signs of life and can be stopped.

    What it wrote is committed at once: the outbox then begins a transaction of its own, which no other writer can have
    overtaken while pictures were made.
    """
    parts = services()

    def work(current: Session, subjects: list[str]) -> None:
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

    return work


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
