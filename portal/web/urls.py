"""Addresses: the language in the path, redirects that carry no host, and the one place where paths are put together.

Patterns are filled by hand instead of ``url_for``, which costs ten times as much and is called for every card.
"""

import re
from collections.abc import Iterable
from urllib.parse import quote, urlsplit, urlunsplit

from flask import Flask, Response, request
from werkzeug.exceptions import NotFound
from werkzeug.routing import BaseConverter, Map

from portal.content import addresses
from portal.content.kinds import KINDS, KINDS_BY_PATH, Kind
from portal.content.models import TermType
from portal.i18n.languages import LANGUAGES

TERM_PATHS = {
    TermType.PARTNER: "partners",
    TermType.SERIES: "series",
    TermType.TOPIC: "topics",
    TermType.PLACE: "places",
}
"""Terms with pages of their own. Campaigns have stories instead."""

CONTROL = re.compile("[\x00-\x1f\x7f]")
"""Characters that no address of ours holds, and that PostgreSQL would partly refuse to look up."""


def _one_of(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, words))


class LanguageConverter(BaseConverter):
    """Matches the codes of the registry and nothing else, so that an unknown language is a plain 404.

    The words stand in the pattern itself, here and below: Werkzeug gives up when a looser pattern fits and its value is
    refused later, without trying other addresses, and offers a slash to what it will then not find.
    """

    regex = _one_of(LANGUAGES)


class PublicIdConverter(BaseConverter):
    """Matches a public id: seven to nine digits without a leading zero."""

    regex = "[1-9][0-9]{6,8}"

    def to_python(self, value: str) -> int:
        """Return the number."""
        return int(value)


class KindConverter(BaseConverter):
    """Matches the path segment of a kind; ``kind(listed=True)`` only of kinds that have a list."""

    def __init__(self, url_map: Map, *, listed: bool = False) -> None:
        super().__init__(url_map)
        self.regex = _one_of(kind.path for kind in KINDS.values() if kind.is_listed or not listed)

    def to_python(self, value: str) -> Kind:
        """Return the kind."""
        return KINDS_BY_PATH[value]


class TermTypeConverter(BaseConverter):
    """Matches the path segment of terms that have pages."""

    regex = _one_of(TERM_PATHS.values())

    def to_python(self, value: str) -> TermType:
        """Return the type of term."""
        return next(kind for kind, path in TERM_PATHS.items() if path == value)


def init_urls(app: Flask) -> None:
    """Teach ``app`` our parts of addresses, and answer a missing slash with 301 instead of Werkzeug's 308."""
    app.url_map.converters["lang"] = LanguageConverter
    app.url_map.converters["id"] = PublicIdConverter
    app.url_map.converters["kind"] = KindConverter
    app.url_map.converters["terms"] = TermTypeConverter

    @app.before_request
    def refuse_controls() -> None:
        if CONTROL.search(request.path):
            raise NotFound

    @app.after_request
    def plain_redirects(response: Response) -> Response:
        """Turn 308 into 301 and drop the host, which comes from the request and could poison a shared cache.

        The path keeps a single slash at its start: two would name a host again.
        """
        if response.status_code == 308:
            response.status_code = 301
            target = urlsplit(response.location or "/")
            response.location = urlunsplit(("", "", "/" + target.path.lstrip("/"), target.query, ""))
        return response


def home_path(language: str) -> str:
    """Return the path of a language's home page."""
    return f"/{language}/"


def list_path(language: str, kind: str) -> str:
    """Return the path of the list of a kind."""
    return f"/{language}/{KINDS[kind].path}/"


story_path = addresses.story_path


def term_path(language: str, kind: TermType, public_id: int, slug: str | None) -> str:
    """Return the path of a term's page, percent-encoded."""
    tail = f"-{quote(slug)}" if slug else ""
    return f"/{language}/{TERM_PATHS[kind]}/{public_id}{tail}"


def media_path(path: str) -> str:
    """Return the path of a stored file."""
    return f"/media/{path}"


def captions_path(film: str, language: str) -> str:
    """Return the path of a film's captions in one language; ``film`` is its storage name.

    That name is random. A key could be guessed, and captions say what a film under embargo says.
    """
    return f"/media/captions/{quote(film)}.{language}.vtt"


def short_path(public_id: int) -> str:
    """Return the short path of a story, which negotiates the language."""
    return f"/s/{public_id}"


def feed_path(language: str, list_part: str = "") -> str:
    """Return the path of a feed; ``list_part`` is that of a list below the language (``news/``)."""
    return f"/{language}/{list_part}feed.atom"
