"""Names of the basemap and of its cities, where the story's labels leave them room in one view.

They help to find one's way and do no more: each keeps its distance from the others, so that there
are few of them, and none where it would be cut, or hide a line of the story.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from geobrief.scene.anchored import Boxes
from geobrief.scene.model import Box, Label
from geobrief.scene.positions import field_of
from geobrief.scene.type import block_size, set_lines
from geobrief.scene.wording import halved

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from geobrief.basemap import Basemap, MapLabel
    from geobrief.scene.anchored import Flags, Floats
    from geobrief.scene.cities import City
    from geobrief.scene.ground import Room
    from geobrief.scene.model import Align, Point
    from geobrief.scene.placing import Placing
    from geobrief.scene.wording import Lines

__all__ = ["capitals", "place_context"]

_FITS, _FITS_STORY = 0.9, 0.4
"""A name may be this much narrower than the shape it stands in, at the least."""
_LINES = ("river",)
"""Names of what has no room inside: they run along it."""
_MOST_POINTS, _MOST_POINTS_STORY = 1, 2
"""A name that would cover more of an arrow than this is left out."""
_CLEAR_PX = (12.0, 3.0)
"""What names keep from the story, aside and upright."""
_APART_PX = {"capital": (20.0, 12.0), "city": (50.0, 34.0), "": (26.0, 7.0)}
"""What they keep from one another."""
_ROOM_PX2 = {
    "country": 20_000.0,
    "sea": 90_000.0,
    "lake": 90_000.0,
    "capital": 80_000.0,
    "city": 100_000.0,
}
_ROOM_EACH_PX2 = 17_000.0
"""In a frame there is one name, and one of its kind, to so many square pixels at the most."""
_SHIFTS = (0.0, 0.6, -0.6, 1.0, -1.0)
"""Where in the room that a spot has a name may stand besides its middle, in halves of the rest."""
_ORDER = 0.15
"""What a later place costs, in points of an arrow that it would cover."""
_DOT_PX = 6.0
"""What a city's dot covers."""


def place_context(
    basemap: Basemap,
    cities: Sequence[City],
    room: Room,
    placing: Placing,
    *,
    told: Collection[str] = (),
    lang: str = "en",
) -> Iterator[Label]:
    """Yield the names that have room: of the story's countries first, then of what is best known.

    Args:
        basemap: whose names.
        cities: the best known first.
        room: the view.
        placing: the story's labels in it.
        told: names, casefolded, that the story tells: they need not stand there twice.
        lang: the language of the names, for their capitals.
    """
    sheet = _Sheet(basemap, room, placing)
    names = sorted(
        (name for name in basemap.labels if name.text.casefold() not in told), key=_importance
    )
    towns = [city for city in cities if city.name.casefold() not in told]
    areas = [_area(name, sheet.scale, lang) for name in names]
    by_turn = chain(
        [area for area in areas if area.turn <= _KNOWN],
        [_town(city) for city in towns if city.is_capital],
        [area for area in areas if area.turn == _LESS_KNOWN],
        [_town(city) for city in towns if not city.is_capital],
        [area for area in areas if area.turn > _LESS_KNOWN],
    )
    for name in by_turn:
        yield from sheet.placed(name)


def _importance(name: MapLabel) -> tuple[bool, int, float, str]:
    # Of countries that few look for first, those in which there is most room.
    rank = min(name.rank, _WELL_KNOWN + 1) if name.kind == "country" else name.rank
    return not name.story, rank, -name.area_m2, name.text


_STORYS, _KNOWN, _LESS_KNOWN, _MINOR = range(4)
_WELL_KNOWN = 1
"""The last rank of waters that come before capitals, as all countries do."""


@dataclass(frozen=True, slots=True)
class _Setting:
    """One way to set a name: its text, and where it may stand."""

    lines: Lines
    at: tuple[Point, ...]
    """Anchors, in metres."""
    boxes: tuple[Box, ...]
    """For each the text's box, in pixels from it."""
    aligns: tuple[Align, ...]


