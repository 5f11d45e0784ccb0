"""No log holds anything of a reader: no address, no query, no referrer, no agent, nothing that was typed or sent."""

import io
import logging
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.app import create_app
from portal.content.commands import Context
from portal.log import JsonFormatter
from portal.services import EXTENSION
from portal.settings import Settings
from portal.web.ext import db
from tests.factories.content import published_story
from tests.functional.conftest import TurnableClock
from tests.machine import ROOT, free_port

ADDRESS = "203.0.113.77"
MARK = "7hereader"
MARKED = {
    "User-Agent": f"agent-{MARK}",
    "Referer": f"https://example.org/referrer-{MARK}",
    "Cookie": f"cookie={MARK}",
    "Accept-Language": f"x-{MARK}",
    "X-Forwarded-For": ADDRESS,
    "Origin": f"https://{MARK}.example",
}


def marked_paths(number: int) -> list[tuple[str, int]]:
    """Return addresses that a reader might have typed, and how they are answered while all is well."""
    return [
        ("/", 200),
        (f"/ckb/?{MARK}", 200),
        (f"/en/{MARK}", 404),
        (f"/{MARK}/", 404),
        (f"/en/news/{number}-{MARK}?x={MARK}", 301),
        (f"/en/news/{MARK}", 404),
        (f"/en/news/?after={MARK}", 400),
        (f"/en/search?q={MARK}", 200),
        (f"/ar/search?q=%22{MARK}+OR+*%22&from={MARK}", 400),
        (f"/ckb/search?q={quote('پارک ' + MARK)}&sort=newest", 200),
        (f"/en/search/suggest?q={MARK}", 200),
        (f"/media/{MARK}.jpg", 404),
        (f"/assets/{MARK}.css", 404),
        (f"/s/{number}?{MARK}", 302),
        (f"/desk/{MARK}", 404),
        (f"/metrics?{MARK}", 404),
    ]


def logged_traces(text: str) -> list[str]:
    """Return the lines that give a reader away."""
    return [line for line in text.splitlines() if MARK in line or ADDRESS in line or "192.0.2." in line]


@pytest.fixture
def loud(settings: Settings, clock: TurnableClock, ctx: Context) -> Iterator[Flask]:
    """A site that logs as much as it can."""
    app = create_app(replace(settings, log_level="debug"), clock=clock)
    yield app
    app.extensions[EXTENSION].search.close()
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def log(loud: Flask) -> Iterator[io.StringIO]:
    """All that any logger writes, as the site's own would stand in a file."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonFormatter())
    loggers = [logging.getLogger(), logging.getLogger("portal"), logging.getLogger("werkzeug")]
    [logger.addHandler(handler) for logger in loggers]
    yield stream
    [logger.removeHandler(handler) for logger in loggers]


@pytest.fixture
def reader(loud: Flask) -> FlaskClient:
    """A reader's browser with an address of its own."""
    client = loud.test_client()
    client.environ_base["REMOTE_ADDR"] = "192.0.2.44"
    return client


def break_texts(data_dir: Path) -> None:
    """Make every page of a story fail."""
    with sqlite3.connect(data_dir / "portal.db") as database:
        database.execute("UPDATE revision SET blocks = '{'")


def lose_table(data_dir: Path) -> None:
    """Make every page fail that asks the database."""
    with sqlite3.connect(data_dir / "portal.db") as database:
        database.execute("ALTER TABLE edition RENAME TO away")


def test_no_request_leaves_a_trace_in_any_log(
    reader: FlaskClient, ctx: Context, log: io.StringIO, capfd: pytest.CaptureFixture[str]
) -> None:
    story = published_story(ctx)
    ctx.session.commit()
    paths = marked_paths(story.public_id)

    answers = [reader.get(path, headers=MARKED).status_code for path, _ in paths]
    form = {"story": str(story.public_id), "want": "error", "note": MARK}
    sent = [
        reader.post("/en/requests", data=form, headers=MARKED | {"Origin": origin}).status_code for origin in ("", MARK)
    ]

    assert answers == [status for _, status in paths]
    assert sent == [403, 403]
    assert logged_traces(log.getvalue() + "".join(capfd.readouterr())) == []


