"""Nothing but the registry tells languages apart, and nothing but the server formats."""

import ast
import re
from pathlib import Path

import pytest

from portal.i18n.languages import LANGUAGES

_REGISTRY = (Path("portal/i18n/languages.py"), Path("portal/i18n/language.py"))
"""The records, and the source language that they fall back to."""
_LINGUISTICS = ("portal/search/analysis/", "portal/text/folding.py")
"""Tables of letters and word endings: data of a language, with a default for those that have none."""
_DEMO = "portal/demo/"
_QUOTED = re.compile(rf"""["'](?:{"|".join(LANGUAGES)})["']""")


def test_no_language_code_stands_in_python_outside_the_registry(root: Path) -> None:
    found = []
    for path in sorted((root / "portal").rglob("*.py")):
        name = path.relative_to(root)
        if name in _REGISTRY or str(name).startswith((*_LINGUISTICS, _DEMO)):
            continue
        literals = (node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Constant))
        found += [f"{name}:{node.lineno} {node.value!r}" for node in literals if node.value in LANGUAGES]
    assert found == [], "ask the language's record (portal.i18n.languages) instead of comparing codes"


@pytest.mark.parametrize("folder", ["templates", "static/js"])
def test_no_language_code_stands_in_templates_or_scripts(root: Path, folder: str) -> None:
    found = []
    for path in sorted((root / "portal" / folder).rglob("*.*")):
        lines = enumerate(path.read_text("utf-8").splitlines(), 1)
        found += [f"{path.relative_to(root)}:{number}" for number, line in lines if _QUOTED.search(line)]
    assert found == [], "lang, dir and hreflang come from the page object"


def test_scripts_leave_dates_numbers_and_order_to_the_server(root: Path) -> None:
    # Browsers have no data for Sorani and Kurmanji and silently answer in English.
    local = re.compile(r"\bIntl\b|toLocale(?:Date|Time|Upper|Lower)?\w*String|localeCompare")
    scripts = sorted((root / "portal" / "static" / "js").rglob("*.js"))
    assert [str(path.relative_to(root)) for path in scripts if local.search(path.read_text("utf-8"))] == []
