"""Pictures as bytes: what is taken in, and the sizes and formats that are made of it. Pure."""

import io
import struct
import zlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from portal.errors import Invalid
from portal.i18n.marks import N_

LARGEST_AREA = 40_000_000
"""Pixels, told by the header before anything is unpacked: a few kilobytes can hold a picture that fills memory."""
LONGEST_SIDE = 16_000
"""Pixels; WebP ends at 16 383."""

WIDTHS = (320, 640, 960, 1280)
FORMATS = ("avif", "webp", "jpeg")
SUFFIXES = {"avif": ".avif", "webp": ".webp", "jpeg": ".jpg", "png": ".png"}

_TAKEN = ("JPEG", "PNG", "WEBP")
_OPTIONS: dict[str, dict[str, int | bool]] = {
    # Speed 8 of 10 takes a third of the time of the usual 6; the files get a tenth larger, smooth ones a half.
    "avif": {"quality": 55, "speed": 8},
    "webp": {"quality": 78, "method": 2},
    "jpeg": {"quality": 80, "optimize": True, "progressive": True},
}
# What Pillow's decoders raise for broken files.
_BROKEN = (OSError, ValueError, SyntaxError, EOFError, IndexError, struct.error, zlib.error)


@dataclass(frozen=True)
class Cleaned:
    """A picture fit to be kept: freshly encoded, upright, in sRGB, without any metadata."""

    data: bytes
    format: str
    """``jpeg``, or ``png`` for drawings and whatever has transparent parts."""
    width: int
    height: int

    @property
    def media_type(self) -> str:
        """Return the MIME type."""
        return f"image/{self.format}"

    @property
    def suffix(self) -> str:
        """Return the ending of its file name."""
        return SUFFIXES[self.format]


class Rendered(NamedTuple):
    """One rendition of a picture."""

    format: str
    width: int
    height: int
    data: bytes


def clean(source: bytes) -> Cleaned:
    """Return ``source`` (JPEG, PNG or WebP) re-encoded from its pixels alone; of moving pictures the first frame.

    Nothing else of the file survives: place, camera, thumbnails, comments, whatever hides behind the picture. Raises
    Invalid for everything that is not a sound picture of reasonable size.
    """
    image, taken = _decode(source)
    out = io.BytesIO()
    if taken == "PNG" or image.mode == "RGBA":
        image.save(out, "PNG", optimize=True)
        return Cleaned(out.getvalue(), "png", image.width, image.height)
    image.save(out, "JPEG", quality=92, subsampling=0, optimize=True)
    return Cleaned(out.getvalue(), "jpeg", image.width, image.height)


def renditions(
    source: bytes,
    widths: Sequence[int] = WIDTHS,
    formats: Sequence[str] = FORMATS,
    *,
    made: Collection[tuple[str, int]] = (),
) -> Iterator[Rendered]:
    """Yield ``source`` in each of ``formats`` and ``widths`` but those in ``made``; never wider than it is.

    A picture narrower than the smallest width is given at its own. Raises Invalid for bad files, at the first step.
    """
    image, _ = _decode(source)
    chosen = [width for width in sorted(widths) if width <= image.width] or [image.width]
    for width in chosen:
        wanted = [name for name in formats if (name, width) not in made]
        if not wanted:
            continue
        height = max(1, round(image.height * width / image.width))
        scaled = image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)
        for name in wanted:
            yield Rendered(name, width, height, _encode(scaled, name))


def _decode(source: bytes) -> tuple[Image.Image, str]:
    """Return the pixels, upright, as RGB or (only if something shines through) RGBA in sRGB, and the file's format."""
    try:
        with Image.open(io.BytesIO(source), formats=_TAKEN) as opened:
            _check_size(*opened.size)
            taken = opened.format or ""
            opened.load()
            upright = ImageOps.exif_transpose(opened)
            return _plain(upright), taken
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_large() from error
    except UnidentifiedImageError as error:
        raise Invalid(N_("This is not a picture in JPEG, PNG or WebP."), code="picture-format") from error
    except _BROKEN as error:
        raise Invalid(N_("This picture cannot be read: the file is damaged."), code="picture-damaged") from error


def _check_size(width: int, height: int) -> None:
    if width * height > LARGEST_AREA or max(width, height) > LONGEST_SIDE:
        raise _too_large()


def _too_large() -> Invalid:
    return Invalid(
        N_("This picture is too large: at most %(millions)s million pixels, and %(side)s pixels a side."),
        code="picture-size",
        millions=LARGEST_AREA // 1_000_000,
        side=LONGEST_SIDE,
    )


def _plain(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I"):
        # 16 bits of grey: Pillow would cut off at 255 instead of scaling.
        image = image.convert("I").point(lambda value: value / 256).convert("L")
    see_through = image.has_transparency_data
    plain = _in_srgb(image, "RGBA" if see_through else "RGB")
    if see_through and plain.getchannel("A").getextrema() == (255, 255):
        plain = plain.convert("RGB")
    # A fresh image: converted ones still carry the old file's profile and comments, which encoders would write.
    fresh = Image.new(plain.mode, plain.size)
    fresh.paste(plain)
    return fresh


def _in_srgb(image: Image.Image, mode: str) -> Image.Image:
    """Convert by the embedded colour profile; without it, wide-gamut photographs would turn pale."""
    profile = image.info.get("icc_profile")
    if profile and image.mode in {"RGB", "RGBA", "CMYK", "L"}:
        target = mode if image.mode == "RGBA" else "RGB"
        try:
            converted = ImageCms.profileToProfile(
                image, ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB"), outputMode=target
            )
        except (ImageCms.PyCMSError, OSError):
            converted = None  # a broken or unfitting profile is as good as none
        if converted is not None:
            return converted.convert(mode)
    return image.convert(mode)


def _encode(image: Image.Image, name: str) -> bytes:
    if name == "jpeg" and image.mode == "RGBA":
        ground = Image.new("RGB", image.size, "white")
        ground.paste(image, mask=image.getchannel("A"))
        image = ground
    out = io.BytesIO()
    image.save(out, name.upper(), **_OPTIONS[name])
    return out.getvalue()