def test_a_fault_is_logged_without_whoever_met_it(
    reader: FlaskClient, ctx: Context, settings: Settings, log: io.StringIO, capfd: pytest.CaptureFixture[str]
) -> None:
    story = published_story(ctx)
    ctx.session.commit()
    path = reader.get(f"/en/news/{story.public_id}").headers["Location"]
    break_texts(settings.data_dir)

    response = reader.get(f"{path}?{MARK}", headers=MARKED)

    text = log.getvalue() + "".join(capfd.readouterr())
    assert response.status_code == 500
    assert "a request failed" in text
    assert logged_traces(text) == []


def test_a_lost_database_is_logged_without_what_was_asked(
    reader: FlaskClient, settings: Settings, log: io.StringIO, capfd: pytest.CaptureFixture[str]
) -> None:
    lose_table(settings.data_dir)

    statuses = [
        reader.get(path, headers=MARKED).status_code
        for path in (f"/en/?{MARK}", f"/en/news/{MARK}", f"/en/search?q={MARK}", f"/en/{MARK}", f"/readyz?{MARK}")
    ]

    text = log.getvalue() + "".join(capfd.readouterr())
    assert statuses == [503, 503, 503, 404, 503]
    assert "OperationalError" in text
    assert logged_traces(text) == []


def test_a_lost_index_is_logged_without_what_was_looked_for(
    reader: FlaskClient, settings: Settings, log: io.StringIO
) -> None:
    shutil.rmtree(settings.data_dir / "search", ignore_errors=True)

    response = reader.get(f"/en/search?q={MARK}", headers=MARKED)

    assert response.status_code == 200
    assert "the search index cannot be asked" in log.getvalue()
    assert logged_traces(log.getvalue()) == []


class Server:
    """The site as `make run` serves it, and all that it prints."""

    def __init__(self, settings: Settings, translations: Path) -> None:
        self.port, self.output = free_port(), settings.data_dir.with_suffix(".log")
        environment = os.environ | {
            "PORTAL_DATA_DIR": str(settings.data_dir),
            "PORTAL_TRANSLATIONS_DIR": str(translations),
            "PORTAL_LOG_LEVEL": "debug",
        }
        command = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{self.port}", "--workers", "1", "wsgi:app"]
        with self.output.open("w") as output:
            self.process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=output)

    def ask(self, request: str) -> int:
        """Send a request as it stands and return the status."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=30) as connection:
            connection.sendall(request.encode("latin-1"))
            return int(connection.makefile("rb").readline().split()[1])

    def get(self, path: str) -> int:
        headers = "".join(f"{name}: {value}\r\n" for name, value in MARKED.items())
        return self.ask(f"GET {path} HTTP/1.1\r\nHost: {MARK}.example\r\n{headers}Connection: close\r\n\r\n")

    def printed(self, sentence: str) -> str:
        """Return what was printed once it holds ``sentence``."""
        deadline = time.monotonic() + 60
        while sentence not in (text := self.output.read_text()):
            assert self.process.poll() is None, text
            assert time.monotonic() < deadline, text
            time.sleep(0.1)
        return text


@pytest.fixture
def server(settings: Settings, compiled_translations: Path, ctx: Context) -> Iterator[Server]:
    """A real gunicorn with a real site."""
    started = Server(settings, compiled_translations)
    started.printed("Booting worker")
    yield started
    started.process.terminate()
    started.process.wait(30)


def test_a_real_server_prints_nothing_of_its_readers(server: Server, settings: Settings, ctx: Context) -> None:
    story = published_story(ctx)
    ctx.session.commit()
    paths = marked_paths(story.public_id)

    answers = [server.get(path) for path, _ in paths]
    broken = server.ask(f"GET /{MARK} {MARK}\r\n\r\n")
    long = server.ask(f"GET /{MARK * 1000} HTTP/1.1\r\nHost: x\r\n\r\n")
    break_texts(settings.data_dir)
    fault = server.get(f"/s/{story.public_id}?{MARK}"), server.get(f"/en/feed.atom?{MARK}")
    lose_table(settings.data_dir)
    lost = server.get(f"/en/{MARK}"), server.get(f"/en/search?q={MARK}")
    text = server.printed("OperationalError")

    assert answers == [status for _, status in paths]
    assert (broken, long, *fault, *lost) == (400, 414, 302, 500, 404, 503)
    assert text.count("a request failed") == 3
    assert logged_traces(text) == []
    assert "127.0.0.1" not in text.partition("Booting worker")[2]
