"""Lists of what is public in one language: newest first, continued by a cursor that new stories do not move.

One statement a list, whatever its length; the pictures of a page's cards are read with a second one.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, Row, Select, select
from sqlalchemy.orm import Session, aliased

from portal.content.models import Edition, Facts, FactsTerm, Revision, Story, TermRole
from portal.content.visibility import before, published_order, published_within, visible, was_public
from portal.errors import Invalid
from portal.i18n.marks import N_
from portal.media import queries
from portal.media.models import Asset

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
BEGINNING = datetime.min.replace(tzinfo=UTC)
"""Where cursors count from: archives hold stories that were published before 1970, and a count has no sign."""
MICROSECOND = timedelta(microseconds=1)

_CURSOR = re.compile(r"([0-9a-z]{1,12})-([1-9][0-9]{0,8})")


@dataclass(frozen=True)
class Cursor:
    """The place after the last item of a page: its publication, and a number that no other item has."""

    published: datetime
    number: int

    def __str__(self) -> str:
        """Return the cursor as it stands in addresses: microseconds in base 36, a hyphen, the number."""
        return f"{_base36((self.published - BEGINNING) // MICROSECOND)}-{self.number}"

    @classmethod
    def parse(cls, text: str) -> "Cursor":
        """Read a cursor; raise Invalid for anything that ``str`` could not have written."""
        match = _CURSOR.fullmatch(text)
        if match is None:
            raise Invalid(N_("This address continues no list."), code="cursor")
        try:
            return cls(BEGINNING + MICROSECOND * int(match[1], 36), int(match[2]))
        except OverflowError:
            raise Invalid(N_("This address continues no list."), code="cursor") from None


def _base36(number: int) -> str:
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + digits
    return digits or "0"


@dataclass(frozen=True)
class Listed:
    """One line of a list. ``story_id`` is the row id.

    ``lead`` and ``film`` come with texts and renditions; until ``illustrated`` looked for them they are None.
    """

    story_id: int
    public_id: int
    language: str
    kind: str
    slug: str | None
    headline: str
    standfirst: str
    published: datetime
    updated: datetime | None
    is_demo: bool
    revision: int
    sha256: str
    extra: dict[str, object]
    lead_asset_id: int | None
    video_asset_id: int | None
    lead: Asset | None = None
    film: Asset | None = None

    @property
    def cursor(self) -> Cursor:
        """The place after this line."""
        return Cursor(self.published, self.public_id)


@dataclass(frozen=True)
class Listing:
    """One page of a list; ``next`` continues it, None at the end."""

    items: tuple[Listed, ...]
    next: Cursor | None = None


@dataclass(frozen=True)
class Filter:
    """What a list is narrowed to; ``term_id`` is a row id with the ``role`` it must play."""

    kinds: Sequence[str] = ()
    term_id: int | None = None
    role: TermRole | None = None
    month: tuple[int, int] | None = None
    exclude: Sequence[int] = field(default=())
    """Public ids that are shown elsewhere on the page."""


COLUMNS = (
    Edition.story_id,
    Edition.public_id,
    Edition.language,
    Edition.kind,
    Edition.slug,
    published_order()[0].label("published"),
    Edition.updated_at.label("updated"),
    Revision.headline,
    Revision.standfirst,
    Revision.n.label("revision"),
    Revision.sha256,
    Story.is_demo,
    Facts.extra,
    Facts.lead_asset_id,
    Facts.video_asset_id,
)


def base_query() -> Select[*tuple[object, ...]]:
    """Return the statement over the columns of a line, without any condition."""
    return (
        select(*COLUMNS)
        .join(Revision, Revision.id == Edition.live_revision_id)
        .join(Story, Story.id == Edition.story_id)
        .outerjoin(Facts, Facts.id == Story.live_facts_id)
    )


def page(
    session: Session,
    language: str,
    *,
    now: datetime,
    limit: int,
    only: Filter | None = None,
    after: Cursor | None = None,
    illustrate: bool = True,
) -> Listing:
    """Return up to ``limit`` public editions of ``language``, newest first, after a cursor.

    Whoever draws several lists has them unillustrated, and then all at once from ``illustrated``.
    """
    conditions = [visible(now), Edition.language == language, *_conditions(only or Filter())]
    if after is not None:
        conditions.append(before(after.published, after.number))
    newest_first = [column.desc() for column in published_order()]
    rows = session.execute(base_query().where(*conditions).order_by(*newest_first).limit(limit + 1)).all()
    items = _finished(session, rows[:limit], illustrate=illustrate)
    return Listing(items, items[-1].cursor if len(rows) > limit else None)


def by_stories(
    session: Session, language: str, story_ids: Sequence[int], *, now: datetime, illustrate: bool = True
) -> dict[int, Listed]:
    """Return the public editions in ``language`` of the stories with these row ids, by row id."""
    if not story_ids:
        return {}
    rows = session.execute(
        base_query().where(visible(now), Edition.language == language, Edition.story_id.in_(story_ids))
    ).all()
    return {item.story_id: item for item in _finished(session, rows, illustrate=illustrate)}


def elsewhere(
    session: Session, language: str, *, now: datetime, limit: int, illustrate: bool = True
) -> tuple[Listed, ...]:
    """Return the newest stories that are public in their own language and never were in ``language``, as originals.

    An edition that is only planned counts as none: a card that goes would tell of it.
    """
    here = aliased(Edition)
    own = (
        select(here.id)
        .where(here.story_id == Edition.story_id, here.language == language, was_public(now, edition=here))
        .exists()
    )
    newest_first = [column.desc() for column in published_order()]
    query = base_query().where(
        visible(now), Edition.language == Story.source_language, Edition.language != language, ~own
    )
    rows = session.execute(query.order_by(*newest_first).limit(limit)).all()
    return _finished(session, rows, illustrate=illustrate)


def _finished(session: Session, rows: Sequence[Row[*tuple[object, ...]]], *, illustrate: bool) -> tuple[Listed, ...]:
    """Turn rows of ``base_query`` into lines."""
    records = [row._asdict() for row in rows]
    lines = tuple(Listed(**record | {"extra": record["extra"] or {}}) for record in records)
    return illustrated(session, lines)[0] if illustrate else lines


def illustrated(session: Session, *lists: Sequence[Listed]) -> list[tuple[Listed, ...]]:
    """Return the same lists with their pictures and films: two statements for all of them."""
    ids = {id_ for items in lists for item in items for id_ in (item.lead_asset_id, item.video_asset_id) if id_}
    found = queries.by_id(session, ids)
    return [
        tuple(
            replace(item, lead=found.get(item.lead_asset_id or 0), film=found.get(item.video_asset_id or 0))
            for item in items
        )
        for items in lists
    ]


def _conditions(only: Filter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if only.kinds:
        conditions.append(Edition.kind.in_(only.kinds))
    if only.term_id is not None:
        tagged = select(FactsTerm.facts_id).where(FactsTerm.term_id == only.term_id)
        if only.role is not None:
            tagged = tagged.where(FactsTerm.role == only.role)
        conditions.append(Story.live_facts_id.in_(tagged))
    if only.month is not None:
        year, month = only.month
        start = datetime(year, month, 1, tzinfo=UTC)
        end = datetime(year + month // 12, month % 12 + 1, 1, tzinfo=UTC)
        conditions.append(published_within(start, end))
    if only.exclude:
        conditions.append(Edition.public_id.not_in(only.exclude))
    return conditions
