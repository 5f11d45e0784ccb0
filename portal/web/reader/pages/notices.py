"""Pages that say that something is not here: missing edition, gone, errors; and the chooser of languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from portal.i18n.languages import Direction
from portal.web.reader.pages.parts import Card, Fragment, Link, Moment
from portal.web.reader.pages.shell import Shell


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionRow:
    """An edition that exists: the language by its endonym, the headline in that language."""

    language: str
    dir: Direction
    hreflang: str
    endonym: str
    headline: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingPage:
    """404: the story is live, but not in the page's language.

    `headline` is that of the original, in its own language. `ask_url` takes the reader's wish for a translation;
    `asked` after it was taken.
    """

    shell: Shell
    story: int
    headline: Fragment
    kind_label: str
    editions: tuple[EditionRow, ...]
    ask_url: str
    moment: Moment | None = None
    asked: bool = False
    latest: tuple[Card, ...] = ()
    demo: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GonePage:
    """410: what stood here was withdrawn or has expired.

    `reason` is the public note, where there is one; `editions` are those that are still live.
    """

    shell: Shell
    state: Literal["withdrawn", "expired"]
    reason: Fragment | None = None
    moment: Moment | None = None
    editions: tuple[EditionRow, ...] = ()
    latest: tuple[Card, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorPage:
    """Any other refusal or failure. The template has the words for each status; `message` adds to them.

    Nothing in it needs the database: the shell may be bare.
    """

    shell: Shell
    status: int
    message: str | None = None
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChooserRow:
    """One language on the chooser: the site's name and an invitation, both in that language."""

    code: str
    dir: Direction
    hreflang: str
    endonym: str
    href: str
    site_name: str
    invitation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChooserPage:
    """`/` when the reader's languages match none of ours. Its shell is English and has no navigation."""

    shell: Shell
    rows: tuple[ChooserRow, ...]
