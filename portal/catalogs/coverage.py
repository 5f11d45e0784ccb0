"""How much of the interface is translated: the numbers for translators, and what of it readers see."""

from dataclasses import dataclass
from pathlib import Path

from portal.catalogs import files
from portal.catalogs.po import Entry
from portal.i18n.languages import LANGUAGES, SOURCE

_STAFF = (
    "portal/accounts/",
    "portal/catalogs/",
    "portal/cli/",
    "portal/demo/",
    "portal/exchange/",
    "portal/translation/",
    "portal/web/auth",
    "portal/web/desk",
    "portal/web/gallery",
    "portal/web/ops",
    "portal/web/translate/",
    "portal/templates/auth",
    "portal/templates/desk",
    "portal/templates/gallery",
    "portal/templates/ops",
    "portal/templates/translate/",
)
"""Where messages come from that no reader sees; whatever else has a message may be on a public page."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """Counts of one catalog against the template; ``reader_missing`` are those on public pages."""

    language: str
    total: int
    translated: int
    fuzzy: int
    missing: int
    obsolete: int
    reader_total: int
    reader_missing: int

    @property
    def percent(self) -> int:
        """Whole per cent, 100 only when nothing is missing."""
        return 100 * self.translated // self.total if self.total else 100


def is_for_readers(entry: Entry) -> bool:
    """Tell whether a message may be on a public page, by where the code says it."""
    return not entry.locations or any(not place.startswith(_STAFF) for place in entry.locations)


def coverage(folder: Path, code: str) -> Coverage:
    """Count a language's catalog; one without a file counts as empty."""
    template = files.template_path(folder)
    wanted = files.read(template).messages if template.exists() else ()
    path = files.catalog_path(folder, code)
    catalog = files.read(path) if path.exists() else None
    entries = {entry.key: entry for entry in catalog.messages} if catalog else {}
    done = {entry.key for entry in wanted if code == SOURCE or _is_done(entries.get(entry.key))}
    fuzzy = sum(1 for entry in wanted if entry.key in entries and entries[entry.key].is_fuzzy)
    public = [entry for entry in wanted if is_for_readers(entry)]
    return Coverage(
        code,
        total=len(wanted),
        translated=len(done),
        fuzzy=fuzzy,
        missing=len(wanted) - len(done),
        obsolete=len(catalog.obsolete) if catalog else 0,
        reader_total=len(public),
        reader_missing=sum(1 for entry in public if entry.key not in done),
    )


def stats(folder: Path) -> list[Coverage]:
    """Count every language but the source."""
    return [coverage(folder, code) for code in LANGUAGES if code != SOURCE]


def _is_done(entry: Entry | None) -> bool:
    return entry is not None and entry.is_translated
