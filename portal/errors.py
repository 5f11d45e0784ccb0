"""What can go wrong, as a few kinds that every face understands.

Domain code raises these with a marked English message and named values; ``portal.web.errors`` alone turns them into
words of the reader's language and status codes, ``portal.cli.output`` into exit codes.
"""

from collections.abc import Mapping


class PortalError(Exception):
    """An expected failure.

    ``message`` is a msgid marked with ``N_`` whose ``%(name)s`` placeholders are filled from ``values``; ``code`` is a
    short stable word for programs (``unknown-language``), never shown to readers.
    """

    code = "error"

    def __init__(self, message: str, *, code: str | None = None, **values: object) -> None:
        super().__init__(message, values)
        self.message = message
        self.values: Mapping[str, object] = values
        if code is not None:
            self.code = code

    def __str__(self) -> str:
        """Return the English sentence, for logs and command lines."""
        return self.message % self.values if self.values else self.message


class NotFound(PortalError):
    """The thing asked for does not exist, or the asker may not know that it does."""

    code = "not-found"


class Gone(PortalError):
    """The thing was public once and was withdrawn, taken down or has expired."""

    code = "gone"


class Forbidden(PortalError):
    """The actor may not do this."""

    code = "forbidden"


class Conflict(PortalError):
    """The state does not allow this now; nothing was changed."""

    code = "conflict"


class Invalid(PortalError):
    """What was given breaks a rule; ``values`` name the place and the fault."""

    code = "invalid"


class Unavailable(PortalError):
    """Something needed is not there at the moment (an index, a database, a tool)."""

    code = "unavailable"
