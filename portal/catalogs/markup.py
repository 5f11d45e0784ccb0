"""Markup in messages: a translation may have the source's tags and no others, because pages show it as HTML.

``dir`` and ``lang`` may be added to a tag of the source, and ``<bdi>`` anywhere: good translators need them. Reading is
strict on purpose: what looks like the beginning of a tag and is none that we understand counts as foreign.
"""

import re
from collections import Counter
from dataclasses import dataclass

_ATTRIBUTE = r"""[^\s"'<>/=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'))?"""
_TAG = re.compile(rf"<(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9-]*)(?P<attributes>(?:\s+{_ATTRIBUTE})*)\s*/?>")
_LOOSE = re.compile(r"<[a-zA-Z/!?][^>]*>?")
_EACH = re.compile(_ATTRIBUTE)

_VOID = frozenset({"br", "wbr", "img", "hr", "input"})
_EMPHASIS = frozenset({"em", "i", "b", "strong", "small", "q", "cite", "span", "bdi", "wbr", "br"})
_ADDED = {
    "dir": re.compile(r"ltr|rtl|auto"),
    "lang": re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*"),
}


@dataclass(frozen=True, slots=True)
class Tag:
    """An opening tag."""

    name: str
    attributes: frozenset[tuple[str, str]]

    def covers(self, other: "Tag") -> bool:
        """Tell whether ``other`` is this tag with nothing but a direction or a language added."""
        return self.name == other.name and self.attributes <= other.attributes and _harmless(other, self.attributes)

    def __str__(self) -> str:
        inner = "".join(f' {name}="{value}"' for name, value in sorted(self.attributes))
        return f"<{self.name}{inner}>"


@dataclass(frozen=True, slots=True)
class Markup:
    """The tags of a string in order; ``loose`` is what begins like one and is none."""

    opened: tuple[Tag, ...]
    closed: tuple[str, ...]
    loose: tuple[str, ...]
    is_balanced: bool


def parse(text: str) -> Markup:
    """Read the tags of a string."""
    opened: list[Tag] = []
    closed: list[str] = []
    loose: list[str] = []
    stack: list[str] = []
    is_balanced = True
    position = 0
    while match := _LOOSE.search(text, position):
        tag = _TAG.match(text, match.start())
        position = (tag or match).end()
        if tag is None:
            loose.append(match[0])
            continue
        name = tag["name"].lower()
        if tag["close"]:
            closed.append(name)
            is_balanced = is_balanced and bool(stack) and stack.pop() == name
            continue
        opened.append(Tag(name, frozenset(_attribute(each[0]) for each in _EACH.finditer(tag["attributes"]))))
        if name not in _VOID:
            stack.append(name)
    return Markup(tuple(opened), tuple(closed), tuple(loose), is_balanced and not stack)


def excess(source: str, text: str) -> list[str]:
    """Say what markup ``text`` has beyond its source's; nothing of it may be shown if there is any."""
    if "<" not in text:
        return []
    ours, theirs = parse(source), parse(text)
    told = [f"{each} is not in the source" for each in theirs.loose if each not in ours.loose]
    has_tags = bool(ours.opened)
    foreign = [tag for tag in _unmatched(theirs.opened, ours.opened) if not _is_isolation(tag, told=has_tags)]
    told += [f"{tag} is not in the source" for tag in foreign]
    if ours.is_balanced:
        told += [] if theirs.is_balanced else ["the tags are not closed in order"]
    elif Counter(ours.closed) != Counter(each for each in theirs.closed if each != "bdi"):
        told.append("the tags do not close as in the source")
    return told


def lacking(source: str, text: str) -> list[tuple[str, bool]]:
    """Name the tags of the source that ``text`` does not have, and whether each is only a matter of emphasis."""
    left = list(parse(text).opened)
    told = []
    for tag in parse(source).opened:
        found = next((each for each in left if tag.covers(each)), None)
        if found is None:
            told.append((f"{tag} is missing", tag.name in _EMPHASIS and not tag.attributes))
        else:
            left.remove(found)
    return told


def visible(text: str) -> str:
    """Return a string without tags, and without elements in a declared language of their own."""
    text = re.sub(r"<(\w+)[^>]*\slang=[^>]*>.*?</\1>", " ", text, flags=re.DOTALL)
    return _LOOSE.sub("", text)


def _unmatched(found: tuple[Tag, ...], source: tuple[Tag, ...]) -> list[Tag]:
    left = list(source)
    told = []
    for tag in found:
        origin = next((each for each in left if each.covers(tag)), None)
        if origin is None:
            told.append(tag)
        else:
            left.remove(origin)
    return told


def _is_isolation(tag: Tag, *, told: bool) -> bool:
    """Tell whether a tag only isolates. Where the source is plain text, it may stand in an attribute, so no quotes."""
    return tag.name == "bdi" and (_harmless(tag, frozenset()) if told else not tag.attributes)


def _harmless(tag: Tag, known: frozenset[tuple[str, str]]) -> bool:
    """Tell whether the attributes that ``tag`` has beyond the known ones only state direction or language."""
    return all(name in _ADDED and _ADDED[name].fullmatch(value) is not None for name, value in tag.attributes - known)


def _attribute(text: str) -> tuple[str, str]:
    name, _, value = text.partition("=")
    return name.strip().lower(), value.strip()[1:-1]
