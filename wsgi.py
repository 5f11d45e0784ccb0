"""The application as a server finds it: ``gunicorn wsgi:app``, and ``flask`` run from the project's root."""

import os
import sys

from portal.app import create_app
from portal.settings import Settings, SettingsError

try:
    app = create_app(Settings.from_environ(os.environ))
except SettingsError as error:
    sys.stderr.write(f"The portal cannot start. {error}\n")
    # Gunicorn takes 3 as "failed to boot" and ends; with another code it would start workers for ever.
    raise SystemExit(3) from None
