"""Keeping assets, and what the worker makes of them."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.models import Role
from portal.accounts.permissions import Actor, Granted
from portal.clock import Clock
from portal.errors import Conflict, Forbidden, Invalid
from portal.events import outbox, stamps
from portal.events.models import AuditEntry, OutboxRow
from portal.i18n.languages import LANGUAGES
from portal.media import queries
from portal.media.commands import RENDITIONS, AssetWords, add_asset, handler, make_renditions
from portal.media.models import Asset, AssetKind, Rendition
from portal.media.storage import MemoryStorage

Keep = Callable[..., Asset]


def test_a_picture_is_kept_with_its_words_and_its_measures(
    session: Session, storage: MemoryStorage, keep: Keep
) -> None:
    keep("bridge", texts={"en": AssetWords(alt="A bridge"), "ar": AssetWords(alt="جسر", credit="البوابة")})
    session.expire_all()

    found = queries.by_key(session, {"bridge"})["bridge"]

    assert {text.language: text.alt for text in found.texts} == {"en": "A bridge", "ar": "جسر"}
    assert (found.width, found.height, found.media_type) == (700, 400, "image/jpeg")
    assert (found.filename, found.size) == ("bridge.jpg", storage.size(found.path))


def test_keeping_leaves_an_audit_entry_and_work_for_the_worker(session: Session, keep: Keep) -> None:
    asset = keep()

    (entry,) = session.scalars(select(AuditEntry))
    (row,) = session.scalars(select(OutboxRow))
    assert (entry.act, entry.subject, entry.actor) == ("asset.add", f"asset:{asset.id}", "tests")
    assert (row.topic, row.subject) == (RENDITIONS, str(asset.id))


def test_who_may_not_manage_media_keeps_nothing(session: Session, storage: MemoryStorage, clock: Clock) -> None:
    translator = Actor(id=7, name="t@example.org", grants=(Granted(Role.TRANSLATOR),))

    with pytest.raises(Forbidden):
        add_asset(
            session,
            actor=translator,
            clock=clock,
            storage=storage,
            key="bridge",
            kind=AssetKind.FILE,
            data=b"text",
            filename="a.txt",
            texts={},
        )

    assert session.scalars(select(Asset)).all() == []


def test_a_key_is_given_once(keep: Keep) -> None:
    keep("bridge")

    with pytest.raises(Conflict, match="bridge"):
        keep("bridge")


@pytest.mark.parametrize("key", ["", "Bridge", "a b", "a--b", "-a", "a/b", "جسر", "a" * 81])
def test_a_key_is_plain(keep: Keep, key: str) -> None:
    with pytest.raises(Invalid):
        keep(key)


def test_words_are_in_languages_of_the_site(keep: Keep) -> None:
    with pytest.raises(Invalid, match="tlh"):
        keep(texts={"tlh": AssetWords(alt="?")})


def test_captions_are_webvtt(keep: Keep) -> None:
    with pytest.raises(Invalid, match="WebVTT"):
        keep(texts={"en": AssetWords(captions="1\n00:00:01,000 --> 00:00:02,000\nHello")})


@pytest.mark.parametrize(
    ("filename", "data"),
    [
        ("page.html", b"<p>"),
        ("macro.docm", b"PK"),
        ("noname", b"text"),
        ("list.csv", b"\xff\xfe\x00"),
        ("zero.txt", b"a\0b"),
        ("paper.pdf", b"MZ..."),
    ],
)
def test_files_are_what_their_names_say_and_harmless(keep: Keep, filename: str, data: bytes) -> None:
    with pytest.raises(Invalid):
        keep(kind=AssetKind.FILE, filename=filename, data=data)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("دليل.txt", "دليل.txt"),
        ("C:\\temp\\rules.TXT", "rules.txt"),
        ("../../rules.txt", "rules.txt"),
        ("rules\r\nX-Evil: 1.txt", "rulesX-Evil: 1.txt"),
        ("rules\u202efdp.txt", "rulesfdp.txt"),
    ],
)
def test_the_name_for_downloads_is_cleaned(keep: Keep, given: str, kept: str) -> None:
    asset = keep(kind=AssetKind.FILE, filename=given, data="قواعد".encode())

    assert asset.filename == kept


def test_a_file_that_is_no_picture_needs_no_renditions(session: Session, keep: Keep) -> None:
    keep(kind=AssetKind.FILE, filename="a.csv", data=b"a,b\n")

    assert session.scalars(select(OutboxRow)).all() == []


def test_an_unknown_key_is_not_found(session: Session) -> None:
    assert queries.by_key(session, {"nothing"}) == {}


def test_renditions_are_made_once(session: Session, storage: MemoryStorage, clock: Clock, keep: Keep) -> None:
    asset = keep()

    first = make_renditions(session, [asset.id], storage=storage, clock=clock)
    again = make_renditions(session, [asset.id], storage=storage, clock=clock)

    rows = session.scalars(select(Rendition)).all()
    assert (first, again, len(rows)) == (6, 0, 6)
    assert all(storage.size(row.path) == row.size for row in rows)
    assert {row.path.rsplit(".")[-1] for row in rows} == {"avif", "webp", "jpg"}


def test_only_missing_renditions_are_made(session: Session, storage: MemoryStorage, clock: Clock, keep: Keep) -> None:
    asset = keep()
    make_renditions(session, [asset.id], storage=storage, clock=clock)
    session.delete(session.scalars(select(Rendition).where(Rendition.format == "avif", Rendition.width == 640)).one())
    session.flush()

    assert make_renditions(session, [asset.id], storage=storage, clock=clock) == 1


def test_new_renditions_move_the_stamps_of_every_language(
    session: Session, storage: MemoryStorage, clock: Clock, keep: Keep
) -> None:
    asset = keep()
    keys = [stamps.SITE, *map(stamps.edition_key, LANGUAGES)]
    before = stamps.read(session, *keys)

    make_renditions(session, [asset.id], storage=storage, clock=clock)
    after = stamps.read(session, *keys)
    make_renditions(session, [asset.id], storage=storage, clock=clock)

    assert after == {key: before[key] + 1 for key in keys}
    assert stamps.read(session, *keys) == after


def test_a_lost_original_is_logged_and_holds_nobody_up(
    session: Session, storage: MemoryStorage, clock: Clock, keep: Keep, caplog: pytest.LogCaptureFixture
) -> None:
    lost, sound = keep("lost"), keep("sound")
    storage.delete(lost.path)

    with caplog.at_level(logging.ERROR):
        made = make_renditions(session, [lost.id, sound.id, 9999], storage=storage, clock=clock)

    assert made == 6
    assert "no renditions" in caplog.text


class StorageInABusyHouse(MemoryStorage):
    """Has somebody else commit in the middle of the rendering, as editors do."""

    def __init__(self, kept: MemoryStorage, session: Session, at: datetime) -> None:
        super().__init__()
        self._kept, self._session, self._at = kept._kept, session, at

    def read(self, path: str) -> bytes:
        with Session(self._session.get_bind()) as other:
            outbox.add(other, "index", 1, at=self._at, due_at=self._at + timedelta(days=900))
            other.commit()
        return super().read(path)


def test_the_worker_renders_while_others_write(
    session: Session, storage: MemoryStorage, clock: Clock, keep: Keep
) -> None:
    asset = keep()
    session.commit()
    busy = StorageInABusyHouse(storage, session, clock())

    done = outbox.drain(session, {RENDITIONS: handler(busy, clock)}, clock=clock)

    session.expire_all()
    assert done == 1
    assert len(queries.by_key(session, {asset.key})[asset.key].renditions) == 6


def test_a_film_is_kept_with_its_still_and_its_second_version(
    session: Session, storage: MemoryStorage, keep: Keep, encode_film: Callable[[str, str], bytes]
) -> None:
    still = keep("still")
    keep(
        "film",
        kind=AssetKind.VIDEO,
        data=encode_film("webm", "libvpx-vp9"),
        fallback=encode_film("mp4", "libx264"),
        filename="film.webm",
        poster=still,
        texts={"en": AssetWords(alt="A film", captions="WEBVTT\n\n00:00:00.000 --> 00:00:01.000\nHello\n")},
    )
    session.expire_all()

    film = queries.by_key(session, {"film"})["film"]

    assert (film.width, film.height, film.duration, film.media_type) == (64, 48, 3.0, "video/webm")
    assert film.fallback_path is not None
    assert storage.read(film.fallback_path)[4:8] == b"ftyp"
    assert film.poster is not None
    assert film.poster.key == "still"


def test_the_second_version_of_a_film_is_an_mp4(keep: Keep, encode_film: Callable[[str, str], bytes]) -> None:
    webm = encode_film("webm", "libvpx-vp9")

    with pytest.raises(Invalid, match="MP4"):
        keep("film", kind=AssetKind.VIDEO, data=webm, fallback=webm, filename="film.webm")
