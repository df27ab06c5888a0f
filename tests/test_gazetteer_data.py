"""Every entry of the packaged gazetteer is sane, and is what the build makes."""

from __future__ import annotations

import re
import sqlite3
import unicodedata
import zlib
from collections import defaultdict
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from geobrief.gazetteer import candidates, geocode
from geobrief.gazetteer.normal import normalise
from geobrief.gazetteer.rule import rough_km
from geobrief.gazetteer.store import PATH
from geobrief.model.location import Basis

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent

MOST_BYTES_DEFLATED = 20_000_000

# GeoNames' feature codes (geonames.org/export/codes.html), those that are in use here.
FEATURE_CODES = set(
    """
    ADM1 ADM2 PCLD PCLI
    PPL PPLA PPLA2 PPLA3 PPLA4 PPLA5 PPLC PPLCH PPLF PPLG PPLH PPLL PPLQ PPLR PPLS PPLW PPLX
    BAY BGHT BNK CHN CNL ESTY FJD GULF INLT LGN LK LKI LKS OCN RF RSV SD SEA SHOL STRM STRT
    BTL CONT INDS LCTY MILB OILF PRK RES RESN RGN ZNB
    ADMF AIRB AIRP ANS BDG BLDG CH CMPRF CMTY CSTL CTHSE CTRA CTRS DAM FCL FT GATE GOSP HSE HSP
    HSTS HTL INSM LOCK MFG MFGQ MNMT MSQE MSTY MUS NVB OBSR OILR PAL PRN PRT PSN PSTB PYRS RLG
    RSRT RSTN SCH SHRN SQR STDM STNB THTR TMB TMPL TOWR TRGU UNIV
    ATOL BK CAPE CNYN DLTA DSRT GLCR ISL ISLS ISTH MT MTS PASS PEN PLAT PLN RDGE SPIT UPLD VAL VLC
    CAVE FRST GRGE HLL HLLS LAVA PK PKS TNL
    """.split()  # noqa: SIM905 - a list to read
)


def connect(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)


@pytest.fixture(scope="module")
def data() -> Iterator[sqlite3.Connection]:
    connection = connect(PATH)
    yield connection
    connection.close()


@pytest.mark.parametrize(
    ("rows", "least"),
    [
        ("places WHERE kind GLOB 'PPL*'", 234_000),
        ("places WHERE kind = 'ADM1'", 3_700),
        ("places WHERE kind = 'ADM2'", 33_000),
        ("places WHERE kind = 'ADM2' AND country = 'US'", 3_100),
        ("places WHERE kind = 'AIRP'", 7_500),
        ("places WHERE kind = 'AIRB'", 500),
        ("places WHERE kind IN ('SEA', 'OCN', 'GULF', 'BAY', 'STRT', 'CNL')", 250),
        ("names", 1_100_000),
        ("country_names", 10_000),
        ("demonyms", 400),
    ],
)
def test_it_holds_what_the_sources_hold(data: sqlite3.Connection, rows: str, least: int) -> None:
    ((found,),) = data.execute(f"SELECT count(*) FROM {rows}")  # noqa: S608 - ours
    assert found > least


def test_it_has_the_countries_of_the_world(data: sqlite3.Connection) -> None:
    assert data.execute("SELECT count(*) FROM countries").fetchone() == (250,)


