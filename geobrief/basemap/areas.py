"""The outline of a country or a first-order division by its name, in degrees and on a map."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from geobrief.basemap.store import load_context, load_divisions, load_names, load_world
from geobrief.errors import InputError
from geobrief.gazetteer.normal import normalise
from geobrief.gazetteer.store import packaged

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import shapely
    from numpy.typing import NDArray

    from geobrief.basemap.model import Basemap
    from geobrief.projection import Projection

__all__ = ["area_on_map", "land_at", "outline_of"]

MOST_NAMED = 6
"""Candidates that a message lists."""

WORDS = frozenset(
    """
    autonomous canton city county department district division emirate federal governorate
    municipality oblast okrug parish prefecture province region republic state territory the of
    """.split()  # noqa: SIM905 - words read best as words
)
"""Words that say what a division is: "Donetsk Oblast" is Donetsk where the basemap has no more."""

BESIDE = 0.02
"""What covers less than this part of a piece of land, and of itself, only lies beside it."""

NEAR_DEG = 3.0
"""A mainland no farther than this from a place is its own."""

_TURNS = (0.0, 360.0, -360.0)


class _Area(NamedTuple):
    """What a name may mean: a country, or divisions that make up one area."""

    name: str
    country: int
    """The number of its outline; -1 if it is not a country."""
    divisions: tuple[int, ...] = ()


def outline_of(name: str) -> shapely.MultiPolygon:
    """Return the outline of a country or a first-order division, in degrees.

    Longitudes may pass 180° to keep a shape in one piece. Coasts and borders are the basemap's;
    the lines between divisions are right to half a kilometre. A country may be called what the
    basemap or the packaged places call it. A division goes by its names in the source or the
    packaged places; "Punjab, Pakistan" tells it from its namesakes. What groups divisions, such as
    Scotland or Lombardy, is an area, too.

    Raises:
        InputError: nothing of that name has an outline, or several have; the message lists them.
        DataError: the packaged data is missing or damaged.
    """
    return _outline(_found(name))


def area_on_map(
    outline: shapely.MultiPolygon, projection: Projection, basemap: Basemap
) -> shapely.MultiPolygon:
    """Return an area in planar metres as a basemap shows it: on its land, and no finer.

    Args:
        outline: in degrees, as `outline_of` returns it; any area of an editor's own will do.
        projection: the map's.
        basemap: what the map shows; what of the area lies at sea, or outside, is left out.
    """
    import shapely  # noqa: PLC0415 - heavy

    flat = shapely.make_valid(projection.project(outline))
    coarse = shapely.make_valid(shapely.simplify(flat, basemap.fine_m / 2))
    return _polygons_of(shapely.intersection(coarse, basemap.land))


def land_at(lon_deg: float, lat_deg: float) -> shapely.Polygon | None:
    """Return the mainland of the country that a point lies in, in degrees; None at sea.

    On an island far from the mainland, or in a part that is, it is that.

    Raises:
        DataError: the packaged data is missing or damaged.
    """
    import numpy as np  # noqa: PLC0415 - heavy
    import shapely  # noqa: PLC0415 - heavy

    shapes, numbers, tree = _ground()
    for turn in _TURNS:
        point = shapely.Point(lon_deg + turn, lat_deg)
        for hit in tree.query(point, "intersects")[:1]:
            parts = shapes[numbers == numbers[hit]]
            near = parts[shapely.dwithin(parts, point, NEAR_DEG)]
            largest: shapely.Polygon = near[int(np.argmax(shapely.area(near)))]
            return largest
    return None


def _found(name: str) -> _Area:
    """Return the one area that a name means."""
    areas = _narrowed(name)
    if not areas:
        raise InputError(_unknown(name))
    if len(areas) > 1 and areas[0].country >= 0 and areas[1].country < 0:
        # A country that is larger than its namesakes is meant: Mexico, but not Georgia.
        sizes = [_outline(area).area for area in areas]
        areas = areas[:1] if sizes[0] > max(sizes[1:]) else areas
    exact = [area for area in areas if normalise(_told(area)) == normalise(name)]
    areas = exact if len(exact) == 1 else areas
    if len(areas) == 1:
        return areas[0]
    named = list(dict.fromkeys(_told(area) for area in areas))
    more = f" or {len(named) - MOST_NAMED} more" if len(named) > MOST_NAMED else ""
    message = f"{name!r} may be {' or '.join(map(repr, named[:MOST_NAMED]))}{more}; write which"
    raise InputError(message)


def _narrowed(name: str) -> list[_Area]:
    """Return what a name may mean, countries first; after a comma stands the country it is in."""
    if name.endswith(_COUNTRY):
        return [area for area in _meant(name.removesuffix(_COUNTRY)) if area.country >= 0]
    base, _, home = (part.strip() for part in name.partition(","))
    areas = _meant(base)
    if home:
        homes = {area.country for area in _meant(home)}
        return [area for area in areas if area.divisions and _home(area.divisions[0]) in homes]
    return areas


_COUNTRY = " (country)"


def _meant(name: str) -> list[_Area]:
    """Return the areas that bear a name, or else bear it less the words that say their kind."""
    key = normalise(name)
    for spelling in dict.fromkeys((key, _short(key))):
        found = [*_countries().get(spelling, ()), *_by_code(spelling)]
        found += _divisions().get(spelling) or _by_gazetteer(spelling)
        if found:
            return list(dict.fromkeys(found))
    return []


def _short(key: str) -> str:
    """Return a normalised name less the words that say what a division is."""
    return " ".join(word for word in key.split() if word not in WORDS) or key


def _told(area: _Area) -> str:
    """Return a name that only this area has, as far as the packaged places know one."""
    if area.country >= 0:
        return area.name + _COUNTRY
    home = _countries_named().get(_home(area.divisions[0]), "")
    number = load_divisions()[area.divisions[0]].geonameid if len(area.divisions) == 1 else 0
    entry = packaged().entry(number)
    name = entry.name if entry is not None and entry.kind == "ADM1" else area.name
    return f"{name}, {home}" if home and home != name else name


def _unknown(name: str) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 - only for an error

    known = {**_divisions(), **_countries()}
    near = get_close_matches(normalise(name), known, n=3, cutoff=0.8)
    meant = list(dict.fromkeys(known[key][0].name for key in near))
    if meant:
        return f"no outline is called {name!r}; did you mean {' or '.join(map(repr, meant))}?"
    return (
        f"no outline is called {name!r}; name a country or a first-order division, such as "
        "California or Donetsk Oblast, or give a shape of your own as GeoJSON"
    )


@cache
def _countries_named() -> dict[int, str]:
    """Return the countries' names by the numbers of their outlines."""
    return {name.number: name.text for name in load_names() if name.kind == "country"}


