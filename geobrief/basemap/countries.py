"""In which country a point lies by the packaged outlines, in bulk; and whom disputed ground suits.

Outlines are rough (about 400 m) and leave out small islands, and borders are disputed. So nothing
here says that a point is in the wrong country unless it is some way outside of it, and ground that
two states claim suits either.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import numpy as np
import shapely

from geobrief.basemap.pick import polygons
from geobrief.basemap.store import load_names, load_world
from geobrief.gazetteer.normal import normalise
from geobrief.gazetteer.store import packaged
from geobrief.geodesy import inverse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    Flags: TypeAlias = NDArray[np.bool_]
    Floats: TypeAlias = NDArray[np.float64]

__all__ = [
    "ACROSS_KM",
    "AT_SEA_KM",
    "Where",
    "outline_codes",
    "outside",
    "outside_km",
    "whose",
]

ACROSS_KM = 5.0
"""This far across a border a point may lie because the outlines are rough, or the point is."""
AT_SEA_KM = 25.0
"""At sea, a country reaches this far: twelve nautical miles, and a little for rough coasts."""

_LEAST_KM_PER_DEG, _MOST_KM_PER_DEG = 110.5, 111.7
"""Of a degree of latitude, or of longitude at the equator, on the ellipsoid, and a little."""
_LEAST_COSINE = 0.01
_TURN_DEG = 360.0
_TURNS = (0.0, _TURN_DEG, -_TURN_DEG)
_BEYOND_DEG = -169.0
"""Outlines reach from 180 degrees west to here beyond 180 degrees east."""

_CODES = {
    "French Southern and Antarctic Lands": "TF FR",
    "Clipperton Island": "FR",
    "Dhekelia": "GB CY",
    "Akrotiri": "GB CY",
    "Gaza Strip": "PS",
    "West Bank": "PS IL",
    "Guantanamo Bay": "US CU",
    "Vatican City": "VA IT",
    "Spratly Islands": "",
    "Scarborough Shoal": "",
    "Kosovo": "XK RS",
    "Taiwan": "TW CN",
    "Western Sahara": "EH MA",
    "Falkland Islands": "FK AR",
    "South Georgia and the South Sandwich Islands": "GS AR",
    "Gibraltar": "GI ES",
    "British Indian Ocean Territory": "IO MU",
    "Antarctica": "",
}
"""Whom an outline suits besides, or instead of, the country of its name; empty suits any."""

_CLAIMED = (
    ("Crimea", (32.3, 44.3, 36.8, 46.3), "UA RU"),
    ("Golan Heights", (35.5, 32.6, 36.0, 33.5), "IL SY LB"),
    ("Jerusalem", (35.1, 31.65, 35.35, 31.95), "IL PS"),
    ("Kashmir", (73.4, 32.3, 80.5, 37.2), "IN PK CN"),
    ("Arunachal Pradesh", (91.5, 26.6, 97.5, 29.6), "IN CN"),
    ("Bhutan's borders", (88.9, 26.7, 92.2, 28.4), "BT CN"),
    ("Northern Cyprus", (32.2, 34.95, 34.7, 35.8), "CY TR"),
    ("Abkhazia and South Ossetia", (39.9, 41.9, 44.7, 43.7), "GE RU"),
    ("Transnistria", (28.7, 46.3, 30.2, 48.3), "MD RU"),
    ("Nagorno-Karabakh", (45.9, 38.8, 47.3, 40.5), "AZ AM"),
    ("Kuril Islands", (145.2, 43.2, 149.3, 45.7), "RU JP"),
    ("Abyei", (27.8, 9.2, 29.1, 10.3), "SD SS"),
    ("Kafia Kingi", (22.8, 8.6, 25.0, 10.4), "SD SS"),
    ("Halaib and Bir Tawil", (33.0, 21.6, 37.2, 23.3), "EG SD"),
    ("Ilemi triangle", (33.9, 4.5, 36.1, 5.6), "KE SS ET"),
    ("Essequibo", (-61.5, 1.1, -57.9, 8.7), "GY VE"),
    ("Belize", (-89.3, 15.8, -87.4, 18.6), "BZ GT"),
    ("Ceuta and Melilla", (-5.5, 35.1, -2.8, 36.0), "ES MA"),
    ("Olivenza", (-7.4, 38.4, -6.8, 38.9), "ES PT"),
    ("Abu Musa and the Tunbs", (54.9, 25.8, 55.5, 26.4), "IR AE"),
    ("Tiran and Sanafir", (34.4, 27.8, 34.9, 28.1), "EG SA"),
    ("Senkaku Islands", (123.3, 25.5, 124.7, 26.1), "JP CN TW"),
    ("Liancourt Rocks", (131.7, 37.1, 132.0, 37.4), "KR JP"),
    ("South China Sea", (109.0, 5.0, 119.0, 21.5), "CN TW VN PH MY"),
    ("Fergana valley", (69.0, 39.4, 73.2, 41.4), "UZ TJ KG"),
    ("Hans Island and Tartupaluk", (-67.0, 80.5, -66.0, 81.1), "CA GL DK"),
)
"""Boxes (west, south, east, north) with ground that each of those states claims or holds.

