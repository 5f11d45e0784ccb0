"""``make run``: bring the database, the demo content and the index up to date, then keep server and worker running.

This is for one machine and one pair of processes. If one of them ends, the other is stopped too, so that a site never
runs half; a system's own service manager does the same from two units (docs/operators).
"""

import argparse
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress

from portal.settings import ROOT, Settings, SettingsError

GRACE = 25
"""Seconds that a process has to finish what it is doing: more than gunicorn gives its own requests."""

UNAVAILABLE = 3


def main(arguments: Sequence[str] | None = None) -> int:
    """Prepare and serve until a signal comes or a process ends; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m portal.cli.run", description="Prepare and serve the portal.")
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on")
    parser.add_argument("--port", default=8000, type=int, help="the port to listen on; 0 takes a free one")
    parser.add_argument("--demo", default=1, type=int, help="1: fill an empty site with the demo content")
    options = parser.parse_args(arguments)
    try:
        port = _claim(options.host, options.port)
        address = f"http://{options.host}:{port}"
        environ = {"PORTAL_SITE_URL": address, **os.environ}
        settings = Settings.from_environ(environ)
    except (OSError, SettingsError) as error:
        print(error, file=sys.stderr)
        return UNAVAILABLE
    code = _prepare(settings, environ, demo=bool(options.demo))
    return code or _serve(f"{options.host}:{port}", address, environ)


def _claim(host: str, port: int) -> int:
    """Return the port, having seen that it is free: a taken one is said before minutes of work, not after."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise OSError(f"Cannot listen on {host}:{port} ({error.strerror}); try `make run PORT=8001`.") from None
        return int(probe.getsockname()[1])


def _prepare(settings: Settings, environ: Mapping[str, str], *, demo: bool) -> int:
    steps = [("Database", ["db", "upgrade"])]
    if demo:
        steps.append(("Demo content", ["seed", "demo"]))
    for title, command in steps:
        if code := _flask(title, command, environ):
            return code
    # After the content, so that a new site is searchable from its first page view and the worker starts with little.
    if not any((settings.data_dir / "search").glob("*")):
        return _flask("Search index", ["search", "rebuild"], environ)
    return 0


def _flask(title: str, command: Sequence[str], environ: Mapping[str, str]) -> int:
    started = time.monotonic()
    print(f"{title} …", flush=True)
    code = subprocess.run([sys.executable, "-m", "flask", *command], cwd=ROOT, env=environ, check=False).returncode
    if code:
        print(f"{title}: `flask {' '.join(command)}` ended with code {code}.", file=sys.stderr)
    else:
        print(f"{title}: done in {time.monotonic() - started:.1f} s.", flush=True)
    return code


def _serve(bind: str, address: str, environ: Mapping[str, str]) -> int:
    stopping = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: stopping.set())
    commands = {
        "The server": ["-m", "gunicorn", "--config", "gunicorn.conf.py", "--bind", bind, "wsgi:app"],
        "The worker": ["-m", "flask", "worker"],
    }
    # In sessions of their own: Ctrl-C reaches this process alone, which then stops both in order.
    running = {
        name: subprocess.Popen([sys.executable, *command], cwd=ROOT, env=environ, start_new_session=True)
        for name, command in commands.items()
    }
    announced = False
    try:
        while not stopping.wait(0.2):
            for name, process in running.items():
                if process.poll() is not None:
                    print(f"{name} ended with code {process.returncode}; stopping.", file=sys.stderr)
                    return 1
            if not announced and _answers(bind):
                announced = True
                print(f"\nThe portal is at {address}/  (Ctrl-C stops it)\n", flush=True)
        return 0
    finally:
        _stop(list(running.values()))


def _answers(bind: str) -> bool:
    host, _, port = bind.rpartition(":")
    with suppress(OSError), socket.create_connection((host, int(port)), timeout=1):
        return True
    return False


def _stop(processes: Sequence["subprocess.Popen[bytes]"]) -> None:
    for process in processes:
        process.terminate()
    deadline = time.monotonic() + GRACE
    for process in processes:
        try:
            process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


if __name__ == "__main__":
    sys.exit(main())
