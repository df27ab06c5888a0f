"""Distances, bearings and lines on the WGS 84 ellipsoid; the one user of pyproj's Geod.

Everything rests on C. F. F. Karney, "Algorithms for geodesics", J. Geodesy 87 (2013) 43-55
(doi 10.1007/s00190-012-0578-z), which PROJ carries: a few nanometres at any distance, nearly
antipodal points included. Longitudes may be any number of turns; latitudes are geodetic.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import ArrayLike, NDArray
    from pyproj import Geod  # noqa: TID251 - this module is its one user

    from geobrief.language import Words
    from geobrief.language.words import Unit

__all__ = [
    "FOOT_M",
    "MILE_M",
    "NAUTICAL_MILE_M",
    "TOLERANCE_M",
    "Inverse",
    "Units",
    "compass_point",
    "format_distance",
    "geodesic_line",
    "inverse",
    "inverse_many",
]

Units = Literal["mi", "km", "nmi"]

FOOT_M = 0.3048
MILE_M = 5280 * FOOT_M
"""The international mile (1959)."""
NAUTICAL_MILE_M = 1852.0
TOLERANCE_M = 100.0
"""How far a drawn line may stray from the geodesic: a third of a pixel where 500 km fill 1,400."""

_UNIT_M: dict[Units, float] = {"mi": MILE_M, "km": 1000.0, "nmi": NAUTICAL_MILE_M}
_SMALL: dict[Units, tuple[Unit, float]] = {"mi": ("ft", FOOT_M), "km": ("m", 1.0)}
_SMALL_BELOW: dict[Units, float] = {"mi": 0.1 * MILE_M, "km": 995.0}

_POLE_DEG = 90.0
_HALF_TURN_DEG = 180.0
_TURN_DEG = 360.0
_SAME_MERIDIAN_DEG = 1e-9
"""A tenth of a millimetre at most: what passes a pole as closely as that passes over it."""
_SMALLEST_RADIUS_M = 6_335_439.0
"""Meridional radius of curvature at the equator, b²/a: nowhere does WGS 84 curve more."""

# fmt: off
_POINTS = (
    "N", "NNE", "NE", "ENE", "E", "ESE", "SE", "SSE",
    "S", "SSW", "SW", "WSW", "W", "WNW", "NW", "NNW",
)
# fmt: on

Position = tuple[float, float]
"""Longitude and latitude in degrees."""


@dataclass(frozen=True, slots=True)
class Inverse:
    """What lies between two points."""

    distance_m: float
    bearing_deg: float
    """Azimuth at the first point, clockwise from north, 0 <= bearing < 360; 0 for no distance."""


def inverse(lon1_deg: float, lat1_deg: float, lon2_deg: float, lat2_deg: float) -> Inverse:
    """Return the shortest distance between two points and the bearing it starts on.

    Raises:
        ValueError: a latitude beyond a pole, or a number that is not finite.
    """
    _check(lon1_deg, lat1_deg)
    _check(lon2_deg, lat2_deg)
    azimuth, _, distance_m = _wgs84().inv(lon1_deg, lat1_deg, lon2_deg, lat2_deg)
    return Inverse(distance_m, _bearing(azimuth) if distance_m else 0.0)


def inverse_many(
    lon1_deg: ArrayLike, lat1_deg: ArrayLike, lon2_deg: ArrayLike, lat2_deg: ArrayLike
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return distances in metres and initial bearings in degrees for pairs of points, in bulk.

    The arrays are broadcast against one another. A pair with a number that is missing or out of
    range gives NaN for both.
    """
    import numpy as np  # noqa: PLC0415 - heavy

    arrays = (np.asarray(a, dtype=np.float64) for a in (lon1_deg, lat1_deg, lon2_deg, lat2_deg))
    lon1, lat1, lon2, lat2 = (np.array(array) for array in np.broadcast_arrays(*arrays))
    azimuth, _, distance = (np.asarray(a) for a in _wgs84().inv(lon1, lat1, lon2, lat2))
    bearing = np.mod(azimuth, _TURN_DEG)
    bearing = np.where((bearing >= _TURN_DEG) | (distance == 0), 0.0, bearing)
    return distance, np.where(np.isnan(distance), np.nan, bearing)