Rough on purpose: to pass over a mistake is better here than to take a side.
"""


class Where(NamedTuple):
    """Countries by code that a point suits, and how the basemap calls where it lies."""

    codes: frozenset[str]
    """Empty where the outlines have no country, or one that nobody's code stands for."""
    name: str
    """Empty at sea."""


@dataclass(frozen=True, slots=True)
class _World:
    """All outlines as polygons, and what is known of each."""

    shapes: NDArray[np.object_]
    codes: tuple[frozenset[str], ...]
    """Of each polygon, whom it suits; empty suits any."""
    names: tuple[str, ...]


def whose(lon_deg: ArrayLike, lat_deg: ArrayLike) -> list[Where]:
    """Return for each point the countries whose outline it lies in.

    Raises:
        DataError: the packaged outlines are missing or damaged.
    """
    world = _world()
    lon, lat = np.asarray(lon_deg, np.float64), np.asarray(lat_deg, np.float64)
    found = [Where(frozenset(), "")] * len(lon)
    for point, polygon in zip(*_holders(world, lon, lat), strict=True):
        found[point] = Where(world.codes[polygon], world.names[polygon])
    return found


def outside(lon_deg: ArrayLike, lat_deg: ArrayLike, codes: Sequence[str]) -> Flags:
    """Tell which points lie outside the country that each is said to lie in.

    Outside is more than 5 km across a border, or more than 25 km out at sea. Territories count as
    their state's, and disputed ground as anyone's who claims it. Codes without an outline are
    taken at their word.

    Args:
        lon_deg: longitudes in degrees.
        lat_deg: latitudes in degrees.
        codes: ISO 3166-1 alpha-2 codes, one for each point; an empty one is taken at its word.

    Raises:
        DataError: the packaged outlines are missing or damaged.
    """
    world = _world()
    lon, lat = np.asarray(lon_deg, np.float64), np.asarray(lat_deg, np.float64)
    said, which = np.unique([code.upper() for code in codes], return_inverse=True)
    drawn = frozenset[str]().union(*world.codes)
    point, polygon = _holders(world, lon, lat)
    home = ~_each(said, drawn)[which] | _claimed(lon, lat, said, which)
    home[point[_suits(world, said)[polygon, which[point]]]] = True
    limit_km = np.full(len(lon), AT_SEA_KM)
    limit_km[point] = ACROSS_KM
    far: Flags = ~home
    for number, code in enumerate(said.tolist()):
        own = np.flatnonzero(~home & (which == number))
        if own.size:
            far[own] = _is_farther(lon[own], lat[own], code, limit_km[own])
    return far


def _each(said: NDArray[np.str_], codes: frozenset[str]) -> Flags:
    return np.array([code in codes for code in said.tolist()], dtype=bool)


def _suits(world: _World, said: NDArray[np.str_]) -> Flags:
    """Tell for each outline and each code whether the one suits the other."""
    rows = {codes: _each(said, codes) | (not codes) for codes in set(world.codes)}
    return np.array([rows[codes] for codes in world.codes])


def outside_km(lon_deg: float, lat_deg: float, code: str) -> float:
    """Return how far a point is from the nearest ground of a country; 0 within, inf without any.

    Good to a few per cent: what is nearest is found on a plane that is stretched as the point's
    parallel is, and then measured on the ellipsoid.
    """
    home = _home(code)
    if home is None:
        return math.inf
    return min(_away_km(lon_deg + turn, lat_deg, home) for turn in _TURNS)


