"""The demonstration's pictures, films and files: drawn and encoded by our own code, then kept like anybody's."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from portal.accounts.permissions import Actor
from portal.clock import Clock
from portal.demo import film, pictures
from portal.i18n.languages import LANGUAGES
from portal.media.commands import AssetWords, add_asset
from portal.media.models import Asset, AssetKind
from portal.media.storage import Storage

HERE = Path(__file__).resolve().parent

LEAFLET = "guide-explosive-hazards"
PARTNERS = "partners-list"

Progress = Callable[[str, int, int], None]
"""Told of each step: what is being done, how many are done, how many there are."""


@dataclass(frozen=True)
class Shelf:
    """Where the demonstration's assets are put, and by whom."""

    session: Session
    actor: Actor
    clock: Clock
    storage: Storage
    words: Mapping[str, Mapping[str, AssetWords]]

    def add(self, key: str, kind: AssetKind, data: bytes, filename: str, **more: Any) -> Asset:
        """Keep one asset with its words in every language."""
        return add_asset(
            self.session,
            actor=self.actor,
            clock=self.clock,
            storage=self.storage,
            key=key,
            kind=kind,
            data=data,
            filename=filename,
            texts=self.words[key],
            is_demo=True,
            **more,
        )


def load_assets(
    session: Session, *, actor: Actor, clock: Clock, storage: Storage, partners: bytes, progress: Progress
) -> int:
    """Make and keep every asset that the stories and posts name; return how many. Takes about a minute."""
    films = json.loads((HERE / "films.json").read_text("utf-8"))
    shelf = Shelf(session, actor, clock, storage, _words(films))
    made = {}
    for number, key in enumerate(pictures.KEYS, 1):
        made[key] = shelf.add(key, AssetKind.PICTURE, pictures.draw(key), f"{key}.jpg")
        progress("pictures", number, len(pictures.KEYS))
    for number, key in enumerate(film.KEYS, 1):
        webm, mp4 = film.make_film(key)
        still = made[key.replace("film-", "sixty-")]
        shelf.add(key, AssetKind.VIDEO, webm, f"{key}.webm", fallback=mp4, poster=still)
        progress("films", number, len(film.KEYS))
    shelf.add(LEAFLET, AssetKind.FILE, (HERE / "files" / f"{LEAFLET}.txt").read_bytes(), f"{LEAFLET}.txt")
    shelf.add(PARTNERS, AssetKind.FILE, partners, f"{PARTNERS}.csv")
    return len(pictures.KEYS) + len(film.KEYS) + 2


def _words(films: Mapping[str, Any]) -> dict[str, dict[str, AssetWords]]:
    """Return what every asset says in every language; a film's captions and transcript come from its cues."""
    texts = json.loads((HERE / "assets.json").read_text("utf-8"))
    words = {}
    for key, by_language in texts.items():
        cues = films[key]["cues"] if key in films else []
        words[key] = {
            code: AssetWords(
                **by_language[code],
                captions=film.captions(cues, code) if cues else "",
                transcript="\n".join(cue["text"][code] for cue in cues),
            )
            for code in LANGUAGES
            if code in by_language
        }
    return words
