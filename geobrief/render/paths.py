"""Planar geometry as SVG path data: whole units, relative steps, y down."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geobrief.render.markup import Safe, ours

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

    from geobrief.scene import Box

__all__ = ["Grid", "path_data"]


class Grid:
    """The whole-number units a drawing is written in, from the top left of a box."""

    def __init__(self, box: Box, unit_m: float, *, digits: int = 0) -> None:
        """Lay the grid over `box` (metres), `unit_m` metres to a unit.

        With `digits`, numbers are written with so many decimals: units are a tenth, a hundredth.
        """
        self.box = box
        self.unit_m = unit_m
        self.digits = digits
        self.width = round(box.width / unit_m)
        self.height = round(box.height / unit_m)

    def written(self, value: int) -> str:
        """Return a number of units as it is written."""
        if not self.digits:
            return str(value)
        text = f"{value / 10**self.digits:.{self.digits}f}".rstrip("0").rstrip(".")
        return "0" if text == "-0" else text

    def cells(self, points: NDArray[np.float64]) -> NDArray[np.int64]:
        """Return the whole units of points in metres, both of shape (n, 2)."""
        import numpy as np  # noqa: PLC0415 - heavy

        origin = np.array([self.box.left, self.box.top])
        cells: NDArray[np.int64] = np.rint((points - origin) / self.unit_m * (1, -1)).astype(int)
        return cells


def path_data(geometry: Any, grid: Grid) -> Safe:  # noqa: ANN401 - any planar shapely geometry
    """Write lines and polygons as path data; what falls together in the grid is left out."""
    pieces = (_subpath(grid.cells(ring), grid, closed=closed) for ring, closed in _rings(geometry))
    return ours("".join(pieces))


def _rings(geometry: Any) -> Iterator[tuple[NDArray[np.float64], bool]]:  # noqa: ANN401
    """Yield coordinate arrays of shape (n, 2), each with whether it is closed."""
    from shapely import get_coordinates  # noqa: PLC0415 - heavy

    for part in getattr(geometry, "geoms", [geometry]):
        if part.is_empty:
            continue
        if part.geom_type == "Polygon":
            for ring in (part.exterior, *part.interiors):
                yield get_coordinates(ring), True
        elif part.geom_type == "LineString":
            yield get_coordinates(part), False


def _subpath(cells: NDArray[np.int64], grid: Grid, *, closed: bool) -> str:
    import numpy as np  # noqa: PLC0415 - heavy

    moved = np.any(np.diff(cells, axis=0) != 0, axis=1)
    cells = cells[np.concatenate([[True], moved])]
    if closed and len(cells) > 1 and (cells[0] == cells[-1]).all():
        cells = cells[:-1]
    if len(cells) < (3 if closed else 2):
        return ""
    steps = np.diff(cells, axis=0).tolist()
    told = grid.written
    start = f"M{told(int(cells[0][0]))} {told(int(cells[0][1]))}l"
    body = " ".join(f"{told(dx)} {told(dy)}" for dx, dy in steps).replace(" -", "-")
    return start + body + ("z" if closed else "")
