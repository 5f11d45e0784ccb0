"""Motifs of work, water, health and news."""

import math

from portal.demo.pictures.canvas import APRICOT, DEEP, MIST, RIVER, SLATE, TEAL, WHITE, Canvas, Colour, Point
from portal.demo.pictures.geometry import (
    arc,
    arch,
    cloud,
    curve,
    distance,
    ease,
    even,
    fading,
    mix,
    rect,
    ribbon,
)


def market(canvas: Canvas) -> None:
    """Draw three stalls in a vaulted market, fruit heaped on each; one heap in apricot."""
    canvas.dots(even(0.42, RIVER), pitch=9)
    for left in (-34, 116, 266, 416):
        canvas.shape(arch(left, left + 98, top=8, foot=310), RIVER)
        canvas.dots_inside(
            arch(left + 8, left + 90, top=20, foot=310), lambda _x, y: (0.15 + 0.55 * ease(250, 20, y), SLATE), pitch=9
        )
    canvas.box(-4, 282, 484, 304, DEEP)
    for index, left in enumerate((20, 172, 324)):
        for x in (left + 6, left + 128):
            canvas.box(x, 120, x + 4, 290, TEAL)
        _heaps(canvas, left + 8, left + 130, colour=(MIST, APRICOT, TEAL)[index])
        canvas.box(left, 222, left + 138, 230, WHITE)
        canvas.box(left + 4, 230, left + 134, 282, SLATE)
        canvas.dots_inside(rect(left + 4, 230, left + 134, 282), even(0.62, RIVER), pitch=9)
        _awning(canvas, left - 8, left + 146, stripes=(MIST, TEAL) if index != 1 else (WHITE, SLATE))


def _heaps(canvas: Canvas, left: float, right: float, *, colour: Colour) -> None:
    middle, size = (left + right) / 2, 10.5
    for row in range(6):
        for step in range(-(5 - row), 6 - row):
            x, y = middle + step * size * 1.02, 213 - row * size * 1.08
            canvas.rhomb((x, y), size * 0.98, colour if (step + row) % 3 else mix(colour, WHITE, 0.35))


def _awning(canvas: Canvas, left: float, right: float, *, stripes: tuple[Colour, Colour]) -> None:
    count = 8
    width = (right - left) / count
    for number in range(count):
        colour = stripes[number % 2]
        a, b = left + number * width, left + (number + 1) * width
        upper_a, upper_b = (
            left + 16 + number * (right - left - 32) / count,
            left + 16 + (number + 1) * (right - left - 32) / count,
        )
        canvas.shape([(upper_a, 84), (upper_b, 84), (b, 122), (a, 122)], colour)
        canvas.shape([(a, 122), (b, 122), (b, 130), ((a + b) / 2, 141), (a, 130)], mix(colour, DEEP, 0.16))


def water_pump(canvas: Canvas) -> None:
    """Draw a hand pump whose water runs into a bucket."""
    canvas.dots(lambda x, y: (0.14 + 0.5 * ease(250, -20, y) * (0.8 + 0.3 * cloud(x, y, grain=50)), TEAL), pitch=10)
    ground = rect(-4, 252, 484, 304)
    canvas.shape(ground, DEEP)
    canvas.dots_inside(
        ground, lambda x, y: (0.14 + 0.7 * ease(150, 20, math.hypot(x - 312, (y - 276) * 3)), SLATE), pitch=8
    )
    canvas.shape([(126, 266), (146, 250), (262, 250), (282, 266)], TEAL)
    canvas.box(126, 266, 282, 274, SLATE)
    canvas.box(180, 112, 226, 252, WHITE)
    canvas.box(208, 112, 226, 252, MIST)
    for y in (112, 236):
        canvas.box(172, y, 234, y + 12, MIST)
        canvas.box(208, y, 234, y + 12, TEAL)
    canvas.box(188, 72, 218, 112, WHITE)
    canvas.box(206, 72, 218, 112, MIST)
    canvas.shape([(184, 72), (203, 58), (222, 72)], MIST)
    handle = curve([(236, 64), (204, 86), (160, 96), (108, 92), (66, 110), (54, 132)])
    canvas.shape(ribbon(handle, lambda share: 11 - 3 * share), WHITE)
    canvas.rhomb((203, 87), 8, DEEP)
    spout = curve([(222, 140), (262, 140), (292, 144), (308, 158), (311, 178)])
    canvas.shape(ribbon(spout, lambda share: 22 - 3 * share), MIST)
    canvas.box(299, 176, 323, 183, WHITE)
    stream = [(303, 184), (319, 184), (322, 226), (300, 226)]
    canvas.dots_inside(stream, lambda x, y: (0.62 + 0.28 * math.sin(y / 4 + x), WHITE), pitch=6)
    canvas.shape([(270, 220), (352, 220), (342, 280), (280, 280)], APRICOT)
    canvas.shape([(328, 220), (352, 220), (342, 280), (322, 280)], mix(APRICOT, DEEP, 0.18))
    canvas.shape(arc((311, 220), 41, start=0, end=360, squash=0.2), DEEP)
    canvas.shape(arc((311, 221), 35, start=0, end=360, squash=0.17), TEAL)
    canvas.stroke(arc((311, 226), 46, start=18, end=162, squash=0.9), DEEP, width=2.2)
    for drop in ((262, 262), (252, 282), (366, 268), (376, 288)):
        canvas.rhomb(drop, 5, WHITE)


