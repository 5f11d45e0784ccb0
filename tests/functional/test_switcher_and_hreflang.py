"""The same page in other languages: what readers are offered, what crawlers are told, and that both are true."""

from datetime import timedelta
from itertools import product
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient

from portal.content.commands import Context, create_story, publish, withdraw
from portal.content.kinds import KINDS
from portal.content.models import Story
from portal.i18n.languages import LANGUAGES
from tests.factories import dom
from tests.factories.content import edition_of, published_story, story_draft
from tests.factories.running import SITE_URL, Site
from tests.functional.conftest import TurnableClock
from tests.functional.test_routes import canonical, head_links

SETS = [("en",), ("ckb",), ("en", "ar"), ("ar", "ckb"), ("ar", "kmr", "en"), tuple(LANGUAGES)]
"""Some of the languages that a story may be public in; the first is its source."""


def story_in(ctx: Context, *languages: str, kind: str = "news") -> Story:
    """Return a story that is public in some languages; the others have drafts."""
    story = create_story(ctx, story_draft(source=languages[0], kind=kind))
    for language in languages:
        publish(ctx, edition_of(story, language))
    ctx.session.commit()
    return story


def page_in(client: FlaskClient, story: Story, language: str) -> dom.Element:
    """Return what stands at a story's address in a language, whatever the status."""
    path = f"/{language}/{KINDS[story.kind].path}/{story.public_id}"
    return dom.parse(client.get(path, follow_redirects=True).text)


def switcher(page: dom.Element) -> list[dom.Element]:
    return page.one("nav", data_switcher="").all("a")


