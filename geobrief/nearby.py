"""Points to names: the populated places nearest to a point, and the one that readers know it by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geobrief import gazetteer
from geobrief.errors import InputError, PlaceNotFound
from geobrief.gazetteer import around
from geobrief.model import Location
from geobrief.route import Leg, measure

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["MOST_PLACES", "Nearby", "near", "told"]

MOST_PLACES = 100
_AT_M = 500.0
"""Nearer than this a direction means nothing: a town's point is no better than that."""
_WHOLE_FROM_KM = 9.95


@dataclass(frozen=True, slots=True)
class Nearby:
    """What lies around a point."""

    point: Location
    """The point that was asked about."""
    legs: tuple[Leg, ...]
    """From each place to the point, the nearest first; the best-known one is among them."""
    best_known: Leg
    """From the place that readers know the point by."""

    @property
    def text(self) -> str:
        """Where the point lies, as a desk would put it: "14 km NE of Istanbul, Turkey"."""
        return told(self.best_known)


def near(place: str | Location, *, limit: int = 5, country: str = "") -> Nearby:
    """Tell where a point lies: the nearest populated places, and the best-known one around.

    The nearest are often hamlets that nobody has heard of. So one place more is named, as the
    last of the legs if it is not among the nearest: the best known of those with 100,000
    inhabitants or more and the capitals. It is sought up to 50 km further away than the nearest
    of these, and has the most inhabitants for its distance (divided by the square of
    (kilometres + 10); a capital counts as 100,000 at least, a place in another country than the
    nearest of these for a tenth). Where a country has none of these it is the nearest place.

    A place's country is its own: no borders are looked at, so it may not be the point's. At sea
    the answer may be hundreds of kilometres away.

    Args:
        place: coordinates such as "41.0, 29.0", a name, or what `geocode` gave; a place that is
            in the gazetteer is not its own neighbour.
        limit: how many of the nearest places to give, from 1 to 100.
        country: narrows the places given to a country, by name or code; a name given as `place`
            is looked up there first.

    Raises:
        InputError: the limit is out of bounds, or no country bears the name.
        PlaceNotFound: nothing bears the name, or the gazetteer has no populated place there.
        PlaceAmbiguous: several places bear the name.
    """
    if isinstance(limit, bool) or not isinstance(limit, int) or not 1 <= limit <= MOST_PLACES:
        message = f"a limit of {limit!r} places is not a whole number from 1 to {MOST_PLACES}"
        raise InputError(message)
    point = _point(place, country)
    without = _itself(point)
    lon_deg, lat_deg = point.lon_deg, point.lat_deg
    numbers = around.nearest(lon_deg, lat_deg, count=limit, country=country, without=without)
    if not numbers:
        message = f'the gazetteer has no populated place in "{country}"; leave the country out'
        raise PlaceNotFound(message, name=point.query)
    legs = _measured(numbers, point)[:limit]
    known = around.best_known(lon_deg, lat_deg, country=country, without=without)
    best = legs[0] if known is None else _measured([known], point)[0]
    return Nearby(point, tuple(dict.fromkeys((*legs, best))), best)


def told(leg: Leg) -> str:
    """Tell in words where a leg ends, seen from where it starts: "14 km NE of Istanbul, Turkey"."""
    if leg.distance_m < _AT_M:
        return f"at {leg.from_.full_name}"
    far = f"{leg.km:.1f}" if leg.km < _WHOLE_FROM_KM else f"{leg.km:,.0f}"
    return f"{far} km {leg.compass} of {leg.from_.full_name}"


def _point(place: str | Location, country: str) -> Location:
    """Look a name up, in the country if it is there.

    Raises:
        InputError: it is neither a text nor a place.
    """
    if isinstance(place, Location):
        return place
    if not isinstance(place, str):
        message = f'{place!r} is not a place; give a name, "41.01, 28.95" or what geocode gave'
        raise InputError(message)
    try:
        return gazetteer.geocode(place, country=country)
    except PlaceNotFound:
        if not country.strip():
            raise
        return gazetteer.geocode(place)


def _itself(point: Location) -> frozenset[int]:
    """Return the number of the place asked about; for a country, of its capital too."""
    same = [point]
    if point.stands_in:
        same += [
            one
            for one in gazetteer.candidates(point.stands_in, country=point.country)
            if (one.lon_deg, one.lat_deg) == (point.lon_deg, point.lat_deg)
        ]
    return frozenset(one.geonameid for one in same if one.geonameid is not None)


def _measured(numbers: Iterable[int], point: Location) -> list[Leg]:
    """Measure from each place to the point, the nearest first."""
    legs = (measure(gazetteer.by_geonameid(number), point).legs[0] for number in numbers)
    return sorted(legs, key=lambda leg: (leg.distance_m, leg.from_.geonameid or 0))
