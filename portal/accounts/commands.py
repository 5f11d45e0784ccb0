"""What is done to accounts, one verb a function."""

import hashlib
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import pyotp
from argon2 import PasswordHasher
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.models import Grant, Role, User
from portal.accounts.permissions import Actor, Permission
from portal.clock import Clock
from portal.errors import Conflict, Invalid
from portal.events import audit
from portal.i18n.marks import N_

INVITE_LIFE = timedelta(days=3)
SHORTEST_PASSWORD = 15
"""Characters; OWASP ASVS 5.0, 6.2.9 asks for at least 15 where a password stands alone."""

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


@dataclass(frozen=True)
class NewUser:
    """What the operator hands to the new member of staff; the secrets are shown only this once."""

    user: User
    invite_token: str | None
    otpauth: str | None


def add_user(
    session: Session,
    actor: Actor,
    *,
    email: str,
    role: Role,
    language: str,
    clock: Clock,
    languages: Sequence[str] = (),
    kinds: Sequence[str] = (),
    password: str | None = None,
    with_totp: bool = False,
) -> NewUser:
    """Open an account with ``role`` for ``languages`` × ``kinds`` (empty: all).

    ``language`` is that of the desk. Without a password the account is opened by an invitation that lives
    ``INVITE_LIFE``. Raises Invalid for a malformed address or a short password, Conflict for a known address.
    """
    actor.require(Permission.MANAGE_USERS)
    address = email.strip().lower()
    if len(address) > 254 or not _EMAIL.fullmatch(address):
        raise Invalid(N_("This is not an e-mail address: %(email)s"), code="email", email=email)
    if session.scalar(select(User.id).where(User.email == address)):
        raise Conflict(N_("There is an account with this address already: %(email)s"), code="exists", email=address)
    if password is not None and len(password) < SHORTEST_PASSWORD:
        raise Invalid(N_("A password needs at least %(count)s characters."), code="password", count=SHORTEST_PASSWORD)

    now = clock()
    token = secrets.token_urlsafe(32) if password is None else None
    user = User(
        email=address,
        language=language,
        created_at=now,
        password_hash=PasswordHasher().hash(password) if password is not None else None,
        totp_secret=pyotp.random_base32() if with_totp else None,
        invite_hash=hashlib.sha256(token.encode()).hexdigest() if token else None,
        invite_expires_at=now + INVITE_LIFE if token else None,
        grants=_grants(role, languages, kinds),
    )
    session.add(user)
    session.flush()
    audit.record(
        session,
        "user.add",
        subject=f"user:{user.id}",
        actor_id=actor.id,
        actor=actor.name,
        at=now,
        email=address,
        role=role.value,
        languages=list(languages),
        kinds=list(kinds),
    )
    totp = pyotp.TOTP(user.totp_secret) if user.totp_secret else None
    otpauth = totp.provisioning_uri(name=address, issuer_name="Portal") if totp else None
    return NewUser(user=user, invite_token=token, otpauth=otpauth)


def _grants(role: Role, languages: Sequence[str], kinds: Sequence[str]) -> list[Grant]:
    bounds: list[tuple[str | None, str | None]] = [(lang, kind) for lang in languages or "" for kind in kinds or ""]
    if not languages or not kinds:
        bounds = [(lang, None) for lang in languages] or [(None, kind) for kind in kinds] or [(None, None)]
    return [Grant(role=role, language=lang, kind=kind) for lang, kind in bounds]
