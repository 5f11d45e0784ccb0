"""One edition of one story, whatever its kind; pages about the site are stories of the kind `page`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from portal.i18n.languages import Direction
from portal.web.reader.pages.blocks import Block
from portal.web.reader.pages.lists import Partner
from portal.web.reader.pages.parts import Card, Figure, Fragment, Hashtag, Link, Moment, Video
from portal.web.reader.pages.shell import Shell

Staleness = Literal["none", "minor", "major", "critical"]


@dataclass(frozen=True, slots=True)
class ChangedBlock:
    """A block whose original has changed: its anchor (`p-…`) and a number to name the link by.

    `page` is the original's URL where the block is new there and has no place in this edition yet.
    """

    anchor: str
    number: str
    page: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Where a translation comes from and whether its original has moved on since.

    `source_name` is the source language's name in the page's language. `source_revision` is the plain number for
    machines, `source_revision_text` the same in the digits of the edition. `original` leads to the original while
    that is live. `changed` is in the order of the page and empty unless `stale` says otherwise.
    """

    source_language: str
    source_hreflang: str
    source_name: str
    source_revision: int
    source_revision_text: str
    stale: Staleness = "none"
    original_url: str | None = None
    changed_on: Moment | None = None
    changed: tuple[ChangedBlock, ...] = ()


@dataclass(frozen=True, slots=True)
class Correction:
    """A public note on a correction of this edition."""

    moment: Moment
    note: str


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signed a statement: the partner's name and the office, both in the page's language if they exist in it."""

    name: Fragment
    office: Fragment | None = None
    href: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryPage:
    """`/<lang>/<kind>/<id>-<slug>`.

    Everything up to `signatories` is drawn inside `<article data-edition>` and must depend on this edition alone; the
    provenance is the one part in there that may follow another edition. What follows lists (terms, related stories)
    stands outside. `authoritative` names the language whose text counts, on statements that say so.
    """

    shell: Shell
    story: int
    kind: str
    kind_label: str
    revision: int
    revision_text: str
    headline: str
    blocks: tuple[Block, ...]
    short_url: str
    standfirst: str | None = None
    byline: str | None = None
    dateline: str | None = None
    published: Moment | None = None
    updated: Moment | None = None
    lead: Figure | None = None
    video: Video | None = None
    provenance: Provenance | None = None
    corrections: tuple[Correction, ...] = ()
    authoritative: str | None = None
    signatories: tuple[Signatory, ...] = ()
    demo: bool = False

    crumbs: tuple[Link, ...] = ()
    campaigns: tuple[Link, ...] = ()
    hashtags: tuple[Hashtag, ...] = ()
    series: Link | None = None
    partners: tuple[Partner, ...] = ()
    topics: tuple[Link, ...] = ()
    places: tuple[Link, ...] = ()
    related: tuple[Card, ...] = ()
    campaign_cards: tuple[Card, ...] = ()
    next_url: str | None = None

    @property
    def language(self) -> str:
        """The language of the edition, which is the page's."""
        return self.shell.language

    @property
    def dir(self) -> Direction:
        return self.shell.dir
