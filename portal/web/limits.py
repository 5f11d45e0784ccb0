"""How often one address may ask for something. Kept in this process's memory, as salted hashes, and never written."""

import hashlib
import secrets
import threading
import time

from flask import request
from werkzeug.exceptions import TooManyRequests

from portal.web.services import services

_SALT = secrets.token_bytes(16)
_LOCK = threading.Lock()
_COUNTS: dict[bytes, tuple[int, int]] = {}
_MOST_KEYS = 50_000
"""Beyond this many addresses the memory starts anew: a flood must not fill it."""


def limited(what: str, *, most: int, seconds: int) -> None:
    """Count one more ``what`` by the asking address; raise 429 beyond ``most`` in a window of ``seconds``."""
    if not services().settings.rate_limits:
        return
    window = int(time.monotonic()) // seconds
    key = hashlib.blake2b(f"{what} {request.remote_addr}".encode(), key=_SALT, digest_size=16).digest()
    with _LOCK:
        if len(_COUNTS) > _MOST_KEYS:
            _COUNTS.clear()
        then, count = _COUNTS.get(key, (window, 0))
        count = count + 1 if then == window else 1
        _COUNTS[key] = (window, count)
    if count > most:
        raise TooManyRequests(retry_after=seconds)
