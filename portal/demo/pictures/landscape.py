"""The landscapes of the films, as scenes that know the time: ``t`` runs from 0 to 1 and moves light, water and view.

A still is one moment of its film, so poster and film match.
"""

import math

from portal.demo.pictures.canvas import APRICOT, DEEP, MIST, RIVER, SAND, SLATE, TEAL, WHITE, Canvas, Colour, Point
from portal.demo.pictures.geometry import (
    arc,
    below,
    cloud,
    curve,
    ease,
    mix,
    ribbon,
    scatter,
    sun,
)

_Layer = tuple[tuple[Point, ...], Colour, float]
"""A crest line, the colour of the land under it, and how fast it passes by: near land is faster than far land."""

_FAR_DUNES: tuple[_Layer, ...] = (
    (((-90, 176), (20, 168), (120, 150), (240, 178), (340, 160), (470, 182), (600, 158), (700, 170)), TEAL, 0.5),
    (((-90, 196), (40, 206), (150, 182), (290, 208), (420, 190), (560, 214), (700, 196)), MIST, 0.9),
)
_EUPHRATES: tuple[Point, ...] = (
    (-60, 236), (60, 226), (170, 240), (300, 226), (430, 238), (560, 224), (640, 232),
)  # fmt: skip
_NEAR_DUNES: tuple[_Layer, ...] = (
    (((-90, 262), (60, 246), (190, 272), (330, 250), (460, 276), (600, 252), (720, 262)), SAND, 1.3),
    (((-90, 300), (40, 286), (180, 268), (300, 292), (430, 270), (560, 296), (720, 280)), MIST, 1.7),
)


def desert(canvas: Canvas, t: float) -> None:
    """Draw the desert of Anbar: dunes, a high sun, and the Euphrates with palms on its bank as a ribbon through it."""
    pan = 60 * t
    centre = (118 + 20 * t, 92 - 14 * t)

    def sky(x: float, y: float) -> tuple[float, Colour]:
        away = math.hypot(x - centre[0], y - centre[1])
        return 0.14 + 0.4 * ease(180, 0, y) + 0.16 * ease(150, 50, away), mix(SLATE, TEAL, ease(190, 60, away))

    canvas.dots(sky, pitch=10)
    canvas.shape(arc(centre, 60, start=0, end=360, steps=40), RIVER)
    canvas.dots(sun(centre, 52, APRICOT), pitch=10)
    for crest, colour, speed in _FAR_DUNES:
        canvas.shape(below(curve(crest), shift=pan * speed), colour)
    _euphrates(canvas, pan)
    for crest, colour, speed in _NEAR_DUNES:
        canvas.shape(below(curve(crest), shift=pan * speed), colour)
    crest, _, speed = _NEAR_DUNES[-1]
    ripples = below(curve(crest), shift=pan * speed)
    canvas.dots_inside(
        ripples, lambda x, y: (0.16 + 0.4 * cloud(x + pan * speed, y * 3, grain=40) * ease(262, 310, y), TEAL), pitch=7
    )


def _euphrates(canvas: Canvas, pan: float) -> None:
    river = [(x - pan, y) for x, y in curve(_EUPHRATES)]
    for width, colour in ((13, SLATE), (7, RIVER)):
        canvas.shape(_band(river, width), colour)
    for palm in range(9):
        x = 214 + 31 * palm + 14 * scatter(palm, 31) - pan
        _palm(canvas, (x, 233 + 4 * math.sin(x / 40)), 22 + 16 * scatter(palm, 32))


def _band(line: list[Point], width: float) -> list[Point]:
    return ribbon(line, lambda _share: width)


def _palm(canvas: Canvas, foot: Point, height: float) -> None:
    x, y = foot
    top = y - height
    canvas.stroke([(x, y), (x + 1.5, top)], DEEP, width=2)
    for dx, dy in ((-11, 3), (-9, -5), (-3, -10), (4, -10), (10, -5), (12, 3)):
        frond = curve([(x + 1.5, top), (x + 1.5 + dx * 0.55, top + dy * 0.5 - 3.4), (x + 1.5 + dx, top + dy)], steps=5)
        canvas.stroke(frond, DEEP, width=2)


def marsh(canvas: Canvas, t: float) -> None:
    """Draw the southern marshes at evening: reeds that sway, a boat that glides, a low sun and its path on water."""
    centre = (318.0, 116 + 34 * t)

    def sky(x: float, y: float) -> tuple[float, Colour] | None:
        if y > 176:
            return None
        away = math.hypot(x - centre[0], (y - centre[1]) * 1.2)
        return 0.14 + 0.34 * ease(170, -10, y) + 0.26 * ease(190, 50, away), mix(SLATE, TEAL, ease(200, 60, away))

    canvas.dots(sky, pitch=10)
    canvas.dots(sun(centre, 40, APRICOT), pitch=10)
    canvas.box(0, 174, 480, 310, RIVER)
    far_reeds = [(x, 176 - 11 * max(cloud(x, row, grain=9, seed=8) for row in range(4))) for x in range(-4, 486, 4)]
    canvas.shape([*far_reeds, (490, 176), (-10, 176)], SLATE)

    def path(x: float, y: float) -> tuple[float, Colour] | None:
        if y < 180:
            return None
        wobble = 13 * math.sin(y / 9 + t * 8) + 6 * math.sin(y / 4 - t * 10)
        near = ease(58 + (y - 180) * 0.14, 10, abs(x - centre[0] - wobble * 0.5))
        ripple = 0.5 + 0.5 * math.sin(y / 5.2 + x / 37 + t * 9)
        if near > 0.1:
            return 0.18 + 0.6 * near * (0.45 + 0.55 * ripple), APRICOT
        return 0.12 + 0.22 * ripple * ease(170, 300, y), SLATE

    canvas.dots(path, pitch=8)
    _boat(canvas, 96 + 74 * t, 214 + 1.4 * math.sin(t * 20))
    for reed in range(46):
        _reed(canvas, reed, t)


