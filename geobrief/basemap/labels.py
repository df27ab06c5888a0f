"""Where the names of countries, seas and lakes may stand in a view.

A name is a horizontal line of text, so what matters is how far a shape runs from left to right.
The shape is cut by a ladder of horizontal lines; the middles of the cuts are the places where a
name may stand, and the narrowest of three neighbouring cuts tells how wide it may be.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import shapely

from geobrief.basemap import pick
from geobrief.basemap.model import MapLabel
from geobrief.basemap.store import load_context, load_de_facto_names, load_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geobrief.basemap.model import Borders
    from geobrief.basemap.store import Name
    from geobrief.projection import Projection

    Floats: TypeAlias = NDArray[np.float64]
    Shapes: TypeAlias = NDArray[np.object_]

__all__ = ["labels_in"]

RUNGS = 15
"""Horizontal lines across a shape's height."""

LEAST_SIZE = 5.0
"""What is smaller than a square of so many tolerances has no room for a name at any zoom."""

DE_FACTO = "outline"
"""The layer with the coarse outlines of countries from the de facto point of view."""

LARGE = 0.1
"""Parts smaller than this part of the largest bear no name."""

SCATTERED = 0.12
"""Islands that fill less of their convex hull are an archipelago, if none is most of it: its name
is written across the water between them."""

WIDE_LAKE = 20.0
"""A country's name keeps out of lakes larger than a square of so many tolerances."""

PLACES = (0.5, 0.25, 0.75)
"""Where on a cut a name may have its middle."""

MOST_SPOTS = 10
MOST_CORE_SPOTS = 5
BESIDE_M = 5_000.0
"""A place on the coast may lie this far off its country as it is drawn for names."""

LEAST_SHARE = 0.25
"""A spot this much narrower than the best one is none."""

MOSTLY = 0.6
"""A shape that shows this part of itself bears its name where the source puts it."""

COARSER = 4
"""Levels of detail that placing a name can do without."""


@dataclass(frozen=True, slots=True)
class _Spot:
    x: float
    y: float
    width: float
    score: float


def labels_in(
    scope: pick.Scope,
    projection: Projection,
    style: Mapping[str, str],
    *,
    lakes: shapely.MultiPolygon,
    borders: Borders = "default",
) -> tuple[MapLabel, ...]:
    """Return the names in a view, the most prominent and largest first."""
    sources = dict.fromkeys(("lake", "sea"), (scope.world, load_names()))
    sources["country"] = (scope.world, load_names())
    if borders == "de-facto":
        sources["country"] = (load_context(), load_de_facto_names())
    parts = np.array(lakes.geoms, dtype=object)
    wide = parts[shapely.area(parts) > (WIDE_LAKE * scope.tolerance_m) ** 2]
    without = {"country": shapely.union_all(wide), "lake": None, "sea": None}
    found = [
        label
        for kind, water in without.items()
        for label in _labels_of(
            kind, replace(scope, world=sources[kind][0]), projection, style, water, sources[kind][1]
        )
    ]
    return tuple(sorted(found, key=lambda label: (label.rank, -label.area_m2, label.text)))


def _labels_of(
    kind: str,
    scope: pick.Scope,
    projection: Projection,
    style: Mapping[str, str],
    without: BaseGeometry | None,
    known: Iterable[Name],
) -> Iterator[MapLabel]:
    names = {name.number: name for name in known if name.kind == kind}
    layers = scope.world.layers
    layer = layers[kind if kind in layers else DE_FACTO]
    wanted = pick.polygons_near(scope, layer)
    wanted = wanted[np.isin(layer.number[wanted], list(names))]
    coarse = scope.coarser(COARSER)
    flat = projection.project_all(pick.polygons(coarse.world, layer, wanted, coarse.needs()))
    seen = shapely.intersection(flat, scope.frame)
    seen_m2, whole_m2 = (
        np.bincount(layer.number[wanted], shapely.area(shapes), max(names) + 1)
        for shapes in (seen, flat)
    )
    places = shapely.points(np.column_stack(projection.to_plane(*scope.keep.T)))
    least_m2 = (LEAST_SIZE * scope.tolerance_m) ** 2
    for number in np.flatnonzero(seen_m2 >= least_m2).tolist():
        whole = _joined(seen[layer.number[wanted] == number])
        dry = whole if without is None else _joined(shapely.difference([whole], without))
        shape = whole if shapely.is_empty(dry) else dry
        mostly = seen_m2[number] > MOSTLY * whole_m2[number]
        label = _label(names[number], shape, projection, style, at_source=bool(mostly))
        if kind != "sea":
            label = replace(label, story=bool(shapely.dwithin(whole, places, BESIDE_M).any()))
        yield label if scope.core is None else _with_core_spots(label, shape, scope.core)


def _joined(shapes: Shapes) -> BaseGeometry:
    """Unite polygons, without the lines and points at which a cut only touched them."""
    parts = shapely.get_parts(shapely.get_parts(shapes))
    parts = parts[shapely.area(parts) > 0]
    joined: BaseGeometry = parts[0] if len(parts) == 1 else shapely.union_all(parts)
    return joined


