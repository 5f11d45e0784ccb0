"""Motifs of school, play and reading."""

import math

from portal.demo.pictures.canvas import APRICOT, DEEP, MIST, RIVER, SLATE, TEAL, WHITE, Canvas, Colour, Point
from portal.demo.pictures.geometry import (
    arch,
    below,
    cloud,
    curve,
    ease,
    even,
    fading,
    mix,
    ribbon,
    scatter,
    turned,
)


def classroom(canvas: Canvas) -> None:
    """Draw a classroom before the lesson: desks with a book on each, three windows, sunrise in the middle one."""
    canvas.dots(fading(RIVER, full=300, none=-10, largest=0.7, smallest=0.4), pitch=11)
    for left in (44, 190, 336):
        canvas.shape(arch(left - 6, left + 106, top=16, foot=186), RIVER)
        pane = arch(left, left + 100, top=24, foot=182)
        middle = left == 190
        canvas.shape(pane, WHITE if middle else MIST)
        if middle:
            canvas.dots_inside(pane, lambda _x, y: (0.12 + 0.8 * ease(64, 176, y), APRICOT), pitch=9)
        else:
            canvas.dots_inside(pane, lambda _x, y: (0.06 + 0.5 * ease(90, 200, y), TEAL), pitch=9)
        canvas.stroke([(left + 50, 26), (left + 50, 182)], RIVER, width=3)
        canvas.stroke([(left, 108), (left + 100, 108)], RIVER, width=3)
        canvas.box(left - 10, 180, left + 110, 187, TEAL)
    for left, top, size in (
        (70, 212, 0.74),
        (206, 212, 0.74),
        (342, 212, 0.74),
        (12, 246, 1.0),
        (190, 246, 1.0),
        (368, 246, 1.0),
    ):
        _desk(canvas, left, top, size)


def _desk(canvas: Canvas, left: float, top: float, size: float) -> None:
    width, front = 100 * size, 11 * size
    canvas.shape(
        [(left + 8 * size, top), (left + width - 8 * size, top), (left + width, top + front), (left, top + front)],
        WHITE if size == 1 else MIST,
    )
    canvas.box(left, top + front, left + width, top + front + 5 * size, TEAL)
    for x in (left + 6 * size, left + width - 10 * size):
        canvas.box(x, top + front + 5 * size, x + 4 * size, top + 58 * size, TEAL)
    canvas.shape(
        [
            (left + 40 * size, top + 2.5),
            (left + 60 * size, top + 2.5),
            (left + 64 * size, top + 8 * size),
            (left + 36 * size, top + 8 * size),
        ],
        RIVER,
    )


def open_pages(canvas: Canvas) -> None:
    """Draw an open book; its lines are rows of dots, and light rises from its fold."""

    def light(x: float, y: float) -> tuple[float, Colour]:
        dx, dy = x - 240, 196 - y
        if dy > 0:
            angle = math.atan2(dx, dy)
            rays = 0.55 + 0.45 * math.cos(angle * 13)
            near = ease(196, 30, math.hypot(dx * 0.92, dy)) * ease(1.15, 0.7, abs(angle))
            if near > 0.06:
                return 0.14 + 0.74 * near * rays, APRICOT
        return 0.18 + 0.1 * cloud(x, y, grain=30), SLATE

    canvas.dots(light, pitch=9)
    for flip in (1, -1):
        upper = [(240 + flip * x, y) for x, y in curve([(0, 186), (40, 168), (96, 162), (150, 168), (190, 178)])]
        lower = [(240 + flip * x, y) for x, y in curve([(196, 262), (150, 250), (96, 244), (40, 250), (0, 270)])]
        canvas.shape(
            [
                (240, 190),
                *((x + flip * 9, y + 9) for x, y in upper),
                *((x + flip * 9, y + 12) for x, y in lower),
                (240, 284),
            ],
            DEEP,
        )
        canvas.shape(
            [*((x + flip * 4, y + 4) for x, y in upper), *((x + flip * 4, y + 5) for x, y in lower), (240, 278)], TEAL
        )
        canvas.shape([*upper, *lower], WHITE if flip == 1 else MIST)
        for line in range(5):
            for step in range(14 - (5 if line == 4 else 0)):
                share = step / 14
                x = 240 + flip * (20 + 160 * share)
                rise = 168 + 18 * (1 - share) ** 3 - 4 * math.sin(share * math.pi) + 10 * share**2
                canvas.rhomb((x, rise + 12 + 14.5 * line), 4.1, RIVER if scatter(line, step, flip) > 0.16 else TEAL)
    canvas.stroke([(240, 188), (240, 278)], SLATE, width=2.4)


