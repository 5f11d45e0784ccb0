"""The verbs that change what readers see: when it begins and ends, what is kept, what is refused."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.accounts.models import Role
from portal.content import commands
from portal.content.commands import Context
from portal.content.history import edition_in, publications, state
from portal.content.models import Alias, Edition, Origin, Publication, Revision, Story, Weight
from portal.content.reading import Standing, find
from portal.content.visibility import is_visible
from portal.content.workflow import State
from portal.errors import Conflict, Forbidden, Invalid, NotFound, PortalError
from portal.events import stamps
from portal.events.models import AuditEntry, OutboxRow
from portal.i18n.languages import LANGUAGES
from portal.media.models import Asset, AssetKind, AssetText
from portal.text.blocks import Image, Paragraph
from portal.text.markup import clean_inline
from tests.factories.content import actor, context_at, edition_draft, paragraphs, published_story, story_draft

HOUR = timedelta(hours=1)


@pytest.fixture
def story(context: Context) -> Story:
    return commands.create_story(context, story_draft("en", "ar"))


@pytest.fixture
def english(story: Story) -> Edition:
    return edition_in(story, "en")


@pytest.fixture
def arabic(story: Story) -> Edition:
    return edition_in(story, "ar")


def later(context: Context, by: timedelta = HOUR) -> Context:
    return context_at(context.session, context.now + by)


def stands(context: Context, edition: Edition) -> State:
    return state(context.session, edition, now=context.now)


class TestPublishing:
    def test_it_is_public_from_now_on(self, context: Context, english: Edition) -> None:
        commands.publish(context, english)

        assert stands(context, english) is State.LIVE
        assert english.publish_at == context.now
        assert english.updated_at is None

    def test_a_schedule_begins_by_itself(self, context: Context, english: Edition) -> None:
        commands.publish(context, english, at=context.now + HOUR, expire=context.now + 2 * HOUR)

        states = [stands(later(context, hours * HOUR), english) for hours in (0, 1, 2)]
        assert states == [State.SCHEDULED, State.LIVE, State.EXPIRED]

    def test_a_new_text_keeps_the_date_and_says_when_it_came(self, context: Context, english: Edition) -> None:
        commands.publish(context, english)
        commands.save_revision(later(context), english, edition_draft(headline="Four parks"))

        commands.publish(later(context), english)

        assert (english.publish_at, english.updated_at) == (context.now, context.now + HOUR)

    def test_a_draft_changes_nothing_that_is_public(self, context: Context, english: Edition) -> None:
        commands.publish(context, english)
        before = (english.live_revision_id, english.slug)

        commands.save_revision(later(context), english, edition_draft(headline="Four parks"))

        assert (english.live_revision_id, english.slug) == before

    def test_publishing_twice_is_publishing_once(self, context: Context, english: Edition) -> None:
        commands.publish(context, english)
        moved = stamps.read(context.session, stamps.SITE)

        commands.publish(later(context), english)

        assert stamps.read(context.session, stamps.SITE) == moved
        assert context.session.scalar(select(func.count()).select_from(Publication)) == 1

    def test_a_moved_schedule_leaves_no_trace_in_what_was_public(self, context: Context, english: Edition) -> None:
        commands.publish(context, english, at=context.now + HOUR)
        commands.publish(context, english, at=context.now + 2 * HOUR)

        assert publications(context.session, english, now=context.now + HOUR) == []
        assert len(publications(context.session, english, now=context.now + 2 * HOUR)) == 1

    def test_an_unscheduled_edition_is_a_draft(self, context: Context, english: Edition) -> None:
        commands.publish(context, english, at=context.now + HOUR, expire=context.now + 2 * HOUR)

        commands.unschedule(context, english)

        assert [stands(later(context, hours * HOUR), english) for hours in (0, 1, 2)] == [State.DRAFT] * 3
        assert publications(context.session, english, now=context.now + 2 * HOUR) == []

    def test_only_a_schedule_can_be_taken_back(self, context: Context, english: Edition) -> None:
        commands.publish(context, english)

        with pytest.raises(Conflict):
            commands.unschedule(later(context), english)

    def test_what_is_public_cannot_be_put_off(self, context: Context, english: Edition) -> None:
        commands.publish(context, english)
        commands.save_revision(context, english, edition_draft(headline="Four parks"))

        with pytest.raises(Conflict) as refused:
            commands.publish(context, english, at=context.now + HOUR)

        assert refused.value.code == "scheduled-change"

    @pytest.mark.parametrize(("start", "end"), [(None, 0), (None, -1), (2, 1), (2, 2), (-2, -2), (-2, -3), (1, -1)])
    def test_the_end_lies_after_the_beginning_and_in_the_future(
        self, context: Context, english: Edition, start: int | None, end: int
    ) -> None:
        at = context.now + start * HOUR if start is not None else None

        with pytest.raises(Invalid) as refused:
            commands.publish(context, english, at=at, expire=context.now + end * HOUR)

        assert refused.value.code == "expire"

    def test_history_may_be_taken_in_as_history(self, context: Context, english: Edition) -> None:
        commands.publish(context, english, at=context.now - 2 * HOUR, expire=context.now - HOUR)

        assert stands(context, english) is State.EXPIRED
        assert publications(context.session, english, now=context.now)[0].effective_at == context.now - 2 * HOUR

    def test_what_has_expired_comes_back_under_its_old_date(self, context: Context, english: Edition) -> None:
        commands.publish(context, english, expire=context.now + HOUR)

        commands.publish(later(context), english)

        assert stands(later(context), english) is State.LIVE
        assert (english.publish_at, english.expire_at) == (context.now, None)

    def test_the_worker_is_told_of_beginning_and_end(self, context: Context, english: Edition) -> None:
        commands.publish(context, english, at=context.now + HOUR, expire=context.now + 2 * HOUR)

        rows = context.session.execute(select(OutboxRow.topic, OutboxRow.subject, OutboxRow.due_at)).all()
        assert [tuple(row) for row in rows] == [
            ("index", str(english.id), context.now + each * HOUR) for each in (1, 2)
        ]

    def test_every_language_learns_of_it(self, context: Context, english: Edition) -> None:
        keys = [stamps.SITE, *map(stamps.edition_key, LANGUAGES)]
        before = stamps.read(context.session, *keys)

        commands.publish(context, english)

        assert stamps.read(context.session, *keys) == {key: value + 1 for key, value in before.items()}

    def test_saving_scheduling_and_reviewing_move_no_stamp(self, context: Context, english: Edition) -> None:
        before = stamps.read(context.session, stamps.SITE)

        commands.save_revision(context, english, edition_draft(headline="Four parks"))
        commands.submit(context, english)
        commands.approve(context, english)
        commands.publish(context, english, at=context.now + HOUR)

        assert stamps.read(context.session, stamps.SITE) == before


class TestCorrecting:
    def test_it_is_public_at_once_with_its_note(self, context: Context, english: Edition) -> None:
        commands.publish(context, english)

        commands.correct(
            later(context), english, edition_draft(headline="Four parks"), weight=Weight.MAJOR, note="There were four."
        )

        last = publications(context.session, english, now=context.now + HOUR)[-1]
        assert (last.is_correction, last.note, last.weight) == (True, "There were four.", Weight.MAJOR)
        assert english.live_revision is not None
        assert english.live_revision.headline == "Four parks"

    def test_it_keeps_slug_date_and_end(self, context: Context, english: Edition) -> None:
        commands.publish(context, english, expire=context.now + 5 * HOUR)
        before = (english.slug, english.publish_at, english.expire_at)

        commands.correct(later(context), english, edition_draft(headline="Four"), weight=Weight.MINOR, note="Four.")

        assert (english.slug, english.publish_at, english.expire_at) == before

    def test_without_a_note_it_is_refused(self, context: Context, english: Edition) -> None:
        commands.publish(context, english)

        with pytest.raises(Invalid) as refused:
            commands.correct(context, english, edition_draft(), weight=Weight.MINOR, note=" ")

        assert refused.value.code == "note"

    def test_only_what_is_public_can_be_corrected(self, context: Context, english: Edition) -> None:
        with pytest.raises(Conflict):
            commands.correct(context, english, edition_draft(), weight=Weight.MINOR, note="x")


class TestWithdrawing:
    def test_it_is_gone_with_its_reason_and_comes_back_as_it_was(self, context: Context, english: Edition) -> None:
        commands.publish(context, english)

        commands.withdraw(later(context), english, reason=" It was wrong. ")
        withdrawn = (stands(later(context), english), english.withdrawal_reason)
        commands.publish(later(context, 2 * HOUR), english)

        assert withdrawn == (State.WITHDRAWN, "It was wrong.")
        assert stands(later(context, 2 * HOUR), english) is State.LIVE
        assert (english.publish_at, english.withdrawal_reason) == (context.now, None)

    def test_a_withdrawn_schedule_does_not_begin(self, context: Context, english: Edition) -> None:
        commands.publish(context, english, at=context.now + HOUR)

        commands.withdraw(context, english, reason="It was wrong.")

        assert stands(later(context, 2 * HOUR), english) is State.WITHDRAWN

    def test_a_draft_has_nothing_to_withdraw(self, context: Context, english: Edition) -> None:
        with pytest.raises(Conflict):
            commands.withdraw(context, english, reason="It was wrong.")

    def test_readers_are_owed_a_reason(self, context: Context, english: Edition) -> None:
        commands.publish(context, english)

        with pytest.raises(Invalid):
            commands.withdraw(context, english, reason="")

    def test_an_agency_takes_back_what_it_sent_in_any_state(self, context: Context, english: Edition) -> None:
        commands.cancel(context, english)

        assert stands(context, english) is State.WITHDRAWN
        assert not is_visible(english, context.now)

    def test_taking_down_is_for_good_and_for_all(self, context: Context, story: Story, english: Edition) -> None:
        commands.publish(context, english)

        commands.take_down(later(context), story)

        assert {stands(later(context), each) for each in story.editions} == {State.WITHDRAWN}
        with pytest.raises(Conflict) as refused:
            commands.publish(later(context), english)
        assert refused.value.code == "taken-down"


class TestChecks:
    def translate(self, context: Context, arabic: Edition, *texts: str, keep: bool = False) -> None:
        blocks = tuple(
            Paragraph(id=id_, keep=keep, html=clean_inline(text))
            for id_, text in zip(("a1", "b2", "c3"), texts, strict=True)
        )
        commands.save_revision(context, arabic, edition_draft("ar", blocks=blocks))

    def test_a_paragraph_that_equals_its_source_is_not_translated(self, context: Context, arabic: Edition) -> None:
        self.translate(context, arabic, "غادرت الفرق.", "Children came back to play.", "لم تبق ألغام.")

        with pytest.raises(Invalid) as refused:
            commands.publish(context, arabic)

        assert (refused.value.code, refused.value.values["blocks"]) == ("untranslated", "b2")

    def test_what_is_to_be_kept_may_equal_its_source(self, context: Context, arabic: Edition) -> None:
        self.translate(context, arabic, "غادرت.", "Children came back to play.", "لم تبق ألغام.", keep=True)

        assert commands.publish(context, arabic).live_revision is not None

    def test_figures_are_the_same_in_every_language(self, context: Context) -> None:
        drafts = {code: edition_draft(code, blocks=paragraphs("83 / 100", ids=["a1"])) for code in ("en", "ar")}
        draft = story_draft("en", "ar")
        story = commands.create_story(context, type(draft)(draft.kind, draft.source_language, drafts))

        assert commands.publish(context, edition_in(story, "ar")).live_revision is not None

    def picture(self, context: Context, **alternative_texts: str) -> None:
        asset = Asset(
            key="park", kind=AssetKind.PICTURE, path="a", filename="a.jpg", media_type="image/jpeg", size=1,
            sha256="0" * 64, created_at=context.now,
            texts=[AssetText(language=code, alt=alt) for code, alt in alternative_texts.items()],
        )  # fmt: skip
        context.session.add(asset)
        context.session.flush()

    def test_a_picture_needs_words_for_those_who_cannot_see_it(self, context: Context, english: Edition) -> None:
        self.picture(context, ar="حديقة")
        commands.save_revision(context, english, edition_draft(blocks=(Image(id="a1", asset="park"),)))

        with pytest.raises(Invalid) as refused:
            commands.publish(context, english)

        assert refused.value.code == "alt"

    def test_with_words_in_its_language_it_may_be_shown(self, context: Context, english: Edition) -> None:
        self.picture(context, en="A park")
        commands.save_revision(context, english, edition_draft(blocks=(Image(id="a1", asset="park"),)))

        assert commands.publish(context, english).live_revision is not None

    def test_a_picture_that_is_not_there_is_refused(self, context: Context, english: Edition) -> None:
        commands.save_revision(context, english, edition_draft(blocks=(Image(id="a1", asset="nothing"),)))

        with pytest.raises(Invalid) as refused:
            commands.publish(context, english)

        assert refused.value.code == "unknown-asset"


class TestRights:
    ACTS: dict[str, Any] = {
        "write": lambda c, s: commands.save_revision(c, edition_in(s, "en"), edition_draft()),
        "translate": lambda c, s: commands.save_revision(c, edition_in(s, "ar"), edition_draft("ar")),
        "submit": lambda c, s: commands.submit(c, edition_in(s, "en")),
        "approve": lambda c, s: commands.approve(c, edition_in(s, "en")),
        "publish": lambda c, s: commands.publish(c, edition_in(s, "en")),
        "correct": lambda c, s: commands.correct(
            c, edition_in(s, "en"), edition_draft(), weight=Weight.MINOR, note="A slip."
        ),
        "withdraw": lambda c, s: commands.withdraw(c, edition_in(s, "en"), reason="It was wrong."),
        "take-down": commands.take_down,
        "still-right": lambda c, s: commands.confirm_translation(c, edition_in(s, "ar")),
    }
    MAY = {
        Role.CONTRIBUTOR: {"write", "translate", "submit"},
        Role.TRANSLATOR: {"translate", "submit", "still-right"},
        Role.EDITOR: {"write", "translate", "submit", "approve", "still-right"},
        Role.PUBLISHER: set(ACTS),
        Role.ADMINISTRATOR: set(ACTS),
    }

    @pytest.mark.parametrize("act", ACTS)
    @pytest.mark.parametrize("role", list(Role))
    def test_each_role_may_do_what_it_is_for(self, context: Context, role: Role, act: str) -> None:
        story = published_story(context, "en", "ar")
        commands.submit(context, edition_in(story, "en"))
        commands.save_revision(context, edition_in(story, "en"), edition_draft(headline="Four parks"))
        who = context_at(context.session, context.now + HOUR, who=actor(role))
        forbidden: list[str] = []

        try:
            self.ACTS[act](who, story)
        except Forbidden as error:
            forbidden.append(error.code)
        except PortalError:
            forbidden.clear()

        assert bool(forbidden) == (act not in self.MAY[role])

    def test_a_right_in_one_language_ends_there(self, context: Context, story: Story) -> None:
        arabic_only = Context(context.session, actor(Role.PUBLISHER, language="ar"), context.clock)

        commands.publish(arabic_only, edition_in(story, "ar"))

        with pytest.raises(Forbidden):
            commands.publish(arabic_only, edition_in(story, "en"))
        with pytest.raises(Forbidden):
            commands.take_down(arabic_only, story)


class TestSaving:
    def test_revisions_are_numbered_and_chained(self, context: Context, english: Edition) -> None:
        second = commands.save_revision(context, english, edition_draft(headline="Four parks"))
        third = commands.save_revision(context, english, edition_draft(headline="Five parks"))

        assert [revision.n for revision in (second, third)] == [2, 3]
        assert third.parent_id == second.id

    def test_the_hash_covers_everything_that_readers_see(self, context: Context, english: Edition) -> None:
        drafts = [
            edition_draft(),
            edition_draft(headline="x"),
            edition_draft(standfirst="x"),
            edition_draft(byline="x"),
            edition_draft(dateline="x"),
            edition_draft(seo_title="x"),
            edition_draft(seo_description="x"),
            edition_draft(blocks=paragraphs("x", ids=["a1"])),
        ]

        hashes = [commands.save_revision(context, english, draft).sha256 for draft in drafts]

        assert len(set(hashes)) == len(drafts)
        assert commands.save_revision(context, english, edition_draft()).sha256 == hashes[0]

    def test_two_edits_of_one_parent_are_joined(self, context: Context, english: Edition) -> None:
        parent = commands.save_revision(context, english, edition_draft(blocks=paragraphs("One.", "Two.", "Three.")))
        mine = edition_draft(blocks=paragraphs("First.", "Two.", "Three."))
        theirs = edition_draft(blocks=paragraphs("One.", "Two.", "Third."))
        commands.save_revision(context, english, mine, parent=parent)

        joined = commands.save_revision(context, english, theirs, parent=parent)

        assert [block["html"] for block in joined.blocks] == ["First.", "Two.", "Third."]

    def test_two_edits_of_one_paragraph_are_refused_and_the_first_stays(
        self, context: Context, english: Edition
    ) -> None:
        parent = commands.save_revision(context, english, edition_draft())
        first = edition_draft(blocks=paragraphs("They left.", "Children came back to play.", "The mines are gone."))
        second = edition_draft(blocks=paragraphs("All left.", "Children came back to play.", "The mines are gone."))
        commands.save_revision(context, english, first, parent=parent)

        with pytest.raises(Conflict) as refused:
            commands.save_revision(context, english, second, parent=parent)

        assert (refused.value.code, refused.value.values["blocks"]) == ("edit-conflict", "a1")

    def test_the_slug_follows_the_headline_until_readers_have_seen_it(self, context: Context, english: Edition) -> None:
        commands.save_revision(context, english, edition_draft(headline="Four parks"))
        before = english.slug
        commands.publish(context, english)

        commands.save_revision(context, english, edition_draft(headline="Five parks"))

        assert (before, english.slug) == ("four-parks", "four-parks")

    def test_every_slug_that_was_used_leads_to_the_edition(self, context: Context, english: Edition) -> None:
        commands.save_revision(context, english, edition_draft(headline="Four parks"))

        slugs = set(context.session.scalars(select(Alias.slug).where(Alias.edition_id == english.id)))
        assert slugs == {"three-parks-were-made-safe", "four-parks"}

    def test_where_a_text_came_from_is_kept(self, context: Context, english: Edition) -> None:
        revision = commands.save_revision(context, english, edition_draft(), origin=Origin.IMPORT)

        kept = context.session.get_one(Revision, revision.id)
        assert (kept.origin, kept.author) == (Origin.IMPORT, "publisher@example.org")


class TestAudit:
    def test_every_act_is_written_down_with_who_and_when(self, context: Context, session: Session) -> None:
        story = published_story(context, "en", "ar")
        commands.submit(context, edition_in(story, "ar"))
        commands.withdraw(context, edition_in(story, "en"), reason="It was wrong.")
        commands.take_down(context, story)

        entries = session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
        assert [entry.act for entry in entries] == [
            "story.create",
            "story.facts",
            "edition.save",
            "edition.save",
            "edition.publish",
            "edition.publish",
            "edition.submit",
            "edition.withdraw",
            "story.take-down",
        ]
        assert {(entry.actor, entry.at) for entry in entries} == {("publisher@example.org", context.now)}


def test_a_moment_is_never_naive(context: Context, english: Edition) -> None:
    with pytest.raises((TypeError, ValueError)):
        commands.publish(context, english, at=datetime(2026, 3, 7, 12))  # noqa: DTZ001


class TestWhatWasNeverPublic:
    def test_withdrawn_before_its_time_it_never_was_even_when_that_time_has_passed(
        self, context: Context, story: Story, english: Edition
    ) -> None:
        commands.publish(context, english, at=context.now + HOUR)
        commands.withdraw(context, english, reason="It was wrong.")

        with pytest.raises(NotFound):
            find(context.session, story.public_id, "en", now=context.now + 2 * HOUR)

    def test_coming_back_it_is_dated_when_it_comes(self, context: Context, english: Edition) -> None:
        commands.publish(context, english, at=context.now + HOUR)
        commands.withdraw(context, english, reason="It was wrong.")

        commands.publish(later(context, 2 * HOUR), english)

        assert english.publish_at == context.now + 2 * HOUR

    def test_withdrawn_afterwards_it_is_gone(self, context: Context, story: Story, english: Edition) -> None:
        commands.publish(context, english)
        commands.withdraw(later(context), english, reason="It was wrong.")

        found = find(context.session, story.public_id, "en", now=context.now + 2 * HOUR)

        assert found.standing is Standing.GONE


class TestSlugs:
    def test_a_slug_asked_for_in_a_draft_waits_until_it_is_public(self, context: Context, english: Edition) -> None:
        commands.publish(context, english)
        commands.save_revision(later(context), english, edition_draft(slug="Four Parks"))
        before = english.slug

        commands.publish(later(context), english)

        assert (before, english.slug) == ("three-parks-were-made-safe", "four-parks")

    def test_restored_with_another_text_it_says_when_that_came(self, context: Context, english: Edition) -> None:
        commands.publish(context, english)
        commands.withdraw(later(context), english, reason="It was wrong.")
        commands.save_revision(later(context), english, edition_draft(headline="Four parks"))

        commands.publish(later(context, 2 * HOUR), english)

        assert (english.publish_at, english.updated_at) == (context.now, context.now + 2 * HOUR)
