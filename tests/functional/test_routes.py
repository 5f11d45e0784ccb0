"""Every public address in every language: what all pages have in common. A route without an example here fails."""

import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from itertools import product
from urllib.parse import urljoin

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from portal.content.commands import Context, create_story, publish, save_revision
from portal.content.drafts import StoryDraft
from portal.content.kinds import KINDS
from portal.i18n.languages import LANGUAGES
from portal.web.caching import PAGE
from tests.factories import dom
from tests.factories.content import edition_draft, edition_of, published_story, story_draft
from tests.factories.running import SITE_URL, Site
from tests.functional.test_headers import SECURITY
from tests.machine import ROOT

Example = Callable[[Site, str], str]

STORY_OF = {kind: kind for kind in KINDS} | {"page": "about"}
"""The name of a story of each kind that is public in all languages."""


def fixed(pattern: str) -> Example:
    return lambda _site, language: pattern.format(language=language)


def story(name: str) -> Example:
    return lambda site, language: site.contents.paths[language, name]


def month(kind: str) -> Example:
    def example(site: Site, language: str) -> str:
        year, number = site.contents.month
        return f"/{language}/{KINDS[kind].path}/{year:04}/{number:02}/"

    return example


def term(part: str, name: str) -> Example:
    def example(site: Site, language: str) -> str:
        return site.get(f"/{language}/{part}/{site.contents.terms[name]}").headers["Location"]

    return example


LISTED = [kind.code for kind in KINDS.values() if kind.is_listed]

PAGES: Mapping[str, Mapping[str, tuple[str, Example]]] = {
    "reader.home": {"home": ("home", fixed("/{language}/"))},
    "reader.kind_list": {kind: ("list", fixed(f"/{{language}}/{KINDS[kind].path}/")) for kind in LISTED},
    "reader.month_list": {f"{kind} of a month": ("list", month(kind)) for kind in LISTED},
    "reader.story": {f"a {kind}": ("story", story(STORY_OF[kind])) for kind in KINDS},
    "reader.term": {
        "a topic": ("list", term("topics", "topic")),
        "a place": ("list", term("places", "place")),
        "a series": ("list", term("series", "series")),
        "a country": ("list", term("partners", "DE")),
        "an organisation": ("list", term("partners", "NATO")),
    },
    "reader.partners": {"partners": ("partners", fixed("/{language}/partners/"))},
    "reader.social": {"social": ("social", fixed("/{language}/social/"))},
    "reader.search": {"search": ("search", fixed("/{language}/search"))},
}
"""Examples of every route that answers with a page, by endpoint and name: ``data-page`` and the address."""

ELSEWHERE = {
    "feeds": "test_feeds.py",
    "ops": "test_ops.py",
    "reader.requests": "test_requests.py",
    "reader.suggest": "test_search.py",
    "site": "test_front_door.py",
    "statics": "test_statics.py",
}
"""Routes, or all those of a blueprint, that are tested in a file of their own."""

EVERY = [
    pytest.param(language, kind, example, id=f"{language}-{name}")
    for examples in PAGES.values()
    for name, (kind, example) in examples.items()
    for language in LANGUAGES
]
INDEXED = [case for case in EVERY if case.values[1] != "search"]
every_page = pytest.mark.parametrize(("language", "kind", "example"), EVERY)
every_indexed_page = pytest.mark.parametrize(("language", "kind", "example"), INDEXED)


def head_links(page: dom.Element) -> dict[str, str]:
    """Return the addresses of a page in other languages, by hreflang."""
    return {link["hreflang"]: link["href"] for link in page.one("head").all("link", rel="alternate", hreflang="")}


def canonical(page: dom.Element) -> list[str]:
    return [link["href"] for link in page.all("link", rel="canonical")]


def told(response: TestResponse) -> tuple[int, dict[str, str], bytes]:
    """Return all that a reader can learn from an answer."""
    return response.status_code, dict(response.headers), response.data


def test_every_route_has_an_example_or_a_file_of_its_own(app: Flask) -> None:
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}
    untested = {each for each in endpoints - PAGES.keys() if not {each, each.partition(".")[0]} & ELSEWHERE.keys()}

    assert untested == set()
    assert PAGES.keys() <= endpoints
    assert [name for name in ELSEWHERE.values() if not (ROOT / "tests" / "functional" / name).exists()] == []


@every_page
def test_a_page_is_in_the_language_of_its_address(site: Site, language: str, kind: str, example: Example) -> None:
    html = site.page(example(site, language)).one("html")

    assert (html["lang"], html["dir"], html["data-page"]) == (language, LANGUAGES[language].direction, kind)


@every_page
def test_a_page_has_one_title_and_one_heading(site: Site, language: str, kind: str, example: Example) -> None:
    page = site.page(example(site, language))

    assert page.one("title").text != ""
    assert page.one("main").one("h1").text != ""
    assert len(page.all("h1")) == 1


