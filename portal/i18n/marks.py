"""Marks for messages below the web floor, where a sentence is known but not yet the reader's language.

``flask i18n extract`` reads the literal arguments of these functions. What carries a message (an error, a kind, a
finished row) keeps it until ``portal.web.translations.translate`` puts it into words. Every msgid is a ``%`` format:
placeholders are named, and a per cent sign is written ``%%``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence to be said in some language: a msgid with its values; ``plural`` and ``count`` go together.

    Whole numbers among the values come out in the digits of the language, so they are handed over as ``int``.
    """

    msgid: str
    values: Mapping[str, object] = field(default_factory=dict, hash=False)
    plural: str | None = None
    count: int | None = None
    context: str | None = None


def N_(msgid: str) -> str:  # noqa: N802 (gettext's own name for it)
    """Mark a message and return it unchanged."""
    return msgid


def NP_(context: str, msgid: str, /, **values: object) -> Message:  # noqa: N802
    """Mark a message whose words mean different things in different places; ``context`` says which is meant."""
    return Message(msgid, values, context=context)


def NN_(one: str, many: str, count: int, /, **values: object) -> Message:  # noqa: N802
    """Mark a message that depends on a number, shown as ``%(count)s``."""
    return Message(one, {"count": count, **values}, plural=many, count=count)


def NNP_(context: str, one: str, many: str, count: int, /, **values: object) -> Message:  # noqa: N802
    """Mark a message that depends on a number and needs a context."""
    return Message(one, {"count": count, **values}, plural=many, count=count, context=context)
