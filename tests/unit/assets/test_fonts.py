"""Fonts are cut the same way each time, and described so that browsers load what a page needs."""

from pathlib import Path

import pytest

from portal.assets import fonts
from portal.assets.tools import package
from tests.machine import ROOT


@pytest.fixture(scope="module")
def font_file() -> Path:
    return fonts.source(package(ROOT, "vazirmatn"))


@pytest.fixture(scope="module")
def css(font_file: Path) -> str:
    return fonts.stylesheet(font_file, {cut.name: f"fonts/{cut.name}.woff2" for cut in fonts.CUTS})


def test_the_same_font_gives_the_same_bytes(font_file: Path) -> None:
    cut = fonts.Cut("small", frozenset(map(ord, "سڵاو")))

    assert fonts.cut_font(font_file, cut) == fonts.cut_font(font_file, cut)


def test_no_character_is_in_two_cuts() -> None:
    every = [code for cut in fonts.CUTS for code in cut.characters]

    assert len(every) == len(set(every))


def test_neighbouring_code_points_are_written_as_a_range() -> None:
    assert fonts.unicode_range(frozenset([0x20, 0x21, 0x22, 0x41, 0x5F])) == "U+20-22, U+41, U+5F"


def test_stand_ins_keep_the_height_of_our_lines(font_file: Path) -> None:
    heights = fonts.metrics(font_file)

    rule = fonts._stand_in_rule(fonts.StandIn("X", "latin", "400", ("X",), 1.25), heights)

    assert "size-adjust: 125.0%" in rule
    assert f"ascent-override: {heights.ascent / 1.25:.2%}" in rule
    assert f"descent-override: {heights.descent / 1.25:.2%}" in rule


def test_our_family_comes_first_and_every_stand_in_follows(css: str) -> None:
    stack = css[css.index("--font-stack:") :]

    assert stack.startswith('--font-stack: "Vazirmatn", "Noto Sans Arabic for Vazirmatn", ')
    assert all(f'"{each.family} for Vazirmatn"' in stack for each in fonts.STAND_INS)


def test_every_cut_is_offered_without_holding_back_the_text(css: str) -> None:
    assert css.count("font-display: swap") == len(fonts.CUTS)
    assert all(f'url("fonts/{cut.name}.woff2")' in css for cut in fonts.CUTS)
