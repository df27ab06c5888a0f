"""Which projection suits a story: where its centre is, and whether it is the world's."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import chain, combinations
from operator import attrgetter
from typing import TYPE_CHECKING

from geobrief.errors import ViewError
from geobrief.projection.plane import EARTH_RADIUS_M, Kind, Projection

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import ArrayLike, NDArray

__all__ = ["projection_for"]

WORLD_M = 8_000_000.0
"""A story wider than this is shown on a map of the world."""

PLACES = 4
"""Decimals of a centre's degrees, 11 m: enough, and the same on every machine."""

MOST_PAIRED = 3000
"""Points of which every pair is measured to find the farthest."""
DIRECTIONS = 500

SLACK = 1e-10
"""Of a cosine: far above what rounding leaves, and at most 90 m on the ground."""


def projection_for(
    lons: ArrayLike,
    lats: ArrayLike,
    *,
    center: tuple[float, float] | None = None,
    width_m: float | None = None,
) -> Projection:
    """Choose the projection of a story from its places.

    Args:
        lons: longitudes of the places in degrees; any turn of the globe.
        lats: their latitudes.
        center: lon, lat to centre the map on; else the point whose farthest place is nearest.
        width_m: how wide the map is to be; else what the two places farthest apart ask for.

    Raises:
        ViewError: there is neither a place nor a centre.
    """
    import numpy as np  # noqa: PLC0415 - heavy

    lon, lat = np.atleast_1d(np.asarray(lons, float)), np.atleast_1d(np.asarray(lats, float))
    if not lon.size and center is None:
        message = "nothing to show: no place has a position, and the view has no center"
        raise ViewError(message)
    points = _unit(lon, lat)
    if max(width_m or 0.0, _farthest_apart_m(points)) > WORLD_M:
        middle = center[0] if center is not None else _middle_meridian(lon)
        return Projection(Kind.EQEARTH, round(middle, PLACES), 0.0)
    if center is not None:
        return Projection(Kind.LAEA, round(center[0], PLACES), round(center[1], PLACES))
    return Projection(Kind.LAEA, *_lonlat(_smallest_cap(points)))


def _unit(lon: NDArray[np.float64], lat: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return points of the unit sphere, sorted and without doubles, so that order is no matter."""
    import numpy as np  # noqa: PLC0415 - heavy

    a, b = np.radians(np.remainder(lon, 360.0)), np.radians(lat)
    points = np.column_stack([np.cos(b) * np.cos(a), np.cos(b) * np.sin(a), np.sin(b)])
    points = np.unique(np.round(points, 12), axis=0)
    return np.asarray(points / np.linalg.norm(points, axis=1, keepdims=True))


def _farthest_apart_m(points: NDArray[np.float64]) -> float:
    if len(points) < 2:  # noqa: PLR2004 - one place is as wide as none
        return 0.0
    outer = points if len(points) <= MOST_PAIRED else _outermost(points)
    blocks = (outer[start : start + 500] for start in range(0, len(outer), 500))
    least = min(float((block @ points.T).min()) for block in blocks)
    return EARTH_RADIUS_M * math.acos(max(-1.0, min(1.0, least)))


def _outermost(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the points that reach farthest in directions spread evenly over the sphere.

    The two farthest apart are among those that do so in some direction; of so many directions
    (a Fibonacci lattice, Swinbank and Purser 2006), one is within 5 degrees of it, and the other
    end is looked for among all points.
    """
    import numpy as np  # noqa: PLC0415 - heavy

    steps = np.arange(DIRECTIONS) + 0.5
    height = 1 - 2 * steps / DIRECTIONS
    turn = steps * math.pi * (3 - math.sqrt(5))
    around = np.sqrt(1 - height**2)
    towards = np.column_stack([around * np.cos(turn), around * np.sin(turn), height])
    return np.asarray(points[np.unique(np.argmax(points @ towards.T, axis=0))])


def _middle_meridian(lons: NDArray[np.float64]) -> float:
    """Put the map's edge into the middle of the largest gap between the longitudes."""
    import numpy as np  # noqa: PLC0415 - heavy

    around = np.unique(np.remainder(lons, 360.0))
    gaps = np.diff(around, append=around[:1] + 360.0)
    widest = int(np.argmax(np.round(gaps, 9)))
    edge = around[widest] + gaps[widest] / 2
    return math.remainder(float(edge) + 180.0, 360.0)


def _smallest_cap(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the centre of the smallest circle on the sphere that holds all points.

    Places up to 8,000 km apart lie within a hemisphere, where two or three of them set the
    circle. It grows by the point that lies farthest out until none does.
    """
    setters = [points[0]]
    cap = _Cap(points[0], 1.0)
    while not cap.holds(farthest := points[int((points @ cap.centre).argmin())]):
        cap = _cap_of_few([*setters, farthest])
        setters = [point for point in [*setters, farthest] if cap.has_on_rim(point)]
    return cap.centre


@dataclass(frozen=True, slots=True)
class _Cap:
    centre: NDArray[np.float64]
    cosine: float
    """Of the radius."""

    def holds(self, point: NDArray[np.float64]) -> bool:
        return float(self.centre @ point) >= self.cosine - SLACK

    def has_on_rim(self, point: NDArray[np.float64]) -> bool:
        return float(self.centre @ point) <= self.cosine + SLACK


def _cap_of_few(points: Sequence[NDArray[np.float64]]) -> _Cap:
    """Return the smallest of the circles set by two or three points that hold all of them."""
    twos = (_through_two(p, q) for p, q in combinations(points, 2))
    threes = (_through_three(p, q, r) for p, q, r in combinations(points, 3))
    fitting = [cap for cap in chain(twos, threes) if all(map(cap.holds, points))]
    return max(fitting, key=attrgetter("cosine"))


def _through_two(p: NDArray[np.float64], q: NDArray[np.float64]) -> _Cap:
    centre = _normal(p + q)
    return _Cap(centre, float(centre @ p))


def _through_three(p: NDArray[np.float64], q: NDArray[np.float64], r: NDArray[np.float64]) -> _Cap:
    import numpy as np  # noqa: PLC0415 - heavy

    across = np.cross(q - p, r - p)
    if float(np.linalg.norm(across)) < SLACK:
        return _through_two(p, q)
    centre = _normal(across) if float(across @ p) > 0 else -_normal(across)
    return _Cap(centre, float(centre @ p))


def _normal(vector: NDArray[np.float64]) -> NDArray[np.float64]:
    import numpy as np  # noqa: PLC0415 - heavy

    return vector / np.linalg.norm(vector)


def _lonlat(point: NDArray[np.float64]) -> tuple[float, float]:
    lon_deg = math.degrees(math.atan2(point[1], point[0]))
    lat_deg = math.degrees(math.atan2(point[2], math.hypot(point[0], point[1])))
    return round(lon_deg, PLACES), round(lat_deg, PLACES)
