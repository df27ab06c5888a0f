"""Records to tables: measured, drawn as geodesics, with ids that stay the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geobrief.errors import BriefError
from geobrief.geodesy import geodesic_line, inverse
from geobrief.layers.columns import frame
from geobrief.layers.resolve import Gathered, ResolvedPlace, origin_of, resolve, ways, without_the
from geobrief.model.naming import name_key
from geobrief.model.parse import problem_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geopandas import GeoDataFrame
    from shapely.geometry.base import BaseGeometry

    from geobrief.errors import Problem
    from geobrief.model import Brief, Evidence, Location, When

__all__ = ["Layers", "build_layers", "problems_of_ways"]

SAME_POINT_M = 1.0
"""Nearer than this, two names are one point, and there is no way between them."""

Row = dict[str, Any]


@dataclass(frozen=True, slots=True, eq=False)
class Layers:
    """A story geocoded: four GeoDataFrames in EPSG:4326; columns as in docs/layers.md."""

    places: GeoDataFrame
    sightings: GeoDataFrame
    movements: GeoDataFrame
    distances: GeoDataFrame
    notes: tuple[str, ...] = ()
    """What an editor should know: who stands in for whom, which namesakes were passed over."""

    def place_id(self, name: str) -> str:
        """Return the id of the place that the brief calls `name`, spelt as it may be.

        Raises:
            KeyError: the brief does not use that name.
        """
        key = name_key(name)
        known = [name_key(known) for known in self.places["name"]]
        # Names that differ in "the" only may be one place, under the first of them.
        for wanted, names in ((key, known), (without_the(key), [*map(without_the, known)])):
            if wanted in names:
                return str(self.places["id"].iloc[names.index(wanted)])
        raise KeyError(name)


def build_layers(brief: Brief) -> Layers:
    """Geocode a brief: every name to its point, every movement to its geodesic.

    Values are rounded here (coordinates to 1e-7 degrees, distances to a millimetre, bearings to
    1e-6 degrees), so that what is written is what is in memory.

    Raises:
        BriefError: lists every name that does not become one point and every way that leads
            nowhere, each with its origin.
    """
    gathered = resolve(brief)
    wrong = problems_of_ways(brief, gathered)
    if wrong:
        raise BriefError(wrong)
    places = gathered.places.values()
    return Layers(
        places=frame(
            "places", map(_place_row, places), [_point(place.location) for place in places]
        ),
        sightings=_sightings(brief, gathered),
        movements=_movements(brief, gathered),
        distances=_distances(brief, gathered),
        notes=tuple(note for place in places for note in place.location.notes),
    )


def _place_row(place: ResolvedPlace) -> Row:
    location = place.location
    return {
        "id": place.id,
        "name": place.name,
        "label": place.label.text,
        "label_at": place.label.at or "",
        "label_leader": place.label.leader,
        "taken_for": location.name,
        "country": location.country,
        "country_name": location.country_name,
        "admin1": location.admin1,
        "kind": location.kind,
        "geonameid": location.geonameid,
        "population": location.population,
        "basis": str(location.basis),
        "stands_in": location.stands_in,
        "source": location.source,
        "note": place.entry.note if place.entry else "",
        **_support(place.entry.support if place.entry else None, show=place.show),
    }


def _sightings(brief: Brief, gathered: Gathered) -> GeoDataFrame:
    rows, points = [], []
    for number, sighting in enumerate(brief.sightings, 1):
        place = gathered[sighting.at]
        points.append(_point(place.location))
        rows.append(
            {
                "id": f"sighting-{number}",
                **_person(brief, sighting.who),
                "place_id": place.id,
                "at": place.name,
                **_state(sighting.when, sighting.status, sighting.note),
                "callout": sighting.callout,
                **_support(sighting.support, show=sighting.show),
            }
        )
    return frame("sightings", rows, points)


def _movements(brief: Brief, gathered: Gathered) -> GeoDataFrame:
    rows, lines = [], []
    for number, movement in enumerate(brief.movements, 1):
        way, line = _way(gathered[movement.from_], gathered[movement.to])
        lines.append(line)
        rows.append(
            {
                "id": f"movement-{number}",
                **_person(brief, movement.who),
                **_state(movement.when, movement.status, movement.note),
                "curve": movement.curve or "",
                **way,
                **_support(movement.support, show=movement.show),
            }
        )
    return frame("movements", rows, lines)


def _distances(brief: Brief, gathered: Gathered) -> GeoDataFrame:
    rows, lines = [], []
    for number, claim in enumerate(brief.distances, 1):
        way, line = _way(gathered[claim.from_], gathered[claim.to])
        lines.append(line)
        rows.append(
            {
                "id": f"distance-{number}",
                "claim": claim.claim,
                "note": claim.note,
                **way,
                **_support(claim.support, show=claim.show),
            }
        )
    return frame("distances", rows, lines)


def _way(start: ResolvedPlace, end: ResolvedPlace) -> tuple[Row, BaseGeometry]:
    """Measure and draw the way between two places."""
    ends = (*_lon_lat(start.location), *_lon_lat(end.location))
    measured = inverse(*ends)
    row = {
        "from_id": start.id,
        "from": start.name,
        "to_id": end.id,
        "to": end.name,
        "distance_m": round(measured.distance_m, 3),
        "bearing_deg": round(measured.bearing_deg, 6) % 360,  # 359.9999999 would become 360
    }
    return row, _line(geodesic_line(*ends))


def _point(location: Location) -> BaseGeometry:
    from shapely import Point  # noqa: PLC0415 - heavy

    return Point(location.lon_deg, location.lat_deg)


def _line(parts: Sequence[Sequence[tuple[float, float]]]) -> BaseGeometry:
    from shapely import LineString, MultiLineString  # noqa: PLC0415 - heavy

    rounded = [[(round(lon, 7) + 0.0, round(lat, 7) + 0.0) for lon, lat in part] for part in parts]
    return LineString(rounded[0]) if len(rounded) == 1 else MultiLineString(rounded)


def _lon_lat(location: Location) -> tuple[float, float]:
    return location.lon_deg, location.lat_deg


def _person(brief: Brief, who: str) -> Row:
    """Tell who it is: by name or alias from the brief's people, or just as it was written."""
    person = brief.person_of(who)
    if person is None:
        return {"who": who, "short_name": who, "role": "", "side": ""}
    return {
        "who": person.name,
        "short_name": person.short_name,
        "role": person.role,
        "side": person.side,
    }


