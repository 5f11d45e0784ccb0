"""The one place where messages become words: our catalogs joined to Flask-Babel, to templates and to a request.

The language is ``g.language``, a code that the address layer sets; without one it is the source language. Every message
is a ``%`` format. A translation that cannot be filled in is logged and the source text stands in for it, so no catalog
can break a page; and since newstyle gettext hands translations to the page as HTML, one whose source has no markup is
escaped here.
"""

import logging
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from typing import cast

from babel.support import NullTranslations
from flask import Flask, current_app, g, has_app_context
from flask_babel import Babel, Domain, refresh
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from portal.catalogs.domain import CatalogSet
from portal.i18n.formatting import number
from portal.i18n.formatting.numbers import figures
from portal.i18n.languages import SOURCE, get
from portal.i18n.marks import Message

_EXTENSION = "portal.translations"
_COUNTS = ("count", "num")
_ISOLATION = re.compile("(</?bdi>)")
_ISOLATES = {"<bdi>": "\u2068", "</bdi>": "\u2069"}

_logger = logging.getLogger(__name__)


def init_translations(app: Flask, catalogs: CatalogSet) -> None:
    """Join the catalogs to ``app``: Flask-Babel's functions, and ``_`` and ``{% trans %}`` in templates."""
    app.extensions[_EXTENSION] = catalogs
    babel = Babel(app, locale_selector=lambda: get(current_language()).babel)
    babel.domain_instance = CatalogDomain(catalogs)
    # Extraction trims as well (babel.cfg); one without the other, and the msgids differ.
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    words = {"gettext": _gettext, "ngettext": _ngettext, "pgettext": _pgettext, "npgettext": _npgettext}
    app.jinja_env.globals.update(words, _=_gettext)


