"""Calls that mark a message in a way no extractor can read: an f-string, a sum, a formatted string.

Babel passes them over without a word, and their text would stay English in every language.
"""

import ast
from collections.abc import Container, Iterator
from pathlib import Path

from jinja2 import Environment, TemplateSyntaxError, nodes

_JOINED = (nodes.Concat, nodes.Add, nodes.Mod)


def unreadable_calls(folder: Path, keywords: Container[str]) -> Iterator[str]:
    """Yield the places (``file:line``) of such calls in the Python files and templates of a folder."""
    for path in sorted(folder.rglob("*.py")):
        for line in _python(path.read_text("utf-8"), keywords):
            yield f"{path.relative_to(folder.parent)}:{line}"
    environment = Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do", "jinja2.ext.loopcontrols"])  # noqa: S701
    for path in sorted((folder / "templates").rglob("*.*")):
        for line in _template(path.read_text("utf-8"), environment, keywords):
            yield f"{path.relative_to(folder.parent)}:{line}"


def _python(source: str, keywords: Container[str]) -> Iterator[int]:
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or _name(node.func) not in keywords:
            continue
        if any(isinstance(part, ast.JoinedStr | ast.BinOp) for part in node.args[:3]):
            yield node.lineno


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Name):
        return function.id
    return function.attr if isinstance(function, ast.Attribute) else ""


def _template(source: str, environment: Environment, keywords: Container[str]) -> Iterator[int]:
    try:
        tree = environment.parse(source)
    except TemplateSyntaxError:
        return  # the extraction itself reports it, with the fault
    for call in tree.find_all(nodes.Call):
        named = isinstance(call.node, nodes.Name) and call.node.name in keywords
        if named and any(isinstance(part, _JOINED) for part in call.args[:3]):
            yield call.lineno
