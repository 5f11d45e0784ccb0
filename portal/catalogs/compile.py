"""Building what the site reads: every ``messages.po`` becomes the ``messages.mo`` beside it.

The file is written under another name and put in place at once, so running processes see the old catalog or the new
one. A catalog with an error that could harm a page is not built: the last good one stays. What is merely missing,
doubtful or untouched does not stop it, for those messages are shown in English. Compiled files are not kept in git.
"""

from dataclasses import dataclass
from pathlib import Path

from portal.catalogs import checks, files, mo
from portal.catalogs.checks import Finding


@dataclass(frozen=True, slots=True)
class Built:
    """What became of one catalog: ``refused`` lists the errors that stopped it."""

    language: str
    file: str
    messages: int
    changed: bool
    refused: tuple[Finding, ...]


def compile_folder(folder: Path) -> list[Built]:
    """Compile every catalog of the folder."""
    codes = sorted(path.parent.parent.name for path in folder.glob(f"*/LC_MESSAGES/{files.DOMAIN}.po"))
    return [compile_catalog(folder, code) for code in codes]


def compile_catalog(folder: Path, code: str) -> Built:
    """Compile one catalog unless its check forbids it."""
    path, target = files.catalog_path(folder, code), files.compiled_path(folder, code)
    report = checks.check_file(path, code, same=files.same_list(folder, code))
    refused = tuple(finding for finding in report.errors if finding.check not in checks.HARMLESS)
    if refused:
        return Built(code, str(path), 0, changed=False, refused=refused)
    catalog = files.read(path)
    data = mo.pack(catalog)
    changed = not target.exists() or target.read_bytes() != data
    if changed:
        files.replace_file(target, data)
    translated = sum(1 for entry in catalog.messages if entry.is_translated)
    return Built(code, str(target), translated, changed=changed, refused=())
