"""The films of the demonstration content: a drawn place through twelve seconds of light, for every browser."""

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, cast

import av
from av.container import OutputContainer
from av.video.reformatter import Colorspace
from av.video.stream import VideoStream

from portal.demo.pictures import landscape, townscape
from portal.demo.pictures.canvas import DEEP, RIVER, Canvas, Colour, Size

SECONDS = 12
_RATE = 12
_SIZE = Size(640, 360)
_TOP = 15
"""Units cut off above (and as many below): stills are 16:10, films 16:9."""

_FILMS: Mapping[str, tuple[Colour, Callable[[Canvas, float], None]]] = {
    "film-city": (DEEP, townscape.city),
    "film-desert": (RIVER, landscape.desert),
    "film-marsh": (DEEP, landscape.marsh),
    "film-mountains": (RIVER, landscape.mountains),
}

KEYS: tuple[str, ...] = tuple(_FILMS)

_BT709 = 1
"""The colours' standard, by its number in H.273."""


def make_film(key: str) -> tuple[bytes, bytes]:
    """Return the film ``key`` as WebM (VP9) and as MP4 (H.264), without sound, some hundred kilobytes each.

    The still ``sixty-…`` of the same name is its middle. KeyError for an unknown key.
    """
    webm, mp4 = io.BytesIO(), io.BytesIO()
    # Bit-exact: without it the WebM carries a random number, and each run would make another file.
    with (
        av.open(webm, "w", format="webm", options={"fflags": "+bitexact"}) as first,
        av.open(mp4, "w", format="mp4", options={"fflags": "+bitexact", "moov_size": "8192"}) as second,
    ):
        streams = (
            _stream(first, "libvpx-vp9", {"crf": "40", "b": "0", "deadline": "realtime", "cpu-used": "7", "g": "72"}),
            _stream(second, "libx264", {"crf": "27", "preset": "veryfast", "profile": "high", "g": "72"}),
        )
        for frame in _frames(key):
            for container, stream in zip((first, second), streams, strict=True):
                container.mux(stream.encode(frame))
        for container, stream in zip((first, second), streams, strict=True):
            container.mux(stream.encode(None))
    return webm.getvalue(), mp4.getvalue()


def _stream(container: OutputContainer, codec: str, options: dict[str, str]) -> VideoStream:
    stream = cast(VideoStream, container.add_stream(codec, rate=_RATE, options=options))
    context = stream.codec_context
    context.width, context.height, context.pix_fmt = _SIZE.width, _SIZE.height, "yuv420p"
    context.time_base = Fraction(1, _RATE)
    context.colorspace = context.color_primaries = context.color_trc = _BT709
    return stream


def _frames(key: str) -> Iterator[av.VideoFrame]:
    ground, scene = _FILMS[key]
    count = SECONDS * _RATE
    for number in range(count):
        canvas = Canvas(_SIZE, ground=ground, top=_TOP)
        scene(canvas, number / (count - 1))
        pixels = av.VideoFrame.from_bytes(canvas.image().convert("RGBA").tobytes(), _SIZE.width, _SIZE.height)
        frame = pixels.reformat(format="yuv420p", dst_colorspace=Colorspace.ITU709)
        frame.pts = number
        frame.time_base = Fraction(1, _RATE)
        yield frame


def captions(cues: Sequence[Mapping[str, Any]], language: str) -> str:
    """Return ``cues`` (``start`` and ``end`` in seconds, ``text`` by language) as a WebVTT file in ``language``."""
    parts = ["WEBVTT"]
    parts += [f"{_stamp(cue['start'])} --> {_stamp(cue['end'])}\n{cue['text'][language]}" for cue in cues]
    return "\n\n".join(parts) + "\n"


def _stamp(seconds: float) -> str:
    thousandths = round(seconds * 1000)
    minutes, rest = divmod(thousandths, 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest // 1000:02}.{rest % 1000:03}"
