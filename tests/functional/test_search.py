"""Searching as readers and operators do: the page, its links, suggestions, and the commands of the index."""

import json
import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from portal.cli.output import EXIT_DONE, EXIT_REFUSED, EXIT_UNAVAILABLE, EXIT_USAGE
from portal.content.commands import Context, create_story, publish, set_facts, withdraw
from portal.content.commands.terms import put_term
from portal.content.drafts import FactsDraft, StoryDraft
from portal.content.models import Story, TermType
from portal.i18n.languages import LANGUAGES
from portal.search import projector
from portal.services import EXTENSION
from tests.factories.content import HEADLINES, edition_draft, edition_of, published_story, story_draft
from tests.functional.conftest import TurnableClock

WORDS = {language: headline.split()[1] for language, headline in HEADLINES.items()}
"""A word of each language's headline in the factories."""

Index = Callable[[], None]


@pytest.fixture
def index(app: Flask, ctx: Context) -> Index:
    """Commit what the test made and build the index of it."""

    def build() -> None:
        ctx.session.commit()
        projector.rebuild(ctx.session, app.extensions[EXTENSION].search, clock=ctx.clock)

    return build


def titled(ctx: Context, headline: str, *, language: str = "en", kind: str = "news") -> Story:
    """Return a story that is public in one language, now."""
    draft = StoryDraft(
        kind=kind, source_language=language, editions={language: edition_draft(language, headline=headline)}
    )
    story = create_story(ctx, draft)
    publish(ctx, edition_of(story, language))
    return story


def hits(response: TestResponse) -> list[int]:
    """Return the stories of the page's own hits, in order."""
    return [int(number) for number in re.findall(r'data-hit data-story="(\d+)"', response.text)]


def total(response: TestResponse) -> int:
    (number,) = re.findall(r'<ol data-hits data-total="(\d+)">', response.text)
    return int(number)


def facet(response: TestResponse, name: str) -> dict[str, int]:
    """Return the values of a facet with their counts."""
    (section,) = re.findall(rf'<section class="facet" data-facet="{name}".*?</section>', response.text, re.DOTALL)
    return {value: int(count) for value, count in re.findall(r'data-value="([^"]+)" data-count="(\d+)"', section)}


