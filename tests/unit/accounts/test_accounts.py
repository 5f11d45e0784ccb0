"""Accounts: who is let in, and what each may do."""

import hashlib
from datetime import datetime, timedelta
from typing import Any

import pyotp
import pytest
from argon2 import PasswordHasher
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.commands import INVITE_LIFE, NewUser, add_user
from portal.accounts.models import Role, User
from portal.accounts.permissions import TABLE, Actor, Granted, Permission, actor_of, system_actor
from portal.accounts.queries import actor_by_email
from portal.clock import Clock
from portal.errors import Conflict, Forbidden, Invalid, NotFound
from portal.events.models import AuditEntry
from tests.factories.content import actor

PASSWORD = "correct horse battery staple"


def add(session: Session, clock: Clock, **changes: Any) -> NewUser:
    fields: dict[str, Any] = {"email": "hemin@example.org", "role": Role.EDITOR, "language": "ckb"}
    return add_user(session, changes.pop("who", actor(Role.ADMINISTRATOR)), clock=clock, **(fields | changes))


class TestAddingUsers:
    def test_an_invitation_is_shown_once_and_kept_as_a_hash(
        self, session: Session, clock: Clock, now: datetime
    ) -> None:
        new = add(session, clock)

        assert new.invite_token is not None
        assert new.user.invite_hash == hashlib.sha256(new.invite_token.encode()).hexdigest()
        assert new.user.invite_expires_at == now + INVITE_LIFE
        assert (new.user.password_hash, new.otpauth) == (None, None)

    def test_a_password_is_kept_as_an_argon2_hash(self, session: Session, clock: Clock) -> None:
        new = add(session, clock, password=PASSWORD)

        assert new.user.password_hash is not None
        assert PasswordHasher().verify(new.user.password_hash, PASSWORD)
        assert (new.invite_token, new.user.invite_hash) == (None, None)

    def test_one_time_passwords_fit_the_secret(self, session: Session, clock: Clock) -> None:
        new = add(session, clock, with_totp=True)

        assert new.otpauth is not None
        parsed = pyotp.parse_uri(new.otpauth)
        assert isinstance(parsed, pyotp.TOTP)
        assert (parsed.secret, parsed.name) == (new.user.totp_secret, "hemin@example.org")

    def test_addresses_are_kept_in_lower_case(self, session: Session, clock: Clock) -> None:
        assert add(session, clock, email=" Hemin@Example.ORG ").user.email == "hemin@example.org"

    def test_an_address_has_one_account(self, session: Session, clock: Clock) -> None:
        add(session, clock)

        with pytest.raises(Conflict):
            add(session, clock, email="HEMIN@example.org")

    @pytest.mark.parametrize(
        "email", ["", "hemin", "hemin@", "@example.org", "a b@example.org", "a@b", "x" * 251 + "@b.c"]
    )
    def test_what_is_no_address_is_refused(self, session: Session, clock: Clock, email: str) -> None:
        with pytest.raises(Invalid) as refused:
            add(session, clock, email=email)

        assert refused.value.code == "email"

    def test_a_short_password_is_refused(self, session: Session, clock: Clock) -> None:
        with pytest.raises(Invalid) as refused:
            add(session, clock, password="x" * 14)

        assert refused.value.code == "password"

    @pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
    def test_only_administrators_add_users(self, session: Session, clock: Clock, role: Role) -> None:
        with pytest.raises(Forbidden):
            add(session, clock, who=actor(role))

        assert session.scalars(select(User)).all() == []

    def test_it_is_written_down_without_any_secret(self, session: Session, clock: Clock) -> None:
        new = add(session, clock, password=PASSWORD, with_totp=True)

        entry = session.scalars(select(AuditEntry)).one()
        assert (entry.act, entry.subject) == ("user.add", f"user:{new.user.id}")
        assert not {PASSWORD, new.user.password_hash, new.user.totp_secret} & set(map(str, entry.detail.values()))

    def test_a_role_may_be_bounded_to_languages_and_kinds(self, session: Session, clock: Clock) -> None:
        new = add(session, clock, languages=["ar", "ckb"], kinds=["news", "statement"])

        assert {(grant.role, grant.language, grant.kind) for grant in new.user.grants} == {
            (Role.EDITOR, language, kind) for language in ("ar", "ckb") for kind in ("news", "statement")
        }


class TestActing:
    def test_an_account_acts_with_its_grants(self, session: Session, clock: Clock) -> None:
        add(session, clock, languages=["ar"])

        found = actor_by_email(session, " HEMIN@example.org ")

        assert found.grants == (Granted(Role.EDITOR, "ar", None),)
        assert found.may(Permission.WRITE, language="ar", kind="news")
        assert not found.may(Permission.WRITE, language="en", kind="news")

    def test_an_unknown_address_acts_for_nobody(self, session: Session) -> None:
        with pytest.raises(NotFound):
            actor_by_email(session, "nobody@example.org")

    def test_a_disabled_account_keeps_its_name_and_loses_its_rights(
        self, session: Session, clock: Clock, now: datetime
    ) -> None:
        user = add(session, clock).user
        user.disabled_at = now + timedelta(days=1)

        assert actor_of(user) == Actor(user.id, "hemin@example.org", ())


class TestPermissions:
    def test_every_role_has_a_row_in_the_table(self) -> None:
        assert set(TABLE) == set(Role)

    def test_every_permission_is_given_to_somebody(self) -> None:
        assert frozenset().union(*TABLE.values()) == set(Permission)

    def test_editors_may_do_what_contributors_and_translators_may(self) -> None:
        assert TABLE[Role.CONTRIBUTOR] | TABLE[Role.TRANSLATOR] < TABLE[Role.EDITOR]
        assert TABLE[Role.EDITOR] < TABLE[Role.PUBLISHER] < TABLE[Role.ADMINISTRATOR]

    def test_nobody_without_a_grant_may_do_anything(self) -> None:
        stranger = Actor(None, "stranger", ())

        assert not any(stranger.may(permission) for permission in Permission)

    @pytest.mark.parametrize(
        ("language", "kind", "allowed"),
        [
            ("ar", "news", True),
            ("ar", "page", False),
            ("en", "news", False),
            (None, "news", False),
            ("ar", None, False),
        ],
    )
    def test_a_bounded_grant_covers_what_lies_within_and_nothing_wider(
        self, language: str | None, kind: str | None, allowed: bool
    ) -> None:
        bounded = Granted(Role.PUBLISHER, "ar", "news")

        assert bounded.allows(Permission.PUBLISH, language=language, kind=kind) is allowed

    def test_an_unbounded_grant_covers_everything(self) -> None:
        assert Granted(Role.PUBLISHER).allows(Permission.TAKE_DOWN, language=None, kind=None)

    def test_a_refusal_names_who_and_what(self) -> None:
        with pytest.raises(Forbidden) as refused:
            actor(Role.EDITOR).require(Permission.PUBLISH, language="ar", kind="news")

        assert str(refused.value) == "editor@example.org may not do this: publish (ar, news)."

    def test_the_programme_acts_as_a_publisher(self) -> None:
        assert system_actor("worker").may(Permission.PUBLISH)
        assert not system_actor("worker").may(Permission.MANAGE_USERS)
