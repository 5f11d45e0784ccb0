"""Built assets in templates: hashed addresses, and the fonts that a page needs first."""

from functools import lru_cache
from pathlib import Path

from portal.assets.manifest import Manifest, load

DIST = Path(__file__).resolve().parent.parent / "static" / "dist"
PREFIX = "/assets/"

_FONTS = {"Arab": ("fonts/vazirmatn-arabic.woff2",), "Latn": ("fonts/vazirmatn-latin.woff2",)}


@lru_cache(maxsize=1)
def manifest() -> Manifest:
    """Return the manifest of the build, read once; raises AssetsMissing before the first build."""
    return load(DIST)


@lru_cache(maxsize=256)
def asset(name: str) -> str:
    """Return the address of a built file by its source name (``site.css``)."""
    return PREFIX + manifest().hashed(name)


def font_urls(script: str) -> tuple[str, ...]:
    """Return the addresses of the font files that pages in ``script`` are read with first."""
    return tuple(asset(name) for name in _FONTS.get(script, _FONTS["Latn"]))
