"""Films: only what browsers play is taken in."""

from collections.abc import Callable

import pytest

from portal.errors import Invalid
from portal.media import films

EncodeFilm = Callable[[str, str], bytes]


@pytest.mark.parametrize(
    ("container", "codec", "media_type", "suffix"),
    [("webm", "libvpx-vp9", "video/webm", ".webm"), ("mp4", "libx264", "video/mp4", ".mp4")],
)
def test_films_of_the_web_tell_their_size_and_length(
    encode_film: EncodeFilm, container: str, codec: str, media_type: str, suffix: str
) -> None:
    found = films.probe(encode_film(container, codec))

    assert (found.width, found.height, found.duration) == (64, 48, 3.0)
    assert (found.container.media_type, found.container.suffix) == (media_type, suffix)


@pytest.mark.parametrize("data", [b"", b"RIFF....AVI LIST", b"\0\0\0\x20", b"#EXTM3U\nhttp://example.org/a.ts"])
def test_other_files_are_no_films(data: bytes) -> None:
    with pytest.raises(Invalid, match="not a film in WebM or MP4"):
        films.probe(data)


@pytest.mark.parametrize("head", [b"\x1a\x45\xdf\xa3", b"\0\0\0\x18ftypmp42"])
def test_a_film_in_name_only_is_refused(head: bytes) -> None:
    with pytest.raises(Invalid):
        films.probe(head + b"\0" * 400)


def test_a_codec_that_browsers_lack_is_named(encode_film: EncodeFilm) -> None:
    with pytest.raises(Invalid, match="mpeg4"):
        films.probe(encode_film("mp4", "mpeg4"))