def _state(when: When | None, status: str, note: str) -> Row:
    return {"when": str(when) if when else "", "status": str(status), "note": note}


def _support(support: Evidence | None, *, show: bool) -> Row:
    return {
        "show": show,
        "evidence": support.evidence if support else "",
        "confidence": support.confidence if support else None,
        "inferred": support.inferred if support else False,
        "alternatives": list(support.alternatives) if support else [],
    }


def problems_of_ways(brief: Brief, gathered: Gathered) -> list[Problem]:
    """Return what is wrong with ways that begin where they end, of those whose ends are known.

    An arrow cannot be drawn for them and a distance not told.
    """
    problems = []
    for path, way in ways(brief):
        if not (way.from_ in gathered and way.to in gathered):
            continue
        start, end = gathered[way.from_], gathered[way.to]
        apart = inverse(*_lon_lat(start.location), *_lon_lat(end.location))
        if apart.distance_m < SAME_POINT_M:
            problems.append(problem_at(origin_of(brief, path, way), _no_way(start, end)))
    return problems


def _no_way(start: ResolvedPlace, end: ResolvedPlace) -> str:
    if start.id == end.id:
        return f"it goes from {start.name!r} to itself; name two places"
    reasons = [
        f"{place.location.stands_in} stands for {place.name}"
        for place in (start, end)
        if place.location.stands_in
    ]
    because = f" ({'; '.join(reasons)})" if reasons else ""
    return (
        f"{start.name!r} and {end.name!r} are one point{because}; "
        "name two places, or give one of them its lat and lon under places"
    )
