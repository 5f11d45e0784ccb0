"""Style sheets know start and end, never left and right: one layout serves both directions of writing.

A declaration that is physical on purpose stands in ``EXCEPTIONS`` with its reason.
"""

from collections.abc import Iterator

import pytest
import tinycss2
from tinycss2.ast import AtRule, Declaration, QualifiedRule

from tests.machine import ROOT

CSS = ROOT / "portal" / "static" / "css"

EXCEPTIONS: dict[tuple[str, str], str] = {}
"""(file, property) to the reason."""

FOUR_SIDED = {
    "margin",
    "padding",
    "inset",
    "border-width",
    "border-color",
    "border-style",
    "scroll-margin",
    "scroll-padding",
}
"""Shorthands whose second and fourth value are right and left."""

SIDES = ("left", "right")


def _declarations(nodes: list[object]) -> Iterator[Declaration]:
    for node in nodes:
        if isinstance(node, Declaration):
            yield node
        elif isinstance(node, QualifiedRule | AtRule) and node.content is not None:
            yield from _declarations(
                tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True)
            )


def _values(declaration: Declaration) -> list[str]:
    return [part.serialize() for part in declaration.value if part.type not in ("whitespace", "comment")]


def _is_physical(declaration: Declaration) -> bool:
    name, values = declaration.lower_name, _values(declaration)
    return (
        any(side in name.split("-") for side in SIDES)
        or any(value.lower() in SIDES for value in values)
        or (name in FOUR_SIDED and len(values) == 4 and values[1] != values[3])
        or (name == "border-radius" and len(values) > 1)
    )


def physical(css: str) -> list[str]:
    """Return the properties of ``css`` that name a side of the screen."""
    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    return [each.name for each in _declarations(rules) if _is_physical(each)]


def test_no_style_sheet_names_left_or_right() -> None:
    found = {
        (path.relative_to(CSS).as_posix(), name)
        for path in sorted(CSS.rglob("*.css"))
        for name in physical(path.read_text("utf-8"))
    }

    assert found == set(EXCEPTIONS), "use logical properties, or list the exception with its reason"


def test_the_style_sheets_are_where_this_test_looks() -> None:
    assert list(CSS.rglob("*.css")) != []


@pytest.mark.parametrize(
    "declaration",
    [
        "margin-left: 1px",
        "left: 0",
        "border-top-right-radius: 2px",
        "float: right",
        "text-align: left",
        "padding: 1px 2px 3px 4px",
        "border-radius: 1px 2px",
    ],
)
def test_a_physical_declaration_is_found_however_deep_it_stands(declaration: str) -> None:
    assert len(physical(f"@layer a {{ @media print {{ .b {{ color: red; &:hover {{ {declaration} }} }} }} }}")) == 1


@pytest.mark.parametrize("declaration", ["margin-inline-start: 1px", "float: inline-end", "padding: 1px 2px 3px 2px"])
def test_a_logical_declaration_passes(declaration: str) -> None:
    assert physical(f".b {{ {declaration} }}") == []
