"""The drawing surface of the demonstration pictures: a lattice of rhombic dots, and flat shapes between them.

All measures are units: a picture is 480 units wide, whatever its pixels, with the origin at the top left. Everything
is drawn at twice the size and halved at the end, which is where smooth edges come from.
"""

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from PIL import Image, ImageDraw

Colour = tuple[int, int, int]
Point = tuple[float, float]
Field = Callable[[float, float], "tuple[float, Colour] | None"]
"""Says how large (0 nothing, 1 touching its neighbours) and of which colour the dot at a place is."""

DEEP: Colour = (0x07, 0x34, 0x3F)
RIVER: Colour = (0x0E, 0x58, 0x68)
SLATE: Colour = (0x2E, 0x75, 0x82)
TEAL: Colour = (0x5B, 0x97, 0xA1)
MIST: Colour = (0xC9, 0xDC, 0xDC)
WHITE: Colour = (0xF3, 0xF7, 0xF6)
SAND: Colour = (0xE3, 0xC9, 0xA8)
APRICOT: Colour = (0xF2, 0xA6, 0x5A)

UNITS = 480
_OVERSAMPLING = 2
_ACROSS, _DOWN = 0.6647, 0.7495
"""Half a dot's width and height for a pitch of 1: a square turned by 45° and drawn out a little in height, as the dot
of a reed pen is."""


@dataclass(frozen=True)
class Size:
    """Pixels of the finished picture."""

    width: int
    height: int


class Canvas:
    """A picture while it is being drawn; ``size`` in pixels, ``top`` the first unit row that is seen."""

    def __init__(self, size: Size, *, ground: Colour, top: float = 0) -> None:
        self.height = top + UNITS * size.height / size.width
        """Units down to the lower edge."""
        self._top = top
        self._scale = _OVERSAMPLING * size.width / UNITS
        self._image = Image.new("RGB", (size.width * _OVERSAMPLING, size.height * _OVERSAMPLING), ground)
        self._draw = ImageDraw.Draw(self._image)

    def image(self) -> Image.Image:
        """Return the finished picture."""
        return self._image.reduce(_OVERSAMPLING)

    def jpeg(self) -> bytes:
        """Return the finished picture as a JPEG; colour at full resolution, or the apricot would bleed."""
        out = io.BytesIO()
        self.image().save(out, "JPEG", quality=88, subsampling=0, optimize=True)
        return out.getvalue()

    def shape(self, points: Sequence[Point], colour: Colour) -> None:
        """Fill a polygon."""
        self._draw.polygon(self._pixels(points), fill=colour)

    def box(self, left: float, top: float, right: float, bottom: float, colour: Colour) -> None:
        """Fill a rectangle."""
        self.shape([(left, top), (right, top), (right, bottom), (left, bottom)], colour)

    def disc(self, centre: Point, radius: float, colour: Colour) -> None:
        """Fill a circle."""
        (x, y), reach = self._pixel(centre), radius * self._scale
        self._draw.ellipse((x - reach, y - reach, x + reach, y + reach), fill=colour)

    def ring(self, centre: Point, radius: float, colour: Colour, *, width: float) -> None:
        """Draw a circle; its line lies inside ``radius``."""
        (x, y), reach = self._pixel(centre), radius * self._scale
        self._draw.ellipse((x - reach, y - reach, x + reach, y + reach), outline=colour, width=self._line(width))

    def stroke(self, points: Sequence[Point], colour: Colour, *, width: float) -> None:
        """Draw a line through ``points``, with round joints and square ends."""
        self._draw.line(self._pixels(points), fill=colour, width=self._line(width), joint="curve")

    def rhomb(self, centre: Point, radius: float, colour: Colour) -> None:
        """Draw one dot that is ``radius`` units high from its centre."""
        x, y = self._pixel(centre)
        reach = radius * self._scale
        self._dot(self._draw, x, y, across=reach * _ACROSS / _DOWN, down=reach, colour=colour)

    def dots(self, field: Field, *, pitch: float = 12) -> None:
        """Lay the lattice over the whole picture; ``pitch`` is the side of a dot of size 1."""
        self._lay(self._draw, field, pitch=pitch, area=(0, 0, *self._image.size))

    def dots_inside(self, points: Sequence[Point], field: Field, *, pitch: float = 8) -> None:
        """Lay the lattice over a polygon; dots at its edge are cut by it."""
        outline = self._pixels(points)
        across, down = [x for x, _ in outline], [y for _, y in outline]
        width, height = self._image.size
        area = (max(min(across), 0), max(min(down), 0), min(max(across), width), min(max(down), height))
        if area[0] >= area[2] or area[1] >= area[3]:
            return
        layer = self._image.copy()
        self._lay(ImageDraw.Draw(layer), field, pitch=pitch, area=area)
        mask = Image.new("1", self._image.size)
        ImageDraw.Draw(mask).polygon(outline, fill=1)
        self._image.paste(layer.crop(area), area, mask.crop(area))

    def _lay(self, draw: ImageDraw.ImageDraw, field: Field, *, pitch: float, area: tuple[int, int, int, int]) -> None:
        scale, top = self._scale, self._top
        reach_x, reach_y = _ACROSS * pitch * scale, _DOWN * pitch * scale
        for x, y in _lattice(area, reach_x=reach_x, reach_y=reach_y, top=top * scale):
            found = field(x / scale, y / scale + top)
            if found is not None and found[0] > 0.06:
                size = min(found[0], 0.92)
                self._dot(draw, x, y, across=reach_x * size, down=reach_y * size, colour=found[1])

    @staticmethod
    def _dot(draw: ImageDraw.ImageDraw, x: float, y: float, *, across: float, down: float, colour: Colour) -> None:
        # Whole pixels for centre and reach: equal dots then come out equal, wherever they lie.
        column, row, wide, high = round(x), round(y), round(across), round(down)
        draw.polygon(((column, row - high), (column + wide, row), (column, row + high), (column - wide, row)), colour)

    def _pixel(self, point: Point) -> Point:
        return (point[0] * self._scale, (point[1] - self._top) * self._scale)

    def _pixels(self, points: Sequence[Point]) -> list[tuple[int, int]]:
        scale, top = self._scale, self._top
        return [(round(x * scale), round((y - top) * scale)) for x, y in points]

    def _line(self, width: float) -> int:
        return max(1, round(width * self._scale))


def _lattice(area: tuple[int, int, int, int], *, reach_x: float, reach_y: float, top: float) -> Iterator[Point]:
    """Yield the dots' centres over ``area``, in pixels, row by row; the same places whatever the area."""
    left, upper, right, lower = area
    row = int((upper + top) / reach_y) - 1
    while (y := row * reach_y - top) <= lower + reach_y:
        column = int(left / reach_x / 2) - 1
        while (x := (2 * column + row % 2) * reach_x) <= right + reach_x:
            yield x, y
            column += 1
        row += 1
