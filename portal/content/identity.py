"""Public ids, which addresses are made of: random, so that nobody counts drafts, never reused: no row is deleted."""

import secrets

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.content.models import Story, Term

SMALLEST = 1_000_000
LARGEST = 999_999_999
"""Seven to nine digits."""


def new_public_id(session: Session) -> int:
    """Return a number that no story and no term has."""
    while True:
        number = SMALLEST + secrets.randbelow(LARGEST - SMALLEST + 1)
        taken = session.scalar(
            select(Story.id).where(Story.public_id == number).union(select(Term.id).where(Term.public_id == number))
        )
        if taken is None:
            return number
