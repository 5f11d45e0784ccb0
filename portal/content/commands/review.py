"""Review: handing in, approving, and finding a translation still right."""

from portal.accounts.permissions import Permission
from portal.content import workflow
from portal.content.commands.context import Context
from portal.content.history import latest_revision, source_revision, state
from portal.content.models import Edition, Review, Revision, SourceCheck, Verdict
from portal.content.workflow import Act
from portal.errors import Conflict
from portal.events import stamps
from portal.i18n.marks import N_


def submit(context: Context, edition: Edition) -> Review:
    """Hand in the newest revision for review."""
    context.require(Permission.SUBMIT, edition.story, edition.language)
    return _judge(context, edition, Act.SUBMIT, Verdict.SUBMITTED)


def approve(context: Context, edition: Edition) -> Review:
    """Approve the newest revision, which must have been handed in."""
    context.require(Permission.APPROVE, edition.story, edition.language)
    return _judge(context, edition, Act.APPROVE, Verdict.APPROVED)


def confirm_translation(context: Context, edition: Edition) -> SourceCheck:
    """Record that a translation is still right for the source as it is now.

    Raises Conflict for an original, or when there is no source to compare with.
    """
    story = edition.story
    if not context.actor.may(Permission.TRANSLATE, language=edition.language, kind=edition.kind):
        context.require(Permission.APPROVE, story, edition.language)
    source = source_revision(context.session, story)
    if edition.language == story.source_language or source is None:
        raise Conflict(N_("This edition is not a translation."), code="not-a-translation")
    check = SourceCheck(
        edition_id=edition.id,
        source_revision_id=source.id,
        by_id=context.actor.id,
        by=context.actor.name,
        at=context.now,
    )
    context.session.add(check)
    context.audit("edition.still-right", f"edition:{edition.id}", source_revision=source.n)
    stamps.bump(context.session, [stamps.edition_key(edition.language)], at=context.now)
    context.session.flush()
    return check


def _judge(context: Context, edition: Edition, act: Act, verdict: Verdict) -> Review:
    workflow.require(act, state(context.session, edition, now=context.now))
    revision = _newest(context, edition)
    review = Review(
        revision_id=revision.id,
        verdict=verdict,
        by_id=context.actor.id,
        by=context.actor.name,
        at=context.now,
    )
    context.session.add(review)
    context.audit(f"edition.{act.value}", f"edition:{edition.id}", revision=revision.n)
    context.session.flush()
    return review


def _newest(context: Context, edition: Edition) -> Revision:
    revision = latest_revision(context.session, edition)
    if revision is None:
        raise Conflict(N_("This edition has no text yet."), code="empty")
    return revision
