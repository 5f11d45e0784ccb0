"""The states of an edition and what may follow what. Pure: knows no database."""

import enum
from datetime import datetime

from portal.content.models import Edition, Verdict
from portal.errors import Conflict
from portal.i18n.marks import N_


class State(enum.StrEnum):
    """Where an edition stands; derived, never stored."""

    MISSING = "missing"
    DRAFT = "draft"
    REVIEW = "review"
    APPROVED = "approved"
    SCHEDULED = "scheduled"
    LIVE = "live"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


class Act(enum.StrEnum):
    """What can be done to an edition."""

    SAVE = "save"
    SUBMIT = "submit"
    APPROVE = "approve"
    PUBLISH = "publish"
    CORRECT = "correct"
    WITHDRAW = "withdraw"
    UNSCHEDULE = "unschedule"


ALLOWED: dict[Act, frozenset[State]] = {
    Act.SAVE: frozenset(State),
    Act.SUBMIT: frozenset(State) - {State.MISSING},
    Act.APPROVE: frozenset(State) - {State.MISSING, State.DRAFT, State.APPROVED},
    Act.PUBLISH: frozenset(State) - {State.MISSING},
    Act.CORRECT: frozenset({State.LIVE}),
    Act.WITHDRAW: frozenset({State.LIVE, State.SCHEDULED, State.EXPIRED}),
    Act.UNSCHEDULE: frozenset({State.SCHEDULED}),
}
"""Publishing is further bound by the review rule. Publishing what was withdrawn restores it."""


def state_of(edition: Edition | None, *, verdict: Verdict | None, now: datetime) -> State:
    """Return the state of ``edition``, whose newest revision was last given ``verdict``."""
    if edition is None:
        return State.MISSING
    if edition.withdrawn_at is not None:
        return State.WITHDRAWN
    if edition.live_revision_id is not None and edition.publish_at is not None:
        if edition.expire_at is not None and edition.expire_at <= now:
            return State.EXPIRED
        return State.LIVE if edition.publish_at <= now else State.SCHEDULED
    return {Verdict.SUBMITTED: State.REVIEW, Verdict.APPROVED: State.APPROVED}.get(
        verdict or Verdict.RETURNED, State.DRAFT
    )


def require(act: Act, state: State) -> None:
    """Raise Conflict unless ``act`` may be done to an edition in ``state``."""
    if state not in ALLOWED[act]:
        raise Conflict(
            N_("This cannot be done now: %(act)s. The edition is %(state)s."),
            code="state",
            act=act.value,
            state=state.value,
        )