def library(canvas: Canvas) -> None:
    """Draw shelves full of books; one leans out of the row."""
    canvas.dots(even(0.5, RIVER), pitch=9)
    for shelf, foot in enumerate((96, 192, 288)):
        left, book = 14.0, 0
        while left < 462:
            width = 11 + 15 * scatter(shelf, book, 81)
            height = 54 + 26 * scatter(shelf, book, 82)
            gap = shelf == 1 and 262 < left < 330
            if not gap and not (scatter(shelf, book, 83) > 0.93):
                _book(canvas, (left, foot, width, height), number=shelf * 40 + book)
            left += width + 1.4
            book += 1
        canvas.box(-4, foot, 484, foot + 9, MIST)
        canvas.box(-4, foot + 9, 484, foot + 13, SLATE)
    cover = turned([(284, 112), (306, 112), (306, 192), (284, 192)], about=(306, 192), degrees=15)
    canvas.shape(cover, APRICOT)
    for row in (122, 182):
        canvas.stroke(turned([(284, row), (306, row)], about=(306, 192), degrees=15), DEEP, width=2)
    for row in (140, 152, 164):
        canvas.rhomb(turned([(295, row)], about=(306, 192), degrees=15)[0], 5, DEEP)


def _book(canvas: Canvas, place: tuple[float, float, float, float], *, number: int) -> None:
    left, foot, width, height = place
    colour = (TEAL, MIST, SLATE, WHITE, TEAL, MIST)[int(scatter(number, 84) * 5.99)]
    ink = DEEP if colour in {MIST, WHITE} else MIST
    canvas.box(left, foot - height, left + width, foot, colour)
    style = int(scatter(number, 85) * 3.99)
    if style == 0:
        canvas.box(left, foot - height + 8, left + width, foot - height + 11, ink)
        canvas.box(left, foot - 14, left + width, foot - 11, ink)
    if style == 1:
        for step in range(3):
            canvas.rhomb((left + width / 2, foot - height / 2 - 11 + 11 * step), min(width * 0.28, 5), ink)
    if style == 2:
        spine = [
            (left + 2.5, foot - height + 10),
            (left + width - 2.5, foot - height + 10),
            (left + width - 2.5, foot - 10),
            (left + 2.5, foot - 10),
        ]
        canvas.dots_inside(spine, even(0.6, ink), pitch=4.4)