@pytest.mark.parametrize(
    "none_such",
    [
        "places WHERE name = '' OR name <> trim(name) OR name LIKE '%  %'",
        "places WHERE lat_e5 NOT BETWEEN -9000000 AND 9000000",
        "places WHERE lon_e5 NOT BETWEEN -18000000 AND 17999999",
        "places WHERE lat_e5 = 0 AND lon_e5 = 0",
        "places WHERE population NOT BETWEEN 0 AND 2000000000",
        "places WHERE country <> trim(country) OR country GLOB '*[^A-Z ]*'",
        "places WHERE country = '' AND number > 0",
        "places WHERE length(country) <> 2 AND population > 0",
        "places WHERE length(country) = 2 AND country NOT IN (SELECT iso FROM countries)",
        "places WHERE admin1 NOT IN (SELECT number FROM places WHERE kind = 'ADM1')",
        "places WHERE admin2 NOT IN (SELECT number FROM places WHERE kind = 'ADM2')",
        "places WHERE kind = 'ADM1' AND admin1 IS NOT NULL",
        "places WHERE kind = 'ADM2' AND admin1 IS NULL",
        "places WHERE kind IN ('ADM1', 'ADM2') AND admin2 IS NOT NULL",
        "places AS p JOIN places AS a ON a.number = p.admin1 WHERE a.country <> p.country",
        "places AS p JOIN places AS a ON a.number = p.admin2 WHERE a.country <> p.country",
        "places AS p JOIN places AS a ON a.number = p.admin2 WHERE a.admin1 IS NOT p.admin1",
        "places WHERE capital NOT IN (SELECT number FROM places WHERE kind GLOB 'PPL*')",
        "places WHERE source NOT IN (SELECT number FROM sources)",
        "places WHERE number NOT IN (SELECT number FROM names WHERE rank <= 0)",
        "sources WHERE number NOT IN (SELECT source FROM places)",
        "sources WHERE text = '' OR text <> trim(text)",
        "names WHERE name = '' OR rank NOT BETWEEN -1 AND 3",
        "names WHERE number NOT IN (SELECT number FROM places)",
        "countries WHERE name = '' OR name <> trim(name)",
        (
            "countries WHERE number NOT IN"
            " (SELECT number FROM places WHERE kind IN ('PCLI', 'PCLD', 'CONT') AND country = iso)"
        ),
        "country_names WHERE name = '' OR country NOT IN (SELECT iso FROM countries)",
        "demonyms WHERE name = '' OR country NOT IN (SELECT iso FROM countries)",
        "remarks WHERE number NOT IN (SELECT number FROM places)",
        "remarks WHERE text = '' OR text <> trim(text) OR text LIKE '%  %' OR text LIKE '%.'",
    ],
)
def test_no_entry_is_out_of_bounds(data: sqlite3.Connection, none_such: str) -> None:
    found = data.execute(f"SELECT * FROM {none_such} LIMIT 5")  # noqa: S608 - ours
    assert found.fetchall() == []


def test_kinds_are_feature_codes(data: sqlite3.Connection) -> None:
    kinds = {kind for (kind,) in data.execute("SELECT DISTINCT kind FROM places")}
    assert kinds - FEATURE_CODES == set()


def test_every_country_of_a_region_is_one(data: sqlite3.Connection) -> None:
    known = {iso for (iso,) in data.execute("SELECT iso FROM countries")}
    several = data.execute("SELECT DISTINCT country FROM places WHERE length(country) <> 2")
    for (codes,) in several.fetchall():
        listed = codes.split(" ") if codes else []
        assert set(listed) <= known, codes
        assert len(listed) == len(set(listed)), codes


def test_names_hold_only_what_is_printed(data: sqlite3.Connection) -> None:
    names = data.execute("SELECT name FROM places UNION SELECT text FROM remarks")
    odd = [
        name
        for (name,) in names
        if any(unicodedata.category(char) in {"Cc", "Co", "Cn", "Zl", "Zp"} for char in name)
        or "\N{REPLACEMENT CHARACTER}" in name
        or "?" in name
    ]
    assert odd == []


def test_names_are_stored_as_they_are_looked_up(data: sqlite3.Connection) -> None:
    some = data.execute("SELECT name FROM names WHERE number % 40 = 0")
    assert [name for (name,) in some if normalise(name) != name] == []


