"""Commands as operators and scripts run them: what they print, how they exit, what readers see afterwards."""

import dataclasses
import fcntl
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.accounts.models import Role
from portal.app import create_app
from portal.cli.worker import LOCK
from portal.content.models import Story
from portal.db import Base
from portal.events import heartbeat, outbox
from portal.events.models import AuditEntry, OutboxRow
from portal.i18n.languages import LANGUAGES
from portal.services import EXTENSION
from portal.settings import Settings
from portal.web.ext import db
from tests.factories.content import HEADLINES, PARAGRAPHS, add_user
from tests.factories.ninjs import GROUP, item
from tests.functional.conftest import TurnableClock

START = datetime(2026, 3, 7, 9, tzinfo=UTC)
SITE = "https://portal.example.org"
KEYS = {"story", "language", "state", "outdated", "revision", "sha256", "publish_at", "url"}


@dataclass(frozen=True)
class Done:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        [line] = self.out.splitlines()
        value: dict[str, Any] = json.loads(line)
        return value


@dataclass(frozen=True)
class Portal:
    """An installation with a publisher, and its operator."""

    app: Flask
    clock: TurnableClock
    folder: Path

    def run(self, *arguments: object, stdin: str | None = None) -> Done:
        done = self.app.test_cli_runner().invoke(args=[str(argument) for argument in arguments], input=stdin)
        return Done(done.exit_code, done.stdout, done.stderr)

    def act(self, *arguments: object, who: str = "publisher", stdin: str | None = None) -> Done:
        return self.run(*arguments, "--as", f"{who}@example.org", "--json", stdin=stdin)

    def file(self, content: object, name: str = "file.json") -> Path:
        path = self.folder / name
        path.write_text(content if isinstance(content, str) else json.dumps(content, ensure_ascii=False), "utf-8")
        return path

    def story(self, *languages: str) -> int:
        number = self.act("story", "create", self.file(document(*languages))).json["story"]
        for language in languages:
            assert self.act("story", "publish", number, language).code == 0
        return int(number)


def text(language: str, *, second: str = "Children came back to play.") -> dict[str, Any]:
    seconds = {code: texts[1] for code, texts in PARAGRAPHS.items()} | {"en": second}
    return {
        "headline": HEADLINES[language],
        "blocks": [
            {"id": "a1", "type": "paragraph", "html": PARAGRAPHS[language][0]},
            {"id": "b2", "type": "paragraph", "html": seconds[language]},
        ],
    }


def document(*languages: str) -> dict[str, Any]:
    return {"kind": "news", "source_language": "en", "editions": {code: text(code) for code in languages}}


@pytest.fixture
def portal(app: Flask, clock: TurnableClock, tmp_path: Path) -> Portal:
    with app.app_context():
        for role in Role:
            add_user(db.session(), role, now=START)
        db.session.commit()
        db.session.remove()
    return Portal(app, clock, tmp_path)


@pytest.fixture
def rows(portal: Portal) -> Iterator[Session]:
    """A look into the database."""
    with portal.app.app_context():
        yield db.session()
        db.session.remove()


