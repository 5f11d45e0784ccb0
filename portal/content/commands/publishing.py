"""Making public, correcting, withdrawing, taking down. Published work is never deleted."""

from datetime import datetime

from sqlalchemy import select

from portal.accounts.permissions import Permission
from portal.content import workflow
from portal.content.checks import require_publishable
from portal.content.commands.context import Context
from portal.content.commands.saving import save_revision, settle_slug
from portal.content.drafts import EditionDraft
from portal.content.history import latest_revision, state
from portal.content.models import Edition, Origin, Publication, Revision, Story, Weight
from portal.content.staleness import heavier
from portal.content.visibility import has_been_public
from portal.content.workflow import Act, State
from portal.errors import Conflict, Invalid
from portal.i18n.marks import N_


def publish(
    context: Context,
    edition: Edition,
    *,
    at: datetime | None = None,
    expire: datetime | None = None,
    is_correction: bool = False,
    weight: Weight | None = None,
    note: str = "",
) -> Edition:
    """Make the newest revision public at ``at`` (default: now; the past is allowed, for imports) until ``expire``.

    What was public before keeps its date; what was withdrawn or has expired is restored. Publishing what is public
    already changes nothing. An ``expire`` in the past is allowed together with an ``at`` in the past. ``weight`` says
    what the change means for the other languages (default: the heaviest of the revisions that come with it). Raises
    Forbidden; Conflict when the state does not allow it; Invalid when a check fails.
    """
    context.require(Permission.PUBLISH, edition.story, edition.language)
    now = context.now
    present = state(context.session, edition, now=now)
    workflow.require(Act.PUBLISH, present)
    if edition.story.taken_down_at is not None:
        raise Conflict(N_("This story was taken down and cannot come back."), code="taken-down")
    revision = latest_revision(context.session, edition)
    if revision is None:
        raise Conflict(N_("This edition has no text yet."), code="empty")
    start = _start(edition, at=at, now=now)
    is_history = at is not None and at <= now
    if expire is not None and (expire <= start or (expire <= now and not is_history)):
        raise Invalid(N_("The end must lie after the beginning and in the future."), code="expire")
    if present is State.LIVE and edition.live_revision_id == revision.id and expire == edition.expire_at:
        return edition
    require_publishable(context.session, edition, revision)
    _append_publication(context, edition, revision, start=start, weight=weight, note=note, is_correction=is_correction)
    _make_public(context, edition, revision, start=start, expire=expire)
    context.audit(
        "edition.publish",
        f"edition:{edition.id}",
        revision=revision.n,
        sha256=revision.sha256,
        publish_at=start.isoformat(),
        expire_at=expire.isoformat() if expire else None,
    )
    context.session.flush()
    return edition


def _start(edition: Edition, *, at: datetime | None, now: datetime) -> datetime:
    if edition.publish_at is not None and has_been_public(edition, now):
        if at is not None and at > now:
            raise Conflict(
                N_("This edition was public already; a later text of it cannot be scheduled."), code="scheduled-change"
            )
        return edition.publish_at
    return at or now


def _append_publication(
    context: Context,
    edition: Edition,
    revision: Revision,
    *,
    start: datetime,
    weight: Weight | None,
    note: str,
    is_correction: bool,
) -> None:
    _cancel_scheduled(context, edition)
    last = context.session.scalar(
        select(Publication)
        .where(Publication.edition_id == edition.id, Publication.cancelled_at.is_(None))
        .order_by(Publication.id.desc())
        .limit(1)
    )
    if last is not None and last.revision_id == revision.id:
        return
    context.session.add(
        Publication(
            edition_id=edition.id,
            revision=revision,
            effective_at=start if last is None else max(start, context.now),
            weight=weight or _weight_since(context, last, revision),
            note=note,
            is_correction=is_correction,
            actor=context.actor.name,
            created_at=context.now,
        )
    )


def _weight_since(context: Context, last: Publication | None, revision: Revision) -> Weight:
    """Return the heaviest weight of ``revision`` and of those saved after the ``last`` public one."""
    weight = revision.weight
    if last is not None:
        between = context.session.scalars(
            select(Revision.weight).where(
                Revision.edition_id == revision.edition_id, Revision.n > last.revision.n, Revision.n < revision.n
            )
        )
        for other in between:
            weight = heavier(weight, other)
    return weight


