"""Motifs seen from above, almost by the lattice alone: rivers, cities, streets, ground. No borders, no names."""

import math

from portal.demo.pictures.canvas import APRICOT, DEEP, MIST, RIVER, SLATE, TEAL, WHITE, Canvas, Colour, Point
from portal.demo.pictures.geometry import cloud, curve, distance, ease, mix, paced, ribbon, scatter

_EUPHRATES: tuple[Point, ...] = (
    (-12, 22), (28, 46), (60, 66), (97, 88), (134, 122), (172, 140), (205, 150), (238, 160), (262, 172), (286, 200),
    (318, 240), (350, 258), (386, 256), (424, 262), (446, 284), (462, 312),
)  # fmt: skip
_TIGRIS: tuple[Point, ...] = (
    (178, -12), (190, 8), (214, 24), (233, 46), (238, 72), (250, 100), (262, 120), (268, 142), (290, 165), (318, 176),
    (352, 196), (384, 206), (414, 226), (424, 262),
)  # fmt: skip
_BAGHOUZ: Point = (134, 122)
_TOWNS: tuple[Point, ...] = (
    (60, 66), (97, 88), (205, 150), (238, 160), (233, 46), (250, 100), (290, 165), (286, 200), (352, 196), (350, 258),
    (414, 226), (446, 284), (282, 38), (300, 74),
)  # fmt: skip


def hero_rivers(canvas: Canvas) -> None:
    """Draw the two rivers from the mountains to the sea, and light around one place on the Euphrates."""
    euphrates, tigris = curve(_EUPHRATES), curve(_TIGRIS)
    to_euphrates, to_tigris = distance(euphrates[::4]), distance(tigris[::4])

    def field(x: float, y: float) -> tuple[float, Colour]:
        water = min(to_euphrates(x, y), to_tigris(x, y))
        light = ease(66, 12, math.hypot(x - _BAGHOUZ[0], (y - _BAGHOUZ[1]) * 0.9))
        green = ease(62, 4, water)
        size = 0.15 + 0.62 * green + 0.1 * (cloud(x, y, grain=34) - 0.5)
        if light > 0.04:
            return max(size * 0.5, 0.16 + 0.66 * light), APRICOT
        return size, mix(RIVER, MIST, green**1.3) if green > 0.02 else RIVER

    canvas.dots(field, pitch=6.4)
    for river in (euphrates, tigris):
        canvas.stroke(river, DEEP, width=5.4)
        canvas.stroke(river, WHITE, width=1.5)
    for town in _TOWNS:
        canvas.rhomb(town, 5.6, DEEP)
        canvas.rhomb(town, 3.6, WHITE)
    for radius, colour in ((19, DEEP), (17.4, APRICOT), (15.8, DEEP), (11.8, APRICOT), (10.2, DEEP), (6.4, WHITE)):
        canvas.rhomb(_BAGHOUZ, radius, colour)


_CITIES: tuple[Point, ...] = (
    (56, 78), (156, 66), (306, 62), (404, 120), (236, 138), (134, 194), (338, 184), (250, 238), (420, 240), (62, 252),
)  # fmt: skip
_CHOSEN = 4


def ten_cities(canvas: Canvas) -> None:
    """Draw ten cities as ten dots with a ring of safe ground each, joined by roads; one of them shines."""
    roads = ((0, 1), (1, 4), (4, 2), (2, 3), (4, 5), (4, 6), (6, 3), (6, 7), (6, 8), (5, 9), (5, 7))

    def field(x: float, y: float) -> tuple[float, Colour]:
        away, nearest = min((math.hypot(x - cx, y - cy), index) for index, (cx, cy) in enumerate(_CITIES))
        near = ease(62, 14, away)
        shade = mix(SLATE, APRICOT if nearest == _CHOSEN else MIST, ease(0.05, 0.5, near))
        return 0.14 + 0.62 * near * (0.72 + 0.5 * cloud(x, y, grain=13)), shade

    canvas.dots(field, pitch=8.4)
    for start, end in roads:
        canvas.stroke([_CITIES[start], _CITIES[end]], RIVER, width=5)
        canvas.stroke([_CITIES[start], _CITIES[end]], TEAL, width=1.4)
    for index, city in enumerate(_CITIES):
        inner = APRICOT if index == _CHOSEN else WHITE
        for radius, colour in ((23, RIVER), (17, inner), (15, RIVER), (9.4, inner)):
            canvas.rhomb(city, radius, colour)


