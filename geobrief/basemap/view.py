"""Packaged Natural Earth → what one view shows, in the metres of its projection."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, TypeAlias

from geobrief.basemap.model import (
    BORDERS,
    CREDITS,
    FINEST_M,
    SOURCES,
    Basemap,
    Detail,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    import shapely
    from numpy.typing import NDArray

    from geobrief.basemap.model import Borders, MapLabel
    from geobrief.basemap.pick import Box, Scope
    from geobrief.projection import Projection

    Flags: TypeAlias = NDArray[np.bool_]
    Shapes: TypeAlias = NDArray[np.object_]

__all__ = ["basemap_for"]

COARSEST_M = 40_000.0
LEAST_STEP, STEP_POWER = 1.1, 2.0
"""How much coarser to try where there are too many vertices: more than their excess, for those
close to the story remain."""

SMALLEST = {"land": 1.0, "water": 4.0}
"""The side of the smallest island and lake drawn, in tolerances; small lakes look like dirt."""

AT_SEA = 0.015
"""A view with less land than this part of it is one of islands: they are drawn however small."""
MOST_ISLES = 400
"""The largest so many of them."""


def basemap_for(  # noqa: PLR0913 - all but the first two have defaults
    projection: Projection,
    cover: Box,
    *,
    tolerance_m: float,
    detail: Detail | None = None,
    core: Box | None = None,
    names: Mapping[str, str] | None = None,
    keep: Sequence[tuple[float, float]] = (),
    borders: Borders = "default",
    close: bool = False,
    named: bool = True,
) -> Basemap:
    """Return what a rectangle of a map shows of the world.

    Args:
        projection: the map's.
        cover: xmin, ymin, xmax, ymax in the projection's metres.
        tolerance_m: how coarse lines may be; smaller islands are left out.
        detail: what else a page asks of the lines; it may make `tolerance_m` coarser.
        core: the part of `cover` that most frames show: names stand there if they can.
        names: house style, from the basemap's names to those to print.
        keep: x, y of places whose island or country is drawn, however small.
        borders: whose: the default ones, or Natural Earth's own de facto ones.
        close: add rivers, divisions and built-up areas, as far as the view is near enough.
        named: find out where names may stand; it takes half of the time.

    Raises:
        InputError: a key of `names` is no name of the basemap.
        DataError: the packaged data is missing or damaged.
        ValueError: `cover` is no rectangle, `tolerance_m` not above 0, or `borders` unknown.
    """
    import shapely  # noqa: PLC0415 - heavy

    from geobrief.basemap import pick  # noqa: PLC0415 - heavy
    from geobrief.basemap.context import Context, context_of  # noqa: PLC0415 - heavy
    from geobrief.basemap.labels import labels_in  # noqa: PLC0415 - heavy
    from geobrief.basemap.names import house_style  # noqa: PLC0415 - with the heavy ones
    from geobrief.basemap.store import load_world  # noqa: PLC0415 - likewise

    if borders not in BORDERS:
        message = f"borders are {' or '.join(BORDERS)}, not {borders!r}"
        raise ValueError(message)
    style = house_style(names or {})
    world = load_world()
    economy = detail or Detail(fine_m=tolerance_m)
    while True:
        scope = pick.scope_of(
            world,
            projection,
            cover,
            tolerance_m=tolerance_m,
            fine_m=economy.fine_m,
            core=core,
            keep=keep,
        )
        shapes = _shapes(scope, projection, economy, borders)
        excess = sum(map(_vertices, shapes.values())) / (economy.most_vertices or math.inf)
        if excess <= 1 or tolerance_m > COARSEST_M:
            break
        tolerance_m *= max(LEAST_STEP, excess**STEP_POWER)
    labels: tuple[MapLabel, ...] = ()
    if named:
        labels = labels_in(scope, projection, style, lakes=shapes["lakes"], borders=borders)
    context = Context(shapely.MultiLineString(), shapely.MultiLineString())
    if close:
        context = context_of(scope, projection, economy, borders=borders, lakes=shapes["lakes"])
    outline = projection.outline()
    return Basemap(
        **shapes,
        labels=labels,
        outline=None if shapely.contains(outline, scope.frame) else outline,
        detail_m=max(FINEST_M, scope.detail_m),
        fine_m=max(FINEST_M, scope.fine_m),
        rivers=context.rivers,
        divisions=context.divisions,
        urban=shapely.MultiPolygon(),
        credit=CREDITS[borders],
        source=SOURCES[borders],
    )


def _shapes(
    scope: Scope, projection: Projection, economy: Detail, borders: Borders
) -> dict[str, Any]:
    """Return the shapes of a Basemap, by its names for them."""
    from shapely import simplify  # noqa: PLC0415 - heavy

    from geobrief.basemap.context import de_facto_borders  # noqa: PLC0415 - heavy
    from geobrief.basemap.store import BORDER, DISPUTED  # noqa: PLC0415 - with the heavy ones

    need = scope.needs()
    if borders == "de-facto":
        agreed, disputed = de_facto_borders(scope, projection)
    else:
        agreed, disputed = (_lines(kind, scope, projection, need) for kind in (BORDER, DISPUTED))
    shapes: dict[str, Any] = {
        "land": _polygons("land", scope, projection, need),
        "lakes": _polygons("water", scope, projection, need),
        "borders": agreed,
        "disputed": disputed,
    }
    if not economy.straight_m:
        return shapes
    # A collection of one part comes back as that part alone: make it a collection again.
    return {
        name: type(shape)(list(_parts(simplify(shape, economy.straight_m))))
        for name, shape in shapes.items()
    }


def _vertices(shape: shapely.Geometry) -> int:
    from shapely import get_num_coordinates  # noqa: PLC0415 - heavy

    return int(get_num_coordinates(shape))


def _polygons(kind: str, scope: Scope, projection: Projection, need: Flags) -> shapely.MultiPolygon:
    """Return land or lakes, without what is too small to see."""
    import numpy as np  # noqa: PLC0415 - heavy
    import shapely  # noqa: PLC0415 - heavy

    from geobrief.basemap import pick  # noqa: PLC0415 - heavy

    layer = scope.world.layers[kind]
    wanted = pick.polygons_near(scope, layer)
    flat = projection.project_all(pick.polygons(scope.world, layer, wanted, need))
    bounds = pick.bounds_of(scope.world, layer)[wanted]
    least_m = scope.tolerances_at((bounds[:, :2] + bounds[:, 2:]) / 2) * SMALLEST[kind]
    large = (shapely.area(flat) >= least_m**2) | np.isin(wanted, scope.kept(layer))
    if kind == "land":
        large |= _isles(flat, scope.frame)
    parts = _parts(shapely.intersection(flat[large], scope.frame))
    clipped = shapely.MultiPolygon(list(parts[shapely.area(parts) > 0]))
    if clipped.is_valid:
        return clipped
    parts = _parts(shapely.union_all(shapely.make_valid(parts)))
    return shapely.MultiPolygon(list(parts[shapely.area(parts) > 0]))


def _isles(flat: Shapes, frame: shapely.Polygon) -> Flags:
    """Tell which islands a view of an ocean shows besides the larger ones: there they are it."""
    import numpy as np  # noqa: PLC0415 - heavy
    import shapely  # noqa: PLC0415 - heavy

    west, south, east, north = shapely.bounds(flat).T
    xmin, ymin, xmax, ymax = frame.bounds
    seen = (west < xmax) & (east > xmin) & (south < ymax) & (north > ymin)
    area_m2 = np.where(seen, shapely.area(flat), 0.0)
    if shapely.area(shapely.intersection(flat, frame)).sum() > AT_SEA * frame.area:
        return np.zeros(len(flat), dtype=bool)
    first = np.argsort(-area_m2, kind="stable")[:MOST_ISLES]
    isles: Flags = np.isin(np.arange(len(flat)), first) & (area_m2 > 0)
    return isles


def _lines(kind: int, scope: Scope, projection: Projection, need: Flags) -> shapely.MultiLineString:
    """Return borders, or disputed ones, without the rings of enclaves too small to see."""
    from geobrief.basemap import pick  # noqa: PLC0415 - heavy
    from geobrief.basemap.context import flat_lines  # noqa: PLC0415 - heavy

    wanted = scope.world.kind == kind
    wanted[pick.specks(scope)] = False
    return flat_lines(scope, projection, wanted, need)


def _parts(shapes: Shapes | shapely.Geometry) -> Shapes:
    """Return the single geometries of collections, and of collections in them."""
    import shapely  # noqa: PLC0415 - heavy

    parts: Shapes = shapely.get_parts(shapely.get_parts(shapes))
    return parts
