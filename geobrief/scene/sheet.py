"""One zoom step as a sheet of pixels: its scale, its text sizes, and what is taken on it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from geobrief.scene.text import Type

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geobrief.scene.model import Box, Point

__all__ = ["Sheet"]

_CELL_PX = 64
_SMALL_PX = 100.0

_SMALL_STORY_PX = 340.0
"""A story drawn smaller than this is on a phone; its text is a little smaller, too."""
_SMALL_TYPE = 0.88


class Sheet:
    """Boxes and points already drawn at one scale, in a grid; labels look for what is free."""

    def __init__(self, story_m: Box, m_per_px: float) -> None:
        """Begin with nothing taken; `story_m` holds all markers, in metres."""
        self.m_per_px = m_per_px
        self.story = story_m.scaled(1 / m_per_px)
        small = max(self.story.width, self.story.height) < _SMALL_STORY_PX
        self.type = Type(_SMALL_TYPE if small else 1.0)
        self._boxes: defaultdict[tuple[int, int], list[Box]] = defaultdict(list)
        self._points: defaultdict[tuple[int, int], list[tuple[Point, int]]] = defaultdict(list)

    def px(self, point: Point) -> Point:
        """Return a point of the plane in pixels."""
        return point[0] / self.m_per_px, point[1] / self.m_per_px

    def metres(self, point: Point) -> Point:
        """Return a point of the sheet in metres."""
        return point[0] * self.m_per_px, point[1] * self.m_per_px

    def take(self, box: Box) -> None:
        """Take a box."""
        for cell in _cells(box):
            self._boxes[cell].append(box)

    def take_points(self, points: Iterable[Point], owner: int) -> None:
        """Take points of a line, which has a number: better not covered, but they may be."""
        for point in points:
            cell = int(point[0] // _CELL_PX), int(point[1] // _CELL_PX)
            self._points[cell].append((point, owner))

    def hits(self, box: Box) -> int:
        """Count the taken boxes that a box would overlap."""
        found = {
            id(other)
            for cell in _cells(box)
            for other in self._boxes.get(cell, ())
            if other.overlaps(box)
        }
        return len(found)

    def is_free(self, box: Box) -> bool:
        """Tell whether a box would overlap none of the taken ones."""
        return not any(
            other.overlaps(box) for cell in _cells(box) for other in self._boxes.get(cell, ())
        )

    def points_in(self, box: Box) -> int:
        """Count the points of lines that a box would cover."""
        return sum(
            box.holds(point) for cell in _cells(box) for point, _ in self._points.get(cell, ())
        )

    def covers(self, box: Box, *, without: int | None = None) -> bool:
        """Tell whether a box would cover a point of any line, or of any but one."""
        return any(
            owner != without and box.holds(point)
            for cell in _cells(box)
            for point, owner in self._points.get(cell, ())
        )

    def outward(self, box: Box) -> float:
        """Return how much wider and higher a box makes the story, in shares of its size.

        Narrow frames suffer from labels that reach beyond the markers.
        """
        whole = self.story.union(box)
        wider = (whole.width - self.story.width) / max(self.story.width, _SMALL_PX)
        higher = (whole.height - self.story.height) / max(self.story.height, _SMALL_PX)
        return wider + higher / 2


def _cells(box: Box) -> Iterator[tuple[int, int]]:
    for column in range(int(box.left // _CELL_PX), int(box.right // _CELL_PX) + 1):
        for row in range(int(box.bottom // _CELL_PX), int(box.top // _CELL_PX) + 1):
            yield column, row
