"""A crowd as paths: what its page shows before scripts draw it, and on paper."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from geobrief.render.markup import Safe, ours
from geobrief.render.paths import path_data

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geobrief.render.paths import Grid
    from geobrief.scene import Marker, Scene

__all__ = ["crowd_lines", "crowd_spots"]

_TRUE_PX = 1.0
"""How far a line may be from what it stands for, in the largest frame."""
_CELL = 4
"""Units of the grid between dots: nearer ones cover one another on paper."""


def crowd_lines(scene: Scene, grid: Grid) -> dict[str, Safe]:
    """Return path data of all movements and distances of a status, by that status."""
    from shapely import MultiLineString  # noqa: PLC0415 - heavy

    parts: dict[str, list[tuple[tuple[float, float], ...]]] = {}
    for arrow in scene.arrows:
        parts.setdefault(arrow.status, []).extend(part for part in arrow.parts if len(part) > 1)
    within_m = _TRUE_PX / max(view.px_per_m for view in scene.views if view.framed)
    return {
        status: path_data(MultiLineString(lines).simplify(within_m, preserve_topology=False), grid)
        for status, lines in parts.items()
    }


def crowd_spots(scene: Scene, grid: Grid) -> dict[str, Safe]:
    """Return path data of a dot for each place: where someone was, and the others."""
    return {
        name: _dots((marker for marker in scene.markers if marker.peopled is peopled), grid)
        for name, peopled in (("empty", False), ("peopled", True))
    }


def _dots(markers: Iterable[Marker], grid: Grid) -> Safe:
    """Return lines of no length, which round ends make dots of; one for each cell of the grid."""
    import numpy as np  # noqa: PLC0415 - heavy

    points = np.array([marker.at for marker in markers]).reshape(-1, 2)
    cells = sorted(
        {(x // _CELL * _CELL, y // _CELL * _CELL) for x, y in grid.cells(points).tolist()}
    )
    if not cells:
        return ours("")
    steps = [f"m{x - x0} {y - y0}h0" for (x0, y0), (x, y) in pairwise(cells)]
    first = f"M{cells[0][0]} {cells[0][1]}h0"
    return ours("".join([first, *steps]).replace(" -", "-"))