def _label(
    name: Name,
    shape: BaseGeometry,
    projection: Projection,
    style: Mapping[str, str],
    *,
    at_source: bool,
) -> MapLabel:
    """Place one name in what the view shows of its shape; where its source does, if need be."""
    body = _body(shape)
    ladder = _ladder(body) or _ladder(_largest(body))
    spots = _spread(ladder, math.sqrt(shapely.area(body)))
    if at_source:
        x, y = (float(value) for value in projection.to_plane(name.lon_deg, name.lat_deg))
        cuts = _cuts(*_edges(body), y).tolist()
        spots = [_Spot(x, y, room, math.inf) for room in [_room(cuts, x, 0.0)] if room] + spots
    first, *others = spots[:MOST_SPOTS]
    return MapLabel(
        text=style.get(name.text, name.text),
        kind=name.kind,
        rank=name.rank,
        x_m=first.x,
        y_m=first.y,
        width_m=first.width,
        area_m2=float(shapely.area(shape)),
        story=False,
        spots=tuple((spot.x, spot.y) for spot in others),
        widths_m=tuple(spot.width for spot in others),
    )


def _with_core_spots(label: MapLabel, shape: BaseGeometry, core: shapely.Polygon) -> MapLabel:
    """Put spots within the core first, where the label's own best one is outside of it."""
    if shapely.contains_xy(core, label.x_m, label.y_m):
        return label
    inner = _joined(shapely.intersection([shape], core))
    ladder = [] if shapely.is_empty(inner) else _ladder(_body(inner))
    spots = _spread(ladder, math.sqrt(shapely.area(inner)))[:MOST_CORE_SPOTS]
    if not spots:
        return label
    return replace(
        label,
        x_m=spots[0].x,
        y_m=spots[0].y,
        width_m=spots[0].width,
        spots=(*((spot.x, spot.y) for spot in spots[1:]), (label.x_m, label.y_m), *label.spots),
        widths_m=(*(spot.width for spot in spots[1:]), label.width_m, *label.widths_m),
    )


def _body(shape: BaseGeometry) -> BaseGeometry:
    """Return what a name is to lie on: the larger parts, or, of an archipelago, its whole reach."""
    parts = shapely.get_parts(shape)
    area = shapely.area(parts)
    reach: BaseGeometry = shapely.convex_hull(shape)
    if area.sum() < SCATTERED * shapely.area(reach) and area.max() < area.sum() / 2:
        return reach
    return shapely.MultiPolygon(list(parts[area >= LARGE * area.max()]))


def _largest(shape: BaseGeometry) -> BaseGeometry:
    parts = shapely.get_parts(shape)
    largest: BaseGeometry = parts[int(np.argmax(shapely.area(parts)))]
    return largest


def _ladder(shape: shapely.Geometry) -> list[_Spot]:
    """Return the middle of each cut through the shape, with the room there."""
    _, low, _, high = shapely.bounds(shape).tolist()
    rung = (high - low) / RUNGS
    heights = low + rung * (np.arange(RUNGS) + 0.5)
    a, b = _edges(shape)
    cuts = [_cuts(a, b, y).tolist() for y in heights.tolist()]
    spots = []
    for row, y in enumerate(heights.tolist()):
        off_middle = abs(row - (RUNGS - 1) / 2) / RUNGS
        for west, east in cuts[row]:
            for part in PLACES:
                x = west + (east - west) * part
                room = min(_room(cuts[near], x, east - west) for near in _beside(row))
                spots.append(_Spot(x, y, room, room * (1 - off_middle)))
    return spots


def _beside(row: int) -> list[int]:
    return [near for near in (row - 1, row, row + 1) if 0 <= near < RUNGS]


def _room(cuts: Sequence[Sequence[float]], x: float, otherwise: float) -> float:
    """Return twice the way from x to the nearer end of its cut; half of `otherwise` if in none."""
    for west, east in cuts:
        if west <= x <= east:
            return 2.0 * min(x - west, east - x)
    return otherwise / 2


def _edges(shape: shapely.Geometry) -> tuple[Floats, Floats]:
    """Return the two ends of every edge of a shape's rings."""
    rings = shapely.get_rings(shapely.get_parts(shape))
    xy, of = shapely.get_coordinates(rings, return_index=True)
    same = of[1:] == of[:-1]
    return xy[:-1][same], xy[1:][same]


def _cuts(a: Floats, b: Floats, y: float) -> Floats:
    """Return where the horizontal line at y enters and leaves the shape."""
    crosses = (a[:, 1] > y) != (b[:, 1] > y)
    a, b = a[crosses], b[crosses]
    x = a[:, 0] + (y - a[:, 1]) * (b[:, 0] - a[:, 0]) / (b[:, 1] - a[:, 1])
    return np.asarray(np.sort(x).reshape(-1, 2))


def _spread(ladder: list[_Spot], size_m: float) -> list[_Spot]:
    """Choose the best spots that are not beside one another."""
    chosen: list[_Spot] = []
    best = max((spot.score for spot in ladder), default=0.0)
    for spot in sorted(ladder, key=lambda spot: (-spot.score, spot.y, spot.x)):
        apart = all(
            abs(spot.y - other.y) > size_m / 8 or abs(spot.x - other.x) > size_m / 3
            for other in chosen
        )
        if apart and spot.score >= LEAST_SHARE * best and len(chosen) < MOST_SPOTS:
            chosen.append(spot)
    return chosen
