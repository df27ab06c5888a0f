"""The airports, landmarks, regions and waters of the packaged gazetteer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from basemap_sources import read_seas
from gazetteer_airports import airports
from gazetteer_areas import Outlines, middle
from gazetteer_credits import AIRPORTS, BY_HAND, NATURAL_EARTH
from gazetteer_tables import BuildError, Row, Tables, by_hand

from geobrief.gazetteer.normal import normalise
from geobrief.gazetteer.rule import rough_km
from geobrief.gazetteer.store import Rank
from geobrief.model.location import Basis

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gazetteer_sources import Airport

__all__ = ["add_airports", "add_landmarks", "add_regions", "add_waters"]

SAME_KM = 10.0
"""An airport of a landmark's name that is nearer than this is the landmark."""

_GENERIC_AIRPORT = re.compile(r"\s*\b(?:international|regional|airport)\b\s*", re.IGNORECASE)


def add_airports(tables: Tables, outlines: Outlines, editors: dict[str, Any]) -> None:
    """Add the airports, in the divisions of the nearest town."""
    placed = tables.source(BY_HAND, Basis.EDITOR)
    source = tables.source(AIRPORTS, Basis.GAZETTEER)
    seen = set()
    for airport in airports(editors):
        lon_e5, lat_e5 = round(airport.lon_deg * 100_000), round(airport.lat_deg * 100_000)
        if (normalise(airport.name), lon_e5, lat_e5) in seen:
            continue
        seen.add((normalise(airport.name), lon_e5, lat_e5))
        town = tables.town_at(outlines.nearest((airport.lon_deg, airport.lat_deg)))
        is_near = town.country == airport.country
        number = tables.add(
            Row(
                number=tables.number(),
                name=airport.name,
                country=airport.country,
                admin1=town.admin1 if is_near else None,
                admin2=town.admin2 if is_near else None,
                kind="AIRB" if airport.is_military else "AIRP",
                population=0,
                lon_e5=lon_e5,
                lat_e5=lat_e5,
                capital=None,
                source=placed if airport.is_by_hand else source,
            )
        )
        for name, rank in _names_of_airport(airport):
            tables.name_place(name, number, rank)


def _names_of_airport(airport: Airport) -> Iterator[tuple[str, Rank]]:
    """Yield the names by which an airport is known: "Vnukovo International Airport" too as VKO."""
    yield airport.name, Rank.PRIMARY
    for code in filter(None, (airport.iata, airport.icao)):
        yield code, Rank.DERIVED
    cities = [part.strip() for part in re.split("[,/(]", airport.city) if normalise(part)]
    for city in cities if airport.iata and not airport.is_military else ():
        yield f"{city} Airport", Rank.ALTERNATE
    bare = " ".join(_GENERIC_AIRPORT.sub(" ", airport.name).split())
    # "London Heathrow" is Heathrow too.
    alone = [bare[len(city) + 1 :] for city in cities if _begins(bare, city)]
    known = {normalise(city) for city in cities}
    for short in dict.fromkeys((bare, *alone)):
        if normalise(short) not in known:
            yield f"{short} Airport", Rank.ALTERNATE
            yield short, Rank.ALTERNATE


def _begins(name: str, city: str) -> bool:
    return name.casefold().startswith(f"{city} ".casefold())


def add_landmarks(tables: Tables, outlines: Outlines, landmarks: dict[str, Any]) -> None:
    """Add the landmarks; the airports must be there."""
    source = tables.source(BY_HAND, Basis.EDITOR)
    for said in landmarks["landmark"]:
        names = (said["name"], *said.get("aliases", ()))
        # It may lie in another division than the town it is known by: the Pentagon in Virginia.
        known_by = _town_of_landmark(tables, said)
        nearest = tables.town_at(outlines.nearest((said["lon"], said["lat"])))
        town = nearest if nearest.country == said["country"] else known_by
        airport = _airport_called(tables, names, said)
        if airport is None:
            row = by_hand(tables, said, said["country"], source)
            number = tables.add(row._replace(admin1=town.admin1, admin2=town.admin2))
        else:
            # Its point is measured, not an editor's.
            number = airport.number
            tables.places[number] = airport._replace(name=said["name"])
        tables.remarks[number] = said["what"]
        for name in names:
            tables.name_place(name, number, Rank.SETTLED)


def _town_of_landmark(tables: Tables, said: dict[str, Any]) -> Row:
    """Return the town by which a landmark is known, which must be there, or the nearest one."""
    if "remote" in said:
        at = said["lon"], said["lat"]
        return min(tables.of_country(said["country"]), key=lambda row: rough_km(row.at, at))
    name, _, division = said["city"].partition(", ")
    for row in tables.bearers(name, said["country"]):
        around = tables.places.get(row.admin1 or 0)
        if not division or (around is not None and around.name == division):
            return row
    message = f"landmark {said['name']!r}: {said['country']} has no town {said['city']!r}"
    raise BuildError(message)


def _airport_called(tables: Tables, names: Iterable[str], said: dict[str, Any]) -> Row | None:
    """Return the airport that a landmark is, if it is one."""
    for name in names:
        for rank, row in tables.bearing(name):
            apart_km = rough_km(row.at, (said["lon"], said["lat"]))
            if row.kind in {"AIRP", "AIRB"} and rank <= Rank.ALTERNATE and apart_km < SAME_KM:
                return row
    return None


def add_regions(tables: Tables, regions: dict[str, Any]) -> None:
    """Add the regions that the editors placed."""
    source = tables.source(BY_HAND, Basis.EDITOR)
    for said in regions["region"]:
        country = said["country"]
        codes = country if isinstance(country, str) else " ".join(country)
        number = tables.add(by_hand(tables, said, codes, source))
        tables.remarks[number] = said["what"]
        for name in (said["name"], *said.get("aliases", ())):
            tables.name_place(name, number, Rank.SETTLED)


def add_waters(tables: Tables, regions: dict[str, Any]) -> None:
    """Add the seas, at their middle or where the editors placed them."""
    source = tables.source(NATURAL_EARTH, Basis.AREA)
    placed = tables.source(BY_HAND, Basis.EDITOR)
    _, shapes = read_seas({said["name"]: [0, *said["polygons"]] for said in regions["water"]})
    for said, shape in zip(regions["water"], shapes, strict=True):
        lon_deg, lat_deg = (said["lon"], said["lat"]) if "lon" in said else middle(shape)
        row = by_hand(
            tables,
            {**said, "lon": lon_deg, "lat": lat_deg},
            "",
            placed if "lon" in said else source,
        )
        number = tables.add(row)
        for name in (said["name"], *said.get("aliases", ())):
            tables.name_place(name, number, Rank.SETTLED)
