"""Listed places whose coordinates do not agree with their country or with the gazetteer."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from geobrief import gazetteer
from geobrief.check.model import Doubt
from geobrief.check.story import far_km, is_point, quoted
from geobrief.errors import PlaceError
from geobrief.gazetteer.normal import normalise
from geobrief.gazetteer.store import packaged
from geobrief.model.parse import show_origin

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geobrief.check.story import Story
    from geobrief.model import Location, Origin, Place

__all__ = ["NAMESAKE_KM", "TOWN", "WELL_KNOWN", "doubts_of_places"]

NAMESAKE_KM = 50.0
"""Nearer than this, a place may be a part of the town whose name it bears."""
TOWN = 15_000
"""With its country given, a place called as a town of so many is taken to be that town."""
WELL_KNOWN = 100_000
"""Without its country, as a town of so many."""


def doubts_of_places(story: Story, *, passed: frozenset[str]) -> Iterator[Doubt]:
    """Yield what is doubtful about the coordinates of listed places.

    Args:
        story: the brief and its points.
        passed: where an error tells of coordinates already.
    """
    placed = [
        (f"places[{index}]", entry, entry.lat_deg, entry.lon_deg)
        for index, entry in enumerate(story.brief.places)
        if entry.lat_deg is not None
        and entry.lon_deg is not None
        and show_origin(story.origin(f"places[{index}].lat", entry)) not in passed
    ]
    yield from _outside(story, placed)
    for path, entry, lat_deg, lon_deg in placed:
        if lat_deg == lon_deg == 0:
            yield Doubt(
                rule="null-island",
                origin=story.origin(f"{path}.lat", entry),
                what=f"{quoted(entry.name)} lies at 0, 0, in the sea off West Africa",
                do="this is where missing coordinates end up: give the right ones",
            )
    yield from _namesakes(story, placed)


_Placed = tuple[str, "Place", float, float]


def _outside(story: Story, placed: Iterable[_Placed]) -> Iterator[Doubt]:
    said: dict[str, str] = {}
    known: list[tuple[_Placed, str]] = []
    for one in placed:
        country = one[1].country
        if not country.strip():
            continue
        if country not in said:
            said[country] = gazetteer.country_code(country)
        if said[country]:
            known.append((one, said[country]))
        else:
            yield Doubt(
                rule="unknown-country",
                origin=story.origin(f"{one[0]}.country", one[1]),
                what=f"no country is called {quoted(country)}, so nothing can be checked by it",
                do="give the country's name, or its code of two letters",
            )
    if known:
        yield from _astray(story, known)


def _astray(story: Story, known: list[tuple[_Placed, str]]) -> Iterator[Doubt]:
    from geobrief.basemap.countries import outside, whose  # noqa: PLC0415 - heavy

    (lat, lon), codes = (
        zip(*(one[2:] for one, _ in known), strict=True),
        [code for _, code in known],
    )
    strays = [pair for pair, is_far in zip(known, outside(lon, lat, codes), strict=True) if is_far]
    names = [where.name for where in whose(*_lon_lat(strays))]
    at_sea = [pair for pair, name in zip(strays, names, strict=True) if not name]
    by_islands = {id(one) for one in _by_islands(at_sea)}
    told = (pair for pair in zip(strays, names, strict=True) if id(pair[0]) not in by_islands)
    for number, (((path, entry, lat_deg, lon_deg), code), name) in enumerate(told):
        where = f"in {name}" if name else _AT_SEA
        yield Doubt(
            rule="outside-country",
            origin=story.origin(f"{path}.lat", entry),
            what=f"{quoted(entry.name)} is said to be in {entry.country} and lies {where}"
            + (_how_far(lon_deg, lat_deg, code) if number < _MOST_MEASURED else ""),
            do=f"correct {lat_deg:.10g}, {lon_deg:.10g}, or the country",
        )


def _lon_lat(known: list[tuple[_Placed, str]]) -> tuple[list[float], list[float]]:
    return [one[3] for one, _ in known], [one[2] for one, _ in known]


def _by_islands(at_sea: list[tuple[_Placed, str]]) -> Iterator[tuple[_Placed, str]]:
    """Yield what is near a populated place of its country: outlines leave out small islands.

    A territory's place is its state's, too: the Cocos Islands are Australia's.
    """
    import shapely  # noqa: PLC0415 - heavy

    from geobrief.basemap.countries import AT_SEA_KM  # noqa: PLC0415 - heavy

    by_code: dict[str, list[tuple[_Placed, str]]] = {}
    for one in at_sea:
        by_code.setdefault(one[1], []).append(one)
    for code, some in by_code.items():
        points = [point for one in _with_territories(code) for point in _populated(one)]
        tree = shapely.STRtree(shapely.points(points) if points else [])
        lon, lat = _lon_lat(some)
        # So many degrees are as far from west to east, and a little farther from south to north.
        reach = [AT_SEA_KM / _KM_PER_DEG / max(math.cos(math.radians(y)), 0.01) for y in lat]
        near, _ = tree.query(shapely.points(lon, lat), predicate="dwithin", distance=reach)
        yield from (some[number] for number in sorted(set(near.tolist())))


def _with_territories(code: str) -> list[str]:
    return [code, *sorted(packaged().territories({code}))]


def _populated(code: str) -> list[tuple[float, float]]:
    """Return where the populated places of a country are."""
    rows = packaged().within(*_EVERYWHERE_E5, lon_e5=0, aside_e5=_HALF_TURN_E5, country=code)
    return [(row["lon_e5"] / 1e5, row["lat_e5"] / 1e5) for row in rows]


_AT_SEA = "at sea by the map's outlines, which leave out small islands"
_EVERYWHERE_E5 = (-9_000_000, 9_000_000)
_HALF_TURN_E5 = 18_000_000
_KM_PER_DEG = 111.2
_MOST_MEASURED = 100
"""Beyond these, how far a place lies outside its country is not told: it takes 10 ms each."""


def _how_far(lon_deg: float, lat_deg: float, code: str) -> str:
    from geobrief.basemap.countries import outside_km  # noqa: PLC0415 - heavy

    away_km = outside_km(lon_deg, lat_deg, code)
    return f", {away_km:,.0f} km outside" if math.isfinite(away_km) else ""


def _namesakes(story: Story, placed: Iterable[_Placed]) -> Iterator[Doubt]:
    """Yield places that lie far from the one that their name or number means to the gazetteer."""
    by_name: dict[str, list[_Placed]] = {}
    for one in placed:
        path, entry, *_ = one
        if entry.geonameid is not None:
            yield from _misnumbered(story, path, entry, entry.geonameid)
        else:
            by_name.setdefault(normalise(entry.name), []).append(one)
    # Most names are no town's: one query for hundreds of them tells which are.
    for bearer in packaged().first_bearers(by_name):
        for path, entry, *_ in by_name[bearer.spelling] if bearer.population >= TOWN else ():
            there = story.location(entry.name)
            town = _meant(entry)
            if there is None or town is None:
                continue
            away_km = far_km(there, town)
            if away_km > NAMESAKE_KM:
                yield _far_from(
                    story.origin(f"{path}.lat", entry), entry, f"{town.full_name}", town, away_km
                )


def _meant(entry: Place) -> Location | None:
    """Return the town that a name means without doubt, if it is large enough to be meant."""
    try:
        town = gazetteer.geocode(entry.name, country=entry.country, explained=False)
    except (PlaceError, ValueError):
        return None
    is_town = town.kind.startswith("PPL") and normalise(town.name) == normalise(entry.name)
    least = TOWN if entry.country.strip() else WELL_KNOWN
    return town if is_town and not town.rivals and (town.population or 0) >= least else None


def _misnumbered(story: Story, path: str, entry: Place, number: int) -> Iterator[Doubt]:
    there = story.location(entry.name)
    try:
        meant = gazetteer.by_geonameid(number)
    except PlaceError:
        return
    if there is None or not is_point(meant):
        return
    away_km = far_km(there, meant)
    if away_km > NAMESAKE_KM:
        called = f"{meant.full_name} (geonameid {number})"
        yield _far_from(story.origin(f"{path}.lat", entry), entry, called, meant, away_km)


def _far_from(origin: Origin, entry: Place, called: str, meant: Location, away_km: float) -> Doubt:
    return Doubt(
        rule="namesake",
        origin=origin,
        what=f"{quoted(entry.name)} is put at {entry.lat_deg:.10g}, {entry.lon_deg:.10g}, and the "
        f"gazetteer has {called} at {meant.written}, {away_km:,.0f} km away",
        do="correct lat and lon, or give a place that is another one another name",
    )
