"""What the editors' tables say is sane, and is what the gazetteer answers."""

from __future__ import annotations

import sqlite3
import tomllib
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from geobrief.errors import PlaceAmbiguous
from geobrief.gazetteer import candidates, geocode
from geobrief.gazetteer.normal import normalise
from geobrief.gazetteer.rule import rough_km
from geobrief.gazetteer.store import PATH
from geobrief.model.location import Basis, is_spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geobrief.model.location import Location

TOOLS = Path(__file__).resolve().parent.parent / "tools"


def table(name: str) -> dict[str, Any]:
    return tomllib.loads((TOOLS / f"{name}.toml").read_text(encoding="utf-8"))


LANDMARKS: list[dict[str, Any]] = table("landmarks")["landmark"]
REGIONS: list[dict[str, Any]] = table("regions")["region"]
WATERS: list[dict[str, Any]] = table("regions")["water"]
DIVISIONS: list[dict[str, Any]] = table("regions")["division"]

NEAR_CITY_KM = 30.0

# Where one is in, not at; everything else is a building or its grounds.
NO_SPOTS = {"Gezi Park", "Tham Luang cave", "Utøya"}

# What bears the name of a large town that is the same place, or is meant before it.
BEFORE_A_TOWN = {
    "Asia": "the continent, not the town in Negros",
    "Chios": "the island with the town",
    "Corfu": "the island with the town",
    "Cornwall": "the county, not the city in Ontario",
    "Fort Cavazos": "the base by its name from 2023 to 2025, and the place around it",
    "Foggy Bottom": "the State Department, which stands in the quarter",
    "Fort Bragg": "the base, which is also a census-designated place",
    "Joint Base Pearl Harbor–Hickam": "the same",  # noqa: RUF001 - an en dash, as it is written
    "La Gomera": "the Canary island, not the town in Guatemala",
    "LaGuardia": "New York's airport, not the town of La Guardia in Venezuela",
    "Orly": "the airport, not the suburb that it lies in",
    "Tiran": "the island, not the town in Iran",
    "Luzhniki": "the stadium in the quarter",
    "Orkney": "the islands, not the mining town in South Africa",
}


@pytest.fixture(scope="module")
def data() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(f"{PATH.as_uri()}?mode=ro&immutable=1", uri=True)
    connection.row_factory = sqlite3.Row
    yield connection
    connection.close()


def names(said: dict[str, Any]) -> Iterator[str]:
    yield said["name"]
    yield from said.get("aliases", ())


def wrong(said: dict[str, Any], country: str, basis: Basis) -> Iterator[tuple[str, Location]]:
    """Yield the names of an entry that do not answer with it."""
    for name in names(said):
        found = geocode(name)
        # A landmark that is an airport of the source is at the airport's own point.
        measured = found.basis is Basis.GAZETTEER and found.kind in {"AIRP", "AIRB"}
        as_said = found.name == said["name"] and (found.basis is basis or measured)
        if not as_said or found.country != country:
            yield name, found


# Landmarks -----------------------------------------------------------------


def test_there_are_landmarks_enough() -> None:
    assert len(LANDMARKS) >= 200
    assert not [name for name, times in Counter(s["name"] for s in LANDMARKS).items() if times > 1]


def test_a_landmark_is_a_spot() -> None:
    assert {said["name"] for said in LANDMARKS if not is_spot(said["kind"])} == NO_SPOTS


def test_every_name_of_a_landmark_finds_it() -> None:
    for said in LANDMARKS:
        assert list(wrong(said, said["country"], Basis.EDITOR)) == []


def test_a_landmark_is_where_its_editors_put_it_and_called_approximate() -> None:
    for said in LANDMARKS:
        found = geocode(said["name"])
        apart_km = rough_km((found.lon_deg, found.lat_deg), (said["lon"], said["lat"]))
        assert found.remark == said["what"]
        if found.basis is Basis.EDITOR:
            assert apart_km < 0.01
            assert any("approximate" in note for note in found.notes)
        else:
            assert apart_km < 10


def test_a_landmark_is_near_its_city(data: sqlite3.Connection) -> None:
    far = []
    for said in LANDMARKS:
        assert ("city" in said) != ("remote" in said), said["name"]
        if "remote" in said:
            assert said["remote"].strip()
            continue
        towns = data.execute(
            "SELECT p.lon_e5 / 1e5 AS lon, p.lat_e5 / 1e5 AS lat FROM names AS n"
            " JOIN places AS p USING (number)"
            " WHERE n.name = ? AND n.rank < 3 AND p.country = ? AND p.kind GLOB 'PPL*'",
            (normalise(said["city"].partition(",")[0]), said["country"]),
        )
        apart = [rough_km((said["lon"], said["lat"]), (row["lon"], row["lat"])) for row in towns]
        if min(apart, default=NEAR_CITY_KM) >= NEAR_CITY_KM:
            far.append((said["name"], said["city"]))
    assert far == []


# Regions and waters --------------------------------------------------------


@pytest.mark.parametrize("said", [REGIONS, WATERS], ids=["regions", "waters"])
def test_a_region_is_no_spot(said: list[dict[str, Any]]) -> None:
    assert [row["name"] for row in said if is_spot(row["kind"])] == []
    assert not [name for name, times in Counter(row["name"] for row in said).items() if times > 1]


def test_every_name_of_a_region_finds_it() -> None:
    for said in REGIONS:
        codes = [said["country"]] if isinstance(said["country"], str) else said["country"]
        # A region of several countries is in none of them.
        assert list(wrong(said, "".join(codes) if len(codes) == 1 else "", Basis.EDITOR)) == []


def test_every_name_of_a_water_finds_it() -> None:
    for said in WATERS:
        basis = Basis.EDITOR if "lon" in said else Basis.AREA
        assert list(wrong(said, "", basis)) == []


def test_no_large_town_is_put_behind_unawares(data: sqlite3.Connection) -> None:
    """A landmark or region comes before every town of its name; this says which large ones."""
    towns = defaultdict(set)
    for row in data.execute(
        "SELECT n.name, p.name AS printed FROM names AS n JOIN places AS p USING (number)"
        " WHERE n.rank = 0 AND p.kind GLOB 'PPL*' AND p.population > 20000"
    ):
        towns[row["name"]].add(row["printed"])
    taken = {
        name
        for said in (*LANDMARKS, *REGIONS, *WATERS)
        for name in names(said)
        if normalise(name) in towns
    }
    assert taken == set(BEFORE_A_TOWN)


# Divisions -----------------------------------------------------------------


def test_every_name_of_a_division_is_borne_by_it(data: sqlite3.Connection) -> None:
    """A town or another division may come first: Nara, Punjab. Its own country narrows it."""
    printed = {
        (row["name"], row["country"])
        for row in data.execute("SELECT name, country FROM places WHERE kind = 'ADM1'")
    }
    for said in DIVISIONS:
        country = said["code"].partition(".")[0]
        if said["code"].count(".") > 1:
            continue
        assert (said["name"], country) in printed
        for name in names(said):
            found = candidates(name, country=country, limit=100)
            assert (said["name"], "ADM1") in {(one.name, one.kind) for one in found}, name


def test_a_division_answers_to_its_name_or_a_town_in_it_does() -> None:
    for said in DIVISIONS:
        try:
            found = geocode(said["name"], country=said["code"].partition(".")[0])
        except PlaceAmbiguous:
            continue
        if found.name == said["name"] and found.kind == "ADM1":
            assert found.basis is Basis.AREA
        else:
            in_it = found.admin1 == said["name"] or found.kind in {"ADM2", "PPLC"}
            assert in_it or found.remark, said