def clinic(canvas: Canvas) -> None:
    """Draw a stethoscope; a heartbeat runs through the dots behind it."""
    beat: tuple[Point, ...] = (
        (-10, 150), (70, 150), (92, 132), (112, 150), (136, 150), (150, 166), (170, 60), (194, 238), (210, 150),
        (250, 150), (276, 126), (304, 150), (490, 150),
    )  # fmt: skip
    away = distance(beat)
    canvas.dots(
        lambda x, y: (0.16 + 0.62 * ease(26, 3, away(x, y)), mix(SLATE, MIST, ease(24, 4, away(x, y)))), pitch=8
    )
    left = curve([(250, 34), (238, 50), (244, 92), (272, 128), (312, 140)])
    right = curve([(374, 34), (386, 50), (380, 92), (352, 128), (312, 140)])
    tube = curve([(312, 138), (312, 190), (296, 240), (244, 258), (196, 236), (166, 206), (120, 214)])
    for line in (left, right, tube):
        canvas.stroke(line, RIVER, width=19)
    for line in (left, right):
        canvas.stroke(line, WHITE, width=8)
        canvas.shape(ribbon(line[:8], lambda _share: 15), MIST)
    canvas.stroke(tube, WHITE, width=10)
    canvas.rhomb((312, 140), 14, WHITE)
    canvas.disc((104, 214), 46, RIVER)
    canvas.box(138, 207, 166, 220, MIST)
    for radius, colour in ((40, APRICOT), (31, DEEP), (27, APRICOT)):
        canvas.disc((104, 214), radius, colour)
    canvas.dots_inside(arc((104, 214), 25, start=0, end=360), even(0.5, DEEP), pitch=6)


def radio(canvas: Canvas) -> None:
    """Draw a radio on a table, its waves going out through the lattice; the dial is lit."""
    tip = (388, 40)

    def waves(x: float, y: float) -> tuple[float, Colour]:
        reach = abs(x - tip[0]) * 0.9 + abs(y - tip[1])
        crest = 0.5 + 0.5 * math.cos(reach / 42 * 2 * math.pi)
        return 0.14 + 0.56 * crest**2 * ease(330, 30, reach), mix(SLATE, MIST, crest * ease(250, 40, reach))

    canvas.dots(waves, pitch=9)
    canvas.stroke([(330, 116), tip], WHITE, width=3.4)
    canvas.rhomb(tip, 9, WHITE)
    canvas.stroke([(104, 112), (124, 84), (286, 84), (306, 112)], MIST, width=7)
    canvas.box(64, 108, 372, 262, DEEP)
    canvas.box(68, 112, 368, 258, MIST)
    canvas.box(68, 112, 368, 120, WHITE)
    grille: list[Point] = rect(82, 134, 222, 244)
    canvas.shape(grille, DEEP)
    canvas.dots_inside(
        grille, lambda x, y: (0.3 + 0.5 * ease(74, 20, math.hypot(x - 152, (y - 189) * 1.2)), TEAL), pitch=8
    )
    canvas.box(236, 134, 354, 176, DEEP)
    canvas.box(240, 138, 350, 172, APRICOT)
    for step in range(11):
        canvas.stroke([(247 + 9.6 * step, 144), (247 + 9.6 * step, 152 if step % 2 else 157)], DEEP, width=1.4)
    canvas.box(303, 138, 306, 172, DEEP)
    for x in (262, 328):
        canvas.disc((x, 216), 24, SLATE)
        canvas.disc((x, 216), 18, WHITE)
        canvas.stroke([(x, 216), (x + 9, 203)], DEEP, width=3)
    canvas.box(-4, 268, 484, 304, DEEP)
    for x in (88, 326):
        canvas.box(x, 258, x + 24, 269, SLATE)
    canvas.dots_inside(rect(-4, 270, 484, 304), fading(SLATE, full=304, none=262, largest=0.6), pitch=8)


