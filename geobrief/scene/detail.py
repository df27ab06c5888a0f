"""The basemap in as much detail as a page should carry."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geobrief.basemap import basemap_for

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geobrief.basemap import Basemap
    from geobrief.projection import Projection
    from geobrief.scene.model import Box, Point

__all__ = ["TOLERANCE_PX", "detailed_basemap"]

TOLERANCE_PX = 2.0
"""The closest zoom shows a tolerance of the basemap no larger than this."""

_COVER_SHARE = 3500.0
"""The basemap's detail, as far as the page's size allows it: so many tolerances to the cover."""
_MOST_VERTICES = 13_000
"""More would make the page too large: at most 300 kB, 100 kB compressed, with Leaflet in it."""
_FINEST_M, _COARSEST_M = 400.0, 40_000.0


def detailed_basemap(
    projection: Projection,
    cover: Box,
    *,
    core: Box,
    names: Mapping[str, str],
    keep: Sequence[Point],
) -> Basemap:
    """Return the basemap of a cover, finest at the points to keep.

    Raises:
        InputError: a key of `names` is no name of the basemap.
    """
    tolerance_m = max(_FINEST_M, max(cover.width, cover.height) / _COVER_SHARE)
    while True:
        detailed = basemap_for(
            projection,
            cover.edges,
            tolerance_m=tolerance_m,
            fine_m=_FINEST_M,
            core=core.edges,
            names=names,
            keep=keep,
        )
        basemap = _straightened(detailed)
        excess = _vertices(basemap) / _MOST_VERTICES
        if excess <= 1 or tolerance_m > _COARSEST_M:
            return basemap
        tolerance_m *= max(1.2, excess)


def _straightened(basemap: Basemap) -> Basemap:
    """Leave out vertices that hardly bend a line: a pixel at the closest zoom and less."""
    from shapely import simplify  # noqa: PLC0415 - heavy

    shapes = {
        name: simplify(getattr(basemap, name), basemap.fine_m / TOLERANCE_PX)
        for name in ("land", "lakes", "borders", "disputed")
    }
    return replace(basemap, **shapes)


def _vertices(basemap: Basemap) -> int:
    from shapely import get_num_coordinates  # noqa: PLC0415 - heavy

    drawn = (basemap.land, basemap.lakes, basemap.borders, basemap.disputed)
    return int(sum(get_num_coordinates(shape) for shape in drawn))
