"""The addresses of the reader face: what is asked for, and which page answers."""

import json
import re

from flask import Blueprint, Response, g, render_template, request
from jinja2 import Template
from werkzeug.exceptions import BadRequest, Forbidden, NotFound

from portal.content import directory, reading
from portal.content.commands.site import ask
from portal.content.kinds import Kind
from portal.content.listing import Cursor
from portal.content.models import TermType, Want
from portal.content.reading import Found, Standing
from portal.events import stamps
from portal.i18n.languages import SOURCE, negotiate
from portal.web import urls
from portal.web.ext import db
from portal.web.limits import limited
from portal.web.reader import list_page, notice_pages, story_page
from portal.web.reader.home_page import home_page
from portal.web.reader.search_page import search_page
from portal.web.reader.suggestions import suggestions
from portal.web.reader.wall_page import wall_page
from portal.web.services import services
from portal.web.view import View, open_view

site = Blueprint("site", __name__)
reader = Blueprint("reader", __name__, url_prefix="/<lang:language>")

_NUMBERED = re.compile(r"([1-9][0-9]{6,8})(?:-(.*))?", re.DOTALL)


@reader.url_value_preprocessor
def take_language(_endpoint: str | None, values: dict[str, object] | None) -> None:
    """The path is the language: nothing else is asked, and nothing is remembered."""
    g.language = (values or {}).get("language")


@site.get("/")
def front_door() -> Response:
    """Lead to the home page of the reader's language, or let the reader choose."""
    chosen = negotiate(request.headers.get("Accept-Language"))
    if chosen is not None:
        response = _to(urls.home_path(chosen), 302)
    else:
        page = notice_pages.chooser_page(site_url=services().settings.site_url)
        response = Response(render_template("reader/chooser.html", page=page), mimetype="text/html")
    response.vary.add("Accept-Language")
    return response


@site.get("/s/<id:public_id>")
def short_link(public_id: int) -> Response:
    """Lead to a story in the reader's language, else in English, else in its own."""
    chosen = negotiate(request.headers.get("Accept-Language"))
    g.language = chosen or SOURCE
    view = open_view(g.language)
    found = reading.find(view.session, public_id, view.language.code, now=view.now)
    edition = found.in_language(chosen) if chosen else None
    edition = edition or found.fallback
    if edition is None:
        response = _gone(view, found)
    else:
        response = _to(urls.story_path(edition.language, found.story.kind, public_id, edition.slug), 302)
    response.vary.add("Accept-Language")
    return response


@reader.get("/")
def home(language: str) -> str:
    """Show the home page."""
    return render_template("reader/home.html", page=home_page(open_view(language)))


@reader.get("/<kind(listed=True):kind>/")
def kind_list(language: str, kind: Kind) -> str:
    """Show the newest stories of a kind."""
    page = list_page.kind_page(open_view(language), kind, after=_cursor())
    return render_template("reader/list.html", page=page)


@reader.get("/<kind(listed=True):kind>/<int(fixed_digits=4):year>/<int(fixed_digits=2):month>/")
def month_list(language: str, kind: Kind, year: int, month: int) -> str:
    """Show what was published of a kind in a month."""
    view = open_view(language)
    # Months to come hold nothing that could be shown, and there are more of them than a crawler can read.
    if not (1 <= month <= 12 and (1970, 1) <= (year, month) <= (view.now.year, view.now.month)):
        raise NotFound
    page = list_page.month_page(view, kind, year, month, after=_cursor())
    return render_template("reader/list.html", page=page)


@reader.get("/<kind:kind>/<string:name>")
def story(language: str, kind: Kind, name: str) -> Response:
    """Show a story in one language; lead to its proper address; or say why it is not there."""
    view = open_view(language)
    numbered = _NUMBERED.fullmatch(name)
    if numbered is None:
        return _by_slug(view, kind, name)
    found = reading.find(view.session, int(numbered[1]), language, now=view.now)
    if found.standing is Standing.GONE:
        return _gone(view, found)
    if found.standing is Standing.MISSING:
        return _missing(view, found, kind, has_slug=numbered[2] is not None)
    path = story_page.edition_paths(found)[language]
    proper = found.in_language(language)
    if found.story.kind != kind.code or proper is None or proper.slug != numbered[2]:
        return _moved(path)
    full = reading.load(view.session, found, now=view.now)
    page = story_page.story_page(view, found, full, after=_cursor())
    return _html(render_template(_story_template(kind), page=page))


