"""Joining texts in a sentence: lists with the language's own words, and isolation of foreign names."""

import re
from collections.abc import Sequence

from babel.lists import format_list

from portal.i18n.language import Language

_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069]")


def list_join(items: Sequence[str], language: Language, *, alternatives: bool = False) -> str:
    """Join texts as a sentence does: "A, B and C", with ``alternatives`` "A, B or C"."""
    last = language.list_or if alternatives else language.list_and
    if not last:
        return format_list(items, style="or" if alternatives else "standard", locale=language.babel)
    if len(items) < 2:
        return "".join(items)
    return language.list_separator.join(items[:-1]) + last + items[-1]


def isolate(text: str) -> str:
    """Return ``text`` between U+2068 and U+2069, for places without markup: titles, options, plain mail.

    Its own embedding and isolating controls go, so that the result is balanced whatever the text was.
    """
    return f"\u2068{_CONTROLS.sub('', text)}\u2069"