def test_every_main_name_is_borne(data: sqlite3.Connection) -> None:
    named = data.execute(
        "SELECT p.name, n.name FROM names AS n JOIN places AS p USING (number)"
        " WHERE n.rank <= 0 AND (n.number % 10 = 0 OR n.number < 0)"
    )
    borne = defaultdict(set)
    for printed, name in named:
        borne[printed].add(name)
    assert [name for name, names in borne.items() if normalise(name) not in names] == []


# No duplicates -------------------------------------------------------------


@pytest.mark.parametrize(
    "twice",
    [
        "SELECT name, kind, lon_e5, lat_e5 FROM places GROUP BY 1, 2, 3, 4 HAVING count(*) > 1",
        # Twins on a border of divisions are real: Willard, Bristol, Texarkana.
        (
            "SELECT name, country, lon_e5, lat_e5 FROM places WHERE kind GLOB 'PPL*'"
            " GROUP BY 1, 2, 3, 4 HAVING count(*) > 1"
        ),
        "SELECT name, country FROM places WHERE kind = 'ADM1' GROUP BY 1, 2 HAVING count(*) > 1",
        "SELECT name FROM names WHERE rank = -1 GROUP BY name HAVING count(*) > 1",
        "SELECT text FROM sources GROUP BY text HAVING count(*) > 1",
        "SELECT number FROM countries GROUP BY number HAVING count(*) > 1",
        "SELECT name FROM countries GROUP BY name HAVING count(*) > 1",
        "SELECT country FROM places WHERE kind = 'PPLC' GROUP BY country HAVING count(*) > 1",
    ],
)
def test_nothing_is_there_twice(data: sqlite3.Connection, twice: str) -> None:
    assert data.execute(twice).fetchmany(5) == []


def test_no_town_is_there_twice(data: sqlite3.Connection) -> None:
    """Two towns of one name and one district are at least a kilometre apart."""
    towns = defaultdict(list)
    rows = data.execute(
        "SELECT name, country, admin1, admin2, number, lon_e5, lat_e5 FROM places"
        " WHERE kind GLOB 'PPL*'"
    )
    for *key, number, lon_e5, lat_e5 in rows:
        towns[tuple(key)].append((number, (lon_e5 / 1e5, lat_e5 / 1e5)))
    twice = [
        (key, one, other)
        for key, found in towns.items()
        for place, (one, at) in enumerate(found)
        for other, there in found[:place]
        if rough_km(at, there) < 1
    ]
    assert twice == []


# Sources -------------------------------------------------------------------


def test_every_source_says_its_version_and_basis(data: sqlite3.Connection) -> None:
    for text, basis in data.execute("SELECT text, basis FROM sources"):
        assert Basis(basis) in {Basis.GAZETTEER, Basis.AREA, Basis.EDITOR}
        if basis != Basis.EDITOR:
            assert re.search(r"\d", text), text
            assert re.search(r"CC BY 4.0|MIT|public domain", text), text


@pytest.mark.parametrize("basis", [Basis.AREA, Basis.EDITOR])
def test_rough_points_have_two_decimals(data: sqlite3.Connection, basis: Basis) -> None:
    finer = data.execute(
        "SELECT p.name, p.lon_e5, p.lat_e5 FROM places AS p"
        " JOIN sources AS s ON s.number = p.source"
        " WHERE s.basis = ? AND (p.lon_e5 % 1000 <> 0 OR p.lat_e5 % 1000 <> 0)",
        (basis,),
    )
    assert finer.fetchmany(5) == []


def test_what_is_no_town_says_what_its_point_rests_on(data: sqlite3.Connection) -> None:
    bases = defaultdict(set)
    rows = data.execute(
        "SELECT DISTINCT p.kind, s.basis FROM places AS p JOIN sources AS s ON s.number = p.source"
    )
    for kind, basis in rows:
        bases[kind].add(basis)
    assert bases["ADM1"] == bases["ADM2"] == {Basis.AREA}
    towns = {kind for kind in bases if kind.startswith("PPL")}
    assert all(bases[kind] <= {Basis.GAZETTEER, Basis.EDITOR} for kind in towns)
    measured = {kind for kind, found in bases.items() if Basis.GAZETTEER in found}
    assert measured - towns == {"AIRP", "AIRB", "PCLI", "PCLD"}


