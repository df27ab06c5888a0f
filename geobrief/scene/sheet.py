"""One zoom step as a sheet of pixels, and what is taken on it: for very many labels."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geobrief.scene.model import Box, Point

__all__ = ["Sheet"]

_CELL_PX = 64


class Sheet:
    """Boxes already drawn at one scale, in a grid; labels look for what is free."""

    def __init__(self, m_per_px: float) -> None:
        """Begin with nothing taken."""
        self.m_per_px = m_per_px
        self._boxes: defaultdict[tuple[int, int], list[Box]] = defaultdict(list)

    def px(self, point: Point) -> Point:
        """Return a point of the plane in pixels."""
        return point[0] / self.m_per_px, point[1] / self.m_per_px

    def take(self, box: Box) -> None:
        """Take a box."""
        for cell in _cells(box):
            self._boxes[cell].append(box)

    def is_free(self, box: Box) -> bool:
        """Tell whether a box would overlap none of the taken ones."""
        return not any(
            other.overlaps(box) for cell in _cells(box) for other in self._boxes.get(cell, ())
        )


def _cells(box: Box) -> Iterator[tuple[int, int]]:
    for column in range(int(box.left // _CELL_PX), int(box.right // _CELL_PX) + 1):
        for row in range(int(box.bottom // _CELL_PX), int(box.top // _CELL_PX) + 1):
            yield column, row
