"""Readers who ask for a translation, or tell of an error: what is kept, and what is not, and who is not listened to."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import inspect, select
from werkzeug.test import TestResponse

from portal.app import create_app
from portal.content.commands import Context, create_story, take_down
from portal.content.models import ReaderRequest, Story, Want
from portal.i18n.languages import LANGUAGES
from portal.services import EXTENSION
from portal.settings import Settings
from portal.web import limits
from portal.web.ext import db
from tests.factories import dom
from tests.factories.content import published_story, story_draft
from tests.factories.running import SITE_URL
from tests.functional.conftest import TurnableClock


@pytest.fixture
def story(ctx: Context) -> Story:
    """A story in English alone."""
    made = published_story(ctx, "en")
    ctx.session.commit()
    return made


def ask(client: FlaskClient, story: object, *, language: str = "ckb", **more: object) -> TestResponse:
    """Send what the form on the page of a missing edition sends."""
    headers = more.pop("headers", {"Origin": SITE_URL, "Sec-Fetch-Site": "same-origin"})
    form = {"story": str(getattr(story, "public_id", story)), "want": "translation"} | more
    return client.post(f"/{language}/requests", data=form, headers=headers)  # type: ignore[arg-type]


def kept(ctx: Context) -> Sequence[ReaderRequest]:
    ctx.session.rollback()
    return ctx.session.scalars(select(ReaderRequest).order_by(ReaderRequest.id)).all()


@pytest.mark.parametrize("language", ["ar", "ckb", "kmr"])
def test_whoever_asks_is_led_back_and_thanked(client: FlaskClient, ctx: Context, story: Story, language: str) -> None:
    response = ask(client, story, language=language)

    assert response.status_code == 303
    assert response.headers["Location"] == f"/{language}/news/{story.public_id}?asked=1"
    assert "Set-Cookie" not in response.headers
    assert response.headers["Cache-Control"] == "no-store"
    page = dom.parse(client.get(response.headers["Location"]).text)
    assert page.one(role="status").text != ""
    assert [(each.story_id, each.language, each.want) for each in kept(ctx)] == [(story.id, language, Want.TRANSLATION)]


def test_whoever_tells_of_an_error_is_led_back_to_the_text(client: FlaskClient, ctx: Context, story: Story) -> None:
    response = ask(client, story, language="en", want="error", note="  The second number is wrong.\x00 ")

    assert response.status_code == 303
    assert client.get(response.headers["Location"]).status_code == 200
    assert [(each.want, each.note) for each in kept(ctx)] == [(Want.ERROR, "The second number is wrong.")]


def test_of_whoever_asks_nothing_is_kept_but_the_wish_and_the_day(
    client: FlaskClient, ctx: Context, story: Story
) -> None:
    headers = {
        "Origin": SITE_URL,
        "User-Agent": "agent-7f3",
        "Referer": f"{SITE_URL}/referrer-7f3",
        "Cookie": "cookie=7f3",
        "Accept-Language": "x-7f3",
    }
    ask(client, story, headers=headers)

    (row,) = kept(ctx)
    columns = {column.key: getattr(row, column.key) for column in inspect(ReaderRequest).columns}
    assert columns.keys() == {"id", "story_id", "language", "want", "note", "on_day"}
    assert columns["on_day"] == ctx.now.date()
    assert "7f3" not in str(columns)
    assert "127.0.0.1" not in str(columns)


def test_asking_changes_no_page(client: FlaskClient, story: Story) -> None:
    paths = (f"/ckb/news/{story.public_id}", "/ckb/", "/en/", "/sitemap.xml")
    before = [client.get(path).data for path in paths]

    ask(client, story)

    assert [client.get(path).data for path in paths] == before


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site", "Origin": SITE_URL},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": f"{SITE_URL}.evil.example"},
        {"Origin": SITE_URL.replace("https", "http")},
        {"Origin": "null", "Sec-Fetch-Site": "cross-site"},
    ],
    ids=str,
)
def test_other_sites_ask_for_nothing(client: FlaskClient, ctx: Context, story: Story, headers: dict[str, str]) -> None:
    response = ask(client, story, headers=headers)

    assert response.status_code == 403
    assert dom.parse(response.text).one("html")["lang"] == "ckb"
    assert kept(ctx) == []


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": SITE_URL},
        {"Origin": "http://localhost"},
        {"Origin": "null", "Sec-Fetch-Site": "same-origin"},
    ],
    ids=str,
)
def test_browsers_that_say_less_are_listened_to(
    client: FlaskClient, ctx: Context, story: Story, headers: dict[str, str]
) -> None:
    assert ask(client, story, headers=headers).status_code == 303
    assert len(kept(ctx)) == 1


@pytest.mark.parametrize(
    "form",
    [
        {"story": ""},
        {"story": "x"},
        {"story": "123"},
        {"story": "0123456"},
        {"story": "1234567890"},
        {"story": "1234567 "},
        {"story": "١٢٣٤٥٦٧"},
        {"want": ""},
        {"want": "money"},
        {"want": "TRANSLATION"},
    ],
    ids=str,
)
def test_what_no_form_of_ours_sends_is_refused(
    client: FlaskClient, ctx: Context, story: Story, form: dict[str, str]
) -> None:
    answers = [
        client.post("/ckb/requests", data={"story": str(story.public_id), "want": "translation"} | form),
        client.post("/ckb/requests"),
        client.post("/ckb/requests", json={"story": story.public_id, "want": "translation"}),
    ]

    assert [answer.status_code for answer in answers] == [400, 400, 400]
    assert kept(ctx) == []


def test_nothing_can_be_learned_of_what_nobody_may_read(client: FlaskClient, ctx: Context) -> None:
    draft = create_story(ctx, story_draft())
    ctx.session.commit()

    secret, unknown = ask(client, draft), ask(client, 7654321)

    assert secret.status_code == unknown.status_code == 404
    assert secret.data == unknown.data
    assert kept(ctx) == []


def test_what_was_taken_down_is_not_asked_for(client: FlaskClient, ctx: Context, story: Story) -> None:
    take_down(ctx, story)
    ctx.session.commit()

    assert ask(client, story).status_code == 410
    assert kept(ctx) == []


def test_a_long_note_is_cut_and_a_flood_refused(client: FlaskClient, ctx: Context, story: Story) -> None:
    long, flood = ask(client, story, note="ئ" * 900), ask(client, story, note="x" * 100_000)

    assert (long.status_code, flood.status_code) == (303, 413)
    assert [len(each.note) for each in kept(ctx)] == [500]


def test_asking_is_not_reading(client: FlaskClient) -> None:
    assert {client.get(f"/{code}/requests").status_code for code in LANGUAGES} == {405}


@pytest.fixture
def limited(settings: Settings, clock: TurnableClock, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """The same site with limits, for addresses that have asked for nothing yet."""
    monkeypatch.setattr(limits, "_COUNTS", {})
    return create_app(replace(settings, rate_limits=True), clock=clock)


def test_one_address_may_not_ask_without_end_but_others_may(limited: Flask, ctx: Context, story: Story) -> None:
    loud, quiet = limited.test_client(), limited.test_client()
    loud.environ_base["REMOTE_ADDR"], quiet.environ_base["REMOTE_ADDR"] = "192.0.2.1", "192.0.2.2"

    statuses = [ask(loud, story).status_code for _ in range(25)]
    refused = ask(loud, story)
    other = ask(quiet, story).status_code
    limited.extensions[EXTENSION].search.close()
    with limited.app_context():
        db.engine.dispose()

    assert statuses == [303] * 20 + [429] * 5
    assert int(refused.headers["Retry-After"]) > 0
    assert other == 303
    assert len(kept(ctx)) == 21


def test_what_is_remembered_for_the_limit_is_no_address(limited: Flask, story: Story) -> None:
    asking = limited.test_client()
    asking.environ_base["REMOTE_ADDR"] = "192.0.2.3"

    ask(asking, story)
    limited.extensions[EXTENSION].search.close()
    with limited.app_context():
        db.engine.dispose()

    assert len(limits._COUNTS) == 1
    assert b"192.0.2.3" not in b"".join(limits._COUNTS)
