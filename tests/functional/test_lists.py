"""Lists of stories: what stands on them, in which order, and how they go on while the world goes on too."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import chain

import pytest
from flask.testing import FlaskClient

from portal.content.commands import Context, create_story, publish, withdraw
from portal.content.commands.terms import put_term
from portal.content.drafts import FactsDraft, Signatory, StoryDraft
from portal.content.kinds import KINDS
from portal.content.models import Story, TermType
from portal.i18n.languages import LANGUAGES
from tests.factories import dom
from tests.factories.content import edition_draft, edition_of, published_story, story_draft
from tests.factories.running import Site
from tests.functional.conftest import TurnableClock

PER_PAGE = 12


def cards(client: FlaskClient, path: str) -> list[int]:
    """Return the numbers of the stories on a page, in its order."""
    response = client.get(path)
    assert response.status_code == 200, path
    return [int(card["data-story"]) for card in dom.parse(response.text).all("article", data_card="")]


def more(client: FlaskClient, path: str) -> list[dom.Element]:
    """Return the link that continues a list."""
    return dom.parse(client.get(path).text).all("a", rel="next", data_more="")


def walk(client: FlaskClient, path: str) -> Iterator[list[int]]:
    """Yield a list's pages by its own links."""
    here: list[str] = [path]
    while here:
        yield cards(client, here[0])
        here = [link["href"] for link in more(client, here[0])]


def whole(client: FlaskClient, path: str) -> list[int]:
    """Return what stands on all pages of a list."""
    return list(chain.from_iterable(walk(client, path)))


def news(ctx: Context, count: int, *languages: str, days_ago: float = 1) -> list[int]:
    """Publish short news and return their numbers, the newest first."""
    numbers = []
    for number in range(count):
        story = create_story(ctx, story_draft(*(languages or ("en",))))
        for edition in story.editions:
            publish(ctx, edition, at=ctx.now - timedelta(days=days_ago + count - number))
        numbers.append(story.public_id)
    ctx.session.commit()
    return numbers[::-1]


def tagged(ctx: Context, facts: FactsDraft, *languages: str, kind: str = "news") -> Story:
    editions = {code: edition_draft(code) for code in languages or LANGUAGES}
    story = create_story(ctx, StoryDraft(kind=kind, source_language="en", editions=editions, facts=facts))
    for edition in story.editions:
        publish(ctx, edition)
    ctx.session.commit()
    return story


@pytest.mark.parametrize("code", [kind.code for kind in KINDS.values() if kind.is_listed])
def test_a_list_shows_what_is_public_of_its_kind_in_its_language(client: FlaskClient, ctx: Context, code: str) -> None:
    path = KINDS[code].path
    everywhere, english = published_story(ctx, kind=code), published_story(ctx, "en", kind=code)
    [published_story(ctx, kind=other) for other in KINDS if other != code]
    create_story(ctx, story_draft(kind=code))
    withdraw(ctx, edition_of(everywhere, "ar"), reason="خطأ")
    ctx.session.commit()

    shown = {language: set(cards(client, f"/{language}/{path}/")) for language in LANGUAGES}

    others = {language: {everywhere.public_id} for language in LANGUAGES}
    assert shown == others | {"ar": set(), "en": {everywhere.public_id, english.public_id}}


def test_the_newest_come_first_and_of_the_same_instant_always_the_same(client: FlaskClient, ctx: Context) -> None:
    older = news(ctx, 3)
    same = [published_story(ctx, "en").public_id for _ in range(5)]
    ctx.session.commit()

    assert cards(client, "/en/news/") == [*sorted(same, reverse=True), *older]


def test_pages_about_the_site_stand_in_no_list(client: FlaskClient, ctx: Context) -> None:
    published_story(ctx, kind="page")
    ctx.session.commit()

    assert [cards(client, f"/en/{part}") for part in ("", "news/", "statements/", "videos/", "campaigns/")] == [[]] * 5
    assert client.get("/en/pages/").status_code == 404


def test_a_list_goes_on_until_nothing_is_left_and_nothing_comes_twice(client: FlaskClient, ctx: Context) -> None:
    numbers = news(ctx, 2 * PER_PAGE + 1)

    pages = list(walk(client, "/en/news/"))

    assert [len(page) for page in pages] == [PER_PAGE, PER_PAGE, 1]
    assert list(chain.from_iterable(pages)) == numbers


def test_a_full_last_page_does_not_lead_to_an_empty_one(client: FlaskClient, ctx: Context) -> None:
    news(ctx, PER_PAGE)

    assert len(list(walk(client, "/en/news/"))) == 1


