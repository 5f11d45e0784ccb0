"""Links in bodies to our own stories: stored as references (``story:…``), led to an edition whenever they are drawn."""

import re
from collections.abc import Iterable, Mapping
from html import escape

from portal.content.reading import Found
from portal.i18n import formatting
from portal.i18n.language import Language
from portal.i18n.languages import get
from portal.text.blocks import Block, markup
from portal.web.urls import story_path

# Clean HTML quotes every attribute, and no link of it lies in another.
_REFERENCE = re.compile(r'<a\b([^>]*?)\s+href="story:([A-Za-z0-9_-]+)(#p-[a-z0-9]+)?"([^>]*)>(.*?)</a>', re.DOTALL)


def references(blocks: Iterable[Block]) -> set[str]:
    """Return the numbers and handles of the stories that ``blocks`` link to."""
    return {match[2] for block in blocks for html in markup(block) for match in _REFERENCE.finditer(html)}


def resolved(html: str, *, language: Language, stories: Mapping[str, Found], origin: str = "") -> str:
    """Return clean ``html`` whose references are addresses, which begin with ``origin``.

    They lead to the edition in ``language``, else to the original, which is then named by its language. What readers
    may not see loses the link and keeps its words.
    """

    def led(match: re.Match[str]) -> str:
        before, name, anchor, after, label = match.groups()
        found = stories.get(name)
        if found is None:
            return label
        here = found.in_language(language.code)
        edition = here or found.in_language(found.story.source_language) or found.editions[0]
        path = story_path(edition.language, found.story.kind, found.story.public_id, edition.slug)
        link = f'<a{before} href="{escape(origin + path + (anchor or ""))}"{after}'
        if here is not None:
            return f"{link}>{label}</a>"
        named = escape(formatting.language_name(edition.language, language))
        return f'{link} hreflang="{get(edition.language).hreflang}">{label}</a> <bdi>({named})</bdi>'

    return _REFERENCE.sub(led, html)