@dataclass(frozen=True, slots=True)
class _Name:
    """A name to place."""

    kind: str
    turn: int
    """When it is placed; cities come between."""
    settings: tuple[_Setting, ...]
    """The best first."""
    story: bool = False
    dot: Point | None = None
    """Where a city is."""


def _area(name: MapLabel, scale: float, lang: str) -> _Name:
    """Return how a country, a water or the like may be named where it has room for its name."""
    style = _style(name)
    spots = [(name.x_m, name.y_m), *name.spots]
    rooms = [name.width_m * scale, *(width * scale for width in name.widths_m)]
    share = 0.0 if name.kind in _LINES else _FITS_STORY if name.story else _FITS
    settings = []
    for lines in _wrappings(name, style, lang):
        width, height = block_size(lines)
        at = tuple(
            (x + max(0.0, room - width) / 2 * shift / scale, y)
            for shift in _SHIFTS
            for (x, y), room in zip(spots, rooms, strict=True)
            if room >= width * (share if not shift else 1.2)
        )
        box = Box.around((0.0, 0.0), width, height)
        settings.append(_Setting(lines, at, (box,) * len(at), _centred(len(at))))
    return _Name(
        kind=name.kind,
        turn=_turn(name),
        settings=tuple(settings),
        story=name.story,
    )


def _turn(name: MapLabel) -> int:
    if name.story and name.kind == "country":
        return _STORYS
    if name.kind in {"division", "river"}:
        return _MINOR
    return _KNOWN if name.kind == "country" or name.rank <= _WELL_KNOWN else _LESS_KNOWN


def _centred(count: int) -> tuple[Align, ...]:
    align: Align = "middle"
    return (align,) * count


def _town(city: City) -> _Name:
    """Return how a city may be named, beside its dot."""
    style = "capital" if city.is_capital else "city"
    lines = ((style, city.name),)
    positions = field_of(leader=False).positions
    size = block_size(lines)
    setting = _Setting(
        lines,
        (city.at,) * len(positions),
        tuple(position.box(*size) for position in positions),
        tuple(position.align for position in positions),
    )
    return _Name(kind=style, turn=0, settings=(setting,), dot=city.at)


