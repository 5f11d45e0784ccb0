"""The one shape of a link to the same thing in another language, for heads of pages, feeds and site maps alike."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Alternate:
    """One `<link rel="alternate" hreflang>`; `href` is absolute. `x-default` is one of them."""

    hreflang: str
    href: str
