"""The application as a server finds it: ``gunicorn wsgi:app``, and ``flask`` run from the project's root."""

import os

from portal.app import create_app
from portal.settings import Settings

app = create_app(Settings.from_environ(os.environ))
