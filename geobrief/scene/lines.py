"""Points along a line whose points are evenly spread."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geobrief.scene.model import Arrow, Point

__all__ = ["at_share", "drawn_px", "length", "normal_at"]

_SPACING_PX = 5.0
_MOST_POINTS = 400
_ALL_POINTS = 12_000
"""Of all lines of a story together: where there are many, their points are farther apart."""


def length(line: Sequence[Point]) -> float:
    """Return a line's length in the unit of its points."""
    return sum(math.dist(a, b) for a, b in pairwise(line))


def at_share(line: Sequence[Point], t: float) -> Point:
    """Return the point at a share of a line, 0 at its start, 1 at its end."""
    place = t * (len(line) - 1)
    index = min(int(place), len(line) - 2)
    part = place - index
    (x0, y0), (x1, y1) = line[index], line[index + 1]
    return x0 + (x1 - x0) * part, y0 + (y1 - y0) * part


def normal_at(line: Sequence[Point], t: float) -> Point:
    """Return the unit vector across a line at a share of it, to the left of its way."""
    (x0, y0), (x1, y1) = at_share(line, max(0.0, t - 0.05)), at_share(line, min(1.0, t + 0.05))
    reach = math.dist((x0, y0), (x1, y1)) or 1.0
    return (y0 - y1) / reach, (x1 - x0) / reach


def drawn_px(arrow: Arrow, m_per_px: float, *, of: int = 1) -> list[Point]:
    """Return an arrow's longest part in pixels, a point every few; `of` so many arrows."""
    longest = [(x / m_per_px, y / m_per_px) for x, y in max(arrow.parts, key=len)]
    most = max(4, min(_MOST_POINTS, _ALL_POINTS // of))
    count = max(2, min(most, int(length(longest) / _SPACING_PX)))
    return [at_share(longest, index / count) for index in range(count + 1)]
