"""Curves, distances and shades that the motifs are made from; pure arithmetic, so that every run draws the same."""

import math
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import pairwise

from portal.demo.pictures.canvas import Colour, Field, Point


def ease(low: float, high: float, value: float) -> float:
    """Rise smoothly from 0 at ``low`` to 1 at ``high``; ``low`` may be the larger one."""
    share = min(max((value - low) / (high - low), 0.0), 1.0)
    return share * share * (3 - 2 * share)


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """Return the colour ``share`` of the way from ``first`` to ``second``."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return red, green, blue


@lru_cache(maxsize=1 << 14)  # films ask the same for every frame
def scatter(*numbers: int) -> float:
    """Return a number in 0..1 that looks drawn by lot and is always the same for the same ``numbers``."""
    state = 0x9E3779B9
    for number in numbers:
        state = (state ^ (number + 0x7F4A7C15)) * 0x2545F491 & 0xFFFFFFFF
        state ^= state >> 15
    state = state * 0x5BD1E995 & 0xFFFFFFFF
    return (state ^ state >> 13) % 65536 / 65535


def cloud(x: float, y: float, *, grain: float, seed: int = 0) -> float:
    """Return soft noise in 0..1 whose patches are about ``grain`` units wide."""
    column, row = math.floor(x / grain), math.floor(y / grain)
    right, down = ease(0, 1, x / grain - column), ease(0, 1, y / grain - row)
    upper = scatter(column, row, seed) * (1 - right) + scatter(column + 1, row, seed) * right
    lower = scatter(column, row + 1, seed) * (1 - right) + scatter(column + 1, row + 1, seed) * right
    return upper * (1 - down) + lower * down


def curve(points: Sequence[Point], *, steps: int = 10) -> list[Point]:
    """Return a smooth line through ``points`` (a Catmull-Rom spline)."""
    ends = [points[0], *points, points[-1]]
    line: list[Point] = []
    for (ax, ay), (bx, by), (cx, cy), (dx, dy) in zip(ends, ends[1:], ends[2:], ends[3:], strict=False):
        for step in range(steps):
            t = step / steps
            u, v, w = t, t * t, t * t * t
            line.append(
                (
                    0.5
                    * (2 * bx + (cx - ax) * u + (2 * ax - 5 * bx + 4 * cx - dx) * v + (3 * (bx - cx) + dx - ax) * w),
                    0.5
                    * (2 * by + (cy - ay) * u + (2 * ay - 5 * by + 4 * cy - dy) * v + (3 * (by - cy) + dy - ay) * w),
                )
            )
    return [*line, points[-1]]


def arc(centre: Point, radius: float, *, start: float, end: float, squash: float = 1, steps: int = 24) -> list[Point]:
    """Return points on an ellipse from ``start`` to ``end`` degrees, clockwise from the right."""
    angles = [math.radians(start + (end - start) * step / steps) for step in range(steps + 1)]
    return [(centre[0] + radius * math.cos(a), centre[1] + radius * squash * math.sin(a)) for a in angles]


def arch(left: float, right: float, *, top: float, foot: float) -> list[Point]:
    """Return a pointed arch: straight sides from ``foot`` up, two arcs that meet at ``top``."""
    middle, width = (left + right) / 2, right - left
    spring = top + 0.72 * width
    side = [
        (left + width / 2 * (s / 10) ** 1.7, spring + (top - spring) * math.sin(s / 10 * math.pi / 2))
        for s in range(11)
    ]
    mirrored = [(2 * middle - x, y) for x, y in reversed(side[:-1])]
    return [(left, foot), *side, *mirrored, (right, foot)]


def rect(left: float, top: float, right: float, bottom: float) -> list[Point]:
    """Return a rectangle as a polygon."""
    return [(left, top), (right, top), (right, bottom), (left, bottom)]


def below(crest: Sequence[Point], *, shift: float = 0) -> list[Point]:
    """Return the ground under ``crest`` as a polygon, down past the lower edge, moved to the left by ``shift``."""
    moved = [(x - shift, y) for x, y in crest]
    return [*moved, (moved[-1][0], 310), (moved[0][0], 310)]


def ribbon(line: Sequence[Point], width: Callable[[float], float]) -> list[Point]:
    """Return the outline of a band along ``line``, as wide as ``width`` says at each share 0..1 of its points."""
    left, right = [], []
    last = len(line) - 1
    for index, (x, y) in enumerate(line):
        (ax, ay), (bx, by) = line[max(index - 1, 0)], line[min(index + 1, last)]
        length = math.hypot(bx - ax, by - ay) or 1
        half = width(index / last) / 2
        dx, dy = -(by - ay) / length * half, (bx - ax) / length * half
        left.append((x + dx, y + dy))
        right.append((x - dx, y - dy))
    return [*left, *reversed(right)]


def paced(line: Sequence[Point], *, step: float) -> list[Point]:
    """Return points at equal distances of ``step`` units along ``line``."""
    found, left = [line[0]], step
    for (ax, ay), (bx, by) in pairwise(line):
        length, done = math.hypot(bx - ax, by - ay), 0.0
        while length - done >= left:
            done += left
            found.append((ax + (bx - ax) * done / length, ay + (by - ay) * done / length))
            left = step
        left -= length - done
    return found


def turned(points: Sequence[Point], *, about: Point, degrees: float) -> list[Point]:
    """Return ``points`` turned clockwise."""
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    x, y = about
    return [(x + (px - x) * cos - (py - y) * sin, y + (px - x) * sin + (py - y) * cos) for px, py in points]


def distance(line: Sequence[Point]) -> Callable[[float, float], float]:
    """Return a function that tells how far a place is from ``line``."""
    pieces = []
    for (ax, ay), (bx, by) in pairwise(line):
        dx, dy = bx - ax, by - ay
        pieces.append((ax, ay, dx, dy, dx * dx + dy * dy or 1.0))

    def measure(x: float, y: float) -> float:
        nearest = math.inf
        for ax, ay, dx, dy, square in pieces:
            share = ((x - ax) * dx + (y - ay) * dy) / square
            share = 0.0 if share < 0 else 1.0 if share > 1 else share
            ex, ey = x - ax - share * dx, y - ay - share * dy
            found = ex * ex + ey * ey
            nearest = min(nearest, found)
        return math.sqrt(nearest)

    return measure


def fading(colour: Colour, *, full: float, none: float, largest: float = 0.6, smallest: float = 0.0) -> Field:
    """Return a field whose dots shrink with the height: ``largest`` at row ``full``, ``smallest`` at row ``none``."""
    return lambda _x, y: (smallest + (largest - smallest) * ease(none, full, y), colour)


def even(size: float, colour: Colour) -> Field:
    """Return a field of equal dots."""
    return lambda _x, _y: (size, colour)


def sun(centre: Point, radius: float, colour: Colour, *, size: float = 0.9) -> Field:
    """Return a round patch of dots; they shrink a little at its rim."""

    def field(x: float, y: float) -> tuple[float, Colour] | None:
        away = math.hypot(x - centre[0], y - centre[1]) / radius
        return (size * (1 - 0.45 * ease(0.7, 1, away)), colour) if away < 1 else None

    return field
