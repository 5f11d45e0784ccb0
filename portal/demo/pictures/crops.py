"""Motifs of fields, groves and gardens."""

import math

from portal.demo.pictures.canvas import APRICOT, DEEP, MIST, RIVER, SAND, SLATE, TEAL, WHITE, Canvas, Colour, Point
from portal.demo.pictures.geometry import (
    arc,
    below,
    cloud,
    curve,
    ease,
    even,
    fading,
    mix,
    rect,
    ribbon,
    scatter,
    turned,
)


def wheat(canvas: Canvas) -> None:
    """Draw ears of wheat close by, their grains the very dots; one ear is ripe."""
    canvas.dots(lambda x, y: (0.14 + 0.44 * ease(300, 20, y) * (0.7 + 0.5 * cloud(x, y, grain=60)), SLATE), pitch=10)
    ears: list[tuple[float, float, float, float, Colour]] = [
        (
            -30 + 46 * number + 18 * scatter(number, 101),
            70 + 110 * scatter(number, 102),
            10 + 22 * scatter(number, 103),
            0.62,
            TEAL,
        )
        for number in range(12)
    ]
    ears += [
        (44, 66, 24, 0.95, MIST),
        (132, 104, 10, 0.95, WHITE),
        (318, 88, 20, 0.95, MIST),
        (404, 58, 30, 0.95, WHITE),
        (222, 40, 18, 1.25, APRICOT),
    ]
    for x, top, lean, size, colour in ears:
        _ear(canvas, (x, top), lean=lean, size=size, colour=colour)


def _ear(canvas: Canvas, top: Point, *, lean: float, size: float, colour: Colour) -> None:
    x, y = top
    stem = curve(
        [(x - lean, 320), (x - lean * 0.7, 230), (x - lean * 0.2, y + 96 * size), (x + lean * 0.4, y)], steps=14
    )
    canvas.shape(ribbon(stem, lambda share: (3.2 - 1.6 * share) * size), colour)
    spine = stem[28:]
    for index in range(0, len(spine) - 2, 2):
        (ax, ay), (bx, by) = spine[index], spine[index + 1]
        heading = math.degrees(math.atan2(by - ay, bx - ax)) + 90
        for side in (-1, 1):
            base = (ax + side * 2.5 * size, ay)
            canvas.shape(turned(_grain(base, 19 * size), about=base, degrees=heading + side * 31), colour)
            awn = turned(
                [(base[0], base[1] - 15 * size), (base[0], base[1] - 44 * size)],
                about=base,
                degrees=heading + side * 19,
            )
            canvas.stroke(awn, colour, width=0.9 * size)
    (ax, ay), (bx, by) = spine[-2], spine[-1]
    heading = math.degrees(math.atan2(by - ay, bx - ax)) + 90
    canvas.shape(turned(_grain((bx, by + 2), 20 * size), about=(bx, by), degrees=heading), colour)


def _grain(foot: Point, length: float) -> list[Point]:
    x, y = foot
    return [(x, y), (x + length * 0.28, y - length * 0.42), (x, y - length), (x - length * 0.28, y - length * 0.42)]


def harvest(canvas: Canvas) -> None:
    """Draw a woven basket of pomegranates, and one cut open in front of it, its seeds shining."""
    canvas.dots(
        lambda x, y: (0.14 + 0.5 * ease(240, -20, y), mix(SLATE, TEAL, ease(260, 60, math.hypot(x - 200, y - 90)))),
        pitch=10,
    )
    canvas.box(-4, 250, 484, 304, RIVER)
    canvas.dots_inside(rect(-4, 250, 484, 304), fading(SLATE, full=304, none=246, largest=0.7), pitch=8)
    for (x, y), radius in (
        ((150, 108), 36),
        ((250, 112), 34),
        ((202, 84), 38),
        ((108, 138), 32),
        ((292, 138), 31),
        ((200, 132), 36),
    ):
        _pomegranate(canvas, (x, y), radius)
    basket: list[Point] = [(70, 150), (330, 150), (296, 270), (104, 270)]
    canvas.shape(basket, SLATE)
    canvas.dots_inside(basket, lambda x, _y: (0.84, mix(WHITE, TEAL, ease(200, 330, x))), pitch=13)
    canvas.shape([(60, 142), (340, 142), (335, 160), (65, 160)], WHITE)
    for x in range(76, 336, 14):
        canvas.rhomb((x, 151), 6, SLATE)
    canvas.box(100, 264, 300, 274, MIST)
    _cut_fruit(canvas, (372, 220), 58)