class _Sheet:
    """What one view has on it already."""

    def __init__(self, basemap: Basemap, room: Room, placing: Placing) -> None:
        """Begin with the story's labels."""
        self.scale = room.px_per_m
        self._reach = room.reach
        self._frame = room.frame
        self._outline = basemap.outline
        self._story = Boxes.joined([placing.taken, Boxes.of(room.taken, self.scale)])
        self._lines = placing.lines
        self._names = Boxes.joined([])
        self._count: Counter[str] = Counter()

    def placed(self, name: _Name) -> Iterator[Label]:
        """Yield the label of a name, if it has room, and take that."""
        if (self._is_full(name.kind) and not name.story) or (
            name.dot is not None and not self._is_bare(name.dot)
        ):
            return
        for setting in name.settings:
            seen = [index for index, at in enumerate(setting.at) if self._is_inside(at)]
            at = np.array([setting.at[index] for index in seen]).reshape(-1, 2) * self.scale
            edges = np.array([setting.boxes[index].edges for index in seen]).reshape(-1, 4)
            free = self._first_free(Boxes(at, edges), name)
            if free is not None:
                index = seen[free]
                box = setting.boxes[index]
                yield Label(
                    kind="context",
                    ref="",
                    at=setting.at[index],
                    lines=set_lines(setting.lines, box, setting.aligns[index]),
                    box=box,
                )
                return

    def _is_full(self, kind: str) -> bool:
        """Tell whether a frame has as many names, or of a kind, as help."""
        if self._frame is None:
            return False
        area = self._frame.width * self._frame.height * self.scale**2
        most = area / _ROOM_PX2.get(kind, _ROOM_EACH_PX2)
        return self._count[kind] >= most or self._count.total() >= area / _ROOM_EACH_PX2

    def _is_inside(self, at: Point) -> bool:
        return self._frame is None or self._frame.holds(at)

    def _is_bare(self, at: Point) -> bool:
        """Tell whether a city's dot would be clear of the story and of other names."""
        if not self._is_inside(at):
            return False
        dot = self._dot(at).grown(2.0)
        return (
            not self._meets(dot, self._story).any()
            and not self._meets(dot, self._names).any()
            and not self._lines.covered(dot, self._reach).any()
        )

    def _meets(self, boxes: Boxes, others: Boxes) -> Flags:
        """Tell which of some boxes overlap any of others."""
        near = others.some(others.near(boxes.hull()))
        return np.asarray(boxes.clashing(near, self._reach).any(axis=1))

    def _dot(self, at: Point) -> Boxes:
        edges: Floats = np.array([[-1.0, -1.0, 1.0, 1.0]]) * _DOT_PX / 2
        return Boxes(np.array([at]) * self.scale, edges)

    def _first_free(self, boxes: Boxes, name: _Name) -> int | None:
        """Return the index of the first box that has room, and take it with the city's dot."""
        if not len(boxes):
            return None
        near, wide = boxes.grown(*_CLEAR_PX), boxes.grown(*_APART_PX.get(name.kind, _APART_PX[""]))
        free = ~(self._meets(near, self._story) | self._meets(wide, self._names))
        seen = np.flatnonzero(free)
        points = self._lines.covered(boxes.some(seen), self._reach)
        costs = points + _ORDER * np.arange(len(seen))
        costs[points > (_MOST_POINTS_STORY if name.story else _MOST_POINTS)] = np.inf
        for place in np.argsort(costs, kind="stable").tolist():
            index = int(seen[place])
            box = boxes.some(slice(index, index + 1))
            if costs[place] < np.inf and self._is_on_earth(box):
                dot = () if name.dot is None else (self._dot(name.dot),)
                self._names = Boxes.joined([self._names, box, *dot])
                self._count[name.kind] += 1
                return index
        return None

    def _is_on_earth(self, box: Boxes) -> bool:
        """Tell whether a name stays within the edge of the world, where that is shown."""
        if self._outline is None:
            return True
        from shapely import contains_xy  # noqa: PLC0415 - heavy

        left, bottom, right, top = ((box.at[0, [0, 1, 0, 1]] + box.edges[0]) / self.scale).tolist()
        return bool(contains_xy(self._outline, [left, right] * 2, [bottom] * 2 + [top] * 2).all())


def _style(name: MapLabel) -> str:
    """Return the style a name is set in; letters that join are not spaced."""
    if name.kind == "country" and any(_joins(char) for char in name.text):
        return "country-joined"
    return name.kind


def _joins(char: str) -> bool:
    return "\u0600" <= char <= "\u08ff" or "\ufb50" <= char <= "\ufefc"


def _wrappings(name: MapLabel, style: str, lang: str) -> Iterator[Lines]:
    """Yield the ways to write a name, on one line first, then broken near its middle."""
    shown = capitals(name.text, lang) if name.kind == "country" else name.text
    yield ((style, shown),)
    halves = halved(style, shown)
    if len(halves) > 1:
        yield tuple((style, half) for half in halves)


def capitals(text: str, lang: str) -> str:
    """Write a text in capitals as its language has them.

    Turkish and its kin keep the dot of their i; Greek capitals bear no accent.
    """
    language = lang.split("-", maxsplit=1)[0].lower()
    if language in {"tr", "az", "crh", "tt", "kk"}:
        text = text.replace("i", "\u0130")
    if language == "el":
        text = text.translate(_PLAIN_GREEK)
    return text.upper()


_PLAIN_GREEK = str.maketrans(
    "\u03ac\u03ad\u03ae\u03af\u03cc\u03cd\u03ce\u0390\u03b0",
    "\u03b1\u03b5\u03b7\u03b9\u03bf\u03c5\u03c9\u03ca\u03cb",
)
