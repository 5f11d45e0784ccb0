"""What is done to media: keeping an asset, and the worker's making of renditions."""

import hashlib
import logging
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.permissions import Actor, Permission
from portal.clock import Clock
from portal.errors import Conflict, Invalid, PortalError
from portal.events import audit, outbox, stamps
from portal.events.outbox import Handler
from portal.i18n.languages import LANGUAGES
from portal.i18n.marks import N_
from portal.media import films, images
from portal.media.models import Asset, AssetKind, AssetText, Rendition
from portal.media.storage import Storage

log = logging.getLogger(__name__)

RENDITIONS = "renditions"
"""The outbox topic of pictures that were taken in: its subjects are asset ids."""

LARGEST = {AssetKind.PICTURE: 30_000_000, AssetKind.VIDEO: 300_000_000, AssetKind.FILE: 20_000_000}
"""Bytes of an upload."""

FILE_TYPES = {".txt": "text/plain; charset=utf-8", ".csv": "text/csv; charset=utf-8", ".pdf": "application/pdf"}
"""What may be offered for download; nothing that a browser or an office program would execute."""

_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)


@dataclass(frozen=True)
class AssetWords:
    """What an asset says in one language; ``captions`` is a whole WebVTT file."""

    alt: str = ""
    caption: str = ""
    credit: str = ""
    transcript: str = ""
    captions: str = ""


@dataclass(frozen=True)
class _Kept:
    """The bytes that go into storage, and what the row says about them."""

    data: bytes
    suffix: str
    media_type: str
    width: int | None = None
    height: int | None = None
    duration: float | None = None


def add_asset(
    session: Session,
    *,
    actor: Actor,
    clock: Clock,
    storage: Storage,
    key: str,
    kind: AssetKind,
    data: bytes,
    filename: str,
    texts: Mapping[str, AssetWords],
    poster: Asset | None = None,
    fallback: bytes | None = None,
    is_demo: bool = False,
) -> Asset:
    """Keep a picture, film or file under ``key`` with its words by language; pictures get their renditions later.

    A picture is stored re-encoded (``images.clean``). ``poster`` and ``fallback`` (the same film as MP4) are for
    films. Raises Invalid for a malformed key, unsound bytes or unfitting captions, Conflict for a key that is taken.
    """
    actor.require(Permission.MANAGE_MEDIA)
    _check_key(session, key)
    _check_words(texts)
    kept = _sound(kind, data, filename)
    second = _sound_fallback(fallback) if fallback is not None else None

    now = clock()
    asset = _stored(storage, kept, filename=filename)
    asset.key, asset.kind, asset.is_demo, asset.created_at = key, kind, is_demo, now
    asset.fallback_path = storage.put(second.data, second.suffix) if second else None
    asset.poster = poster
    asset.texts = [AssetText(language=language, **vars(words)) for language, words in texts.items()]
    session.add(asset)
    session.flush()
    said = {"key": key, "kind": kind.value, "sha256": asset.sha256}
    audit.record(session, "asset.add", subject=f"asset:{asset.id}", actor_id=actor.id, actor=actor.name, at=now, **said)
    if kind is AssetKind.PICTURE:
        outbox.add(session, RENDITIONS, asset.id, at=now)
    return asset


def _stored(storage: Storage, kept: _Kept, *, filename: str) -> Asset:
    """Put the bytes into storage and return a row that tells about them, still without a key."""
    return Asset(
        path=storage.put(kept.data, kept.suffix),
        filename=_plain_name(filename, kept.suffix),
        media_type=kept.media_type,
        size=len(kept.data),
        sha256=hashlib.sha256(kept.data).hexdigest(),
        width=kept.width,
        height=kept.height,
        duration=kept.duration,
    )


def handler(storage: Storage, clock: Clock) -> Handler:
    """Return what the worker does for the topic ``RENDITIONS``: subjects are asset ids."""

    def render(session: Session, subjects: list[str]) -> None:
        # The worker has read its batch and written nothing yet: rolling back only ends its reading.
        make_renditions(session, map(int, subjects), storage=storage, clock=clock, release=session.rollback)

    return render


def make_renditions(
    session: Session,
    asset_ids: Iterable[int],
    *,
    storage: Storage,
    clock: Clock,
    release: Callable[[], None] | None = None,
) -> int:
    """Make what is missing of the pictures' renditions and return how many were made; may be called again.

    Encoding takes about a second a picture, so ``release`` ends the transaction before it: SQLite lets no reader become
    a writer once somebody else has written in between, and nobody else write once we have. A picture that cannot be
    read is logged and left as it is: readers are served the original.
    """
    jobs = _jobs(session, list(asset_ids))
    if release is not None:
        release()
    rows = [row for job in jobs for row in _render(job, storage)]
    if rows:
        session.add_all(rows)
        session.flush()
        # Every language shows the same pictures: a moved stamp brings the new sources onto the pages.
        stamps.bump(session, [stamps.SITE, *map(stamps.edition_key, LANGUAGES)], at=clock())
    return len(rows)