def current_language() -> str:
    """Return the code of the language that is spoken at the moment."""
    return cast(str, g.get("language", SOURCE)) if has_app_context() else SOURCE


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak another language for a while, for mail, feeds and pages in several languages; needs an app context."""
    before = g.get("language", SOURCE)
    g.language = get(language).code
    refresh()  # Flask-Babel remembers the locale of a context
    try:
        yield
    finally:
        g.language = before
        refresh()


def translate(message: Message, language: str) -> str:
    """Return a message in a language as plain text, filled in; needs an app context.

    Isolation that a translator added as ``<bdi>`` becomes U+2068 and U+2069 where the source has no markup.
    """
    text, source = _found(message, language)
    told = _filled(text, source, message.values, language)
    if "<" in source:
        return told
    return _ISOLATION.sub(lambda match: _ISOLATES[match[0]], told)


def _found(message: Message, language: str) -> tuple[str, str]:
    """Return the translation, not filled in, and the source text of which it is one."""
    catalogs = cast(CatalogSet, current_app.extensions[_EXTENSION])
    if message.plural is None or message.count is None:
        return catalogs.gettext(language, message.msgid, context=message.context), message.msgid
    source = message.msgid if message.count == 1 else message.plural
    args = (message.msgid, message.plural, message.count)
    return catalogs.ngettext(language, *args, context=message.context), source


def _filled(text: str, source: str, values: Mapping[str, object], language: str) -> str:
    """Fill in a translation, or its source where it does not take the values. Markup stays Markup and escapes them."""
    if "%" not in text:
        return text
    shown = {name: _shown(name, value, language) for name, value in values.items()}
    try:
        return text % shown
    except (KeyError, TypeError, ValueError) as error:
        if text == source:
            raise  # the code's own mistake, and no translator can mend it
        _logger.error("the %s translation of %r cannot be filled in: %r", language, source, error)  # noqa: TRY400
    return source % shown


class _Figure(int):
    """A whole number that ``%s`` writes in the digits of a language, and ``%d`` as any number."""

    written: str

    def __str__(self) -> str:
        return self.written


def _shown(name: str, value: object, language: str) -> object:
    """Return a value as a message shows it: counts with separators, other whole numbers (years) without."""
    if type(value) is not int:
        return value
    record = get(language)
    figure = _Figure(value)
    figure.written = number(value, record) if name in _COUNTS else figures(str(value), record)
    return figure


@lru_cache(maxsize=4096)
def _html(text: str, *, has_markup: bool) -> Markup:
    """Return a translation as HTML: as it is where its source has markup, else as text that may be isolated.

    What has the source's markup was compared with it when the catalog was loaded.
    """
    if has_markup:
        return Markup(text)  # noqa: S704
    parts = _ISOLATION.split(text)
    return Markup("").join(Markup(part) if part in _ISOLATES else _quoted(part) for part in parts)  # noqa: S704


def _quoted(text: str) -> Markup:
    """Escape a text so that it is safe between tags and in attributes; its character references stay."""
    return Markup(str(escape(text)).replace("&amp;", "&"))  # noqa: S704


def _said(context: Context, message: Message) -> str:
    """Say a message in a template, as HTML where the template escapes."""
    language = current_language()
    text, source = _found(message, language)
    if context.eval_ctx.autoescape:
        has_markup = "<" in message.msgid or "<" in (message.plural or "")
        text, source = _html(text, has_markup=has_markup), _html(source, has_markup=has_markup)
    return _filled(text, source, message.values, language)


@pass_context
def _gettext(context: Context, msgid: str, /, **values: object) -> str:
    return _said(context, Message(msgid, values))


@pass_context
def _ngettext(context: Context, one: str, many: str, count: int, /, **values: object) -> str:
    return _said(context, Message(one, {"num": count, "count": count, **values}, plural=many, count=count))


@pass_context
def _pgettext(context: Context, meaning: str, msgid: str, /, **values: object) -> str:
    return _said(context, Message(msgid, values, context=meaning))


@pass_context
def _npgettext(context: Context, meaning: str, one: str, many: str, count: int, /, **values: object) -> str:
    values = {"num": count, "count": count, **values}
    return _said(context, Message(one, values, plural=many, count=count, context=meaning))


class CatalogDomain(Domain):  # type: ignore[misc]
    """What ``flask_babel.gettext`` and its relatives ask, for libraries that know nothing else."""

    def __init__(self, catalogs: CatalogSet) -> None:
        super().__init__(translation_directories=[])
        self._catalogs = catalogs

    def get_translations(self) -> "SpokenTranslations":
        """Return the translations of the language that is spoken at the moment."""
        return SpokenTranslations(self._catalogs, current_language())

    def gettext(self, string: str, **variables: object) -> str:
        """Translate and fill in."""
        return translate(Message(string, variables), current_language())

    def ngettext(self, singular: str, plural: str, num: int, **variables: object) -> str:
        """Translate for a number and fill in, the number as ``num`` and ``count``."""
        values = {"num": num, "count": num, **variables}
        return translate(Message(singular, values, plural=plural, count=num), current_language())

    def pgettext(self, context: str, string: str, **variables: object) -> str:
        """Translate in a context and fill in."""
        return translate(Message(string, variables, context=context), current_language())

    def npgettext(self, context: str, singular: str, plural: str, num: int, **variables: object) -> str:
        """Translate for a number in a context and fill in."""
        values = {"num": num, "count": num, **variables}
        return translate(Message(singular, values, plural=plural, count=num, context=context), current_language())


class SpokenTranslations(NullTranslations):
    """One language of the catalogs as gettext's users expect it: strings as they stand, nothing filled in."""

    def __init__(self, catalogs: CatalogSet, language: str) -> None:
        super().__init__()
        self._catalogs = catalogs
        self._language = language

    def gettext(self, message: str) -> str:
        """Return the translation of a message."""
        return self._catalogs.gettext(self._language, message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Return the form for a number."""
        return self._catalogs.ngettext(self._language, msgid1, msgid2, n)

    def pgettext(self, context: str, message: str) -> str:
        """Return the translation in a context."""
        return self._catalogs.gettext(self._language, message, context=context)

    def npgettext(self, context: str, singular: str, plural: str, num: int) -> str:
        """Return the form for a number in a context."""
        return self._catalogs.ngettext(self._language, singular, plural, num, context=context)

    ugettext = gettext
    ungettext = ngettext
    upgettext = pgettext
    unpgettext = npgettext
