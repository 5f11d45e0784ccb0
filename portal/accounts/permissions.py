"""Who may do what: role × language × kind, decided here and enforced by every verb.

Everything not named in ``TABLE`` is denied. Pure: an ``Actor`` is a value, so verbs need no session to ask.
"""

import enum
from collections.abc import Mapping
from dataclasses import dataclass

from portal.accounts.models import Role, User
from portal.errors import Forbidden
from portal.i18n.marks import N_


class Permission(enum.StrEnum):
    """One thing that can be allowed."""

    WRITE = "write"
    TRANSLATE = "translate"
    SUBMIT = "submit"
    APPROVE = "approve"
    PUBLISH = "publish"
    CORRECT = "correct"
    WITHDRAW = "withdraw"
    TAKE_DOWN = "take-down"
    IMPORT = "import"
    MANAGE_TERMS = "manage-terms"
    MANAGE_MEDIA = "manage-media"
    COMPOSE_HOME = "compose-home"
    MANAGE_USERS = "manage-users"


_CONTRIBUTOR = frozenset({Permission.WRITE, Permission.SUBMIT, Permission.MANAGE_MEDIA})
_TRANSLATOR = frozenset({Permission.TRANSLATE, Permission.SUBMIT})
_EDITOR = _CONTRIBUTOR | _TRANSLATOR | {Permission.APPROVE, Permission.MANAGE_TERMS, Permission.COMPOSE_HOME}
_PUBLISHER = _EDITOR | {
    Permission.PUBLISH,
    Permission.CORRECT,
    Permission.WITHDRAW,
    Permission.TAKE_DOWN,
    Permission.IMPORT,
}

TABLE: Mapping[Role, frozenset[Permission]] = {
    Role.CONTRIBUTOR: _CONTRIBUTOR,
    Role.TRANSLATOR: _TRANSLATOR,
    Role.EDITOR: _EDITOR,
    Role.PUBLISHER: _PUBLISHER,
    Role.ADMINISTRATOR: _PUBLISHER | {Permission.MANAGE_USERS},
}


@dataclass(frozen=True)
class Granted:
    """A role within bounds; ``None`` bounds nothing."""

    role: Role
    language: str | None = None
    kind: str | None = None

    def allows(self, permission: Permission, *, language: str | None, kind: str | None) -> bool:
        """Say whether this grant covers ``permission`` on ``language`` and ``kind``.

        A bounded grant never covers an act that touches every language or every kind (``None``).
        """
        return (
            permission in TABLE[self.role]
            and (self.language is None or self.language == language)
            and (self.kind is None or self.kind == kind)
        )


@dataclass(frozen=True)
class Actor:
    """Whoever acts: a member of staff, or the system itself (``id`` is None)."""

    id: int | None
    name: str
    grants: tuple[Granted, ...]

    def may(self, permission: Permission, *, language: str | None = None, kind: str | None = None) -> bool:
        """Say whether any grant allows ``permission`` for ``language`` and ``kind``."""
        return any(grant.allows(permission, language=language, kind=kind) for grant in self.grants)

    def require(self, permission: Permission, *, language: str | None = None, kind: str | None = None) -> None:
        """Raise Forbidden unless ``may``."""
        if not self.may(permission, language=language, kind=kind):
            raise Forbidden(
                N_("%(actor)s may not do this: %(permission)s (%(language)s, %(kind)s)."),
                actor=self.name,
                permission=permission.value,
                language=language or "*",
                kind=kind or "*",
            )


def actor_of(user: User) -> Actor:
    """Return ``user`` as an actor; a disabled account keeps its name and loses every grant."""
    grants = () if user.disabled_at else tuple(Granted(g.role, g.language, g.kind) for g in user.grants)
    return Actor(id=user.id, name=user.email, grants=grants)


def system_actor(name: str) -> Actor:
    """Return an actor for the programme's own acts, such as the demonstration content, with a publisher's rights."""
    return Actor(id=None, name=name, grants=(Granted(Role.PUBLISHER),))
