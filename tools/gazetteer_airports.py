"""The airports of the packaged gazetteer: the source's, with the editors' corrections."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import gazetteer_sources as sources
from gazetteer_tables import BuildError

if TYPE_CHECKING:
    from gazetteer_sources import Airport

__all__ = ["airports"]


def airports(editors: dict[str, Any]) -> list[Airport]:
    """Return the airports as the table `airports` of gazetteer.toml corrects them, sorted."""
    said = editors["airports"]
    left_out = {code for group in said["left_out"] for code in group["icao"]}
    packed = {code for group in said["sexagesimal"] for code in group["icao"]}
    country = {code: group["country"] for group in said["country"] for code in group["icao"]}
    found = {airport.icao: airport for airport in sources.airports()}
    unknown = {*left_out, *packed, *country, *said["corrected"]} - set(found)
    if unknown:
        message = f"no airports to correct: {sorted(unknown)}"
        raise BuildError(message)
    for code in packed:
        found[code] = found[code]._replace(
            lon_deg=_unpacked(found[code].lon_deg), lat_deg=_unpacked(found[code].lat_deg)
        )
    for code, iso in country.items():
        found[code] = found[code]._replace(country=iso)
    for code, correct in said["corrected"].items():
        found[code] = _corrected(found[code], correct)
    return sorted(airport for code, airport in found.items() if code not in left_out)


def _unpacked(number: float) -> float:
    """Return what degrees, minutes and seconds without marks mean: 50.5405 is 50.90139."""
    degrees, rest = divmod(round(number * 1_000_000), 1_000_000)
    minutes, seconds = divmod(rest, 10_000)
    return round(degrees + minutes / 60 + seconds / 360_000, 5)


def _corrected(airport: Airport, correct: dict[str, Any]) -> Airport:
    named = airport._replace(
        name=correct.get("name", airport.name), city=correct.get("city", airport.city)
    )
    if "lat" not in correct:
        return named
    return named._replace(lon_deg=correct["lon"], lat_deg=correct["lat"], is_by_hand=True)
