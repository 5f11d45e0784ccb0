"""Motifs of what leads somewhere: a bridge, roads."""

import math

from portal.demo.pictures.canvas import APRICOT, DEEP, MIST, RIVER, SLATE, TEAL, WHITE, Canvas, Colour, Point
from portal.demo.pictures.geometry import (
    arch,
    below,
    cloud,
    curve,
    ease,
    fading,
    rect,
    ribbon,
)
from portal.demo.pictures.plants import cypress

_OPENINGS = ((22, 90, 138), (106, 182, 124), (200, 280, 114), (298, 374, 124), (390, 458, 138))
"""Left, right and crown of each arch."""


def bridge(canvas: Canvas) -> None:
    """Draw a stone bridge of five arches over a quiet river, and what the water gives back of it; one arch is new."""
    canvas.dots(fading(TEAL, full=-20, none=170, largest=0.62, smallest=0.1), pitch=10)
    canvas.shape(
        below(curve([(-10, 158), (70, 138), (150, 150), (250, 132), (350, 150), (430, 136), (490, 146)])), SLATE
    )
    water = rect(-4, 188, 484, 304)
    canvas.shape(water, DEEP)
    top = [(x, _deck(x)) for x in range(-10, 491, 10)]
    canvas.shape([*top, (490, 190), (-10, 190)], MIST)
    canvas.shape(arch(190, 290, top=100, foot=190), APRICOT)
    for left, right, crown in _OPENINGS:
        canvas.shape(arch(left, right, top=crown, foot=192), RIVER)
    canvas.stroke([(x, y - 5) for x, y in top], WHITE, width=4)
    for post in range(2, 480, 17):
        canvas.stroke([(post, _deck(post) - 6), (post, _deck(post) + 3)], WHITE, width=2)

    canvas.dots_inside(water, _mirrored, pitch=7)
    canvas.box(-4, 186, 484, 190, WHITE)


def _deck(x: float) -> float:
    return 92 + 26 * ((x - 240) / 240) ** 2


def _mirrored(x: float, y: float) -> tuple[float, Colour]:
    """Say what the water gives back at a place: the bridge upside down, in ripples."""
    up = 188 - (y - 188) * 0.86 + 2 * math.sin(y / 3.4 + x / 30)
    for left, right, crown in _OPENINGS:
        share = (2 * x - left - right) / (right - left)
        if abs(share) < 1 and up > crown + 0.72 * (right - left) * (1 - math.sqrt(1 - share**2)):
            return 0.16, SLATE
    if up < _deck(x):
        return 0.16, SLATE
    ripple = 0.74 + 0.26 * math.sin(y / 3.1)
    return 0.74 * ripple * ease(330, 190, y), APRICOT if 190 < x < 290 and up > 98 else TEAL


def road_home(canvas: Canvas) -> None:
    """Draw a road that winds over hills to a house with light in its door and window."""
    canvas.dots(
        lambda x, y: (0.14 + 0.46 * ease(200, -20, y) + 0.2 * ease(150, 40, math.hypot(x - 338, y - 100)), TEAL),
        pitch=10,
    )
    canvas.shape(below(curve([(-10, 160), (80, 118), (180, 150), (300, 122), (420, 144), (490, 120)])), SLATE)
    hill = below(curve([(-10, 214), (90, 196), (200, 182), (340, 150), (430, 156), (490, 176)]))
    canvas.shape(hill, TEAL)
    canvas.dots_inside(hill, lambda x, y: (0.15 + 0.5 * cloud(x, y, grain=26, seed=14), SLATE), pitch=8)
    road = curve(
        [(262, 340), (222, 292), (164, 262), (166, 234), (250, 222), (318, 210), (326, 192), (312, 176), (331, 152)]
    )
    canvas.shape(ribbon(road, lambda share: 6 + 62 * (1 - share) ** 2.4), DEEP)
    canvas.shape(ribbon(road, lambda share: 4 + 56 * (1 - share) ** 2.4), WHITE)
    canvas.box(304, 92, 390, 154, WHITE)
    canvas.box(390, 104, 420, 154, MIST)
    canvas.box(300, 86, 394, 94, DEEP)
    canvas.box(390, 99, 424, 105, DEEP)
    canvas.shape(arch(322, 344, top=112, foot=154), APRICOT)
    canvas.box(360, 110, 378, 128, APRICOT)
    canvas.box(368, 110, 370, 128, WHITE)
    canvas.dots_inside(
        [(296, 155), (370, 155), (352, 196), (268, 196)],
        lambda x, y: (0.85 * ease(46, 8, math.hypot(x - 330, y - 152)), APRICOT),
        pitch=6,
    )
    for x, foot, height in ((446, 160, 66), (464, 164, 50), (286, 158, 54), (50, 206, 42), (28, 210, 58)):
        cypress(canvas, (x, foot), height=height)


def school_bus(canvas: Canvas) -> None:
    """Draw a school bus on the road, hills behind it."""
    canvas.dots(fading(TEAL, full=-20, none=190, largest=0.62, smallest=0.12), pitch=10)
    hills = below(curve([(-10, 176), (70, 140), (160, 168), (270, 128), (370, 160), (490, 132)]))
    canvas.shape(hills, SLATE)
    canvas.dots_inside(hills, lambda x, y: (0.2 + 0.5 * cloud(x, y, grain=28, seed=17), TEAL), pitch=8)
    canvas.box(-4, 232, 484, 304, DEEP)
    canvas.box(-4, 232, 484, 236, MIST)
    for left in range(-20, 480, 72):
        canvas.box(left, 268, left + 40, 273, TEAL)
    for x, height in ((36, 84), (62, 62), (446, 76)):
        cypress(canvas, (x, 234), height=height)
    _bus(canvas)


def _bus(canvas: Canvas) -> None:
    front: list[Point] = [(350, 118), (358, 128), (364, 172), (408, 180), (416, 190), (416, 238)]
    body = [(96, 238), (96, 128), (104, 118), *front]
    canvas.shape(body, APRICOT)
    canvas.box(110, 110, 344, 118, MIST)
    for left in range(110, 300, 38):
        canvas.box(left, 132, left + 30, 166, DEEP)
        canvas.shape([(left, 132), (left + 20, 132), (left, 156)], SLATE)
    canvas.box(304, 130, 334, 230, DEEP)
    canvas.box(307, 133, 318, 227, SLATE)
    canvas.box(320, 133, 331, 227, SLATE)
    canvas.shape([(341, 132), (352, 132), (358, 168), (341, 168)], MIST)
    canvas.box(96, 180, 304, 186, DEEP)
    canvas.box(96, 196, 304, 199, DEEP)
    canvas.box(92, 226, 420, 238, DEEP)
    canvas.rhomb((408, 204), 9, WHITE)
    for x in (152, 370):
        canvas.disc((x, 238), 27, DEEP)
        canvas.disc((x, 238), 22, SLATE)
        canvas.disc((x, 238), 16, DEEP)
        canvas.rhomb((x, 238), 11, WHITE)
