"""The check of catalogs: what must not ship (errors), and what a translator should look at again (warnings).

The names of the checks are a contract of ``flask i18n check``. The same rules decide, at load time, which messages a
running site leaves out (``portal.catalogs.domain``).
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from portal.catalogs import files, letters, markup, placeholders
from portal.catalogs.po import Catalog, Entry, PoSyntaxError
from portal.i18n import plurals
from portal.i18n.language import Language
from portal.i18n.languages import LANGUAGES, SOURCE
from portal.i18n.plurals import PluralRule

HARMLESS = frozenset({"missing", "fuzzy", "same"})
"""Errors that leave nothing worse on a page than an English sentence; they do not stop a catalog from being built."""

_RISKY = re.compile("[%<{]")


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault of one message; ``msgid`` is empty where it is the file's."""

    language: str
    file: str
    msgid: str
    context: str | None
    check: str
    message: str


@dataclass(slots=True)
class Report:
    """What a check found, in the order of the files."""

    errors: list[Finding] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)

    def add(self, other: "Report") -> None:
        self.errors += other.errors
        self.warnings += other.warnings


def check_folder(folder: Path, codes: Iterable[str] | None = None) -> Report:
    """Check every catalog of a folder shaped like ``translations/``; with ``codes``, also that these exist."""
    report = Report()
    template = files.template_path(folder)
    messages: tuple[Entry, ...] = ()
    if template.exists():
        try:
            messages = files.read(template).messages
        except PoSyntaxError as error:
            report.errors.append(_syntax("", template, error))
    found = {path.parent.parent.name: path for path in sorted(folder.glob("*/LC_MESSAGES/*.po"))}
    for code in codes or ():
        if code not in found and messages:
            path = files.catalog_path(folder, code)
            report.errors.append(Finding(code, str(path), "", None, "missing", "there is no catalog"))
    for path in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        code = path.parent.parent.name
        wanted = messages if path.stem == files.DOMAIN else ()
        report.add(check_file(path, code, wanted=wanted, same=files.same_list(folder, code)))
    return report


def check_file(path: Path, code: str, *, wanted: Iterable[Entry] = (), same: frozenset[str] = frozenset()) -> Report:
    """Check one catalog; ``wanted`` are the messages of the template, ``same`` those that may stay as they are."""
    language = LANGUAGES.get(code)
    if language is None:
        return Report([Finding(code, str(path), "", None, "syntax", f"{code} is no language of this site")])
    try:
        catalog = files.read(path)
    except PoSyntaxError as error:
        return Report([_syntax(code, path, error)])
    judge = _Judge(language, str(path), same)
    judge.header(catalog)
    for entry in catalog.messages:
        judge.entry(entry)
    known = {entry.key for entry in catalog.messages}
    for entry in wanted:
        if entry.key not in known and code != SOURCE:
            judge.error(entry, "missing", "not in the catalog; run flask i18n update")
    return judge.report


def unfit(source: tuple[str, str | None], texts: tuple[str, ...], rule: PluralRule) -> list[tuple[str, str]]:
    """Say why a translation may not be shown at all, as pairs of a check and a sentence; empty for a good one.

    ``texts`` are its forms; an empty one is not there yet and is not judged.
    """
    msgid, plural = source
    if not _RISKY.search("".join((msgid, plural or "", *texts))):
        return []  # most messages, and this decides how long a catalog takes to load
    told = [("placeholder", fault) for fault in placeholders.faults(source, texts, rule=rule)]
    allowed = max(placeholders.stray_signs(msgid), placeholders.stray_signs(plural or ""))
    for text in texts:
        if placeholders.stray_signs(text) > allowed:
            told.append(("percent", "a % that is neither doubled nor part of a placeholder"))
        beyond = [markup.excess(each, text) for each in source if each is not None]
        told += [("tags", fault) for fault in (min(beyond, key=len) if "<" in text else [])]
    return list(dict.fromkeys(told))


