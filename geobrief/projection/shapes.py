"""Shapes through a projection: densified, cut at the map's edge, closed round a pole.

Points are the easy part. A polygon of the world may hold the place where the map is torn (the
point opposite the centre of an azimuthal map, the antimeridian of the middle of Equal Earth),
and then what is inside on the globe is outside on paper, or lies on two sides of it.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import shapely

from geobrief.projection.plane import HORIZON_M, Kind

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geobrief.projection.plane import Projection

    Floats: TypeAlias = NDArray[np.float64]
    Ints: TypeAlias = NDArray[np.int64]
    Shapes: TypeAlias = NDArray[np.object_]

__all__ = ["project_many", "project_one", "world_outline"]

LONGEST_EDGE_DEG = 0.5
"""Edges are straight in degrees; this long, one bends by at most 60 m on the map."""

STEP_M = 0.01
"""Coordinates are rounded to it, so that what met in degrees meets on the map."""

RIM_STEP_DEG = 1.0

EMPTY = shapely.Polygon()
NO_LINE = shapely.LineString()


def project_one(projection: Projection, geometry: BaseGeometry) -> BaseGeometry:
    """Project a geometry of any type; parts that the antimeridian had cut are joined."""
    parts = shapely.get_parts(shapely.get_parts(geometry))
    parts = parts[~shapely.is_empty(parts)]
    if not parts.size:
        return geometry
    kinds = shapely.get_dimensions(parts)
    points = _points(projection, parts[kinds == 0])
    others = [project_many(projection, parts[kinds == kind]) for kind in (1, 2)]
    lines, polygons = (_joined(found) for found in others)
    made: list[BaseGeometry] = [
        *points,
        *(s for s in (lines, polygons) if not shapely.is_empty(s)),
    ]
    if len(made) == 1:
        return made[0]
    if made and len(made) == len(points):
        return shapely.MultiPoint(list(points))
    return shapely.GeometryCollection(made)


def project_many(projection: Projection, geometries: Shapes) -> Shapes:
    """Project polygons, or lines, each to one geometry of its kind, or to an empty one."""
    if not geometries.size:
        return geometries
    if (shapely.get_dimensions(geometries) == 1).all():
        pieces, owners = _in_frame(projection, geometries)
        lines, owners = _lines(projection, pieces, owners)
        return _gathered(lines, owners, len(geometries), NO_LINE)
    pieces, owners = _in_frame(projection, geometries)
    return _gathered(_polygons(projection, pieces), owners, len(geometries), EMPTY)


def world_outline(projection: Projection) -> shapely.Polygon:
    """Return the edge of the world on this map, in metres."""
    if projection.kind is Kind.LAEA:
        turns = np.radians(np.arange(0.0, 360.0, RIM_STEP_DEG))
        return shapely.Polygon(HORIZON_M * np.column_stack([np.cos(turns), np.sin(turns)]))
    up = np.arange(-90.0, 90.0 + RIM_STEP_DEG, RIM_STEP_DEG)
    lats = np.concatenate([up, up[::-1]])
    off = np.repeat([180.0, -180.0], len(up))
    return shapely.Polygon(np.column_stack(projection.forward(off, lats)))


def _points(projection: Projection, points: Shapes) -> Shapes:
    xs, ys = projection.to_plane(shapely.get_x(points), shapely.get_y(points))
    return np.asarray(shapely.points(xs, ys), dtype=object)


def _joined(shapes: Shapes) -> BaseGeometry:
    if not shapes.size:
        return EMPTY
    whole = shapely.union_all(shapes)
    return shapely.line_merge(whole) if shapely.get_dimensions(whole) == 1 else whole


def _in_frame(projection: Projection, geometries: Shapes) -> tuple[Shapes, Ints]:
    """Turn each geometry into the map's turn of the globe, cut at its edge.

    An azimuthal map has no edge to cut at: there every turn is the same.
    """
    west = projection.lon_0_deg - 180.0
    bounds = shapely.bounds(geometries)
    turns = np.floor((bounds[:, 0] - west) / 360.0)
    over = bounds[:, 2] - 360.0 * turns > west + 360.0
    if projection.kind is Kind.LAEA or not over.any():
        whole = geometries if projection.kind is Kind.LAEA else _turned(geometries, turns)
        return whole, np.arange(len(whole))
    frame = shapely.box(west, -90.0, west + 360.0, 90.0)
    pieces, owners = [_turned(geometries[~over], turns[~over])], [np.flatnonzero(~over)]
    valid = shapely.make_valid(geometries[over])
    for more in (0, 1):
        pieces.append(shapely.intersection(_turned(valid, turns[over] + more), frame))
        owners.append(np.flatnonzero(over))
    parts, index = shapely.get_parts(np.concatenate(pieces), return_index=True)
    flat, again = shapely.get_parts(parts, return_index=True)
    owner = np.concatenate(owners)[index][again]
    kept = shapely.get_dimensions(flat) == shapely.get_dimensions(geometries[0])
    return flat[kept], owner[kept]


def _turned(geometries: Shapes, turns: Floats) -> Shapes:
    """Move each geometry west by whole turns of the globe."""
    xy, owner = shapely.get_coordinates(geometries, return_index=True)
    xy[:, 0] -= 360.0 * turns[owner]
    return shapely.set_coordinates(geometries.copy(), xy)


def _gathered(pieces: Shapes, owners: Ints, count: int, empty: BaseGeometry) -> Shapes:
    """Unite the pieces of each geometry; one that has none is empty."""
    gathered = np.full(count, empty, dtype=object)
    alone = np.bincount(owners, minlength=count) == 1
    single = alone[owners]
    gathered[owners[single]] = pieces[single]
    for number in np.unique(owners[~single]).tolist():
        gathered[number] = shapely.union_all(pieces[owners == number])
    return gathered


def _densified(lines: Shapes) -> tuple[Floats, Ints]:
    """Return the vertices of lines or rings, long edges divided, and each vertex's line.

    GEOS's own densifier would mend polygons on the way, and drop half of one that touches itself.
    """
    xy, of = shapely.get_coordinates(lines, return_index=True)
    step = np.diff(xy, axis=0, append=xy[-1:])
    step[np.diff(of, append=-1) != 0] = 0.0
    pieces = np.maximum(np.ceil(np.abs(step).max(axis=1) / LONGEST_EDGE_DEG), 1).astype(np.int64)
    begin = np.repeat(np.cumsum(pieces) - pieces, pieces)
    part = (np.arange(len(begin)) - begin) / np.repeat(pieces, pieces)
    start = np.repeat(np.arange(len(xy)), pieces)
    return xy[start] + part[:, None] * step[start], of[start]


def _flat(projection: Projection, lonlat: Floats) -> Floats:
    """Project coordinates that lie in the map's frame, on a grid of a centimetre."""
    if projection.kind is Kind.LAEA:
        xy = np.column_stack(projection.to_plane(lonlat[:, 0], lonlat[:, 1]))
    else:
        off = np.clip(lonlat[:, 0] - projection.lon_0_deg, -180.0, 180.0)
        xy = np.column_stack(projection.forward(off, lonlat[:, 1]))
    return np.asarray(np.rint(xy / STEP_M) * STEP_M)