def geodesic_line(
    lon1_deg: float,
    lat1_deg: float,
    lon2_deg: float,
    lat2_deg: float,
    *,
    tolerance_m: float = TOLERANCE_M,
) -> list[list[Position]]:
    """Return the geodesic as parts that may be drawn with straight lines in longitude and latitude.

    Between two positions of a part, neither the straight line in longitude and latitude (what RFC
    7946 says a GeoJSON line is) nor that of a local projection strays more than `tolerance_m` from
    the geodesic. Parts are cut at the antimeridian as RFC 7946, 3.1.9 asks: one ends at exactly 180
    or -180 and the next starts at the same latitude on the other side. Over a pole, parts end and
    start at the pole itself. No distance gives one part with its point twice.

    Raises:
        ValueError: a latitude beyond a pole, a number that is not finite, a tolerance not over 0.
    """
    if not tolerance_m > 0:
        message = f"a tolerance of {tolerance_m!r} metres is not over 0"
        raise ValueError(message)
    _check(lon1_deg, lat1_deg)
    _check(lon2_deg, lat2_deg)
    # A pole lies on every meridian: take the one that the line leaves or reaches it by.
    lon1 = _wrap(lon2_deg if abs(lat1_deg) == _POLE_DEG else lon1_deg)
    lon2 = lon1 if abs(lat2_deg) == _POLE_DEG else _wrap(lon2_deg)
    start, end = (lon1, float(lat1_deg)), (lon2, float(lat2_deg))
    if math.isclose(abs(lon1 - lon2), _HALF_TURN_DEG, abs_tol=_SAME_MERIDIAN_DEG):
        return _line_over_pole(start, end, tolerance_m)
    if abs(lon1 - lon2) == _TURN_DEG:  # both on the antimeridian
        end = (lon1, end[1])
    return _cut(list(_densified(start, end, tolerance_m)))


def compass_point(bearing_deg: float) -> str:
    """Return the nearest of the sixteen points of the compass: N, NNE, NE, ..."""
    return _POINTS[math.floor(bearing_deg / 22.5 + 0.5) % 16]


def format_distance(
    distance_m: float,
    *,
    units: Units,
    decimals: int | None = None,
    words: Words | None = None,
    in_full: bool = False,
) -> str:
    """Write a distance in the leading unit, and in brackets in the other: `219 mi (353 km)`.

    Miles and nautical miles are followed by kilometres, kilometres by miles. Whole numbers from 10
    on, one decimal below; under a kilometre metres, under a tenth of a mile feet. With `decimals`,
    always the unit asked for with that many. With `words`, in their language,
    and if wanted with units in full: `219 miles (353 kilometres)`.
    """
    other: Units = "mi" if units == "km" else "km"
    lead, follow = (_measured(distance_m, unit, decimals) for unit in (units, other))
    if words is None:
        return f"{_english(*lead)} ({_english(*follow)})"
    return words.say(
        "distance.both",
        lead=words.measure(lead[0], lead[2], decimals=lead[1], in_full=in_full),
        follow=words.measure(follow[0], follow[2], decimals=follow[1], in_full=in_full),
    )


@cache
def _wgs84() -> Geod:
    from pyproj import Geod  # noqa: PLC0415, TID251 - heavy; and this module is its one user

    return Geod(ellps="WGS84")


def _check(lon_deg: float, lat_deg: float) -> None:
    if not math.isfinite(lon_deg):
        message = f"longitude {lon_deg!r} is not a number of degrees"
        raise ValueError(message)
    if not abs(lat_deg) <= _POLE_DEG:
        message = f"latitude {lat_deg!r} is not between -90 and 90 degrees"
        raise ValueError(message)


def _bearing(azimuth_deg: float) -> float:
    bearing = azimuth_deg % _TURN_DEG
    return 0.0 if bearing >= _TURN_DEG else bearing  # -1e-15 % 360 is 360.0


def _wrap(lon_deg: float) -> float:
    """Bring a longitude to -180..180; those two stay as they are."""
    return math.remainder(lon_deg, _TURN_DEG) if abs(lon_deg) > _HALF_TURN_DEG else float(lon_deg)


def _line_over_pole(start: Position, end: Position, tolerance_m: float) -> list[list[Position]]:
    """Return the two meridians; on an oblate ellipsoid none but them joins opposite longitudes."""
    northward = start[1] + end[1] >= 0
    pole_deg = _POLE_DEG if northward else -_POLE_DEG
    top, down = (start[0], pole_deg), (end[0], pole_deg)
    return [list(_densified(start, top, tolerance_m)), list(_densified(down, end, tolerance_m))]


