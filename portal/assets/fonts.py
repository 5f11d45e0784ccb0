"""Cut the site's one font family into files that hold our letters and no more, and describe them to browsers.

Vazirmatn draws all four languages. A page needs the Arabic and the Latin cut (every page names the languages in their
own letters); the extended one is fetched only where a foreign name asks for it. The axis of weights ends where the
design's heaviest heading does.
"""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

FAMILY = "Vazirmatn"
WEIGHTS = (400, 800)
# Shaping, marks, joining and kerning; not the small capitals, fractions and old-style figures that nothing uses.
FEATURES = ["ccmp", "locl", "calt", "liga", "rlig", "init", "medi", "fina", "isol", "mark", "mkmk", "kern"]


@dataclass(frozen=True, slots=True)
class Cut:
    """One font file: its name and the code points it holds, as far as the font has them."""

    name: str
    characters: frozenset[int]


def _codes(*parts: str | range) -> frozenset[int]:
    return frozenset(code for part in parts for code in (map(ord, part) if isinstance(part, str) else part))


_ARABIC = _codes(
    range(0x0621, 0x063B),  # hamza to ghain
    range(0x0640, 0x0656),  # tatweel, fa to ya, the vowel signs, hamza and madda as marks
    range(0x0660, 0x066E),  # ٠ to ٩ ٪ ٫ ٬ ٭
    range(0x06F0, 0x06FA),  # ۰ to ۹, of Persian and of many Sorani keyboards
    "\u0670ٱپچژڕڤکگڵھۆیێە،؛؟",
    "\u200c\u200d\u200e\u200f",  # non-joiner, joiner and the two direction marks
)
_LATIN = _codes(
    range(0x20, 0x7F),
    "êîûşçÊÎÛŞÇıİğĞ",  # Kurmanji, and Turkish place names
    "àâèéôöùüñÉÖÜ",
    "\u00a0\u2009\u202f–—‘’“”…«»·•×°©€",
)
_LATIN_EXTENDED = _codes(range(0xA1, 0x180), "ȘșȚțẀẁẂẃẄẅẞỲỳ„‹›†‡‰™−") - _LATIN

CUTS = (Cut("arabic", _ARABIC), Cut("latin", _LATIN), Cut("latin-ext", _LATIN_EXTENDED))


def source(package: Path) -> Path:
    """Return the variable font with all its letters inside the npm package."""
    return package / "fonts" / "variable" / "Vazirmatn[wght].ttf"


def cut_font(font_file: Path, cut: Cut) -> bytes:
    """Return a WOFF2 file with the characters of ``cut``; the same input gives the same bytes."""
    options = Options()
    options.layout_features = FEATURES
    options.name_IDs = [0]
    options.hinting = False
    options.glyph_names = False
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=cut.characters)
    with TTFont(font_file, recalcTimestamp=False) as font:
        subsetter.subset(font)
        instancer.instantiateVariableFont(font, {"wght": WEIGHTS}, inplace=True)
        font.flavor = "woff2"
        buffer = io.BytesIO()
        font.save(buffer)
    return buffer.getvalue()


@dataclass(frozen=True, slots=True)
class StandIn:
    """A font of the reader's own machine that shows the text until ours has come, scaled so that lines keep breaks
    and height.

    ``scale`` is the width of our text over its width in that font, measured in a browser on pages of the languages it
    serves; Liberation Sans has the widths of Arial.
    """

    family: str
    script: str
    weights: str
    names: tuple[str, ...]
    scale: float


_UPRIGHT, _BOLD = "400 500", "600 900"