@every_page
def test_a_page_knows_nobody(site: Site, language: str, kind: str, example: Example) -> None:
    path = example(site, language)
    plain = site.get(path)

    asked = site.client.get(path, headers={"Accept-Language": "ar, en", "Cookie": "session=x", "User-Agent": "x"})

    assert "Set-Cookie" not in asked.headers
    assert "Vary" not in asked.headers
    assert told(asked) == told(plain)


@every_page
def test_a_page_carries_all_headers(site: Site, language: str, kind: str, example: Example) -> None:
    response = site.get(example(site, language))

    assert response.content_type == "text/html; charset=utf-8"
    assert set(response.headers.keys()) >= SECURITY
    assert response.headers["Cache-Control"] == PAGE


@every_page
def test_a_page_asks_only_this_site_for_anything(site: Site, language: str, kind: str, example: Example) -> None:
    page = site.page(example(site, language))

    loaded = [each["src"] for each in page.walk() if "src" in each.attributes]
    loaded += [each["href"] for each in page.all("link") if each["rel"] in ("stylesheet", "icon", "preload")]
    loaded += [place.split()[0] for each in page.walk() for place in (each.get("srcset") or "").split(",") if place]
    assert [address for address in loaded if not re.match(r"/(assets|media)/", address)] == []
    assert [each.tag for each in page.walk() for name in each.attributes if name == "style" or name[:2] == "on"] == []
    assert [each for each in page.all("script") if "src" not in each.attributes or each.children] == []
    assert page.all("style") == []


@every_indexed_page
def test_a_page_is_its_own_canonical_address(site: Site, language: str, kind: str, example: Example) -> None:
    path = example(site, language)

    assert canonical(site.page(path)) == [SITE_URL + path]


