"""Pages that list: stories of a kind, month, series, topic or place; partners; the social wall."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from portal.i18n.languages import Direction
from portal.web.reader.pages.parts import Card, Count, Foreign, Fragment, Link, Moment, Picture
from portal.web.reader.pages.shell import Shell


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """A list of stories, newest first.

    `layout` chooses how a card is drawn. `next_url` continues the list and is None on its last page; `first_url` is
    set on continued pages. `crumbs` lead upwards, without the page itself. `others` are lists beside this one, such
    as the months of an archive.
    """

    shell: Shell
    heading: str
    cards: tuple[Card, ...]
    layout: Literal["news", "papers", "videos", "campaigns"] = "news"
    intro: Fragment | None = None
    crumbs: tuple[Link, ...] = ()
    others: tuple[Link, ...] = ()
    next_url: str | None = None
    first_url: str | None = None


@dataclass(frozen=True, slots=True)
class Partner:
    """A partner by name. Where the page's language has none for it, the name has its own, and there is no page."""

    name: Fragment
    href: str | None
    organisation: bool = False


@dataclass(frozen=True, slots=True)
class LetterGroup:
    """One letter of the page's own alphabet. `partners` may be empty: the index shows the letter, without a link."""

    letter: str
    anchor: str
    partners: tuple[Partner, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnersPage:
    """The directory: organisations first, then the countries in the order of the page's alphabet."""

    shell: Shell
    heading: str
    total: Count
    intro: str
    organisations: tuple[Partner, ...]
    groups: tuple[LetterGroup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerPage:
    """One partner: what it is called in each language, and the stories that name it."""

    shell: Shell
    name: Fragment
    organisation: bool
    cards: tuple[Card, ...]
    intro: Fragment | None = None
    other_names: tuple[Fragment, ...] = ()
    crumbs: tuple[Link, ...] = ()
    next_url: str | None = None


@dataclass(frozen=True, slots=True)
class TextPart:
    """A stretch of a post. A hashtag or handle is isolated and has its own direction; plain text has none."""

    text: str
    dir: Direction | None = None
    href: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SocialPost:
    """A post of one of the coalition's accounts, kept and drawn by us. `url` leads to it on its network."""

    id: int
    language: str
    dir: Direction
    handle: str
    text: tuple[TextPart, ...]
    moment: Moment
    url: str | None = None
    picture: Picture | None = None
    foreign: Foreign | None = None
    demo: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SocialPage:
    """The social wall, newest post first. `total` counts all posts in the language."""

    shell: Shell
    heading: str
    posts: tuple[SocialPost, ...]
    total: Count
    next_url: str | None = None
