"""What caches may do with an answer: one rule for everything public, so that no page can be forgotten.

``Cache-Control`` is the same on every public page and never follows a schedule, which would give an embargo away.
Browsers ask each time and mostly hear 304. Shared caches may answer for two seconds, which is what takes a rush off
the site; a story that was withdrawn is gone everywhere after that long. Stale answers are not allowed: a page must not
outlive its withdrawal because the site is slow. Redirects and the pages that say 404 or 410 follow the same rule,
because what they say changes too (a slug, an embargo) and browsers would keep a bare 301 for ever.
"""

import hashlib
import re

from flask import Flask, Request, Response, request
from flask.sessions import SessionInterface, SessionMixin

PAGE = "public, max-age=0, s-maxage=2, must-revalidate"
NOTHING = "no-store"
FOR_EVER = "public, max-age=31536000, immutable"
"""For addresses whose bytes never change: they carry a hash or a random name."""

_PUBLIC = {200, 301, 302, 308, 404, 410}
_STAFF = re.compile(r"/(desk|preview)(/|$)")


class NoSession(SessionInterface):
    """Keeps Flask's cookie sessions out: writing to one fails, and no answer sets a cookie or varies on one.

    Reading ``flask.session`` alone would make a page private (``Vary: Cookie``). The staff's sessions are rows of ours.
    """

    def open_session(self, app: Flask, request: Request) -> SessionMixin | None:
        """Return none; Flask then puts one in place that refuses to be written."""
        return None

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Keep nothing."""


def init_caching(app: Flask) -> None:
    """Give every answer of ``app`` that says nothing of its own the rule for its kind."""
    app.session_interface = NoSession()

    @app.after_request
    def add_rule(response: Response) -> Response:
        if "Cache-Control" not in response.headers:
            _add_rule(response)
        # The server writes the date; Werkzeug puts a second one on conditional answers.
        response.headers.pop("Date", None)
        return response


def _add_rule(response: Response) -> None:
    is_page = request.method in ("GET", "HEAD") and response.status_code in _PUBLIC
    if not is_page or _STAFF.match(request.path):
        response.headers["Cache-Control"] = NOTHING
        return
    response.headers["Cache-Control"] = PAGE
    if response.status_code == 200 and not response.is_streamed:
        response.set_etag(hashlib.sha256(response.get_data()).hexdigest()[:32])
        response.make_conditional(request)
