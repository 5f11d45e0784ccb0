"""Feeds and site maps: they show what pages show, no more, and agree with them on addresses and languages."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import feedparser
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from portal.content.commands import Context, create_story, publish, set_facts, withdraw
from portal.content.commands.terms import put_term
from portal.content.drafts import EditionDraft, FactsDraft, StoryDraft
from portal.content.models import Story, TermType
from portal.i18n.languages import LANGUAGES
from portal.media.models import Asset, AssetKind, AssetText
from portal.text.blocks import parse_blocks
from portal.web.ext import db
from portal.web.feeds import sitemap
from tests.factories.content import edition_draft, edition_of, published_story, story_draft
from tests.functional.conftest import TurnableClock

SITE = "https://portal.example.org"
MAP = {"map": "http://www.sitemaps.org/schemas/sitemap/0.9", "xhtml": "http://www.w3.org/1999/xhtml"}
NEWS = {**MAP, "news": "http://www.google.com/schemas/sitemap-news/0.9"}
ATOM = {"atom": "http://www.w3.org/2005/Atom"}

Alternates = set[tuple[str, str]]


def tree(client: FlaskClient, path: str) -> ET.Element:
    """Return the XML at ``path``, which must be well-formed."""
    response = client.get(path)
    assert response.status_code == 200, path
    return ET.fromstring(response.data)  # noqa: S314 (our own bytes)


def entries(client: FlaskClient, path: str) -> list[feedparser.FeedParserDict]:
    """Return the entries of the feed at ``path`` as a feed reader sees them."""
    feed = feedparser.parse(io.BytesIO(client.get(path).data), resolve_relative_uris=False, sanitize_html=False)
    assert not feed.bozo, feed.get("bozo_exception")
    return list(feed.entries)


def locations(client: FlaskClient, path: str = "/sitemap.xml") -> dict[str, Alternates]:
    """Return the addresses of a site map with their alternates."""
    return {
        str(url.findtext("map:loc", namespaces=MAP)): {
            (link.attrib["hreflang"], link.attrib["href"]) for link in url.findall("xhtml:link", MAP)
        }
        for url in tree(client, path).findall("map:url", MAP)
    }


class Head(HTMLParser):
    """Collects the alternates and the canonical address of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.alternates: Alternates = set()
        self.canonical = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at links only."""
        named = {name: value or "" for name, value in attrs}
        kind = (tag, named.get("rel"), "hreflang" in named)
        self.alternates |= {(named["hreflang"], named["href"])} if kind == ("link", "alternate", True) else set()
        self.canonical = named["href"] if kind[:2] == ("link", "canonical") else self.canonical


@contextmanager
def counted(app: Flask) -> Iterator[list[str]]:
    """Collect the statements that the site sends to its database."""
    sent: list[str] = []
    with app.app_context():
        engine = db.engine

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        sent.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield sent
    event.remove(engine, "before_cursor_execute", note)


def story_with(ctx: Context, *blocks: dict[str, object], language: str = "en") -> Story:
    """Return a public story with this body."""
    draft = EditionDraft(headline="A body", blocks=parse_blocks(list(blocks)))
    story = create_story(ctx, StoryDraft(kind="news", source_language=language, editions={language: draft}))
    publish(ctx, edition_of(story, language))
    ctx.session.commit()
    return story


def picture(ctx: Context, key: str) -> Asset:
    """Return a picture that says something in English."""
    asset = Asset(
        key=key,
        kind=AssetKind.PICTURE,
        path=f"ab/cd/abcd{key}.jpg",
        filename=f"{key}.jpg",
        media_type="image/jpeg",
        size=1,
        sha256="0" * 64,
        width=640,
        height=360,
        created_at=ctx.now,
        texts=[AssetText(language="en", alt='A park & a "gate"', caption="Opened on Monday", credit="Portal")],
    )
    ctx.session.add(asset)
    ctx.session.flush()
    return asset


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_feed_holds_the_whole_text_in_an_element_with_its_own_direction(
    client: FlaskClient, ctx: Context, language: str
) -> None:
    story = published_story(ctx)
    ctx.session.commit()

    (entry,) = entries(client, f"/{language}/feed.atom")

    proper = client.get(f"/{language}/news/{story.public_id}").headers["Location"]
    content = entry.content[0].value
    assert content.startswith(f'<div lang="{language}" dir="{LANGUAGES[language].direction}">')
    assert content.count("<p>") == 3
    assert entry.link == SITE + proper


def test_a_feed_has_its_type_and_names_itself(client: FlaskClient) -> None:
    response = client.get("/ckb/statements/feed.atom")
    feed = feedparser.parse(io.BytesIO(response.data)).feed

    assert response.content_type == "application/atom+xml; charset=utf-8"
    links = {(link.rel, link.href) for link in feed.links}
    assert links == {("self", f"{SITE}/ckb/statements/feed.atom"), ("alternate", f"{SITE}/ckb/statements/")}
    assert feed.language == "ckb"
    assert feed.id == "tag:portal.example.org,2026:feed/ckb/statements"


def test_an_empty_feed_is_a_valid_one_that_keeps_its_bytes(client: FlaskClient, clock: TurnableClock) -> None:
    first = client.get("/kmr/feed.atom").data
    clock.advance(hours=5)

    assert client.get("/kmr/feed.atom").data == first
    assert entries(client, "/kmr/feed.atom") == []


def test_ids_outlive_the_address(client: FlaskClient, ctx: Context) -> None:
    story = published_story(ctx, "en")
    ctx.session.commit()
    (before,) = entries(client, "/en/feed.atom")
    edition_of(story, "en").slug = "another-name"
    ctx.session.commit()

    (after,) = entries(client, "/en/feed.atom")

    assert after.id == before.id == f"tag:portal.example.org,2026:story/{story.public_id}/en"
    assert after.link != before.link


def test_a_feed_lists_the_newest_first_and_not_everything(
    client: FlaskClient, ctx: Context, clock: TurnableClock
) -> None:
    for _ in range(30):
        clock.advance(minutes=1)
        published_story(ctx, "en")
    ctx.session.commit()

    dates = [entry.published for entry in entries(client, "/en/feed.atom")]

    assert len(dates) == 25
    assert dates == sorted(dates, reverse=True)
    assert dates[0] == "2026-03-07T09:30:00Z"


def test_every_listed_kind_has_a_feed_of_its_own(client: FlaskClient, ctx: Context) -> None:
    published_story(ctx, "en", kind="news")
    published_story(ctx, "en", kind="statement")
    published_story(ctx, "en", kind="page")
    ctx.session.commit()

    counts = {part: len(entries(client, f"/en/{part}feed.atom")) for part in ("", "news/", "statements/", "videos/")}

    assert counts == {"": 2, "news/": 1, "statements/": 1, "videos/": 0}
    assert client.get("/en/pages/feed.atom").status_code == 404


def test_a_campaign_has_a_feed_of_what_belongs_to_it(client: FlaskClient, ctx: Context) -> None:
    draft = story_draft("en", kind="campaign")
    campaign = create_story(ctx, StoryDraft(**(vars(draft) | {"handle": "safe-return"})))
    publish(ctx, edition_of(campaign, "en"))
    tagged, _ = published_story(ctx, "en"), published_story(ctx, "en")
    set_facts(ctx, tagged, FactsDraft(campaigns=("safe-return",)))
    ctx.session.commit()

    found = entries(client, f"/en/campaigns/{campaign.public_id}/feed.atom")

    assert [entry.id for entry in found] == [f"tag:portal.example.org,2026:story/{tagged.public_id}/en"]
    assert client.get(f"/ar/campaigns/{campaign.public_id}/feed.atom").status_code == 404
    assert client.get(f"/en/campaigns/{tagged.public_id}/feed.atom").status_code == 404


def test_what_is_not_public_is_in_no_feed_and_no_site_map(
    client: FlaskClient, ctx: Context, clock: TurnableClock
) -> None:
    paths = ("/en/feed.atom", "/en/news/feed.atom", "/sitemap.xml", "/sitemap-news.xml", "/robots.txt")
    before = [client.get(path).data for path in paths]
    create_story(ctx, story_draft("en"))
    scheduled = create_story(ctx, story_draft("en"))
    publish(ctx, edition_of(scheduled, "en"), at=clock() + timedelta(hours=1), expire=clock() + timedelta(hours=2))
    withdrawn = published_story(ctx, "en")
    withdraw(ctx, edition_of(withdrawn, "en"), reason="A mistake")
    put_term(ctx, TermType.TOPIC, "secret", names={"en": "A secret topic"})
    set_facts(ctx, scheduled, FactsDraft(topics=("secret",)))
    ctx.session.commit()

    assert [client.get(path).data for path in paths] == before
    clock.advance(hours=1)
    assert len(entries(client, "/en/feed.atom")) == 1
    assert "A-secret" not in str(before)
    clock.advance(hours=1)
    assert [client.get(path).data for path in paths] == before


def test_a_correction_moves_updated_and_nothing_else(client: FlaskClient, ctx: Context, clock: TurnableClock) -> None:
    story = published_story(ctx, "en")
    ctx.session.commit()
    clock.advance(hours=1)
    edition_of(story, "en").updated_at = clock()
    ctx.session.commit()

    (entry,) = entries(client, "/en/feed.atom")

    assert (entry.published, entry.updated) == ("2026-03-07T09:00:00Z", "2026-03-07T10:00:00Z")
    assert "<updated>2026-03-07T10:00:00Z</updated>" in client.get("/en/feed.atom").text.split("<entry")[0]


def test_every_kind_of_block_comes_out_as_plain_html_with_absolute_addresses(client: FlaskClient, ctx: Context) -> None:
    picture(ctx, "park")
    story = story_with(
        ctx,
        {"id": "a", "type": "paragraph", "html": 'See <a href="#p-b">below</a>, <a href="/en/news/">news</a>.'},
        {"id": "b", "type": "heading", "level": 3, "html": "After"},
        {"id": "c", "type": "list", "style": "number", "items": ["<strong>one</strong>", "two"]},
        {"id": "d", "type": "quote", "html": "We & they", "attribution": "A <minister>"},
        {"id": "e", "type": "image", "asset": "park"},
        {"id": "f", "type": "gallery", "assets": ["park"]},
        {"id": "g", "type": "video", "asset": "park"},
        {"id": "h", "type": "file", "asset": "park"},
        {"id": "i", "type": "factbox", "title": "In short", "items": ["fact"]},
        {"id": "j", "type": "embed", "url": "https://example.org/?a=1&b=2", "title": "Map", "description": "Where"},
        {"id": "k", "type": "table", "caption": "Sums", "header": ["a", "b"], "rows": [["1", "2"]]},
    )
    page = f"{SITE}/en/news/{story.public_id}-a-body"
    file = f"{SITE}/media/ab/cd/abcdpark.jpg"
    alt = "A park &amp; a &quot;gate&quot;"
    table = (
        '<table><caption>Sums</caption><thead><tr><th scope="col">a</th><th scope="col">b</th></tr></thead>'
        "<tbody><tr><td>1</td><td>2</td></tr></tbody></table>"
    )
    figure = (
        f'<figure><img src="{file}" alt="{alt}" width="640" height="360">'
        "<figcaption>Opened on Monday<br>Portal</figcaption></figure>"
    )

    (entry,) = entries(client, "/en/feed.atom")

    assert entry.content[0].value.splitlines() == [
        f'<div lang="en" dir="ltr"><p>See <a href="{page}#p-b">below</a>, <a href="{SITE}/en/news/">news</a>.</p>',
        "<h3>After</h3>",
        "<ol><li><strong>one</strong></li><li>two</li></ol>",
        "<blockquote><p>We &amp; they</p></blockquote>",
        "<p>A &lt;minister&gt;</p>",
        figure,
        figure,
        f'<p><a href="{page}#p-g">Opened on Monday</a></p>',
        f'<p><a href="{file}">Opened on Monday</a></p>',
        "<h3>In short</h3><ul><li>fact</li></ul>",
        '<p><a href="https://example.org/?a=1&amp;b=2">Map</a></p>',
        "<p>Where</p>",
        f"{table}</div>",
    ]


def test_links_to_our_own_stories_lead_to_the_edition_in_the_feeds_language(client: FlaskClient, ctx: Context) -> None:
    here, foreign = published_story(ctx), published_story(ctx, "kmr", source="kmr")
    hidden = create_story(ctx, story_draft("en"))
    links = " ".join(f'<a href="story:{story.public_id}#p-b2">it</a>' for story in (here, foreign, hidden))
    draft = edition_draft("ckb", blocks=parse_blocks([{"id": "a", "type": "paragraph", "html": links}]))
    story = create_story(ctx, StoryDraft(kind="statement", source_language="ckb", editions={"ckb": draft}))
    publish(ctx, edition_of(story, "ckb"))
    ctx.session.commit()
    slugs = {"ckb": edition_of(here, "ckb").slug, "kmr": edition_of(foreign, "kmr").slug}

    (entry,) = entries(client, "/ckb/statements/feed.atom")

    content = entry.content[0].value
    assert f'<a href="{SITE}/ckb/news/{here.public_id}-{_quoted(slugs["ckb"])}#p-b2">it</a>' in content
    assert f'{foreign.public_id}-{_quoted(slugs["kmr"])}#p-b2" hreflang="ku-Latn">it</a> <bdi>(' in content
    assert str(hidden.public_id) not in content
    assert content.endswith(" it</p></div>")


def _quoted(slug: str | None) -> str:
    return "".join(f"%{byte:02X}" if byte > 127 else chr(byte) for byte in str(slug).encode())


def test_a_feed_sends_as_many_statements_for_many_entries_as_for_one(
    client: FlaskClient, app: Flask, ctx: Context
) -> None:
    published_story(ctx, "en")
    ctx.session.commit()
    with counted(app) as one:
        client.get("/en/feed.atom")
    for _ in range(9):
        published_story(ctx, "en")
    ctx.session.commit()

    with counted(app) as ten:
        client.get("/en/feed.atom")

    assert len(ten) == len(one) <= 6


def test_the_site_map_sends_as_many_statements_for_many_stories_as_for_one(
    client: FlaskClient, app: Flask, ctx: Context
) -> None:
    for _ in range(5):
        published_story(ctx)
    ctx.session.commit()

    with counted(app) as sent:
        client.get("/sitemap.xml")

    assert len(sent) <= 4


def furnish(ctx: Context) -> None:
    """Fill the site with stories in some languages and terms with names in some."""
    published_story(ctx)
    published_story(ctx, "ar", "kmr", source="ar", kind="statement")
    tagged = published_story(ctx, "ckb", source="ckb")
    published_story(ctx, "en", "ckb", kind="page")
    put_term(ctx, TermType.PARTNER, "IQ", names={"en": "Iraq", "ar": "العراق"}, country="IQ")
    put_term(ctx, TermType.PLACE, "erbil", names={"ckb": "هەولێر", "kmr": "Hewlêr"})
    put_term(ctx, TermType.TOPIC, "unused", names={"en": "Unused"})
    set_facts(ctx, tagged, FactsDraft(places=("erbil",)))
    ctx.session.commit()


def test_every_address_of_the_site_map_is_a_page_whose_head_says_the_same(client: FlaskClient, ctx: Context) -> None:
    furnish(ctx)

    found = locations(client)

    for url, alternates in found.items():
        response = client.get(url.removeprefix(SITE))
        assert response.status_code == 200, url
        head = Head(response.text)
        assert (head.canonical, head.alternates) == (url, alternates)


def test_alternates_are_mutual_and_name_the_page_itself(client: FlaskClient, ctx: Context) -> None:
    furnish(ctx)

    found = locations(client)

    for url, alternates in found.items():
        pages = {href for hreflang, href in alternates if hreflang != "x-default"}
        assert not pages or url in pages
        assert all(found[other] == alternates for other in pages)
    assert any(not alternates for alternates in found.values())


def test_the_site_map_has_every_public_story_list_and_term_once(client: FlaskClient, ctx: Context) -> None:
    furnish(ctx)

    paths = [
        str(url.findtext("map:loc", namespaces=MAP)).removeprefix(SITE)
        for url in tree(client, "/sitemap.xml").findall("map:url", MAP)
    ]

    assert len(paths) == len(set(paths))
    assert {f"/{code}/" for code in LANGUAGES} <= set(paths)
    assert {f"/{code}/statements/" for code in LANGUAGES} <= set(paths)
    assert sum("/partners/" in path and not path.endswith("/") for path in paths) == 2
    assert sum("/places/" in path for path in paths) == 2
    assert sum("/topics/" in path for path in paths) == 0
    stories = [path for path in paths if path.split("/")[2] in ("news", "statements", "pages") and path[-1] != "/"]
    assert len(stories) == len(LANGUAGES) + 2 + 1 + 2


def test_everything_in_a_site_map_is_written_in_ascii(client: FlaskClient, ctx: Context) -> None:
    furnish(ctx)

    assert all(url.isascii() for url in locations(client))


def test_a_large_site_map_comes_in_parts_that_robots_are_told_of(
    client: FlaskClient, ctx: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    furnish(ctx)
    whole = locations(client)
    monkeypatch.setattr(sitemap, "MOST", 20)

    told = [line.split(": ")[1] for line in client.get("/robots.txt").text.splitlines() if line.startswith("Sitemap")]

    parts = [url.removeprefix(SITE) for url in told if "news" not in url]
    last = -(-len(whole) // 20)
    assert parts == ["/sitemap.xml", *(f"/sitemap-{number}.xml" for number in range(2, last + 1))]
    assert {url: found for part in parts for url, found in locations(client, part).items()} == whole
    assert client.get(f"/sitemap-{last + 1}.xml").status_code == 404
    assert client.get("/sitemap-1.xml").status_code == 404


def test_the_news_site_map_holds_two_days(client: FlaskClient, ctx: Context, clock: TurnableClock) -> None:
    published_story(ctx, "en")
    clock.advance(hours=47)
    recent = published_story(ctx, "ckb", "en", source="ckb")
    published_story(ctx, "en", kind="page")
    ctx.session.commit()
    clock.advance(hours=2)

    found = [
        (
            url.findtext(".//news:language", namespaces=NEWS),
            url.findtext(".//news:publication_date", namespaces=NEWS),
            str(url.findtext("map:loc", namespaces=NEWS)).split("/")[5].split("-")[0],
        )
        for url in tree(client, "/sitemap-news.xml").findall("map:url", NEWS)
    ]

    assert found == [(code, "2026-03-09T08:00:00Z", str(recent.public_id)) for code in ("ckb", "en")]


def test_crawlers_are_kept_from_the_desk_and_from_search(client: FlaskClient) -> None:
    response = client.get("/robots.txt")

    assert response.content_type == "text/plain; charset=utf-8"
    lines = response.text.splitlines()
    assert lines[0] == "User-agent: *"
    assert {"Disallow: /desk/", *(f"Disallow: /{code}/search" for code in LANGUAGES)} <= set(lines)
    assert f"Sitemap: {SITE}/sitemap.xml" in lines


def test_the_host_of_a_request_is_never_repeated(client: FlaskClient, ctx: Context) -> None:
    furnish(ctx)

    for path in ("/en/feed.atom", "/sitemap.xml", "/robots.txt", "/.well-known/security.txt"):
        assert "evil" not in client.get(path, headers={"Host": "evil.example", "X-Forwarded-Host": "evil.example"}).text
