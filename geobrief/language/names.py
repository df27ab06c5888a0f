"""What the basemap's countries, seas and lakes are called in a language."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING

from geobrief.language.table import FIRST, load_table
from geobrief.language.words import words

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["city_names", "country_codes", "country_names"]


@cache
def country_names(tag: str) -> Mapping[str, str]:
    """Return what to print instead of the basemap's own names, which are English.

    Countries are called as CLDR calls them, unless the language's table does otherwise; seas and
    lakes are only there if the table has them.

    Args:
        tag: BCP 47, as in `tr`; in English the basemap's own names stand.

    Raises:
        InputError: there is no table for the language.
    """
    table = load_table(tag)
    if table.tag == FIRST:
        return MappingProxyType({})
    territories = words(tag).locale.territories
    by_code = {
        name: str(territories[code])
        for name, code in country_codes().items()
        if code in territories
    }
    return MappingProxyType({**by_code, **table.names})


@cache
def city_names(tag: str) -> Mapping[str, str]:
    """Return what well-known cities are called, by their English names; empty in English.

    CLDR has the cities that time zones are called after, capitals most of them; the language's
    table has others.

    Args:
        tag: BCP 47, as in `tr`.

    Raises:
        InputError: there is no table for the language.
    """
    table = load_table(tag)
    if table.tag == FIRST:
        return MappingProxyType({})
    english = words(FIRST).locale.time_zones
    named: dict[str, str] = {}
    for zone, known in words(tag).locale.time_zones.items():
        plain = zone.rpartition("/")[2].replace("_", " ")
        if "city" in known:
            named[str(english.get(zone, {}).get("city", plain))] = str(known["city"])
    return MappingProxyType({**named, **table.cities})


@cache
def country_codes() -> Mapping[str, str]:
    """Return the ISO 3166-1 code of each country of the basemap that has one, by its name there."""
    text = files("geobrief").joinpath("language", "countries.toml").read_text(encoding="utf-8")
    return MappingProxyType(tomllib.loads(text))
