"""Where the plane ends: lines that cross its seam reach it on both sides, and none leaves it."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geobrief.scene.model import Box

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely.geometry.base import BaseGeometry

    from geobrief.scene.model import Point

__all__ = ["Seam"]

_SLACK_M = 2_000.0
"""What is no farther outside than this is a matter of rounding."""


class Seam:
    """The outline of the world, or whatever else a line may not leave."""

    def __init__(self, bounds: BaseGeometry | Box | None) -> None:
        """Take an outline, a box or nothing; only an outline has a seam that is known."""
        self.known = bounds is not None and not isinstance(bounds, Box) and not bounds.is_empty
        self.within: BaseGeometry | None = None
        if isinstance(bounds, Box):
            self.within = shapely.box(*bounds.edges)
        elif bounds is not None and not bounds.is_empty:
            self.within = bounds.buffer(_SLACK_M)
            edge = shapely.get_coordinates(shapely.boundary(bounds))
            east = edge[edge[:, 0] > 0]
            order = np.argsort(east[:, 1], kind="stable")
            self._ys, self._xs = east[order, 1], east[order, 0]
        if self.within is not None:
            shapely.prepare(self.within)

    def half_width(self, y: float) -> float:
        """Return how far from the middle the seam is at some height."""
        return float(np.interp(y, self._ys, self._xs))

    def holds(self, parts: Sequence[Sequence[Point]]) -> bool:
        """Tell whether lines stay within."""
        if self.within is None:
            return True
        points = np.array([point for part in parts for point in part])
        return bool(shapely.contains_xy(self.within, points[:, 0], points[:, 1]).all())

    def reached(self, parts: Sequence[Sequence[Point]]) -> tuple[tuple[Point, ...], ...]:
        """Draw the parts of a way out to the seam that parts them, at the same height."""
        if not self.known or len(parts) < 2:  # noqa: PLR2004 - it is whole
            return tuple(map(tuple, parts))
        drawn = [list(part) for part in parts]
        for before, after in pairwise(drawn):
            a, b = before[-1], after[0]
            if a[0] * b[0] >= 0:
                continue  # not across the seam: over a pole
            here, there = self.half_width(a[1]) - abs(a[0]), self.half_width(b[1]) - abs(b[0])
            here, there = max(0.0, here), max(0.0, there)
            t = here / (here + there) if here + there > 0 else 0.5
            y = a[1] + (b[1] - a[1]) * t
            x = math.copysign(self.half_width(y), a[0])
            before.append((x, y))
            after.insert(0, (-x, y))
        return tuple(tuple(_evenly(line)) for line in drawn)

    def kept(self, parts: Sequence[Sequence[Point]]) -> tuple[tuple[Point, ...], ...]:
        """Let the ends that were at the seam slide along it, what is between along with them."""
        if len(parts) < 2:  # noqa: PLR2004 - it is whole
            return tuple(map(tuple, parts))
        last = len(parts) - 1
        return tuple(
            self._slid(part, start=number > 0, end=number < last)
            for number, part in enumerate(parts)
        )

    def _slid(self, part: Sequence[Point], *, start: bool, end: bool) -> tuple[Point, ...]:
        whole = max(1, len(part) - 1)
        at_start = self._off(part[0]) if start else 0.0
        at_end = self._off(part[-1]) if end else 0.0
        return tuple(
            (x + at_start * (1 - index / whole) + at_end * index / whole, y)
            for index, (x, y) in enumerate(part)
        )

    def _off(self, point: Point) -> float:
        return math.copysign(self.half_width(point[1]), point[0]) - point[0]


def _evenly(line: Sequence[Point]) -> list[Point]:
    """Return as many points spread evenly along a line, its ends as they are."""
    points = np.array(line)
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))])
    steps = np.linspace(0.0, along[-1], len(line))
    xs, ys = np.interp(steps, along, points[:, 0]), np.interp(steps, along, points[:, 1])
    inner = [(float(x), float(y)) for x, y in zip(xs, ys, strict=True)]
    return [line[0], *inner[1:-1], line[-1]]
