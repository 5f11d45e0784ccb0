"""Failures as readers meet them: the right status, the language of the address, and nothing given away."""

import io
import json
import logging
from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import DictLoader
from sqlalchemy import text
from werkzeug.test import TestResponse

from portal.content.commands import Context, create_story, publish, take_down, withdraw
from portal.content.models import OldUrl
from portal.errors import Conflict, Forbidden, Gone, PortalError, Unavailable
from portal.i18n.languages import LANGUAGES
from portal.log import JsonFormatter
from portal.web.caching import PAGE
from portal.web.ext import db
from tests.factories.content import edition_of, published_story, story_draft
from tests.functional.conftest import TurnableClock

SECRET = "what-the-reader-typed"


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    """What the site writes into its log, as it stands there."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonFormatter())
    logging.getLogger("portal").addHandler(handler)
    yield stream
    logging.getLogger("portal").removeHandler(handler)


def failing_with(app: Flask, error: Exception) -> TestResponse:
    """Return the answer of an address that fails with ``error``."""

    @app.get("/<lang:language>/fails")
    def fails(language: str) -> str:
        raise error

    headers = {"Referer": f"https://{SECRET}/", "User-Agent": SECRET}
    return app.test_client().get(f"/ckb/fails?q={SECRET}", headers=headers)


def frame(language: str) -> str:
    """Return how every failure page in ``language`` begins."""
    return f'<html lang="{language}" dir="{LANGUAGES[language].direction}" data-page="error">'


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_unknown_address_is_told_in_the_language_of_the_path(client: FlaskClient, language: str) -> None:
    response = client.get(f"/{language}/no/such/page")

    assert response.status_code == 404
    assert frame(language) in response.text
    assert response.content_type == "text/html; charset=utf-8"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_failure_page_is_not_for_indexes_and_leads_home(client: FlaskClient, language: str) -> None:
    response = client.get(f"/{language}/no/such/page")

    assert '<meta name="robots" content="noindex">' in response.text
    assert "canonical" not in response.text
    assert 'rel="alternate" hreflang' not in response.text
    assert f'href="/{language}/"' in response.text


@pytest.mark.parametrize("path", ["/xx/", "/xx/news/", "/nothing", "/EN/", "/enx/", "/en-GB/"])
def test_an_unknown_language_is_an_unknown_address_in_english(client: FlaskClient, path: str) -> None:
    response = client.get(path)

    assert response.status_code == 404
    assert frame("en") in response.text


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("/en", "/en/"),
        ("/en/news", "/en/news/"),
        ("/en/news?after=x", "/en/news/?after=x"),
        ("/en//news/", "/en/news/"),
        ("/ckb/partners", "/ckb/partners/"),
    ],
)
def test_a_missing_slash_is_added_for_good_and_without_a_host(client: FlaskClient, path: str, target: str) -> None:
    response = client.get(path, headers={"Host": "evil.example"})

    assert response.status_code == 301
    assert response.headers["Location"] == target


@pytest.mark.parametrize("path", ["/xx", "/en/pages", "/en/nothing", "/nothing"])
def test_no_slash_is_offered_where_nothing_follows(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_what_nobody_may_know_of_yet_answers_like_what_never_was(
    client: FlaskClient, ctx: Context, clock: TurnableClock
) -> None:
    draft = create_story(ctx, story_draft("en"))
    scheduled = create_story(ctx, story_draft("en"))
    publish(ctx, edition_of(scheduled, "en"), at=clock() + timedelta(hours=1))
    ctx.session.commit()

    answers = [
        client.get(f"/en/news/{name}")
        for name in (
            "7654321",
            draft.public_id,
            f"{draft.public_id}-{edition_of(draft, 'en').slug}",
            f"{scheduled.public_id}-{edition_of(scheduled, 'en').slug}",
            "no-such-slug",
            str(edition_of(scheduled, "en").slug),
        )
    ]

    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.data for answer in answers}) == 1
    assert len({str(answer.headers) for answer in answers}) == 1


def test_a_scheduled_story_answers_like_what_never_was_in_every_other_way_in(
    client: FlaskClient, ctx: Context, clock: TurnableClock
) -> None:
    story = create_story(ctx, story_draft("en"))
    publish(ctx, edition_of(story, "en"), at=clock() + timedelta(hours=1))
    ctx.session.commit()

    for pattern in ("/s/{}", "/en/campaigns/{}/feed.atom", "/ar/news/{}", "/en/statements/{}"):
        hidden, never = client.get(pattern.format(story.public_id)), client.get(pattern.format(7654321))
        assert (hidden.status_code, hidden.data, str(hidden.headers)) == (404, never.data, str(never.headers))


def test_a_page_that_is_not_found_does_not_repeat_what_was_asked_for(client: FlaskClient) -> None:
    response = client.get(f"/en/news/{SECRET}?q={SECRET}", headers={"Referer": f"https://{SECRET}/"})

    assert response.status_code == 404
    assert SECRET not in response.text


@pytest.mark.parametrize("path", ["/en/news/%00", "/en/%0d%0aSet-Cookie:x", "/%7f", "/en/news/a%1fb"])
def test_control_characters_lead_nowhere(client: FlaskClient, path: str) -> None:
    response = client.get(path)

    assert response.status_code == 404
    assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize(
    "path", ["/ar/nothing.atom", "/nothing.xml", "/nothing.txt", "/media/x.jpg", "/assets/x.css", "/api/v1/nothing"]
)
def test_programs_get_one_line_of_text(client: FlaskClient, path: str) -> None:
    response = client.get(path)

    assert response.status_code == 404
    assert response.content_type == "text/plain; charset=utf-8"
    assert response.text == "404 Not Found\n"


def test_a_bad_parameter_is_refused_with_its_reason_in_the_readers_language(client: FlaskClient) -> None:
    response = client.get("/ar/news/?after=nonsense")

    assert response.status_code == 400
    assert frame("ar") in response.text
    assert "nonsense" not in response.text
    assert response.headers["Cache-Control"] == "no-store"


def test_a_wrong_method_names_the_right_ones(client: FlaskClient) -> None:
    response = client.post("/kmr/")

    assert response.status_code == 405
    assert frame("kmr") in response.text
    assert set(response.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


def test_a_flood_of_form_data_is_refused(client: FlaskClient) -> None:
    response = client.post("/en/requests", data={"note": "x" * 100_000})

    assert response.status_code == 413
    assert frame("en") in response.text


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (Forbidden("%(who)s may not", who=SECRET), 403),
        (Conflict("This is not possible now"), 409),
        (Gone("It was withdrawn"), 410),
        (Unavailable("The index is away"), 503),
        (PortalError("Something else"), 500),
    ],
)
def test_each_kind_of_refusal_has_its_status(app: Flask, error: PortalError, status: int) -> None:
    response = failing_with(app, error)

    assert response.status_code == status
    assert '<html lang="ckb" dir="rtl"' in response.text
    assert SECRET not in response.text


def test_a_fault_is_told_without_its_reason_and_never_stored(app: Flask) -> None:
    response = failing_with(app, RuntimeError(SECRET))

    assert response.status_code == 500
    assert frame("ckb") in response.text
    assert SECRET not in response.text
    assert response.headers["Cache-Control"] == "no-store"


def test_a_fault_is_logged_where_it_happened_without_anything_of_the_reader(app: Flask, logged: io.StringIO) -> None:
    failing_with(app, RuntimeError(SECRET))

    entry = json.loads(logged.getvalue().splitlines()[0])
    assert entry["exception"] == "builtins.RuntimeError"
    assert entry["endpoint"] == "fails"
    assert "test_errors.py" in entry["traceback"]
    assert SECRET not in logged.getvalue()


def test_nothing_is_logged_of_an_address_that_is_not_found(client: FlaskClient, logged: io.StringIO) -> None:
    client.get(f"/en/{SECRET}")

    assert logged.getvalue() == ""


def test_a_lost_database_is_told_in_the_readers_language(client: FlaskClient, app: Flask, logged: io.StringIO) -> None:
    with app.app_context(), db.engine.begin() as connection:
        connection.execute(text("ALTER TABLE edition RENAME TO away"))

    response = client.get(f"/ckb/news/?q={SECRET}")

    assert response.status_code == 503
    assert frame("ckb") in response.text
    assert response.headers["Cache-Control"] == "no-store"
    assert int(response.headers["Retry-After"]) > 0
    assert SECRET not in logged.getvalue()


def test_an_unknown_address_is_told_even_when_the_database_is_lost(client: FlaskClient, app: Flask) -> None:
    with app.app_context(), db.engine.begin() as connection:
        connection.execute(text("ALTER TABLE old_url RENAME TO away"))

    response = client.get("/ar/nothing")

    assert response.status_code == 503
    assert frame("ar") in response.text


def test_a_site_without_templates_still_says_that_something_went_wrong(app: Flask) -> None:
    app.jinja_loader = DictLoader({})  # type: ignore[assignment]

    response = failing_with(app, RuntimeError(SECRET))

    assert response.status_code == 500
    assert '<html lang="en" dir="ltr" data-page="error">' in response.text
    assert "Content-Security-Policy" in response.headers


def test_an_address_of_the_former_site_leads_to_the_story(client: FlaskClient, ctx: Context) -> None:
    story = published_story(ctx)
    ctx.session.add(OldUrl(path="/ar/2019/حدائق/", story_id=story.id, language="ar"))
    ctx.session.commit()

    response = client.get("/ar/2019/حدائق/")

    assert response.status_code == 301
    assert client.get(response.headers["Location"]).status_code == 200
    assert response.headers["Location"].startswith(f"/ar/news/{story.public_id}-%D8")


def test_a_former_address_without_a_language_leads_to_english(client: FlaskClient, ctx: Context) -> None:
    story = published_story(ctx)
    ctx.session.add(OldUrl(path="/old/story.html", story_id=story.id, language=None))
    ctx.session.commit()

    response = client.get("/old/story.html")

    assert response.headers["Location"] == f"/en/news/{story.public_id}-{edition_of(story, 'en').slug}"


def test_a_former_address_of_a_missing_language_leads_to_the_page_that_says_so(
    client: FlaskClient, ctx: Context
) -> None:
    story = published_story(ctx, "en")
    ctx.session.add(OldUrl(path="/old/kurdish", story_id=story.id, language="ckb"))
    ctx.session.commit()

    response = client.get("/old/kurdish")

    assert response.headers["Location"] == f"/ckb/news/{story.public_id}"


def test_a_former_address_of_a_draft_is_an_unknown_address(client: FlaskClient, ctx: Context) -> None:
    story = create_story(ctx, story_draft("en"))
    ctx.session.add(OldUrl(path="/old/draft", story_id=story.id, language="en"))
    ctx.session.commit()

    assert client.get("/old/draft").data == client.get("/never/was").data


def test_a_former_address_without_a_story_is_gone(client: FlaskClient, ctx: Context) -> None:
    ctx.session.add(OldUrl(path="/kmr/old/gone", story_id=None, language=None))
    ctx.session.commit()

    response = client.get("/kmr/old/gone")

    assert response.status_code == 410
    assert '<html lang="kmr" dir="ltr" data-page="gone">' in response.text
    assert response.headers["Cache-Control"] == PAGE


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_former_address_of_a_withdrawn_story_says_that_it_is_gone(
    client: FlaskClient, ctx: Context, language: str
) -> None:
    story = published_story(ctx)
    take_down(ctx, story)
    ctx.session.add(OldUrl(path="/old/withdrawn", story_id=story.id, language=language))
    ctx.session.commit()

    response = client.get("/old/withdrawn", follow_redirects=True)

    assert response.status_code == 410


def test_a_withdrawn_edition_is_gone_while_the_others_stay(client: FlaskClient, ctx: Context) -> None:
    story = published_story(ctx)
    withdraw(ctx, edition_of(story, "ar"), reason="خطأ")
    ctx.session.commit()

    statuses = {
        code: client.get(f"/{code}/news/{story.public_id}", follow_redirects=True).status_code for code in LANGUAGES
    }

    assert statuses == dict.fromkeys(LANGUAGES, 200) | {"ar": 410}