# Countries and capitals ----------------------------------------------------


def test_every_country_is_found_by_name_and_code(data: sqlite3.Connection) -> None:
    for iso, name in data.execute("SELECT iso, name FROM countries").fetchall():
        found = geocode(name)
        assert found.country == iso
        assert geocode(found.stands_in or name, country=iso).country == iso
        assert geocode(name, country=iso).country_name == name


def test_a_country_stands_where_its_capital_does(data: sqlite3.Connection) -> None:
    strangers = data.execute(
        "SELECT c.name FROM places AS c JOIN places AS p ON p.number = c.capital"
        " WHERE p.country <> c.country OR p.lon_e5 <> c.lon_e5 OR p.lat_e5 <> c.lat_e5"
    )
    assert strangers.fetchall() == []
    alone = data.execute(
        "SELECT p.country FROM places AS p JOIN countries AS c USING (number)"
        " WHERE p.capital IS NULL ORDER BY p.country"
    )
    assert [country for (country,) in alone] == ["AQ", "BV", "HM", "UM"]
    stray = data.execute(
        "SELECT name FROM places WHERE capital IS NOT NULL AND number NOT IN"
        " (SELECT number FROM countries)"
    )
    assert stray.fetchall() == []


# What GeoNames' own table and the editors' say stands for these, without being their capital;
# the others have no town.
NO_CAPITAL = {"EH", "IO", "PS", "TK"} | {"AQ", "BV", "HM", "UM"}


def test_every_other_country_has_a_capital(data: sqlite3.Connection) -> None:
    without = data.execute(
        "SELECT iso FROM countries WHERE iso NOT IN"
        " (SELECT country FROM places WHERE kind = 'PPLC')"
    )
    assert {iso for (iso,) in without} == NO_CAPITAL


def test_a_large_place_is_among_the_candidates_of_its_name(data: sqlite3.Connection) -> None:
    large = data.execute(
        "SELECT number, name FROM places WHERE population > 1000000 AND kind GLOB 'PPL*'"
    )
    missing = [
        name
        for number, name in large.fetchall()
        if number not in [found.geonameid for found in candidates(name, limit=1000)]
    ]
    assert missing == []


# The file ------------------------------------------------------------------


@pytest.mark.slow
def test_it_is_small_enough_for_the_wheel() -> None:
    assert len(zlib.compress(PATH.read_bytes(), 6)) <= MOST_BYTES_DEFLATED


@pytest.mark.slow
@pytest.mark.sources
def test_the_packaged_data_is_what_the_build_makes(
    tmp_path: Path, data: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(ROOT)
    fetching = import_module("fetch")
    building = import_module("build_gazetteer")
    made_with = dict(data.execute("SELECT name, value FROM about"))["unicode"]
    if made_with != unicodedata.unidata_version:
        pytest.skip(f"the data was made with Unicode {made_with}, which this Python does not have")
    try:
        tables = building.gather()
    except fetching.FetchError as error:
        pytest.skip(f"the sources cannot be had: {error}")
    building.write(tables, tmp_path / "gazetteer.sqlite")
    made = connect(tmp_path / "gazetteer.sqlite")
    schema = "SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY name"
    expected = made.execute(schema).fetchall()
    assert data.execute(schema).fetchall() == expected
    for table, _ in expected:
        order = "1" if table == "spellings" else "1, 2"
        query = f"SELECT * FROM {table} ORDER BY {order}"  # noqa: S608 - ours
        packaged = data.execute(query)
        assert all(row == packaged.fetchone() for row in made.execute(query)), table
        assert packaged.fetchone() is None, table
    made.close()
