"""Pictures: what is taken in, what is left behind, and what is made of them."""

import io
import struct
import zlib

import pytest
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from portal.errors import Invalid
from portal.media import images


def encoded(image: Image.Image, name: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, name, **options)
    return out.getvalue()


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def png_header(width: int, height: int) -> bytes:
    """Return a PNG that claims a size and has no pixels to speak of."""
    body = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = b"IDAT" + zlib.compress(b"\0" * 100)
    chunks = [
        struct.pack(">I", len(part) - 4) + part + struct.pack(">I", zlib.crc32(part))
        for part in (body, pixels, b"IEND")
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def test_a_photograph_is_kept_as_a_fresh_jpeg() -> None:
    kept = images.clean(encoded(Image.new("RGB", (40, 30), "teal"), "JPEG"))

    assert (kept.format, kept.media_type, kept.suffix) == ("jpeg", "image/jpeg", ".jpg")
    assert opened(kept.data).size == (kept.width, kept.height) == (40, 30)


def test_a_drawing_stays_a_png() -> None:
    assert images.clean(encoded(Image.new("P", (9, 9)), "PNG")).format == "png"


def test_webp_becomes_jpeg_or_with_transparent_parts_png() -> None:
    solid = encoded(Image.new("RGBA", (9, 9), (1, 2, 3, 255)), "WEBP", lossless=True)
    glass = encoded(Image.new("RGBA", (9, 9), (1, 2, 3, 90)), "WEBP", lossless=True)

    assert images.clean(solid).format == "jpeg"
    assert images.clean(glass).format == "png"


def test_place_camera_and_comments_are_left_behind() -> None:
    exif = Image.Exif()
    exif[0x010F] = "Spy Camera"
    exif.get_ifd(0x8825)[1] = "N"
    photograph = encoded(Image.new("RGB", (20, 20)), "JPEG", exif=exif, comment=b"secret note")
    notes = PngInfo()
    notes.add_text("Author", "secret note")
    drawing = encoded(Image.new("RGB", (20, 20)), "PNG", pnginfo=notes)

    for source in (photograph, drawing):
        kept = images.clean(source)
        made = [each.data for each in images.renditions(source)]
        for data in (kept.data, *made):
            assert b"secret note" not in data
            assert b"Spy Camera" not in data
            assert not opened(data).getexif()


def test_a_picture_taken_sideways_is_turned_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6

    kept = images.clean(encoded(Image.new("RGB", (30, 20)), "JPEG", exif=exif))

    assert (kept.width, kept.height) == (20, 30)


def test_colours_of_another_profile_are_converted() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
    unfitting = encoded(Image.new("RGB", (8, 8), (200, 30, 40)), "PNG", icc_profile=lab.tobytes())
    damaged = encoded(Image.new("RGB", (8, 8), (200, 30, 40)), "PNG", icc_profile=b"no profile")

    for source in (unfitting, damaged):
        kept = opened(images.clean(source).data)
        assert kept.getpixel((4, 4)) == (200, 30, 40)
        assert "icc_profile" not in kept.info


def test_sixteen_bits_of_grey_are_scaled_not_cut_off() -> None:
    kept = images.clean(encoded(Image.new("I;16", (8, 8), 32768), "PNG"))

    assert opened(kept.data).convert("L").getpixel((4, 4)) == 128


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_kind_of_png_can_be_kept_and_rendered(mode: str) -> None:
    source = encoded(Image.new(mode, (400, 10)), "PNG")

    assert images.clean(source).width == 400
    assert [each.width for each in images.renditions(source)] == [320, 320, 320]


def test_a_cmyk_jpeg_becomes_rgb() -> None:
    assert opened(images.clean(encoded(Image.new("CMYK", (8, 8)), "JPEG")).data).mode == "RGB"


@pytest.mark.parametrize("name", ["GIF", "BMP", "TIFF", "ICO", "PPM", "AVIF"])
def test_other_formats_are_refused(name: str) -> None:
    with pytest.raises(Invalid, match="not a picture in JPEG, PNG or WebP"):
        images.clean(encoded(Image.new("RGB", (32, 32)), name))


@pytest.mark.parametrize(
    "data", [b"", b"GIF89a", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"%PDF-1.7", b"\xff\xd8\xff"]
)
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    with pytest.raises(Invalid):
        images.clean(data)


def test_a_picture_that_ends_too_early_is_refused() -> None:
    whole = encoded(Image.effect_noise((300, 300), 80), "JPEG")

    with pytest.raises(Invalid, match="damaged"):
        images.clean(whole[: len(whole) // 2])


@pytest.mark.parametrize("size", [(8_000, 5_001), (16_001, 4), (9_500, 9_500), (40_000, 40_000)])
def test_a_picture_that_would_fill_the_memory_is_refused_unopened(size: tuple[int, int]) -> None:
    with pytest.raises(Invalid, match="40 million pixels") as caught:
        images.clean(png_header(*size))

    assert caught.value.code == "picture-size"


def test_a_broken_picture_never_escapes_as_another_error() -> None:
    whole = bytearray(encoded(Image.effect_noise((60, 60), 80).convert("RGB"), "PNG"))
    outcomes = set()
    for place in range(8, len(whole), 97):
        broken = bytearray(whole)
        broken[place] ^= 0x55
        try:
            images.clean(bytes(broken))
            outcomes.add("kept")
        except Invalid:
            outcomes.add("refused")

    assert "refused" in outcomes


def test_renditions_come_in_every_format_and_width_up_to_the_source() -> None:
    source = encoded(Image.radial_gradient("L").resize((1000, 600)), "JPEG")

    made = list(images.renditions(source))

    assert [(each.format, each.width, each.height) for each in made] == [
        (name, width, height)
        for width, height in ((320, 192), (640, 384), (960, 576))
        for name in ("avif", "webp", "jpeg")
    ]
    for each in made:
        picture = opened(each.data)
        assert (picture.format, picture.size) == (each.format.upper(), (each.width, each.height))


def test_a_small_picture_is_not_blown_up() -> None:
    source = encoded(Image.new("RGB", (100, 50)), "PNG")

    assert {(each.width, each.height) for each in images.renditions(source)} == {(100, 50)}


def test_what_is_made_already_is_left_out() -> None:
    source = encoded(Image.new("RGB", (700, 70)), "PNG")
    made = {("avif", 320), ("webp", 320), ("jpeg", 320), ("avif", 640)}

    assert [(each.format, each.width) for each in images.renditions(source, made=made)] == [
        ("webp", 640),
        ("jpeg", 640),
    ]


def test_transparent_parts_are_white_where_the_format_has_none() -> None:
    source = encoded(Image.new("RGBA", (320, 20), (0, 0, 0, 0)), "PNG")

    (made,) = images.renditions(source, formats=("jpeg",))

    assert opened(made.data).getpixel((5, 5)) == (255, 255, 255)


def test_a_very_narrow_picture_keeps_at_least_one_row() -> None:
    source = encoded(Image.new("RGB", (9000, 3)), "PNG")

    assert {each.height for each in images.renditions(source, widths=(320,))} == {1}