def river_bend(canvas: Canvas) -> None:
    """Draw the roofs of a city on both banks of a river that bends, and its five bridges, one of them marked."""
    water = curve(
        [(128, -30), (150, 20), (196, 62), (262, 92), (318, 128), (332, 182), (296, 228), (282, 268), (300, 330)]
    )
    to_water = distance(water[::3])
    streets = distance(curve([(-10, 190), (90, 176), (190, 196), (260, 186)]))
    avenue = distance(curve([(490, 66), (420, 96), (372, 150), (340, 170)]))

    def field(x: float, y: float) -> tuple[float, Colour] | None:
        bank = to_water(x, y)
        if bank < 37 or streets(x, y) < 5 or avenue(x, y) < 5:
            return None
        quarter = cloud(x, y, grain=30, seed=3)
        roof = scatter(int(x * 3), int(y * 3), 7)
        size = 0.34 + 0.5 * quarter + 0.12 * (roof - 0.5)
        return size * (0.72 + 0.28 * ease(30, 60, bank)), mix(TEAL, MIST, ease(0.5, 0.78, quarter * 0.8 + roof * 0.25))

    canvas.dots(field, pitch=8.6)
    canvas.shape(ribbon(water, lambda _share: 58), DEEP)
    for spread, start, end in ((30, 4, 40), (14, 22, 66), (34, 48, 88)):
        _ripples(canvas, water[start:end], spread)
    for (x, y), degrees, colour in (
        ((163, 34), -40, MIST), ((236, 82), -64, MIST), ((320, 134), -24, APRICOT), ((317, 200), 32, MIST),
        ((284, 258), 6, MIST),
    ):  # fmt: skip
        angle = math.radians(degrees)
        dx, dy = 45 * math.cos(angle), 45 * math.sin(angle)
        canvas.stroke([(x - dx, y - dy), (x + dx, y + dy)], DEEP, width=11)
        canvas.stroke([(x - dx, y - dy), (x + dx, y + dy)], colour, width=6.4)


def _ripples(canvas: Canvas, water: list[Point], spread: float) -> None:
    banks = ribbon(water, lambda _share: spread)
    half = len(banks) // 2
    for line in (banks[:half], banks[half + 9 :]):
        canvas.stroke(line, RIVER, width=1.4)


def cleared_lane(canvas: Canvas) -> None:
    """Draw a lane searched through uncertain ground: empty and dark, staked on both sides, a line to walk on in it."""
    lane = curve(
        [(-30, 262), (70, 250), (128, 224), (160, 176), (214, 152), (280, 156), (326, 138), (362, 86), (510, 52)]
    )
    away = distance(lane[::3])

    def field(x: float, y: float) -> tuple[float, Colour] | None:
        beside = away(x, y)
        if beside < 30:
            return None
        rough = cloud(x, y, grain=26, seed=5)
        return 0.3 + 0.42 * rough + 0.16 * ease(80, 30, beside), mix(SLATE, TEAL, ease(0.25, 0.75, rough))

    canvas.dots(field, pitch=9.4)
    for column in range(9):
        for row in range(6):
            x, y = 26 + 54 * column + 34 * scatter(column, row, 1), 22 + 52 * row + 30 * scatter(column, row, 2)
            if away(x, y) > 50 and scatter(column, row, 3) > 0.42:
                for radius, colour in ((12.5, DEEP), (9.6, WHITE), (7.4, DEEP), (2.6, WHITE)):
                    canvas.rhomb((x, y), radius, colour)
    edges = ribbon(lane, lambda _share: 50)
    half = len(edges) // 2
    for edge in (edges[:half], edges[half:]):
        canvas.stroke(edge, MIST, width=1)
        for stake in paced(edge, step=44):
            canvas.rhomb(stake, 4.4, WHITE)
    for step in paced(lane, step=15):
        canvas.rhomb(step, 5.2, APRICOT)


def cut_flow(canvas: Canvas) -> None:
    """Draw streams that run together towards one gate; the gate is shut, and behind it the bed lies dry."""

    def field(x: float, y: float) -> tuple[float, Colour] | None:
        narrow = 0.34 + 0.66 * ease(250, 20, x) if x < 262 else 0.34 + 0.66 * ease(280, 470, x)
        across = (y - 150) / narrow
        if abs(across) > 168:
            return (0.16, SLATE)
        wave = math.cos(across / 27 * math.pi + 0.5 * math.sin(x / 46))
        if x < 262:
            return (0.16, SLATE) if wave < -0.12 else (0.34 + 0.5 * wave, mix(TEAL, WHITE, ease(-0.1, 0.9, wave)))
        return (0.16, SLATE) if wave < 0.1 else (0.14 + 0.26 * wave, TEAL)

    canvas.dots(lambda x, y: None if 244 < x < 282 else field(x, y), pitch=8)
    canvas.box(256, -4, 270, 304, DEEP)
    canvas.box(244, 78, 282, 90, DEEP)
    canvas.box(244, 210, 282, 222, DEEP)
    canvas.box(252, 90, 274, 210, APRICOT)
    for y in range(108, 208, 21):
        canvas.rhomb((263, y), 6, DEEP)


def spiral(canvas: Canvas) -> None:
    """Draw ground searched in a spiral, turn by turn, from the one point where the work began."""
    cx, cy = 240, 150

    def field(x: float, y: float) -> tuple[float, Colour] | None:
        dx, dy = x - cx, (y - cy) * 1.12
        radius, angle = math.hypot(dx, dy), math.atan2(dy, dx) / (2 * math.pi) % 1
        if radius < 19:
            return None
        turn = radius / 37 - angle
        inside = math.cos((turn % 1 - 0.5) * 2 * math.pi)
        done = ease(5.3, 3.6, radius / 37)
        if inside < -0.3:
            return 0.12, RIVER
        return (0.2 + 0.62 * inside * (0.25 + 0.75 * done)) * (1 if done > 0.03 else 0.6), mix(
            SLATE, WHITE, done * ease(-0.2, 0.7, inside)
        )

    canvas.dots(field, pitch=7.6)
    for radius, colour in ((21, APRICOT), (15.5, DEEP), (10, APRICOT)):
        canvas.rhomb((cx, cy), radius, colour)
