"""The application, put together: one ordered list of joinings."""

import importlib
import logging

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

import portal
from portal import log
from portal.catalogs.domain import CatalogSet
from portal.cli import init_cli
from portal.clock import Clock, system_clock
from portal.db import configure_engine
from portal.i18n.languages import use_digits
from portal.media.storage import LocalStorage
from portal.services import EXTENSION, Services
from portal.settings import Settings
from portal.web import caching, errors, feeds, ops, reader, security, startup, statics, urls
from portal.web.ext import db, migrate
from portal.web.translations import init_translations

logger = logging.getLogger(__name__)

MAX_FORM = 64 * 1024
"""Bytes of a request body; the public forms are one line long."""


def create_app(settings: Settings, *, clock: Clock = system_clock) -> Flask:
    """Return the whole application for ``settings``; ``clock`` is replaced in tests.

    Raises SystemExit with one sentence when the site may not start (an unfinished catalog, missing assets); commands
    start without these checks, so that they can mend what is wrong.
    """
    log.configure(settings.log_level)
    for sentence in settings.unknown:
        logger.warning(sentence)
    use_digits(settings.digits)
    app = Flask(portal.__name__, static_folder=None)
    app.config.update(
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        MAX_CONTENT_LENGTH=MAX_FORM,
        MAX_FORM_PARTS=20,
    )
    app.extensions[EXTENSION] = services = Services(
        settings=settings,
        clock=clock,
        catalogs=CatalogSet(settings.translations_dir),
        storage=LocalStorage(settings.data_dir / "media"),
        search=importlib.import_module(settings.search_backend).open_index(settings.data_dir / "search"),
    )
    if settings.trusted_proxies:
        n = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=n, x_proto=n, x_host=n)  # type: ignore[method-assign]
    db.init_app(app)
    migrate.init_app(app, db)
    with app.app_context():
        configure_engine(db.engine)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    init_translations(app, services.catalogs)
    urls.init_urls(app)
    # Security comes before the pages: after_request runs in reverse order, so its headers are added last of all.
    security.init_security(app, settings)
    caching.init_caching(app)
    errors.init_errors(app)
    ops.init_ops(app)
    statics.init_statics(app)
    feeds.init_feeds(app)
    reader.init_reader(app)
    init_cli(app)
    if not settings.from_command_line:
        app.config["SECRET_KEY"] = settings.secret()
        startup.check(app, services)
    return app