def _lines(projection: Projection, lines: Shapes, owners: Ints) -> tuple[Shapes, Ints]:
    """Project lines; those beyond the horizon end there."""
    lonlat, of = _densified(lines)
    xy = _flat(projection, lonlat)
    seen = _within_horizon(projection, xy)
    begins = np.flatnonzero(np.diff(of, prepend=-1) != 0)
    run = np.cumsum(np.diff(seen.astype(int), prepend=0) != 0)
    run[begins[0] :] += of[begins[0] :] * (len(xy) + 1)
    _, run = np.unique(run[seen], return_inverse=True)
    long = np.bincount(run)[run] > 1
    if not long.any():
        return lines[:0], owners[:0]
    _, first, run = np.unique(run[long], return_index=True, return_inverse=True)
    made = np.asarray(shapely.linestrings(xy[seen][long], indices=run))
    return made, owners[of[seen][long][first]]


def _polygons(projection: Projection, polygons: Shapes) -> Shapes:
    """Project polygons ring by ring; mend what rounding and straight edges made cross."""
    rings, owners = shapely.get_rings(polygons, return_index=True)
    lonlat, of = _densified(rings)
    xy = _flat(projection, lonlat)
    torn, hidden = _torn_and_hidden(projection, polygons, xy, owners[of])
    flat = np.full(len(polygons), EMPTY, dtype=object)
    whole = ~(torn | hidden)[owners]
    if whole.any():
        used = whole[of]
        _, ring_of = np.unique(of[used], return_inverse=True)
        made = np.asarray(shapely.linearrings(xy[used], indices=ring_of))
        kept, index = np.unique(owners[whole], return_inverse=True)
        flat[kept] = shapely.polygons(made, indices=index)
    for number in np.flatnonzero(torn & ~hidden).tolist():
        flat[number] = _torn(projection, polygons[number])
    return mended(flat)


