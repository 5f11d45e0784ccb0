"""The face for programs that follow the site: Atom feeds, site maps, ``robots.txt``."""

from flask import Flask

from portal.web.feeds.views import feeds


def init_feeds(app: Flask) -> None:
    """Join the feeds and site maps to ``app``."""
    app.register_blueprint(feeds)