@reader.get("/<terms:kind>/<string:name>")
def term(language: str, kind: TermType, name: str) -> Response:
    """Show what belongs to a partner, a series, a topic or a place."""
    view = open_view(language)
    numbered = _NUMBERED.fullmatch(name)
    if numbered is None:
        raise NotFound
    found = directory.by_public_id(view.session, kind, int(numbered[1]))
    text = next((text for text in found.texts if text.language == language), None)
    if text is None:
        raise NotFound
    if text.slug != numbered[2]:
        return _moved(urls.term_path(language, kind, found.public_id, text.slug))
    if kind is TermType.PARTNER:
        page = list_page.partner_page(view, found, after=_cursor())
        return _html(render_template("reader/partner.html", page=page))
    return _html(render_template("reader/list.html", page=list_page.term_page(view, found, after=_cursor())))


@reader.get("/partners/")
def partners(language: str) -> str:
    """Show the directory of partners."""
    return render_template("reader/partners.html", page=list_page.partners_page(open_view(language)))


@reader.get("/social/")
def social(language: str) -> str:
    """Show the social wall."""
    return render_template("reader/social.html", page=wall_page(open_view(language), after=_cursor()))


@reader.get("/search")
def search(language: str) -> Response:
    """Search the stories."""
    page = search_page(open_view(language), request.args)
    return _html(render_template("reader/search.html", page=page))


@reader.get("/search/suggest")
def suggest(language: str) -> Response:
    """Suggest what a reader may be about to type."""
    found = suggestions(open_view(language), request.args.get("q", ""))
    return Response(json.dumps(found, ensure_ascii=False), mimetype="application/json")


@reader.post("/requests")
def requests(language: str) -> Response:
    """Take a reader's wish for a translation or word of an error: no token, no cookie, only the browser's own word."""
    if not _is_from_here():
        raise Forbidden
    limited("requests", most=20, seconds=600)
    stamps.begin_writing(db.session())
    view = open_view(language)
    number, want = request.form.get("story", ""), request.form.get("want", "")
    if not re.fullmatch(r"[1-9][0-9]{6,8}", number) or want not in list(Want):
        raise BadRequest
    found = reading.find(view.session, int(number), language, now=view.now)
    if found.standing is Standing.GONE:
        return _gone(view, found)
    ask(
        view.session,
        found.story,
        language=language,
        want=Want(want),
        note=request.form.get("note", ""),
        clock=view.services.clock,
    )
    db.session.commit()
    here = found.in_language(language)
    slug = here.slug if here else None
    return _to(f"{urls.story_path(language, found.story.kind, int(number), slug)}?asked=1", 303)


def _is_from_here() -> bool:
    """Say whether a form of ours was sent; browsers too old for ``Sec-Fetch-Site`` say ``Origin`` at least.

    ``Origin`` alone would not do: our pages forbid referrers, and browsers then write ``null`` even to ourselves.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in ("same-origin", "none")
    return request.headers.get("Origin") in (None, services().settings.site_url, request.host_url.rstrip("/"))


def _cursor() -> Cursor | None:
    text = request.args.get("after")
    return Cursor.parse(text) if text is not None else None


def _story_template(kind: Kind) -> list[str | Template]:
    return [f"reader/kinds/{kind.code}.html", "reader/story.html"]


def _by_slug(view: View, kind: Kind, slug: str) -> Response:
    number = reading.by_alias(view.session, view.language.code, kind.code, slug)
    if number is None:
        raise NotFound
    found = reading.find(view.session, number, view.language.code, now=view.now)
    if found.standing is not Standing.LIVE:
        raise NotFound
    return _moved(story_page.edition_paths(found)[view.language.code])


def _missing(view: View, found: Found, kind: Kind, *, has_slug: bool) -> Response:
    if found.story.kind != kind.code or has_slug:
        return _moved(urls.story_path(view.language.code, found.story.kind, found.story.public_id, None))
    page = notice_pages.missing_page(view, found, asked="asked" in request.args)
    return _html(render_template("reader/missing.html", page=page), 404)


def _gone(view: View, found: Found) -> Response:
    return _html(render_template("reader/gone.html", page=notice_pages.gone_page(view, found)), 410)


def _html(text: str, status: int = 200) -> Response:
    return Response(text, status=status, mimetype="text/html")


def _to(path: str, status: int) -> Response:
    """Lead to a path of this site; its origin is left out, so that nobody's Host header ends up in an answer."""
    response = Response(status=status, mimetype="text/html")
    response.location = path
    return response


def _moved(path: str) -> Response:
    """Answer 301, keeping what the address asked for."""
    query = request.query_string.decode("latin-1")
    return _to(f"{path}?{query}" if query else path, 301)