def _torn_and_hidden(
    projection: Projection, polygons: Shapes, xy: Floats, owners: Ints
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Tell which polygons an azimuthal map turns inside out or cuts, and which it does not show."""
    if projection.kind is not Kind.LAEA:
        return np.zeros(len(polygons), dtype=bool), np.zeros(len(polygons), dtype=bool)
    seen = np.bincount(owners[_within_horizon(projection, xy)], minlength=len(polygons))
    torn = _hold_the_antipode(projection, polygons)
    torn |= seen < np.bincount(owners, minlength=len(polygons))
    return torn, seen == 0


def mended(polygons: Shapes) -> Shapes:
    """Make every polygon valid; what degenerates to lines or points is gone."""
    broken = ~shapely.is_valid(polygons)
    if broken.any():
        polygons[broken] = shapely.make_valid(
            polygons[broken], method="structure", keep_collapsed=False
        )
    return polygons


def _hold_the_antipode(projection: Projection, polygons: Shapes) -> NDArray[np.bool_]:
    """Tell which polygons' exteriors go round the point opposite the map's centre."""
    lon, lat = projection.lon_0_deg + 180.0, -projection.lat_0_deg
    filled = shapely.polygons(shapely.get_exterior_ring(polygons))
    holds = np.zeros(len(polygons), dtype=bool)
    for turn in (-360.0, 0.0, 360.0):
        holds |= shapely.intersects_xy(filled, lon + turn, lat)
    return holds


def _torn(projection: Projection, polygon: shapely.Polygon) -> BaseGeometry:
    """Project a polygon that reaches beyond the horizon, or round the antipode.

    A ring parts the globe in two; on the map its inside is the side without the antipode. So the
    polygon is what an odd number of rings encloses, or, if it holds the antipode, an even number.
    """
    disc = world_outline(projection)
    holds = any(
        shapely.intersects_xy(polygon, projection.lon_0_deg + 180.0 + turn, -projection.lat_0_deg)
        for turn in (-360.0, 0.0, 360.0)
    )
    inside = disc if holds else EMPTY
    for ring in shapely.get_rings(polygon):
        lonlat, _ = _densified(np.array([ring]))
        on_map = _round_the_rim(_flat(projection, lonlat))
        shape = mended(np.array([shapely.Polygon(on_map)], dtype=object))[0]
        inside = shapely.symmetric_difference(inside, shape)
    return shapely.intersection(inside, disc)


def _round_the_rim(ring: Floats) -> Floats:
    """Lead a ring along the map's rim where it runs beyond the horizon.

    What it does out there is reduced to how far round the map it gets. Rim points are the same
    for all rings, so that two that run along the rim share their way.
    """
    beyond = np.hypot(ring[:-1, 0], ring[:-1, 1]) > HORIZON_M
    if not beyond.any() or beyond.all():
        return ring
    start = int(np.flatnonzero(~beyond)[0])
    ring, beyond = np.roll(ring[:-1], -start, axis=0), np.roll(beyond, -start)
    turn = np.unwrap(np.arctan2(ring[:, 1], ring[:, 0]))
    edges = np.flatnonzero(np.diff(beyond.astype(int), prepend=0, append=0))
    pieces, last = [], 0
    for first, after in edges.reshape(-1, 2).tolist():
        pieces += [ring[last:first], _along_the_rim(turn[first], turn[after - 1])]
        last = after
    return np.vstack([*pieces, ring[last:]])


def _along_the_rim(start: float, end: float) -> Floats:
    """Return the way round the rim from one angle to another, in radians."""
    step = math.radians(RIM_STEP_DEG)
    low, high = sorted((start, end))
    between = np.arange(math.floor(low / step) + 1, math.ceil(high / step)) * step
    angles = np.concatenate([[low], between, [high]])
    angles = angles if start <= end else angles[::-1]
    rim = HORIZON_M * np.column_stack([np.cos(angles), np.sin(angles)])
    return np.asarray(np.rint(rim / STEP_M) * STEP_M)


def _within_horizon(projection: Projection, xy: Floats) -> NDArray[np.bool_]:
    if projection.kind is not Kind.LAEA:
        return np.ones(len(xy), dtype=bool)
    return np.asarray(np.hypot(xy[:, 0], xy[:, 1]) <= HORIZON_M)