class TestStory:
    def test_a_story_goes_from_a_file_to_readers(self, portal: Portal) -> None:
        created = portal.act("story", "create", portal.file(document("en")), who="contributor")
        number = created.json["story"]
        submitted = portal.act("story", "submit", number, "en", who="contributor")
        approved = portal.act("story", "approve", number, "en", who="editor")
        published = portal.act("story", "publish", number, "en")

        states = [done.json["state"] for done in (created, submitted, approved, published)]
        assert states == ["draft", "review", "approved", "live"]
        assert [done.code for done in (created, submitted, approved, published)] == [0] * 4
        assert published.json.keys() == KEYS
        assert published.json | {"sha256": "", "url": ""} == {
            "story": number,
            "language": "en",
            "state": "live",
            "outdated": "none",
            "revision": 1,
            "sha256": "",
            "publish_at": "2026-03-07T09:00:00Z",
            "url": "",
        }
        assert published.json["url"] == f"{SITE}/en/news/{number}-three-parks-were-made-safe"
        assert len(published.json["sha256"]) == 64

    def test_what_is_not_public_has_no_address(self, portal: Portal) -> None:
        created = portal.act("story", "create", portal.file(document("en"))).json

        assert (created["url"], created["publish_at"]) == (None, None)

    def test_creating_tells_of_every_edition_the_source_first(self, portal: Portal) -> None:
        created = portal.act("story", "create", portal.file(document(*LANGUAGES))).json

        assert created.keys() == KEYS | {"editions"}
        assert created["language"] == "en"
        assert {row["language"]: row["state"] for row in created["editions"]} == dict.fromkeys(LANGUAGES, "draft")
        assert all(row.keys() == KEYS for row in created["editions"])

    def test_a_document_may_come_on_standard_input(self, portal: Portal) -> None:
        assert (
            portal.act("story", "create", "-", stdin=json.dumps(document("ckb") | {"source_language": "ckb"})).code == 0
        )

    def test_a_document_may_be_one_text_alone(self, portal: Portal) -> None:
        created = portal.act("story", "create", portal.file({"language": "kmr", **text("kmr")})).json

        assert created["language"] == "kmr"

    def test_the_language_of_one_text_alone_may_be_called_that_of_the_source(self, portal: Portal) -> None:
        created = portal.act("story", "create", portal.file({"source_language": "kmr", **text("kmr")})).json

        assert created["language"] == "kmr"

    def test_a_document_may_be_a_news_item(self, portal: Portal) -> None:
        created = portal.act("story", "create", portal.file(item("ar"))).json

        assert (created["language"], created["state"]) == ("ar", "draft")

    def test_what_show_prints_can_be_edited_and_created_again(self, portal: Portal) -> None:
        number = portal.story("en", "ar")
        shown = portal.run("story", "show", number, "--json").json

        again = portal.act("story", "create", portal.file(shown)).json

        assert again["story"] != number
        assert again["sha256"] == shown["sha256"]
        assert portal.run("story", "show", again["story"], "--json").json["document"] == shown["document"]

    def test_show_tells_of_every_language(self, portal: Portal) -> None:
        number = portal.story("en", "ar")

        shown = portal.run("story", "show", number, "--json").json

        assert shown.keys() == KEYS | {"editions", "document"}
        states = {row["language"]: row["state"] for row in shown["editions"]}
        assert states == dict.fromkeys(LANGUAGES, "missing") | {"ar": "live", "en": "live"}
        assert shown["document"]["editions"]["ar"]["headline"] == HEADLINES["ar"]

    def test_show_may_be_asked_for_one_language(self, portal: Portal) -> None:
        number = portal.story("en", "ar")

        assert portal.run("story", "show", number, "ar", "--json").json["language"] == "ar"
        assert portal.run("story", "show", number, "ckb", "--json").json["state"] == "missing"

    def test_people_read_a_line_an_edition(self, portal: Portal) -> None:
        number = portal.story("en")

        lines = portal.run("story", "show", number).out.splitlines()

        assert f"{number} en: live  revision 1  {SITE}/en/news/{number}-three-parks-were-made-safe" in lines
        assert len(lines) == len(LANGUAGES)

    def test_a_schedule_holds_until_its_time(self, portal: Portal) -> None:
        number = portal.act("story", "create", portal.file(document("en"))).json["story"]

        scheduled = portal.act(
            "story", "publish", number, "en", "--at", "2026-03-08T12:00:00+03:00", "--expire", "2026-03-09T09:00:00Z"
        ).json
        portal.clock.advance(days=1)
        live = portal.run("story", "show", number, "--json").json
        portal.clock.advance(days=1)
        expired = portal.run("story", "show", number, "--json").json

        assert (scheduled["state"], scheduled["publish_at"], scheduled["url"]) == (
            "scheduled",
            "2026-03-08T09:00:00Z",
            None,
        )
        assert (live["state"], expired["state"], expired["url"]) == ("live", "expired", None)

    def test_a_correction_makes_translations_outdated_by_its_weight(self, portal: Portal) -> None:
        number = portal.story("en", "ar")
        minor, major = text("en", second="Children came back to play!"), text("en", second="All children came back.")

        portal.act("story", "correct", number, "en", portal.file(minor), "--weight", "minor", "--note", "A slip.")
        after_minor = portal.run("story", "show", number, "ar", "--json").json
        corrected = portal.act(
            "story", "correct", number, "en", portal.file(major), "--weight", "major", "--note", "N."
        )
        after_major = portal.run("story", "show", number, "ar", "--json").json
        checked = portal.act("story", "check", number, "ar", who="translator").json

        assert (corrected.json["revision"], corrected.json["state"]) == (3, "live")
        assert [row["outdated"] for row in (after_minor, after_major, checked)] == ["none", "major", "none"]
        assert after_major["sha256"] == after_minor["sha256"]

    def test_a_correction_may_come_as_a_whole_story_or_a_news_item(self, portal: Portal) -> None:
        number = portal.story("en")
        options = ("--weight", "minor", "--note", "A slip.")
        shown = portal.run("story", "show", number, "--json").json
        shown["document"]["editions"]["en"]["headline"] = "Four parks were made safe"

        whole = portal.act("story", "correct", number, "en", portal.file(shown), *options)
        news = portal.act("story", "correct", number, "en", "-", *options, stdin=json.dumps(item("en")))

        assert (whole.code, news.code) == (0, 0)
        assert len({shown["sha256"], whole.json["sha256"], news.json["sha256"]}) == 3

    def test_a_withdrawn_edition_leaves_the_others(self, portal: Portal) -> None:
        number = portal.story("en", "ar")

        withdrawn = portal.act("story", "withdraw", number, "en", "--reason", "It was wrong.").json

        assert (withdrawn["state"], withdrawn["url"]) == ("withdrawn", None)
        assert portal.run("story", "show", number, "ar", "--json").json["state"] == "live"

    def test_taking_down_takes_every_language(self, portal: Portal) -> None:
        number = portal.story("en", "ar")

        taken = portal.act("story", "takedown", number).json

        assert {row["language"]: row["state"] for row in taken["editions"]} == {"en": "withdrawn", "ar": "withdrawn"}
        assert portal.act("story", "publish", number, "en").code == 1

    def test_every_act_is_in_the_audit_log(self, portal: Portal, rows: Session) -> None:
        portal.story("en")

        acts = rows.execute(select(AuditEntry.act, AuditEntry.actor).order_by(AuditEntry.id)).all()
        assert [tuple(row) for row in acts] == [
            (act, "publisher@example.org") for act in ("story.create", "story.facts", "edition.save", "edition.publish")
        ]

    @pytest.mark.parametrize(
        ("arguments", "who"),
        [
            (("publish", "{id}", "en"), "editor"),
            (("approve", "{id}", "en"), "contributor"),
            (("takedown", "{id}"), "editor"),
            (("publish", "{id}", "ckb"), "publisher"),
            (("publish", "1234567", "en"), "publisher"),
            (("approve", "{id}", "en"), "publisher"),
            (("withdraw", "{id}", "en", "--reason", "Why."), "publisher"),
            (("publish", "{id}", "en", "--expire", "2020-01-01T00:00:00Z"), "publisher"),
            (("check", "{id}", "en"), "publisher"),
            (("publish", "{id}", "en"), "nobody"),
        ],
    )
    def test_what_is_not_allowed_is_refused_and_changes_nothing(
        self, portal: Portal, rows: Session, arguments: tuple[str, ...], who: str
    ) -> None:
        number = portal.act("story", "create", portal.file(document("en"))).json["story"]
        before = rows.scalar(select(func.count()).select_from(AuditEntry))
        rows.rollback()

        done = portal.act("story", *(argument.format(id=number) for argument in arguments), who=who)

        assert done.code == 1
        assert done.json.keys() == {"error", "message"}
        assert done.err.strip() == done.json["message"]
        assert rows.scalar(select(func.count()).select_from(AuditEntry)) == before

    @pytest.mark.parametrize(
        "content",
        ["", "{", "[]", {"kind": "news", "editions": {}}, {"language": "en"}, {"kind": "poem"}, {"uri": "urn:x"}],
    )
    def test_a_file_that_is_no_story_is_refused(self, portal: Portal, content: object) -> None:
        assert portal.act("story", "create", portal.file(content)).code == 1

    def test_a_file_without_the_language_asked_for_is_refused(self, portal: Portal) -> None:
        number = portal.story("en", "ar")

        for content in (document("en"), item("en"), {"language": "en", **text("en")}):
            done = portal.act(
                "story", "correct", number, "ar", portal.file(content), "--weight", "minor", "--note", "x"
            )
            assert (done.code, done.json["error"]) == (1, "language")

    @pytest.mark.parametrize(
        "arguments",
        [
            ("publish", "x", "en"),
            ("publish", "7", "de"),
            ("publish", "7", "en", "--at", "2026-03-08T12:00:00"),
            ("publish", "7", "en", "--at", "tomorrow"),
            ("create", "no-such-file.json"),
            ("withdraw", "7", "en"),
            ("correct", "7", "en", "-", "--note", "x"),
            ("correct", "7", "en", "-", "--note", "x", "--weight", "huge"),
            ("polish", "7"),
        ],
    )
    def test_a_mistyped_command_exits_with_2(self, portal: Portal, arguments: tuple[str, ...]) -> None:
        assert portal.act("story", *arguments).code == 2

    def test_writing_needs_somebody_who_acts(self, portal: Portal) -> None:
        assert portal.run("story", "publish", 7, "en").code == 2


