"""`geobrief distance`: how far it is from place to place, and in which direction."""

from enum import StrEnum
from typing import Annotated, Any

import typer

from geobrief.cli import output
from geobrief.cli.command import Answer
from geobrief.cli.minus import as_typed
from geobrief.model import Location
from geobrief.route import Leg, Route, matrix, measure

__all__ = ["distance"]


class Unit(StrEnum):
    """What distances are told in."""

    KM = "km"
    MI = "mi"
    NMI = "nmi"


_USUAL = (Unit.MI, Unit.KM)


def distance(
    places: Annotated[
        list[str], typer.Argument(metavar="PLACE", parser=as_typed, show_default=False, hidden=True)
    ],
    country: Annotated[
        str,
        typer.Option(
            "--country", metavar="NAME|CODE", help="Look all places up in this country only."
        ),
    ] = "",
    unit: Annotated[
        Unit | None, typer.Option("--unit", help="Tell distances in this unit only.")
    ] = None,
    as_matrix: Annotated[
        bool, typer.Option("--matrix", help="Measure from every place to every place.")
    ] = False,
) -> Answer:
    """Measure the shortest way from place to place on the WGS 84 ellipsoid.

    Prints miles and kilometres, the initial bearing, and which place each name was taken for;
    with three places or more, each leg and the total. A PLACE is a name, or coordinates, latitude
    first.
    """
    units = _USUAL if unit is None else (unit,)
    if as_matrix:
        table = matrix(*places, country=country)
        output.tell_notes(row[0].from_ for row in table)
        return Answer(tell=lambda: _tell_matrix(table, units), data=lambda: _matrix_as_json(table))
    route = measure(*places, country=country)
    output.tell_notes(route.places)
    return Answer(tell=lambda: _tell_route(route, units), data=lambda: _route_as_json(route))


def _tell_route(route: Route, units: tuple[Unit, ...]) -> None:
    rows = [
        (
            f"{_called(leg.from_)} to {_called(leg.to)}",
            *_lengths(leg, units),
            f"{leg.bearing_deg:.1f}°",
            leg.compass,
        )
        for leg in route.legs
    ]
    if len(route.legs) > 1:
        rows.append(("Total", *_lengths(route, units), "", ""))
    output.answer_table(rows, right=range(1, len(units) + 2))
    output.answer()
    _tell_places(route.places)


def _tell_matrix(table: tuple[tuple[Leg, ...], ...], units: tuple[Unit, ...]) -> None:
    places = [row[0].from_ for row in table]
    for unit in units:
        rows = [(unit.value, *map(_called, places))]
        rows += [
            (_called(row[0].from_), *(f"{getattr(leg, unit):,.1f}" for leg in row)) for row in table
        ]
        output.answer_table(rows, right=range(1, len(places) + 1))
        output.answer()
    _tell_places(places)


def _tell_places(places: tuple[Location, ...] | list[Location]) -> None:
    """Tell which place each name was taken for."""
    output.answer_table(
        (
            _called(place),
            output.taken_for(place),
            place.written,
            f"geonameid:{place.geonameid}" if place.geonameid is not None else "",
        )
        for place in dict.fromkeys(places)
    )


def _called(place: Location) -> str:
    return place.query or place.name


def _lengths(length: Leg | Route, units: tuple[Unit, ...]) -> list[str]:
    return [f"{getattr(length, unit):,.1f} {unit}" for unit in units]


def _route_as_json(route: Route) -> dict[str, Any]:
    return {
        "legs": [
            {
                "from": _place_as_json(leg.from_),
                "to": _place_as_json(leg.to),
                "distance_m": round(leg.distance_m, 3),
                "bearing_deg": round(leg.bearing_deg, 6) % 360,
            }
            for leg in route.legs
        ],
        "total_m": round(route.distance_m, 3),
    }


def _matrix_as_json(table: tuple[tuple[Leg, ...], ...]) -> dict[str, Any]:
    return {
        "places": [_place_as_json(row[0].from_) for row in table],
        "distance_m": [[round(leg.distance_m, 3) for leg in row] for row in table],
        "bearing_deg": [[round(leg.bearing_deg, 6) % 360 for leg in row] for row in table],
    }


def _place_as_json(place: Location) -> dict[str, Any]:
    return {
        "name": place.name,
        "country": place.country,
        "lat": place.lat_deg,
        "lon": place.lon_deg,
        "geonameid": place.geonameid,
    }
