"""Names of the basemap and of its cities, where the story's labels leave them room in one view.

They help to find one's way and do no more: each keeps its distance from the others, so that there
are few of them, and none where it would be cut, or hide a line of the story.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from geobrief.scene.anchored import Anchored, Boxes
from geobrief.scene.model import Box, Label
from geobrief.scene.positions import field_of
from geobrief.scene.type import block_size, set_lines
from geobrief.scene.wording import halved

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from geobrief.basemap import Basemap, MapLabel
    from geobrief.scene.model import Point
    from geobrief.scene.placing import Placing, Room
    from geobrief.scene.wording import Lines

__all__ = ["City", "capitals", "place_context"]

_FITS, _FITS_STORY = 0.9, 0.4
"""A name may be this much narrower than the shape it stands in, at the least."""
_MOST_POINTS = 2
"""A name that would cover more of an arrow than this is left out."""
_APART_PX = {"area": (8.0, 5.0), "capital": (12.0, 6.0), "city": (36.0, 20.0)}
"""What names keep from one another, aside and upright."""
_DOT_PX = 6.0
"""What a city's dot covers."""


@dataclass(frozen=True, slots=True)
class City:
    """A city of the context."""

    name: str
    at: Point
    """In metres of the plane."""
    population: int
    is_capital: bool


def place_context(
    basemap: Basemap,
    cities: Sequence[City],
    room: Room,
    placing: Placing,
    *,
    told: Collection[str] = (),
    lang: str = "en",
) -> Iterator[Label]:
    """Yield the names that have room: of the story's countries, of cities, of land and water.

    Args:
        basemap: whose names.
        cities: of which none is a place of the story.
        room: the view.
        placing: the story's labels in it.
        told: names, casefolded, that the story tells: they need not stand there twice.
        lang: the language of the names, for their capitals.
    """
    sheet = _Sheet(basemap, room, placing)
    areas = sorted(
        (name for name in basemap.labels if name.text.casefold() not in told), key=_importance
    )
    towns = sorted(
        (city for city in cities if city.name.casefold() not in told),
        key=lambda city: (not city.is_capital, -city.population, city.name),
    )
    for name in (name for name in areas if name.story and name.kind == "country"):
        yield from sheet.area(name, lang)
    for city in (city for city in towns if city.is_capital):
        yield from sheet.city(city)
    for name in (name for name in areas if not (name.story and name.kind == "country")):
        yield from sheet.area(name, lang)
    for city in (city for city in towns if not city.is_capital):
        yield from sheet.city(city)


def _importance(name: MapLabel) -> tuple[bool, int, int, float, str]:
    minor = name.kind in {"division", "river"}
    return not name.story, int(minor), name.rank, -name.area_m2, name.text


class _Sheet:
    """What one view has on it already."""

    def __init__(self, basemap: Basemap, room: Room, placing: Placing) -> None:
        """Begin with the story's labels."""
        self._scale = room.px_per_m
        self._reach = room.reach
        self._outline = basemap.outline
        self._taken = placing.taken
        self._names = Boxes.joined([])
        self._points = Boxes.of_points(placing.points)

    def area(self, name: MapLabel, lang: str) -> Iterator[Label]:
        """Yield the label of a country, a water or the like, if it has room."""
        style = _style(name)
        for lines in _wrappings(name, style, lang):
            width, height = block_size(lines)
            box = Box.around((0.0, 0.0), width, height)
            spots = [(name.x_m, name.y_m), *name.spots]
            least = width * (_FITS_STORY if name.story else _FITS)
            fitting = [
                spot
                for spot, room_m in zip(spots, [name.width_m, *name.widths_m], strict=True)
                if room_m * self._scale >= least
            ]
            things = [Anchored(spot, box) for spot in fitting]
            index = self._first_free(Boxes.of(things, self._scale), _APART_PX["area"])
            if index is not None:
                at = fitting[index]
                yield Label(
                    kind="context",
                    ref="",
                    at=at,
                    lines=set_lines(lines, box, "middle"),
                    box=box,
                )
                return

    def city(self, city: City) -> Iterator[Label]:
        """Yield the label of a city beside its dot, if both have room."""
        style = "capital" if city.is_capital else "city"
        lines = ((style, city.name),)
        spread = field_of(leader=False)
        size = block_size(lines)
        edges = spread.boxes(*size)
        at = np.array([city.at]) * self._scale
        dot = Boxes(at, np.array([[-1.0, -1.0, 1.0, 1.0]]) * _DOT_PX / 2)
        if self._first_free(dot, (2.0, 2.0), keep=False) is None:
            return
        boxes = Boxes(np.repeat(at, len(edges), axis=0), edges)
        index = self._first_free(boxes, _APART_PX[style])
        if index is not None:
            self._names = Boxes.joined([self._names, dot])
            position = spread.positions[index]
            box = position.box(*size)
            yield Label(
                kind="context",
                ref="",
                at=city.at,
                lines=set_lines(lines, box, position.align),
                box=box,
            )

    def _first_free(
        self, boxes: Boxes, apart: tuple[float, float], *, keep: bool = True
    ) -> int | None:
        """Return the index of the first box that has room, and take it."""
        if not len(boxes):
            return None
        near = self._taken.some(self._taken.near(boxes.grown(2.0).hull()))
        free = ~boxes.grown(2.0).clashing(near, self._reach).any(axis=1)
        wide = boxes.grown(*apart)
        others = self._names.some(self._names.near(wide.hull())) if len(self._names) else None
        if others is not None:
            free &= ~wide.clashing(others, self._reach).any(axis=1)
        points = self._points.some(self._points.near(boxes.hull()))
        free &= boxes.clashing(points, self._reach).sum(axis=1) <= _MOST_POINTS
        for index in np.flatnonzero(free).tolist():
            if self._within(boxes.some(slice(index, index + 1))):
                if keep:
                    self._names = Boxes.joined([self._names, boxes.some(slice(index, index + 1))])
                return int(index)
        return None

    def _within(self, box: Boxes) -> bool:
        """Tell whether a name stays within the edge of the world, where that is shown."""
        if self._outline is None:
            return True
        from shapely import contains_xy  # noqa: PLC0415 - heavy

        left, bottom, right, top = ((box.at[0, [0, 1, 0, 1]] + box.edges[0]) / self._scale).tolist()
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
