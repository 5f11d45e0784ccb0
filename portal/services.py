"""The replaceable parts of one application, in one record: no locator, no global registry."""

from dataclasses import dataclass

from portal.catalogs.domain import CatalogSet
from portal.clock import Clock
from portal.media.storage import Storage
from portal.search.index import SearchIndex
from portal.settings import Settings

EXTENSION = "portal"
"""The name under which an application keeps its ``Services`` in ``app.extensions``."""


@dataclass(frozen=True)
class Services:
    """What ``create_app`` joined together."""

    settings: Settings
    clock: Clock
    catalogs: CatalogSet
    storage: Storage
    search: SearchIndex