STAND_INS = (
    StandIn("Noto Sans Arabic", "arabic", _UPRIGHT, ("Noto Sans Arabic", "NotoSansArabic-Regular"), 1.005),
    StandIn("Noto Sans Arabic", "arabic", _BOLD, ("Noto Sans Arabic Bold", "NotoSansArabic-Bold"), 0.928),
    StandIn("Noto Naskh Arabic", "arabic", _UPRIGHT, ("Noto Naskh Arabic UI", "Noto Naskh Arabic"), 1.096),
    StandIn("Noto Naskh Arabic", "arabic", _BOLD, ("Noto Naskh Arabic UI Bold", "Noto Naskh Arabic Bold"), 1.076),
    StandIn("Roboto", "latin", _UPRIGHT, ("Roboto", "Roboto-Regular"), 1.008),
    StandIn("Roboto", "latin", _BOLD, ("Roboto Bold", "Roboto-Bold"), 1.001),
    StandIn("Arial", "latin", _UPRIGHT, ("Arial", "ArialMT", "Liberation Sans", "LiberationSans"), 0.998),
    StandIn("Arial", "latin", _BOLD, ("Arial Bold", "Arial-BoldMT", "Liberation Sans Bold"), 0.945),
)

REACH = {"arabic": "U+600-6FF, U+200C-200F", "latin": "U+0-2FF, U+1E00-1EFF, U+2000-200B, U+2010-20CF"}
"""What a stand-in of a script is asked for: an Arabic font's Latin letters have another width."""


@dataclass(frozen=True, slots=True)
class Metrics:
    """Heights of a line in parts of the font size."""

    ascent: float
    descent: float
    line_gap: float


def metrics(font_file: Path) -> Metrics:
    """Read the heights that browsers use from the font."""
    with TTFont(font_file, lazy=True) as font:
        unit, line = font["head"].unitsPerEm, font["hhea"]
        return Metrics(line.ascent / unit, -line.descent / unit, line.lineGap / unit)


def stylesheet(font_file: Path, urls: Mapping[str, str]) -> str:
    """Return the rules for the cuts at ``urls`` (by name of cut) and their stand-ins.

    ``--font-stack`` lists the families in order; it joins the design's tokens, whose layer must be declared before.
    """
    with TTFont(font_file, lazy=True) as font:
        present = frozenset(font.getBestCmap())
    rules = [
        f'@font-face {{ font-family: "{FAMILY}"; src: url("{urls[cut.name]}") format("woff2"); font-display: swap;'
        f" font-weight: {WEIGHTS[0]} {WEIGHTS[1]}; unicode-range: {unicode_range(cut.characters & present)}; }}"
        for cut in CUTS
    ]
    heights = metrics(font_file)
    rules += [_stand_in_rule(stand_in, heights) for stand_in in STAND_INS]
    families = dict.fromkeys([FAMILY, *map(_adjusted, STAND_INS)])
    stack = ", ".join(f'"{family}"' for family in families)
    rules.append(f"@layer tokens {{ :root {{ --font-stack: {stack}; }} }}")
    return "\n".join(rules) + "\n"


def _stand_in_rule(stand_in: StandIn, heights: Metrics) -> str:
    # The overrides are parts of the adjusted size, so they are divided by the scale to come out as our own heights.
    sources = ", ".join(f'local("{name}")' for name in stand_in.names)
    scale = stand_in.scale
    return (
        f'@font-face {{ font-family: "{_adjusted(stand_in)}"; src: {sources}; font-weight: {stand_in.weights};'
        f" size-adjust: {scale:.1%}; ascent-override: {heights.ascent / scale:.2%};"
        f" descent-override: {heights.descent / scale:.2%}; line-gap-override: {heights.line_gap / scale:.2%};"
        f" unicode-range: {REACH[stand_in.script]}; }}"
    )


def _adjusted(stand_in: StandIn) -> str:
    return f"{stand_in.family} for {FAMILY}"


def unicode_range(characters: frozenset[int]) -> str:
    """Return code points as the value of CSS ``unicode-range``, neighbours joined."""
    runs: list[list[int]] = []
    for code in sorted(characters):
        if runs and code == runs[-1][1] + 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return ", ".join(f"U+{first:X}" if first == last else f"U+{first:X}-{last:X}" for first, last in runs)
