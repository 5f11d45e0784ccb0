"""For the people and programs that keep the site running: is it alive, can it serve, how much of what is there.

Nothing in here is about readers: there are no counts of requests, and no labels that could hold an address or a query.
"""

import ipaddress
import platform
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta

from flask import Blueprint, Flask, Response, jsonify, request
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from portal.content.models import Edition
from portal.content.visibility import visible
from portal.errors import NotFound, Unavailable
from portal.events import heartbeat, outbox
from portal.events.models import OutboxRow
from portal.i18n.languages import LANGUAGES, SOURCE
from portal.i18n.marks import N_
from portal.services import Services
from portal.web.assets import DIST
from portal.web.caching import NOTHING
from portal.web.ext import db
from portal.web.services import services

ops = Blueprint("ops", __name__)

OK = "ok"
_FORWARDED = ("X-Forwarded-For", "Forwarded", "X-Real-IP", "Via")
"""A proxy on this machine hands outsiders on from a loopback address; these headers tell."""


def init_ops(app: Flask) -> None:
    """Join the operators' addresses to ``app``."""
    app.register_blueprint(ops)


@ops.after_request
def keep_nothing(response: Response) -> Response:
    """Answers are about this moment."""
    response.headers["Cache-Control"] = NOTHING
    return response


@ops.get("/healthz")
def alive() -> Response:
    """Say that the process answers; asks for nothing else, so that no restart is provoked by a lost database."""
    return jsonify(status=OK)


@ops.get("/readyz")
def ready() -> Response:
    """Say of each part that the site needs whether it is there; 503 as soon as one is not."""
    parts = services()
    checks = {name: check(parts) for name, check in _CHECKS.items()}
    is_ready = all(word == OK for word in checks.values())
    response = jsonify(status=OK if is_ready else "unavailable", checks=checks)
    response.status_code = 200 if is_ready else 503
    return response


@ops.get("/metrics")
def metrics() -> Response:
    """Give the gauges in Prometheus's text format, to this machine alone; for others the address does not exist."""
    if not _is_local():
        raise NotFound(N_("There is nothing at this address."))
    return Response("".join(_gauges(services(), db.session())), content_type="text/plain; version=0.0.4; charset=utf-8")


def _is_local() -> bool:
    if any(name in request.headers for name in _FORWARDED):
        return False
    try:
        return ipaddress.ip_address(request.remote_addr or "").is_loopback
    except ValueError:
        return False


def _database(_parts: Services) -> str:
    try:
        # A table of ours, since a database without any would answer a mere SELECT 1.
        db.session.execute(select(Edition.id).limit(1))
    except SQLAlchemyError:
        db.session.rollback()
        return "unreachable"
    return OK


def _catalogs(parts: Services) -> str:
    for code in LANGUAGES:
        own = parts.catalogs.chain(code)[:1]
        if code != SOURCE and not (own and own[0].texts):
            return "incomplete"
    return OK


def _worker(parts: Services) -> str:
    age = heartbeat.age(parts.settings.data_dir, parts.clock)
    return OK if age is not None and age <= heartbeat.SILENT_AFTER else "silent"


def _index(parts: Services) -> str:
    try:
        for code in LANGUAGES:
            parts.search.count(code)
    except Unavailable as error:
        return error.code.removeprefix("index-")
    return OK


_CHECKS: dict[str, Callable[[Services], str]] = {
    "database": _database,
    "index": _index,
    "catalogs": _catalogs,
    "worker": _worker,
}


def _gauges(parts: Services, session: Session) -> Iterator[str]:
    now = parts.clock()
    build = (DIST / "inputs.sha256").read_text("ascii")[:12] if (DIST / "inputs.sha256").exists() else ""
    labels = f'{{assets="{build}",python="{platform.python_version()}"}}'
    yield _gauge("build_info", "What is running.", {labels: 1})
    shown = session.execute(select(Edition.language, func.count()).where(visible(now)).group_by(Edition.language))
    counts = dict.fromkeys(LANGUAGES, 0) | dict(shown.all())
    by_language = {f'{{language="{code}"}}': counts[code] for code in LANGUAGES}
    yield _gauge("stories_visible", "Editions that are public now.", by_language)
    oldest = session.scalar(
        select(func.min(OutboxRow.due_at)).where(OutboxRow.done_at.is_(None), OutboxRow.due_at <= now)
    )
    waited = now - oldest if oldest else timedelta(0)
    yield _gauge("outbox_waiting", "Pieces of work that are due and not done.", {"": outbox.waiting(session, now=now)})
    yield _gauge("outbox_oldest_seconds", "How long the oldest of them has been due.", {"": waited.total_seconds()})
    age = heartbeat.age(parts.settings.data_dir, parts.clock)
    if age is not None:
        yield _gauge("worker_silent_seconds", "Since the worker's last sign of life.", {"": age.total_seconds()})


def _gauge(name: str, about: str, values: Mapping[str, float]) -> str:
    lines = [f"# HELP portal_{name} {about}", f"# TYPE portal_{name} gauge"]
    lines += [f"portal_{name}{labels} {value:g}" for labels, value in values.items()]
    return "\n".join(lines) + "\n"
