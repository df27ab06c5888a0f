"""The towns of the packaged gazetteer: GeoNames', with the editors' corrections and additions."""

from __future__ import annotations

import re
from typing import Any

import gazetteer_sources as sources
from gazetteer_airports import airports
from gazetteer_credits import BY_HAND, GEONAMES
from gazetteer_tables import BuildError, Row, Tables, by_hand

from geobrief.gazetteer.store import Rank
from geobrief.model.location import Basis

__all__ = ["add_towns", "settle_names"]

_CODE = re.compile(r"[A-Z]{2,3}")
"""Airports' and states' codes among the alternate names."""


def add_towns(tables: Tables, editors: dict[str, Any], towns: dict[str, Any]) -> None:
    """Add the towns, before all else."""
    kinds = dict(sources.feature_codes())
    codes = {found.code: found.geonameid for found in sources.divisions()}
    placed = {number: group for group in editors["placed"] for number in group["geonameids"]}
    dropped = {number for group in editors["left_out"] for number in group["geonameids"]}
    lesser = dict(sources.divisions_of_towns())
    codes_of_airports = {(airport.country, airport.iata) for airport in airports(editors)}
    source = tables.source(GEONAMES, Basis.GAZETTEER)
    for town in sources.geonames("cities500").values():
        number = town["geonameid"]
        if number in dropped:
            continue
        own = placed.get(number, {})
        division = own.get("division", f"{town['countrycode']}.{town['admin1code']}")
        tables.add(
            Row(
                number=number,
                # A letter or quotation mark that the source lost.
                name=" ".join(town["name"].replace("?", " ").split()),
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
    for said in towns["town"]:
        _add_town_by_hand(tables, said, codes)


def _add_town_by_hand(tables: Tables, said: dict[str, Any], codes: dict[str, int]) -> None:
    """Add a town that the source lacks."""
    division = said.get("division")
    if division is not None and division not in codes:
        message = f"{said['name']!r} lies in {division!r}, which is no division"
        raise BuildError(message)
    row = by_hand(tables, said, said["country"], tables.source(BY_HAND, Basis.EDITOR))
    number = tables.add(
        row._replace(
            kind=said.get("kind", "PPL"),
            admin1=codes.get(division or ""),
            population=said.get("population", 0),
        )
    )
    tables.remarks[number] = said["what"]
    tables.name_place(said["name"], number, Rank.PRIMARY)
    for name in said.get("aliases", ()):
        tables.name_place(name, number, Rank.ALTERNATE)


def _rank_of_alternate(name: str) -> Rank:
    """Tell names that people use from transcriptions ("ai si tan bu er") and codes ("IST")."""
    if _CODE.fullmatch(name):
        return Rank.DERIVED
    first = next((char for char in name if char.isalpha()), "")
    return Rank.DERIVED if first.isascii() and first.islower() else Rank.ALTERNATE


def settle_names(tables: Tables, editors: dict[str, Any]) -> None:
    """Give towns the names that the news knows them by, and the best of these to print."""
    rows = [row for group in editors["settled"] for row in group["places"]]
    for name, main_name, country in rows:
        tables.name_place(name, _called(tables, name, main_name, country), Rank.SETTLED)
    for said in editors.get("printed_town", ()):
        number = _called(tables, said["name"], said["main"], said["country"])
        tables.places[number] = tables.places[number]._replace(name=said["name"])
        tables.name_place(said["name"], number, Rank.SETTLED)


def _called(tables: Tables, name: str, main_name: str, country: str) -> int:
    """Return the number of the largest town of a main name, which must be the first to bear it."""
    found = tables.bearers(main_name, country)
    main = [row for row in found if row.name in {main_name, name}]
    if not main or main[0] is not found[0]:
        message = f"settled name {name!r}: {country} has no {main_name!r}: {found[:3]}"
        raise BuildError(message)
    return main[0].number
