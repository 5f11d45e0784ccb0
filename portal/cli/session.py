"""What commands work with: the application's session and parts, and the actor named by ``--as``."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

import click
from flask import current_app
from sqlalchemy.exc import IntegrityError, OperationalError, ProgrammingError
from sqlalchemy.orm import Session

from portal.accounts.queries import actor_by_email
from portal.cli.output import EXIT_REFUSED, EXIT_UNAVAILABLE
from portal.content.commands import Context
from portal.errors import PortalError, Unavailable
from portal.events import stamps
from portal.services import EXTENSION, Services

as_option = click.option(
    "--as", "email", required=True, metavar="EMAIL", help="The account that acts; its rights decide what is allowed."
)


def services() -> Services:
    """Return the parts of the current application."""
    return cast(Services, current_app.extensions[EXTENSION])


def session() -> Session:
    """Return the application's session; commands commit it themselves."""
    return cast(Session, current_app.extensions["sqlalchemy"].session)


def begin_writing() -> None:
    """Wait for our turn to write; the first thing in a transaction that will."""
    stamps.begin_writing(session())


def context(email: str) -> Context:
    """Return the context in which the account with ``email`` writes; raises NotFound for an unknown account."""
    begin_writing()
    parts = services()
    return Context(session(), actor_by_email(session(), email), parts.clock, site_url=parts.settings.site_url)


@contextmanager
def refusals(*, as_json: bool = False) -> Iterator[None]:
    """Turn an expected failure into one sentence on stderr and the contract's exit code, with nothing written.

    With ``as_json`` standard output gets its one object too: ``{"error", "message"}``.
    """
    try:
        yield
    except Unavailable as error:
        _leave(error.code, str(error), exit_code=EXIT_UNAVAILABLE, as_json=as_json)
    except PortalError as error:
        _leave(error.code, str(error), exit_code=EXIT_REFUSED, as_json=as_json)
    except IntegrityError:
        sentence = "Somebody else changed the same thing at this moment; nothing was written."
        _leave("conflict", sentence, exit_code=EXIT_REFUSED, as_json=as_json)
    except (OperationalError, ProgrammingError) as error:
        sentence = f"The database cannot be used: {error.orig}. Has `flask db upgrade` been run?"
        _leave("database", sentence, exit_code=EXIT_UNAVAILABLE, as_json=as_json)


def _leave(code: str, sentence: str, *, exit_code: int, as_json: bool) -> None:
    session().rollback()
    click.echo(sentence, err=True)
    if as_json:
        click.echo(json.dumps({"error": code, "message": sentence}, ensure_ascii=False))
    sys.exit(exit_code)
