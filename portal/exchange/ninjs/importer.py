"""A delivery of items: every one is taken or refused by itself, and the account of them adds up.

Items of one translation group are taken together, the source first, so that the others find what they were translated
from. The importer commits nothing: ``checkpoint`` is called at places where the caller may.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy.exc import IntegrityError

from portal.content.addresses import public_url
from portal.content.commands import Context
from portal.content.history import state
from portal.content.kinds import KINDS
from portal.errors import PortalError
from portal.exchange.ninjs import files
from portal.exchange.ninjs.placing import Outcome, place
from portal.exchange.ninjs.reader import Item, read_item
from portal.exchange.refusal import Refusal
from portal.i18n.languages import SOURCE

CHUNK = 40
"""Items between two checkpoints: enough that commits cost little, few enough that others get their turn to write."""

DEFAULT_KIND = next(iter(KINDS))
"""The kind of an item whose genres name none of ours: news."""

Progress = Callable[[int, int], None]
"""Told how many items are done, and of how many."""


@dataclass(frozen=True)
class Refused:
    """An item that was not taken. ``uri`` is None where it could not be read."""

    path: str
    uri: str | None
    code: str
    reason: str


@dataclass(frozen=True)
class Taken:
    """An item that is here now; ``story`` is the public id, None in a rehearsal that would have made it."""

    uri: str
    story: int | None
    language: str
    state: str
    url: str | None


@dataclass
class Balance:
    """The account of a delivery: what was read is what was created, updated, left unchanged and refused."""

    read: int = 0
    outcomes: dict[Outcome, int] = field(default_factory=lambda: dict.fromkeys(Outcome, 0))
    refused: list[Refused] = field(default_factory=list)
    items: list[Taken] = field(default_factory=list)


@dataclass(frozen=True)
class _Candidate:
    path: str
    item: Item


def import_items(
    context: Context,
    paths: Sequence[Path],
    *,
    site_url: str,
    dry_run: bool = False,
    progress: Progress = lambda done, total: None,
    checkpoint: Callable[[], None] = lambda: None,
) -> Balance:
    """Take in the items of ``paths``, files or folders; return the account.

    In a ``dry_run`` everything is tried and there are no checkpoints: the caller rolls back.
    """
    balance = Balance()
    candidates = list(_read(paths, balance))
    done, since = balance.read - len(candidates), 0
    progress(done, balance.read)
    for group in _groups(candidates):
        if since >= CHUNK and not dry_run:
            checkpoint()
            since = 0
        kind = next((each.item.kind for each in group if each.item.kind), DEFAULT_KIND)
        for candidate in group:
            _take(context, candidate, kind=kind, site_url=site_url, dry_run=dry_run, balance=balance)
            done, since = done + 1, since + 1
            progress(done, balance.read)
    if not dry_run:
        checkpoint()
    return balance


def _read(paths: Sequence[Path], balance: Balance) -> Iterator[_Candidate]:
    """Yield the items that can be read, noting the others."""
    seen: dict[tuple[object, ...], str] = {}
    for path in map(str, files.find(paths)):
        try:
            found = files.load(Path(path))
        except Refusal as refusal:
            balance.read += 1
            balance.refused.append(Refused(path, None, refusal.code, refusal.reason))
            continue
        for data in found:
            balance.read += 1
            try:
                yield _Candidate(path, _new_item(data, path, seen))
            except Refusal as refusal:
                balance.refused.append(Refused(path, _uri(data), refusal.code, refusal.reason))


def _new_item(data: object, path: str, seen: dict[tuple[object, ...], str]) -> Item:
    """Return the item, unless this delivery has the same version of it already."""
    item = read_item(data)
    version = (item.uri, item.version, item.created)
    if version in seen:
        raise Refusal("duplicate", f"the same version of it is in {seen[version]}")
    seen[version] = path
    return item


def _uri(data: object) -> str | None:
    uri = data.get("uri") if isinstance(data, dict) else None
    return uri if isinstance(uri, str) else None


def _groups(candidates: Iterable[_Candidate]) -> Iterator[list[_Candidate]]:
    """Yield the items story by story: within one the source first, and of one item the older version first."""
    groups: dict[str, list[_Candidate]] = {}
    for candidate in candidates:
        groups.setdefault(candidate.item.group or candidate.item.uri, []).append(candidate)
    for group in groups.values():
        source = next((each.item.source_language for each in group if each.item.source_language), SOURCE)
        # Sorting is stable, so what is equal stays in the order of the delivery.
        group.sort(key=lambda each, first=source: (each.item.language != first, *_age(each.item)))  # type: ignore[misc]
        yield group


def _age(item: Item) -> tuple[int, float]:
    version = item.version or ""
    return (int(version) if version.isdecimal() else 0, item.created.timestamp() if item.created else 0.0)


def _take(
    context: Context, candidate: _Candidate, *, kind: str, site_url: str, dry_run: bool, balance: Balance
) -> None:
    item = candidate.item
    try:
        with context.session.begin_nested():
            outcome, edition = place(context, item, kind=kind)
    except (Refusal, PortalError) as fault:
        balance.refused.append(Refused(candidate.path, item.uri, fault.code, str(fault)))
    except IntegrityError:
        reason = "somebody else stored the same item or story at this moment"
        balance.refused.append(Refused(candidate.path, item.uri, "conflict", reason))
    else:
        is_lasting = outcome is Outcome.UNCHANGED or not dry_run
        balance.outcomes[outcome] += 1
        balance.items.append(
            Taken(
                uri=item.uri,
                story=edition.public_id if is_lasting else None,
                language=edition.language,
                state=state(context.session, edition, now=context.now).value,
                url=public_url(edition, site_url=site_url, now=context.now) if is_lasting else None,
            )
        )