class TestImport:
    def folder(self, portal: Portal, *items: object) -> Path:
        folder = portal.folder / "items"
        folder.mkdir(exist_ok=True)
        for number, each in enumerate(items):
            (folder / f"{number}.json").write_text(json.dumps(each, ensure_ascii=False), "utf-8")
        return folder

    def test_it_answers_with_an_account_that_adds_up(self, portal: Portal) -> None:
        folder = self.folder(portal, *(item(code) for code in LANGUAGES), item("ku"))

        done = portal.act("import", "ninjs", folder)

        account = done.json
        assert done.code == 1
        assert account.keys() == {"read", "created", "updated", "unchanged", "refused", "items"}
        most = len(LANGUAGES)
        assert (account["read"], account["created"], account["updated"], account["unchanged"]) == (most + 1, most, 0, 0)
        assert [row.keys() for row in account["refused"]] == [{"path", "uri", "code", "reason"}]
        assert account["refused"][0]["uri"] == f"{GROUP}:ku"
        assert all(row.keys() == {"uri", "story", "language", "state", "url"} for row in account["items"])

    def test_again_it_finds_everything_unchanged(self, portal: Portal) -> None:
        folder = self.folder(portal, item("en"), item("ar"))
        portal.act("import", "ninjs", folder)

        again = portal.act("import", "ninjs", folder)

        assert (again.code, again.json["unchanged"], again.json["created"]) == (0, 2, 0)

    def test_what_it_says_is_live_is_live(self, portal: Portal) -> None:
        folder = self.folder(portal, item("en"), item("ar"), item("ckb", embargoedUntil="2026-03-08T00:00:00Z"))

        states = {row["language"]: row["state"] for row in portal.act("import", "ninjs", folder).json["items"]}

        assert states == {"en": "live", "ar": "live", "ckb": "scheduled"}

    def test_a_rehearsal_writes_nothing(self, portal: Portal, rows: Session) -> None:
        folder = self.folder(portal, item("en"))

        done = portal.act("import", "ninjs", folder, "--dry-run")

        assert (done.code, done.json["created"]) == (0, 1)
        assert rows.scalars(select(Story)).all() == []
        assert rows.scalars(select(AuditEntry)).all() == []

    def test_people_read_what_was_refused_and_the_balance(self, portal: Portal) -> None:
        folder = self.folder(portal, item("en"), item("ku"))

        done = portal.run("import", "ninjs", folder, "--as", "publisher@example.org")

        first, last = done.out.splitlines()
        assert first.startswith(f"refused {folder}/1.json: unknown-language: ")
        assert last == "2 read: 1 created, 0 updated, 0 unchanged, 1 refused"
        assert done.err == ""

    def test_who_may_not_publish_is_refused_item_by_item(self, portal: Portal) -> None:
        done = portal.act("import", "ninjs", self.folder(portal, item("en"), item("ar")), who="editor")

        assert (done.code, [row["code"] for row in done.json["refused"]]) == (1, ["forbidden", "forbidden"])

    def test_a_path_that_is_not_there_is_a_mistyped_command(self, portal: Portal) -> None:
        assert portal.act("import", "ninjs", portal.folder / "nowhere").code == 2
        assert portal.act("import", "ninjs").code == 2

    def test_an_unknown_account_is_refused(self, portal: Portal) -> None:
        done = portal.act("import", "ninjs", self.folder(portal, item("en")), who="nobody")

        assert (done.code, done.json["error"]) == (1, "unknown-user")


