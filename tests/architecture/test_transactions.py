"""Only screens and commands end a transaction: what lies below changes rows and leaves the decision to its caller."""

import ast
from pathlib import Path

from tests.machine import ROOT

MAY_COMMIT = (Path("portal/web"), Path("portal/cli"))
# A search index has transactions of its own, which are no database's. The outbox is drained in a loop that must end
# each batch before the next: a row is done exactly when its effect is.
OTHER_COMMITS = (Path("portal/search/backends"), Path("portal/events/outbox.py"))


def test_nothing_below_web_and_cli_commits() -> None:
    commits = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sorted((ROOT / "portal").rglob("*.py"))
        if not any(path.relative_to(ROOT).is_relative_to(allowed) for allowed in MAY_COMMIT + OTHER_COMMITS)
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "commit"
    ]

    assert commits == []
