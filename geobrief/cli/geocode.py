"""`geobrief geocode`: which place a name is, and where it lies."""

from typing import Annotated, Any

import typer

from geobrief import gazetteer
from geobrief.cli import output
from geobrief.cli.command import Answer
from geobrief.cli.minus import as_typed
from geobrief.cli.near import USUAL_LIMIT, near_answer, place_as_json
from geobrief.errors import InputError, PlaceError
from geobrief.model import Location

__all__ = ["geocode"]

_Found = list[tuple[Location, str]]
"""Places, each with what to type for it, which is only asked for with --all."""

_HEADINGS = ("query", "taken for", "kind", "latitude, longitude", "geonameid", "population")
_TO_TYPE = "what to type"


def geocode(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="NAME", parser=as_typed, show_default=False, hidden=True),
    ] = None,
    country: Annotated[
        str,
        typer.Option("--country", metavar="NAME|CODE", help="Give places in this country only."),
    ] = "",
    every: Annotated[
        bool,
        typer.Option(
            "--all",
            help="List all places that bear the name, best first, and what to type for each.",
        ),
    ] = False,
    near: Annotated[
        str | None,
        typer.Option(
            "--near",
            metavar="PLACE",
            parser=as_typed,
            help="List the towns and villages nearest to a point or a place, and the best known.",
        ),
    ] = None,
    limit: Annotated[
        int | None,
        typer.Option(
            "--limit",
            metavar="N",
            help=f"With --near: how many of the nearest, {USUAL_LIMIT} if not said.",
            show_default=False,
        ),
    ] = None,
) -> Answer:
    """Look places up in the packaged gazetteer.

    Prints which place each name was taken for. A name that is not found does not keep the others
    from being answered; the exit code is 2 then.

    With --near, prints where a point lies, seen from the best-known place around, and then the
    nearest places. Best known is, of those with 100,000 inhabitants or more and the capitals, up
    to 50 km further away than the nearest of them, the one with the most inhabitants for its
    distance. Nothing is said of borders: a place's country need not be the point's.
    """
    _check(names, near=near, every=every, limit=limit)
    if near is not None:
        return near_answer(near, limit=USUAL_LIMIT if limit is None else limit, country=country)
    return _names_answer(names or [], country=country, every=every)


def _check(names: list[str] | None, *, near: str | None, every: bool, limit: int | None) -> None:
    """Refuse what does not go together.

    Raises:
        InputError: neither names nor --near, or both; or options of the one with the other.
    """
    if near is None and not names:
        message = "name a place to look up, or a point with --near"
    elif near is not None and (names or every):
        message = f"--near does not go with {'names to look up' if names else '--all'}"
    elif near is None and limit is not None:
        message = "--limit goes with --near only"
    else:
        return
    raise InputError(message)


def _names_answer(names: list[str], *, country: str, every: bool) -> Answer:
    found, failures = _look_up(names, country=country, every=every)
    if not every:
        output.tell_notes(place for place, _ in found)
    return Answer(
        tell=lambda: _tell(found, every=every),
        data=lambda: [_as_json(place, to_type) for place, to_type in found],
        failure=InputError("\n".join(map(str, failures))) if failures else None,
    )


def _tell(found: _Found, *, every: bool) -> None:
    if found:
        headings = (*_HEADINGS, _TO_TYPE) if every else _HEADINGS
        rows = [_as_row(place, to_type)[: len(headings)] for place, to_type in found]
        output.answer_table([headings, *rows], right=[4, 5])


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
        place.written,
        "" if place.geonameid is None else str(place.geonameid),
        "" if place.population is None else f"{place.population:,}",
        f'"{to_type}"',
    )


def _as_json(place: Location, to_type: str) -> dict[str, Any]:
    told = place_as_json(place)
    return told | {"to_type": to_type} if to_type else told
