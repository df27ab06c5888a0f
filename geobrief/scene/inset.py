"""A small map that shows where in the world, or in its region, a view lies."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from geobrief.basemap import Detail, basemap_for
from geobrief.basemap.areas import land_at
from geobrief.projection import Kind, Projection
from geobrief.scene.model import Box

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from geobrief.basemap import Basemap, Borders
    from geobrief.scene.model import Point

__all__ = ["Inset", "inset_for"]

AUTO_M = 400_000.0
"""A view less wide than this gets an inset by itself."""

SIZE_PX = 130
"""How large an inset is, on its longer side."""

HEMISPHERE_M = math.sqrt(2) * 6_371_007.2
"""The radius of half the globe on an equal-area azimuthal map."""

POINT_PX = 7.0
"""A view smaller than this on the inset is shown by a dot."""

AROUND = 8.0
"""A map of the region is so many times wider than the view, or shows its country as a whole."""
REGION_M = (1_200_000.0, 5_000_000.0)
"""And how wide it is at the least and at the most."""
COUNTRY_M = 7_000_000.0
"""A country is shown as a whole if the map need be no wider than this."""
MARGIN = 1.25
"""A country takes up so many times less than the map."""
LEAST_LAND = 0.04
"""A region with less land than this part of it tells nobody where it is: then it is the globe."""

LEANS = 0.6
"""A globe's middle is so much of the view's latitude from the equator: it is easier to read."""

MOST_VERTICES = 900
_EDGE_STEPS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Inset:
    """A map of its own: in the metres of its own projection, to be drawn at its size."""

    kind: Literal["world", "region"]
    projection: Projection
    box: Box
    """What it shows, in its own metres."""
    width_px: int
    height_px: int
    basemap: Basemap
    disc_m: float | None
    """Radius of the disc of a globe about the middle, beyond which nothing is drawn."""
    view: tuple[Point, ...]
    """The corners of what the main map shows, and points between them, in metres."""
    dot: Point | None
    """Where to draw a dot instead, if that is too small to be seen as a shape."""

    @property
    def m_per_px(self) -> float:
        """Return metres to a pixel."""
        return self.box.width / self.width_px


def inset_for(
    kind: Literal["auto", "world", "region", "none"],
    box: Box,
    projection: Projection,
    *,
    borders: Borders = "default",
    size_px: int = SIZE_PX,
) -> Inset | None:
    """Return the inset that goes with a view, or None if it needs none.

    Args:
        kind: what the brief asks for; "auto" is the region of a view less than 400 km wide. Where
            the region is all sea, the globe takes its place.
        box: the view, in the projection's metres.
        projection: the main map's.
        borders: whose borders to draw.
        size_px: the inset's longer side.

    Raises:
        DataError: the packaged data is missing or damaged.
    """
    if kind == "auto":
        kind = "region" if max(box.width, box.height) < AUTO_M else "none"
    lon, lat = _middle(projection, box)
    if kind == "none" or projection.kind is not Kind.LAEA or not math.isfinite(lon):
        return None
    regional = kind == "region"
    found = _drawn(box, projection, (lon, lat), size_px, borders, globe=not regional)
    if regional and found.basemap.land.area < LEAST_LAND * found.box.width * found.box.height:
        return _drawn(box, projection, (lon, lat), size_px, borders, globe=True)
    return found


def _drawn(
    box: Box,
    projection: Projection,
    middle: Point,
    size_px: int,
    borders: Borders,
    *,
    globe: bool,
) -> Inset:
    """Return the inset of one kind."""
    lon, lat = middle
    disc_m = HEMISPHERE_M if globe else None
    own = Projection(Kind.LAEA, round(lon, 4), round(lat * (LEANS if globe else 1.0), 4))
    view = _rim(projection, box, own)
    seen = Box.of(view)
    shown = Box.around((0.0, 0.0), 2 * HEMISPHERE_M, 2 * HEMISPHERE_M)
    if not globe:
        shown = _region(own, seen, lon, lat)
    m_per_px = shown.width / size_px
    is_small = max(seen.width, seen.height) < POINT_PX * m_per_px
    return Inset(
        kind="world" if globe else "region",
        projection=own,
        box=shown,
        width_px=size_px,
        height_px=size_px,
        basemap=_basemap(own, shown, disc_m, borders, m_per_px),
        disc_m=disc_m,
        view=view,
        dot=seen.center if is_small else None,
    )


def _region(projection: Projection, view: Box, lon: float, lat: float) -> Box:
    """Return the square that shows a view's country, if that is of a fit size, or its region."""
    least_m, most_m = REGION_M
    land = land_at(lon, lat)
    if land is not None:
        whole = Box(*projection.project(land).bounds).union(view)
        size_m = MARGIN * max(whole.width, whole.height)
        if least_m / 2 <= size_m <= COUNTRY_M and size_m >= AROUND / 2 * view.width:
            size_m = max(size_m, least_m)
            return Box.around(whole.center, size_m, size_m)
    size_m = min(max(AROUND * max(view.width, view.height), least_m), most_m)
    return Box.around(view.center, size_m, size_m)


def _middle(projection: Projection, box: Box) -> Point:
    lon, lat = projection.to_lonlat(*box.center)
    return float(lon), float(lat)


def _rim(projection: Projection, box: Box, own: Projection) -> tuple[Point, ...]:
    """Return points round the view in the inset's metres; what is outside of the world is not."""
    steps = [number / _EDGE_STEPS for number in range(_EDGE_STEPS)]
    corners = [
        (box.left, box.bottom),
        (box.right, box.bottom),
        (box.right, box.top),
        (box.left, box.top),
    ]
    rim = [
        (x0 + (x1 - x0) * step, y0 + (y1 - y0) * step)
        for (x0, y0), (x1, y1) in zip(corners, [*corners[1:], corners[0]], strict=True)
        for step in steps
    ]
    lons, lats = projection.to_lonlat([x for x, _ in rim], [y for _, y in rim])
    degrees = zip(lons.tolist(), lats.tolist(), strict=True)
    seen = [point for point in degrees if math.isfinite(point[0])]
    xs, ys = own.to_plane([lon for lon, _ in seen], [lat for _, lat in seen])
    return tuple(zip(xs.tolist(), ys.tolist(), strict=True))


def _basemap(
    projection: Projection, shown: Box, disc_m: float | None, borders: Borders, px_m: float
) -> Basemap:
    """Return land, lakes and borders for an inset; of a globe only the land, within its disc."""
    found = basemap_for(
        projection,
        shown.edges,
        tolerance_m=px_m,
        detail=Detail(fine_m=px_m, straight_m=px_m / 2, most_vertices=MOST_VERTICES),
        borders=borders,
        named=False,
    )
    if disc_m is None:
        return found
    import shapely  # noqa: PLC0415 - heavy

    disc = shapely.Point(0.0, 0.0).buffer(disc_m, quad_segs=24)
    return replace(
        found,
        land=shapely.MultiPolygon(_parts(shapely.intersection(found.land, disc), "Polygon")),
        lakes=shapely.MultiPolygon(),
        borders=shapely.MultiLineString(),
        disputed=shapely.MultiLineString(),
        outline=disc,
    )


def _parts(shape: BaseGeometry, wanted: str) -> list[Any]:
    """Return the single shapes of the wanted kind."""
    import shapely  # noqa: PLC0415 - heavy

    parts = shapely.get_parts(shapely.get_parts(shape)).tolist()
    return [part for part in parts if part.geom_type == wanted]
