"""Motifs of buildings and streets."""

import math

from portal.demo.pictures.canvas import APRICOT, DEEP, MIST, RIVER, SLATE, TEAL, WHITE, Canvas, Colour, Point
from portal.demo.pictures.geometry import (
    arc,
    arch,
    cloud,
    curve,
    ease,
    even,
    fading,
    mix,
    rect,
    ribbon,
    scatter,
    sun,
)
from portal.demo.pictures.plants import cypress


def citadel(canvas: Canvas) -> None:
    """Draw the citadel of Erbil on its mound at evening, its gate lit."""
    canvas.dots(fading(SLATE, full=-10, none=190, largest=0.6, smallest=0.12), pitch=10)
    slope: list[Point] = [(-20, 276), (60, 236), (108, 152), (372, 152), (420, 236), (500, 276), (500, 310), (-20, 310)]
    canvas.shape(slope, RIVER)
    canvas.dots_inside(
        slope, lambda x, y: (0.2 + 0.6 * ease(280, 150, y) * (0.7 + 0.5 * cloud(x, y, grain=24)), TEAL), pitch=8.6
    )
    left, house = 102.0, 0
    while left < 372:
        width = min(18 + 18 * scatter(house, 51), 378 - left)
        height = 26 + 30 * scatter(house, 52)
        colour = (WHITE, MIST, WHITE, TEAL)[int(scatter(house, 53) * 3.99)]
        canvas.box(left, 154 - height, left + width, 156, colour)
        canvas.box(left - 1, 151 - height, left + width + 1, 155 - height, colour)
        columns = int((width - 5) / 9)
        for column in range(columns):
            middle = left + (width - 9 * columns) / 2 + 9 * column + 4.5
            canvas.shape(arch(middle - 2.2, middle + 2.2, top=162 - height, foot=174 - height), DEEP)
        left += width + 1.2
        house += 1
    canvas.shape([(198, 158), (203, 74), (277, 74), (282, 158)], WHITE)
    canvas.box(199, 66, 281, 76, WHITE)
    canvas.dots_inside(rect(206, 80, 274, 92), even(0.62, TEAL), pitch=6)
    canvas.shape(arch(216, 264, top=97, foot=158), DEEP)
    canvas.shape(arch(221, 259, top=105, foot=158), APRICOT)
    way = ribbon(curve([(240, 157), (240, 184), (228, 220), (196, 262), (150, 318)]), lambda share: 34 + 70 * share)
    canvas.shape(way, DEEP)
    canvas.dots_inside(way, lambda _x, y: (0.9 * ease(330, 150, y), APRICOT), pitch=8)


def water_tower(canvas: Canvas) -> None:
    """Draw a water tower over the roofs of a small town, full up to an apricot line."""
    canvas.dots(
        lambda x, y: (0.12 + 0.5 * ease(230, -20, y) + 0.18 * ease(190, 40, math.hypot(x - 300, y - 90)), TEAL),
        pitch=10,
    )
    x = 300
    bowl = [(x - 84, 84), (x - 84, 100), (x - 30, 158), (x + 30, 158), (x + 84, 100), (x + 84, 84)]
    for foot, head in ((-54, -24), (54, 24), (-18, -8), (18, 8)):
        canvas.stroke([(x + foot, 272), (x + head, 156)], MIST, width=6)
    for y, half in ((186, 32), (216, 40), (246, 48)):
        canvas.stroke([(x - half, y), (x + half, y)], MIST, width=3)
        canvas.stroke([(x - half, y), (x + half + 7, y + 30)], TEAL, width=1.6)
        canvas.stroke([(x + half, y), (x - half - 7, y + 30)], TEAL, width=1.6)
    canvas.shape(bowl, WHITE)
    canvas.shape([(x - 92, 84), (x, 44), (x + 92, 84)], MIST)
    canvas.shape([(x, 44), (x + 92, 84), (x + 24, 84)], TEAL)
    canvas.shape([(x + 24, 84), (x + 84, 84), (x + 84, 100), (x + 30, 158), (x + 10, 158)], MIST)
    canvas.stroke([(x, 44), (x, 28)], MIST, width=2.4)
    canvas.box(x - 84, 92, x + 84, 106, APRICOT)
    canvas.shape([(x + 84, 100), (x + 84, 107), (x + 77, 107.5)], SLATE)
    canvas.shape([(x - 84, 100), (x - 84, 107), (x - 77, 107.5)], SLATE)
    for step in range(-5, 6):
        canvas.rhomb((x + step * 14.6, 99), 4.6, DEEP)
    _low_town(canvas, foot=272)
    canvas.box(-4, 270, 484, 304, DEEP)
    canvas.dots_inside(rect(-4, 272, 484, 304), fading(SLATE, full=304, none=270, largest=0.7), pitch=8)


def _low_town(canvas: Canvas, *, foot: float) -> None:
    left, house = -8.0, 0
    while left < 486:
        width = 30 + 26 * scatter(house, 61)
        height = 22 + 30 * scatter(house, 62)
        if not 214 < left + width / 2 < 372:
            canvas.box(left, foot - height, left + width, foot, (SLATE, DEEP, TEAL)[house % 3])
            for column in range(int(width / 14)):
                canvas.box(left + 6 + 14 * column, foot - height + 9, left + 11 + 14 * column, foot - height + 17, MIST)
        left += width + 3
        house += 1