@every_indexed_page
def test_a_page_names_itself_in_all_languages(site: Site, language: str, kind: str, example: Example) -> None:
    pages = {code: site.page(example(site, code)) for code in LANGUAGES}
    default = "/" if kind == "home" else example(site, "en")

    expected = {record.hreflang: SITE_URL + example(site, code) for code, record in LANGUAGES.items()}
    assert head_links(pages[language]) == expected | {"x-default": SITE_URL + default}
    assert all(head_links(page) == head_links(pages[language]) for page in pages.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_searches_are_not_for_indexes(site: Site, language: str) -> None:
    page = site.page(f"/{language}/search?q=x")

    assert page.one("meta", name="robots")["content"] == "noindex"
    assert canonical(page) == []
    assert head_links(page) == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_search_without_words_is_a_page_without_hits(site: Site, language: str) -> None:
    page = site.page(f"/{language}/search")

    assert page.all("ol", data_hits="") == []
    assert page.one("main").one("input", name="q")["dir"] == "auto"


def crawl(site: Site) -> dict[str, list[dom.Element]]:
    """Follow the links of the site from its home pages on; return by address the links that lead there."""
    found: dict[str, list[dom.Element]] = {f"/{code}/": [] for code in LANGUAGES}
    waiting = list(found)
    while waiting:
        path = waiting.pop()
        for link in site.links(path):
            target = urljoin(path, link["href"]).partition("#")[0]
            if target.startswith("/") and target not in found:
                waiting.append(target)
            found.setdefault(target, []).append(link)
    return found


def test_nothing_that_is_linked_is_missing_but_what_is_marked_as_missing(site: Site) -> None:
    found = crawl(site)
    own = [path for path in found if path.startswith("/")]

    missing = {path for path in own if site.status(path) != 200}
    marked = {path for path in own for link in found[path] if "data-missing" in link.attributes}
    assert missing == marked
    withdrawn = f"/ar/news/{site.contents.stories['partly withdrawn']}"
    assert {site.status(path) for path in missing - {withdrawn}} == {404}
    assert site.status(withdrawn) == 410
    assert {link.get("rel") for path in missing for link in found[path] if "data-missing" in link.attributes} == {
        "nofollow"
    }
    assert len(own) > 100


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("", "/"),
        ("/news", "/news/"),
        ("/statements", "/statements/"),
        ("/partners", "/partners/"),
        ("/social", "/social/"),
        ("/news/2026/03", "/news/2026/03/"),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_missing_slash_is_added_for_good(client: FlaskClient, language: str, path: str, target: str) -> None:
    response = client.get(f"/{language}{path}?x=1")

    assert response.status_code == 301
    assert response.headers["Location"] == f"/{language}{target}?x=1"


@pytest.mark.parametrize("kind", KINDS)
def test_every_other_way_to_write_the_address_of_a_story_leads_to_the_proper_one(
    client: FlaskClient, ctx: Context, kind: str
) -> None:
    story = published_story(ctx, kind=kind)
    ctx.session.commit()
    number, part = story.public_id, KINDS[kind].path
    other_parts = [each.path for each in KINDS.values() if each.code != kind]

    for language in LANGUAGES:
        slug = edition_of(story, language).slug
        proper = client.get(f"/{language}/{part}/{number}").headers["Location"]
        ways = [f"{part}/{tail}" for tail in (number, f"{number}-", f"{number}-wrong", slug, f"{number}-{slug}-")]
        ways += [f"{other}/{number}{tail}" for other in other_parts for tail in ("", f"-{slug}", "-wrong")]

        answers = [client.get(f"/{language}/{way}?x=1") for way in ways]

        assert {(answer.status_code, answer.headers["Location"]) for answer in answers} == {(301, f"{proper}?x=1")}
        assert client.get(proper).status_code == 200
        assert proper.isascii()


def test_a_slug_that_a_story_had_before_leads_to_it_still(client: FlaskClient, ctx: Context) -> None:
    story = create_story(ctx, story_draft("en"))
    edition = edition_of(story, "en")
    publish(ctx, edition)
    ctx.session.commit()
    before = client.get(f"/en/news/{story.public_id}").headers["Location"]
    save_revision(ctx, edition, edition_draft("en", slug="renamed"))
    publish(ctx, edition)
    ctx.session.commit()

    old_slug = before.partition("-")[2]
    assert client.get(before).headers["Location"] == f"/en/news/{story.public_id}-renamed"
    assert client.get(f"/en/news/{old_slug}").headers["Location"] == f"/en/news/{story.public_id}-renamed"


def test_a_headline_without_letters_makes_an_address_without_a_slug(client: FlaskClient, ctx: Context) -> None:
    draft = edition_draft("en", headline="…!?")
    story = create_story(ctx, StoryDraft(kind="news", source_language="en", editions={"en": draft}))
    publish(ctx, edition_of(story, "en"))
    ctx.session.commit()

    assert client.get(f"/en/news/{story.public_id}").status_code == 200
    assert client.get(f"/en/news/{story.public_id}-x").headers["Location"] == f"/en/news/{story.public_id}"


@pytest.mark.parametrize("kind", KINDS)
def test_a_story_that_no_reader_may_know_of_answers_like_a_number_that_was_never_given(
    client: FlaskClient, ctx: Context, kind: str
) -> None:
    draft, scheduled = create_story(ctx, story_draft(kind=kind)), create_story(ctx, story_draft(kind=kind))
    for edition in scheduled.editions:
        publish(ctx, edition, at=ctx.now + timedelta(days=1))
    ctx.session.commit()

    for language, story in product(LANGUAGES, (draft, scheduled)):
        here, slug = f"/{language}/{KINDS[kind].path}", edition_of(story, language).slug
        unknown = told(client.get(f"{here}/7654321"))
        assert unknown[0] == 404
        assert told(client.get(f"{here}/{story.public_id}")) == unknown
        assert told(client.get(f"{here}/{story.public_id}-{slug}")) == unknown
        assert told(client.get(f"{here}/{slug}")) == unknown
        assert told(client.get(f"{here}/{story.public_id}.txt.html")) == unknown


@pytest.mark.parametrize(
    "cursor", ["", "x", "zzz-", "-1234567", "abc-0", "abc-0123456", "ABC-1234567", f"{'0' * 13}-1234567"]
)
@pytest.mark.parametrize(
    "name", ["reader.kind_list", "reader.month_list", "reader.story", "reader.term", "reader.social"]
)
def test_a_cursor_that_no_link_of_ours_holds_cannot_be_read(site: Site, name: str, cursor: str) -> None:
    for _, example in PAGES[name].values():
        response = site.get(f"{example(site, 'ckb')}?after={cursor}")

        assert response.status_code == 400
        assert dom.parse(response.text).one("html")["lang"] == "ckb"


def test_a_cursor_beyond_the_end_of_time_cannot_be_read(client: FlaskClient) -> None:
    assert client.get("/en/news/?after=zzzzzzzzzzzz-1234567").status_code == 400


@pytest.mark.parametrize(
    "path",
    [
        "news/2026/13/",
        "news/2026/00/",
        "news/0000/01/",
        "news/1969/12/",
        "news/2026/04/",
        "news/9999/12/",
        "news/2026/3/",
        "news/26/03/",
        "pages/",
        "pages/2026/03/",
        "topics/",
        "series/1234567",
        "partners/1234567-x",
        "partners/x",
        "news/unheard-of",
        "news/123456-short",
        "news/1234567890-long",
        "unheard-of/",
        "search/",
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_no_address_of_ours_is_not_found(client: FlaskClient, language: str, path: str) -> None:
    assert client.get(f"/{language}/{path}").status_code == 404


@pytest.mark.parametrize("path", ["news/1970/01/", "videos/2026/02/", "statements/2026/03/"])
def test_a_month_in_which_nothing_was_published_is_an_empty_list(client: FlaskClient, path: str) -> None:
    page = dom.parse(client.get(f"/en/{path}").text)

    assert page.one("html")["data-page"] == "list"
    assert page.all("article", data_card="") == []


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_pages_are_only_read(client: FlaskClient, method: str) -> None:
    assert client.open("/en/news/", method=method).status_code == 405


def test_an_address_in_arabic_script_is_printed_percent_encoded(site: Site) -> None:
    for language in ("ar", "ckb"):
        html = site.get(f"/{language}/").text

        assert re.findall(r'href="[^"]*[^\x00-\x7f][^"]*"', html) == []
        assert re.search(rf'href="/{language}/news/[0-9]+-%D[^"]+"', html)
