"""The page of a story: its hooks, its parts, and what it says of itself."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from portal.content.commands import Context, correct, create_story, publish
from portal.content.drafts import EditionDraft, FactsDraft, StoryDraft
from portal.content.kinds import KINDS
from portal.content.models import Story, Weight
from portal.i18n.formatting import language_name
from portal.i18n.languages import LANGUAGES
from portal.text.blocks import parse_blocks
from tests.factories import dom
from tests.factories.content import HEADLINES, edition_draft, edition_of, published_story, story_draft
from tests.factories.running import SITE_URL, Site
from tests.factories.site import HASHTAG, replaced
from tests.functional.conftest import TurnableClock
from tests.functional.test_routes import STORY_OF

TRANSLATIONS = [code for code in LANGUAGES if code != "en"]


def page_of(client: FlaskClient, story: Story, language: str = "en") -> dom.Element:
    """Return the page of an edition, wherever it stands."""
    response = client.get(f"/{language}/{KINDS[story.kind].path}/{story.public_id}", follow_redirects=True)
    assert response.status_code == 200
    return dom.parse(response.text)


def story_with(ctx: Context, *blocks: dict[str, object], language: str = "en") -> Story:
    """Return a public story with this body."""
    draft = EditionDraft(headline="A body", blocks=parse_blocks(list(blocks)))
    story = create_story(ctx, StoryDraft(kind="news", source_language=language, editions={language: draft}))
    publish(ctx, edition_of(story, language))
    ctx.session.commit()
    return story


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_article_says_which_text_it_is(site: Site, language: str, kind: str) -> None:
    name = STORY_OF[kind]

    article = site.page(site.contents.paths[language, name]).one("article", data_edition="")

    assert article["data-story"] == str(site.contents.stories[name])
    assert article["data-edition"] == language
    assert article["data-revision"] == "1"
    assert article["data-kind"] == kind
    assert article.one("h1").text != ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_block_has_an_anchor_that_is_the_same_in_all_languages(site: Site, language: str) -> None:
    blocks = site.page(site.contents.paths[language, "news"]).one("article", data_edition="").all(data_block="")

    assert [block["data-block"] for block in blocks] == [
        "a1",
        "b2",
        "c3",
        "d4",
        "e5",
        "f6",
        "g7",
        "h8",
        "i9",
        "j1",
        "k2",
        "l3",
    ]
    assert all(block["id"] == f"p-{block['data-block']}" for block in blocks)


TIMES = {
    "en": ("7 March 2026, 12:00 (Baghdad time)", "8 March 2026, 02:00 (Baghdad time)"),
    "ar": ("7 آذار 2026، 12:00 بتوقيت بغداد", "8 آذار 2026، 02:00 بتوقيت بغداد"),
    "ckb": ("٧ی ئازاری ٢٠٢٦، ١٢:٠٠ بە کاتی بەغدا", "٨ی ئازاری ٢٠٢٦، ٠٢:٠٠ بە کاتی بەغدا"),
    "kmr": ("7ê adara 2026an, 12:00 (bi dema Bexdayê)", "8ê adara 2026an, 02:00 (bi dema Bexdayê)"),
}


@pytest.mark.parametrize("language", TIMES)
def test_times_are_utc_for_machines_and_name_their_zone_for_readers(
    client: FlaskClient, ctx: Context, clock: TurnableClock, language: str
) -> None:
    story = published_story(ctx)
    clock.advance(hours=14)
    edition = edition_of(story, language)
    changed = replaced(ctx, edition, "b2", f"{HEADLINES[language]}.")
    correct(ctx, edition, changed, weight=Weight.MINOR, note="x")
    ctx.session.commit()

    article = page_of(client, story, language).one("article", data_edition="")

    published, updated = article.one("time", data_published=""), article.one("time", data_updated="")
    assert (published["datetime"], updated["datetime"]) == ("2026-03-07T09:00:00Z", "2026-03-07T23:00:00Z")
    assert (published.text, updated.text) == TIMES[language]


def test_a_text_that_has_never_changed_has_no_time_of_change(client: FlaskClient, ctx: Context) -> None:
    story = published_story(ctx)
    ctx.session.commit()

    assert page_of(client, story).all("time", data_updated="") == []


def test_an_original_has_no_provenance(site: Site) -> None:
    assert site.page(site.contents.paths["en", "news"]).all(data_provenance="") == []
    assert site.page(site.contents.paths["ckb", "sorani"]).all(data_provenance="") == []


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_a_translation_names_what_it_was_made_from(site: Site, language: str) -> None:
    provenance = site.page(site.contents.paths[language, "news"]).one("p", data_provenance="")

    assert provenance["data-source-language"] == "en"
    assert provenance["data-source-revision"] == "1"
    assert provenance["data-stale"] == "none"
    original = provenance.one("a")
    assert (original["href"], original["hreflang"]) == (site.contents.paths["en", "news"], "en")


def test_a_translation_from_sorani_names_sorani(site: Site) -> None:
    provenance = site.page(site.contents.paths["ar", "sorani"]).one("p", data_provenance="")

    assert provenance["data-source-language"] == "ckb"
    assert provenance.one("a")["hreflang"] == "ku-Arab"
    assert "السورانية" in provenance.text


def test_a_translation_does_not_lead_to_an_original_that_nobody_can_read(client: FlaskClient, ctx: Context) -> None:
    story = create_story(ctx, story_draft("en", "ar"))
    publish(ctx, edition_of(story, "ar"))
    ctx.session.commit()

    assert page_of(client, story, "ar").one("p", data_provenance="").all("a") == []


def test_a_correction_says_what_was_wrong(client: FlaskClient, ctx: Context, clock: TurnableClock) -> None:
    story = published_story(ctx)
    for note in ("The first number was wrong.", "So was the <second>."):
        clock.advance(hours=1)
        changed = replaced(ctx, edition_of(story, "en"), "b2", note)
        correct(ctx, edition_of(story, "en"), changed, weight=Weight.MAJOR, note=note)
    ctx.session.commit()

    notes = page_of(client, story).one("article", data_edition="").all("p", class_="correction")

    assert [note.text.partition(". ")[2] for note in notes] == ["So was the <second>.", "The first number was wrong."]
    assert page_of(client, story).one("article", data_edition="")["data-revision"] == "3"


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_link_to_a_story_leads_to_this_language(site: Site, language: str) -> None:
    link = site.page(site.contents.paths["ar", "news"]).one(id="p-b2").one("a")

    assert link["href"] == f"{site.contents.paths['ar', 'sorani']}#p-a1"
    assert "hreflang" not in link.attributes


@pytest.mark.parametrize("language", ["en", "kmr"])
def test_a_link_to_a_story_that_is_not_there_leads_to_the_original_and_says_so(site: Site, language: str) -> None:
    block = site.page(site.contents.paths[language, "news"]).one(id="p-b2")

    link = block.one("a")
    assert link["href"] == f"{site.contents.paths['ckb', 'sorani']}#p-a1"
    assert link["hreflang"] == "ku-Arab"
    assert block.one("bdi").text == {"en": "(Kurdish (Sorani))", "kmr": "(kurdî (soranî))"}[language]


def test_a_link_to_a_story_that_nobody_may_read_is_plain_text(client: FlaskClient, ctx: Context) -> None:
    draft = create_story(ctx, story_draft())
    html = f'See <a href="story:{draft.public_id}">what comes</a> and <a href="story:nothing">what does not</a>.'
    story = story_with(ctx, {"id": "a1", "type": "paragraph", "html": html})

    block = page_of(client, story).one(id="p-a1")

    assert block.text == "See what comes and what does not."
    assert block.all("a") == []


def test_what_an_author_typed_as_code_stays_text(client: FlaskClient, ctx: Context) -> None:
    mischief = '<script>alert(1)</script><img src=x onerror=alert(1)><a href="javascript:alert(1)">here</a>'
    story = story_with(
        ctx,
        {"id": "a1", "type": "paragraph", "html": f"Before {mischief} after"},
        {"id": "b2", "type": "quote", "html": mischief, "attribution": mischief},
        {"id": "c3", "type": "factbox", "title": mischief, "items": [mischief]},
    )

    article = page_of(client, story).one("article", data_edition="")

    assert article.all("script") == article.all("img") == article.all("a") == []
    assert article.one("figcaption").text == mischief


def test_a_joint_statement_lists_who_signed_in_the_order_that_was_agreed(site: Site) -> None:
    rows = {
        language: site.page(site.contents.paths[language, "statement"]).one("section", class_="signers").all("li")
        for language in LANGUAGES
    }

    assert [row.one("strong").text for row in rows["en"]] == [
        "United States",
        "How Maslawis protect their communities from explosives",
        "Germany",
    ]
    assert [len(row.all("a")) for row in rows["en"]] == [1, 1, 1]
    assert [len(row.all("a")) for row in rows["ckb"]] == [1, 0, 1], "one has no name in Sorani, and so no page"
    assert [row.all("bdi")[0].get("lang") for row in rows["ckb"]] == [None, "en", None]
    assert [row.all("bdi")[1].get("lang") for row in rows["ckb"]] == ["en", "en", "en"]


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_a_statement_says_which_text_counts(site: Site, language: str) -> None:
    article = site.page(site.contents.paths[language, "statement"]).one("article", data_edition="")

    assert language_name("en", LANGUAGES[language]) in article.one(class_="notice").text


def test_the_text_that_counts_does_not_say_so_of_itself(site: Site) -> None:
    assert site.page(site.contents.paths["en", "statement"]).one("article", data_edition="").all(class_="notice") == []


def test_a_statement_shows_no_lead_picture(site: Site) -> None:
    assert site.page(site.contents.paths["en", "statement"]).one("article", data_edition="").all("img") == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_film_has_captions_in_all_languages_and_its_own_first_among_equals(site: Site, language: str) -> None:
    page = site.page(site.contents.paths[language, "video"])
    video = page.one("video")

    tracks = video.all("track", kind="captions")
    assert {track["srclang"] for track in tracks} == set(LANGUAGES)
    assert [track["srclang"] for track in tracks if "default" in track.attributes] == [language]
    assert {site.status(track["src"]) for track in tracks} == {200}
    assert video["preload"] == "none"
    assert video["aria-label"] != ""
    assert page.one("details").text != ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_picture_keeps_its_place_and_says_what_it_shows(site: Site, language: str) -> None:
    pictures = site.page(site.contents.paths[language, "news"]).one("article", data_edition="").all("img")

    assert len(pictures) == 4
    assert all(int(picture["width"]) > 0 and int(picture["height"]) > 0 for picture in pictures)
    assert all(picture["alt"] for picture in pictures)


def test_a_campaign_shows_its_hashtags_and_what_was_published_in_it(site: Site) -> None:
    page = site.page(site.contents.paths["ckb", "campaign"])

    assert [tag.text for tag in page.all("bdi", class_="hash")] == [f"#{HASHTAG}"]
    assert {tag["dir"] for tag in page.all("bdi", class_="hash")} == {"ltr"}
    assert [card["data-story"] for card in page.all("article", data_card="")] == [str(site.contents.stories["news"])]


def test_a_page_about_the_site_shows_when_it_was_last_changed_and_nothing_related(site: Site) -> None:
    page = site.page(site.contents.paths["en", "privacy"])

    assert page.one("article").one("p", class_="meta").text.startswith("Last changed ")
    assert page.all("article", data_card="") == []


def test_related_stories_are_others_of_the_same_language(site: Site) -> None:
    cards = site.page(site.contents.paths["ckb", "news"]).all("article", data_card="")

    assert len(cards) == 4
    assert {card["data-language"] for card in cards} == {"ckb"}
    assert str(site.contents.stories["news"]) not in {card["data-story"] for card in cards}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_passed_on_carries_its_own_address_and_picture(site: Site, language: str) -> None:
    path = site.contents.paths[language, "news"]
    head = site.page(path).one("head")
    said = {meta["property"]: meta["content"] for meta in head.all("meta", property="")}

    assert said["og:url"] == SITE_URL + path
    assert said["og:locale"] == LANGUAGES[language].og_locale
    assert said["og:type"] == "article"
    assert said["og:image"].startswith(f"{SITE_URL}/media/")
    assert said["og:image:alt"] != ""
    assert site.status(said["og:image"].removeprefix(SITE_URL)) == 200
    assert head.one("meta", name="description")["content"] == said["og:description"]


def test_what_is_passed_on_names_only_the_editions_that_are_live(client: FlaskClient, ctx: Context) -> None:
    story = published_story(ctx, "en", "ckb")
    ctx.session.commit()

    others = page_of(client, story).one("head").all("meta", property="og:locale:alternate")

    assert [meta["content"] for meta in others] == [LANGUAGES["ckb"].og_locale]


def test_a_title_for_search_engines_stands_in_the_head_alone(client: FlaskClient, ctx: Context) -> None:
    draft = edition_draft("en", seo_title="For engines", seo_description="What engines show")
    story = create_story(ctx, StoryDraft(kind="news", source_language="en", editions={"en": draft}))
    publish(ctx, edition_of(story, "en"))
    ctx.session.commit()

    page = page_of(client, story)

    assert page.one("title").text.startswith("For engines")
    assert page.one("meta", name="description")["content"] == "What engines show"
    assert page.one("h1").text == draft.headline


def test_terms_without_a_name_in_a_language_are_not_linked_in_it(site: Site) -> None:
    english, sorani = (
        site.page(site.contents.paths[code, "news"]).one(class_="article__side") for code in ("en", "ckb")
    )

    assert len(english.all("a", class_="chip")) == 3
    assert len(sorani.all("a", class_="chip")) == 2
    assert sorani.one("span", class_="chip").one("bdi")["lang"] == "en"


def test_demonstration_content_says_so(client: FlaskClient, ctx: Context) -> None:
    story, other = published_story(ctx), published_story(ctx)
    story.is_demo = True
    ctx.session.commit()

    assert "data-demo" in page_of(client, story).one("article", data_edition="").attributes
    assert "data-demo" not in page_of(client, other).one("article", data_edition="").attributes
    cards = dom.parse(client.get("/en/news/").text).all("article", data_card="")
    assert {card["data-story"]: "data-demo" in card.attributes for card in cards} == {
        str(story.public_id): True,
        str(other.public_id): False,
    }


def test_an_edition_ends_at_its_hour(client: FlaskClient, ctx: Context, clock: TurnableClock) -> None:
    story = create_story(ctx, story_draft("en"))
    publish(ctx, edition_of(story, "en"), at=ctx.now + timedelta(hours=1), expire=ctx.now + timedelta(hours=2))
    ctx.session.commit()
    path = f"/en/news/{story.public_id}-{edition_of(story, 'en').slug}"

    statuses = []
    for _ in range(3):
        statuses.append(client.get(path).status_code)
        clock.advance(hours=1)

    assert statuses == [404, 200, 410]


def test_a_kind_keeps_its_own_facts(client: FlaskClient, ctx: Context) -> None:
    draft = StoryDraft(
        kind="campaign",
        source_language="en",
        editions={"en": edition_draft("en")},
        facts=FactsDraft(extra={"hashtags": ["إرث", "Legacy"]}),
        handle="legacy",
    )
    story = create_story(ctx, draft)
    publish(ctx, edition_of(story, "en"))
    ctx.session.commit()

    tags = page_of(client, story).all("bdi", class_="hash")

    assert [(tag.text, tag["dir"]) for tag in tags] == [("#إرث", "rtl"), ("#Legacy", "ltr")]
