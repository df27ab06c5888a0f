"""Names that others bear, too, seen from the story's other places: a hint, which decides nothing.

Where a place lies far from everything else in the story, and one that was passed over is much
nearer, the note says so with the figures, and a check doubts it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geobrief.gazetteer.rule import rough_km
from geobrief.geodesy import inverse
from geobrief.model import Basis

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geobrief.model import Location, Namesake

__all__ = ["FAR_KM", "MUCH_NEARER", "NEAR_KM", "FarOff", "beside_the_story", "far_off"]

FAR_KM = 200.0
"""A place nearer than this to another one of the story is not far off: two hours by road."""
NEAR_KM = 300.0
"""A namesake farther away than this from all of the story is no more likely to be meant."""
MUCH_NEARER = 5.0
"""A namesake is much nearer if the place taken is so many times as far away."""
MOST_PLACES = 500
"""In a brief of more places, none of this is looked at: something is near to everything."""

_SAME_KM = 1.0
_MOST_TOLD = 3
_AREAS = frozenset({Basis.CAPITAL, Basis.AREA})


@dataclass(frozen=True, slots=True, kw_only=True)
class FarOff:
    """A place far from the story, and the nearest one of its name that was passed over."""

    nearest: Location
    """The nearest other place of the story."""
    away_km: float
    namesake: Namesake
    namesake_nearest: Location
    namesake_km: float


def beside_the_story(located: Mapping[str, Location]) -> dict[str, Location]:
    """Return the places with their rivals in the story's order: those nearest to it first."""
    places = tuple(located.values())
    return {key: _told_beside(place, places) for key, place in located.items()}


def far_off(place: Location, places: Sequence[Location]) -> FarOff | None:
    """Tell whether a place is far from all others of the story, and a namesake much nearer."""
    others = _others(place, places)
    if not others or _is_within_one(place, others):
        return None
    nearest, away_km = _nearest(place, others)
    if away_km < FAR_KM:
        return None
    found = ((one, *_nearest(one, others)) for one in place.namesakes)
    namesake, beside, namesake_km = min(found, key=lambda one: one[2])
    if namesake_km > min(NEAR_KM, away_km / MUCH_NEARER):
        return None
    return FarOff(
        nearest=nearest,
        away_km=away_km,
        namesake=namesake,
        namesake_nearest=beside,
        namesake_km=namesake_km,
    )


def _told_beside(place: Location, places: Sequence[Location]) -> Location:
    others = _others(place, places)
    if not others:
        return place
    found = far_off(place, places)
    ordered = sorted(place.namesakes, key=lambda one: _nearest_roughly(one, others)[1])
    told = dict.fromkeys(one.text for one in ordered)
    if not found:
        return replace(place, rivals=tuple(told)[:_MOST_TOLD])
    told[found.namesake.text] = None
    near = f"{found.namesake_km:,.0f} km from {found.namesake_nearest.query}"
    rivals = [f"{one}, {near}" if one == found.namesake.text else one for one in told]
    return replace(
        place,
        rivals=tuple(rivals[:_MOST_TOLD]),
        far_off=f"{found.away_km:,.0f} km from the nearest other place of the story, "
        f"{found.nearest.query}",
    )


def _others(place: Location, places: Sequence[Location]) -> list[Location]:
    """Return the other places of the story, if the place has namesakes to compare with them."""
    if not place.namesakes or len(places) > MOST_PLACES:
        return []
    return [one for one in places if rough_km(_point(one), _point(place)) > _SAME_KM]


def _is_within_one(place: Location, others: Sequence[Location]) -> bool:
    """Tell whether the story names a country or a state that the place is in."""
    areas = (one for one in others if one.basis in _AREAS and one.country == place.country)
    return any(
        one.basis is Basis.CAPITAL or one.name in {place.admin1, place.country_name}
        for one in areas
    )


def _nearest(one: Location | Namesake, others: Sequence[Location]) -> tuple[Location, float]:
    """Return the nearest of the others, and how far it is in kilometres."""
    nearest, _ = _nearest_roughly(one, others)
    return nearest, inverse(*_point(one), *_point(nearest)).distance_m / 1000


def _nearest_roughly(
    one: Location | Namesake, others: Sequence[Location]
) -> tuple[Location, float]:
    far = [rough_km(_point(one), _point(other)) for other in others]
    nearest = min(range(len(far)), key=far.__getitem__)
    return others[nearest], far[nearest]


def _point(place: Location | Namesake) -> tuple[float, float]:
    return place.lon_deg, place.lat_deg
