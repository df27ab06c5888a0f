"""Every entry of the packaged gazetteer is sane, and is what the build makes."""

from __future__ import annotations

import sqlite3
import unicodedata
import zlib
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from geobrief.gazetteer import candidates, geocode
from geobrief.gazetteer.normal import normalise
from geobrief.gazetteer.store import PATH

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent

MOST_BYTES_DEFLATED = 17_000_000

TABLES = (
    "about",
    "places",
    "names",
    "countries",
    "country_names",
    "divisions",
    "division_names",
)


def connect(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)


@pytest.fixture(scope="module")
def data() -> Iterator[sqlite3.Connection]:
    connection = connect(PATH)
    yield connection
    connection.close()


def count(data: sqlite3.Connection, query: str) -> int:
    return int(data.execute(f"SELECT count(*) FROM {query}").fetchone()[0])  # noqa: S608 - ours


def test_it_holds_what_the_source_holds(data: sqlite3.Connection) -> None:
    assert count(data, "places WHERE capital IS NULL") > 234_000
    assert count(data, "names") > 1_000_000
    assert count(data, "countries") == 250
    assert count(data, "divisions") > 3_800


@pytest.mark.parametrize(
    "none_such",
    [
        "places WHERE trim(name) = '' OR name <> trim(name)",
        "places WHERE abs(lat_e5) > 9000000 OR abs(lon_e5) > 18000000",
        "places WHERE lat_e5 = 0 AND lon_e5 = 0",
        "places WHERE population < 0 OR population > 2000000000",
        "places WHERE kind NOT GLOB 'PPL*' AND kind NOT IN ('PCLI', 'PCLD', 'CONT', 'STLMT')",
        "places WHERE country NOT IN (SELECT iso FROM countries)",
        "places WHERE capital NOT IN (SELECT geonameid FROM places)",
        "places WHERE geonameid NOT IN (SELECT geonameid FROM names WHERE rank <= 0)",
        "names WHERE name = '' OR rank NOT BETWEEN -1 AND 2",
        "names WHERE geonameid NOT IN (SELECT geonameid FROM places)",
        "country_names WHERE name = '' OR country NOT IN (SELECT iso FROM countries)",
        "divisions WHERE trim(name) = '' OR name <> trim(name)",
        "division_names WHERE name = ''",
        "division_names LEFT JOIN divisions AS d USING (country, code) WHERE d.name IS NULL",
    ],
)
def test_no_entry_is_out_of_bounds(data: sqlite3.Connection, none_such: str) -> None:
    found = data.execute(f"SELECT * FROM {none_such} LIMIT 5")  # noqa: S608 - ours
    assert found.fetchall() == []


def test_names_are_stored_as_they_are_looked_up(data: sqlite3.Connection) -> None:
    some = data.execute("SELECT name FROM names WHERE geonameid % 40 = 0")
    assert [name for (name,) in some if normalise(name) != name] == []


def test_every_country_is_found_by_name_and_code(data: sqlite3.Connection) -> None:
    for iso, name in data.execute("SELECT iso, name FROM countries").fetchall():
        found = geocode(name)
        assert found.country == iso
        assert geocode(found.stands_in or name, country=iso).country == iso
        assert geocode(name, country=iso).country_name == name


def test_a_state_has_one_capital_and_it_lies_in_the_country(data: sqlite3.Connection) -> None:
    capitals = data.execute(
        "SELECT country FROM places WHERE kind = 'PPLC' GROUP BY country HAVING count(*) > 1"
    )
    assert capitals.fetchall() == []
    strangers = data.execute(
        "SELECT c.name FROM places AS c JOIN places AS p ON p.geonameid = c.capital"
        " WHERE p.country <> c.country OR p.lon_e5 <> c.lon_e5 OR p.lat_e5 <> c.lat_e5"
    )
    assert strangers.fetchall() == []
    without = data.execute("SELECT country FROM places WHERE kind IN ('PCLI', 'PCLD', 'CONT')")
    alone = data.execute(
        "SELECT country FROM places WHERE kind NOT GLOB 'PPL*' AND kind <> 'STLMT'"
        " AND capital IS NULL ORDER BY country"
    )
    assert len(without.fetchall()) == 250
    assert [country for (country,) in alone] == ["AQ", "BV", "HM", "UM"]


def test_a_large_place_is_among_the_candidates_of_its_name(data: sqlite3.Connection) -> None:
    large = data.execute(
        "SELECT geonameid, name FROM places WHERE population > 1000000 AND kind GLOB 'PPL*'"
    )
    missing = [
        name
        for geonameid, name in large.fetchall()
        if geonameid not in [found.geonameid for found in candidates(name, limit=1000)]
    ]
    assert missing == []


@pytest.mark.slow
def test_it_is_small_enough_for_the_wheel() -> None:
    assert len(zlib.compress(PATH.read_bytes(), 6)) <= MOST_BYTES_DEFLATED


@pytest.mark.sources
def test_the_packaged_data_is_what_the_build_makes(
    tmp_path: Path, data: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(ROOT)
    fetching = import_module("tools.fetch")
    building = import_module("tools.build_gazetteer")
    made_with = dict(data.execute("SELECT name, value FROM about"))["unicode"]
    if made_with != unicodedata.unidata_version:
        pytest.skip(f"the data was made with Unicode {made_with}, which this Python does not have")
    try:
        tables = building.gather()
    except fetching.FetchError as error:
        pytest.skip(f"the sources cannot be had: {error}")
    building.write(tables, tmp_path / "gazetteer.sqlite")
    made = connect(tmp_path / "gazetteer.sqlite")
    for table in TABLES:
        query = f"SELECT * FROM {table} ORDER BY 1, 2"  # noqa: S608 - ours
        packaged = data.execute(query)
        assert all(row == packaged.fetchone() for row in made.execute(query)), table
        assert packaged.fetchone() is None, table
    made.close()