@dataclass(frozen=True)
class _Job:
    asset_id: int
    path: str
    made: frozenset[tuple[str, int]]


def _jobs(session: Session, asset_ids: Sequence[int]) -> list[_Job]:
    made: dict[int, set[tuple[str, int]]] = {each: set() for each in asset_ids}
    rows = session.execute(
        select(Rendition.asset_id, Rendition.format, Rendition.width).where(Rendition.asset_id.in_(asset_ids))
    )
    for asset_id, name, width in rows:
        made[asset_id].add((name, width))
    pictures = session.execute(
        select(Asset.id, Asset.path).where(Asset.id.in_(asset_ids), Asset.kind == AssetKind.PICTURE).order_by(Asset.id)
    )
    return [_Job(asset_id, path, frozenset(made[asset_id])) for asset_id, path in pictures]


def _render(job: _Job, storage: Storage) -> list[Rendition]:
    rows = []
    try:
        for name, width, height, data in images.renditions(storage.read(job.path), made=job.made):
            path = storage.put(data, images.SUFFIXES[name])
            rows.append(
                Rendition(asset_id=job.asset_id, format=name, width=width, height=height, path=path, size=len(data))
            )
    except PortalError:
        log.exception("no renditions", extra={"data": {"asset": job.asset_id}})
    return rows


def _check_key(session: Session, key: str) -> None:
    if len(key) > 80 or not _KEY.fullmatch(key):
        raise Invalid(N_("A key is made of small letters, digits and hyphens: %(key)s"), code="key", key=key)
    if session.scalar(select(Asset.id).where(Asset.key == key)):
        raise Conflict(N_("There is an asset with this key already: %(key)s"), code="exists", key=key)


def _check_words(texts: Mapping[str, AssetWords]) -> None:
    for language, words in texts.items():
        if language not in LANGUAGES:
            raise Invalid(N_("The site has no such language: %(language)s"), code="language", language=language)
        if words.captions and not words.captions.startswith("WEBVTT\n"):
            raise Invalid(N_("Captions are kept as WebVTT, and these are not."), code="captions", language=language)


def _sound(kind: AssetKind, data: bytes, filename: str) -> _Kept:
    """Look into the bytes, whatever the name says, and return what will be kept."""
    if len(data) > LARGEST[kind]:
        raise Invalid(
            N_("This file is too large: at most %(megabytes)s MB."), code="size", megabytes=LARGEST[kind] // 1_000_000
        )
    if kind is AssetKind.PICTURE:
        picture = images.clean(data)
        return _Kept(picture.data, picture.suffix, picture.media_type, width=picture.width, height=picture.height)
    if kind is AssetKind.VIDEO:
        film = films.probe(data)
        box = film.container
        return _Kept(data, box.suffix, box.media_type, width=film.width, height=film.height, duration=film.duration)
    return _sound_file(data, filename)


def _sound_fallback(data: bytes) -> _Kept:
    kept = _sound(AssetKind.VIDEO, data, "")
    if kept.media_type != films.MP4.media_type:
        raise Invalid(N_("The second version of a film is an MP4, for browsers without the first."), code="fallback")
    return kept


def _sound_file(data: bytes, filename: str) -> _Kept:
    suffix = PurePosixPath(filename.lower()).suffix
    if suffix not in FILE_TYPES:
        raise Invalid(
            N_("Files of this kind are not offered for download: %(filename)s"), code="file-type", filename=filename
        )
    try:
        is_sound = data.startswith(b"%PDF-") if suffix == ".pdf" else "\0" not in data.decode("utf-8")
    except UnicodeDecodeError:
        is_sound = False
    if not is_sound:
        raise Invalid(N_("The file is not what its name says: %(filename)s"), code="file-damaged", filename=filename)
    return _Kept(data, suffix, FILE_TYPES[suffix])


def _plain_name(filename: str, suffix: str) -> str:
    """Return the name for downloads: no folders, no control or direction characters, the ending of what was kept."""
    last = re.split(r"[\\/]", filename)[-1]
    # Category C holds the marks that could make "fdp.exe" out of "exe.pdf".
    plain = "".join(letter for letter in last if unicodedata.category(letter)[0] != "C").strip(" .")
    return f"{PurePosixPath(plain).stem[:150] or 'file'}{suffix}"
