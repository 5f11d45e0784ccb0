"""Programs that keep an index. Each module here has ``open_index(directory)``, and passes ``tests/contract/``."""

import pkgutil
from importlib import import_module
from pathlib import Path
from typing import cast

from portal.search.index import SearchIndex


def available() -> list[str]:
    """Return the dotted names of the backends there are."""
    return [f"{__name__}.{module.name}" for module in pkgutil.iter_modules(__path__)]


def open_index(module: str, directory: Path) -> SearchIndex:
    """Return the index that the backend ``module`` keeps below ``directory``, which need not exist yet."""
    return cast(SearchIndex, import_module(module).open_index(directory))
