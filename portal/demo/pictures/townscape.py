"""The city of the films, as a scene that knows the time: ``t`` runs from 0 to 1 and moves light, water and view.

A still is one moment of its film, so poster and film match.
"""

import math

from portal.demo.pictures.canvas import APRICOT, DEEP, MIST, RIVER, SAND, SLATE, TEAL, WHITE, Canvas, Colour
from portal.demo.pictures.geometry import (
    curve,
    ease,
    mix,
    rect,
    scatter,
)


def city(canvas: Canvas, t: float) -> None:
    """Draw Mosul on the Tigris at daybreak: lamps go out, and the light comes down the minaret."""
    light = ease(0.0, 0.9, t)
    drift = 26 * (t - 0.5)

    def sky(x: float, y: float) -> tuple[float, Colour]:
        dawn = ease(250, 60, y) * (0.25 + 0.75 * light) + 0.5 * light * ease(330, 40, math.hypot(x - 360, y - 214))
        return 0.16 + 0.46 * min(dawn, 1) * ease(-20, 214, 234 - y), mix(SLATE, TEAL, 0.3 + 0.7 * light)

    canvas.dots(sky, pitch=10)
    _row_of_houses(canvas, foot=216, shift=-drift * 0.5, seed=2, lamps=1.15 - light, colours=(SLATE, RIVER))
    _dome(canvas, 296 - drift * 0.7)
    _minaret(canvas, 214 - drift * 0.7, lit=46 + 172 * light)
    _row_of_houses(canvas, foot=216, shift=-drift, seed=5, lamps=1.05 - light, colours=(WHITE, TEAL, MIST))
    canvas.box(0, 216, 480, 300, RIVER)
    canvas.box(0, 216, 480, 219, DEEP)
    _water(canvas, t, top=222, light=0.25 + 0.5 * light)
    _reflection(canvas, 214 - drift * 0.7, t, light=light)


def _row_of_houses(
    canvas: Canvas, *, foot: float, shift: float, seed: int, lamps: float, colours: tuple[Colour, ...]
) -> None:
    """Draw flat roofs side by side; a lamp burns while its own number is below ``lamps``."""
    left, house = -60.0 + shift, 0
    while left < 500:
        width = 26 + 20 * scatter(house, seed)
        height = (34 if seed == 5 else 66) + 42 * scatter(house, seed, 1) ** 2
        if not (seed == 5 and 190 < left + width / 2 - shift < 340):
            colour = colours[int(scatter(house, seed, 2) * 0.999 * len(colours))]
            canvas.box(left, foot - height, left + width, foot, colour)
            canvas.box(left - 1, foot - height - 3, left + width + 1, foot - height, colour)
            for column in range(int(width / 13)):
                for row in range(int((height - 14) / 17)):
                    x, y = left + 8 + 13 * column, foot - height + 9 + 17 * row
                    burning = scatter(house, seed, 3 + column * 7 + row) < lamps * 0.62
                    canvas.box(x, y, x + 5, y + 8, SAND if burning else DEEP)
        left += width + 2
        house += 1


def _dome(canvas: Canvas, x: float) -> None:
    outline = curve(
        [(x - 34, 190), (x - 36, 172), (x - 22, 150), (x, 134), (x + 22, 150), (x + 36, 172), (x + 34, 190)]
    )
    canvas.shape(outline, TEAL)
    canvas.dots_inside(outline, lambda px, py: (0.34 + 0.4 * ease(x + 30, x - 34, px), MIST), pitch=6)
    canvas.box(x - 40, 188, x + 40, 218, TEAL)
    for step in range(-2, 3):
        canvas.box(x + step * 15 - 4, 196, x + step * 15 + 4, 218, DEEP)
    canvas.stroke([(x, 134), (x, 122)], MIST, width=1.6)


def _minaret(canvas: Canvas, x: float, *, lit: float) -> None:
    """Draw the minaret; from its top down to row ``lit`` it stands in the light."""
    shaft = [(x - 11, 218), (x - 8.5, 92), (x + 8.5, 92), (x + 11, 218)]
    cap = curve([(x - 7, 78), (x - 8, 70), (x, 52), (x + 8, 70), (x + 7, 78)])
    gallery = [(x - 14, 92), (x - 11, 86), (x + 11, 86), (x + 14, 92)]
    for part in (shaft, gallery, rect(x - 7, 76, x + 7, 86), cap):
        canvas.shape(part, TEAL)
        above = [(px, min(py, lit)) for px, py in part]
        canvas.shape(above, APRICOT)
    for band in range(5):
        row = 104 + 23 * band
        for step in (-1, 0, 1):
            canvas.rhomb((x + step * 5.6, row), 3.4, DEEP)
    canvas.stroke([(x, 53), (x, 40)], APRICOT if lit > 50 else TEAL, width=1.6)


def _water(canvas: Canvas, t: float, *, top: float, light: float) -> None:
    """Draw lines of light on water that wander with the time."""
    for line in range(11):
        y = top + 4 + 7.2 * line
        length = 40 + 130 * scatter(line, 21)
        x = (scatter(line, 22) * 620 + (18 + 22 * scatter(line, 23)) * t * (1 if line % 2 else -1)) % 620 - 100
        canvas.stroke([(x, y), (x + length, y)], mix(RIVER, TEAL, light * (0.6 + 0.4 * scatter(line, 24))), width=1.7)


def _reflection(canvas: Canvas, x: float, t: float, *, light: float) -> None:
    """Draw what the water gives back of the minaret: as much as stands in the light."""

    def field(px: float, py: float) -> tuple[float, Colour] | None:
        if py < 224:
            return None
        wobble = 5 * math.sin(py / 6 + t * 16)
        near = ease(22 + (py - 220) * 0.1, 5, abs(px - x - wobble))
        return 0.85 * near * ease(308, 224, py) * light, APRICOT

    canvas.dots(field, pitch=7)
