"""Which file under which name: the one thing that the build leaves for the web layer to read."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

NAME = "manifest.json"


class AssetsMissing(Exception):
    """The front end was not built, or a template names a file that is not part of it."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """The files of one build, by the names that sources use (``site.css``, ``img/mark.svg``)."""

    files: Mapping[str, str]

    def hashed(self, name: str) -> str:
        """Return the name with its content's hash, relative to the folder of the build; it may be cached for ever."""
        try:
            return self.files[name]
        except KeyError:
            raise AssetsMissing(f"{name} is not among the built assets: run `make build`.") from None


def load(folder: Path) -> Manifest:
    """Read the manifest of the build in ``folder``."""
    try:
        files = json.loads((folder / NAME).read_text("utf-8"))
    except FileNotFoundError:
        raise AssetsMissing("The front end was not built: run `make build`.") from None
    return Manifest(MappingProxyType(files))


def write(folder: Path, files: Mapping[str, str]) -> None:
    """Write the manifest of the build in ``folder``."""
    (folder / NAME).write_text(json.dumps(dict(sorted(files.items())), indent=1) + "\n", "utf-8")