def night_lights(canvas: Canvas) -> None:
    """Draw a street at night: one lamp and its cone of light, windows, and wires from pole to pole."""
    canvas.dots(fading(SLATE, full=-20, none=200, largest=0.46, smallest=0.1), pitch=10)
    left, house = -14.0, 0
    while left < 490:
        width, height = 44 + 34 * scatter(house, 71), 66 + 78 * scatter(house, 72)
        canvas.box(left, 254 - height, left + width, 256, (RIVER, SLATE)[house % 2])
        for column in range(int((width - 8) / 15)):
            for row in range(int((height - 16) / 22)):
                x, y = left + 8 + 15 * column, 264 - height + 22 * row
                lit = scatter(house, column, row, 73) > 0.55
                canvas.shape(arch(x, x + 8, top=y, foot=y + 13), MIST if lit else DEEP)
        left += width + 2
        house += 1
    for x in (64, 330, 452):
        canvas.stroke([(x, 256), (x, 70)], TEAL, width=4)
        canvas.stroke([(x - 15, 80), (x + 15, 80)], TEAL, width=3)
    for shift in (-13, 13):
        for start, end in ((-60, 64), (64, 330), (330, 452), (452, 560)):
            wire = [
                (start + (end - start) * s / 16 + shift, 80 + 60 * (s / 16) * (1 - s / 16) * (end - start) / 190)
                for s in range(17)
            ]
            canvas.stroke(wire, MIST, width=1)
    canvas.box(-4, 254, 484, 304, DEEP)

    def cone(x: float, y: float) -> tuple[float, Colour] | None:
        spread = 12 + (y - 96) * 0.62
        if y < 98 or abs(x - 196) > spread:
            return None
        return (0.3 + 0.5 * ease(320, 100, y)) * ease(1.0, 0.45, abs(x - 196) / spread), APRICOT

    canvas.dots(cone, pitch=7.6)
    canvas.stroke([(152, 258), (152, 92)], WHITE, width=5)
    canvas.stroke(arc((174, 92), 22, start=180, end=360, squash=1.1), WHITE, width=4)
    canvas.shape([(178, 96), (186, 84), (206, 84), (214, 96)], WHITE)
    canvas.shape([(182, 96), (196, 106), (210, 96)], APRICOT)
    canvas.box(142, 252, 162, 258, WHITE)


def minaret_garden(canvas: Canvas) -> None:
    """Draw a walled garden in Mosul: a brick minaret, cypresses, a pool, and one tree in blossom."""
    canvas.dots(
        lambda x, y: (0.14 + 0.46 * ease(220, -10, y), mix(SLATE, TEAL, ease(200, 20, math.hypot(x - 130, y - 60)))),
        pitch=10,
    )
    shaft: list[Point] = [(108, 214), (116, 60), (144, 60), (152, 214)]
    canvas.shape(shaft, MIST)
    for band in range(5):
        upper, lower = 70 + 24 * band, 86 + 24 * band
        grow = 0.052 * (upper - 60)
        weave = [(116 - grow, upper), (144 + grow, upper), (145 + grow, lower), (115 - grow, lower)]
        canvas.dots_inside(weave, even(0.66, RIVER), pitch=(4, 5.4)[band % 2])
    canvas.box(109, 52, 151, 61, WHITE)
    canvas.box(119, 36, 141, 53, MIST)
    canvas.shape(curve([(118, 37), (117, 29), (130, 10), (143, 29), (142, 37)]), WHITE)
    for x, height in ((40, 108), (66, 84), (186, 96), (448, 118)):
        cypress(canvas, (x, 222), height=height)
    canvas.box(-4, 176, 484, 226, WHITE)
    for step in range(-1, 12):
        canvas.shape(arch(6 + 42 * step, 36 + 42 * step, top=186, foot=226), SLATE)
    canvas.box(-4, 172, 484, 178, MIST)
    canvas.box(-4, 224, 484, 304, RIVER)
    lawn = rect(-4, 226, 484, 304)
    canvas.dots_inside(lawn, lambda x, y: (0.2 + 0.5 * cloud(x, y, grain=20, seed=9), TEAL), pitch=7)
    pool: list[Point] = [(70, 257), (240, 257), (268, 291), (42, 291)]
    canvas.shape([(60, 252), (250, 252), (286, 296), (24, 296)], WHITE)
    canvas.shape(pool, DEEP)
    canvas.dots_inside(pool, lambda x, y: (0.55 * abs(math.sin(y / 3.2 + x / 50)), SLATE), pitch=6)
    _tree_in_blossom(canvas)


_CROWNS: tuple[tuple[Point, float], ...] = (((352, 120), 56), ((306, 150), 34), ((400, 146), 38))


def _tree_in_blossom(canvas: Canvas) -> None:
    canvas.shape(ribbon(curve([(352, 276), (350, 240), (358, 206), (352, 170)]), lambda share: 15 - 8 * share), DEEP)
    for end in ((318, 152), (392, 148), (376, 120)):
        canvas.shape(ribbon(curve([(354, 216), (356, 184), end]), lambda share: 7 - 4 * share), DEEP)
    crowns = [sun(centre, radius, APRICOT, size=0.94) for centre, radius in _CROWNS]

    def blossom(x: float, y: float) -> tuple[float, Colour] | None:
        size = max((found[0] for crown in crowns if (found := crown(x, y))), default=0)
        return size * (0.5 + 0.6 * cloud(x, y, grain=11, seed=12)), APRICOT

    canvas.dots(blossom, pitch=9)
