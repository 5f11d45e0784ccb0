"""Flask extensions, unbound: made here once, joined to an application by ``portal.app``."""

from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy

import portal.accounts.models
import portal.content.models
import portal.events.models
import portal.media.models  # noqa: F401  (all models must stand on the metadata before it is handed over)
from portal.db import Base

db = SQLAlchemy(metadata=Base.metadata)
migrate = Migrate(directory="migrations", render_as_batch=True, compare_type=True)
