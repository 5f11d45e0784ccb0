"""The addresses of feeds and site maps."""

from flask import Blueprint, Response, g, render_template

from portal.content.kinds import CAMPAIGN, KINDS, Kind
from portal.errors import NotFound
from portal.i18n.languages import SOURCE
from portal.i18n.marks import N_
from portal.web.feeds import atom, sitemap
from portal.web.feeds.pages import AtomFeed
from portal.web.view import open_view

feeds = Blueprint("feeds", __name__)

ATOM = "application/atom+xml; charset=utf-8"
XML = "application/xml; charset=utf-8"
TEXT = "text/plain; charset=utf-8"


@feeds.url_value_preprocessor
def take_language(_endpoint: str | None, values: dict[str, object] | None) -> None:
    """Let the path be the language here too."""
    g.language = (values or {}).get("language", SOURCE)


@feeds.get("/<lang:language>/feed.atom")
def newest(language: str) -> Response:
    """Give what is new in a language."""
    return _atom(atom.newest(open_view(language)))


@feeds.get("/<lang:language>/<kind(listed=True):kind>/feed.atom")
def of_kind(language: str, kind: Kind) -> Response:
    """Give what is new of a kind."""
    return _atom(atom.of_kind(open_view(language), kind))


@feeds.get(f"/<lang:language>/{KINDS[CAMPAIGN].path}/<id:public_id>/feed.atom")
def of_campaign(language: str, public_id: int) -> Response:
    """Give what belongs to a campaign."""
    return _atom(atom.of_campaign(open_view(language), KINDS[CAMPAIGN], public_id))


@feeds.get("/robots.txt")
def robots() -> Response:
    """Tell crawlers where not to go, and where the site maps are."""
    return Response(render_template("feeds/robots.txt", robots=sitemap.robots(open_view(SOURCE))), content_type=TEXT)


@feeds.get("/sitemap.xml")
@feeds.get("/sitemap-<int(min=2, max=999):number>.xml")
def site_map(number: int = 1) -> Response:
    """Give one file of the site map; the first has no number in its name."""
    found = sitemap.sitemap(open_view(SOURCE), number)
    if not found.entries:
        raise NotFound(N_("There is nothing at this address."))
    return Response(render_template("feeds/sitemap.xml", sitemap=found), content_type=XML)


@feeds.get("/sitemap-news.xml")
def news_site_map() -> Response:
    """Give what became public in the last two days."""
    found = sitemap.news_sitemap(open_view(SOURCE))
    return Response(render_template("feeds/sitemap-news.xml", sitemap=found), content_type=XML)


def _atom(feed: AtomFeed) -> Response:
    return Response(render_template("feeds/atom.xml", feed=feed), content_type=ATOM)
