"""Whatever was done, whenever one looks: all parts of the site agree, and editions keep to themselves."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from portal.content.commands import (
    Context,
    confirm_translation,
    correct,
    create_story,
    publish,
    save_revision,
    withdraw,
)
from portal.content.models import Edition, Story, Weight
from portal.content.visibility import has_been_public, is_visible
from portal.db import Base
from portal.errors import PortalError
from portal.i18n.languages import LANGUAGES
from portal.search import projector
from portal.services import EXTENSION
from tests.factories import dom
from tests.factories.content import HEADLINES, edition_draft, edition_of, paragraphs, published_story, story_draft
from tests.factories.running import NOW, drain
from tests.functional.conftest import TurnableClock

WORDS = {language: headline.split()[1] for language, headline in HEADLINES.items()}
"""A word of every headline."""

few = settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
"""Every example empties the site that it shares with the others, so a fixture of the test will do."""

languages = st.sampled_from(sorted(LANGUAGES))
hours = st.integers(-4, 4)


@dataclass(frozen=True)
class Fate:
    """What becomes of one edition; hours count from the moment at which the editors are at work."""

    start: int | None
    lasts: int | None
    is_withdrawn: bool


fates = st.builds(Fate, st.none() | hours, st.none() | st.integers(1, 6), st.booleans())
stories = st.dictionaries(languages, fates, min_size=1, max_size=4)


def begin_anew(app: Flask, ctx: Context, clock: TurnableClock) -> None:
    """Empty the site and turn its clock back."""
    random.seed()  # Hypothesis seeds it alike for every example, and Whoosh names the files of its index by it
    clock.set(NOW)
    ctx.session.rollback()
    ctx.session.expunge_all()
    ctx.session.execute(text("PRAGMA defer_foreign_keys = ON"))
    for table in Base.metadata.tables.values():
        ctx.session.execute(table.delete())
    ctx.session.commit()
    projector.reconcile(ctx.session, app.extensions[EXTENSION].search, clock=clock)
    ctx.session.commit()


def make(ctx: Context, planned: Mapping[str, Fate]) -> Story:
    """Make a story whose editions have these fates."""
    story = create_story(ctx, story_draft(*planned, source=min(planned)))
    for language, fate in planned.items():
        edition = edition_of(story, language)
        if fate.start is not None:
            start = ctx.now + timedelta(hours=fate.start)
            publish(ctx, edition, at=start, expire=fate.lasts and start + timedelta(hours=fate.lasts))
            if fate.is_withdrawn:
                withdraw(ctx, edition, reason="x")
    return story


class Look:
    """A look at the whole site at one instant."""

    def __init__(self, client: FlaskClient, session: Session, clock: TurnableClock) -> None:
        self.client = client
        session.rollback()
        self.editions = session.scalars(select(Edition)).all()
        self.now = clock()
        self.public = {(e.public_id, e.language) for e in self.editions if is_visible(e, self.now)}
        self.numbers = {edition.public_id for edition in self.editions}

    def in_language(self, language: str) -> set[int]:
        return {number for number, code in self.public if code == language}

    def page(self, path: str) -> dom.Element:
        response = self.client.get(path)
        assert response.status_code == 200
        page = dom.parse(response.text)
        shown = {(int(each["data-story"]), each["data-language"]) for each in page.all(data_story="", data_language="")}
        assert shown <= self.public, path
        return page

    def stories_on(self, path: str, hook: str, *, language: str) -> set[int]:
        found = self.page(path).all(**{hook: ""}, data_language=language)
        return {int(each["data-story"]) for each in found}

    def status(self, number: int, language: str) -> int:
        """Return the status that an address must have."""
        if (number, language) in self.public:
            return 200
        own = [edition for edition in self.editions if edition.public_id == number]
        ever = {edition.language for edition in own if has_been_public(edition, self.now)}
        others = any(other == number for other, _ in self.public)
        return 410 if language in ever or (ever and not others) else 404

    def addresses(self, path: str, item: str, tag: str) -> set[tuple[int, str]]:
        """Return the stories whose addresses stand in a feed or a site map, an item each."""
        root = dom.parse(self.client.get(path).text.partition("?>")[2])
        places = [each.all(tag)[0] for each in root.all(item)]
        parts = [(place.text or place["href"]).split("/")[3:] for place in places]
        return {(int(part[2].partition("-")[0]), part[0]) for part in parts if part[1:2] == ["news"] and part[2]}


def assert_pages_tell_the_truth(look: Look) -> None:
    for number in look.numbers:
        shown = {code for other, code in look.public if other == number}
        for language in LANGUAGES:
            response = look.client.get(f"/{language}/news/{number}", follow_redirects=True)
            assert response.status_code == look.status(number, language)
            page = dom.parse(response.text)
            assert len(page.all("article", data_edition="")) == (language in shown)
            links = page.one("nav", data_switcher="").all("a")
            marked = {link["lang"] for link in links if "data-missing" in link.attributes}
            assert marked == (set(LANGUAGES) - shown if shown else set())
            alternates = page.one("head").all("link", rel="alternate", hreflang="")
            told = {link["hreflang"] for link in alternates} - {"x-default"}
            expected = {LANGUAGES[code].hreflang for code in shown if len(shown) > 1 and language in shown}
            assert told == expected


def assert_lists_tell_the_truth(look: Look) -> None:
    for language in LANGUAGES:
        public = look.in_language(language)
        assert look.stories_on(f"/{language}/news/", "data_card", language=language) == public
        assert look.stories_on(f"/{language}/", "data_card", language=language) == public
        search = f"/{language}/search?q={WORDS[language]}"
        assert look.stories_on(search, "data_hit", language=language) == public
        assert look.page(search).one("ol", data_hits="")["data-total"] == str(len(public))
        expected = {(number, language) for number in public}
        assert look.addresses(f"/{language}/feed.atom", "entry", "link") == expected
        assert look.addresses(f"/{language}/news/feed.atom", "entry", "link") == expected


def assert_maps_tell_the_truth(look: Look) -> None:
    assert look.addresses("/sitemap.xml", "url", "loc") == look.public
    assert look.addresses("/sitemap-news.xml", "url", "loc") == look.public


@few
@given(planned=st.lists(stories, min_size=1, max_size=3), later=st.lists(st.integers(0, 6), min_size=1, max_size=2))
def test_all_parts_of_the_site_agree_on_what_is_public(
    app: Flask, ctx: Context, clock: TurnableClock, planned: list[dict[str, Fate]], later: list[int]
) -> None:
    begin_anew(app, ctx, clock)
    for each in planned:
        make(ctx, each)
    ctx.session.commit()

    for hour in sorted(later):
        clock.set(NOW + timedelta(hours=hour))
        drain(app)
        look = Look(app.test_client(), ctx.session, clock)
        assert_pages_tell_the_truth(look)
        assert_lists_tell_the_truth(look)
        assert_maps_tell_the_truth(look)


@few
@given(planned=stories, hour=st.integers(0, 6))
def test_nothing_that_the_worker_has_not_done_yet_shows_what_is_not_public(
    app: Flask, ctx: Context, clock: TurnableClock, planned: dict[str, Fate], hour: int
) -> None:
    begin_anew(app, ctx, clock)
    make(ctx, planned)
    ctx.session.commit()
    drain(app)
    clock.set(NOW + timedelta(hours=hour))

    look = Look(app.test_client(), ctx.session, clock)

    assert_pages_tell_the_truth(look)
    assert_maps_tell_the_truth(look)
    for language in LANGUAGES:
        search = f"/{language}/search?q={WORDS[language]}"
        assert look.stories_on(search, "data_hit", language=language) <= look.in_language(language)


Verb = Callable[[Context, Edition, int], Any]


def new_text(edition: Edition, number: int) -> Any:
    blocks = paragraphs(*(f"{edition.language} {number} {n}" for n in range(3)))
    return edition_draft(edition.language, headline=f"{HEADLINES[edition.language]} {number}", blocks=blocks)


def save(ctx: Context, edition: Edition, number: int) -> None:
    save_revision(ctx, edition, new_text(edition, number), weight=list(Weight)[number % 3])


def publish_new(ctx: Context, edition: Edition, number: int) -> None:
    save(ctx, edition, number)
    publish(ctx, edition)


def schedule(ctx: Context, edition: Edition, number: int) -> None:
    save(ctx, edition, number)
    publish(ctx, edition, at=ctx.now + timedelta(hours=number % 5))


def end(ctx: Context, edition: Edition, number: int) -> None:
    publish(ctx, edition, expire=ctx.now + timedelta(hours=1 + number % 5))


def mend(ctx: Context, edition: Edition, number: int) -> None:
    correct(ctx, edition, new_text(edition, number), weight=list(Weight)[number % 3], note="It was wrong.")


def take_back(ctx: Context, edition: Edition, number: int) -> None:
    withdraw(ctx, edition, reason="It was wrong.")


def restore(ctx: Context, edition: Edition, number: int) -> None:
    publish(ctx, edition)


def find_still_right(ctx: Context, edition: Edition, number: int) -> None:
    confirm_translation(ctx, edition)


verbs = st.sampled_from([save, publish_new, schedule, end, mend, take_back, restore, find_still_right])


def seen(client: FlaskClient, number: int) -> dict[str, str]:
    """Return what readers see of the public editions of a story, without where they come from."""
    answers = {code: client.get(f"/{code}/news/{number}", follow_redirects=True) for code in LANGUAGES}
    return {
        code: answer.request.path + dom.article(answer.text)
        for code, answer in answers.items()
        if answer.status_code == 200
    }


@few
@given(acts=st.lists(st.tuples(languages, verbs, st.integers(0, 3)), min_size=1, max_size=8))
def test_whatever_is_done_to_one_edition_changes_no_byte_of_another(
    app: Flask, ctx: Context, clock: TurnableClock, acts: list[tuple[str, Verb, int]]
) -> None:
    begin_anew(app, ctx, clock)
    client = app.test_client()
    story = published_story(ctx)
    ctx.session.commit()

    for number, (language, verb, passed) in enumerate(acts):
        clock.advance(hours=passed, minutes=1)
        before = seen(client, story.public_id)
        try:
            verb(ctx, edition_of(story, language), number)
        except PortalError:
            ctx.session.rollback()
        ctx.session.commit()
        after = seen(client, story.public_id)
        before.pop(language, None)
        after.pop(language, None)
        assert after == before
