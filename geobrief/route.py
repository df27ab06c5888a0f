"""Names to distances: legs between geocoded places, measured on the ellipsoid."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from geobrief import gazetteer
from geobrief.errors import InputError, PlaceError
from geobrief.geodesy import MILE_M, NAUTICAL_MILE_M, compass_point, inverse
from geobrief.model import Location

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Leg", "Route", "matrix", "measure"]

_FEWEST_PLACES = 2


class _Length:
    """A distance in metres, in the units that news desks use."""

    __slots__ = ()

    distance_m: float

    @property
    def km(self) -> float:
        """The distance in kilometres."""
        return self.distance_m / 1000

    @property
    def mi(self) -> float:
        """The distance in international miles."""
        return self.distance_m / MILE_M

    @property
    def nmi(self) -> float:
        """The distance in nautical miles."""
        return self.distance_m / NAUTICAL_MILE_M


@dataclass(frozen=True, slots=True)
class Leg(_Length):
    """The shortest way from one place to another."""

    from_: Location
    to: Location
    distance_m: float
    bearing_deg: float
    """Initial bearing, clockwise from north, 0 <= bearing < 360."""

    @property
    def compass(self) -> str:
        """The initial bearing as one of the sixteen points of the compass."""
        return compass_point(self.bearing_deg)


@dataclass(frozen=True, slots=True)
class Route(_Length):
    """One leg after another."""

    legs: tuple[Leg, ...]

    @property
    def distance_m(self) -> float:  # type: ignore[override] # a sum here, a field in Leg
        """The length of all legs together, in metres."""
        return math.fsum(leg.distance_m for leg in self.legs)

    @property
    def places(self) -> tuple[Location, ...]:
        """The places in order, the start first."""
        return (self.legs[0].from_, *(leg.to for leg in self.legs))


def measure(*places: str | Location, country: str = "") -> Route:
    """Measure the way from place to place along geodesics of the WGS 84 ellipsoid.

    Args:
        places: two or more; names (coordinates such as "41.01, 28.95" and "geonameid:745044" are
            names too) or what `geocode` gave.
        country: a country's name or code that narrows every look-up.

    Raises:
        PlaceNotFound: nothing bears the name.
        PlaceAmbiguous: several places bear it.
        InputError: fewer than two places; or several names failed, and then it tells of each.
    """
    located = _located(places, country)
    if len(located) < _FEWEST_PLACES:
        message = "a distance needs two places or more"
        raise InputError(message)
    return Route(tuple(_leg(*pair) for pair in pairwise(located)))


def matrix(*places: str | Location, country: str = "") -> tuple[tuple[Leg, ...], ...]:
    """Measure from every place to every place: a row for each start, a column for each end.

    Raises:
        PlaceNotFound: nothing bears the name.
        PlaceAmbiguous: several places bear it.
        InputError: fewer than two places; or several names failed, and then it tells of each.
    """
    located = _located(places, country)
    if len(located) < _FEWEST_PLACES:
        message = "a table of distances needs two places or more"
        raise InputError(message)
    return tuple(tuple(_leg(start, end) for end in located) for start in located)


def _leg(start: Location, end: Location) -> Leg:
    way = inverse(start.lon_deg, start.lat_deg, end.lon_deg, end.lat_deg)
    return Leg(start, end, way.distance_m, way.bearing_deg)


def _located(places: Iterable[str | Location], country: str) -> tuple[Location, ...]:
    """Look all names up before complaining of any."""
    located, failures = [], []
    for place in places:
        try:
            located.append(_location(place, country))
        except PlaceError as error:
            failures.append(error)
    if len(failures) == 1:
        raise failures[0]
    if failures:
        raise InputError("\n".join(map(str, failures)))
    return tuple(located)


def _location(place: str | Location, country: str) -> Location:
    if isinstance(place, Location):
        return place
    if isinstance(place, str):
        return gazetteer.geocode(place, country=country)
    message = f'{place!r} is not a place; give a name, "41.01, 28.95" or what geocode gave'
    raise InputError(message)
