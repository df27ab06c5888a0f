"""Make geobrief/data/gazetteer.sqlite from the pinned sources and the editors' tables.

`python tools/build_gazetteer.py [FILE]` writes the packaged file, or FILE. The same sources,
GEOS and SQLite give the same bytes: rows go in sorted, and nothing of the day goes in.
"""

from __future__ import annotations

import sqlite3
import sys
import tomllib
import unicodedata
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fetch import ROOT
from gazetteer_areas import Outlines
from gazetteer_countries import (
    add_countries,
    add_country_names,
    add_demonyms,
    country_outlines,
)
from gazetteer_divisions import add_divisions
from gazetteer_landmarks import add_airports, add_landmarks, add_regions, add_waters
from gazetteer_nearest import slots
from gazetteer_tables import BuildError, Tables
from gazetteer_towns import add_towns, settle_names

from geobrief.gazetteer.store import Rank

if TYPE_CHECKING:
    from collections.abc import Iterable

TARGET = ROOT / "geobrief" / "data" / "gazetteer.sqlite"
EDITORS = ("gazetteer", "landmarks", "regions", "towns")

_SCHEMA = """
PRAGMA page_size = 4096;
PRAGMA encoding = 'UTF-8';
PRAGMA application_id = 1197625938; -- "GbPR"
PRAGMA user_version = 2;
CREATE TABLE about (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE sources (
    number INTEGER PRIMARY KEY,
    text TEXT NOT NULL,         -- as the credits print it
    basis TEXT NOT NULL         -- as geobrief.model.location.Basis names it
);
CREATE TABLE places (
    number INTEGER PRIMARY KEY, -- geonameid; negative where GeoNames has none
    name TEXT NOT NULL,
    country TEXT NOT NULL,      -- ISO 3166-1 alpha-2; several, or none on the high seas
    admin1 INTEGER,             -- number of the first-order division it lies in
    admin2 INTEGER,             -- number of the second-order division it lies in
    kind TEXT NOT NULL,         -- GeoNames feature code
    population INTEGER NOT NULL,-- 0 where unknown; of a division that of its towns
    lon_e5 INTEGER NOT NULL,    -- hundred-thousandths of a degree, WGS 84
    lat_e5 INTEGER NOT NULL,
    capital INTEGER,            -- number of the place that stands for a country
    source INTEGER NOT NULL
);
CREATE TABLE names (
    name TEXT NOT NULL,         -- as geobrief.gazetteer.normal.normalise writes it
    number INTEGER NOT NULL,
    rank INTEGER NOT NULL,      -- as geobrief.gazetteer.store.Rank numbers them
    PRIMARY KEY (name, number)
) WITHOUT ROWID;
CREATE TABLE countries (
    iso TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    number INTEGER NOT NULL,    -- of its place
    sovereign INTEGER NOT NULL, -- 0 for a territory of another state
    belongs_to TEXT NOT NULL,   -- that state's code, or empty
    lon_e5 INTEGER NOT NULL,    -- its middle, where a map would write its name
    lat_e5 INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE country_names (
    name TEXT NOT NULL,         -- normalised; codes of two and three letters too
    country TEXT NOT NULL,
    rank INTEGER NOT NULL,      -- 0 code, 1 English, 2 other languages
    PRIMARY KEY (name, country)
) WITHOUT ROWID;
CREATE TABLE remarks (
    number INTEGER PRIMARY KEY, -- of a place
    text TEXT NOT NULL          -- what it is, in the editors' words
);
CREATE TABLE demonyms (
    name TEXT NOT NULL,         -- normalised
    country TEXT NOT NULL,
    PRIMARY KEY (name, country)
) WITHOUT ROWID;
CREATE TABLE spellings (        -- one row: the names that a misspelt one is first taken for
    slots BLOB NOT NULL         -- as geobrief.gazetteer.spellings reads them
);
"""


def main(arguments: list[str]) -> int:
    """Build the file, and say how large it is."""
    target = Path(arguments[0]) if arguments else TARGET
    write(gather(), target)
    print(f"{target}: {target.stat().st_size:,} bytes")
    return 0


def gather() -> Tables:
    """Read every source into the rows of the packaged file."""
    editors = _editors_tables()
    gazetteer, regions = editors["gazetteer"], editors["regions"]
    tables = Tables()
    add_towns(tables, gazetteer, editors["towns"])
    outlines = Outlines([row.at for row in tables.places.values()], country_outlines(gazetteer))
    add_divisions(tables, outlines, gazetteer, regions)
    add_countries(tables, gazetteer)
    add_country_names(tables, gazetteer)
    settle_names(tables, gazetteer)
    add_airports(tables, outlines, gazetteer)
    add_landmarks(tables, outlines, editors["landmarks"])
    add_regions(tables, regions)
    add_waters(tables, regions)
    add_demonyms(tables, gazetteer)
    _check_settled(tables)
    tables.add_up_populations()
    return tables


def _editors_tables() -> dict[str, dict[str, Any]]:
    paths = {name: ROOT / "tools" / f"{name}.toml" for name in EDITORS}
    return {name: tomllib.loads(path.read_text(encoding="utf-8")) for name, path in paths.items()}


def write(tables: Tables, target: Path) -> None:
    """Write the rows, sorted, into a new SQLite file."""
    target.unlink(missing_ok=True)
    connection = sqlite3.connect(target)
    connection.executescript(_SCHEMA)
    rows: dict[str, Iterable[tuple[Any, ...]]] = {
        # Names are normalised by the rules of one version of Unicode.
        "about": [("unicode", unicodedata.unidata_version)],
        "sources": ((number, text, basis) for text, (number, basis) in tables.sources.items()),
        "places": tables.places.values(),
        "names": ((*key, rank) for key, rank in tables.names.items()),
        "countries": ((iso, *values) for iso, values in tables.countries.items()),
        "country_names": ((*key, rank) for key, rank in tables.country_names.items()),
        "demonyms": tables.demonyms,
        "remarks": tables.remarks.items(),
        "spellings": [(slots(tables),)],
    }
    for table, values in rows.items():
        lines = sorted(values, key=lambda line: line[:2])
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


def _check_settled(tables: Tables) -> None:
    """Let no two places be settled for one name."""
    settled = defaultdict(set)
    for (name, number), rank in tables.names.items():
        if rank is Rank.SETTLED:
            settled[name].add(tables.places[number].name)
    twice = {name: sorted(places) for name, places in settled.items() if len(places) > 1}
    if twice:
        message = f"several places are settled for one name: {twice}"
        raise BuildError(message)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