@cache
def _countries() -> dict[str, tuple[_Area, ...]]:
    """Return countries by what the basemap calls them."""
    return {normalise(name): (_Area(name, number),) for number, name in _countries_named().items()}


def _by_code(key: str) -> list[_Area]:
    """Return the countries that the packaged places know by a normalised name or code."""
    codes = packaged().countries(key)
    return [area for code in sorted(codes) for area in _of_code().get(code, ())]


@cache
def _of_code() -> dict[str, list[_Area]]:
    found = defaultdict(list)
    for key, (area,) in _countries().items():
        for code in packaged().countries(key):
            found[code].append(area)
    return found


@cache
def _divisions() -> dict[str, tuple[_Area, ...]]:
    """Return divisions, and what groups them, by their names.

    Main names go before those that a division bears besides. What all divisions of a group bear
    besides is the group's: "Lombardy".
    """
    first: dict[str, dict[_Area, None]] = defaultdict(dict)
    also: dict[str, dict[_Area, None]] = defaultdict(dict)
    for one in load_divisions():
        area = _Area(one.name, -1, (one.number,))
        first[normalise(one.name)][area] = None
        for name in one.also:
            also[normalise(name)][area] = None
    for key in also.keys() - first.keys():
        group = _group_of(frozenset(area.divisions[0] for area in also[key]))
        also[key] = {group: None} if group else also[key]
    for area in _groups():
        first[normalise(area.name)][area] = None
    return {key: tuple(first.get(key) or also[key]) for key in {**first, **also}}


def _group_of(numbers: frozenset[int]) -> _Area | None:
    """Return the group that is made up of just these divisions."""
    return _by_members().get(numbers)


@cache
def _by_members() -> dict[frozenset[int], _Area]:
    return {frozenset(area.divisions): area for area in _groups()}


@cache
def _groups() -> tuple[_Area, ...]:
    """Return what several divisions make up, such as Scotland or Lombardy, but no country."""
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for one in load_divisions():
        for group in {one.region, one.unit} - {""}:
            groups[one.country, group].append(one.number)
    own = {(one.country, normalise(one.name)) for one in load_divisions()}
    return tuple(
        _Area(_BRACKETS.sub("", name), -1, tuple(numbers))
        for (country, name), numbers in sorted(groups.items())
        if len(numbers) > 1
        and normalise(name) not in _countries()
        and (country, normalise(name)) not in own
    )


_BRACKETS = re.compile(r"\s*\(.*\)$")


def _by_gazetteer(key: str) -> list[_Area]:
    """Return divisions that the packaged places know by a normalised name."""
    wanted = {number for number, kind in packaged().divisions(key) if kind == "ADM1"}
    return [_by_number()[number] for number in sorted(wanted & _by_number().keys())]