def links(response: TestResponse) -> list[str]:
    return [unescape(href) for href in re.findall(r'href="([^"]*)"', response.text)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_story_is_found_in_every_language_with_the_word_marked(
    client: FlaskClient, ctx: Context, index: Index, language: str
) -> None:
    story = published_story(ctx)
    index()

    response = client.get(f"/{language}/search", query_string={"q": WORDS[language]})

    assert response.status_code == 200
    assert hits(response) == [story.public_id]
    assert total(response) == 1
    assert f'data-story="{story.public_id}" data-language="{language}"' in response.text
    assert "<mark>" in response.text
    assert facet(response, "kind") == {"news": 1}


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_question_there_is_only_the_form(client: FlaskClient, index: Index, language: str) -> None:
    index()

    for address in (f"/{language}/search", f"/{language}/search?q=", f"/{language}/search?q=+&kind=news"):
        response = client.get(address)
        assert response.status_code == 200
        assert 'data-page="search"' in response.text
        assert "data-hits" not in response.text


def test_nothing_found_is_an_answer(client: FlaskClient, index: Index) -> None:
    index()

    response = client.get("/en/search?q=unheard")

    assert (response.status_code, total(response), hits(response)) == (200, 0, [])


def test_the_page_is_not_for_other_search_engines(client: FlaskClient, index: Index) -> None:
    index()

    response = client.get("/en/search?q=parks")

    assert re.search(r'<meta name="robots" content="[^"]*noindex', response.text)
    assert 'rel="canonical"' not in response.text
    assert 'rel="alternate" hreflang' not in response.text


def test_the_switcher_asks_the_same_in_the_other_languages(client: FlaskClient, index: Index) -> None:
    index()

    response = client.get("/en/search", query_string={"q": "پارک {0} %s & <b>", "page": 1})

    expected = "?q=%D9%BE%D8%A7%D8%B1%DA%A9+%7B0%7D+%25s+%26+%3Cb%3E"
    assert {f"/{language}/search{expected}" for language in LANGUAGES} <= set(links(response))


def test_a_question_is_shown_as_text_whatever_it_holds(client: FlaskClient, index: Index) -> None:
    index()

    response = client.get("/en/search", query_string={"q": '"><script>alert(1)</script>%(n)s\x00'})

    assert response.status_code == 200
    assert "<script>alert" not in response.text
    assert "\x00" not in response.text


def test_what_was_withdrawn_is_not_shown_even_while_the_index_still_has_it(
    client: FlaskClient, ctx: Context, index: Index
) -> None:
    gone, stays = titled(ctx, "Parks opened"), titled(ctx, "Parks closed")
    index()
    withdraw(ctx, edition_of(gone, "en"), reason="It was wrong.")
    ctx.session.commit()

    response = client.get("/en/search?q=parks")

    assert hits(response) == [stays.public_id]
    assert total(response) == 1
    assert "Parks opened" not in response.text


def test_what_expired_is_not_shown_even_while_the_index_still_has_it(
    client: FlaskClient, ctx: Context, index: Index, clock: TurnableClock
) -> None:
    story = create_story(ctx, story_draft("en"))
    publish(ctx, edition_of(story, "en"), expire=ctx.now + timedelta(hours=1))
    index()
    clock.advance(hours=2)

    assert total(client.get("/en/search?q=parks")) == 0
    assert client.get("/en/search/suggest?q=par").json["suggestions"] == []


def test_a_kind_narrows_and_its_counts_stay(client: FlaskClient, ctx: Context, index: Index) -> None:
    news, film = titled(ctx, "Parks are open"), titled(ctx, "Parks from above", kind="video")
    index()

    response = client.get("/en/search?q=parks&kind=video")

    assert hits(response) == [film.public_id]
    assert facet(response, "kind") == {"news": 1, "video": 1}
    assert "/en/search?q=parks&kind=news" in links(response)
    assert "/en/search?q=parks" in links(response)
    assert hits(client.get("/en/search?q=parks&kind=news")) == [news.public_id]
    assert hits(client.get("/en/search?q=parks&kind=statement")) == []


def test_partners_and_campaigns_narrow_by_the_numbers_of_their_pages(
    client: FlaskClient, ctx: Context, index: Index
) -> None:
    partner = put_term(ctx, TermType.PARTNER, "US", names=dict.fromkeys(LANGUAGES, "United States"))
    draft = vars(story_draft("en", kind="campaign"))
    campaign = create_story(ctx, StoryDraft(**draft | {"handle": "safe-parks"}))
    publish(ctx, edition_of(campaign, "en"))
    tagged, other = titled(ctx, "Parks in Anbar"), titled(ctx, "Parks in Mosul")
    set_facts(ctx, tagged, FactsDraft(partners=("US",), campaigns=("safe-parks",)))
    index()

    response = client.get("/en/search?q=parks")

    assert set(hits(response)) == {tagged.public_id, other.public_id, campaign.public_id}
    assert facet(response, "partner") == {str(partner.public_id): 1}
    assert facet(response, "campaign") == {str(campaign.public_id): 1}
    assert hits(client.get(f"/en/search?q=parks&partner={partner.public_id}")) == [tagged.public_id]
    assert hits(client.get(f"/en/search?q=parks&campaign={campaign.public_id}")) == [tagged.public_id]


def test_a_campaign_that_is_not_public_yet_is_not_named(client: FlaskClient, ctx: Context, index: Index) -> None:
    draft = vars(story_draft("en", kind="campaign"))
    create_story(ctx, StoryDraft(**draft | {"handle": "secret"}))
    tagged = titled(ctx, "Gardens in Anbar")
    set_facts(ctx, tagged, FactsDraft(campaigns=("secret",)))
    index()

    response = client.get("/en/search?q=gardens")

    assert hits(response) == [tagged.public_id]
    assert 'data-facet="campaign"' not in response.text
    assert HEADLINES["en"] not in response.text


def test_days_are_those_of_baghdad_and_both_count(
    client: FlaskClient, ctx: Context, index: Index, clock: TurnableClock
) -> None:
    clock.set(clock().replace(day=1, hour=22, minute=30))  # half past one on the 2nd in Baghdad
    story = titled(ctx, "Parks at night")
    clock.advance(days=3)
    index()

    assert hits(client.get("/en/search?q=parks&from=2026-03-02&to=2026-03-02")) == [story.public_id]
    assert hits(client.get("/en/search?q=parks&to=2026-03-01")) == []
    assert hits(client.get("/en/search?q=parks&from=2026-03-03")) == []
    assert hits(client.get("/en/search?q=parks&from=0001-01-01&to=9999-12-31")) == [story.public_id]


def test_the_newest_come_first_when_asked_for(
    client: FlaskClient, ctx: Context, index: Index, clock: TurnableClock
) -> None:
    old = titled(ctx, "Parks parks parks")
    clock.advance(days=1)
    new = titled(ctx, "A walk through the gardens and parks of the old town")
    index()

    assert hits(client.get("/en/search?q=parks")) == [old.public_id, new.public_id]
    response = client.get("/en/search?q=parks&sort=newest")
    assert hits(response) == [new.public_id, old.public_id]
    assert '<input type="hidden" name="sort" value="newest">' in response.text


def test_many_hits_come_in_pages_that_do_not_overlap(client: FlaskClient, ctx: Context, index: Index) -> None:
    stories = {titled(ctx, f"Parks, part {number}").public_id for number in range(23)}
    index()

    pages = [client.get(f"/en/search?q=parks&page={number}") for number in (1, 2, 3, 4)]

    assert [len(hits(page)) for page in pages] == [10, 10, 3, 0]
    assert {story for page in pages for story in hits(page)} == stories
    assert {total(page) for page in pages} == {23}
    assert "/en/search?q=parks&page=2" in links(pages[0])
    assert "/en/search?q=parks" in links(pages[1])
    assert '<a class="pages__step" href="/en/search?q=parks&amp;page=3" rel="next">' in pages[1].text


def test_what_other_languages_have_stands_below(client: FlaskClient, ctx: Context, index: Index) -> None:
    here = titled(ctx, "Erbil citadel")
    there = titled(ctx, "Erbil di êvarê de", language="kmr")
    index()

    response = client.get("/en/search?q=Erbil&kind=news")

    assert hits(response) == [here.public_id]
    assert '<section class="also" data-also="kmr">' in response.text
    assert f'data-story="{there.public_id}" data-language="kmr"' in response.text
    assert 'lang="kmr" dir="ltr"' in response.text
    assert "/kmr/search?q=Erbil&kind=news" in links(response)
    assert "data-also" not in client.get("/en/search?q=Erbil&page=2").text


def test_a_word_too_many_is_forgiven_and_said(client: FlaskClient, ctx: Context, index: Index) -> None:
    story = titled(ctx, "Bridges of Mosul")
    index()

    response = client.get("/en/search?q=bridges+mosul+unheard")

    assert hits(response) == [story.public_id]
    assert "data-relaxed" in response.text


@pytest.mark.parametrize(
    "parameters",
    [
        "kind=newspaper",
        "kind=NEWS",
        "campaign=legacy",
        "campaign=12",
        "partner=US",
        "partner=01234567",
        "from=yesterday",
        "from=20260301",
        "from=2026-02-30",
        "to=2026-W10-1",
        "to=0000-00-00",
        "sort=oldest",
        "page=0",
        "page=-1",
        "page=x",
        "page=51",
        "page=٢",
    ],
)
def test_what_no_link_of_ours_says_is_refused(client: FlaskClient, index: Index, parameters: str) -> None:
    index()

    response = client.get(f"/en/search?q=parks&{parameters}")

    assert response.status_code == 400
    assert 'data-page="error"' in response.text


def test_fields_left_empty_say_nothing(client: FlaskClient, ctx: Context, index: Index) -> None:
    story = titled(ctx, "Parks")
    index()

    response = client.get("/en/search?q=parks&kind=&campaign=&partner=&from=&to=&sort=&page=&utm_source=x")

    assert hits(response) == [story.public_id]


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_an_index_the_page_says_so_and_stands(client: FlaskClient, language: str) -> None:
    response = client.get(f"/{language}/search?q=parks")

    assert response.status_code == 200
    assert 'role="status"' in response.text
    assert "data-hits" not in response.text


def test_suggestions_begin_like_what_is_typed(client: FlaskClient, ctx: Context) -> None:
    put_term(ctx, TermType.PLACE, "paris", names=dict.fromkeys(LANGUAGES, "Paris"))
    story = titled(ctx, "Three parks were made safe")
    titled(ctx, "A spark")
    ctx.session.commit()

    response = client.get("/en/search/suggest?q=par")

    assert response.status_code == 200
    assert response.mimetype == "application/json"
    answer = response.json
    assert (answer["query"], answer["language"]) == ("par", "en")
    assert [(each["text"], each["language"], each["dir"]) for each in answer["suggestions"]] == [
        ("Paris", "en", "ltr"),
        ("Three parks were made safe", "en", "ltr"),
    ]
    assert answer["suggestions"][1]["url"].startswith(f"/en/news/{story.public_id}-")
    assert all(client.get(each["url"]).status_code == 200 for each in answer["suggestions"])


@pytest.mark.parametrize(
    ("language", "typed"),
    [("ar", "حدائ"), ("ar", "آم"), ("ar", "ام"), ("ckb", "پارك"), ("kmr", "SE par"), ("kmr", "ewlek")],
)
def test_suggestions_come_from_any_keyboard(client: FlaskClient, ctx: Context, language: str, typed: str) -> None:
    published_story(ctx)
    ctx.session.commit()

    (only,) = client.get(f"/{language}/search/suggest", query_string={"q": typed}).json["suggestions"]

    assert only["text"] == HEADLINES[language]
    assert (only["language"], only["dir"]) == (language, LANGUAGES[language].direction)


@pytest.mark.parametrize("address", ["/en/search/suggest", "/en/search/suggest?q=", "/en/search/suggest?q=%20-%22"])
def test_nothing_typed_suggests_nothing(client: FlaskClient, ctx: Context, address: str) -> None:
    published_story(ctx)
    ctx.session.commit()

    response = client.get(address)

    assert response.status_code == 200
    assert response.json["suggestions"] == []


def test_there_are_never_more_than_ten_suggestions_and_none_twice(client: FlaskClient, ctx: Context) -> None:
    for number in range(14):
        titled(ctx, f"Parks, part {number // 2}")
        titled(ctx, f"Parking, part {number}")
        put_term(ctx, TermType.PLACE, f"park-{number}", names=dict.fromkeys(LANGUAGES, f"Park {number}"))
    ctx.session.commit()

    texts = [each["text"] for each in client.get("/en/search/suggest?q=park").json["suggestions"]]

    assert len(texts) == len(set(texts)) == 10


def test_drafts_are_not_suggested(client: FlaskClient, ctx: Context) -> None:
    create_story(ctx, story_draft("en"))
    ctx.session.commit()

    assert client.get("/en/search/suggest?q=par").json["suggestions"] == []


def run(app: Flask, *args: str, typed: str | None = None) -> tuple[int, str]:
    """Run ``flask search`` and return its exit code and standard output."""
    result = app.test_cli_runner().invoke(args=["search", *args], input=typed)
    return result.exit_code, result.stdout


def test_a_rebuild_prints_how_the_index_stands(app: Flask, ctx: Context) -> None:
    published_story(ctx, "en", "ar")
    ctx.session.commit()

    code, printed = run(app, "rebuild", "--json")
    again = json.loads(run(app, "rebuild", "--json")[1])

    answer = json.loads(printed)
    assert code == EXIT_DONE
    assert set(answer) == {"generation", "analysis", "languages"}
    assert answer["languages"]["en"] == {"visible": 1, "indexed": 1, "missing": 0, "extra": 0}
    assert answer["languages"]["ckb"] == {"visible": 0, "indexed": 0, "missing": 0, "extra": 0}
    assert again["analysis"] == answer["analysis"]
    assert again["generation"] != answer["generation"]


def test_a_check_fails_when_something_is_missing(app: Flask, ctx: Context, index: Index) -> None:
    index()
    good, _ = run(app, "check")
    published_story(ctx, "en")
    ctx.session.commit()

    bad, printed = run(app, "check", "--json")

    assert (good, bad) == (EXIT_DONE, EXIT_REFUSED)
    assert json.loads(printed)["languages"]["en"] == {"visible": 1, "indexed": 0, "missing": 1, "extra": 0}


def test_a_check_without_an_index_fails(app: Flask) -> None:
    code, printed = run(app, "check", "--json")

    assert code == EXIT_REFUSED
    assert json.loads(printed)["generation"] is None


def test_a_query_prints_what_is_found(app: Flask, ctx: Context, index: Index) -> None:
    story = titled(ctx, "Erbil citadel")
    there = titled(ctx, "Erbil di êvarê de", language="kmr")
    index()

    code, printed = run(app, "query", "en", "erbil", "citadel", "--json")
    answer = json.loads(printed)
    elsewhere = json.loads(run(app, "query", "en", "--json", "--limit", "1", "erbil")[1])["also"]

    assert code == EXIT_DONE
    assert set(answer) == {"query", "language", "total", "relaxed", "did_you_mean", "hits", "also"}
    assert (answer["query"], answer["language"], answer["total"], answer["relaxed"]) == (
        "erbil citadel",
        "en",
        1,
        False,
    )
    assert answer["also"] == {}
    (hit,) = answer["hits"]
    assert (hit["story"], hit["headline"]) == (story.public_id, "Erbil citadel")
    assert hit["url"].startswith(f"https://portal.example.org/en/news/{story.public_id}")
    assert hit["score"] > 0
    assert [each["story"] for each in elsewhere["kmr"]] == [there.public_id]


def test_a_query_may_exclude_words(app: Flask, ctx: Context, index: Index) -> None:
    titled(ctx, "Parks in Mosul")
    anbar = titled(ctx, "Parks in Anbar")
    index()

    _, printed = run(app, "query", "en", "parks", "-mosul", "--json")

    assert [hit["story"] for hit in json.loads(printed)["hits"]] == [anbar.public_id]


def test_a_query_for_people_is_readable(app: Flask, ctx: Context, index: Index) -> None:
    titled(ctx, "Parks in Mosul")
    index()

    code, printed = run(app, "query", "en", "parks")

    assert code == EXIT_DONE
    assert printed.startswith("1 found")
    assert "Parks in Mosul" in printed


def test_queries_are_read_from_standard_input_a_line_each(app: Flask, ctx: Context, index: Index) -> None:
    story = titled(ctx, "سێ پارک ئارام کرانەوە", language="ckb")
    index()

    code, printed = run(app, "query", "ckb", "--limit", "5", "-", typed="پارک\n\nنییە\nپارک ئارام")

    answers = [json.loads(line) for line in printed.splitlines()]
    assert code == EXIT_DONE
    assert [answer["query"] for answer in answers] == ["پارک", "", "نییە", "پارک ئارام"]
    assert [answer["total"] for answer in answers] == [1, 0, 0, 1]
    assert answers[3]["hits"][0]["story"] == story.public_id


@pytest.mark.parametrize("args", [("query", "de", "x"), ("query", "en"), ("query", "en", "--limit", "0", "x")])
def test_a_wrong_use_is_a_usage_error(app: Flask, args: tuple[str, ...]) -> None:
    assert run(app, *args)[0] == EXIT_USAGE


def test_a_query_without_an_index_is_unavailable(app: Flask) -> None:
    code, printed = run(app, "query", "en", "parks", "--json")

    assert code == EXIT_UNAVAILABLE
    assert json.loads(printed)["error"] == "index-missing"
