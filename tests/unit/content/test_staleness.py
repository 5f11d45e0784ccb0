"""What makes a translation outdated: public changes of its source, block by block, and nothing else."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
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
from portal.content.drafts import EditionDraft
from portal.content.history import edition_in
from portal.content.models import Edition, Revision, Weight
from portal.content.staleness import FRESH, Staleness, Step, compare, of_editions, of_revision
from portal.text.blocks import Block
from tests.factories.content import context_at, edition_draft, paragraphs, story_draft

BODY = ("The teams have left.", "Children came back to play.", "The mines are gone.")


@dataclass
class Newsroom:
    """A story in English and Arabic, and time that passes with every act."""

    session: Session
    now: datetime

    def context(self) -> Context:
        self.now += timedelta(minutes=1)
        return context_at(self.session, self.now)

    def begin(self) -> None:
        story = create_story(self.context(), story_draft("en", "ar"))
        self.en, self.ar = edition_in(story, "en"), edition_in(story, "ar")
        publish(self.context(), self.en)
        publish(self.context(), self.ar)

    def change(self, weight: Weight, *texts: str, ids: tuple[str, ...] = ("a1", "b2", "c3")) -> None:
        draft = edition_draft("en", blocks=paragraphs(*texts, ids=ids))
        correct(self.context(), self.en, draft, weight=weight, note="It was wrong.")

    def save(self, edition: Edition, blocks: tuple[Block, ...], weight: Weight = Weight.MAJOR) -> Revision:
        return save_revision(self.context(), edition, edition_draft(edition.language, blocks=blocks), weight=weight)

    def staleness(self) -> Staleness:
        assert self.ar.live_revision is not None
        return of_revision(self.session, self.ar.live_revision, now=self.now)


@pytest.fixture
def newsroom(session: Session, now: datetime) -> Iterator[Newsroom]:
    room = Newsroom(session, now)
    room.begin()
    return room


def translation(*texts: str, ids: tuple[str, ...] = ("a1", "b2", "c3")) -> EditionDraft:
    return edition_draft("ar", blocks=paragraphs(*texts, ids=ids))


class TestPublicChanges:
    def test_a_new_translation_is_fresh(self, newsroom: Newsroom) -> None:
        assert newsroom.staleness() == FRESH

    @pytest.mark.parametrize("weight", [Weight.MAJOR, Weight.CRITICAL])
    def test_one_changed_paragraph_is_one_block(self, newsroom: Newsroom, weight: Weight) -> None:
        newsroom.change(weight, BODY[0], "All children came back.", BODY[2])

        assert newsroom.staleness() == Staleness(weight, ("b2",))

    def test_a_minor_change_makes_nothing_outdated(self, newsroom: Newsroom) -> None:
        newsroom.change(Weight.MINOR, BODY[0], "Children came back to play!", BODY[2])

        assert newsroom.staleness() == FRESH

    def test_a_moved_paragraph_changes_nothing(self, newsroom: Newsroom) -> None:
        newsroom.change(Weight.CRITICAL, BODY[2], BODY[0], BODY[1], ids=("c3", "a1", "b2"))

        assert newsroom.staleness() == FRESH

    def test_an_added_and_a_removed_paragraph_count(self, newsroom: Newsroom) -> None:
        newsroom.change(Weight.MAJOR, BODY[0], BODY[1], "A fourth park followed.", ids=("a1", "b2", "d4"))

        assert newsroom.staleness() == Staleness(Weight.MAJOR, ("d4", "c3"))

    def test_blocks_are_named_in_the_order_of_the_source(self, newsroom: Newsroom) -> None:
        newsroom.change(Weight.MAJOR, "Gone.", "Back.", "Left.", ids=("c3", "b2", "a1"))

        assert newsroom.staleness().blocks == ("c3", "b2", "a1")

    def test_what_was_changed_back_is_fresh_again(self, newsroom: Newsroom) -> None:
        newsroom.change(Weight.CRITICAL, BODY[0], "All children came back.", BODY[2])
        newsroom.change(Weight.MAJOR, *BODY)

        assert newsroom.staleness() == FRESH

    def test_a_minor_touch_does_not_hide_a_major_change_of_the_same_paragraph(self, newsroom: Newsroom) -> None:
        newsroom.change(Weight.MAJOR, BODY[0], "All children came back.", BODY[2])
        newsroom.change(Weight.MINOR, BODY[0], "All children came back!", BODY[2])

        assert newsroom.staleness() == Staleness(Weight.MAJOR, ("b2",))

    def test_a_minor_touch_of_another_paragraph_is_not_counted_with_a_major_one(self, newsroom: Newsroom) -> None:
        newsroom.change(Weight.MINOR, "The teams have left!", BODY[1], BODY[2])
        newsroom.change(Weight.MAJOR, "The teams have left!", "All children came back.", BODY[2])

        assert newsroom.staleness() == Staleness(Weight.MAJOR, ("b2",))

    def test_the_heaviest_change_gives_the_weight(self, newsroom: Newsroom) -> None:
        newsroom.change(Weight.MAJOR, "They left.", BODY[1], BODY[2])
        newsroom.change(Weight.CRITICAL, "They left.", BODY[1], "Some mines remain.")

        assert newsroom.staleness() == Staleness(Weight.CRITICAL, ("a1", "c3"))

    def test_a_new_headline_alone_makes_no_paragraph_outdated(self, newsroom: Newsroom) -> None:
        draft = edition_draft("en", headline="Parks", blocks=paragraphs(*BODY))
        correct(newsroom.context(), newsroom.en, draft, weight=Weight.MAJOR, note="It was wrong.")

        assert newsroom.staleness() == FRESH


class TestDraftsAndSchedules:
    def test_a_draft_makes_nothing_outdated(self, newsroom: Newsroom) -> None:
        newsroom.save(newsroom.en, paragraphs("They left.", *BODY[1:]))

        assert newsroom.staleness() == FRESH

    def test_drafts_count_with_their_own_weights_once_they_are_public(self, newsroom: Newsroom) -> None:
        newsroom.save(newsroom.en, paragraphs("They left.", *BODY[1:]), Weight.CRITICAL)
        newsroom.save(newsroom.en, paragraphs("They have left.", *BODY[1:]), Weight.MINOR)

        publish(newsroom.context(), newsroom.en)

        assert newsroom.staleness() == Staleness(Weight.CRITICAL, ("a1",))

    def test_a_correction_weighs_what_its_author_says_whatever_drafts_lay_about(self, newsroom: Newsroom) -> None:
        newsroom.save(newsroom.en, paragraphs("Something else altogether.", *BODY[1:]), Weight.CRITICAL)

        newsroom.change(Weight.MINOR, "The teams have left!", *BODY[1:])

        assert newsroom.staleness() == FRESH

    def test_withdrawing_the_source_makes_nothing_outdated(self, newsroom: Newsroom) -> None:
        withdraw(newsroom.context(), newsroom.en, reason="It was wrong.")

        assert newsroom.staleness() == FRESH


class TestStillRight:
    def test_it_clears_what_is_outdated(self, newsroom: Newsroom) -> None:
        newsroom.change(Weight.CRITICAL, BODY[0], "All children came back.", BODY[2])

        confirm_translation(newsroom.context(), newsroom.ar)

        assert newsroom.staleness() == FRESH

    def test_later_changes_count_again_and_only_they(self, newsroom: Newsroom) -> None:
        newsroom.change(Weight.CRITICAL, BODY[0], "All children came back.", BODY[2])
        confirm_translation(newsroom.context(), newsroom.ar)

        newsroom.change(Weight.MAJOR, BODY[0], "All children came back.", "Some mines remain.")

        assert newsroom.staleness() == Staleness(Weight.MAJOR, ("c3",))

    def test_it_still_holds_when_a_slip_of_the_translation_is_mended(self, newsroom: Newsroom) -> None:
        newsroom.change(Weight.MAJOR, BODY[0], "All children came back.", BODY[2])
        confirm_translation(newsroom.context(), newsroom.ar)

        correct(
            newsroom.context(), newsroom.ar, translation("غادرت.", "عادوا.", "انتهت."), weight=Weight.MINOR, note="خطأ"
        )

        assert newsroom.staleness() == FRESH


class TestWorkOnTheTranslation:
    def test_working_on_every_outdated_block_makes_it_fresh(self, newsroom: Newsroom) -> None:
        newsroom.change(Weight.MAJOR, "They left.", "All children came back.", BODY[2])

        newsroom.save(newsroom.ar, paragraphs("رحلت الفرق.", "عاد كل الأطفال.", "لم تبق ألغام."))
        publish(newsroom.context(), newsroom.ar)

        assert newsroom.staleness() == FRESH

    def test_working_on_one_of_two_leaves_it_outdated(self, newsroom: Newsroom) -> None:
        newsroom.change(Weight.MAJOR, "They left.", "All children came back.", BODY[2])

        newsroom.save(newsroom.ar, paragraphs("رحلت الفرق.", "عاد الأطفال للعب.", "لم تبق ألغام."))
        publish(newsroom.context(), newsroom.ar)

        assert newsroom.staleness().weight is Weight.MAJOR

    def test_a_paragraph_that_the_source_gained_is_waited_for(self, newsroom: Newsroom) -> None:
        newsroom.change(Weight.MAJOR, *BODY, "A fourth park followed.", ids=("a1", "b2", "c3", "d4"))
        newsroom.save(newsroom.ar, paragraphs("رحلت الفرق.", "عاد الأطفال للعب.", "لم تبق ألغام."))
        publish(newsroom.context(), newsroom.ar)
        without = newsroom.staleness()

        four = paragraphs("رحلت الفرق.", "عادوا.", "لم تبق.", "وتبعتها رابعة.", ids=("a1", "b2", "c3", "d4"))
        newsroom.save(newsroom.ar, four)
        publish(newsroom.context(), newsroom.ar)

        assert without == Staleness(Weight.MAJOR, ("d4",))
        assert newsroom.staleness() == FRESH

    def test_removing_what_the_source_lost_makes_it_fresh(self, newsroom: Newsroom) -> None:
        newsroom.change(Weight.MAJOR, *BODY[:2], ids=("a1", "b2"))

        newsroom.save(newsroom.ar, paragraphs("غادرت الفرق.", "عاد الأطفال للعب.", ids=("a1", "b2")))
        publish(newsroom.context(), newsroom.ar)

        assert newsroom.staleness() == FRESH

    def test_mending_another_paragraph_leaves_it_outdated(self, newsroom: Newsroom) -> None:
        newsroom.change(Weight.MAJOR, BODY[0], "All children came back.", BODY[2])

        newsroom.save(newsroom.ar, paragraphs("رحلت الفرق.", "عاد الأطفال للعب.", "لم تبق ألغام."))
        publish(newsroom.context(), newsroom.ar)

        assert newsroom.staleness() == Staleness(Weight.MAJOR, ("b2",))


def test_originals_are_never_outdated(newsroom: Newsroom) -> None:
    assert newsroom.en.live_revision is not None

    assert of_editions(newsroom.session, [newsroom.en.live_revision], now=newsroom.now) == {}


def test_comparing_needs_no_database() -> None:
    later = [
        Step(n=2, weight=Weight.MINOR, hashes={"a": "1", "b": "x"}),
        Step(n=3, weight=Weight.MAJOR, hashes={"a": "2", "b": "x"}),
    ]

    assert compare({"a": "1", "b": "1"}, later) == Staleness(Weight.MAJOR, ("a",))
