"""How gunicorn serves the portal: ``gunicorn wsgi:app`` finds this file by itself; the command line goes before it.

Nothing about a reader is written down: there is no access log, and what gunicorn would say about a faulty request
(its sender's address, its first line) is left out of the error log.
"""

import multiprocessing
from pathlib import Path

import gunicorn.http.wsgi
import gunicorn.util
from gunicorn.glogging import Logger


class DiscreetLogger(Logger):
    """Gunicorn's log without addresses and request lines."""

    def warning(self, msg, *args, **kwargs):
        """Log a warning; a refused request is counted without saying whose it was and what it said."""
        if msg.startswith("Invalid request"):
            msg, args = "Invalid request refused.", ()
        super().warning(msg, *args, **kwargs)

    def exception(self, msg, *args, **kwargs):
        """Log the current exception; the request that met it stays unnamed."""
        if str(msg).startswith("Error handling request"):
            msg, args = "Error handling request.", ()
        super().exception(msg, *args, **kwargs)


logger_class = DiscreetLogger
accesslog = None
errorlog = "-"
loglevel = "info"

# Threads share the templates, catalogs and compiled statements of their process; more processes than cores only cost
# memory. Each process loads the application itself, so that no database connection is shared across a fork.
worker_class = "gthread"
workers = min(multiprocessing.cpu_count(), 4)
threads = 4
preload_app = False

timeout = 30
graceful_timeout = 20
keepalive = 5

# The longest address of ours is a search with every filter; a slug in Arabic script is nine bytes a letter.
limit_request_line = 4094
limit_request_fields = 64
limit_request_field_size = 8190

# Heartbeats are files: on a disk a busy one could stop a worker. Systems without this folder use their default.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108

# Managed by signals alone: no socket in anybody's home directory.
control_socket_disable = True


SECURITY_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), browsing-topics=(), interest-cohort=()",
    "X-Frame-Options": "DENY",
    "Content-Security-Policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
}
"""Those of ``portal.web.security``, which cannot be imported yet when this file is read; a test compares them."""


def refuse(sock, status_int, reason, _mesg):
    """Answer what never became a request: under the headers of every other answer, and without repeating it."""
    headers = SECURITY_HEADERS | {
        "Server": "portal",
        "Cache-Control": "no-store",
        "Connection": "close",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Length": str(len(reason) + 1),
    }
    lines = [f"HTTP/1.1 {status_int} {reason}", *(f"{name}: {value}" for name, value in headers.items())]
    gunicorn.util.write_nonblock(sock, ("\r\n".join(lines) + f"\r\n\r\n{reason}\n").encode("ascii"))


gunicorn.util.write_error = refuse

# Answers need not say which program, in which version, made them.
gunicorn.http.wsgi.SERVER = "portal"
