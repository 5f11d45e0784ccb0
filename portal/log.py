"""Logging: one JSON object a line on stderr, with nothing about a reader in it.

Records carry the logger's name, the level, the message and the fields given in ``extra={"data": {...}}``. Request
addresses, queries, referrers and agents are never passed here; a test reads every line of a crawl to prove it.
"""

import json
import logging
import sys
from datetime import UTC, datetime


class JsonFormatter(logging.Formatter):
    """Format a record as one JSON object, so that no value can forge a second line."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as JSON; tracebacks become one string field."""
        fields: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        fields.update(getattr(record, "data", {}))
        if record.exc_info:
            fields["traceback"] = self.formatException(record.exc_info)
        return json.dumps(fields, ensure_ascii=False, default=str)


def configure(level: str) -> None:
    """Send the ``portal`` loggers to stderr at ``level`` (a name of ``logging``); safe to call again."""
    logger = logging.getLogger("portal")
    logger.setLevel(level.upper())
    logger.propagate = False
    for handler in list(logger.handlers):
        logger.removeHandler(handler)
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter())
    logger.addHandler(handler)
