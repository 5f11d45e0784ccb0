"""Plants that stand in several pictures."""

from portal.demo.pictures.canvas import DEEP, SLATE, Canvas, Point
from portal.demo.pictures.geometry import curve, ease

_CYPRESS = ((0, 0.03), (-0.6, 0.2), (-0.45, 0.5), (0, 1), (0.45, 0.5), (0.6, 0.2), (0, 0.03))


def cypress(canvas: Canvas, foot: Point, *, height: float) -> None:
    """Draw a cypress whose left side has some light."""
    x, y = foot
    wide = 8 + height * 0.125
    canvas.stroke([(x, y), (x, y - 12)], DEEP, width=2.4)
    outline = curve([(x + wide * dx, y - height * dy) for dx, dy in _CYPRESS])
    canvas.shape(outline, DEEP)
    canvas.dots_inside(outline, lambda px, _y: (0.55 * ease(x + wide * 0.4, x - wide * 0.6, px), SLATE), pitch=5)
