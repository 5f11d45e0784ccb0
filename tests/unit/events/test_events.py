"""The outbox, the stamps, the audit log, the sign of life."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from portal.clock import Clock, frozen_clock
from portal.events import audit, heartbeat, outbox, stamps
from portal.events.models import AuditEntry, OutboxRow, Stamp

MINUTE = timedelta(minutes=1)


class TestOutbox:
    def test_what_is_due_is_done_once_in_order(self, session: Session, clock: Clock, now: datetime) -> None:
        seen: list[list[str]] = []
        for subject in (3, 1, 3, 2):
            outbox.add(session, "index", subject, at=now)
        handlers = {"index": lambda _session, subjects: seen.append(subjects)}

        done = [outbox.drain(session, handlers, clock=clock) for _ in range(2)]

        assert (done, seen) == ([4, 0], [["3", "1", "2"]])

    def test_what_is_not_due_waits(self, session: Session, now: datetime) -> None:
        outbox.add(session, "index", 1, at=now, due_at=now + MINUTE)
        handlers = {"index": lambda _session, _subjects: None}

        early = outbox.drain(session, handlers, clock=frozen_clock(now))
        in_time = outbox.drain(session, handlers, clock=frozen_clock(now + MINUTE))

        assert (early, in_time) == (0, 1)

    def test_a_failure_is_put_off_longer_each_time_and_holds_up_nobody(self, session: Session, now: datetime) -> None:
        def fails(_session: Session, _subjects: list[str]) -> None:
            raise RuntimeError("the disk is full")

        seen: list[str] = []
        outbox.add(session, "broken", 1, at=now)
        outbox.add(session, "sound", 2, at=now)
        session.commit()
        handlers = {"broken": fails, "sound": lambda _session, subjects: seen.extend(subjects)}
        waits = []

        for _ in range(3):
            row = session.scalars(select(OutboxRow).where(OutboxRow.topic == "broken")).one()
            at = max(row.due_at, now)
            outbox.drain(session, handlers, clock=frozen_clock(at))
            session.refresh(row)
            waits.append(row.due_at - at)

        assert seen == ["2"]
        assert waits == [outbox.FIRST_RETRY, 2 * outbox.FIRST_RETRY, 4 * outbox.FIRST_RETRY]
        assert (row.attempts, row.error) == (3, "RuntimeError: the disk is full")

    def test_what_fails_for_days_is_still_tried_every_half_hour(self, session: Session, now: datetime) -> None:
        def fails(_session: Session, _subjects: list[str]) -> None:
            raise RuntimeError("the disk is full")

        outbox.add(session, "broken", 1, at=now)
        row = session.scalars(select(OutboxRow)).one()
        row.attempts = 5000
        session.commit()

        outbox.drain(session, {"broken": fails}, clock=frozen_clock(now))

        assert row.due_at - now == outbox.LONGEST_RETRY

    def test_what_a_failed_handler_wrote_is_undone(self, session: Session, clock: Clock, now: datetime) -> None:
        def half(current: Session, _subjects: list[str]) -> None:
            stamps.bump(current, ["half"], at=now)
            raise RuntimeError

        outbox.add(session, "half", 1, at=now)
        session.commit()

        outbox.drain(session, {"half": half}, clock=clock)

        assert stamps.read(session, "half") == {"half": 0}

    def test_a_success_after_a_failure_clears_the_error(self, session: Session, now: datetime) -> None:
        answers = iter([RuntimeError("once"), None])

        def fails_once(_session: Session, _subjects: list[str]) -> None:
            for error in filter(None, [next(answers)]):
                raise error

        outbox.add(session, "index", 1, at=now)
        session.commit()
        for at in (now, now + MINUTE):
            outbox.drain(session, {"index": fails_once}, clock=frozen_clock(at))

        row = session.scalars(select(OutboxRow)).one()
        assert (row.done_at, row.error) == (now + MINUTE, None)

    def test_a_topic_that_nobody_handles_is_a_fault(self, session: Session, clock: Clock, now: datetime) -> None:
        outbox.add(session, "unheard-of", 1, at=now)

        with pytest.raises(KeyError):
            outbox.drain(session, {}, clock=clock)

    def test_many_are_done_in_batches(self, session: Session, clock: Clock, now: datetime) -> None:
        sizes: list[int] = []
        for subject in range(outbox.BATCH + 1):
            outbox.add(session, "index", subject, at=now)

        done = outbox.drain(session, {"index": lambda _s, subjects: sizes.append(len(subjects))}, clock=clock)

        assert (done, sizes) == (outbox.BATCH + 1, [outbox.BATCH, 1])

    def test_waiting_counts_what_is_due_and_not_done(self, session: Session, now: datetime) -> None:
        outbox.add(session, "index", 1, at=now)
        outbox.add(session, "index", 2, at=now, due_at=now + MINUTE)

        assert [outbox.waiting(session, now=at) for at in (now - MINUTE, now, now + MINUTE)] == [0, 1, 2]

    def test_it_is_part_of_the_transaction_that_needs_it(self, session: Session, engine: Engine, now: datetime) -> None:
        outbox.add(session, "index", 1, at=now)
        session.flush()
        session.rollback()

        with Session(engine) as other:
            assert outbox.waiting(other, now=now) == 0


class TestStamps:
    def test_a_stamp_that_never_moved_is_nought(self, session: Session) -> None:
        assert stamps.read(session, "site", "edition:ar") == {"site": 0, "edition:ar": 0}

    def test_every_move_raises_it(self, session: Session, now: datetime) -> None:
        for _ in range(3):
            stamps.bump(session, ["site", "site", stamps.edition_key("ar")], at=now)

        assert stamps.read(session, "site", "edition:ar", "edition:en") == {
            "site": 3,
            "edition:ar": 3,
            "edition:en": 0,
        }

    def test_it_tells_when_it_moved_last(self, session: Session, now: datetime) -> None:
        stamps.bump(session, ["site"], at=now)
        stamps.bump(session, ["site"], at=now + MINUTE)

        assert session.get_one(Stamp, "site").moved_at == now + MINUTE


def test_the_audit_log_keeps_who_did_what_to_what(session: Session, now: datetime) -> None:
    audit.record(session, "edition.publish", subject="edition:7", actor_id=3, actor="a@example.org", at=now, revision=2)
    session.flush()

    entry = session.scalars(select(AuditEntry)).one()
    assert (entry.act, entry.subject, entry.actor_id, entry.actor, entry.at, entry.detail) == (
        "edition.publish",
        "edition:7",
        3,
        "a@example.org",
        now,
        {"revision": 2},
    )


class TestHeartbeat:
    def test_a_worker_that_never_ran_has_given_no_sign(self, tmp_path: Path, clock: Clock) -> None:
        assert heartbeat.age(tmp_path, clock) is None

    def test_the_age_is_the_time_since_the_last_sign(self, tmp_path: Path, now: datetime) -> None:
        heartbeat.beat(tmp_path, frozen_clock(now))

        assert heartbeat.age(tmp_path, frozen_clock(now + MINUTE)) == MINUTE

    def test_a_clock_that_was_set_back_makes_no_negative_age(self, tmp_path: Path, now: datetime) -> None:
        heartbeat.beat(tmp_path, frozen_clock(now))

        assert heartbeat.age(tmp_path, frozen_clock(now - MINUTE)) == timedelta(0)

    def test_a_damaged_sign_is_none(self, tmp_path: Path, clock: Clock) -> None:
        (tmp_path / heartbeat.NAME).write_text("half a mom", "ascii")

        assert heartbeat.age(tmp_path, clock) is None


class TestTime:
    def test_the_database_refuses_a_time_without_its_zone(self, session: Session) -> None:
        session.add(Stamp(key="naive", moved_at=datetime(2026, 3, 7)))  # noqa: DTZ001

        with pytest.raises(Exception, match="naive datetime"):
            session.flush()

    def test_it_gives_back_the_same_instant_in_utc(self, session: Session) -> None:
        instant = datetime.fromisoformat("2026-03-07T12:00:00.123456+03:00")
        session.add(Stamp(key="aware", moved_at=instant))
        session.flush()
        session.expire_all()

        found = session.get_one(Stamp, "aware").moved_at
        assert (found, found.tzinfo) == (instant, UTC)
