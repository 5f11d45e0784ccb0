"""A reader of a translation is told when its original has moved on: how much, and where; and never without need."""

import pytest
from flask.testing import FlaskClient

from portal.content.addresses import story_path
from portal.content.commands import (
    Context,
    confirm_translation,
    correct,
    create_story,
    publish,
    save_revision,
    withdraw,
)
from portal.content.drafts import EditionDraft
from portal.content.models import Revision, Story, Weight
from portal.text.blocks import load_blocks
from tests.factories import dom
from tests.factories.content import IDS, PARAGRAPHS, edition_draft, edition_of, paragraphs, published_story, story_draft
from tests.factories.site import replaced
from tests.functional.conftest import TurnableClock

TRANSLATIONS = ("ar", "ckb", "kmr")


@pytest.fixture
def story(ctx: Context) -> Story:
    """An English story with three translations."""
    made = published_story(ctx)
    ctx.session.commit()
    return made


def provenance(client: FlaskClient, story: Story, language: str = "ar") -> dom.Element:
    response = client.get(f"/{language}/news/{story.public_id}", follow_redirects=True)
    assert response.status_code == 200
    return dom.parse(response.text).one("article", data_edition="").one("p", data_provenance="")


def anchors(client: FlaskClient, story: Story, language: str = "ar") -> list[str]:
    """Return the links to the blocks that the page says have changed."""
    return [link["href"] for link in provenance(client, story, language).all("a") if "#p-" in link["href"]]


def stale(client: FlaskClient, story: Story, language: str = "ar") -> str:
    return provenance(client, story, language)["data-stale"]


def change(ctx: Context, story: Story, block: str, text: str, *, weight: Weight, language: str = "en") -> None:
    """Publish other words in one paragraph of an edition."""
    edition = edition_of(story, language)
    save_revision(ctx, edition, replaced(ctx, edition, block, text), weight=weight)
    publish(ctx, edition)
    ctx.session.commit()


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_a_changed_paragraph_is_told_at_the_next_look_with_one_link_to_it(
    client: FlaskClient, ctx: Context, story: Story, language: str
) -> None:
    before = stale(client, story, language)

    change(ctx, story, "b2", "Children came back.", weight=Weight.MAJOR)

    assert before == "none"
    assert stale(client, story, language) == "major"
    assert anchors(client, story, language) == ["#p-b2"]


def test_the_link_leads_to_a_paragraph_of_the_same_page(client: FlaskClient, ctx: Context, story: Story) -> None:
    change(ctx, story, "b2", "Children came back.", weight=Weight.MAJOR)

    page = dom.parse(client.get(f"/ar/news/{story.public_id}", follow_redirects=True).text)

    assert page.one(id="p-b2").text == PARAGRAPHS["ar"][1]


def test_a_minor_change_is_not_told(client: FlaskClient, ctx: Context, story: Story) -> None:
    change(ctx, story, "b2", "Children came back to play!", weight=Weight.MINOR)

    assert stale(client, story) == "none"
    assert anchors(client, story) == []


def test_a_critical_change_is_told_as_one(client: FlaskClient, ctx: Context, story: Story) -> None:
    change(ctx, story, "b2", "Children came back.", weight=Weight.CRITICAL)

    assert stale(client, story) == "critical"
    assert anchors(client, story) == ["#p-b2"]


def test_the_heaviest_change_counts_and_each_paragraph_once(client: FlaskClient, ctx: Context, story: Story) -> None:
    change(ctx, story, "b2", "Children came.", weight=Weight.MAJOR)
    change(ctx, story, "a1", "The teams have left!", weight=Weight.MINOR)
    change(ctx, story, "b2", "Children went.", weight=Weight.CRITICAL)
    change(ctx, story, "c3", "Some mines are left.", weight=Weight.MAJOR)

    assert stale(client, story) == "critical"
    assert anchors(client, story) == ["#p-b2", "#p-c3"]


def test_a_change_that_is_taken_back_is_none(client: FlaskClient, ctx: Context, story: Story) -> None:
    change(ctx, story, "b2", "Children came.", weight=Weight.MAJOR)
    change(ctx, story, "b2", PARAGRAPHS["en"][1], weight=Weight.MAJOR)

    assert stale(client, story) == "none"


def test_a_translator_who_finds_it_still_right_clears_it_for_this_language_alone(
    client: FlaskClient, ctx: Context, story: Story
) -> None:
    change(ctx, story, "b2", "Children came back.", weight=Weight.MAJOR)

    confirm_translation(ctx, edition_of(story, "ar"))
    ctx.session.commit()

    assert (stale(client, story, "ar"), anchors(client, story, "ar")) == ("none", [])
    assert (stale(client, story, "ckb"), anchors(client, story, "ckb")) == ("major", ["#p-b2"])


def test_what_changes_after_that_is_told_again(client: FlaskClient, ctx: Context, story: Story) -> None:
    change(ctx, story, "b2", "Children came back.", weight=Weight.MAJOR)
    confirm_translation(ctx, edition_of(story, "ar"))
    change(ctx, story, "c3", "Some mines are left.", weight=Weight.MAJOR)

    assert anchors(client, story) == ["#p-c3"]