def _densified(start: Position, end: Position, tolerance_m: float) -> Iterator[Position]:
    """Yield positions along the geodesic, halving spans until none strays further than allowed."""
    azimuth, _, length_m = _wgs84().inv(*start, *end)
    meridian = start[0] == end[0]  # lest rounding throw a point across the antimeridian

    def between(first: Position, from_m: float, to_m: float, last: Position) -> Iterator[Position]:
        highest_deg = 0.0 if meridian else max(abs(first[1]), abs(last[1]))
        if _strays_m(to_m - from_m, highest_deg) <= tolerance_m:
            return
        middle_m = (from_m + to_m) / 2
        lon_deg, lat_deg, _ = _wgs84().fwd(*start, azimuth, middle_m)
        middle = (start[0] if meridian else lon_deg, lat_deg)
        yield from between(first, from_m, middle_m, middle)
        yield middle
        yield from between(middle, middle_m, to_m, last)

    yield start
    yield from between(start, 0.0, length_m, end)
    yield end


def _strays_m(span_m: float, lat_deg: float) -> float:
    """Bound how far the straight line across a span of a geodesic strays from it, in metres.

    A twice differentiable curve strays from its chord by at most s²/8 times the largest second
    derivative across it (the remainder of linear interpolation, e.g. Abramowitz and Stegun 25.2.3).
    In longitude and latitude, geodesics obey λ'' = 2 tan φ λ' φ' and φ'' = -sin φ cos φ λ'²; with
    azimuth A the part across the line is tan φ · sin A (1 + cos² A) / R, where sin A (1 + cos² A)
    is at most 4/3 · √(2/3) = 1.0887. In a local projection it is at most about 1 / R. For φ serves
    the highest latitude that the span can reach: half the span beyond its higher end. Close to a
    pole tan φ grows beyond bounds, but then the span itself bounds how far anything strays.
    Meridians are straight: for them give latitude 0.
    """
    reach = math.radians(lat_deg) + span_m / (2 * _SMALLEST_RADIUS_M)
    bend = max(1.0, 1.0887 * math.tan(reach)) if reach < math.pi / 2 else math.inf
    return min(span_m, span_m**2 / (8 * _SMALLEST_RADIUS_M) * bend)


def _cut(line: list[Position]) -> list[list[Position]]:
    """Cut a line where it crosses the antimeridian: where longitude jumps by more than half a turn.

    The point of the cut lies on the chord, so it strays no further than the chord does.
    """
    parts = [line[:1]]
    for position in line[1:]:
        lon_deg, lat_deg = parts[-1][-1]
        if abs(position[0] - lon_deg) > _HALF_TURN_DEG:
            edge_deg = math.copysign(_HALF_TURN_DEG, lon_deg)
            beyond_deg = position[0] + 2 * edge_deg
            share = (edge_deg - lon_deg) / (beyond_deg - lon_deg)
            cut_deg = lat_deg + (position[1] - lat_deg) * share
            _append_once(parts[-1], (edge_deg, cut_deg))
            parts.append([(-edge_deg, cut_deg)])
            _append_once(parts[-1], position)
        else:
            parts[-1].append(position)
    return [part for part in parts if len(part) > 1]  # no part for an end on the antimeridian


def _append_once(part: list[Position], position: Position) -> None:
    if part[-1] != position:
        part.append(position)


def _measured(distance_m: float, unit: Units, decimals: int | None) -> tuple[float, int, Unit]:
    """Return a number, how many decimals it is written with, and its unit."""
    if decimals is None and unit in _SMALL and 0 < distance_m < _SMALL_BELOW[unit]:
        word, metres = _SMALL[unit]
        small = distance_m / metres
        return round(small, -1 if small >= 100 else 0), 0, word  # noqa: PLR2004 - to tens
    value = distance_m / _UNIT_M[unit]
    if decimals is None:
        decimals = 1 if 0 < value < 9.95 else 0  # noqa: PLR2004 - 9.96 is written as 10
    return value, decimals, unit


def _english(value: float, decimals: int, unit: Unit) -> str:
    """Write a length as the command line does, without loading what CLDR knows."""
    return f"{value:,.{decimals}f} {unit}"
