"""`geobrief geocode --near`: which places are around a point."""

from typing import Any

from geobrief.cli import output
from geobrief.cli.command import Answer
from geobrief.model import Location
from geobrief.nearby import Nearby, near, told
from geobrief.route import Leg

__all__ = ["USUAL_LIMIT", "near_answer", "place_as_json"]

USUAL_LIMIT = 5

_HEADINGS = ("where it lies", "mi", "km", "bearing", "kind", "geonameid", "population")


def near_answer(place: str, *, limit: int, country: str) -> Answer:
    """Return where a point lies, and the places around it, the nearest first."""
    found = near(place, limit=limit, country=country)
    output.tell_notes([found.point])
    return Answer(tell=lambda: _tell(found), data=lambda: _as_json(found))


def _tell(found: Nearby) -> None:
    output.answer(f"{_asked(found.point)}: {found.text}")
    output.answer()
    output.answer_table([_HEADINGS, *map(_as_row, found.legs)], right=[1, 2, 3, 5, 6])


def place_as_json(place: Location) -> dict[str, Any]:
    """Return a place under the keys by which programs know it."""
    return {
        "query": place.query,
        "name": place.name,
        "country": place.country,
        "admin1": place.admin1,
        "kind": place.kind,
        "lat": place.lat_deg,
        "lon": place.lon_deg,
        "geonameid": place.geonameid,
        "population": place.population,
        "basis": place.basis,
        "source": place.source,
    }


def _asked(point: Location) -> str:
    """Return which place was asked about; coordinates as they were typed."""
    return output.taken_for(point) if point.kind else point.query


def _as_row(leg: Leg) -> tuple[str, ...]:
    place = leg.from_
    return (
        told(leg),
        f"{leg.mi:,.1f} mi",
        f"{leg.km:,.1f} km",
        f"{leg.bearing_deg:.1f}°",
        place.kind,
        "" if place.geonameid is None else str(place.geonameid),
        "" if place.population is None else f"{place.population:,}",
    )


def _as_json(found: Nearby) -> dict[str, Any]:
    rows = [
        place_as_json(leg.from_)
        | {
            "distance_m": round(leg.distance_m, 3),
            "bearing_deg": round(leg.bearing_deg, 6) % 360,
            "text": told(leg),
        }
        for leg in found.legs
    ]
    return place_as_json(found.point) | {"text": found.text, "rows": rows}
