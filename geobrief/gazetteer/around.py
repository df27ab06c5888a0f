"""Which populated places may be the nearest to a point, and which of the well known names it best.

Plain arithmetic on a sphere: it rules out what certainly is not among the nearest. Who measures the
rest on the ellipsoid decides their order.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from geobrief.gazetteer.question import country_code
from geobrief.gazetteer.store import packaged

if TYPE_CHECKING:
    from collections.abc import Collection

__all__ = ["best_known", "nearest"]

LARGE = 100_000
"""From this population on a place is well known; capitals always are, and weigh as much."""
FURTHER_KM = 50.0
"""How much further than the nearest well-known place the best-known one may be."""
OUTSKIRTS_KM = 10.0
"""Added to each distance: within a city it matters little how far its middle is."""
ABROAD = 0.1
"""What a place across the border from the nearest well-known one weighs."""

_E5 = 100_000
_HALF_TURN_DEG = 180.0
_QUARTER_DEG = 90.0
_KM_PER_DEG = 111.195
"""On the sphere of the mean radius, 6371.0088 km."""
_SECTION = "PPLX"

_STRETCH = (6_378_137.0 / 6_356_752.314245) ** 3
"""How much more metres a degree of arc can have in one place than in another, WGS 84: 1.0101.

A step on the ellipsoid has the length sqrt(M² dφ² + N² cos² φ dλ²), one on the unit sphere
sqrt(dφ² + cos² φ dλ²). Both radii of curvature, M and N, lie between b²/a and a²/b (M at the
equator, both at the poles). So the geodesic between two points is between b²/a and a²/b times as
long as the arc between them on the sphere; the quotient of these is (a/b)³. What has more than
(a/b)³ times as much arc as another place cannot be nearer than that.
"""
_SLACK_DEG = 1e-5
"""About a metre: more than the arithmetic errs by (near the antipode the arcsine is at its worst)
and than the longitude is rounded by."""
_FIRST_REACH_DEG = 0.25
"""How far to look at first, some 28 km; if that is not enough, twice as far, and so on."""


class _Spot(NamedTuple):
    """A populated place as the store's box gives it."""

    number: int
    lon_e5: int
    lat_e5: int
    population: int
    kind: str
    country: str


def nearest(
    lon_deg: float,
    lat_deg: float,
    *,
    count: int,
    country: str = "",
    without: Collection[int] = (),
) -> list[int]:
    """Return the numbers of places among which the `count` nearest by geodesic certainly are.

    In no order; more than `count` where the sphere cannot tell, fewer where there are no more.
    `country` is a name or code, or empty; `without` are numbers to leave out.

    Raises:
        InputError: no country bears the name.
    """
    code = country_code(country, packaged()) if country.strip() else ""
    # A country's places may lie anywhere; there are few enough to look through them all.
    reach_deg = _HALF_TURN_DEG if code else _FIRST_REACH_DEG
    while True:
        found = _within(lon_deg, lat_deg, reach_deg, country=code, without=without)
        enough_deg = _enough_deg([arc_deg for arc_deg, _ in found], count)
        if enough_deg <= reach_deg or reach_deg == _HALF_TURN_DEG:
            return [spot.number for arc_deg, spot in found if arc_deg <= enough_deg]
        reach_deg = min(enough_deg if len(found) >= count else 2 * reach_deg, _HALF_TURN_DEG)


def _enough_deg(arcs_deg: list[float], count: int) -> float:
    """Return the arc beyond which nothing can be among the `count` nearest of these or others."""
    if len(arcs_deg) < count:
        return math.inf
    return sorted(arcs_deg)[count - 1] * _STRETCH + _SLACK_DEG


def best_known(
    lon_deg: float, lat_deg: float, *, country: str = "", without: Collection[int] = ()
) -> int | None:
    """Return the number of the place that readers best know a point by, or None if there is none.

    Well known are places with 100,000 inhabitants or more and the capitals of countries and
    territories; sections of a place are not. Of those up to 50 km further away than the nearest
    of them, it is the one with the most inhabitants for its distance: their number divided by
    the square of (kilometres + 10). A capital counts as 100,000 inhabitants at least; a
    place in another country than the nearest of these for a tenth. Thus a point among suburbs is
    told from their city, but one in a city not from a larger one further off.

    Raises:
        InputError: no country bears the name.
    """
    code = country_code(country, packaged()) if country.strip() else ""
    known = [
        (arc_deg * _KM_PER_DEG, spot)
        for arc_deg, spot in _within(
            lon_deg, lat_deg, _HALF_TURN_DEG, country=code, population=LARGE, without=without
        )
        if spot.kind != _SECTION
    ]
    if not known:
        return None
    least_km, first = min(known)
    at_hand = [(km, spot) for km, spot in known if km <= least_km + FURTHER_KM]
    _, best = max(at_hand, key=lambda one: (_fame(*one, home=first.country), -one[1].number))
    return best.number


def _fame(km: float, spot: _Spot, *, home: str) -> float:
    size = max(spot.population, LARGE) * (1.0 if spot.country == home else ABROAD)
    return size / (km + OUTSKIRTS_KM) ** 2


def _within(
    lon_deg: float,
    lat_deg: float,
    reach_deg: float,
    *,
    country: str,
    population: int = 0,
    without: Collection[int],
) -> list[tuple[float, _Spot]]:
    """Return all places no more than an arc of `reach_deg` away, and some others, each with it."""
    rows = packaged().within(
        math.floor((lat_deg - reach_deg - _SLACK_DEG) * _E5),
        math.ceil((lat_deg + reach_deg + _SLACK_DEG) * _E5),
        lon_e5=round(lon_deg * _E5),
        aside_e5=math.ceil((_aside_deg(lat_deg, reach_deg) + _SLACK_DEG) * _E5),
        country=country,
        population=population,
    )
    spots = (spot for spot in map(_Spot._make, rows) if spot.number not in without)
    return [(_arc_deg(lon_deg, lat_deg, spot), spot) for spot in spots]


def _aside_deg(lat_deg: float, reach_deg: float) -> float:
    """Return how far in longitude a circle reaches to either side: all around, if over a pole."""
    if abs(lat_deg) + reach_deg >= _QUARTER_DEG:
        return _HALF_TURN_DEG
    sine = math.sin(math.radians(reach_deg)) / math.cos(math.radians(lat_deg))
    return math.degrees(math.asin(min(sine, 1.0)))


def _arc_deg(lon_deg: float, lat_deg: float, spot: _Spot) -> float:
    """Return the arc between a point and a place on a sphere, by haversines."""
    lat1, lat2 = math.radians(lat_deg), math.radians(spot.lat_e5 / _E5)
    half_lat = (lat2 - lat1) / 2
    half_lon = math.radians(spot.lon_e5 / _E5 - lon_deg) / 2
    square = math.sin(half_lat) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin(half_lon) ** 2
    return math.degrees(2 * math.asin(min(math.sqrt(square), 1.0)))