def playground(canvas: Canvas) -> None:
    """Draw a playground on gentle hills: swings that hang still, and a slide."""
    canvas.dots(fading(TEAL, full=-20, none=200, largest=0.64, smallest=0.14), pitch=10)
    back = below(curve([(-10, 176), (90, 142), (210, 158), (330, 190), (490, 150)]))
    canvas.shape(back, TEAL)
    front = below(curve([(-10, 226), (110, 200), (250, 214), (370, 236), (490, 210)]))
    canvas.shape(front, MIST)
    canvas.dots_inside(
        front, lambda x, y: (0.1 + 0.5 * ease(210, 310, y) * (0.4 + cloud(x, y, grain=22, seed=6)), TEAL), pitch=8
    )
    for foot, head in ((34, 62), (90, 62), (214, 242), (270, 242)):
        canvas.stroke([(foot, 256), (head, 84)], DEEP, width=6)
    canvas.stroke([(50, 86), (254, 86)], DEEP, width=7)
    for left in (98, 170):
        for x in (left, left + 34):
            canvas.stroke([(x, 86), (x, 212)], DEEP, width=1.8)
        canvas.box(left - 3, 210, left + 37, 217, DEEP)
    for x in (318, 350):
        canvas.stroke([(x, 262), (x, 94)], DEEP, width=5)
    for y in range(124, 256, 18):
        canvas.stroke([(318, y), (350, y)], DEEP, width=3.4)
    chute = curve([(334, 116), (356, 120), (392, 180), (416, 232), (446, 250), (474, 251)])
    canvas.shape(ribbon(chute, lambda _share: 19), APRICOT)
    canvas.stroke([(x + 2, y - 9) for x, y in chute[2:]], DEEP, width=2.4)
    canvas.box(312, 112, 360, 119, DEEP)
    canvas.shape([(306, 92), (334, 66), (362, 92)], DEEP)


def kites(canvas: Canvas) -> None:
    """Draw five kites over the roofs of a town; each is one large dot, the nearest in apricot."""
    canvas.dots(fading(TEAL, full=-10, none=250, largest=0.66, smallest=0.14), pitch=10)
    flights: tuple[tuple[Point, float, float, float, Colour], ...] = (
        ((78, 74), 30, -12, 120, MIST), ((402, 60), 26, 16, 330, WHITE), ((330, 156), 21, -18, 292, MIST),
        ((150, 190), 18, 14, 84, WHITE), ((226, 82), 56, 10, 204, APRICOT),
    )  # fmt: skip
    for centre, size, tilt, hand, colour in flights:
        _kite(canvas, centre, size=size, tilt=tilt, hand=(hand, 300), colour=colour)
    left, house = -10.0, 0
    while left < 486:
        width, height = 40 + 40 * scatter(house, 91), 26 + 40 * scatter(house, 92)
        canvas.box(left, 304 - height, left + width, 304, (DEEP, SLATE)[house % 2])
        canvas.box(left - 1, 300 - height, left + width + 1, 305 - height, (DEEP, SLATE)[house % 2])
        canvas.box(left + 8, 316 - height, left + 15, 326 - height, MIST)
        left += width + 2
        house += 1


def _kite(canvas: Canvas, centre: Point, *, size: float, tilt: float, hand: Point, colour: Colour) -> None:
    x, y = centre
    head, right, foot, left = turned(
        [(x, y - size), (x + size * 0.78, y - size * 0.1), (x, y + size * 1.25), (x - size * 0.78, y - size * 0.1)],
        about=centre,
        degrees=tilt,
    )
    middle = ((left[0] + right[0]) / 2, (left[1] + right[1]) / 2)
    bend = ((middle[0] + hand[0]) / 2 + 14, (middle[1] + hand[1]) / 2 + 16)
    canvas.stroke(curve([middle, bend, hand]), mix(TEAL, MIST, 0.6), width=1)
    canvas.shape([head, right, foot, left], colour)
    canvas.shape([head, right, middle], mix(colour, DEEP, 0.22))
    canvas.shape([foot, left, middle], mix(colour, DEEP, 0.22))
    canvas.stroke([head, foot], DEEP, width=1.5)
    canvas.stroke([left, right], DEEP, width=1.5)
    tail = curve(
        [
            foot,
            (foot[0] - size * 0.35, foot[1] + size * 0.6),
            (foot[0] + size * 0.3, foot[1] + size * 1.1),
            (foot[0] - size * 0.1, foot[1] + size * 1.7),
        ],
        steps=6,
    )
    canvas.stroke(tail, colour, width=1.4)
    for knot in tail[4::4]:
        canvas.rhomb(knot, size * 0.1 + 2, colour)
