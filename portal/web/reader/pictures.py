"""Assets as pages show them: pictures with their renditions, films with their captions, files with their size."""

from pathlib import PurePosixPath

from portal.i18n import formatting
from portal.i18n.languages import LANGUAGES
from portal.media.models import Asset, AssetText
from portal.web.reader.pages import Figure, Picture, PictureSource, Track, Video, VideoSource
from portal.web.urls import captions_path, media_path
from portal.web.view import View

FORMATS = (("avif", "image/avif"), ("webp", "image/webp"))
"""Offered besides JPEG, best first."""

CARD_SIZES = "(min-width: 64rem) 25vw, (min-width: 40rem) 50vw, 100vw"
WIDE_SIZES = "(min-width: 82.5rem) 80rem, 100vw"
COLUMN_SIZES = "(min-width: 64rem) 38rem, 100vw"

OG_WIDTH = 1280
"""The rendition that messengers are given, in pixels."""


def text_of(asset: Asset, view: View) -> AssetText | None:
    """Return what an asset says in the page's language."""
    return next((text for text in asset.texts if text.language == view.language.code), None)


def picture(asset: Asset | None, view: View, *, sizes: str, is_decoration: bool = False) -> Picture | None:
    """Return an asset as a picture; on cards, whose headline says the same, it is decoration without ``alt``."""
    if asset is None or asset.width is None or asset.height is None:
        return None
    text = text_of(asset, view)
    jpegs = [rendition for rendition in asset.renditions if rendition.format == "jpeg"]
    shown = jpegs[min(1, len(jpegs) - 1)] if jpegs else None
    return Picture(
        src=media_path(shown.path if shown else asset.path),
        width=shown.width if shown else asset.width,
        height=shown.height if shown else asset.height,
        alt="" if is_decoration or text is None else text.alt,
        srcset=_srcset(asset, "jpeg"),
        sizes=sizes if jpegs else "",
        sources=tuple(PictureSource(kind, srcset) for name, kind in FORMATS if (srcset := _srcset(asset, name))),
    )


def _srcset(asset: Asset, name: str) -> str:
    return ", ".join(f"{media_path(r.path)} {r.width}w" for r in asset.renditions if r.format == name)


def figure(asset: Asset | None, view: View, *, sizes: str) -> Figure | None:
    """Return an asset as a picture with its caption and credit."""
    shown = picture(asset, view, sizes=sizes)
    if asset is None or shown is None:
        return None
    text = text_of(asset, view)
    return Figure(shown, caption=(text and text.caption) or None, credit=(text and text.credit) or None)


def duration(asset: Asset | None, view: View) -> str | None:
    """Return the length of a film as it stands on a card."""
    if asset is None or asset.duration is None:
        return None
    return formatting.duration(round(asset.duration), view.language)


def video(asset: Asset, view: View, *, poster: Asset | None) -> Video:
    """Return a film with captions in every language that has them, the page's first."""
    still = picture(asset.poster or poster, view, sizes="")
    text = text_of(asset, view)
    sources = [VideoSource(media_path(asset.path), asset.media_type)]
    if asset.fallback_path:
        sources.append(VideoSource(media_path(asset.fallback_path), "video/mp4"))
    captioned = {each.language for each in asset.texts if each.captions}
    return Video(
        sources=tuple(sources),
        poster=still.src if still else None,
        width=asset.width or 640,
        height=asset.height or 360,
        label=text.alt if text else "",
        duration=duration(asset, view),
        tracks=tuple(
            Track(
                src=captions_path(asset.path, code),
                language=code,
                label=LANGUAGES[code].endonym,
                default=code == view.language.code,
            )
            for code in LANGUAGES
            if code in captioned
        ),
        caption=(text and text.caption) or None,
        credit=(text and text.credit) or None,
        transcript=tuple(line for line in text.transcript.splitlines() if line) if text else (),
    )


def open_graph_picture(asset: Asset | None) -> tuple[str, int, int] | None:
    """Return path, width and height of the JPEG that messengers are given."""
    if asset is None or asset.width is None or asset.height is None:
        return None
    jpegs = [r for r in asset.renditions if r.format == "jpeg" and r.width <= OG_WIDTH]
    if jpegs:
        return media_path(jpegs[-1].path), jpegs[-1].width, jpegs[-1].height
    return media_path(asset.path), asset.width, asset.height


def file_format(asset: Asset) -> str:
    """Return the short name of a file's format, such as PDF."""
    return PurePosixPath(asset.filename).suffix.lstrip(".").upper() or asset.media_type
