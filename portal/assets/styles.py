"""Write our style sheets' one custom word, the script of a text, out into selectors that browsers know.

Typography follows the script, not the language: ``:--arabic-script`` and ``:--latin-script`` stand for every language
of the registry that is written in it, so that a new language needs no new rule.
"""

import re
from collections.abc import Mapping
from pathlib import Path

SCRIPTS = {"arabic": "Arab", "latin": "Latn"}
"""The scripts that style sheets may name, by their ISO 15924 codes."""

_WORD = re.compile(r":--([a-z]+)-script\b")


class UnknownScript(Exception):
    """A style sheet names a script that no language of the site is written in."""


def expand(css: str, scripts: Mapping[str, str]) -> str:
    """Replace each ``:--…-script`` by the languages of that script; ``scripts`` gives each language's script code."""

    def selector(match: re.Match[str]) -> str:
        wanted = SCRIPTS.get(match[1])
        languages = [f":lang({code})" for code, script in scripts.items() if script == wanted]
        if not languages:
            raise UnknownScript(f"{match[0]} names no script of this site; known are {', '.join(SCRIPTS)}")
        return f":is({', '.join(languages)})"

    return _WORD.sub(selector, css)


def copy_expanded(source: Path, target: Path, *, scripts: Mapping[str, str]) -> None:
    """Copy a folder of style sheets, expanded, for the bundler to read."""
    for path in sorted(source.rglob("*.css")):
        copy = target / path.relative_to(source)
        copy.parent.mkdir(parents=True, exist_ok=True)
        try:
            copy.write_text(expand(path.read_text("utf-8"), scripts), "utf-8")
        except UnknownScript as error:
            raise UnknownScript(f"{path.relative_to(source)}: {error}") from None
