"""The countries of the packaged gazetteer: points, names, outlines, and what people are called."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import gazetteer_sources as sources
import shapely
from gazetteer_credits import BY_HAND, GEONAMES
from gazetteer_tables import BuildError, Row, Tables

from geobrief.gazetteer.normal import normalise
from geobrief.gazetteer.store import Rank
from geobrief.model.location import Basis

__all__ = ["add_countries", "add_country_names", "add_demonyms", "country_outlines"]

_CODE_OF_COUNTRY, _IN_ENGLISH, _IN_OTHER_LANGUAGES = range(3)
"""How well a name means a country; lower comes first."""


def country_outlines(editors: dict[str, Any]) -> dict[str, shapely.Geometry]:
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


def add_countries(tables: Tables, editors: dict[str, Any]) -> None:
    """Add the countries at their capitals, which must be there."""
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
            editors["territories"].get(iso, ""),
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
        source=tables.source(GEONAMES, Basis.GAZETTEER),
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


def add_country_names(tables: Tables, editors: dict[str, Any]) -> None:
    """Give the countries their names in English use and in other languages."""
    numbers = {iso: int(str(values[1])) for iso, values in tables.countries.items()}
    for iso, names in editors["country_names"].items():
        for name in names:
            tables.name_place(name, numbers[iso], Rank.PRIMARY)
            tables.country_names[normalise(name), iso] = _IN_ENGLISH
    for iso, name in sources.translated_names():
        if iso in numbers and normalise(name):
            tables.name_place(name, numbers[iso], Rank.ALTERNATE)
            tables.country_names.setdefault((normalise(name), iso), _IN_OTHER_LANGUAGES)


def add_demonyms(tables: Tables, editors: dict[str, Any]) -> None:
    """Keep what people are called apart from what places are called."""
    for iso, names in editors["demonyms"].items():
        if iso not in tables.countries:
            message = f"demonyms of {iso}, which is no country"
            raise BuildError(message)
        tables.demonyms.update((normalise(name), iso) for name in names)
