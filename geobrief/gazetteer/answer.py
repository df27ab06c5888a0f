"""From a name to its place: what geobrief.gazetteer hands out."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from geobrief.errors import InputError, PlaceNotFound
from geobrief.gazetteer import explain, question
from geobrief.gazetteer.coordinates import parse_coordinates
from geobrief.gazetteer.normal import normalise
from geobrief.gazetteer.question import LONGEST_NAME
from geobrief.gazetteer.search import search, verdict
from geobrief.gazetteer.store import Entry, Rank, packaged
from geobrief.gazetteer.wording import described
from geobrief.model.location import Location, Namesake

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["by_geonameid", "candidates", "choices", "country_code", "geocode", "to_type"]

ALIKE = 0.6
"""Names that share so many of their letters are spellings of one another."""

MOST_NAMESAKES = 50
"""Of so many places that were passed over, where they are is kept."""

_GEONAMEID = re.compile(r"\s*geonameid\s*:\s*(\d{1,12})\s*", re.IGNORECASE)


def geocode(
    name: str, *, country: str = "", story: Sequence[Location] = (), explained: bool = True
) -> Location:
    """Return the one place that `name` means.

    Args:
        name: a place's name in any spelling or script, also qualified ("Paris, Texas"); a pair
            of coordinates, latitude first ("41.01, 28.95"); or "geonameid:745044".
        country: narrows the search to a country, by name or by ISO 3166-1 code.
        story: the other places of the story; they order the candidates of an ambiguous name in
            the error, and decide nothing.
        explained: whether errors suggest what to type instead, which takes a hundred times as
            long as to look a name up.

    Returns:
        The place; `rivals` describes those that bear the name too and were passed over, and
        `namesakes` says of more of them where they are.

    Raises:
        PlaceNotFound: nothing bears the name; the nearest spellings are suggested.
        PlaceAmbiguous: several places may be meant; it says what to type for each.
        PlaceError: the coordinates are no point on the earth.
        InputError: no country bears the name given as `country`.
    """
    point = _spelt_out(name, country)
    if point is not None:
        return point
    store = packaged()
    found = search(name, country, store, hint=explained)
    if not found.found:
        raise explain.not_found(found, store) if explained else explain.in_short(found)
    explain.refuse_code(found, store)
    judged = verdict(found)
    if judged.is_ambiguous and not explained:
        raise explain.in_short(found)
    if judged.is_ambiguous:
        raise explain.ambiguous(found, judged, store, story=story)
    base = found.question.base
    return replace(
        _location(judged.first, query=name),
        is_also_called=_is_also_called(judged.first, base),
        rivals=tuple(dict.fromkeys(described(rival, asked=base) for rival in judged.rivals)),
        namesakes=tuple(_namesake(entry, base) for entry in judged.namesakes[:MOST_NAMESAKES]),
    )


def candidates(name: str, *, country: str = "", limit: int = 20) -> tuple[Location, ...]:
    """Return the places that bear `name`, best first; none if nothing does.

    Raises:
        PlaceError: the coordinates are no point on the earth.
        InputError: no country bears the name given as `country`.
    """
    try:
        point = _spelt_out(name, country)
    except PlaceNotFound:
        return ()
    if point is not None:
        return (point,)
    found = search(name, country, packaged()).found[: max(limit, 0)]
    return tuple(_location(entry, query=name) for entry in found)


def to_type(name: str, number: int, *, country: str = "") -> str:
    """Return a text that means only one of the places that bear `name`, or empty.

    Args:
        name: what several places are called.
        number: the one's, as a `Namesake` has it.
        country: what narrowed the search.
    """
    store = packaged()
    found = search(name, country, store)
    listed = [entry for entry in found.found if entry.number == number]
    return explain.what_to_type(listed, found.question.base, store)[0] if listed else ""


def choices(name: str, *, country: str = "") -> tuple[tuple[Location, str], ...]:
    """Return every place that bears `name`, best first, each with a text that means only it.

    Raises:
        PlaceNotFound: nothing bears the name.
        PlaceError: the coordinates are no point on the earth.
        InputError: no country bears the name given as `country`.
    """
    point = _spelt_out(name, country)
    if point is not None:
        return ((point, point.query),)
    store = packaged()
    found = search(name, country, store)
    if not found.found:
        raise explain.not_found(found, store)
    texts = explain.what_to_type(found.found, found.question.base, store)
    locations = (_location(entry, query=name) for entry in found.found)
    return tuple(zip(locations, texts, strict=True))


def by_geonameid(geonameid: int) -> Location:
    """Return the place to which GeoNames gives this number.

    Raises:
        PlaceNotFound: the gazetteer has no place of that number.
    """
    entry = packaged().entry(geonameid) if geonameid > 0 else None
    if entry is None:
        raise explain.no_such_id(geonameid)
    return _location(entry, query=f"geonameid:{geonameid}")


def country_code(country: str) -> str:
    """Return the ISO 3166-1 alpha-2 code of the country that a name or code means, or empty."""
    try:
        return question.country_code(country, packaged(), hint=False)
    except InputError:
        return ""


def _spelt_out(name: str, country: str) -> Location | None:
    """Return the point of a name that is coordinates or a number, or None."""
    if not isinstance(name, str) or not isinstance(country, str):
        message = f"a place and a country are given as text, not as {name!r} and {country!r}"
        raise InputError(message)
    if len(name) > LONGEST_NAME:
        return None
    numbered = _GEONAMEID.fullmatch(name)
    if not numbered:
        return parse_coordinates(name)
    place = replace(by_geonameid(int(numbered[1])), query=name)
    if country.strip() and question.country_code(country, packaged()) != place.country:
        raise explain.in_another_country(place, country)
    return place


def _is_also_called(entry: Entry, asked: str) -> bool:
    """Whether a place was asked for by a name nothing like its own: Kiev is Kyiv, Persia not Iran.

    Other scripts cannot be compared.
    """
    one, two = normalise(asked), normalise(entry.name)
    if entry.rank <= Rank.PRIMARY or not one.isascii() or one in two or two in one:
        return False
    shared = (Counter(one) & Counter(two)).total()
    return 2 * shared < ALIKE * (len(one) + len(two))


def _namesake(entry: Entry, asked: str) -> Namesake:
    return Namesake(
        number=entry.number,
        text=described(entry, asked=asked),
        lon_deg=entry.lon_deg,
        lat_deg=entry.lat_deg,
    )


def _location(entry: Entry, *, query: str) -> Location:
    return Location(
        query=query,
        name=entry.name,
        lon_deg=entry.lon_deg,
        lat_deg=entry.lat_deg,
        basis=entry.basis,
        source=entry.source,
        country="" if " " in entry.country else entry.country,
        country_name=entry.country_name,
        admin1=entry.admin1,
        kind=entry.kind,
        geonameid=entry.number if entry.number > 0 else None,
        population=None if entry.is_division else entry.population or None,
        stands_in=entry.capital,
        middle_deg=entry.middle_deg,
        remark=entry.remark,
    )
