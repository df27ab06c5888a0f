"""What the basemap adds to close views, rivers and divisions, and borders from the other view."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np
import shapely

from geobrief.basemap import pick
from geobrief.basemap.store import (
    BORDER,
    DISPUTED,
    DIVISION,
    DIVISION_BY_DEFAULT,
    DIVISION_DE_FACTO,
    RIVER,
    load_context,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geobrief.basemap.model import Borders, Detail
    from geobrief.basemap.pick import Scope
    from geobrief.projection import Projection

    Flags: TypeAlias = NDArray[np.bool_]

__all__ = ["Context", "context_of", "de_facto_borders", "flat_lines"]

RIVERS = ((700_000.0, 5), (1_300_000.0, 4), (2_500_000.0, 2))
"""In a view narrower than so many metres, rivers are drawn up to this rank; none in wider ones."""

DIVISIONS = ((300_000.0, 2), (1_200_000.0, 1), (6_000_000.0, 0))
"""Likewise for lines between divisions: 0 are those that readers know, 2 those of small ones."""

SHARE = 0.3
"""Of a page's vertices, so many are for rivers and divisions at the most."""

COARSER, COARSEST = 1.5, 5.0
"""They are made coarser in such steps until they keep to it, no more than this in all; if that is
not enough, divisions are left out."""


class Context(NamedTuple):
    """Rivers and divisions in a view, in planar metres."""

    rivers: shapely.MultiLineString
    divisions: shapely.MultiLineString


def context_of(
    scope: Scope,
    projection: Projection,
    economy: Detail,
    *,
    borders: Borders,
    lakes: shapely.MultiPolygon,
) -> Context:
    """Return rivers and divisions as far as the view is near enough to bear them."""
    shown = scope.core or scope.frame
    west, south, east, north = shapely.bounds(shown).tolist()
    width_m = max(east - west, north - south)
    world = load_context()
    rivers = (world.kind == RIVER) & _at_most(RIVERS, width_m)
    kinds = (DIVISION, DIVISION_BY_DEFAULT if borders == "default" else DIVISION_DE_FACTO)
    divisions = np.isin(world.kind, kinds) & _at_most(DIVISIONS, width_m)
    if not (rivers.any() or divisions.any()):
        return Context(shapely.MultiLineString(), shapely.MultiLineString())
    most = (economy.most_vertices or math.inf) * SHARE
    coarser = 1.0
    while True:
        own = replace(scope, world=world).rougher(coarser)
        need = own.needs()
        found = [flat_lines(own, projection, arcs, need) for arcs in (rivers, divisions)]
        lines = [_straight(one, economy.straight_m * coarser) for one in found]
        fits = shapely.get_num_coordinates(lines).sum() <= most
        if fits or coarser > COARSEST:
            whole = lines[1] if fits else shapely.MultiLineString()
            return Context(_multi(shapely.difference(lines[0], lakes)), _multi(whole))
        coarser *= COARSER


def _at_most(ranks: Sequence[tuple[float, int]], width_m: float) -> Flags:
    """Tell of which arcs the rank is low enough for a view so wide."""
    most = next((rank for width, rank in ranks if width_m < width), -1)
    low: Flags = load_context().rank.astype(int) <= most
    return low


def de_facto_borders(
    scope: Scope, projection: Projection
) -> tuple[shapely.MultiLineString, shapely.MultiLineString]:
    """Return the agreed and the disputed borders as Natural Earth's own view has them."""
    own = replace(scope, world=load_context())
    need, specks = own.needs(), pick.specks(own)
    found = []
    for kind in (BORDER, DISPUTED):
        arcs = own.world.kind == kind
        arcs[specks] = False
        found.append(flat_lines(own, projection, arcs, need))
    return found[0], found[1]


def flat_lines(
    scope: Scope, projection: Projection, wanted: Flags, need: Flags
) -> shapely.MultiLineString:
    """Return those of some arcs that the view shows, joined, projected and cut at its frame."""
    arcs = np.flatnonzero(pick.arcs_near(scope) & wanted)
    flat = _parts(projection.project_all(pick.lines(scope, arcs, need)))
    whole = shapely.line_merge(shapely.multilinestrings(flat[shapely.length(flat) > 0]))
    return _multi(shapely.intersection(whole, scope.frame))


def _straight(lines: shapely.MultiLineString, tolerance_m: float) -> shapely.MultiLineString:
    return _multi(shapely.simplify(lines, tolerance_m)) if tolerance_m else lines


def _multi(lines: NDArray[np.object_] | shapely.Geometry) -> shapely.MultiLineString:
    parts = _parts(lines)
    return shapely.MultiLineString(list(parts[shapely.length(parts) > 0]))


def _parts(shapes: NDArray[np.object_] | shapely.Geometry) -> NDArray[np.object_]:
    parts: NDArray[np.object_] = shapely.get_parts(shapely.get_parts(shapes))
    return parts