def workshop(canvas: Canvas) -> None:
    """Draw a tool wall over a workbench; every tool has its place, one of them is the trowel of the trainee."""
    canvas.dots(even(0.3, SLATE), pitch=11)
    for y in (20, 208):
        canvas.box(-4, y, 484, y + 5, TEAL)
    _saw(canvas)
    _hammer(canvas)
    _wrench(canvas)
    _trowel(canvas)
    for index, height in enumerate((112, 96, 80)):
        _brush(canvas, 408 + 27 * index, height)
    canvas.box(-4, 246, 484, 262, WHITE)
    canvas.box(-4, 262, 484, 304, DEEP)
    canvas.dots_inside(rect(-4, 264, 484, 304), fading(SLATE, full=304, none=250, largest=0.7), pitch=9)
    for left, width in ((40, 74), (124, 46)):
        canvas.box(left, 228, left + width, 246, TEAL)
        canvas.box(left, 228, left + width, 232, MIST)
    for left, height in ((330, 24), (352, 30), (374, 20)):
        canvas.box(left, 246 - height, left + 17, 246, (MIST, TEAL, SLATE)[int(left / 22) % 3])
        canvas.box(left + 4, 242 - height, left + 13, 246 - height, WHITE)


def _hook(canvas: Canvas, x: float) -> None:
    canvas.box(x - 1.4, 40, x + 1.4, 54, WHITE)
    canvas.rhomb((x, 42), 5, WHITE)


def _saw(canvas: Canvas) -> None:
    teeth = [(54 + (5 if step % 2 else 0) - 0.04 * step, 176 - 5 * step) for step in range(19)]
    canvas.shape([(30, 84), (62, 84), *reversed(teeth), (44, 182)], MIST)
    handle = curve([(26, 84), (22, 62), (36, 48), (58, 50), (68, 66), (64, 88), (26, 84)])
    canvas.shape(handle, WHITE)
    canvas.shape(curve([(36, 76), (36, 64), (46, 60), (55, 66), (54, 77), (36, 76)]), RIVER)


def _hammer(canvas: Canvas) -> None:
    _hook(canvas, 134)
    canvas.box(129, 70, 139, 188, MIST)
    canvas.box(127, 130, 141, 190, TEAL)
    canvas.shape([(104, 56), (150, 54), (158, 60), (158, 78), (150, 82), (126, 80), (118, 74), (100, 66)], WHITE)


def _wrench(canvas: Canvas) -> None:
    canvas.box(199, 78, 215, 170, WHITE)
    for y in (66, 180):
        canvas.disc((207, y), 21, WHITE)
    canvas.shape([(199, 40), (215, 40), (215, 62), (207, 68), (199, 62)], RIVER)
    canvas.disc((207, 182), 10, RIVER)
    canvas.box(203, 92, 211, 158, MIST)


def _trowel(canvas: Canvas) -> None:
    _hook(canvas, 306)
    canvas.shape([(298, 54), (314, 54), (317, 96), (295, 96)], APRICOT)
    canvas.box(302, 96, 310, 112, APRICOT)
    canvas.shape([(306, 104), (340, 132), (306, 200), (272, 132)], APRICOT)
    canvas.shape([(306, 104), (340, 132), (306, 200)], mix(APRICOT, DEEP, 0.18))
    for y in (66, 76, 86):
        canvas.box(297, y, 315, y + 2.4, DEEP)


def _brush(canvas: Canvas, x: float, height: float) -> None:
    _hook(canvas, x)
    canvas.box(x - 3.4, 54, x + 3.4, 54 + height * 0.62, MIST)
    canvas.box(x - 7, 54 + height * 0.62, x + 7, 54 + height * 0.74, TEAL)
    canvas.shape(
        [
            (x - 7, 54 + height * 0.74),
            (x + 7, 54 + height * 0.74),
            (x + 5, 54 + height * 1.1),
            (x - 5, 54 + height * 1.1),
        ],
        WHITE,
    )
