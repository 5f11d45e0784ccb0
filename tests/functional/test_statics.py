"""Files: the built front end, media in whole and in part, captions, and the names that programs ask for."""

import gzip
from datetime import UTC, datetime

import brotli
import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from portal.content.commands import Context
from portal.i18n.languages import LANGUAGES
from portal.media.models import Asset, AssetKind, AssetText
from portal.services import EXTENSION
from portal.web.assets import DIST, asset, manifest
from portal.web.caching import FOR_EVER, PAGE
from portal.web.urls import captions_path, media_path
from tests.functional.conftest import TurnableClock

FILM = bytes(range(256)) * 4
CAPTIONS = "WEBVTT\n\n00:00.000 --> 00:01.000\nئاشتی\n"


def get(client: FlaskClient, path: str, **headers: str) -> TestResponse:
    """Ask for a file and read all of it, so that it is closed again."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.get(path, headers=named, buffered=True)


def keep(app: Flask, data: bytes, suffix: str) -> str:
    """Keep a file in the site's storage and return its address."""
    return media_path(app.extensions[EXTENSION].storage.put(data, suffix))


def test_a_style_sheet_may_be_kept_for_ever(client: FlaskClient) -> None:
    response = get(client, asset("site.css"))

    assert response.status_code == 200
    assert response.content_type == "text/css; charset=utf-8"
    assert response.headers["Cache-Control"] == FOR_EVER
    assert response.data == (DIST / manifest().hashed("site.css")).read_bytes()


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("deflate", None),
        ("identity", None),
        ("", None),
    ],
)
def test_what_was_compressed_is_sent_as_the_browser_takes_it(
    client: FlaskClient, accepted: str, encoding: str | None
) -> None:
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[encoding]

    response = get(client, asset("site.css"), Accept_Encoding=accepted)

    assert response.headers.get("Content-Encoding") == encoding
    assert response.headers["Vary"] == "Accept-Encoding"
    assert response.content_type == "text/css; charset=utf-8"
    assert unpack(response.data) == (DIST / manifest().hashed("site.css")).read_bytes()


def test_each_encoding_has_an_etag_of_its_own(client: FlaskClient) -> None:
    path = asset("site.js")

    etags = {get(client, path, Accept_Encoding=name).headers["ETag"] for name in ("br", "gzip", "identity")}

    assert len(etags) == 3


def test_fonts_are_sent_as_they_are(client: FlaskClient) -> None:
    response = get(client, asset("fonts/vazirmatn-arabic.woff2"), Accept_Encoding="br, gzip")

    assert response.content_type == "font/woff2"
    assert "Content-Encoding" not in response.headers
    assert "Vary" not in response.headers


def test_a_file_that_the_browser_has_is_not_sent_again(client: FlaskClient) -> None:
    path = asset("site.css")
    etag = get(client, path).headers["ETag"]

    response = get(client, path, If_None_Match=etag)

    assert (response.status_code, response.data) == (304, b"")
    assert response.headers["Cache-Control"] == FOR_EVER


@pytest.mark.parametrize(
    "name",
    [
        "nothing.css",
        "site.css",
        "manifest.json",
        "inputs.sha256",
        "../app.py",
        "%2e%2e/app.py",
        "/etc/passwd",
        "fonts/",
    ],
)
def test_only_files_of_the_build_are_assets(client: FlaskClient, name: str) -> None:
    response = get(client, f"/assets/{name}")

    assert response.status_code in {301, 404}
    assert b"import" not in response.data


def test_a_stored_picture_is_kept_for_ever_and_shown_anywhere(app: Flask, client: FlaskClient) -> None:
    path = keep(app, b"\xff\xd8\xff", ".jpg")

    response = get(client, path)

    assert (response.status_code, response.data) == (200, b"\xff\xd8\xff")
    assert response.content_type == "image/jpeg"
    assert response.headers["Cache-Control"] == FOR_EVER
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "Content-Disposition" not in response.headers


@pytest.mark.parametrize(
    ("suffix", "content_type"),
    [
        (".pdf", "application/pdf"),
        (".html", "application/octet-stream"),
        (".svg", "application/octet-stream"),
        (".js", "application/octet-stream"),
    ],
)
def test_what_is_no_picture_or_film_is_only_ever_downloaded(
    app: Flask, client: FlaskClient, suffix: str, content_type: str
) -> None:
    response = get(client, keep(app, b"<script>alert(1)</script>", suffix))

    assert response.content_type == content_type
    assert response.headers["Content-Disposition"] == "attachment"