class _Judge:
    """Gathers the findings of one catalog."""

    def __init__(self, language: Language, file: str, same: frozenset[str]) -> None:
        self.language = language
        self.file = file
        self.same = same
        self.report = Report()

    def error(self, entry: Entry | None, check: str, message: str) -> None:
        self.report.errors.append(self._finding(entry, check, message))

    def warning(self, entry: Entry | None, check: str, message: str) -> None:
        self.report.warnings.append(self._finding(entry, check, message))

    def _finding(self, entry: Entry | None, check: str, message: str) -> Finding:
        msgid, context = (entry.msgid, entry.context) if entry else ("", None)
        return Finding(self.language.code, self.file, msgid, context, check, message)

    def header(self, catalog: Catalog) -> None:
        """Check the plural rule and the encoding that the file declares."""
        fields = catalog.fields
        charset = fields.get("Content-Type", "").lower().partition("charset=")[2]
        if charset not in ("utf-8", "utf8", ""):
            self.error(None, "syntax", f"the encoding is {charset}, not UTF-8")
        own = self.language.plural_rule
        try:
            declared = plurals.parse(fields.get("Plural-Forms", ""))
        except ValueError as error:
            self.error(None, "plural-header", f"{error}; it must say: {own.header}")
            return
        if not own.agrees_with(declared):
            self.error(None, "plural-header", f"not the rule of this language, which is: {own.header}")

    def entry(self, entry: Entry) -> None:
        """Check one message; what nobody will see (fuzzy, untranslated) gets no further check."""
        if entry.is_fuzzy:
            self.error(entry, "fuzzy", "marked as doubtful, so English is shown")
            return
        if not any(entry.texts):
            if self.language.code != SOURCE:
                self.error(entry, "missing", "not translated")
            return
        forms = self.language.plural_rule.forms
        if entry.plural is not None and (len(entry.texts) != forms or not all(entry.texts)):
            told = sum(1 for text in entry.texts if text)
            self.error(entry, "plural-count", f"{told} of {forms} forms are there")
        for check, message in unfit((entry.msgid, entry.plural), entry.texts, self.language.plural_rule):
            self.error(entry, check, message)
        self._wording(entry)

    def _wording(self, entry: Entry) -> None:
        texts = tuple(text for text in entry.texts if text)
        sources = [each for each in (entry.msgid, entry.plural) if each is not None]
        if self.language.code != SOURCE and self._untouched(sources, texts):
            self.error(entry, "same", "equals the source; if that is right, list it in same.txt")
        absent = [min((markup.lacking(each, text) for each in sources), key=len) for text in texts]
        for message, is_emphasis in dict.fromkeys(fault for faults in absent for fault in faults):
            (self.warning if is_emphasis else self.error)(entry, "tags", message)
        self._each(entry, "bidi", texts, letters.bidi_errors, self.error)
        self._each(entry, "bidi", texts, letters.bidi_warnings, self.warning)
        self._each(entry, "alphabet", texts, lambda text: letters.alphabet_errors(text, self.language), self.error)
        self._each(entry, "alphabet", texts, lambda text: letters.alphabet_warnings(text, self.language), self.warning)
        self._each(entry, "digits", texts, lambda text: letters.digit_warnings(text, self.language), self.warning)

    def _untouched(self, sources: list[str], texts: tuple[str, ...]) -> bool:
        equal = {each.strip() for each in sources} & {text.strip() for text in texts}
        return any(letters.has_words(each) and each not in self.same for each in equal)

    def _each(
        self,
        entry: Entry,
        check: str,
        texts: tuple[str, ...],
        told: Callable[[str], list[str]],
        say: Callable[[Entry | None, str, str], None],
    ) -> None:
        for message in dict.fromkeys(fault for text in texts for fault in told(text)):
            say(entry, check, message)


def _syntax(code: str, path: Path, error: PoSyntaxError) -> Finding:
    return Finding(code, str(path), "", None, "syntax", f"line {error.line}: {error.message}")
