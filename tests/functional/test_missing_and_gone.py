"""What a reader meets where a text is not: in this language not yet, or not any more."""

from collections.abc import Callable
from datetime import timedelta
from itertools import product

import pytest
from flask.testing import FlaskClient

from portal.content.commands import Context, add_edition, create_story, publish, take_down, withdraw
from portal.content.kinds import KINDS
from portal.content.models import Story
from portal.i18n.languages import LANGUAGES
from portal.web.caching import PAGE
from tests.factories import dom
from tests.factories.content import edition_draft, edition_of, published_story, story_draft
from tests.functional.conftest import TurnableClock
from tests.functional.test_headers import SECURITY


def committed(ctx: Context, *languages: str, **how: str) -> Story:
    story = published_story(ctx, *languages, **how)
    ctx.session.commit()
    return story


def missing(client: FlaskClient, story: Story, language: str) -> dom.Element:
    """Return the page that says that a story is not there in a language."""
    response = client.get(f"/{language}/{KINDS[story.kind].path}/{story.public_id}")
    assert response.status_code == 404
    page = dom.parse(response.text)
    assert page.one("html")["data-page"] == "missing"
    return page


@pytest.mark.parametrize("kind", KINDS)
def test_a_missing_edition_is_told_in_the_readers_language(client: FlaskClient, ctx: Context, kind: str) -> None:
    story = committed(ctx, "en", kind=kind)

    for language in ("ar", "ckb", "kmr"):
        page = missing(client, story, language)
        html = page.one("html")
        assert (html["lang"], html["dir"]) == (language, LANGUAGES[language].direction)
        assert len(page.all("h1")) == 1
        assert page.all("article", data_edition="") == []


def test_the_page_of_a_missing_edition_is_for_readers_alone(client: FlaskClient, ctx: Context) -> None:
    page = missing(client, committed(ctx, "en", "ar"), "ckb")

    assert page.one("meta", name="robots")["content"] == "noindex"
    assert page.all("link", rel="canonical") == []
    assert page.one("head").all("link", hreflang="") == []


def test_it_has_the_headers_of_all_pages(client: FlaskClient, ctx: Context) -> None:
    story = committed(ctx, "en")

    response = client.get(f"/ckb/news/{story.public_id}", headers={"Accept-Language": "en"})

    assert set(response.headers.keys()) >= SECURITY
    assert response.headers["Cache-Control"] == PAGE
    assert "Vary" not in response.headers
    assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize("source", ["en", "ar", "ckb"])
def test_it_names_the_story_by_its_original_headline(client: FlaskClient, ctx: Context, source: str) -> None:
    draft = story_draft("en", "ar", "ckb", source=source)
    story = create_story(ctx, draft)
    for edition in story.editions:
        publish(ctx, edition)
    ctx.session.commit()

    named = missing(client, story, "kmr").one(class_="missing__story").one("span", lang="")

    assert named.text == draft.editions[source].headline
    assert (named["lang"], named["dir"]) == (source, LANGUAGES[source].direction)


def test_it_names_an_edition_that_is_there_when_the_original_is_not(client: FlaskClient, ctx: Context) -> None:
    story = create_story(ctx, story_draft("en", "ar", "ckb"))
    publish(ctx, edition_of(story, "ar"))
    ctx.session.commit()

    named = missing(client, story, "kmr").one(class_="missing__story").one("span", lang="")

    assert (named["lang"], named["dir"]) == ("ar", "rtl")


def test_no_foreign_text_stands_in_its_title(client: FlaskClient, ctx: Context) -> None:
    story = committed(ctx, "ar", source="ar")
    page = missing(client, story, "en")

    assert not any("\u0600" <= letter <= "\u06ff" for letter in page.one("title").text)


def test_it_lists_the_editions_that_are_there_each_in_its_own_language(client: FlaskClient, ctx: Context) -> None:
    story = create_story(ctx, story_draft("en", "ar", "ckb"))
    publish(ctx, edition_of(story, "en"))
    publish(ctx, edition_of(story, "ar"))
    publish(ctx, edition_of(story, "ckb"), at=ctx.now + timedelta(days=1))
    ctx.session.commit()

    rows = missing(client, story, "kmr").all("li", class_="editions__row")

    assert [row.one("a")["hreflang"] for row in rows] == ["ar", "en"]
    assert [[(text["lang"], text["dir"]) for text in row.all(lang="")] for row in rows] == [
        [("ar", "rtl"), ("ar", "rtl")],
        [("en", "ltr"), ("en", "ltr")],
    ]
    assert [client.get(row.one("a")["href"]).status_code for row in rows] == [200, 200]


@pytest.mark.parametrize("language", ["ar", "ckb", "kmr"])
def test_it_offers_to_ask_for_the_translation(client: FlaskClient, ctx: Context, language: str) -> None:
    story = committed(ctx, "en")

    form = missing(client, story, language).one("form", class_="ask")

    assert (form["method"], form["action"]) == ("post", f"/{language}/requests")
    assert {field["name"]: field["value"] for field in form.all("input")} == {
        "story": str(story.public_id),
        "want": "translation",
    }
    assert form.one("button").text != ""


def test_whoever_has_asked_is_thanked_instead(client: FlaskClient, ctx: Context) -> None:
    story = committed(ctx, "en")

    page = dom.parse(client.get(f"/ckb/news/{story.public_id}?asked=1").text)

    assert page.all("form", class_="ask") == []
    assert page.one(role="status").text != ""