class TestWorker:
    def test_it_does_what_is_due_and_says_how_much(self, portal: Portal) -> None:
        portal.story("en", "ar")

        first, second = portal.run("worker", "--once", "--json"), portal.run("worker", "--once", "--json")

        assert (first.code, first.json) == (0, {"done": 2, "waiting": 0})
        assert second.json == {"done": 0, "waiting": 0}

    def test_what_was_published_is_found_afterwards(self, portal: Portal) -> None:
        portal.story("en", "ckb")

        portal.run("worker", "--once")

        found = portal.run("search", "check", "--json").json["languages"]
        counts = {code: (row["visible"], row["indexed"]) for code, row in found.items()}
        assert counts == dict.fromkeys(LANGUAGES, (0, 0)) | {"en": (1, 1), "ckb": (1, 1)}

    def test_a_schedule_is_indexed_when_its_time_has_come(self, portal: Portal) -> None:
        number = portal.act("story", "create", portal.file(document("en"))).json["story"]
        portal.act("story", "publish", number, "en", "--at", "2026-03-08T09:00:00Z")

        early = portal.run("worker", "--once", "--json").json
        portal.clock.advance(days=1)
        in_time = portal.run("worker", "--once", "--json").json

        assert (early["done"], in_time["done"]) == (0, 1)
        assert portal.run("search", "check", "--json").code == 0

    def test_it_makes_the_data_directory_of_a_new_installation(
        self, portal: Portal, tmp_path: Path, app: Flask, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        folder = tmp_path / "not" / "there" / "yet"
        parts = app.extensions[EXTENSION]
        settings = dataclasses.replace(parts.settings, data_dir=folder)
        monkeypatch.setitem(app.extensions, EXTENSION, dataclasses.replace(parts, settings=settings))

        assert portal.run("worker", "--once", "--json").code == 0
        assert (folder / LOCK).exists()

    def test_it_gives_a_sign_of_life(self, portal: Portal) -> None:
        portal.run("worker", "--once")

        assert heartbeat.age(portal.folder / "data", portal.clock) == timedelta(0)

    def test_work_that_fails_is_told_of_and_kept(self, portal: Portal, rows: Session) -> None:
        outbox.add(rows, "renditions", "no number", at=START)
        rows.commit()

        done = portal.run("worker", "--once", "--json")

        assert (done.code, done.json) == (1, {"done": 0, "waiting": 1})
        rows.rollback()
        kept = rows.scalars(select(OutboxRow)).one()
        assert kept.attempts == 1
        assert kept.error is not None
        assert kept.error.startswith("ValueError")

    def test_while_another_works_it_waits_until_all_is_done(self, portal: Portal) -> None:
        with (portal.folder / "data" / LOCK).open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)

            assert portal.run("worker", "--once", "--json").json == {"done": 0, "waiting": 0}


