"""The outline of a country or a first-order division by its name, in degrees."""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING

from geobrief.basemap.store import load_names, load_world
from geobrief.errors import InputError
from geobrief.gazetteer.normal import normalise
from geobrief.gazetteer.store import packaged

if TYPE_CHECKING:
    import shapely

__all__ = ["outline_of"]

_MOST_NAMED = 8
"""Candidates that a message lists."""


def outline_of(name: str) -> shapely.MultiPolygon:
    """Return the outline of a country or first-order division, in degrees.

    Longitudes may pass 180° to keep a shape in one piece. A name is the basemap's, or any that the
    packaged places know of a country.

    Raises:
        InputError: nothing of that name has an outline, or several have; the message lists them.
        DataError: the packaged data is missing or damaged.
    """
    numbers = _countries().get(normalise(name)) or _by_code(name)
    if len(numbers) == 1:
        return _country(numbers[0])
    if numbers:
        named = " or ".join(_texts()[number] for number in numbers)
        message = f"{name!r} may be {named}; write one of these"
        raise InputError(message)
    near = get_close_matches(normalise(name), _countries(), n=3, cutoff=0.7)
    meant = " or ".join(dict.fromkeys(_texts()[_countries()[key][0]] for key in near))
    way_out = f"did you mean {meant}?" if near else "name a country or a first-order division"
    message = f"the basemap has no area {name!r}; {way_out}"
    raise InputError(message)


@cache
def _texts() -> dict[int, str]:
    """Return the countries' names by the numbers of their outlines."""
    return {name.number: name.text for name in load_names() if name.kind == "country"}


@cache
def _countries() -> dict[str, tuple[int, ...]]:
    """Return the numbers of outlines by what the basemap calls them."""
    return {normalise(text): (number,) for number, text in _texts().items()}


def _by_code(name: str) -> tuple[int, ...]:
    """Return the outlines of the countries that the packaged places know by a name."""
    store = packaged()
    codes = store.countries(normalise(name))
    return tuple(
        number
        for number, text in _texts().items()
        if codes & store.countries(normalise(text)) and codes
    )


def _country(number: int) -> shapely.MultiPolygon:
    import numpy as np  # noqa: PLC0415 - heavy
    import shapely  # noqa: PLC0415 - heavy

    from geobrief.basemap.pick import polygons  # noqa: PLC0415 - heavy

    world = load_world()
    layer = world.layers["country"]
    need = np.ones(len(world.lonlat), dtype=bool)
    found = polygons(world, layer, np.flatnonzero(layer.number == number), need)
    joined = shapely.union_all(shapely.make_valid(found))
    return shapely.MultiPolygon(list(shapely.get_parts(joined)))
