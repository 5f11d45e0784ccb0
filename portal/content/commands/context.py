"""What every verb needs: the session, who acts, and the time."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from portal.accounts.permissions import Actor, Permission
from portal.clock import Clock
from portal.content.models import Edition, Story
from portal.events import audit, outbox, stamps
from portal.i18n.languages import LANGUAGES

INDEX = "index"
"""The outbox topic of search: its subjects are edition ids."""


@dataclass(frozen=True)
class Context:
    """One person's acts in one transaction.

    ``site_url`` is the site's public origin: absolute links to it are links to our own stories.
    """

    session: Session
    actor: Actor
    clock: Clock
    site_url: str = ""

    @property
    def now(self) -> datetime:
        """The present instant."""
        return self.clock()

    def require(self, permission: Permission, story: Story, language: str | None) -> None:
        """Raise Forbidden unless the actor has ``permission`` on ``story`` in ``language``."""
        self.actor.require(permission, language=language, kind=story.kind)

    def audit(self, act: str, subject: str, **detail: object) -> None:
        """Write the act into the audit log."""
        audit.record(
            self.session,
            act,
            subject=subject,
            actor_id=self.actor.id,
            actor=self.actor.name,
            at=self.now,
            **detail,
        )

    def public_change(self, edition: Edition) -> None:
        """Say that readers see something new: move the stamps and have the edition indexed again.

        Every language's stamp moves, because switchers, alternates and the pages of missing editions show it.
        """
        stamps.bump(self.session, [stamps.SITE, *map(stamps.edition_key, LANGUAGES)], at=self.now)
        self.reindex(edition, at=self.now)

    def reindex(self, edition: Edition, *, at: datetime) -> None:
        """Have the worker look at ``edition`` again, at ``at``."""
        outbox.add(self.session, INDEX, edition.id, at=self.now, due_at=at)