def test_five_new_stories_between_two_clicks_neither_repeat_nor_lose_any(
    client: FlaskClient, ctx: Context, clock: TurnableClock
) -> None:
    numbers = news(ctx, 2 * PER_PAGE)
    first = cards(client, "/en/news/")
    link = more(client, "/en/news/")[0]["href"]

    clock.advance(minutes=1)
    [published_story(ctx, "en") for _ in range(5)]
    ctx.session.commit()

    assert first + cards(client, link) == numbers


def test_what_is_withdrawn_between_two_clicks_loses_no_other(client: FlaskClient, ctx: Context) -> None:
    numbers = news(ctx, 2 * PER_PAGE)
    link = more(client, "/en/news/")[0]["href"]
    for number in (numbers[0], numbers[PER_PAGE - 1], numbers[PER_PAGE]):
        story = ctx.session.query(Story).filter_by(public_id=number).one()
        withdraw(ctx, edition_of(story, "en"), reason="A mistake")
    ctx.session.commit()

    assert cards(client, link) == numbers[PER_PAGE + 1 :]


def test_stories_of_one_instant_are_not_lost_between_two_pages(client: FlaskClient, ctx: Context) -> None:
    numbers = [published_story(ctx, "en").public_id for _ in range(PER_PAGE + 3)]
    ctx.session.commit()

    assert whole(client, "/en/news/") == sorted(numbers, reverse=True)


def test_a_story_whose_time_comes_between_two_clicks_stands_on_the_first_page(
    client: FlaskClient, ctx: Context, clock: TurnableClock
) -> None:
    numbers = news(ctx, 2 * PER_PAGE)
    scheduled = create_story(ctx, story_draft("en"))
    publish(ctx, edition_of(scheduled, "en"), at=ctx.now + timedelta(minutes=5))
    ctx.session.commit()
    link = more(client, "/en/news/")[0]["href"]

    clock.advance(minutes=5)

    assert cards(client, link) == numbers[PER_PAGE:]
    assert cards(client, "/en/news/")[0] == scheduled.public_id


