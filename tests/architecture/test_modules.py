"""Files and functions stay small enough to be held in the head, and every module says what it is for."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.machine import ROOT

MODULE_LINES = 330
FUNCTION_LINES = 60

MODULES = sorted((ROOT / "portal").rglob("*.py"))


def _functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_no_module_is_longer_than_one_can_read() -> None:
    lengths = {path.relative_to(ROOT): len(path.read_text("utf-8").splitlines()) for path in MODULES}

    assert {path: length for path, length in lengths.items() if length > MODULE_LINES} == {}


def test_no_function_is_longer_than_a_screen() -> None:
    lengths = {
        f"{path.relative_to(ROOT)}:{function.lineno} {function.name}": (function.end_lineno or 0) - function.lineno + 1
        for path in MODULES
        for function in _functions(path)
    }

    assert {name: length for name, length in lengths.items() if length > FUNCTION_LINES} == {}


def test_every_module_says_what_it_is_for() -> None:
    silent = [path.relative_to(ROOT) for path in MODULES if not ast.get_docstring(ast.parse(path.read_text("utf-8")))]

    assert silent == []


def test_nothing_is_left_behind_for_later() -> None:
    marks = ("TO" + "DO", "FIX" + "ME", "XX" + "X", "NotImplemented" + "Error")
    left = [
        f"{path.relative_to(ROOT)}: {mark}" for path in MODULES for mark in marks if mark in path.read_text("utf-8")
    ]

    assert left == []
