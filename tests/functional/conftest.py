"""Fixtures of the functional tests: a whole site on a migrated SQLite, a clock that can be turned, and a publisher.

``ctx`` works in a session of its own, so a test commits what the site is to see: ``ctx.session.commit()``.
"""

import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import FileSystemBytecodeCache
from sqlalchemy.orm import Session

from portal.accounts.permissions import system_actor
from portal.app import create_app
from portal.catalogs.compile import compile_folder
from portal.content.commands import Context
from portal.db import make_engine
from portal.services import EXTENSION
from portal.settings import Settings
from portal.web.ext import db
from tests.factories.running import NOW, Site, filled_site, site_settings
from tests.machine import ROOT


class TurnableClock:
    """A clock that stands still until a test turns it."""

    def __init__(self, instant: datetime) -> None:
        self.instant = instant

    def __call__(self) -> datetime:
        """Return the instant at which it stands."""
        return self.instant

    def set(self, instant: datetime) -> None:
        """Turn it to ``instant``."""
        self.instant = instant

    def advance(self, **by: float) -> None:
        """Turn it forward by the units of a timedelta (``hours=1``)."""
        self.instant += timedelta(**by)


@pytest.fixture
def clock(now: datetime) -> TurnableClock:
    """The site's clock; it begins at ``now``."""
    return TurnableClock(now)


@pytest.fixture(scope="session")
def migrated_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database as ``flask db upgrade`` makes it; tests copy the file, which takes a thousandth of the time."""
    path = tmp_path_factory.mktemp("database") / "portal.db"
    engine = make_engine(f"sqlite:///{path}")
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    engine.dispose()
    return path


@pytest.fixture(scope="session")
def compiled_translations(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The catalogs of the repository, compiled beside a copy."""
    folder = tmp_path_factory.mktemp("translations") / "translations"
    shutil.copytree(ROOT / "translations", folder, ignore=shutil.ignore_patterns("*.mo"))
    compile_folder(folder)
    return folder


@pytest.fixture(scope="session")
def template_cache(tmp_path_factory: pytest.TempPathFactory) -> FileSystemBytecodeCache:
    """Compiled templates: every test has an application of its own, and none compiles them again."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))


@pytest.fixture
def settings(tmp_path: Path, migrated_database: Path, compiled_translations: Path) -> Settings:
    """The settings of a site with an empty database. As a command's, so that ``web.startup`` is tested by itself."""
    data_dir = tmp_path / "data"
    data_dir.mkdir()
    shutil.copy(migrated_database, data_dir / "portal.db")
    return Settings(
        data_dir=data_dir,
        translations_dir=compiled_translations,
        site_url="https://portal.example.org",
        rate_limits=False,
        from_command_line=True,
    )


@pytest.fixture
def app(settings: Settings, clock: TurnableClock, template_cache: FileSystemBytecodeCache) -> Iterator[Flask]:
    """The whole application."""
    made = create_app(settings, clock=clock)
    made.jinja_env.bytecode_cache = template_cache
    yield made
    made.extensions[EXTENSION].search.close()
    with made.app_context():
        db.engine.dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A reader's browser."""
    return app.test_client()


@pytest.fixture
def ctx(app: Flask, clock: TurnableClock) -> Iterator[Context]:
    """What a publisher acts in, by the site's clock and on the site's database."""
    with app.app_context():
        engine = db.engine
    with Session(engine) as session:
        yield Context(session, system_actor("publisher@example.org"), clock)


@pytest.fixture(scope="session")
def site(
    tmp_path_factory: pytest.TempPathFactory,
    migrated_database: Path,
    compiled_translations: Path,
    template_cache: FileSystemBytecodeCache,
) -> Iterator[Site]:
    """A site with something of everything, one a test process: for tests that only read."""
    data_dir = tmp_path_factory.mktemp("site")
    shutil.copy(migrated_database, data_dir / "portal.db")
    settings = site_settings(data_dir, compiled_translations)
    with filled_site(settings, TurnableClock(NOW), template_cache=template_cache) as filled:
        yield filled