def _pomegranate(canvas: Canvas, centre: Point, radius: float) -> None:
    x, y = centre
    crown = ((-0.26, -0.86), (-0.36, -1.34), (-0.12, -1.1), (0, -1.4), (0.12, -1.1), (0.36, -1.34), (0.26, -0.86))
    canvas.disc(centre, radius + 2, DEEP)
    canvas.shape([(x + radius * dx, y + radius * dy) for dx, dy in crown], MIST)
    canvas.disc(centre, radius, TEAL)
    canvas.shape(
        arc(centre, radius * 0.8, start=150, end=255)
        + arc((x + radius * 0.12, y + radius * 0.12), radius * 0.74, start=250, end=155),
        MIST,
    )


def _cut_fruit(canvas: Canvas, centre: Point, radius: float) -> None:
    x, y = centre
    canvas.disc((x, y + 3), radius + 3, DEEP)
    for step in (-1, 0, 1):
        canvas.shape(
            [
                (x + step * 14 - 9, y - radius + 6),
                (x + step * 18, y - radius - 21),
                (x + step * 14 + 9, y - radius + 6),
            ],
            TEAL,
        )
    canvas.disc(centre, radius, TEAL)
    canvas.disc(centre, radius - 5, WHITE)

    def seeds(px: float, py: float) -> tuple[float, Colour] | None:
        dx, dy = px - x, py - y
        away = math.hypot(dx, dy)
        chamber = math.atan2(dy, dx) / (2 * math.pi) * 6 % 1
        wall = min(chamber, 1 - chamber) * away
        return (0.88, APRICOT) if 10 < away < radius - 10 and wall > 2.2 else None

    canvas.dots_inside(arc(centre, radius - 8, start=0, end=360), seeds, pitch=7.4)
    canvas.rhomb(centre, 5, SAND)


def date_palms(canvas: Canvas) -> None:
    """Draw three date palms by a river; the dates of one are ripe."""
    canvas.dots(fading(TEAL, full=-20, none=250, largest=0.6, smallest=0.14), pitch=10)
    canvas.shape(below(curve([(-10, 238), (120, 226), (260, 240), (490, 222)])), TEAL)
    canvas.shape(below(curve([(-10, 262), (120, 256), (260, 266), (490, 252)])), DEEP)
    for line in range(6):
        y, x = 268 + 6 * line, 480 * scatter(line, 111)
        canvas.stroke([(x - 60, y), (x + 50 + 60 * scatter(line, 112), y)], SLATE, width=1.7)
    _palm(canvas, (84, 240), (66, 104), size=0.8, fruit=None)
    _palm(canvas, (408, 236), (426, 116), size=0.72, fruit=None)
    _palm(canvas, (246, 246), (240, 84), size=1.2, fruit=APRICOT)


def _palm(canvas: Canvas, foot: Point, crown: Point, *, size: float, fruit: Colour | None) -> None:
    x, y = crown
    trunk = ribbon(
        curve([foot, ((foot[0] + x) / 2 + 5, (foot[1] + y) / 2), crown]), lambda share: (19 - 6 * share) * size
    )
    canvas.shape(trunk, DEEP)
    canvas.dots_inside(trunk, even(0.72, TEAL), pitch=6.4 * size)
    for angle in (200, 232, 262, 292, 324, 176, 148, 4, 32, 346):
        _frond(canvas, crown, angle=angle, length=82 * size)
    for dx in (-21, -7, 7, 21) if fruit else ():
        start, end = (x + dx * 0.3, y + 4), (x + dx * 1.2, y + 18 + (10 if abs(dx) < 10 else 2))
        canvas.stroke([start, end], SAND, width=2)
        for row, half in enumerate((1, 2, 1, 1, 0)):
            for step in range(-half, half + 1):
                canvas.rhomb((end[0] + step * 6.4, end[1] + row * 7), 4.6, fruit or SAND)


def _frond(canvas: Canvas, root: Point, *, angle: float, length: float) -> None:
    """Draw one leaf: a bent rib with leaflets on both sides."""
    radians = math.radians(angle)
    dx, dy = math.cos(radians), math.sin(radians)
    rib = curve(
        [
            root,
            (root[0] + dx * length * 0.5, root[1] + dy * length * 0.5 - length * 0.1),
            (root[0] + dx * length, root[1] + dy * length * 0.86 + length * 0.2),
        ],
        steps=9,
    )
    canvas.stroke(rib, WHITE, width=2)
    for index in range(3, len(rib) - 1):
        (ax, ay), (bx, by) = rib[index - 1], rib[index]
        heading = math.degrees(math.atan2(by - ay, bx - ax))
        reach = length * 0.27 * (1 - 0.5 * index / len(rib))
        for side in (-1, 1):
            leaf = turned(
                [(bx, by - 1.5), (bx + reach, by), (bx, by + 1.5)], about=(bx, by), degrees=heading + side * 42
            )
            canvas.shape(leaf, MIST if side == 1 else WHITE)
