"""The first- and second-order divisions of the packaged gazetteer, with their middles."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import gazetteer_sources as sources
from gazetteer_areas import Outlines, middle
from gazetteer_credits import CENSUS, RECKONED
from gazetteer_tables import BuildError, Row, Tables

from geobrief.gazetteer.normal import normalise
from geobrief.gazetteer.store import Rank
from geobrief.model.location import Basis

if TYPE_CHECKING:
    import shapely

__all__ = ["add_divisions"]


def add_divisions(
    tables: Tables, outlines: Outlines, gazetteer: dict[str, Any], regions: dict[str, Any]
) -> None:
    """Add the divisions that have a town in them; the towns must be there."""
    towns = _towns_of_divisions(tables)
    areas_of_us = _areas_of_us()
    printed = _printed_names(regions)
    english = sources.admin1_names()
    source = {
        True: tables.source(CENSUS, Basis.AREA),
        False: tables.source(RECKONED, Basis.AREA),
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
    _shorten_divisions(tables, gazetteer)
    _abbreviate_divisions(tables, gazetteer, regions, numbers)


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
    """Let no town name a division that is not there, or a lesser one that lies in another."""
    for number, row in tables.places.items():
        lesser = tables.places.get(row.admin2 or 0)
        around = lesser.admin1 if lesser is not None else None
        admin1 = row.admin1 if row.admin1 in tables.places else around
        tables.places[number] = row._replace(
            admin1=admin1, admin2=row.admin2 if around == admin1 and lesser is not None else None
        )


def _shorten_divisions(tables: Tables, gazetteer: dict[str, Any]) -> None:
    """Let divisions be known without "Oblast" and the like, where their own name has it."""
    generic = {normalise(word) for word in gazetteer["generic_words"]}
    own = [key for key, rank in tables.names.items() if rank is Rank.PRIMARY]
    for name, number in own:
        if tables.places[number].kind in {"ADM1", "ADM2"}:
            short = " ".join(word for word in name.split() if word not in generic)
            if short:
                tables.name_place(short, number, Rank.SHORT)


def _abbreviate_divisions(
    tables: Tables, gazetteer: dict[str, Any], regions: dict[str, Any], numbers: dict[str, int]
) -> None:
    abbreviations = [
        (f"{country}.{code}", name)
        for country, names in gazetteer["division_names"].items()
        for code, others in names.items()
        for name in others
    ]
    abbreviations += [(f"US.{code}", code) for code in sources.geonames("us_states")]
    for code, name in abbreviations:
        tables.name_place(name, _division(tables, code, numbers), Rank.DERIVED)
    for said in regions["division"]:
        for name in said.get("aliases", ()):
            tables.name_place(name, _division(tables, said["code"], numbers), Rank.ALTERNATE)


def _division(tables: Tables, code: str, numbers: dict[str, int]) -> int:
    number = numbers.get(code)
    if number not in tables.places:
        message = f"no division {code} with a town in it"
        raise BuildError(message)
    return number