def _cancel_scheduled(context: Context, edition: Edition) -> None:
    scheduled = select(Publication).where(
        Publication.edition_id == edition.id,
        Publication.effective_at > context.now,
        Publication.cancelled_at.is_(None),
    )
    for publication in context.session.scalars(scheduled):
        publication.cancelled_at = context.now
    context.session.flush()


def _make_public(
    context: Context,
    edition: Edition,
    revision: Revision,
    *,
    start: datetime,
    expire: datetime | None,
) -> None:
    now = context.now
    if has_been_public(edition, now) and edition.live_revision_id != revision.id:
        edition.updated_at = now
    edition.live_revision = revision
    edition.publish_at = start
    edition.expire_at = expire
    edition.withdrawn_at = None
    edition.withdrawal_reason = None
    if revision.slug:
        settle_slug(context, edition, revision.slug)
    if start <= now:
        context.public_change(edition)
    else:
        context.reindex(edition, at=start)
    if expire is not None:
        context.reindex(edition, at=expire)


def correct(
    context: Context,
    edition: Edition,
    draft: EditionDraft,
    *,
    weight: Weight,
    note: str,
    origin: Origin = Origin.HUMAN,
) -> Edition:
    """Replace the public text by ``draft`` at once, with a public ``note`` that says what was wrong.

    ``weight`` says what the change means for the other languages. Raises Invalid for an empty note.
    """
    context.require(Permission.CORRECT, edition.story, edition.language)
    workflow.require(Act.CORRECT, state(context.session, edition, now=context.now))
    if not note.strip():
        raise Invalid(N_("A correction needs a public note that says what was wrong."), code="note")
    save_revision(context, edition, draft, weight=weight, note=note.strip(), origin=origin)
    publish(context, edition, expire=edition.expire_at, is_correction=True, weight=weight, note=note.strip())
    context.audit("edition.correct", f"edition:{edition.id}", weight=weight.value, note=note.strip())
    return edition


def withdraw(context: Context, edition: Edition, *, reason: str) -> Edition:
    """Take an edition off the site: its address answers 410 with ``reason``, which is public and in its language."""
    context.require(Permission.WITHDRAW, edition.story, edition.language)
    workflow.require(Act.WITHDRAW, state(context.session, edition, now=context.now))
    if not reason.strip():
        raise Invalid(N_("A withdrawal needs a public reason."), code="reason")
    _withdraw(context, edition, reason=reason.strip())
    context.audit("edition.withdraw", f"edition:{edition.id}", reason=reason.strip())
    context.session.flush()
    return edition


def cancel(context: Context, edition: Edition) -> Edition:
    """Withdraw an edition whatever its state, because the agency that it was imported from took it back.

    Agencies give no reason that could be shown to readers, so there is none.
    """
    context.require(Permission.WITHDRAW, edition.story, edition.language)
    _withdraw(context, edition, reason=edition.withdrawal_reason or "")
    context.audit("edition.cancel", f"edition:{edition.id}")
    context.session.flush()
    return edition


def unschedule(context: Context, edition: Edition) -> Edition:
    """Take back a publication whose time has not come: the edition is a draft again."""
    context.require(Permission.WITHDRAW, edition.story, edition.language)
    workflow.require(Act.UNSCHEDULE, state(context.session, edition, now=context.now))
    _cancel_scheduled(context, edition)
    edition.live_revision = None
    edition.publish_at = None
    edition.expire_at = None
    context.audit("edition.unschedule", f"edition:{edition.id}")
    context.session.flush()
    return edition


def take_down(context: Context, story: Story) -> Story:
    """Take a whole story off the site for good, in every language at once."""
    context.require(Permission.TAKE_DOWN, story, None)
    story.taken_down_at = story.taken_down_at or context.now
    for edition in story.editions:
        _withdraw(context, edition, reason=edition.withdrawal_reason or "")
    context.audit("story.take-down", f"story:{story.id}")
    context.session.flush()
    return story


def _withdraw(context: Context, edition: Edition, *, reason: str) -> None:
    _cancel_scheduled(context, edition)
    edition.withdrawn_at = edition.withdrawn_at or context.now
    edition.withdrawal_reason = reason or None
    context.public_change(edition)
