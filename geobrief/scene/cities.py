"""Capitals and large towns in a view, from the packaged places: context that a reader knows."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from geobrief.gazetteer.store import packaged

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geobrief.gazetteer.store import Entry
    from geobrief.projection import Projection
    from geobrief.scene.model import Box, Point

__all__ = ["City", "cities_in"]

CAPITAL_WEIGHS = 4
"""A state's capital counts as so many times its inhabitants, and as CAPITAL_LEAST at least."""
CAPITAL_LEAST = 1_000_000

LEAST_INHABITANTS = (
    (8_000_000.0, 1_000_000),
    (4_000_000.0, 500_000),
    (2_000_000.0, 200_000),
    (1_000_000.0, 100_000),
    (500_000.0, 50_000),
    (200_000.0, 15_000),
    (80_000.0, 5_000),
)
"""In a view at least so many metres across, smaller towns are no context."""
_LEAST = 1_000

ENOUGH, EMPTIER = 8, 6
"""Where fewer towns than this are in view, as around a pole, so many times smaller ones count."""

CROWDED = 0.03
"""A town nearer to a better known one than this part of the view's width comes last of all."""

_E5 = 100_000
_HALF_TURN_DEG, _TURN_DEG, _POLE_DEG = 180.0, 360.0, 90.0
_M_PER_DEG = 110_574.0
"""A degree of latitude at the equator, where it is the shortest."""
_SAMPLES = 17
"""A view's extent in degrees is measured on a grid of so many points a side."""
_SECTION = "PPLX"
_CAPITAL = "PPLC"


@dataclass(frozen=True, slots=True, kw_only=True)
class City:
    """A capital or large town."""

    name: str
    """The gazetteer's main name, in English."""
    at: Point
    """In metres of the projection."""
    population: int
    """0 where unknown."""
    is_capital: bool
    """The capital of a state, not of a territory."""


class _Reach(NamedTuple):
    """A part of the globe in degrees: so far to either side of a meridian."""

    south: float
    north: float
    middle: float
    aside: float


class _Spot(NamedTuple):
    """A town as the store's box gives it."""

    number: int
    lon_e5: int
    lat_e5: int
    population: int
    kind: str
    country: str

    @property
    def weight(self) -> float:
        """Return how well a reader of the world's news may know it."""
        if self.kind == _CAPITAL and _entry(self.number).is_sovereign:
            return max(self.population * CAPITAL_WEIGHS, CAPITAL_LEAST)
        return self.population


def cities_in(projection: Projection, box: Box, *, most: int = 60) -> tuple[City, ...]:
    """Return capitals and the largest towns in a rectangle of the map, the best known first.

    Parts of towns are left out, and so are towns too small for so wide a view, unless there are
    hardly any others; suburbs of what stands before them come last.

    Args:
        projection: the map's.
        box: the rectangle, in the projection's metres.
        most: how many at the most.

    Raises:
        DataError: the packaged places are missing or damaged.
    """
    least = _least_inhabitants(max(box.width, box.height))
    inside = _inside(projection, box, least)
    while len(inside) < min(most, ENOUGH) and least > _LEAST:
        least //= EMPTIER
        inside = _inside(projection, box, least)
    inside.sort(key=lambda one: (-one[0].weight, one[0].number))
    ordered = _suburbs_last(inside, CROWDED * max(box.width, box.height), most)
    return tuple(_city(spot, at) for spot, at in ordered)


def _inside(projection: Projection, box: Box, least: int) -> list[tuple[_Spot, Point]]:
    """Return the towns of a view that have so many inhabitants, and capitals."""
    spots = _spots(_reach(projection, box), least)
    if not spots:
        return []
    xs, ys = projection.to_plane(
        [spot.lon_e5 / _E5 for spot in spots], [spot.lat_e5 / _E5 for spot in spots]
    )
    points = zip(xs.tolist(), ys.tolist(), strict=True)
    return [(spot, at) for spot, at in zip(spots, points, strict=True) if box.holds(at)]


