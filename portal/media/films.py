"""Films as bytes: what may be kept, and how large and long it is. Pure; frames are not re-encoded here."""

import io
from dataclasses import dataclass

import av
from av.container import InputContainer

from portal.errors import Invalid
from portal.i18n.marks import N_

LONGEST = 4 * 60 * 60
"""Seconds."""


@dataclass(frozen=True)
class Container:
    """A kind of file that browsers play, told by its first bytes and by the codec in it."""

    demuxer: str
    codecs: frozenset[str]
    media_type: str
    suffix: str


WEBM = Container("matroska", frozenset({"vp8", "vp9", "av1"}), "video/webm", ".webm")
MP4 = Container("mov", frozenset({"h264"}), "video/mp4", ".mp4")


@dataclass(frozen=True)
class Film:
    """What a film file holds: pixels, and seconds."""

    container: Container
    width: int
    height: int
    duration: float


def probe(data: bytes) -> Film:
    """Return what ``data`` holds: WebM, or MP4 with H.264; its first frame is decoded, so that it surely plays.

    Raises Invalid for everything else.
    """
    container = _container(data)
    try:
        with av.open(io.BytesIO(data), "r", format=container.demuxer) as opened:
            return _read(opened, container)
    except (av.error.FFmpegError, StopIteration) as error:
        raise Invalid(N_("This film cannot be read: the file is damaged."), code="film-damaged") from error


def _container(data: bytes) -> Container:
    if data[:4] == b"\x1a\x45\xdf\xa3":
        return WEBM
    if data[4:8] == b"ftyp":
        return MP4
    raise Invalid(N_("This is not a film in WebM or MP4."), code="film-format")


def _read(opened: InputContainer, container: Container) -> Film:
    if not opened.streams.video or opened.duration is None:
        raise Invalid(N_("There is no picture in this film, or its length is unknown."), code="film-empty")
    stream = opened.streams.video[0]
    if stream.codec_context.name not in container.codecs:
        raise Invalid(
            N_("Browsers cannot play this film: it is encoded as %(codec)s."),
            code="film-codec",
            codec=stream.codec_context.name,
        )
    frame = next(opened.decode(video=0))
    duration = opened.duration / av.time_base
    if not 0 < duration <= LONGEST:
        raise Invalid(N_("This film is too long: at most %(hours)s hours."), code="film-size", hours=LONGEST // 3600)
    return Film(container, frame.width, frame.height, round(duration, 3))
