"""A whole site that is filled and asked: for tests that read many pages of one site, and for browsers."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from jinja2 import BytecodeCache
from sqlalchemy.orm import Session
from werkzeug.serving import make_server
from werkzeug.test import TestResponse

from portal.accounts.permissions import system_actor
from portal.app import create_app
from portal.clock import Clock
from portal.content.commands import Context
from portal.content.commands.context import INDEX
from portal.events import outbox
from portal.media.commands import RENDITIONS
from portal.search.projector import handler as index_handler
from portal.services import EXTENSION, Services
from portal.settings import Settings
from portal.web.ext import db
from tests.factories import dom
from tests.factories.site import Contents, Filler, Wording, sample

SITE_URL = "https://portal.example.org"
NOW = datetime(2026, 3, 7, 9, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Site:
    """A running application and what it was filled with. Nothing changes it, so pages are asked for once."""

    app: Flask
    contents: Contents
    answers: dict[str, TestResponse] = field(default_factory=dict, repr=False)

    @property
    def client(self) -> FlaskClient:
        return self.app.test_client()

    def get(self, path: str) -> TestResponse:
        """Return what is at an address for a reader who says nothing of himself."""
        if path not in self.answers:
            self.answers[path] = self.client.get(path)
        return self.answers[path]

    def status(self, path: str) -> int:
        with self.client.head(path) as response:
            return response.status_code

    def links(self, path: str) -> list[dom.Element]:
        """Return the links of a page; none of what is no page."""
        with self.client.get(path) as response:
            is_page = response.content_type.startswith("text/html")
            return dom.parse(response.text).all("a", href="") if is_page else []

    def page(self, path: str, *, status: int = 200) -> dom.Element:
        """Return a page as a tree."""
        response = self.get(path)
        assert response.status_code == status, f"{response.status_code} for {path}"
        return dom.parse(response.text)


def site_settings(data_dir: Path, translations: Path, **changes: object) -> Settings:
    """Return settings as a command has them, so that ``web.startup`` is tested by itself."""
    values: dict[str, object] = {"site_url": SITE_URL, "rate_limits": False, "from_command_line": True}
    return Settings(data_dir=data_dir, translations_dir=translations, **(values | changes))  # type: ignore[arg-type]


@contextmanager
def filled_site(
    settings: Settings,
    clock: Clock,
    *,
    say: Wording = sample,
    template_cache: BytecodeCache | None = None,
    renditions: bool = False,
) -> Iterator[Site]:
    """Run a site on a database that has its tables already, with something of everything in it, indexed."""
    app = create_app(settings, clock=clock)
    app.jinja_env.bytecode_cache = template_cache
    with app.app_context():
        engine = db.engine
    parts: Services = app.extensions[EXTENSION]
    with Session(engine) as session:
        context = Context(session, system_actor("publisher@example.org"), clock)
        contents = Filler(context, parts.storage, say=say, renditions=renditions).everything()
    drain(app)
    yield Site(app, contents)
    parts.search.close()
    engine.dispose()


def drain(app: Flask) -> None:
    """Do what is due as the worker does, all but the pictures, which take seconds and change no text."""
    parts: Services = app.extensions[EXTENSION]
    handlers = {INDEX: index_handler(parts.search, parts.clock), RENDITIONS: lambda _session, _subjects: None}
    with app.app_context():
        engine = db.engine
    with Session(engine) as session:
        outbox.drain(session, handlers, clock=parts.clock)


@contextmanager
def served(app: Flask, *, port: int = 0) -> Iterator[str]:
    """Serve an application on a port (default: any free one) of the loopback address; yield where, without a slash at
    the end."""
    server = make_server("127.0.0.1", port, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()
