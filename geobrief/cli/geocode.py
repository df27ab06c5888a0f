"""`geobrief geocode`: which place a name is, and where it lies."""

from typing import Annotated, Any

import typer

from geobrief import gazetteer
from geobrief.cli import output
from geobrief.cli.minus import as_typed
from geobrief.errors import InputError, PlaceError
from geobrief.model import Location

__all__ = ["geocode"]

_Found = list[tuple[Location, str]]
"""Places, each with what to type for it, which is only asked for with --all."""

_HEADINGS = ("query", "taken for", "kind", "latitude, longitude", "geonameid", "population")
_TO_TYPE = "what to type"


def geocode(
    names: Annotated[
        list[str], typer.Argument(metavar="NAME", parser=as_typed, show_default=False)
    ],
    country: Annotated[
        str, typer.Option("--country", metavar="NAME|CODE", help="Narrow every look-up to it.")
    ] = "",
    every: Annotated[
        bool,
        typer.Option(
            "--all",
            help="List all places that bear the name, best first, and what to type for each.",
        ),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")] = False,
) -> None:
    """Look places up in the packaged gazetteer.

    Prints which place each name was taken for. A name that is not found does not keep the others
    from being answered; the exit code is 2 then.

    Example: geobrief geocode Kyiv "Paris, Texas" "41.01, 28.95"
    """
    found, failures = _look_up(names, country=country, every=every)
    if as_json:
        output.answer_json([_as_json(place, to_type) for place, to_type in found])
    elif found:
        headings = (*_HEADINGS, _TO_TYPE) if every else _HEADINGS
        rows = [_as_row(place, to_type)[: len(headings)] for place, to_type in found]
        output.answer_table([headings, *rows], right=[4, 5])
    if not every:
        output.tell_notes(place for place, _ in found)
    if failures:
        raise InputError("\n".join(map(str, failures)))


def _look_up(names: list[str], *, country: str, every: bool) -> tuple[_Found, list[PlaceError]]:
    found: _Found = []
    failures: list[PlaceError] = []
    for name in names:
        try:
            if every:
                found += gazetteer.choices(name, country=country)
            else:
                found.append((gazetteer.geocode(name, country=country), ""))
        except PlaceError as error:
            failures.append(error)
    return found, failures


def _as_row(place: Location, to_type: str) -> tuple[str, ...]:
    return (
        place.query,
        output.taken_for(place),
        place.kind,
        f"{place.lat_deg:.5f}, {place.lon_deg:.5f}",
        "" if place.geonameid is None else str(place.geonameid),
        "" if place.population is None else f"{place.population:,}",
        f'"{to_type}"',
    )


def _as_json(place: Location, to_type: str) -> dict[str, Any]:
    told = {
        "query": place.query,
        "name": place.name,
        "country": place.country,
        "admin1": place.admin1,
        "kind": place.kind,
        "lat": place.lat_deg,
        "lon": place.lon_deg,
        "geonameid": place.geonameid,
        "population": place.population,
    }
    return told | {"to_type": to_type} if to_type else told
