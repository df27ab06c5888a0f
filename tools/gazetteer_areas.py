"""Where the middle of an area lies.

GeoNames' divisions come without outlines. The Census Bureau has those of the United States; for
the rest of the world a division is taken for the land that is nearer to one of its towns than to
any other town (Voronoi cells, cut at the country's outline). Its middle is the middle of the
largest piece of that, to a hundredth of a degree.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

__all__ = ["Outlines", "middle"]

_DECIMALS = 2


def middle(area: shapely.Geometry) -> tuple[float, float]:
    """Return longitude and latitude of the middle of an area's largest piece, inside it."""
    piece = max(shapely.get_parts(area), key=_size)
    point = shapely.centroid(piece)
    if not shapely.contains(piece, point):
        circle = shapely.maximum_inscribed_circle(piece)
        point = shapely.get_point(circle, 0)
    lon_deg = (round(point.x, _DECIMALS) + 180.0) % 360.0 - 180.0
    return round(lon_deg, _DECIMALS), round(point.y, _DECIMALS)


def _size(piece: shapely.Geometry) -> float:
    """Return an area in square degrees of the equator."""
    _, south, _, north = shapely.bounds(piece)
    return float(shapely.area(piece) * np.cos(np.radians((south + north) / 2)))


class Outlines:
    """What lies around each town, within its country."""

    def __init__(
        self, towns: Sequence[tuple[float, float]], countries: Mapping[str, shapely.Geometry]
    ) -> None:
        self._at = list(dict.fromkeys(towns))
        self._number = {at: number for number, at in enumerate(self._at)}
        self._tree = shapely.STRtree(shapely.points(self._at))
        self._cells = self._voronoi()
        self._countries = countries
        for land in countries.values():
            shapely.prepare(land)

    def around(self, towns: Iterable[tuple[float, float]], country: str) -> shapely.Geometry:
        """Return the land of a country that is nearer to some of its towns than to all others."""
        numbers = sorted({self._number[at] for at in towns})
        area = shapely.union_all(self._cells[numbers])
        if country in self._countries:
            area = shapely.intersection(area, self._countries[country])
        parts = shapely.get_parts(shapely.get_parts(area))
        kept = parts[shapely.area(parts) > 0]
        # Islands that are too small for the outlines are their first town.
        return shapely.MultiPolygon(kept) if len(kept) else shapely.Point(self._at[numbers[0]])

    def nearest(self, at: tuple[float, float]) -> tuple[float, float]:
        """Return the town nearest to a point, in degrees on the map; good enough for near ones."""
        return self._at[self._tree.nearest(shapely.points(at))]

    def _voronoi(self) -> NDArray[np.object_]:
        """Return each town's cell, in the order of the towns."""
        towns = shapely.points(self._at)
        cells = shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(towns)))
        town, cell = shapely.STRtree(cells).query(towns, predicate="intersects")
        ordered = np.empty(len(towns), dtype=object)
        ordered[town] = cells[cell]
        return ordered
