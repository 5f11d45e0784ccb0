"""What every answer carries, whatever its status, and what caches are told."""

from dataclasses import replace

import pytest
from flask import Flask, session
from flask.testing import FlaskClient

from portal.app import create_app
from portal.content.commands import Context
from portal.i18n.languages import LANGUAGES
from portal.settings import Settings
from portal.web.caching import PAGE
from portal.web.ext import db
from tests.factories.content import published_story
from tests.functional.conftest import TurnableClock

SECURITY = {
    "Content-Security-Policy",
    "Cross-Origin-Opener-Policy",
    "Cross-Origin-Resource-Policy",
    "Permissions-Policy",
    "Referrer-Policy",
    "Strict-Transport-Security",
    "X-Content-Type-Options",
    "X-Frame-Options",
}

PUBLIC_PAGES = (
    "/en/",
    "/ar/news/",
    "/ckb/feed.atom",
    "/kmr/statements/feed.atom",
    "/sitemap.xml",
    "/sitemap-news.xml",
    "/robots.txt",
    "/.well-known/security.txt",
)


@pytest.fixture
def faulty(app: Flask) -> FlaskClient:
    """A browser at a site one of whose addresses fails."""

    @app.get("/<lang:language>/fails")
    def fails(language: str) -> str:
        raise RuntimeError(language)

    return app.test_client()


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/en/", 200),
        ("/en", 301),
        ("/xx/", 404),
        ("/en/news/?after=nonsense", 400),
        ("/en/fails", 500),
        ("/en/requests", 405),
        ("/healthz", 200),
        ("/assets/nothing.css", 404),
        ("/media/nothing.jpg", 404),
        ("/robots.txt", 200),
    ],
)
def test_every_status_carries_the_security_headers(faulty: FlaskClient, path: str, status: int) -> None:
    response = faulty.get(path)

    assert response.status_code == status
    assert set(response.headers.keys()) >= SECURITY


def test_the_policy_allows_neither_inline_code_nor_anybody_else(client: FlaskClient) -> None:
    policy = client.get("/en/").headers["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http:" not in policy
    assert "*" not in policy


def test_browsers_are_held_to_https_only_where_the_site_has_it(settings: Settings, clock: TurnableClock) -> None:
    local = create_app(replace(settings, site_url="http://127.0.0.1:8000"), clock=clock)

    response = local.test_client().get("/healthz")
    with local.app_context():
        db.engine.dispose()

    assert "Strict-Transport-Security" not in response.headers
    assert "upgrade-insecure-requests" not in response.headers["Content-Security-Policy"]


@pytest.mark.parametrize("path", PUBLIC_PAGES)
def test_all_public_pages_have_the_same_rule_for_caches(client: FlaskClient, path: str) -> None:
    response = client.get(path)

    assert response.status_code == 200
    assert response.headers["Cache-Control"] == PAGE


@pytest.mark.parametrize("path", PUBLIC_PAGES)
def test_public_pages_neither_set_cookies_nor_vary(client: FlaskClient, path: str) -> None:
    response = client.get(path, headers={"Cookie": "session=eyJhIjoxfQ.x.y", "Accept-Language": "ar"})

    assert "Set-Cookie" not in response.headers
    assert "Vary" not in response.headers


def test_only_where_the_language_is_negotiated_does_an_answer_vary(client: FlaskClient) -> None:
    chosen = client.get("/", headers={"Accept-Language": "ckb"})
    chooser = client.get("/")

    assert (chosen.status_code, chosen.headers["Vary"]) == (302, "Accept-Language")
    assert (chooser.status_code, chooser.headers["Vary"]) == (200, "Accept-Language")


@pytest.mark.parametrize("path", PUBLIC_PAGES)
def test_a_page_that_has_not_changed_is_not_sent_again(client: FlaskClient, path: str) -> None:
    first = client.get(path)

    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})

    assert again.status_code == 304
    assert again.data == b""
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.headers["Cache-Control"] == first.headers["Cache-Control"]
    assert set(again.headers.keys()) >= SECURITY


@pytest.mark.parametrize("path", PUBLIC_PAGES)
def test_a_head_request_says_what_get_would_say(client: FlaskClient, path: str) -> None:
    whole = client.get(path)

    head = client.head(path)

    assert head.data == b""
    assert dict(head.headers) == dict(whole.headers)


def test_etags_are_strong_and_follow_the_content(client: FlaskClient, ctx: Context) -> None:
    before = client.get("/en/news/").headers["ETag"]
    published_story(ctx)
    ctx.session.commit()

    after = client.get("/en/news/").headers["ETag"]

    assert before.startswith('"')
    assert before != after


def test_a_scheduled_story_changes_no_header(client: FlaskClient, ctx: Context, clock: TurnableClock) -> None:
    before = dict(client.get("/en/").headers)
    clock.advance(hours=1)
    published_story(ctx)
    ctx.session.commit()
    clock.advance(hours=-1)

    after = dict(client.get("/en/").headers)

    assert after == before


def test_redirects_are_asked_for_again_since_they_may_change(client: FlaskClient, ctx: Context) -> None:
    story = published_story(ctx)
    ctx.session.commit()

    moved = client.get(f"/en/statements/{story.public_id}-elsewhere")

    assert moved.status_code == 301
    assert moved.headers["Cache-Control"] == PAGE


def test_the_date_is_left_to_the_server(client: FlaskClient) -> None:
    assert "Date" not in client.get("/en/").headers
    assert "Date" not in client.get("/favicon.ico", buffered=True).headers


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_outlives_a_withdrawal_for_long(client: FlaskClient, language: str) -> None:
    rule = client.get(f"/{language}/").headers["Cache-Control"]

    assert "must-revalidate" in rule
    assert "stale" not in rule


@pytest.mark.parametrize("path", ["/desk/", "/desk/login", "/preview/token"])
def test_what_is_for_the_staff_is_never_stored(client: FlaskClient, path: str) -> None:
    assert client.get(path).headers["Cache-Control"] == "no-store"


def test_answers_to_other_methods_are_never_stored(client: FlaskClient) -> None:
    assert client.post("/en/").headers["Cache-Control"] == "no-store"
    assert client.options("/en/").headers["Cache-Control"] == "no-store"


def test_there_is_no_cookie_session_to_write_into(app: Flask) -> None:
    with app.test_request_context("/en/"), pytest.raises(RuntimeError):
        session["reader"] = "known"
