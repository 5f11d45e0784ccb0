"""Failures put into words: which status a failure has, and the page that says it in the language of the address.

An answer never repeats the address or anything else that was sent, so a story under embargo and a number that was never
given cannot be told apart. What is logged of a fault is its type, the endpoint and the lines of code that it passed
through: the message of an exception may quote what a reader typed.
"""

import logging
import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from http import HTTPStatus

from flask import Flask, Response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import InterfaceError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException

from portal.errors import Conflict, Forbidden, Gone, Invalid, NotFound, PortalError, Unavailable
from portal.i18n.languages import LANGUAGES, SOURCE
from portal.i18n.marks import N_, Message
from portal.web.ext import db
from portal.web.moved import new_path
from portal.web.reader.pages import ErrorPage, GonePage, PageName, Shell
from portal.web.reader.shell import Frame, bare_shell, shell
from portal.web.services import services
from portal.web.translations import speaking, translate
from portal.web.view import open_view

log = logging.getLogger(__name__)

STATUS: dict[type[PortalError], int] = {
    NotFound: 404,
    Gone: 410,
    Forbidden: 403,
    Conflict: 409,
    Invalid: 400,
    Unavailable: 503,
}

RETRY_AFTER = "30"
"""Seconds, with every 503."""

TITLES = {
    400: N_("This address cannot be read"),
    403: N_("This is not allowed"),
    404: N_("This page does not exist"),
    405: N_("This cannot be done here"),
    410: N_("This is no longer available"),
    413: N_("This is too large"),
    429: N_("Too many requests"),
    500: N_("Something went wrong"),
    503: N_("The site is resting for a moment"),
}
"""The statuses that the page has words for."""

_EXPLAINED = (Invalid, Conflict)
"""Failures whose own sentence helps a reader; others could tell what readers may not know."""

_FILES = ("/assets/", "/media/")
_MACHINE_PATHS = (*_FILES, "/api/", "/.well-known/", "/healthz", "/readyz", "/metrics")
_MACHINE_ENDINGS = (".atom", ".rss", ".json", ".xml", ".txt", "/search/suggest")
_OWN_HEADERS = {"allow", "content-range", "retry-after", "www-authenticate"}

LAST_RESORT = """<!doctype html>
<html lang="en" dir="ltr" data-page="error">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>Something went wrong – Coalition Portal</title></head>
<body><main><h1>Something went wrong</h1><p>Please try again later.</p></main></body>
</html>
"""
"""Said when not even the page for failures can be made; depends on nothing."""


@dataclass(frozen=True)
class Failure:
    """What a reader is told; ``needs_care`` says that the database is not to be asked for the frame."""

    status: int
    message: Message | None = None
    needs_care: bool = False


def init_errors(app: Flask) -> None:
    """Have ``app`` answer every failure through this module."""
    app.register_error_handler(PortalError, _on_refusal)
    app.register_error_handler(HTTPException, _on_http)
    for kind in (OperationalError, InterfaceError, PoolTimeout):
        app.register_error_handler(kind, _on_lost_database)
    app.register_error_handler(Exception, _on_fault)


def language_of(path: str) -> str:
    """Return the code of the language that an address is in; English where it names none of ours."""
    first = path.lstrip("/").partition("/")[0]
    return first if first in LANGUAGES else SOURCE


def _on_refusal(error: PortalError) -> ResponseReturnValue:
    status = next((status for kind, status in STATUS.items() if isinstance(error, kind)), 500)
    if status >= 500:
        _record(error)
    message = Message(error.message, error.values) if isinstance(error, _EXPLAINED) else None
    return _answer(Failure(status, message))


def _on_http(error: HTTPException) -> ResponseReturnValue:
    if error.response is not None:
        return error.get_response(request.environ)
    headers = [(name, value) for name, value in error.get_headers(request.environ) if name.lower() in _OWN_HEADERS]
    return _answer(Failure(error.code or 500), headers=headers)


def _on_lost_database(error: Exception) -> ResponseReturnValue:
    _record(error)
    return _answer(Failure(503, needs_care=True))


def _on_fault(error: Exception) -> ResponseReturnValue:
    _record(error)
    return _answer(Failure(500))


def _record(error: Exception) -> None:
    """Log a fault without its message and without anything of the request."""
    chain: list[str] = []
    link = error.__cause__ or error.__context__
    while link is not None and len(chain) < 5:
        chain.append(type(link).__qualname__)
        link = link.__cause__ or link.__context__
    fields = {
        "exception": f"{type(error).__module__}.{type(error).__qualname__}",
        "code": error.code if isinstance(error, PortalError) else None,
        "because_of": chain,
        "endpoint": request.endpoint,
        "traceback": "".join(traceback.format_tb(error.__traceback__)),
    }
    log.error("a request failed", extra={"data": fields})


def _answer(failure: Failure, *, headers: Iterable[tuple[str, str]] = ()) -> ResponseReturnValue:
    if failure.status == 404 and request.method in ("GET", "HEAD") and not request.path.startswith(_FILES):
        try:
            path = new_path(db.session(), request.path, now=services().clock())
        except Gone:
            failure = Failure(410)
        except SQLAlchemyError as error:
            _record(error)
            failure = Failure(503, needs_care=True)
        else:
            if path is not None:
                return redirect(path, 301)
    response = _text(failure) if _is_for_machines(request.path) else _page(failure)
    response.headers.extend(headers)
    if failure.status == 503:
        response.headers["Retry-After"] = RETRY_AFTER
    return response


def _is_for_machines(path: str) -> bool:
    return path.startswith(_MACHINE_PATHS) or path.endswith(_MACHINE_ENDINGS)


def _text(failure: Failure) -> Response:
    try:
        phrase = HTTPStatus(failure.status).phrase
    except ValueError:
        phrase = "Error"
    return Response(f"{failure.status} {phrase}\n", status=failure.status, content_type="text/plain; charset=utf-8")


def _page(failure: Failure) -> Response:
    """Return the page in the best frame that can still be made."""
    for frame in (_bare_frame,) if failure.needs_care else (_full_frame, _bare_frame):
        try:
            with speaking(language_of(request.path)):
                return Response(_render(failure, frame), status=failure.status, mimetype="text/html")
        except Exception as error:  # noqa: BLE001 (whatever fails here, the next frame needs less)
            _record(error)
    return Response(LAST_RESORT, status=failure.status, mimetype="text/html")


def _render(failure: Failure, frame: Callable[[int], Shell]) -> str:
    if failure.status == 410:
        return render_template("reader/gone.html", page=GonePage(shell=frame(410), state="expired"))
    words = failure.status if failure.status in TITLES else 400 if failure.status < 500 else 500
    message = translate(failure.message, language_of(request.path)) if failure.message else None
    return render_template("reader/error.html", page=ErrorPage(shell=frame(words), status=words, message=message))


def _full_frame(status: int) -> Shell:
    db.session.rollback()
    view = open_view(language_of(request.path))
    page: PageName = "gone" if status == 410 else "error"
    return shell(view, Frame(page=page, title=view.say(TITLES[status]), noindex=True))


def _bare_frame(status: int) -> Shell:
    code = language_of(request.path)
    return bare_shell(code, page="error", title=translate(Message(TITLES[status]), code))
