"""``flask users``: the accounts of the staff."""

import sys

import click
from flask.cli import AppGroup

from portal.accounts.commands import add_user
from portal.accounts.models import Role
from portal.accounts.permissions import Actor, Granted
from portal.cli.output import emit, json_option
from portal.cli.session import begin_writing, refusals, services, session
from portal.content.kinds import KINDS
from portal.i18n.languages import LANGUAGES, SOURCE

group = AppGroup("users", help="Accounts of the staff.")

OPERATOR = Actor(id=None, name="operator", grants=(Granted(Role.ADMINISTRATOR),))
"""Whoever can run commands on the server owns the site; the audit log says so."""


@group.command("add")
@click.argument("email")
@click.option("--role", required=True, type=click.Choice([role.value for role in Role]), help="What the account is.")
@click.option("--language", "languages", multiple=True, type=click.Choice(list(LANGUAGES)), help="Only this language.")
@click.option("--kind", "kinds", multiple=True, type=click.Choice(list(KINDS)), help="Only this kind of story.")
@click.option("--password-stdin", is_flag=True, help="Read a password from standard input instead of inviting.")
@click.option("--totp", is_flag=True, help="Give the account a secret for one-time passwords.")
@json_option
def add(
    email: str,
    *,
    role: str,
    languages: tuple[str, ...],
    kinds: tuple[str, ...],
    password_stdin: bool,
    totp: bool,
    as_json: bool,
) -> None:
    """Open an account for EMAIL and print the link that lets its owner in, once."""
    password = sys.stdin.readline().rstrip("\r\n") if password_stdin else None
    with refusals(as_json=as_json):
        begin_writing()
        new = add_user(
            session(),
            OPERATOR,
            email=email,
            role=Role(role),
            language=languages[0] if languages else SOURCE,
            clock=services().clock,
            languages=languages,
            kinds=kinds,
            password=password,
            with_totp=totp,
        )
        session().commit()
    url = f"{services().settings.site_url}/desk/invite/{new.invite_token}" if new.invite_token else None
    result = {"id": new.user.id, "email": new.user.email, "invite_url": url, "otpauth": new.otpauth}
    emit(result, as_json=as_json, lines=[f"{name}: {value}" for name, value in result.items() if value])
