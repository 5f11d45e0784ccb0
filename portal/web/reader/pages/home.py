"""The home page: a hero and a row of sections in the order that the editors chose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from portal.web.reader.pages.lists import Partner, SocialPost
from portal.web.reader.pages.parts import Card, Count, Link, Picture
from portal.web.reader.pages.shell import Shell


@dataclass(frozen=True, slots=True)
class Breaking:
    """The one sentence above everything else, linked to its story."""

    sentence: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hero:
    """The message on top. `lead` is its first paragraph, `paragraphs` the following ones: plain text or clean HTML.

    `href` leads to the whole message and is None where there is no more to read.
    """

    headline: str
    lead: str
    paragraphs: tuple[str, ...] = ()
    href: str | None = None
    picture: Picture | None = None
    demo: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A band of the home page; `name` chooses the template in `reader/sections/`."""

    name: ClassVar[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Latest(Section):
    """The newest stories in three sizes: one large card, up to two middle ones, the rest as a list."""

    name = "latest"

    large: Card
    middle: tuple[Card, ...]
    small: tuple[Card, ...]
    more_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Statements(Section):
    """The newest statement as a paper, older ones as a list under it."""

    name = "statements"

    first: Card
    others: tuple[Card, ...]
    more_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class About(Section):
    """What the coalition is: a number, a text and the lines of effort. `page` leads to the whole explanation."""

    name = "about"

    page: Link
    text: str
    members: Count
    lines: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaigns(Section):
    name = "campaigns"

    cards: tuple[Card, ...]
    more_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Series(Section):
    """One series of films, under its own name."""

    name = "series"

    heading: str
    cards: tuple[Card, ...]
    more_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Social(Section):
    name = "social"

    posts: tuple[SocialPost, ...]
    more_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Partners(Section):
    """The organisations by name, and the way to the directory of all `total` partners."""

    name = "partners"

    organisations: tuple[Partner, ...]
    total: Count
    more_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherLanguages(Section):
    """New stories that do not exist in the page's language yet; every card is foreign."""

    name = "other-languages"

    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage:
    """`/<lang>/`. Without a hero the name of the site is the page's heading."""

    shell: Shell
    hero: Hero | None = None
    breaking: Breaking | None = None
    sections: tuple[Section, ...] = ()
