"""The parts of the current application, for the faces."""

from typing import cast

from flask import current_app

from portal.services import EXTENSION, Services


def services() -> Services:
    """Return the parts of the current application."""
    return cast(Services, current_app.extensions[EXTENSION])