def _boat(canvas: Canvas, x: float, y: float) -> None:
    keel = curve([(-62, -26), (-50, -2), (-20, 8), (20, 8), (50, -2), (64, -30)])
    rail = curve([(64, -30), (46, -9), (0, -4), (-44, -8), (-62, -26)])
    canvas.shape([(x + dx, y + dy) for dx, dy in (*keel, *rail)], WHITE)
    canvas.stroke([(x - 44, y + 15), (x + 40, y + 15)], TEAL, width=1.6)
    canvas.stroke([(x - 24, y + 21), (x + 22, y + 21)], TEAL, width=1.6)


def _reed(canvas: Canvas, number: int, t: float) -> None:
    """Draw one reed; those at the sides stand taller, so that the view opens in the middle."""
    x = -6 + 11 * number + 8 * scatter(number, 41)
    side = ease(60, 250, abs(x - 262))
    foot = 312.0
    height = 44 + 60 * scatter(number, 42) + 126 * side * (0.55 + 0.45 * scatter(number, 43))
    lean = (scatter(number, 44) - 0.5) * 26 + 7 * math.sin(t * 8 + number * 0.7)
    colour = (MIST, WHITE, TEAL, DEEP)[int(scatter(number, 45) * 3.99)]
    stem = curve([(x, foot), (x + lean * 0.2, foot - height * 0.55), (x + lean, foot - height)], steps=8)
    canvas.shape(ribbon(stem, lambda share: 3.4 - 2.2 * share), colour)
    tip_x, tip_y = stem[-1]
    plume = [(tip_x - 2.6, tip_y + 4), (tip_x + lean * 0.16, tip_y - 17), (tip_x + 2.6, tip_y + 4), (tip_x, tip_y + 9)]
    canvas.shape(plume, colour)


_PEAK: tuple[Point, ...] = (
    (262, 48), (276, 66), (288, 74), (304, 100), (326, 120), (352, 156), (392, 196), (420, 230), (60, 230),
    (120, 186), (158, 150), (184, 130), (206, 96), (226, 84), (244, 60),
)  # fmt: skip
_SNOW: tuple[Point, ...] = (
    *_PEAK[:6], (330, 142), (318, 152), (298, 132), (284, 158), (262, 138), (246, 168), (228, 142), (208, 156),
    (196, 134), *_PEAK[10:],
)  # fmt: skip
_RIDGES: tuple[_Layer, ...] = (
    (((-60, 150), (20, 132), (66, 116), (118, 168), (170, 204), (236, 180), (300, 210), (356, 158), (404, 138),
      (452, 170), (560, 150)), SLATE, 1),
    (((-60, 222), (30, 196), (96, 222), (160, 190), (232, 232), (310, 204), (380, 236), (450, 200),
      (570, 232)), MIST, 1.9),
    (((-60, 250), (70, 236), (170, 262), (260, 240), (360, 266), (460, 244), (580, 262)), RIVER, 2.8),
)  # fmt: skip


def mountains(canvas: Canvas, t: float) -> None:
    """Draw ridge behind ridge; the first light touches the highest, then comes down its snow."""
    light, pan = ease(0.05, 1.0, t), 10 * t

    def sky(x: float, y: float) -> tuple[float, Colour]:
        morning = light * ease(300, 30, math.hypot(x - 480, y - 60))
        return 0.14 + 0.44 * ease(190, -10, y) + 0.2 * morning, mix(SLATE, TEAL, 0.4 + 0.6 * light)

    canvas.dots(sky, pitch=10)
    canvas.shape([(x - pan * 0.5, y) for x, y in _PEAK], TEAL)
    snow = [(x - pan * 0.5, y) for x, y in _SNOW]
    canvas.shape(snow, WHITE)
    reached = 74 + 74 * light
    canvas.dots_inside(
        snow, lambda x, y: (0.92 * ease(reached + 16, reached - 24, y + (262 - x) * 0.3), APRICOT), pitch=8
    )
    for crest, colour, speed in _RIDGES:
        canvas.shape(below(crest, shift=pan * speed), colour)
    crest, _, speed = _RIDGES[-1]
    valley = below(crest, shift=pan * speed)
    canvas.dots_inside(valley, lambda x, y: (0.2 + 0.5 * cloud(x + pan * speed, y, grain=22, seed=4), TEAL), pitch=7)
    canvas.shape(below([(-60, 292), (60, 270), (150, 288), (270, 276), (390, 292), (600, 272)], shift=pan * 4), DEEP)
