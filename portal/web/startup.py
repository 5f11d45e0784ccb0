"""What must be in order before a server starts: a site that cannot serve says so at once, in one sentence.

Commands start without these checks, since they are what mends the fault.
"""

import stat
import sys
from collections.abc import Iterator

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from portal.assets.manifest import AssetsMissing
from portal.i18n.languages import LANGUAGES, SOURCE
from portal.services import Services
from portal.settings import ROOT
from portal.web.assets import asset, font_urls
from portal.web.ext import db

EXIT_UNAVAILABLE = 3
"""Also gunicorn's word for "failed to boot": with any other it would start workers again for ever."""


def check(app: Flask, services: Services) -> None:
    """Raise SystemExit with the first fault on stderr; takes some hundredths of a second.

    A command that found the site in disorder would exit with 3, and so does a server.
    """
    for faults in (_settings, _assets, _catalogs, _database):
        for sentence in faults(app, services):
            sys.stderr.write(f"The portal does not start: {sentence}\n")
            raise SystemExit(EXIT_UNAVAILABLE)


def _settings(_app: Flask, services: Services) -> Iterator[str]:
    key = services.settings.data_dir / "secret_key"
    if key.exists() and key.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        yield f"others can read the secret key; run `chmod 600 {key}`."


def _assets(_app: Flask, _services: Services) -> Iterator[str]:
    try:
        for name in ("site.css", "site.js", "img/mark.svg"):
            asset(name)
        for language in LANGUAGES.values():
            font_urls(language.script)
    except AssetsMissing as error:
        yield str(error)


def _catalogs(_app: Flask, services: Services) -> Iterator[str]:
    for code in LANGUAGES:
        own = services.catalogs.chain(code)[0]
        if code != SOURCE and not own.texts:
            yield f"there is no compiled catalog of {code}; run `flask i18n compile`."
        missing = services.catalogs.missing_reader_messages(code)
        if missing:
            yield (
                f"the catalog of {code} lacks {len(missing)} of the strings that readers see, such as {missing[0]!r};"
                " run `flask i18n stats`, and after mending it `flask i18n compile`."
            )


def _database(app: Flask, _services: Services) -> Iterator[str]:
    heads = set(ScriptDirectory(str(ROOT / "migrations")).get_heads())
    try:
        with app.app_context(), db.engine.connect() as connection:
            present = set(MigrationContext.configure(connection).get_current_heads())
    except SQLAlchemyError as error:
        yield f"the database cannot be reached ({type(error).__name__}); check PORTAL_DATABASE_URL."
        return
    if present != heads:
        yield "the database is not up to date; run `flask db upgrade`."
