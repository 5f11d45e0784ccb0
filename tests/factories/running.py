"""A whole site that is filled and asked: for tests that read many pages of one site, and for browsers."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Site:
    """A running application and what it was filled with."""

    app: Flask
    contents: Contents

    @property
    def client(self) -> FlaskClient:
        return self.app.test_client()

    def get(self, path: str, **more: object) -> TestResponse:
        return self.client.get(path, **more)  # type: ignore[arg-type]

    def page(self, path: str) -> dom.Element:
        """Return a page that is there, as a tree."""
        response = self.get(path)
        assert response.status_code == 200, f"{response.status_code} for {path}"
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
def served(app: Flask) -> Iterator[str]:
    """Serve an application on a free port of the loopback address; yield where, without a slash at the end."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()