@pytest.mark.parametrize(
    "way", ["news/{id}-three-parks", "news/{id}-", "statements/{id}", "pages/{id}-x", "videos/{id}-سێ"]
)
def test_every_other_way_to_write_its_address_leads_to_the_one_without_a_slug(
    client: FlaskClient, ctx: Context, way: str
) -> None:
    story = committed(ctx, "en")

    response = client.get(f"/ckb/{way.format(id=story.public_id)}")

    assert (response.status_code, response.headers["Location"]) == (301, f"/ckb/news/{story.public_id}")


def test_the_page_goes_when_the_edition_comes(client: FlaskClient, ctx: Context, clock: TurnableClock) -> None:
    story = committed(ctx, "en")
    edition = add_edition(ctx, story, "ckb", edition_draft("ckb"))
    publish(ctx, edition, at=ctx.now + timedelta(hours=1))
    ctx.session.commit()
    path = f"/ckb/news/{story.public_id}"

    before = client.get(path).status_code
    clock.advance(hours=1)

    assert before == 404
    assert client.get(path).headers["Location"] == f"{path}-{client.get(path).headers['Location'].partition('-')[2]}"
    assert client.get(path, follow_redirects=True).status_code == 200


def _withdrawn(ctx: Context, story: Story) -> None:
    for edition in story.editions:
        withdraw(ctx, edition, reason=f"because {edition.language}")


def _expired(ctx: Context, story: Story) -> None:
    for edition in story.editions:
        edition.expire_at = ctx.now


def _taken_down(ctx: Context, story: Story) -> None:
    take_down(ctx, story)


WAYS_TO_GO = [_withdrawn, _expired, _taken_down]


@pytest.mark.parametrize("go", WAYS_TO_GO)
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_gone_says_so_at_every_address_it_had(
    client: FlaskClient, ctx: Context, kind: str, go: Callable[[Context, Story], None]
) -> None:
    story = published_story(ctx, kind=kind)
    go(ctx, story)
    ctx.session.commit()

    for language, tail in product(LANGUAGES, ("", "-x", "-{slug}")):
        slug = edition_of(story, language).slug
        response = client.get(f"/{language}/{KINDS[kind].path}/{story.public_id}{tail.format(slug=slug)}")
        html = dom.parse(response.text).one("html")
        assert response.status_code == 410
        assert (html["lang"], html["dir"], html["data-page"]) == (language, LANGUAGES[language].direction, "gone")
        assert html.one("meta", name="robots")["content"] == "noindex"
        assert html.all("link", rel="canonical") == html.one("head").all("link", hreflang="") == []
        assert set(response.headers.keys()) >= SECURITY


def test_a_withdrawal_gives_its_reason(client: FlaskClient, ctx: Context) -> None:
    story = published_story(ctx)
    _withdrawn(ctx, story)
    ctx.session.commit()

    page = dom.parse(client.get(f"/ar/news/{story.public_id}").text)

    assert page.one(class_="notice").one("bdi").text == "because ar"
    assert "lang" not in page.one(class_="notice").one("bdi").attributes


def test_a_reason_in_another_language_is_marked_as_such(client: FlaskClient, ctx: Context) -> None:
    story = published_story(ctx, "en")
    _withdrawn(ctx, story)
    ctx.session.commit()

    response = client.get(f"/ckb/news/{story.public_id}")
    reason = dom.parse(response.text).one(class_="notice").one("bdi")

    assert response.status_code == 410
    assert (reason["lang"], reason["dir"]) == ("en", "ltr")


def test_what_was_withdrawn_in_one_language_is_offered_in_the_others(client: FlaskClient, ctx: Context) -> None:
    story = published_story(ctx)
    withdraw(ctx, edition_of(story, "ar"), reason="خطأ")
    ctx.session.commit()

    rows = dom.parse(client.get(f"/ar/news/{story.public_id}").text).all("li", class_="editions__row")

    others = [record.hreflang for code, record in LANGUAGES.items() if code != "ar"]
    assert [row.one("a")["hreflang"] for row in rows] == others
    assert {client.get(row.one("a")["href"]).status_code for row in rows} == {200}


def test_what_was_withdrawn_before_its_time_was_never_there(
    client: FlaskClient, ctx: Context, clock: TurnableClock
) -> None:
    story = create_story(ctx, story_draft("en"))
    edition = edition_of(story, "en")
    publish(ctx, edition, at=ctx.now + timedelta(hours=1))
    withdraw(ctx, edition, reason="Secret")
    ctx.session.commit()

    clock.advance(hours=2)
    response = client.get(f"/en/news/{story.public_id}")

    assert response.status_code == 404
    assert response.data == client.get("/en/news/7654321").data


def test_what_is_restored_is_there_again_as_it_was(client: FlaskClient, ctx: Context, clock: TurnableClock) -> None:
    story = published_story(ctx)
    ctx.session.commit()
    path = client.get(f"/ckb/news/{story.public_id}").headers["Location"]
    before = client.get(path).data
    withdraw(ctx, edition_of(story, "ckb"), reason="هەڵە")
    ctx.session.commit()
    clock.advance(hours=1)
    gone = client.get(path).status_code

    publish(ctx, edition_of(story, "ckb"))
    ctx.session.commit()

    assert gone == 410
    assert client.get(path).data == before


def test_nothing_of_a_withdrawn_text_stays_on_any_page(client: FlaskClient, ctx: Context) -> None:
    story = create_story(ctx, story_draft("en", "ar"))
    for edition in story.editions:
        publish(ctx, edition)
    other = published_story(ctx)
    withdraw(ctx, edition_of(story, "ar"), reason="خطأ")
    ctx.session.commit()

    for path in ("/ar/", "/ar/news/", "/ckb/", f"/ar/news/{other.public_id}", "/ar/feed.atom", "/sitemap.xml"):
        shown = client.get(path, follow_redirects=True).text
        assert f"/ar/news/{story.public_id}-" not in shown
