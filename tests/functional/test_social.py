"""The social wall: posts that we keep and draw ourselves, page by page."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from portal.content.commands import Context
from portal.content.commands.site import PostDraft, put_post
from portal.i18n.languages import LANGUAGES
from tests.factories import dom
from tests.factories.running import Site
from tests.functional.conftest import TurnableClock

PER_PAGE = 12


def post(ctx: Context, number: int, *, texts: dict[str, str] | None = None, minutes_ago: int | None = None) -> int:
    """Keep a post and return its number on the wall."""
    words = texts or dict.fromkeys(LANGUAGES, f"Post {number}")
    posted_at = ctx.now - timedelta(minutes=number if minutes_ago is None else minutes_ago)
    return put_post(ctx, PostDraft(code=f"p{number}", handle="@coalition", posted_at=posted_at, texts=words)).id


def wall(client: FlaskClient, path: str) -> list[int]:
    return [int(item["data-post"]) for item in dom.parse(client.get(path).text).all("li", data_post="")]


def more(client: FlaskClient, path: str) -> list[str]:
    return [link["href"] for link in dom.parse(client.get(path).text).all("a", rel="next", data_more="")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_wall_goes_on_until_all_posts_were_shown(client: FlaskClient, ctx: Context, language: str) -> None:
    numbers = [post(ctx, number) for number in range(PER_PAGE + 5)]
    ctx.session.commit()
    path = f"/{language}/social/"

    (link,) = more(client, path)

    assert wall(client, path) == numbers[:PER_PAGE]
    assert wall(client, link) == numbers[PER_PAGE:]
    assert more(client, link) == []


def test_new_posts_between_two_clicks_neither_repeat_nor_lose_any(
    client: FlaskClient, ctx: Context, clock: TurnableClock
) -> None:
    numbers = [post(ctx, number) for number in range(2 * PER_PAGE)]
    ctx.session.commit()
    (link,) = more(client, "/en/social/")

    clock.advance(hours=1)
    [post(ctx, 100 + number, minutes_ago=0) for number in range(5)]
    ctx.session.commit()

    assert wall(client, link) == numbers[PER_PAGE:]
    assert len(set(wall(client, "/en/social/")) - set(numbers)) == 5


def test_posts_of_one_instant_are_not_lost_between_two_pages(client: FlaskClient, ctx: Context) -> None:
    numbers = [post(ctx, number, minutes_ago=0) for number in range(PER_PAGE + 3)]
    ctx.session.commit()
    (link,) = more(client, "/en/social/")

    assert wall(client, "/en/social/") + wall(client, link) == sorted(numbers, reverse=True)


def test_a_post_stands_only_on_the_walls_whose_language_it_has(client: FlaskClient, ctx: Context) -> None:
    number = post(ctx, 1, texts={"ar": "منشور"})
    ctx.session.commit()

    walls = {code: wall(client, f"/{code}/social/") for code in LANGUAGES}
    assert walls.pop("ar") == [number]
    assert [numbers for numbers in walls.values() if numbers] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_handles_and_hashtags_are_isolated_and_run_their_own_way(
    client: FlaskClient, ctx: Context, language: str
) -> None:
    html = 'A <bdi dir="ltr">#Legacy</bdi> and <bdi dir="rtl">#إرث</bdi> &amp; <b>more</b> <script>x</script>'
    post(ctx, 1, texts=dict.fromkeys(LANGUAGES, html))
    ctx.session.commit()

    item = dom.parse(client.get(f"/{language}/social/").text).one("li", data_post="")

    tags = item.all("bdi", class_="hash")
    assert [(tag.text, tag["dir"]) for tag in tags] == [("#Legacy", "ltr"), ("#إرث", "rtl")]
    assert item.one(class_="post__text").text.startswith("A #Legacy and #إرث & more")
    assert item.one(class_="post__foot").one("bdi", dir="ltr").text == "@coalition"
    assert item.all("script") == []


def test_the_wall_says_how_many_posts_there_are_in_its_own_digits(client: FlaskClient, ctx: Context) -> None:
    [post(ctx, number) for number in range(3)]
    ctx.session.commit()

    assert "٣" in dom.parse(client.get("/ckb/social/").text).one("main").text
    assert "3 posts in all" in dom.parse(client.get("/en/social/").text).one("main").text


def test_a_link_to_another_network_asks_it_for_nothing(site: Site) -> None:
    page = site.page("/en/social/")

    assert {link["rel"] for link in page.one("main").all("a", href="https://example.org/post")} == {
        "external noreferrer"
    }
    assert [each for each in page.walk() if (each.get("src") or "").startswith("http")] == []
    assert page.all("iframe") == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_wall_says_so(client: FlaskClient, language: str) -> None:
    assert dom.parse(client.get(f"/{language}/social/").text).one("p", class_="empty").text != ""
