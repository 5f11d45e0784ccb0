"""A delivery of news items: what is made, renewed, left alone and refused."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.accounts.models import Role
from portal.clock import frozen_clock
from portal.content import commands
from portal.content.commands import Context
from portal.content.history import edition_in, latest_revision, publications, state
from portal.content.models import Edition, EditionRole, Publication, Revision, Story, Weight
from portal.content.staleness import of_revision
from portal.content.visibility import visible
from portal.db import Base, make_engine
from portal.exchange.ninjs import Balance, Taken, import_items
from portal.exchange.ninjs.placing import Outcome
from portal.i18n.languages import LANGUAGES
from tests.factories.content import actor, context_with, edition_draft
from tests.factories.ninjs import GROUP, alone, body, item
from tests.unit.exchange.conftest import Deliver

LATER = datetime(2026, 4, 1, tzinfo=UTC)


def counts(balance: Balance) -> tuple[int, int, int, int]:
    """Return created, updated, unchanged, refused; they add up to what was read."""
    numbers = (*(balance.outcomes[outcome] for outcome in Outcome), len(balance.refused))
    assert sum(numbers) == balance.read
    assert len(balance.items) == balance.read - len(balance.refused)
    return numbers  # type: ignore[return-value]


def codes(balance: Balance) -> list[str]:
    return [refused.code for refused in balance.refused]


def states(balance: Balance) -> dict[str, str]:
    return {taken.language: taken.state for taken in balance.items}


def edition(session: Session, language: str) -> Edition:
    return session.scalars(select(Edition).where(Edition.language == language)).one()


def words(revision: Revision | None) -> list[str]:
    assert revision is not None
    return [block["html"] for block in revision.blocks]


def at(context: Context, instant: datetime) -> Context:
    return Context(context.session, context.actor, frozen_clock(instant))


class TestFirstDelivery:
    def test_one_story_is_made_of_the_items_of_a_group(self, deliver: Deliver, session: Session) -> None:
        balance = deliver(*(item(language) for language in LANGUAGES))

        story = session.scalars(select(Story)).one()
        assert counts(balance) == (len(LANGUAGES), 0, 0, 0)
        assert (story.kind, story.source_language, story.group_uri) == ("news", "en", GROUP)
        roles = {each.language: each.role for each in story.editions}
        assert roles == dict.fromkeys(LANGUAGES, EditionRole.TRANSLATION) | {"en": EditionRole.ORIGINAL}
        assert states(balance) == dict.fromkeys(LANGUAGES, "live")

    def test_each_item_is_told_of_with_its_address(self, deliver: Deliver, session: Session) -> None:
        balance = deliver(item("en", slugline="parks made safe"))

        number = session.scalars(select(Story.public_id)).one()
        url = f"https://portal.example/en/news/{number}-parks-made-safe"
        assert balance.items == [Taken(f"{GROUP}:en", number, "en", "live", url)]

    def test_blocks_have_the_same_ids_in_every_language(self, deliver: Deliver, session: Session) -> None:
        deliver(*(item(language) for language in LANGUAGES))

        ids = {each.language: [b["id"] for b in each.live_revision.blocks] for each in session.scalars(select(Edition))}
        assert list(ids.values()) == [ids["en"]] * len(LANGUAGES)

    def test_a_translation_is_pinned_to_the_public_source(self, deliver: Deliver, session: Session) -> None:
        deliver(item("ar"), item("en"))

        assert edition(session, "ar").live_revision.based_on_id == edition(session, "en").live_revision_id

    def test_what_equals_the_source_is_kept_as_the_agency_meant_it(self, deliver: Deliver, session: Session) -> None:
        balance = deliver(
            item("en", bodies=body("Mines are gone.", "#SafeReturn")),
            item("ar", bodies=body("لم تبق ألغام.", "#SafeReturn")),
        )

        assert states(balance) == {"en": "live", "ar": "live"}
        assert [block.get("keep", False) for block in edition(session, "ar").live_revision.blocks] == [False, True]

    def test_a_single_item_needs_no_group(self, deliver: Deliver, session: Session) -> None:
        balance = deliver(item("ckb", altIds=None), item("ar", altIds=None))

        assert counts(balance) == (2, 0, 0, 0)
        assert sorted(session.scalars(select(Story.source_language))) == ["ar", "ckb"]

    def test_the_kind_is_a_genre_of_ours(self, deliver: Deliver, session: Session) -> None:
        deliver(item("en"), item("ar", genres=[{"name": "Weather"}, {"name": "statement"}]))

        assert session.scalars(select(Story.kind)).one() == "statement"
        assert set(session.scalars(select(Edition.kind))) == {"statement"}

    def test_it_is_dated_when_its_version_was_made(self, deliver: Deliver, session: Session) -> None:
        deliver(item("en", versionCreated="2020-05-07T11:00:00+03:00"))

        assert edition(session, "en").publish_at == datetime(2020, 5, 7, 8, tzinfo=UTC)

    def test_an_embargo_holds(self, deliver: Deliver, session: Session, context: Context) -> None:
        balance = deliver(item("en", embargoedUntil="2026-04-01T00:00:00Z"))

        assert [(taken.state, taken.url) for taken in balance.items] == [("scheduled", None)]
        assert session.scalars(select(Edition).where(visible(context.now))).all() == []
        assert len(session.scalars(select(Edition).where(visible(LATER))).all()) == 1

    def test_a_version_from_the_future_waits_for_it(self, deliver: Deliver) -> None:
        assert states(deliver(item("en", versionCreated="2026-03-08T00:00:00Z"))) == {"en": "scheduled"}

    def test_without_any_time_it_is_live_now(self, deliver: Deliver, session: Session, now: datetime) -> None:
        deliver(item("en", versionCreated=None))

        assert edition(session, "en").publish_at == now

    def test_it_expires(self, deliver: Deliver, session: Session) -> None:
        balance = deliver(item("en", expires="2026-04-01T00:00:00Z"), item("ar", expires="2026-03-02T00:00:00Z"))

        assert states(balance) == {"en": "live", "ar": "expired"}
        assert edition(session, "en").expire_at == LATER

    def test_what_expires_before_it_begins_is_refused(self, deliver: Deliver) -> None:
        assert codes(deliver(item("en", expires="2026-02-01T00:00:00Z"))) == ["expire"]

    def test_a_withheld_item_is_a_draft(self, deliver: Deliver) -> None:
        assert states(deliver(item("en", pubStatus="withheld"))) == {"en": "draft"}

    def test_a_canceled_item_is_stored_as_withdrawn(self, deliver: Deliver, session: Session, now: datetime) -> None:
        balance = deliver(item("en", pubStatus="canceled"))

        assert states(balance) == {"en": "withdrawn"}
        assert edition(session, "en").publish_at is None

    def test_a_canceled_item_without_a_text_has_nothing_to_store(self, deliver: Deliver) -> None:
        assert codes(deliver(item("en", pubStatus="canceled", headlines=None))) == ["no-headline"]


class TestSourceLanguage:
    def test_it_is_the_one_that_the_item_names(self, deliver: Deliver, session: Session) -> None:
        named = alone(translation_group=GROUP, source_language="ckb")

        deliver(item("en", altIds=named), item("ckb", altIds=named), item("ar"))

        story = session.scalars(select(Story)).one()
        assert story.source_language == "ckb"
        assert edition_in(story, "en").live_revision.based_on_id == edition_in(story, "ckb").live_revision_id

    def test_without_english_it_is_the_first_seen(self, deliver: Deliver, session: Session) -> None:
        deliver(item("kmr"), item("ar"))

        assert session.scalars(select(Story.source_language)).one() == "kmr"

    def test_english_that_comes_later_takes_the_place_of_a_guess(
        self, deliver: Deliver, session: Session, context: Context
    ) -> None:
        deliver(item("kmr"), item("ar"))
        before = {
            each.language: (each.slug, each.publish_at, each.live_revision_id)
            for each in session.scalars(select(Edition))
        }

        deliver(item("en"))

        story = session.scalars(select(Story)).one()
        after = {each.language: (each.slug, each.publish_at, each.live_revision_id) for each in story.editions}
        assert story.source_language == "en"
        assert {each.language: each.role.value for each in story.editions} == {
            "en": "original",
            "ar": "translation",
            "kmr": "translation",
        }
        assert {code: after[code] for code in before} == before

    def test_editions_older_than_their_source_follow_it_from_then_on(
        self, deliver: Deliver, session: Session, context: Context
    ) -> None:
        deliver(item("kmr"), item("ar"))
        deliver(item("en"))
        fresh = [of_revision(session, edition(session, c).live_revision, now=context.now).weight for c in ("ar", "kmr")]

        deliver(
            item("en", version="2", bodies=body("The teams have left.", "Children came back.", "The mines are gone."))
        )

        stale = [of_revision(session, edition(session, c).live_revision, now=context.now) for c in ("ar", "kmr")]
        assert fresh == [None, None]
        assert [(each.weight, len(each.blocks)) for each in stale] == [(Weight.MAJOR, 1)] * 2

    def test_english_does_not_take_the_place_of_a_named_source(self, deliver: Deliver, session: Session) -> None:
        deliver(item("ar", altIds=alone(translation_group=GROUP, source_language="ar")))

        deliver(item("en"))

        assert session.scalars(select(Story.source_language)).one() == "ar"
        assert edition(session, "en").role is EditionRole.TRANSLATION

    def test_a_source_named_later_takes_the_place_of_a_guess(self, deliver: Deliver, session: Session) -> None:
        deliver(item("en"), item("ar"))

        deliver(item("ckb", altIds=alone(translation_group=GROUP, source_language="ar")))

        story = session.scalars(select(Story)).one()
        assert (story.source_language, story.source_is_guessed) == ("ar", False)
        assert edition_in(story, "en").role is EditionRole.TRANSLATION
        assert edition_in(story, "ckb").live_revision.based_on_id == edition_in(story, "ar").live_revision_id

    def test_a_named_source_may_come_last(self, deliver: Deliver, session: Session, context: Context) -> None:
        named = alone(translation_group=GROUP, source_language="ar")
        deliver(item("en", altIds=named))

        deliver(item("ar", altIds=named))
        deliver(item("ar", altIds=named, version="2", bodies=body("غادرت الفرق.", "كلام جديد.", "لم تبق ألغام.")))

        english = edition(session, "en").live_revision
        assert of_revision(session, english, now=context.now).weight is Weight.MAJOR

    def test_a_source_that_is_refused_does_not_take_its_translations_along(
        self, deliver: Deliver, session: Session
    ) -> None:
        balance = deliver(item("en", bodies=None), item("ar"), item("ckb"))

        assert counts(balance) == (2, 0, 0, 1)
        assert session.scalars(select(Story.source_language)).one() == "ar"

        deliver(item("en"))
        assert session.scalars(select(Story.source_language)).one() == "en"


class TestNewVersions:
    def test_the_same_delivery_again_changes_nothing(self, deliver: Deliver, session: Session) -> None:
        items = [item(language) for language in LANGUAGES]
        deliver(*items)

        again = deliver(*items)

        assert counts(again) == (0, 0, len(LANGUAGES), 0)
        assert session.scalar(select(func.count()).select_from(Revision)) == len(LANGUAGES)

    @pytest.mark.parametrize(
        ("before", "after", "is_newer"),
        [
            ({"version": "1"}, {"version": "2"}, True),
            ({"version": "9"}, {"version": "10"}, True),
            ({"version": "10"}, {"version": "9"}, False),
            ({"version": "1"}, {"version": "1"}, False),
            ({"version": "2"}, {"version": "1", "versionCreated": "2026-03-02T00:00:00Z"}, False),
            ({"version": "1"}, {"version": "2", "versionCreated": "2026-02-01T00:00:00Z"}, True),
            ({"version": "1"}, {"version": "1", "versionCreated": "2026-03-02T00:00:00Z"}, True),
            ({"version": "1"}, {"version": "1", "versionCreated": "2026-02-02T00:00:00Z"}, False),
            ({"version": "a"}, {"version": "b"}, False),
            ({"version": "a"}, {"version": "b", "versionCreated": "2026-03-02T00:00:00Z"}, True),
            ({"version": None}, {"version": None, "versionCreated": "2026-03-01T08:00:01Z"}, True),
            ({"version": None, "versionCreated": None}, {"version": None}, True),
            ({"version": None, "versionCreated": None}, {"version": None, "versionCreated": None}, False),
        ],
    )
    def test_the_version_counts_and_then_the_time_it_was_made(
        self, deliver: Deliver, before: dict[str, Any], after: dict[str, Any], is_newer: bool
    ) -> None:
        deliver(item("en", **before))

        balance = deliver(item("en", **after))

        assert counts(balance) == (0, int(is_newer), int(not is_newer), 0)

    def test_a_new_text_replaces_the_public_one_under_its_old_date(
        self, deliver: Deliver, session: Session, now: datetime
    ) -> None:
        deliver(item("en"))

        deliver(item("en", version="2", versionCreated="2026-03-05T00:00:00Z", bodies=body("New.", "Newer.")))

        changed = edition(session, "en")
        assert words(changed.live_revision) == ["New.", "Newer."]
        assert (changed.publish_at, changed.updated_at) == (datetime(2026, 3, 1, 8, tzinfo=UTC), now)
        assert changed.external_version == "2"

    def test_a_new_version_is_a_major_change_and_no_correction(
        self, deliver: Deliver, session: Session, now: datetime
    ) -> None:
        deliver(item("en"))
        deliver(item("en", version="2", bodies=body("New.")))

        history = publications(session, edition(session, "en"), now=now)

        assert [(each.weight, each.is_correction) for each in history] == [(Weight.MAJOR, False)] * 2

    def test_a_new_version_with_the_same_text_makes_no_revision(self, deliver: Deliver, session: Session) -> None:
        deliver(*(item(language) for language in LANGUAGES))

        balance = deliver(*(item(language, version="2") for language in LANGUAGES))

        assert counts(balance) == (0, len(LANGUAGES), 0, 0)
        assert session.scalar(select(func.count()).select_from(Revision)) == len(LANGUAGES)
        assert session.scalar(select(func.count()).select_from(Publication)) == len(LANGUAGES)

    def test_unchanged_paragraphs_keep_their_ids(self, deliver: Deliver, session: Session) -> None:
        deliver(item("en"))
        before = {block["html"]: block["id"] for block in edition(session, "en").live_revision.blocks}

        deliver(item("en", version="2", bodies=body("First of all.", *list(before)[:2])))

        after = {block["html"]: block["id"] for block in edition(session, "en").live_revision.blocks}
        assert {text: after[text] for text in list(before)[:2]} == dict(list(before.items())[:2])
        assert after["First of all."] not in before.values()

    def test_translations_of_the_old_version_are_outdated_until_theirs_comes(
        self, deliver: Deliver, session: Session, now: datetime
    ) -> None:
        deliver(item("en"), item("ar"))
        deliver(
            item("en", version="2", bodies=body("The teams have left.", "Children came back.", "The mines are gone."))
        )
        waiting = of_revision(session, edition(session, "ar").live_revision, now=now)

        deliver(item("ar", version="2", bodies=body("غادرت الفرق.", "كل شيء جديد.", "لم تبق ألغام.")))

        arabic = edition(session, "ar").live_revision
        assert waiting.weight is Weight.MAJOR
        assert arabic.based_on_id == edition(session, "en").live_revision_id
        assert of_revision(session, arabic, now=now).weight is None

    def test_a_translation_sent_again_unchanged_is_right_for_the_new_source(
        self, deliver: Deliver, session: Session, now: datetime
    ) -> None:
        deliver(item("en"), item("ar"))
        deliver(
            item(
                "en", version="2", bodies=body("The teams left.", "Children came back to play.", "The mines are gone.")
            )
        )

        deliver(item("ar", version="2"))

        arabic = edition(session, "ar").live_revision
        assert arabic.n == 1
        assert of_revision(session, arabic, now=now).weight is None

    def test_two_versions_in_one_delivery_are_taken_in_their_order(self, deliver: Deliver, session: Session) -> None:
        balance = deliver(item("en", version="10", bodies=body("Ten.")), item("en", version="9", bodies=body("Nine.")))

        assert counts(balance) == (1, 1, 0, 0)
        assert words(edition(session, "en").live_revision) == ["Ten."]

    def test_a_draft_goes_live_when_it_becomes_usable(self, deliver: Deliver) -> None:
        deliver(item("en", pubStatus="withheld"))

        assert states(deliver(item("en", version="2"))) == {"en": "live"}

    def test_a_canceled_item_that_was_public_is_withdrawn(
        self, deliver: Deliver, session: Session, now: datetime
    ) -> None:
        deliver(item("en"), item("ar"))

        balance = deliver(item("en", version="2", pubStatus="canceled", headlines=None, bodies=None))

        assert states(balance) == {"en": "withdrawn"}
        assert state(session, edition(session, "ar"), now=now).value == "live"

    def test_what_was_withdrawn_comes_back_with_a_usable_version(self, deliver: Deliver, session: Session) -> None:
        deliver(item("en"))
        deliver(item("en", version="2", pubStatus="canceled"))

        assert states(deliver(item("en", version="3"))) == {"en": "live"}
        assert edition(session, "en").publish_at == datetime(2026, 3, 1, 8, tzinfo=UTC)

    def test_withholding_what_is_public_takes_it_off_the_site(self, deliver: Deliver) -> None:
        deliver(item("en"))

        assert states(deliver(item("en", version="2", pubStatus="withheld"))) == {"en": "withdrawn"}

    def test_withholding_what_is_scheduled_makes_it_a_draft_again(self, deliver: Deliver, session: Session) -> None:
        deliver(item("en", embargoedUntil="2026-04-01T00:00:00Z"))

        assert states(deliver(item("en", version="2", pubStatus="withheld"))) == {"en": "draft"}
        assert session.scalars(select(Edition).where(visible(LATER))).all() == []

    def test_an_embargo_may_be_moved(self, deliver: Deliver, session: Session) -> None:
        deliver(item("en", embargoedUntil="2026-04-01T00:00:00Z"))

        balance = deliver(item("en", version="2", embargoedUntil="2026-05-01T00:00:00Z"))

        assert states(balance) == {"en": "scheduled"}
        assert edition(session, "en").publish_at == datetime(2026, 5, 1, tzinfo=UTC)

    def test_what_is_public_cannot_be_embargoed_again(self, deliver: Deliver, session: Session) -> None:
        deliver(item("en"))

        balance = deliver(item("en", version="2", embargoedUntil="2026-04-01T00:00:00Z", bodies=body("Secret.")))

        assert codes(balance) == ["scheduled-change"]
        assert edition(session, "en").external_version == "1"
        assert latest_revision(session, edition(session, "en")).n == 1

    def test_what_was_taken_down_does_not_come_back(self, deliver: Deliver, session: Session, context: Context) -> None:
        deliver(item("en"))
        commands.take_down(context, session.scalars(select(Story)).one())

        assert codes(deliver(item("en", version="2"))) == ["taken-down"]

    def test_the_language_of_an_item_does_not_change(self, deliver: Deliver) -> None:
        deliver(item("en"))

        assert codes(deliver(item("ar", uri=f"{GROUP}:en", version="2"))) == ["language-changed"]


class TestRefusals:
    def test_one_bad_item_is_refused_and_nothing_else_is_lost(self, deliver: Deliver, session: Session) -> None:
        balance = deliver(
            item("en", uri="urn:a:1", altIds=None),
            item("ku", uri="urn:a:2", altIds=None),
            item("ar", uri="urn:a:3", altIds=None),
        )

        assert counts(balance) == (2, 0, 0, 1)
        assert [(each.uri, each.code) for each in balance.refused] == [("urn:a:2", "unknown-language")]
        assert balance.refused[0].path.endswith("001.json")
        assert session.scalar(select(func.count()).select_from(Edition)) == 2

    def test_a_fault_found_late_leaves_nothing_of_the_item(self, deliver: Deliver, session: Session) -> None:
        balance = deliver(item("en", expires="2026-02-01T00:00:00Z"), item("kmr", uri="urn:other", altIds=None))

        assert counts(balance) == (1, 0, 0, 1)
        assert session.scalars(select(Story.source_language)).all() == ["kmr"]
        assert session.scalar(select(func.count()).select_from(Revision)) == 1

    def test_the_same_version_twice_is_a_duplicate(self, deliver: Deliver) -> None:
        balance = deliver(item("en"), item("en", bodies=body("Another text.")))

        assert counts(balance) == (1, 0, 0, 1)
        assert codes(balance) == ["duplicate"]

    def test_a_second_item_of_one_language_in_a_group_is_refused(self, deliver: Deliver) -> None:
        assert codes(deliver(item("en"), item("en", uri="urn:another"))) == ["edition-exists"]

    def test_a_text_that_editors_wrote_is_not_overwritten(
        self, deliver: Deliver, session: Session, context: Context
    ) -> None:
        deliver(item("en"))
        story = session.scalars(select(Story)).one()
        commands.add_edition(context, story, "ar", edition_draft("ar"))

        assert codes(deliver(item("ar"))) == ["edition-exists"]

    @pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.TRANSLATOR, Role.EDITOR])
    def test_who_may_not_publish_may_not_import(
        self, deliver: Deliver, session: Session, context: Context, role: Role
    ) -> None:
        balance = deliver(item("en"), item("ar"), who=Context(session, actor(role), context.clock))

        assert codes(balance) == ["forbidden", "forbidden"]
        assert session.scalars(select(Story)).all() == []

    def test_rights_in_one_language_let_that_language_in(
        self, deliver: Deliver, session: Session, context: Context
    ) -> None:
        arabic = Context(session, actor(Role.PUBLISHER, language="ar"), context.clock)

        balance = deliver(item("en"), item("ar"), who=arabic)

        assert codes(balance) == ["forbidden"]
        assert states(balance) == {"ar": "live"}

    def test_rights_on_one_kind_let_that_kind_in(self, deliver: Deliver, session: Session, context: Context) -> None:
        statements = Context(session, actor(Role.PUBLISHER, kind="statement"), context.clock)

        balance = deliver(
            item("en", uri="urn:a", altIds=None),
            item("en", uri="urn:b", altIds=None, genres=[{"name": "statement"}]),
            who=statements,
        )

        assert [each.uri for each in balance.refused] == ["urn:a"]
        assert [each.uri for each in balance.items] == ["urn:b"]


class TestFiles:
    @pytest.mark.parametrize(
        ("data", "code"),
        [
            (b"", "bad-json"),
            (b"{", "bad-json"),
            (b"not json", "bad-json"),
            (b"\xff\xfe{}", "bad-json"),
            (b'{"urgency": NaN}', "bad-json"),
            (b"[" * 100_000, "bad-json"),
            (b"[]", "schema"),
            (b"null", "schema"),
            (b'"urn:x"', "schema"),
            (b'{"editions": {"en": {"headline": "Ours", "body": "<p>x</p>"}}}', "schema"),
            (b" " * 5_000_001, "too-large"),
        ],
        ids=lambda value: value if isinstance(value, str) else value[:20].decode("latin-1"),
    )
    def test_a_file_that_holds_no_item_is_refused(
        self, context: Context, tmp_path: Path, data: bytes, code: str
    ) -> None:
        path = tmp_path / "item.json"
        path.write_bytes(data)

        balance = import_items(context, [path], site_url="https://portal.example")

        assert counts(balance) == (0, 0, 0, 1)
        assert [(each.path, each.uri, each.code) for each in balance.refused] == [(str(path), None, code)]
        assert balance.refused[0].reason

    def test_a_file_may_hold_a_list_of_items(self, context: Context, tmp_path: Path) -> None:
        path = tmp_path / "items.json"
        path.write_text(json.dumps([item("ar"), item("en"), {"uri": "urn:bad"}]), "utf-8")

        balance = import_items(context, [path], site_url="https://portal.example")

        assert counts(balance) == (2, 0, 0, 1)
        assert [(each.path, each.uri) for each in balance.refused] == [(str(path), "urn:bad")]

    def test_a_byte_order_mark_does_no_harm(self, context: Context, tmp_path: Path) -> None:
        path = tmp_path / "item.json"
        path.write_text(json.dumps(item("en")), "utf-8-sig")

        assert counts(import_items(context, [path], site_url="https://portal.example")) == (1, 0, 0, 0)

    def test_folders_are_searched_to_the_bottom_for_json_files(self, context: Context, tmp_path: Path) -> None:
        deep = tmp_path / "a" / "b"
        deep.mkdir(parents=True)
        (deep / "en.json").write_text(json.dumps(item("en")), "utf-8")
        (deep / "notes.txt").write_text("no item", "utf-8")
        (tmp_path / "a.json").mkdir()

        assert counts(import_items(context, [tmp_path], site_url="https://portal.example")) == (1, 0, 0, 0)

    def test_a_file_named_twice_is_read_once(self, context: Context, tmp_path: Path) -> None:
        path = tmp_path / "en.json"
        path.write_text(json.dumps(item("en")), "utf-8")

        balance = import_items(context, [tmp_path, path, tmp_path / "." / "en.json"], site_url="https://portal.example")

        assert counts(balance) == (1, 0, 0, 0)


class TestCourse:
    def test_a_rehearsal_tells_what_would_be_and_keeps_no_numbers(self, deliver: Deliver, session: Session) -> None:
        balance = deliver(item("en"), item("ku", uri="urn:x"), dry_run=True)
        session.rollback()

        assert counts(balance) == (1, 0, 0, 1)
        assert balance.items == [Taken(f"{GROUP}:en", None, "en", "live", None)]
        assert session.scalars(select(Story)).all() == []

    def test_a_rehearsal_has_no_checkpoints(self, deliver: Deliver) -> None:
        checkpoints: list[int] = []

        deliver(item("en"), dry_run=True, checkpoint=lambda: checkpoints.append(1))

        assert checkpoints == []

    def test_progress_counts_every_item_once(self, deliver: Deliver) -> None:
        seen: list[tuple[int, int]] = []

        deliver(item("en"), item("ar"), item("ku"), progress=lambda done, total: seen.append((done, total)))

        assert seen == [(1, 3), (2, 3), (3, 3)]

    def test_a_long_delivery_is_committed_in_parts(self, deliver: Deliver, session: Session) -> None:
        numbers: list[int] = []
        many = [item("en", uri=f"urn:many:{n}", altIds=None) for n in range(100)]

        def checkpoint() -> None:
            session.commit()
            numbers.append(session.scalar(select(func.count()).select_from(Edition)) or 0)

        deliver(*many, checkpoint=checkpoint)

        assert numbers == [40, 80, 100]


def test_the_whole_corpus_is_taken(session: Session, shared_dir: Path) -> None:
    who = context_with(session, frozen_clock(datetime(2026, 3, 7, tzinfo=UTC)))
    folder = shared_dir / "corpus" / "tico19"

    first = import_items(who, [folder], site_url="https://portal.example", checkpoint=session.commit)
    again = import_items(who, [folder], site_url="https://portal.example", checkpoint=session.commit)

    assert counts(first) == (264, 0, 0, 0)
    assert counts(again) == (0, 0, 264, 0)
    assert session.scalar(select(func.count()).select_from(Story)) == 66
    assert {taken.state for taken in first.items} == {"live"}
    assert all(taken.url for taken in first.items)


@pytest.mark.postgres
def test_postgresql_takes_a_delivery_like_sqlite(fresh_postgres_url: str, tmp_path: Path, now: datetime) -> None:
    odd = body("A nul \x00, half a pair \ud800, and \U0001f54a.")
    items = [item(code) for code in LANGUAGES] + [item("en", uri="urn:odd", altIds=None, bodies=odd), item("ku")]
    (tmp_path / "items.json").write_text(json.dumps(items), "utf-8")
    engine = make_engine(fresh_postgres_url)
    Base.metadata.create_all(engine)

    with Session(engine) as session:
        balances = [
            import_items(
                context_with(session, frozen_clock(now)), [tmp_path], site_url="https://x", checkpoint=session.commit
            )
            for _ in range(2)
        ]
        visible_now = len(session.scalars(select(Edition).where(visible(now))).all())
    engine.dispose()

    assert [counts(balance) for balance in balances] == [(5, 0, 0, 1), (0, 0, 5, 1)]
    assert visible_now == 5