@pytest.mark.parametrize(
    ("asked", "content", "told"),
    [
        ("bytes=0-99", FILM[:100], "bytes 0-99/1024"),
        ("bytes=1000-", FILM[1000:], "bytes 1000-1023/1024"),
        ("bytes=-24", FILM[-24:], "bytes 1000-1023/1024"),
        ("bytes=1000-9999", FILM[1000:], "bytes 1000-1023/1024"),
    ],
)
def test_a_player_may_ask_for_a_part_of_a_film(
    app: Flask, client: FlaskClient, asked: str, content: bytes, told: str
) -> None:
    response = get(client, keep(app, FILM, ".webm"), Range=asked)

    assert (response.status_code, response.data) == (206, content)
    assert response.headers["Content-Range"] == told
    assert response.content_length == len(content)
    assert response.content_type == "video/webm"


def test_a_film_says_that_it_can_be_had_in_parts(app: Flask, client: FlaskClient) -> None:
    response = get(client, keep(app, FILM, ".mp4"))

    assert (response.status_code, response.headers["Accept-Ranges"], response.data) == (200, "bytes", FILM)


def test_a_part_beyond_the_end_is_refused_with_the_length(app: Flask, client: FlaskClient) -> None:
    response = get(client, keep(app, FILM, ".webm"), Range="bytes=5000-")

    assert response.status_code == 416
    assert response.headers["Content-Range"] == "bytes */1024"
    assert response.content_type == "text/plain; charset=utf-8"


@pytest.mark.parametrize("asked", ["bytes=0-1,5-6", "lines=1-2", "nonsense"])
def test_other_wishes_get_the_whole_film(app: Flask, client: FlaskClient, asked: str) -> None:
    response = get(client, keep(app, FILM, ".webm"), Range=asked)

    assert (response.status_code, response.data) == (200, FILM)


def test_a_part_of_another_film_is_not_mixed_in(app: Flask, client: FlaskClient) -> None:
    response = get(client, keep(app, FILM, ".webm"), Range="bytes=0-9", If_Range='"another"')

    assert (response.status_code, response.data) == (200, FILM)


@pytest.mark.parametrize(
    "path", ["/media/", "/media/x.jpg", "/media/ab/../../portal.db", "/media/..%2fportal.db", "/media//etc/passwd"]
)
def test_nothing_else_is_media(client: FlaskClient, path: str) -> None:
    response = get(client, path)

    assert response.status_code in {301, 404}


def film_with_captions(ctx: Context) -> Asset:
    """Return a film that speaks Sorani."""
    film = Asset(
        key="sixty-seconds",
        kind=AssetKind.VIDEO,
        path="ab/cd/abcd0123.webm",
        filename="film.webm",
        media_type="video/webm",
        size=1,
        sha256="0" * 64,
        created_at=ctx.now,
        texts=[AssetText(language="ckb", captions=CAPTIONS), AssetText(language="en", alt="A film")],
    )
    ctx.session.add(film)
    ctx.session.commit()
    return film


def test_captions_are_web_vtt_and_may_be_corrected(client: FlaskClient, ctx: Context) -> None:
    film = film_with_captions(ctx)

    response = get(client, captions_path(film.path, "ckb"))

    assert (response.status_code, response.text) == (200, CAPTIONS)
    assert response.content_type == "text/vtt; charset=utf-8"
    assert response.headers["Cache-Control"] == PAGE


def test_captions_are_not_found_by_a_name_that_could_be_guessed(client: FlaskClient, ctx: Context) -> None:
    film = film_with_captions(ctx)

    assert get(client, captions_path(film.key, "ckb")).status_code == 404
    assert get(client, captions_path(film.path, "en")).status_code == 404
    assert get(client, captions_path(film.path, "xx")).status_code == 404


def test_the_icon_that_browsers_ask_for_is_the_mark(client: FlaskClient) -> None:
    response = get(client, "/favicon.ico")

    assert response.status_code == 200
    assert response.content_type == "image/svg+xml"
    assert response.data == (DIST / manifest().hashed("img/mark.svg")).read_bytes()
    assert "immutable" not in response.headers["Cache-Control"]


def test_finders_of_weaknesses_are_told_whom_to_tell(client: FlaskClient, clock: TurnableClock) -> None:
    response = get(client, "/.well-known/security.txt")

    assert response.content_type == "text/plain; charset=utf-8"
    fields = dict(line.split(": ", 1) for line in response.text.splitlines())
    assert fields["Contact"] == "mailto:security@portal.example.org"
    assert fields["Canonical"] == "https://portal.example.org/.well-known/security.txt"
    assert fields["Preferred-Languages"] == ", ".join(LANGUAGES)
    assert clock() < datetime.fromisoformat(fields["Expires"]) <= clock().replace(year=clock().year + 1)


def test_the_same_is_told_all_month(client: FlaskClient, clock: TurnableClock) -> None:
    clock.set(datetime(2026, 2, 1, tzinfo=UTC))
    first = get(client, "/.well-known/security.txt").data
    clock.set(datetime(2026, 2, 28, 23, 59, tzinfo=UTC))

    assert get(client, "/.well-known/security.txt").data == first
