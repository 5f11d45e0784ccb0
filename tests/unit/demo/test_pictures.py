"""The drawn pictures and films: all there, all different, all of one hand; and the words that go with them."""

import io
import json
from collections import Counter
from pathlib import Path
from typing import Any

import av
import pytest
from PIL import Image, ImageStat

from portal.demo import film, pictures
from portal.demo.pictures.canvas import APRICOT, DEEP, RIVER, Canvas, Size
from portal.i18n.languages import LANGUAGES
from portal.media import films

SPOKEN = ("en", "ar", "ckb", "kmr")
"""The languages in which the demonstration was written."""

FILES = ("guide-explosive-hazards", "partners-list")


@pytest.fixture(scope="module")
def drawn() -> dict[str, bytes]:
    return {key: pictures.draw(key) for key in pictures.KEYS}


@pytest.fixture(scope="module")
def words(root: Path) -> dict[str, dict[str, dict[str, str]]]:
    return json.loads((root / "portal/demo/assets.json").read_text("utf-8"))


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGB")


def near(pixel: tuple[int, int, int], colour: tuple[int, int, int]) -> bool:
    return max(abs(a - b) for a, b in zip(pixel, colour, strict=True)) < 40


def test_there_are_thirty_different_motifs(drawn: dict[str, bytes]) -> None:
    assert len(drawn) == len(set(drawn.values())) == 30


def test_pictures_are_jpegs_of_sixteen_to_ten(drawn: dict[str, bytes]) -> None:
    sizes = {key: Image.open(io.BytesIO(data)).size for key, data in drawn.items()}

    assert sizes.pop("hero-rivers") == (1600, 1000)
    assert set(sizes.values()) == {(1280, 800)}
    assert max(map(len, drawn.values())) < 700_000


@pytest.mark.parametrize("key", pictures.KEYS)
def test_a_picture_is_dark_petrol_with_a_little_apricot(key: str, drawn: dict[str, bytes]) -> None:
    small = opened(drawn[key]).resize((160, 100), Image.Resampling.NEAREST)
    pixels = [small.getpixel((x, y)) for x in range(160) for y in range(100)]
    red, green, blue = ImageStat.Stat(small).mean

    share = sum(near(pixel, APRICOT) for pixel in pixels) / len(pixels)

    assert 0.001 < share < 0.2
    assert red < blue
    assert (red + green + blue) / 3 < 140
    assert any(near(pixel, ground) for pixel in pixels for ground in (DEEP, RIVER))


def test_a_picture_is_the_same_every_time(drawn: dict[str, bytes]) -> None:
    assert pictures.draw("river-bend") == drawn["river-bend"]


def test_an_unknown_motif_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        pictures.draw("nothing")


def test_a_shape_cuts_the_dots_at_its_edge() -> None:
    canvas = Canvas(Size(480, 300), ground=DEEP)
    canvas.dots_inside([(100, 100), (200, 100), (200, 200), (100, 200)], lambda _x, _y: (0.9, APRICOT))
    image = canvas.image()

    assert image.crop((0, 0, 99, 300)).getcolors() == [(99 * 300, DEEP)]
    assert image.crop((202, 0, 480, 300)).getcolors() == [(278 * 300, DEEP)]
    assert near(image.getpixel((150, 150)), APRICOT) or near(image.getpixel((153, 150)), APRICOT)


def test_every_asset_says_what_it_is_in_every_language(words: dict[str, Any]) -> None:
    assert set(words) == {*pictures.KEYS, *film.KEYS, *FILES}
    for key, texts in words.items():
        assert tuple(texts) == SPOKEN, key
        for language, text in texts.items():
            assert all(text[part].strip() for part in ("alt", "caption", "credit")), (key, language)
            assert len(text["alt"]) <= 180, (key, language)


def test_every_asset_is_told_apart_by_its_words(words: dict[str, Any]) -> None:
    for language in SPOKEN:
        told = Counter(texts[language]["alt"] for texts in words.values())
        assert told.most_common(1)[0][1] == 1


def test_words_are_written_in_the_letters_of_their_language(words: dict[str, Any]) -> None:
    for key, texts in words.items():
        for code in SPOKEN:
            foreign = set("".join(texts[code].values())) & set(LANGUAGES[code].foreign_letters)
            assert not foreign, (key, code, foreign)


def test_stories_name_only_assets_that_there_are(root: Path, words: dict[str, Any]) -> None:
    named = set()
    for path in (root / "portal/demo/stories").glob("*/*.json"):
        story = json.loads(path.read_text("utf-8"))
        named |= {story["facts"].get("lead"), story["facts"].get("video")}
        for edition in story["editions"].values():
            for block in edition["blocks"]:
                named |= {block.get("asset"), *block.get("assets", ())}

    assert named - {None} <= set(words)


def test_the_leaflet_has_five_rules_in_four_languages(root: Path) -> None:
    text = (root / "portal/demo/files/guide-explosive-hazards.txt").read_text("utf-8")

    parts = text.split("-" * 60)

    assert len(parts) == 4
    for part in parts:
        assert (
            sum(
                line.lstrip()[:2] in {"1.", "2.", "3.", "4.", "5.", "١.", "٢.", "٣.", "٤.", "٥."}
                for line in part.splitlines()
            )
            == 5
        )


def test_captions_are_webvtt_with_hours() -> None:
    cues = [
        {"start": 0.0, "end": 3.25, "text": {"en": "One", "ckb": "یەک"}},
        {"start": 59.9996, "end": 3661.5, "text": {"en": "Two", "ckb": "دوو"}},
    ]

    assert film.captions(cues, "ckb") == (
        "WEBVTT\n\n00:00:00.000 --> 00:00:03.250\nیەک\n\n00:01:00.000 --> 01:01:01.500\nدوو\n"
    )


@pytest.mark.slow
@pytest.mark.parametrize("key", film.KEYS)
def test_a_film_plays_for_twelve_seconds_in_both_formats(key: str) -> None:
    webm, mp4 = film.make_film(key)

    for data, codec in ((webm, "vp9"), (mp4, "h264")):
        assert len(data) < 1_000_000
        assert films.probe(data).duration == film.SECONDS
        with av.open(io.BytesIO(data)) as container:
            assert [stream.type for stream in container.streams] == ["video"]
            assert container.streams.video[0].codec_context.name == codec
            frames = [frame.to_image() for frame in container.decode(video=0)]
        assert len(frames) == 144
        assert frames[0].size == (640, 360)
        assert frames[0].tobytes() != frames[-1].tobytes()
    # Players of the older format begin before the whole file is there.
    assert mp4.index(b"moov") < mp4.index(b"mdat")
