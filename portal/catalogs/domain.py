"""The catalogs of a running site: look-up with fallback, and reload without a restart.

A language's own catalog is asked first, then its fallback's, each with its own plural rule; the source text is the last
answer, so no look-up fails. Messages that do not fit their source (a placeholder or a tag more or less) are left out
when a catalog is loaded.
"""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from portal.catalogs import checks, coverage, files, mo
from portal.i18n import plurals
from portal.i18n.language import Language
from portal.i18n.languages import LANGUAGES, SOURCE, get
from portal.i18n.plurals import PluralRule

LOOK_EVERY = 0.5
"""Seconds between two looks at the files; every worker process has a new catalog after this long, at most."""

_logger = logging.getLogger(__name__)

Key = tuple[str | None, str]
Signature = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Loaded:
    """One language's catalog in memory; ``signature`` is the file's, None for no file."""

    language: str
    rule: PluralRule
    texts: dict[Key, tuple[str, ...]]
    plurals: frozenset[tuple[Key, str]]
    signature: Signature | None = None
    left_out: tuple[Key, ...] = ()

    def has(self, key: Key, plural: str | None) -> bool:
        """Tell whether the catalog has a message, with this plural if there is one."""
        return key in self.texts if plural is None else (key, plural) in self.plurals


class CatalogSet:
    """All catalogs of a folder, for many threads at once."""

    def __init__(self, folder: Path, *, monotonic: Callable[[], float] = time.monotonic) -> None:
        self.folder = folder
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._next_look = 0.0
        self._loaded: dict[str, Loaded] = {}
        self._chains: dict[str, tuple[Loaded, ...]] = {}

    def gettext(self, language: str, msgid: str, *, context: str | None = None) -> str:
        """Return the translation of a message, or the message."""
        key = (context, msgid)
        for catalog in self.chain(language):
            texts = catalog.texts.get(key)
            if texts is not None:
                return texts[0] if len(texts) == 1 else texts[catalog.rule.form(1)]
        return msgid

    def ngettext(self, language: str, one: str, many: str, count: int, *, context: str | None = None) -> str:
        """Return the form for a number, by the rule of the catalog that has the message."""
        key = (context, one)
        for catalog in self.chain(language):
            texts = catalog.texts.get(key)
            if texts is not None and (key, many) in catalog.plurals:
                return texts[catalog.rule.form(abs(count))]
        return one if abs(count) == 1 else many

    def chain(self, language: str) -> tuple[Loaded, ...]:
        """Return the catalogs to ask for a language, its own first; empty for an unknown language."""
        self._look()
        return self._chains.get(language, ())

    def version(self, language: str) -> str:
        """Return a word that changes whenever the strings of a language may have changed, for the keys of caches."""
        return "-".join(f"{part:x}" for catalog in self.chain(language) for part in catalog.signature or (0,))

    def left_out(self, language: str) -> tuple[Key, ...]:
        """Return the messages of a language's own catalog that were left out because they do not fit their source."""
        return next((each.left_out for each in self.chain(language) if each.language == language), ())

    def missing_reader_messages(self, language: str) -> tuple[str, ...]:
        """Return the msgids of public pages that would be shown in another language than ``language``.

        It asks what is loaded, not the ``.po`` file: a catalog that was not compiled, or has messages that do not fit,
        counts as readers would see it. The start refuses a language that lacks any. Reads the template: not for pages.
        """
        template = files.template_path(self.folder)
        if language == SOURCE or not template.exists():
            return ()
        own = next((each for each in self.chain(language) if each.language == language), None)
        return tuple(
            entry.msgid
            for entry in files.read(template).messages
            if coverage.is_for_readers(entry) and (own is None or not own.has(entry.key, entry.plural))
        )

    def _look(self) -> None:
        """Load what changed on disk, at most every LOOK_EVERY seconds, by one thread while others go on as before."""
        if self._monotonic() < self._next_look or not self._lock.acquire(blocking=not self._chains):
            return
        try:
            if self._monotonic() < self._next_look:
                return
            loaded = {code: self._current(language) for code, language in LANGUAGES.items()}
            if any(loaded[code] is not self._loaded.get(code) for code in loaded):
                self._loaded = loaded
                self._chains = {code: tuple(_fallbacks(code, loaded)) for code in loaded}
            self._next_look = self._monotonic() + LOOK_EVERY
        finally:
            self._lock.release()

    def _current(self, language: Language) -> Loaded:
        """Return the catalog of a language as the file is now; the one before if the file cannot be used."""
        before = self._loaded.get(language.code)
        path = files.compiled_path(self.folder, language.code)
        signature = _signature(path)
        if before is not None and before.signature == signature:
            return before
        if signature is None:
            return _empty(language)
        try:
            return load(path, language, signature=signature)
        except (OSError, ValueError) as error:
            _logger.error("catalog %s cannot be used: %s", path, error)  # noqa: TRY400 (a sentence says it)
            return replace(before or _empty(language), signature=signature)


def load(path: Path, language: Language, *, signature: Signature | None = None) -> Loaded:
    """Read a compiled catalog; raise ValueError for a file that is none or declares another rule than its language."""
    header, messages = mo.unpack(path.read_bytes())
    rule = language.plural_rule
    if "Plural-Forms" in header and not rule.agrees_with(plurals.parse(header["Plural-Forms"])):
        raise ValueError(f"the plural rule is not that of {language.code}")
    texts: dict[Key, tuple[str, ...]] = {}
    left_out: list[Key] = []
    with_plural: list[tuple[Key, str]] = []
    for message in messages:
        key = (message.context, message.msgid)
        forms = 1 if message.plural is None else rule.forms
        if len(message.texts) != forms or checks.unfit((message.msgid, message.plural), message.texts, rule):
            left_out.append(key)
            continue
        texts[key] = message.texts
        if message.plural is not None:
            with_plural.append((key, message.plural))
    if left_out:
        _logger.warning("catalog %s: %d messages do not fit their source and are left out", path, len(left_out))
    return Loaded(language.code, rule, texts, frozenset(with_plural), signature, tuple(left_out))


def _fallbacks(code: str, loaded: dict[str, Loaded]) -> list[Loaded]:
    chain: list[Loaded] = []
    following: str | None = code
    while following is not None and all(each.language != following for each in chain):
        chain.append(loaded[following])
        following = get(following).fallback
    return chain


def _empty(language: Language) -> Loaded:
    return Loaded(language.code, language.plural_rule, {}, frozenset())


def _signature(path: Path) -> Signature | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino
