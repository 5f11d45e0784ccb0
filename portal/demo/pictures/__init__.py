"""The pictures of the demonstration content: drawn by code, each of the same rhombic dot, with one thing in apricot.

No people, weapons, ruins, flags or words are shown, and maps have no borders, so one picture serves every language.
"""

from collections.abc import Callable, Mapping
from functools import partial

from portal.demo.pictures import above, buildings, crops, daily, landscape, learning, townscape, ways
from portal.demo.pictures.canvas import DEEP, RIVER, Canvas, Colour, Size

__all__ = ["KEYS", "draw"]

_PICTURE, _LARGE = Size(1280, 800), Size(1600, 1000)

_MOTIFS: Mapping[str, tuple[Colour, Callable[[Canvas], None]]] = {
    "hero-rivers": (DEEP, above.hero_rivers),
    "ten-cities": (RIVER, above.ten_cities),
    "classroom": (DEEP, learning.classroom),
    "river-bend": (RIVER, above.river_bend),
    "playground": (RIVER, learning.playground),
    "cleared-lane": (DEEP, above.cleared_lane),
    "cut-flow": (RIVER, above.cut_flow),
    "open-pages": (RIVER, learning.open_pages),
    "citadel": (DEEP, buildings.citadel),
    "spiral": (DEEP, above.spiral),
    "sixty-city": (DEEP, partial(townscape.city, t=0.5)),
    "sixty-desert": (RIVER, partial(landscape.desert, t=0.5)),
    "sixty-marsh": (DEEP, partial(landscape.marsh, t=0.5)),
    "sixty-mountains": (RIVER, partial(landscape.mountains, t=0.5)),
    "water-tower": (RIVER, buildings.water_tower),
    "bridge": (RIVER, ways.bridge),
    "market": (DEEP, daily.market),
    "wheat": (DEEP, crops.wheat),
    "night-lights": (DEEP, buildings.night_lights),
    "minaret-garden": (RIVER, buildings.minaret_garden),
    "school-bus": (RIVER, ways.school_bus),
    "water-pump": (RIVER, daily.water_pump),
    "date-palms": (RIVER, crops.date_palms),
    "clinic": (RIVER, daily.clinic),
    "road-home": (RIVER, ways.road_home),
    "radio": (RIVER, daily.radio),
    "workshop": (RIVER, daily.workshop),
    "kites": (RIVER, learning.kites),
    "harvest": (RIVER, crops.harvest),
    "library": (DEEP, learning.library),
}

KEYS: tuple[str, ...] = tuple(_MOTIFS)


def draw(key: str) -> bytes:
    """Return the picture ``key`` as a JPEG, 16:10; the same bytes every time with the same Pillow.

    KeyError for an unknown key.
    """
    ground, motif = _MOTIFS[key]
    canvas = Canvas(_LARGE if key == "hero-rivers" else _PICTURE, ground=ground)
    motif(canvas)
    return canvas.jpeg()