def _away_km(lon_deg: float, lat_deg: float, home: shapely.MultiPolygon) -> float:
    if shapely.intersects_xy(home, lon_deg, lat_deg):
        return 0.0
    narrow = max(math.cos(math.radians(lat_deg)), _LEAST_COSINE)
    squeezed = shapely.transform(home, lambda points: points * (narrow, 1.0))
    line = shapely.shortest_line(shapely.Point(lon_deg * narrow, lat_deg), squeezed)
    near_lon, near_lat = shapely.get_coordinates(line)[-1].tolist()
    return inverse(lon_deg, lat_deg, near_lon / narrow, near_lat).distance_m / 1000


def _is_farther(lon: Floats, lat: Floats, code: str, limit_km: Floats) -> Flags:
    """Tell which points are farther from a country than that, most of them without measuring."""
    home = _home(code)
    if home is None:
        return np.ones(len(lon), dtype=bool)
    near_deg = limit_km / _MOST_KM_PER_DEG
    narrow = np.maximum(np.cos(np.radians(np.abs(lat) + near_deg)), _LEAST_COSINE)
    far_deg = limit_km / _LEAST_KM_PER_DEG / narrow
    is_near, is_around = (
        np.logical_or.reduce(
            [
                shapely.dwithin(home, shapely.points(lon + turn, lat), deg)  # type: ignore[call-overload] # arrays serve
                for turn in _TURNS
            ]
        )
        for deg in (near_deg, far_deg)
    )
    far: Flags = ~is_around
    for point in np.flatnonzero(is_around & ~is_near):
        away_km = outside_km(float(lon[point]), float(lat[point]), code)
        far[point] = away_km > limit_km[point]
    return far


def _holders(world: _World, lon: Floats, lat: Floats) -> tuple[NDArray[np.int64], Any]:
    """Return pairs of a point and a polygon that holds it; outlines may pass 180 degrees."""
    turned = np.flatnonzero(lon < _BEYOND_DEG)
    points = np.concatenate(
        [shapely.points(lon, lat), shapely.points(lon[turned] + _TURN_DEG, lat[turned])]
    )
    number = np.concatenate([np.arange(len(lon)), turned])
    # The tree is of the points: what is asked about is prepared, and polygons have the vertices.
    polygon, point = shapely.STRtree(points).query(world.shapes, predicate="intersects")
    return number[point], polygon


def _claimed(lon: Floats, lat: Floats, said: NDArray[np.str_], which: NDArray[np.int64]) -> Flags:
    """Tell which points lie on ground that the country they are said to lie in claims."""
    claimed = np.zeros(len(lon), dtype=bool)
    for _, (west, south, east, north), codes in _CLAIMED:
        inside = (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)
        claimed |= inside & _each(said, frozenset(codes.split()))[which]
    return claimed


@cache
def _home(code: str) -> shapely.MultiPolygon | None:
    """Return all ground that suits a country, ready to be asked often."""
    world = _world()
    own = [number for number, codes in enumerate(world.codes) if code in codes]
    if not own:
        return None
    home = shapely.MultiPolygon([world.shapes[number] for number in own])
    shapely.prepare(home)
    return home


@cache
def _world() -> _World:
    packed = load_world()
    layer = packed.layers["country"]
    every = np.arange(len(layer.number))
    need = np.ones(len(packed.lonlat), dtype=bool)
    names = {name.number: name.text for name in load_names() if name.kind == "country"}
    codes = outline_codes()
    told = [names.get(number, "") for number in layer.number.tolist()]
    return _World(
        shapes=polygons(packed, layer, every, need),
        codes=tuple(codes.get(name, frozenset()) for name in told),
        names=tuple(told),
    )


@cache
def outline_codes() -> dict[str, frozenset[str]]:
    """Return for each name of an outline the codes of the countries that it suits.

    These are the country itself; the state that it belongs to; its territories that have no
    outline of their own; and who else claims it. None suit what is nobody's: that suits any.
    """
    store = packaged()
    names = [name.text for name in load_names() if name.kind == "country"]
    own = {name: store.countries(normalise(name)) for name in names}
    own |= {name: frozenset(codes.split()) for name, codes in _CODES.items()}
    drawn = frozenset[str]().union(*own.values())
    territories = {code: store.territories({code}) for code in drawn}
    state_of = {one: state for state, many in territories.items() for one in many}
    return {
        name: codes
        | {state_of[code] for code in codes if code in state_of}
        | {one for code in codes for one in territories[code] - drawn}
        for name, codes in own.items()
    }