class TestUsers:
    def test_an_account_is_opened_by_an_invitation(self, portal: Portal) -> None:
        done = portal.run("users", "add", "New@Example.org", "--role", "translator", "--language", "ckb", "--json")

        assert done.code == 0
        assert done.json.keys() == {"id", "email", "invite_url", "otpauth"}
        assert done.json["email"] == "new@example.org"
        assert done.json["invite_url"].startswith(f"{SITE}/desk/invite/")

    def test_an_account_may_have_a_password_and_one_time_passwords(self, portal: Portal) -> None:
        done = portal.run(
            "users", "add", "a@example.org", "--role", "editor", "--password-stdin", "--totp", "--json",
            stdin="correct horse battery staple\n",
        )  # fmt: skip

        assert done.json["invite_url"] is None
        assert done.json["otpauth"].startswith("otpauth://totp/")

    @pytest.mark.parametrize("email", ["publisher@example.org", "not an address"])
    def test_a_taken_or_malformed_address_is_refused(self, portal: Portal, email: str) -> None:
        assert portal.run("users", "add", email, "--role", "editor").code == 1

    def test_an_unknown_role_is_a_mistyped_command(self, portal: Portal) -> None:
        assert portal.run("users", "add", "a@example.org", "--role", "king").code == 2


class TestDatabase:
    def test_upgrading_again_changes_nothing_and_tells_of_the_revision(self, portal: Portal) -> None:
        portal.story("en")

        first, second = portal.run("db", "upgrade", "--json"), portal.run("db", "upgrade", "--json")

        assert first.code == second.code == 0
        assert first.json == second.json
        assert first.json["revision"]

    def test_a_database_that_cannot_be_reached_is_not_available(self, settings: Settings, tmp_path: Path) -> None:
        elsewhere = dataclasses.replace(settings, database_url=f"sqlite:///{tmp_path}")

        done = create_app(elsewhere).test_cli_runner().invoke(args=["db", "upgrade", "--json"])

        assert done.exit_code == 3
        assert json.loads(done.stdout)["error"] == "database"


def test_without_a_database_commands_say_what_to_do(app: Flask) -> None:
    with app.app_context():
        Base.metadata.drop_all(db.engine)

    done = app.test_cli_runner().invoke(args=["story", "show", "1234567"])

    assert done.exit_code == 3
    assert "flask db upgrade" in done.stderr