def test_a_translation_that_follows_is_fresh_again(client: FlaskClient, ctx: Context, story: Story) -> None:
    change(ctx, story, "b2", "Children came back.", weight=Weight.MAJOR)

    change(ctx, story, "b2", "عاد الأطفال.", weight=Weight.MAJOR, language="ar")

    assert stale(client, story) == "none"
    assert provenance(client, story)["data-source-revision"] == "2"


def test_a_moved_paragraph_changes_nothing(client: FlaskClient, ctx: Context, story: Story) -> None:
    edition = edition_of(story, "en")
    texts = dict(zip(IDS, PARAGRAPHS["en"], strict=True))
    moved = paragraphs(*(texts[block] for block in ("c3", "a1", "b2")), ids=("c3", "a1", "b2"))
    save_revision(ctx, edition, edition_draft("en", blocks=moved), weight=Weight.MAJOR)
    publish(ctx, edition)
    ctx.session.commit()

    assert stale(client, story) == "none"


def test_a_draft_makes_nothing_outdated_whatever_its_weight(client: FlaskClient, ctx: Context, story: Story) -> None:
    before = client.get(f"/ar/news/{story.public_id}", follow_redirects=True).data
    edition = edition_of(story, "en")

    save_revision(ctx, edition, replaced(ctx, edition, "b2", "A secret."), weight=Weight.CRITICAL)
    ctx.session.commit()

    assert client.get(f"/ar/news/{story.public_id}", follow_redirects=True).data == before


def test_an_original_whose_time_has_not_come_makes_nothing_outdated(
    client: FlaskClient, ctx: Context, clock: TurnableClock
) -> None:
    story = create_story(ctx, story_draft("en", "ar"))
    publish(ctx, edition_of(story, "ar"))
    publish(ctx, edition_of(story, "en"), at=ctx.now.replace(hour=20))
    edition = edition_of(story, "en")
    save_revision(ctx, edition, replaced(ctx, edition, "b2", "A secret."), weight=Weight.MAJOR)
    publish(ctx, edition, at=ctx.now.replace(hour=20))
    ctx.session.commit()

    before = stale(client, story)
    clock.set(ctx.now.replace(hour=20))

    assert before == "none"
    assert (stale(client, story), anchors(client, story)) == ("major", ["#p-b2"])


def test_a_new_paragraph_is_led_to_in_the_original(client: FlaskClient, ctx: Context, story: Story) -> None:
    edition = edition_of(story, "en")
    revision = ctx.session.get_one(Revision, edition.live_revision_id)
    blocks = (*load_blocks(revision.blocks), *paragraphs("Something new.", ids=("d4",)))
    save_revision(ctx, edition, EditionDraft(headline=revision.headline, blocks=blocks), weight=Weight.MAJOR)
    publish(ctx, edition)
    ctx.session.commit()

    original = story_path("en", "news", story.public_id, edition.slug)
    assert (stale(client, story), anchors(client, story)) == ("major", [f"{original}#p-d4"])


def test_a_paragraph_that_the_original_has_no_more_is_told(client: FlaskClient, ctx: Context, story: Story) -> None:
    edition = edition_of(story, "en")
    fewer = paragraphs(*PARAGRAPHS["en"][:2], ids=IDS[:2])
    save_revision(ctx, edition, edition_draft("en", blocks=fewer), weight=Weight.MAJOR)
    publish(ctx, edition)
    ctx.session.commit()

    assert (stale(client, story), anchors(client, story)) == ("major", ["#p-c3"])


def test_a_correction_of_the_original_is_told_too(client: FlaskClient, ctx: Context, story: Story) -> None:
    edition = edition_of(story, "en")
    correct(ctx, edition, replaced(ctx, edition, "a1", "One team has left."), weight=Weight.CRITICAL, note="Wrong.")
    ctx.session.commit()

    assert (stale(client, story), anchors(client, story)) == ("critical", ["#p-a1"])


def test_changes_of_a_translation_make_no_other_outdated(client: FlaskClient, ctx: Context, story: Story) -> None:
    change(ctx, story, "b2", "عاد الأطفال.", weight=Weight.CRITICAL, language="ar")

    assert [stale(client, story, language) for language in TRANSLATIONS] == ["none"] * 3


def test_an_original_that_is_withdrawn_is_not_linked_and_makes_nothing_outdated(
    client: FlaskClient, ctx: Context, story: Story
) -> None:
    withdraw(ctx, edition_of(story, "en"), reason="A mistake")
    ctx.session.commit()

    assert stale(client, story) == "none"
    assert provenance(client, story).all("a") == []


@pytest.mark.parametrize("weight", [Weight.MAJOR, Weight.CRITICAL])
def test_outside_of_the_provenance_the_article_stays_as_it_was(
    client: FlaskClient, ctx: Context, story: Story, weight: Weight
) -> None:
    before = dom.article(client.get(f"/ar/news/{story.public_id}", follow_redirects=True).text)

    change(ctx, story, "b2", "Children came back.", weight=weight)

    assert dom.article(client.get(f"/ar/news/{story.public_id}", follow_redirects=True).text) == before
