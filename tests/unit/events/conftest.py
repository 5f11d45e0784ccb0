"""A database for the tests of this folder."""

from tests.factories.database import context, engine, session

__all__ = ["context", "engine", "session"]
