"""The face for the public: pages in each reader's own language, without cookies, scripts or third parties."""

from flask import Flask

from portal.web.assets import asset
from portal.web.reader.views import reader, site


def init_reader(app: Flask) -> None:
    """Join the public pages to ``app``."""
    app.jinja_env.globals["asset"] = asset
    app.register_blueprint(site)
    app.register_blueprint(reader)
