"""Where the language is negotiated: the front door with its chooser, and short links."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from portal.content.commands import Context, create_story, publish, take_down, withdraw
from portal.i18n.languages import LANGUAGES
from portal.web.caching import PAGE
from portal.web.ext import db
from tests.factories import dom
from tests.factories.content import edition_of, published_story, story_draft

UNREADABLE = [None, "", "*", "*;q=0.1", "xx", "tlh, sv;q=0.8", ";;;", "en;q=0", ",", "q=1", "\x7f", "a" * 4000]


def accepting(header: str | None) -> dict[str, str]:
    return {} if header is None else {"Accept-Language": header}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_front_door_leads_to_the_language_that_was_asked_for(client: FlaskClient, language: str) -> None:
    response = client.get("/", headers=accepting(f"sv, {language};q=0.9"))

    assert response.status_code == 302
    assert response.headers["Location"] == f"/{language}/"
    assert response.headers["Vary"] == "Accept-Language"
    assert response.headers["Cache-Control"] == PAGE


@pytest.mark.parametrize(
    ("header", "language"), [("ku", "kmr"), ("ku-Arab", "ckb"), ("ar-SY", "ar"), ("en-US,ckb;q=0.9", "en")]
)
def test_the_names_that_browsers_have_for_our_languages_are_known(
    client: FlaskClient, header: str, language: str
) -> None:
    assert client.get("/", headers=accepting(header)).headers["Location"] == f"/{language}/"


@pytest.mark.parametrize("header", UNREADABLE)
def test_whoever_asks_for_none_of_ours_may_choose(client: FlaskClient, header: str | None) -> None:
    response = client.get("/", headers=accepting(header))

    assert response.status_code == 200
    assert response.headers["Vary"] == "Accept-Language"
    assert "Set-Cookie" not in response.headers
    assert dom.parse(response.text).one("html")["data-page"] == "chooser"


def test_the_chooser_speaks_all_languages_each_in_its_own_direction(client: FlaskClient) -> None:
    page = dom.parse(client.get("/").text)

    links = page.one("nav", data_switcher="").all("a")
    assert [(link["href"], link["lang"], link["dir"], link["hreflang"]) for link in links] == [
        (f"/{code}/", code, language.direction, language.hreflang) for code, language in LANGUAGES.items()
    ]
    assert [link.one("strong").text for link in links] == [language.endonym for language in LANGUAGES.values()]
    names = page.one("h1").all("span")
    assert [(name["lang"], name["dir"]) for name in names] == [(code, r.direction) for code, r in LANGUAGES.items()]
    assert len({name.text for name in names}) == len(LANGUAGES)


def test_the_chooser_is_an_english_page_that_names_the_languages_in_its_head(client: FlaskClient) -> None:
    html = dom.parse(client.get("/").text).one("html")

    assert (html["lang"], html["dir"]) == ("en", "ltr")
    assert html.one("title").text != ""


def test_the_front_door_is_open_while_the_database_is_lost(client: FlaskClient, app: Flask) -> None:
    with app.app_context(), db.engine.begin() as connection:
        connection.execute(text("ALTER TABLE edition RENAME TO away"))

    assert client.get("/").status_code == 200
    assert client.get("/", headers=accepting("ar")).status_code == 302


def test_the_way_is_the_same_whatever_host_was_asked(client: FlaskClient) -> None:
    response = client.get("/", headers=accepting("ar") | {"Host": "evil.example"})

    assert response.headers["Location"] == "/ar/"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_short_link_leads_to_the_readers_language(client: FlaskClient, ctx: Context, language: str) -> None:
    story = published_story(ctx, kind="statement")
    ctx.session.commit()

    response = client.get(f"/s/{story.public_id}", headers=accepting(language))

    assert response.status_code == 302
    assert response.headers["Vary"] == "Accept-Language"
    assert response.headers["Location"].startswith(f"/{language}/statements/{story.public_id}-")
    assert client.get(response.headers["Location"]).status_code == 200


@pytest.mark.parametrize("header", [None, "*", "sv", "ckb"])
def test_a_short_link_leads_to_english_where_the_readers_language_is_missing(
    client: FlaskClient, ctx: Context, header: str | None
) -> None:
    story = published_story(ctx, "ar", "en", source="ar")
    ctx.session.commit()

    response = client.get(f"/s/{story.public_id}", headers=accepting(header))

    assert response.headers["Location"].startswith(f"/en/news/{story.public_id}-")


@pytest.mark.parametrize("header", [None, "sv", "en", "kmr"])
def test_a_short_link_leads_to_the_original_where_english_is_missing_too(
    client: FlaskClient, ctx: Context, header: str | None
) -> None:
    story = published_story(ctx, "ar", "ckb", source="ckb")
    ctx.session.commit()

    response = client.get(f"/s/{story.public_id}", headers=accepting(header))

    assert response.headers["Location"].startswith(f"/ckb/news/{story.public_id}-")


@pytest.mark.parametrize("header", [None, "ar"])
def test_a_short_link_tells_nothing_of_a_draft(client: FlaskClient, ctx: Context, header: str | None) -> None:
    story = create_story(ctx, story_draft())
    ctx.session.commit()

    draft = client.get(f"/s/{story.public_id}", headers=accepting(header))
    unknown = client.get("/s/1234567", headers=accepting(header))

    assert draft.status_code == unknown.status_code == 404
    assert draft.data == unknown.data
    assert dict(draft.headers) == dict(unknown.headers)


@pytest.mark.parametrize(("header", "language"), [("ckb", "ckb"), ("sv", "en"), (None, "en")])
def test_a_short_link_to_what_was_taken_down_says_so_in_one_language(
    client: FlaskClient, ctx: Context, header: str | None, language: str
) -> None:
    story = published_story(ctx)
    take_down(ctx, story)
    ctx.session.commit()

    response = client.get(f"/s/{story.public_id}", headers=accepting(header))
    told = client.get(f"/{language}/news/{story.public_id}")

    assert response.status_code == told.status_code == 410
    assert response.data == told.data
    assert response.headers["Vary"] == "Accept-Language"


def test_a_short_link_passes_over_what_was_withdrawn(client: FlaskClient, ctx: Context) -> None:
    story = published_story(ctx)
    withdraw(ctx, edition_of(story, "ckb"), reason="هەڵە")
    ctx.session.commit()

    response = client.get(f"/s/{story.public_id}", headers=accepting("ckb"))

    assert response.headers["Location"].startswith(f"/en/news/{story.public_id}-")


def test_a_short_link_leads_past_an_edition_whose_time_has_not_come(client: FlaskClient, ctx: Context) -> None:
    story = create_story(ctx, story_draft("en", "ar"))
    publish(ctx, edition_of(story, "en"))
    publish(ctx, edition_of(story, "ar"), at=ctx.now.replace(year=ctx.now.year + 1))
    ctx.session.commit()

    response = client.get(f"/s/{story.public_id}", headers=accepting("ar"))

    assert response.headers["Location"].startswith("/en/")


@pytest.mark.parametrize("path", ["/s/", "/s/1", "/s/0123456", "/s/1234567890", "/s/12345678/", "/s/1234567x"])
def test_what_is_no_number_is_no_short_link(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404