@cache
def _by_number() -> dict[int, _Area]:
    """Return divisions and groups by the number that the packaged places have for them."""
    store = packaged()
    found = {}
    for area in _groups():
        known = [store.entry(number) for number, _ in store.divisions(normalise(area.name))]
        own = {one.country for one in map(store.entry, _numbers(area)) if one is not None}
        for entry in known:
            if entry is not None and entry.kind == "ADM1" and entry.country in own:
                found[entry.number] = area
    for one in load_divisions():
        if one.geonameid:
            found.setdefault(one.geonameid, _Area(one.name, -1, (one.number,)))
    return found


def _numbers(area: _Area) -> list[int]:
    """Return the numbers that the packaged places have for a few of an area's divisions."""
    return [load_divisions()[number].geonameid for number in area.divisions[:_FEW]]


_FEW = 5


def _home(division: int) -> int:
    """Return the number of the country that a division lies in by the default borders, or -1."""
    import shapely  # noqa: PLC0415 - heavy

    lon, lat = shapely.get_coordinates(shapely.point_on_surface(_largest(division)))[0].tolist()
    _, numbers, tree = _ground()
    turned = shapely.points([lon + turn for turn in _TURNS], lat)
    hits = tree.query(turned, "intersects")[1]
    return int(numbers[hits[0]]) if len(hits) else -1


@lru_cache(maxsize=64)
def _outline(area: _Area) -> shapely.MultiPolygon:
    """Return an area's outline in degrees."""
    import numpy as np  # noqa: PLC0415 - heavy
    import shapely  # noqa: PLC0415 - heavy

    shapes, numbers, tree = _ground()
    if area.country >= 0:
        return _polygons_of(shapely.union_all(shapes[numbers == area.country]))
    own, others = _division_shapes(area.divisions)
    whole = shapely.union_all(own)
    pieces = []
    for hit in np.sort(tree.query(whole, "intersects")).tolist():
        ground = shapes[hit]
        covered = shapely.area(shapely.intersection(ground, whole))
        if covered < BESIDE * min(ground.area, whole.area):
            continue
        near = others[shapely.intersects(others, ground)]
        # What is nobody else's is its own: its coast is the basemap's then, not a coarser one.
        left = shapely.get_parts(shapely.difference(ground, shapely.union_all(near)))
        mine = shapely.area(shapely.intersection(left, whole)) > shapely.area(left) / 2
        pieces += left[mine].tolist()
    return _polygons_of(shapely.union_all(pieces) if pieces else whole)


def _polygons_of(shape: shapely.Geometry) -> shapely.MultiPolygon:
    """Return the polygons among a shape's parts as one."""
    import shapely  # noqa: PLC0415 - heavy

    parts = shapely.get_parts(shapely.get_parts(shape))
    return shapely.MultiPolygon(list(parts[shapely.area(parts) > 0]))


@cache
def _ground() -> tuple[NDArray[np.object_], NDArray[np.int64], shapely.STRtree]:
    """Return the countries' polygons at full detail, their numbers, and an index of them."""
    import numpy as np  # noqa: PLC0415 - heavy
    import shapely  # noqa: PLC0415 - heavy

    from geobrief.basemap.pick import polygons  # noqa: PLC0415 - heavy

    world = load_world()
    layer = world.layers["country"]
    every = np.arange(len(layer.number))
    found = shapely.make_valid(polygons(world, layer, every, np.ones(len(world.lonlat), bool)))
    return found, layer.number, shapely.STRtree(found)


@cache
def _division_polygons() -> NDArray[np.object_]:
    import numpy as np  # noqa: PLC0415 - heavy
    import shapely  # noqa: PLC0415 - heavy

    from geobrief.basemap.pick import polygons  # noqa: PLC0415 - heavy

    world = load_context()
    layer = world.layers["division"]
    every = np.arange(len(layer.number))
    found: NDArray[np.object_] = shapely.make_valid(
        polygons(world, layer, every, np.ones(len(world.lonlat), bool))
    )
    return found


def _division_shapes(
    wanted: Sequence[int],
) -> tuple[NDArray[np.object_], NDArray[np.object_]]:
    """Return the polygons of some divisions, and those of all others."""
    import numpy as np  # noqa: PLC0415 - heavy

    shapes = _division_polygons()
    own = np.isin(load_context().layers["division"].number, wanted)
    return shapes[own], shapes[~own]


def _largest(division: int) -> shapely.Geometry:
    """Return a division's largest polygon."""
    import numpy as np  # noqa: PLC0415 - heavy
    import shapely  # noqa: PLC0415 - heavy

    own, _ = _division_shapes((division,))
    largest: shapely.Geometry = own[int(np.argmax(shapely.area(own)))]
    return largest
