"""Files: the built front end, stored media, captions, and the few fixed names that programs ask for."""

import re
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import BinaryIO
from urllib.parse import urlsplit

from flask import Blueprint, Flask, Response, request
from sqlalchemy import select
from werkzeug.exceptions import RequestedRangeNotSatisfiable
from werkzeug.wsgi import wrap_file

from portal.assets.manifest import AssetsMissing
from portal.errors import NotFound
from portal.i18n.languages import LANGUAGES
from portal.i18n.marks import N_
from portal.media.models import Asset, AssetText
from portal.web.assets import DIST, manifest
from portal.web.caching import FOR_EVER
from portal.web.ext import db
from portal.web.services import services

statics = Blueprint("statics", __name__)

ASSET_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".woff2": "font/woff2",
}
MEDIA_TYPES = {
    ".avif": "image/avif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".mp4": "video/mp4",
    ".png": "image/png",
    ".webm": "video/webm",
    ".webp": "image/webp",
}
"""What is shown in place. Everything else is handed over as a download, whatever it claims to be."""

DOWNLOAD = "application/octet-stream"
DOWNLOAD_TYPES = {".pdf": "application/pdf", ".zip": "application/zip", ".csv": "text/csv; charset=utf-8"}
"""Types that a download may say it has; being attachments, none of them is drawn on this host."""

ENCODINGS = {"br": ".br", "gzip": ".gz"}
"""What the build leaves beside files that gain by it, smallest first."""

A_DAY = "public, max-age=86400"

_ONE_RANGE = re.compile(r"bytes=(?:[0-9]+-[0-9]*|-[0-9]+)")


def init_statics(app: Flask) -> None:
    """Join the files to ``app``."""
    app.register_blueprint(statics)


@statics.get("/assets/<path:name>")
def built(name: str) -> Response:
    """Give a file of the front end; only names that the build made are looked for on the disk."""
    if name not in _built_names():
        raise _nothing()
    there = [encoding for encoding, ending in ENCODINGS.items() if (DIST / (name + ending)).exists()]
    chosen = next((encoding for encoding in there if request.accept_encodings.quality(encoding) > 0), None)
    ending = ENCODINGS[chosen] if chosen else ""
    response = _sent(
        (DIST / (name + ending)).open("rb"),
        content_type=ASSET_TYPES.get(PurePosixPath(name).suffix, DOWNLOAD),
        etag=PurePosixPath(name).name + ending,
        keep=FOR_EVER,
    )
    if chosen:
        response.headers["Content-Encoding"] = chosen
    if there:
        response.vary.add("Accept-Encoding")
    return response


@statics.get("/favicon.ico")
def icon() -> Response:
    """Give the mark to whoever does not read the page's head."""
    try:
        name = manifest().hashed("img/mark.svg")
    except AssetsMissing:
        raise _nothing() from None
    return _sent((DIST / name).open("rb"), content_type=ASSET_TYPES[".svg"], etag=PurePosixPath(name).name, keep=A_DAY)


@statics.get("/media/<path:path>")
def stored(path: str) -> Response:
    """Give a picture, a film or a file; their names are random, so whoever knows one was told.

    Ranges are answered, which players need to jump; feed readers and messengers show the pictures on other hosts.
    """
    suffix = PurePosixPath(path).suffix
    response = _sent(
        services().storage.open(path),
        content_type=MEDIA_TYPES.get(suffix) or DOWNLOAD_TYPES.get(suffix, DOWNLOAD),
        etag=PurePosixPath(path).name,
        keep=FOR_EVER,
    )
    if suffix not in MEDIA_TYPES:
        response.headers["Content-Disposition"] = "attachment"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@statics.get("/media/captions/<path:film>.<lang:language>.vtt")
def captions(film: str, language: str) -> Response:
    """Give the captions of a film, which is named by its random storage name, as in a page's ``<track>``."""
    text = db.session.scalar(
        select(AssetText.captions).join(Asset).where(Asset.path == film, AssetText.language == language)
    )
    if not text:
        raise _nothing()
    return Response(text, content_type="text/vtt; charset=utf-8")


@statics.get("/.well-known/security.txt")
def security() -> Response:
    """Say whom to tell of a weakness (RFC 9116). The date moves once a month, so that caches keep the answer."""
    parts = services()
    site_url = parts.settings.site_url
    now = parts.clock().astimezone(UTC)
    expires = datetime(now.year + 1, now.month, 1, tzinfo=UTC)
    lines = (
        f"Contact: mailto:security@{urlsplit(site_url).hostname}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        f"Preferred-Languages: {', '.join(LANGUAGES)}",
        f"Canonical: {site_url}/.well-known/security.txt",
    )
    return Response("".join(f"{line}\n" for line in lines), content_type="text/plain; charset=utf-8")


def _nothing() -> NotFound:
    return NotFound(N_("There is nothing at this address."))


def _built_names() -> frozenset[str]:
    try:
        return frozenset(manifest().files.values())
    except AssetsMissing:
        return frozenset()


def _sent(file: BinaryIO, *, content_type: str, etag: str, keep: str) -> Response:
    """Return an open file as an answer, or the part of it that was asked for, or 304. The server closes the file."""
    size = file.seek(0, 2)
    file.seek(0)
    response = Response(wrap_file(request.environ, file), content_type=content_type, direct_passthrough=True)
    response.content_length = size
    response.set_etag(etag)
    response.headers["Cache-Control"] = keep
    response.headers["Accept-Ranges"] = "bytes"
    # Other units and several ranges at once are ignored, as RFC 9110 allows; Werkzeug would refuse them.
    is_plain = _ONE_RANGE.fullmatch(request.headers.get("Range", "bytes=0-")) is not None
    try:
        response.make_conditional(request, accept_ranges=is_plain, complete_length=size)
    except RequestedRangeNotSatisfiable:
        file.close()
        raise
    return response