def test_a_continued_list_leads_back_to_its_beginning(client: FlaskClient, ctx: Context) -> None:
    news(ctx, PER_PAGE + 1)
    link = more(client, "/en/news/")[0]["href"]

    page = dom.parse(client.get(link).text)

    assert page.one("a", class_="go--back")["href"] == "/en/news/"
    assert more(client, link) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_list_is_a_page_that_says_so(client: FlaskClient, language: str) -> None:
    page = dom.parse(client.get(f"/{language}/videos/").text)

    assert page.one("p", class_="empty").text != ""
    assert page.all("a", data_more="") == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_card_is_a_link_with_its_day_and_language(site: Site, language: str) -> None:
    page = site.page(f"/{language}/news/")

    for card in page.all("article", data_card=""):
        assert card["data-language"] == language
        assert card.one("a")["href"].startswith(f"/{language}/news/{card['data-story']}-")
        assert card.one("time")["datetime"].endswith("Z")
        assert [picture["alt"] for picture in card.all("img")] == [""] * len(card.all("img"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_list_names_its_own_feed(site: Site, language: str) -> None:
    for path in ("", "news/", "statements/"):
        feed = site.page(f"/{language}/{path}").one("head").one("link", type="application/atom+xml")["href"]
        assert feed == f"/{language}/{path}feed.atom"
        assert site.status(feed) == 200


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_navigation_marks_where_the_reader_is(site: Site, language: str) -> None:
    for path in ("news/", "statements/", "campaigns/", "videos/", "partners/", "social/"):
        current = site.page(f"/{language}/{path}").one("header", class_="masthead").all("a", aria_current="page")
        assert [link["href"] for link in current if "lang" not in link.attributes] == [f"/{language}/{path}"]


def test_a_month_holds_what_was_published_in_it(client: FlaskClient, ctx: Context) -> None:
    instants = [
        datetime(2026, 1, 31, 23, 59, 59, tzinfo=UTC),
        datetime(2026, 2, 1, tzinfo=UTC),
        datetime(2026, 2, 28, 23, 59, 59, tzinfo=UTC),
        datetime(2026, 3, 1, tzinfo=UTC),
    ]
    numbers = []
    for instant in instants:
        story = create_story(ctx, story_draft("en"))
        publish(ctx, edition_of(story, "en"), at=instant)
        numbers.append(story.public_id)
    ctx.session.commit()

    assert cards(client, "/en/news/2026/01/") == numbers[:1]
    assert cards(client, "/en/news/2026/02/") == numbers[2:0:-1]
    assert cards(client, "/en/news/2026/03/") == numbers[3:]
    assert cards(client, "/en/statements/2026/02/") == []


def test_a_long_month_goes_on_like_any_list(client: FlaskClient, ctx: Context) -> None:
    numbers = [published_story(ctx, "en").public_id for _ in range(PER_PAGE + 2)]
    ctx.session.commit()

    assert whole(client, "/en/news/2026/03/") == sorted(numbers, reverse=True)


@pytest.mark.parametrize(
    ("language", "heading"),
    [("en", "March 2026"), ("ar", "آذار 2026"), ("ckb", "ئازاری ٢٠٢٦"), ("kmr", "adara 2026an")],
)
def test_a_month_is_named_in_the_language_of_the_page(client: FlaskClient, language: str, heading: str) -> None:
    assert heading in dom.parse(client.get(f"/{language}/news/2026/03/").text).one("h1").text


@pytest.mark.parametrize(
    ("kind", "part", "facts"),
    [
        (TermType.TOPIC, "topics", FactsDraft(topics=("anbar",))),
        (TermType.PLACE, "places", FactsDraft(places=("anbar",))),
        (TermType.SERIES, "series", FactsDraft(series="anbar")),
    ],
)
def test_a_term_lists_the_stories_that_are_tagged_with_it(
    client: FlaskClient, ctx: Context, kind: TermType, part: str, facts: FactsDraft
) -> None:
    names = dict.fromkeys(LANGUAGES, "Anbar") | {"ar": "الأنبار", "ckb": "ئەنبار", "kmr": "Enbar"}
    term = put_term(ctx, kind, "anbar", names=names)
    story, english = tagged(ctx, facts), tagged(ctx, facts, "en")
    published_story(ctx)
    ctx.session.commit()

    paths = {code: client.get(f"/{code}/{part}/{term.public_id}").headers["Location"] for code in LANGUAGES}

    assert {code: dom.parse(client.get(path).text).one("h1").text for code, path in paths.items()} == names
    assert set(cards(client, paths["en"])) == {story.public_id, english.public_id}
    assert cards(client, paths["ckb"]) == [story.public_id]
    assert paths["ckb"].isascii()
    assert client.get(f"/en/{part}/{term.public_id}-wrong?x=1").headers["Location"] == f"{paths['en']}?x=1"


def test_a_term_is_found_under_its_own_part_alone(client: FlaskClient, ctx: Context) -> None:
    term = put_term(ctx, TermType.TOPIC, "mines", names={"en": "Mines"})
    ctx.session.commit()

    statuses = [
        client.get(f"/en/{part}/{term.public_id}-mines").status_code
        for part in ("topics", "places", "series", "partners")
    ]

    assert statuses == [200, 404, 404, 404]
    assert client.get(f"/kmr/topics/{term.public_id}").status_code == 404


def test_a_long_term_goes_on_without_losing_any(client: FlaskClient, ctx: Context) -> None:
    term = put_term(ctx, TermType.TOPIC, "mines", names={"en": "Mines"})
    numbers = [tagged(ctx, FactsDraft(topics=("mines",)), "en").public_id for _ in range(PER_PAGE + 1)]

    assert whole(client, f"/en/topics/{term.public_id}-mines") == sorted(numbers, reverse=True)


def test_statements_name_their_issuers_in_the_order_that_was_agreed(client: FlaskClient, ctx: Context) -> None:
    for code, name in (("US", "United States"), ("DE", "Germany")):
        put_term(ctx, TermType.PARTNER, code, names={"en": name}, country=code)
    signed = FactsDraft(signatories=(Signatory("US"), Signatory("DE")))
    tagged(ctx, signed, "en", kind="statement")

    paper = dom.parse(client.get("/en/statements/").text).one("article", data_card="")

    assert paper.text.index("United States") < paper.text.index("Germany")


def test_a_long_campaign_goes_on_on_its_own_page(client: FlaskClient, ctx: Context) -> None:
    draft = StoryDraft(kind="campaign", source_language="en", editions={"en": edition_draft("en")}, handle="legacy")
    campaign = create_story(ctx, draft)
    publish(ctx, edition_of(campaign, "en"))
    numbers = [tagged(ctx, FactsDraft(campaigns=("legacy",)), "en").public_id for _ in range(PER_PAGE + 1)]
    path = f"/en/campaigns/{campaign.public_id}-{edition_of(campaign, 'en').slug}"

    assert whole(client, path) == sorted(numbers, reverse=True)
