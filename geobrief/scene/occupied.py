"""What is taken at one zoom step, in pixels: boxes in a grid, so that asking stays quick."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geobrief.scene.model import Box, Point

__all__ = ["Occupied"]

_CELL_PX = 64


class Occupied:
    """Boxes and points already drawn; labels look for what is free."""

    def __init__(self) -> None:
        self._boxes: defaultdict[tuple[int, int], list[Box]] = defaultdict(list)
        self._points: defaultdict[tuple[int, int], list[Point]] = defaultdict(list)

    def add(self, box: Box) -> None:
        """Take a box."""
        for cell in _cells(box):
            self._boxes[cell].append(box)

    def add_points(self, points: Iterable[Point]) -> None:
        """Take points of lines: better not covered, but they may be."""
        for point in points:
            self._points[int(point[0] // _CELL_PX), int(point[1] // _CELL_PX)].append(point)

    def hits(self, box: Box) -> int:
        """Count the taken boxes that a box would overlap."""
        found = {
            id(other)
            for cell in _cells(box)
            for other in self._boxes.get(cell, ())
            if other.overlaps(box)
        }
        return len(found)

    def points_in(self, box: Box) -> int:
        """Count the points of lines that a box would cover."""
        return sum(box.holds(point) for cell in _cells(box) for point in self._points.get(cell, ()))


def _cells(box: Box) -> Iterator[tuple[int, int]]:
    for column in range(int(box.left // _CELL_PX), int(box.right // _CELL_PX) + 1):
        for row in range(int(box.bottom // _CELL_PX), int(box.top // _CELL_PX) + 1):
            yield column, row
