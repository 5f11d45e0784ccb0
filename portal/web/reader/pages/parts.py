"""The small values that several pages are made of: a time, a picture, a card, a piece of foreign text."""

from __future__ import annotations

from dataclasses import dataclass

from portal.i18n.languages import Direction


@dataclass(frozen=True, slots=True)
class Moment:
    """A time: `iso` for machines (a UTC instant or a plain date), `text` as the page shows it, zone named."""

    iso: str
    text: str


@dataclass(frozen=True, slots=True)
class Count:
    """A number: `n` chooses the plural form, `text` is what is shown, in the digits of the edition."""

    n: int
    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """A label in the page's language and where it leads; `current` is the one of a row that is in force."""

    label: str
    href: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Fragment:
    """A text with its own language; both are None where it is in the page's language."""

    text: str
    language: str | None = None
    dir: Direction | None = None


@dataclass(frozen=True, slots=True)
class Foreign:
    """Marks something as not in the page's language: that language's name in the page's language, and its hreflang."""

    name: str
    hreflang: str


@dataclass(frozen=True, slots=True)
class Hashtag:
    """A hashtag with its `#`. `dir` follows the letters of the tag, not the page."""

    text: str
    dir: Direction
    href: str | None = None


@dataclass(frozen=True, slots=True)
class PictureSource:
    """One `<source>`: a MIME type such as `image/avif` and its srcset."""

    type: str
    srcset: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture with its renditions, best format first in `sources`; `src` is the one that every browser reads.

    `width` and `height` are those of `src` in pixels and keep the place free while it loads. `alt` is in the page's
    language; it is empty where the text beside the picture says the same, as on cards. `srcset` may be empty.
    """

    src: str
    width: int
    height: int
    alt: str
    srcset: str = ""
    sizes: str = ""
    sources: tuple[PictureSource, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture that stands by itself, with what is printed under it."""

    picture: Picture
    caption: str | None = None
    credit: str | None = None


@dataclass(frozen=True, slots=True)
class VideoSource:
    """One file of a film: where it is and its MIME type, codecs included."""

    src: str
    type: str


@dataclass(frozen=True, slots=True)
class Track:
    """Captions in one language; `default` on the track in the page's language."""

    src: str
    language: str
    label: str
    default: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Video:
    """A film of our own, played by the browser.

    The film is not asked for before the reader starts it; poster and captions are. `transcript` holds paragraphs in the
    page's language.
    """

    sources: tuple[VideoSource, ...]
    poster: str | None
    width: int
    height: int
    label: str
    duration: str | None = None
    tracks: tuple[Track, ...] = ()
    caption: str | None = None
    credit: str | None = None
    transcript: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One story in a list.

    `foreign` is set where the card leads to an edition in another language than the page's: headline, standfirst and
    issuers are then written in `language`, everything else stays in the page's. `note` is a short word before the
    date, such as "Episode 4". `issuers` are the names under a statement, in the order that was agreed.
    """

    story: int
    language: str
    dir: Direction
    kind: str
    kind_label: str
    url: str
    headline: str
    standfirst: str | None = None
    moment: Moment | None = None
    picture: Picture | None = None
    duration: str | None = None
    note: str | None = None
    issuers: tuple[str, ...] = ()
    hashtags: tuple[Hashtag, ...] = ()
    foreign: Foreign | None = None
    demo: bool = False