def _city(spot: _Spot, at: Point) -> City:
    entry = _entry(spot.number)
    return City(
        name=entry.name,
        at=at,
        population=entry.population,
        is_capital=entry.is_capital and entry.is_sovereign,
    )


def _suburbs_last(
    spots: Iterable[tuple[_Spot, Point]], near_m: float, most: int
) -> list[tuple[_Spot, Point]]:
    """Put what lies close to something better known behind the rest."""
    first: list[tuple[_Spot, Point]] = []
    last: list[tuple[_Spot, Point]] = []
    for spot, at in spots:
        if len(first) == most:
            break
        lone = all(math.dist(at, other) > near_m for _, other in first)
        (first if lone else last).append((spot, at))
    return [*first, *last][:most]


def _least_inhabitants(width_m: float) -> int:
    return next((least for width, least in LEAST_INHABITANTS if width_m >= width), _LEAST)


@lru_cache(maxsize=32)
def _spots(reach: _Reach, least: int) -> tuple[_Spot, ...]:
    rows = packaged().within(
        math.floor(reach.south * _E5),
        math.ceil(reach.north * _E5),
        lon_e5=round(reach.middle * _E5),
        aside_e5=math.ceil(reach.aside * _E5),
        population=least,
    )
    return tuple(spot for spot in map(_Spot._make, rows) if spot.kind != _SECTION)


@lru_cache(maxsize=4096)
def _entry(number: int) -> Entry:
    entry = packaged().entry(number)
    if entry is None:
        message = f"no place has the number {number}"
        raise KeyError(message)
    return entry


def _reach(projection: Projection, box: Box) -> _Reach:
    """Return what part of the globe a rectangle shows, all around where it holds a pole."""
    import numpy as np  # noqa: PLC0415 - heavy

    x, y = np.meshgrid(
        np.linspace(box.left, box.right, _SAMPLES), np.linspace(box.bottom, box.top, _SAMPLES)
    )
    lon, lat = projection.to_lonlat(x.ravel(), y.ravel())
    inside = np.isfinite(lon)
    if not inside.any():
        return _Reach(-_POLE_DEG, _POLE_DEG, 0.0, _HALF_TURN_DEG)
    lon, lat = lon[inside], lat[inside]
    # Between two samples the edge bulges by less than the way from one to the next.
    slack = max(box.width, box.height) / (_SAMPLES - 1) / _M_PER_DEG
    poles_x, poles_y = projection.to_plane([0.0, 0.0], [-_POLE_DEG, _POLE_DEG])
    holds = [box.holds(pole) for pole in zip(poles_x.tolist(), poles_y.tolist(), strict=True)]
    south = -_POLE_DEG if holds[0] else max(float(lat.min()) - slack, -_POLE_DEG)
    north = _POLE_DEG if holds[1] else min(float(lat.max()) + slack, _POLE_DEG)
    highest = max(abs(south), abs(north))
    middle = _middle(lon)
    off = np.abs(np.remainder(lon - middle + _HALF_TURN_DEG, _TURN_DEG) - _HALF_TURN_DEG)
    slack /= max(math.cos(math.radians(highest)), 1e-6)
    aside = min(float(off.max()) + slack, _HALF_TURN_DEG)
    everywhere = any(holds) or not inside.all()
    return _Reach(south, north, middle, _HALF_TURN_DEG if everywhere else aside)


def _middle(lon: object) -> float:
    """Return the longitude in the middle of some, across the antimeridian if need be."""
    import numpy as np  # noqa: PLC0415 - heavy

    around = np.unique(np.remainder(np.asarray(lon, dtype=float), _TURN_DEG))
    gaps = np.diff(around, append=around[:1] + _TURN_DEG)
    widest = int(np.argmax(gaps))
    return float(around[widest] + gaps[widest] / 2 + _HALF_TURN_DEG) % _TURN_DEG - _HALF_TURN_DEG