@pytest.mark.parametrize("path", ["", "news/", "partners/", "social/", "search", "nothing/at/all"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_offers_all_languages_in_one_order_by_their_own_names(site: Site, language: str, path: str) -> None:
    links = switcher(dom.parse(site.get(f"/{language}/{path}").text))

    assert [(link["lang"], link["dir"], link["hreflang"], link.text) for link in links] == [
        (code, record.direction, record.hreflang, record.endonym) for code, record in LANGUAGES.items()
    ]


@pytest.mark.parametrize("languages", SETS, ids="-".join)
def test_the_switcher_leads_to_the_other_editions_and_to_where_they_are_missing(
    client: FlaskClient, ctx: Context, languages: tuple[str, ...]
) -> None:
    story = story_in(ctx, *languages)

    for here in LANGUAGES:
        links = {link["lang"]: link for link in switcher(page_in(client, story, here))}
        marked = {code for code, link in links.items() if "data-missing" in link.attributes}
        current = [code for code, link in links.items() if link.get("aria-current") == "page"]

        assert marked == set(LANGUAGES) - set(languages)
        assert {code for code, link in links.items() if link.get("rel") == "nofollow"} == marked
        assert {links[code]["href"] for code in marked} == {f"/{code}/news/{story.public_id}" for code in marked}
        assert {code: client.get(link["href"]).status_code for code, link in links.items()} == {
            code: 404 if code in marked else 200 for code in LANGUAGES
        }
        assert current == [here]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("languages", SETS, ids="-".join)
def test_alternates_are_the_live_editions_mutual_absolute_and_with_itself(
    client: FlaskClient, ctx: Context, languages: tuple[str, ...], kind: str
) -> None:
    story = story_in(ctx, *languages, kind=kind)
    pages = {code: page_in(client, story, code) for code in languages}

    expected = {LANGUAGES[code].hreflang: canonical(page)[0] for code, page in pages.items()}
    default = expected.get("en") or expected[LANGUAGES[languages[0]].hreflang]
    expected |= {"x-default": default}
    assert [head_links(page) for page in pages.values()] == [expected if len(languages) > 1 else {}] * len(languages)
    for address in expected.values():
        assert address.startswith(SITE_URL)
        assert client.get(urlsplit(address).path).status_code == 200


@pytest.mark.parametrize("languages", SETS, ids="-".join)
def test_the_head_and_the_site_map_say_the_same(client: FlaskClient, ctx: Context, languages: tuple[str, ...]) -> None:
    story = story_in(ctx, *languages)
    entries = dom.parse(client.get("/sitemap.xml").text.partition("?>")[2]).all("url")

    mapped = {
        entry.one("loc").text: {link["hreflang"]: link["href"] for link in entry.all("xhtml:link")}
        for entry in entries
        if f"/{story.public_id}" in entry.one("loc").text
    }

    pages = [page_in(client, story, code) for code in languages]
    assert mapped == {canonical(page)[0]: head_links(page) for page in pages}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_home_page_leads_those_of_other_languages_to_the_chooser(site: Site, language: str) -> None:
    assert head_links(site.page(f"/{language}/"))["x-default"] == f"{SITE_URL}/"


def test_a_scheduled_edition_changes_neither_before_its_time(
    client: FlaskClient, ctx: Context, clock: TurnableClock
) -> None:
    story = story_in(ctx, "en", "ar")
    before = client.get(f"/en/news/{story.public_id}", follow_redirects=True).data

    publish(ctx, edition_of(story, "ckb"), at=ctx.now + timedelta(hours=1))
    ctx.session.commit()

    assert client.get(f"/en/news/{story.public_id}", follow_redirects=True).data == before
    clock.advance(hours=1)
    page = page_in(client, story, "en")
    assert "ku-Arab" in head_links(page)
    others = [code for code in LANGUAGES if code not in ("en", "ar", "ckb")]
    assert [link["lang"] for link in switcher(page) if "data-missing" in link.attributes] == others


@pytest.mark.parametrize("path", ["", "news/", "social/", "search?q=park", "feed.atom"])
def test_planning_an_edition_changes_no_other_page_either(client: FlaskClient, ctx: Context, path: str) -> None:
    story = story_in(ctx, "en", "ar")
    before = {code: client.get(f"/{code}/{path}").data for code in LANGUAGES}

    publish(ctx, edition_of(story, "ckb"), at=ctx.now + timedelta(hours=1))
    withdraw(ctx, edition_of(story, "ckb"), reason="هەڵە")
    publish(ctx, edition_of(story, "kmr"), at=ctx.now + timedelta(hours=1))
    ctx.session.commit()

    assert {code: client.get(f"/{code}/{path}").data for code in LANGUAGES} == before


def test_a_story_that_is_new_elsewhere_is_offered_until_it_comes_here(
    client: FlaskClient, ctx: Context, clock: TurnableClock
) -> None:
    story = story_in(ctx, "en")
    publish(ctx, edition_of(story, "ckb"), at=ctx.now + timedelta(hours=1))
    ctx.session.commit()

    before = dom.parse(client.get("/ckb/").text).one("article", data_card="")
    clock.advance(hours=1)
    after = dom.parse(client.get("/ckb/").text).one("article", data_card="")

    assert (before["data-language"], after["data-language"]) == ("en", "ckb")
    title = before.one("h3").one("a")
    assert (title["lang"], title["dir"], title["hreflang"]) == ("en", "ltr", "en")


def test_a_withdrawn_edition_is_offered_no_more(client: FlaskClient, ctx: Context) -> None:
    story = published_story(ctx)
    withdraw(ctx, edition_of(story, "en"), reason="A mistake")
    ctx.session.commit()

    page = page_in(client, story, "kmr")

    others = {record.hreflang for code, record in LANGUAGES.items() if code != "en"}
    assert head_links(page).keys() == others | {"x-default"}
    assert head_links(page)["x-default"] in set(head_links(page).values())
    assert [link["lang"] for link in switcher(page) if "data-missing" in link.attributes] == ["en"]


@pytest.mark.parametrize(("language", "path"), list(product(LANGUAGES, ["news/", "social/", "topics/{topic}"])))
def test_a_continued_list_is_not_for_indexes(site: Site, language: str, path: str) -> None:
    first = site.client.get(f"/{language}/{path.format(**site.contents.terms)}", follow_redirects=True)

    page = site.page(f"{first.request.path}?after=zz-1234567")

    assert page.one("meta", name="robots")["content"] == "noindex"
    assert canonical(page) == []
    assert head_links(page) == {}


@pytest.mark.parametrize(("part", "name", "named"), [("partners", "NEW", set()), ("places", "hit", {"ar", "en"})])
def test_a_term_is_offered_in_the_languages_that_have_a_name_for_it(
    site: Site, part: str, name: str, named: set[str]
) -> None:
    page = site.page(site.get(f"/en/{part}/{site.contents.terms[name]}").headers["Location"])

    assert head_links(page).keys() - {"x-default"} == named
    assert [link["lang"] for link in switcher(page)] == list(LANGUAGES)
    assert {site.status(link["href"]) for link in switcher(page)} == {200}
