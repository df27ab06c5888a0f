"""Whether things that keep their size on the screen meet while the map under them grows.

Each is anchored at a point of the plane and has a box in pixels about it. A view is drawn at any
factor k from 1 to its reach: then two anchors are k times as far apart as at first, and the boxes
are as large as ever. With D the way from b's anchor to a's at factor 1, in pixels, the two overlap
along x exactly if

    b.left - a.right < k * D < b.right - a.left

which holds for an open interval of k; likewise along y. They meet if the two intervals and
[1, reach] have a factor in common. (A moving point against a moving box is a box of no size; an
edge of the frame is a box without end.)
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from geobrief.scene.model import Box

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from geobrief.scene.model import Point

    Floats: TypeAlias = NDArray[np.float64]
    Flags: TypeAlias = NDArray[np.bool_]
    Indices: TypeAlias = NDArray[np.intp]

__all__ = ["Anchored", "Boxes", "clash", "frame_edges"]

_FAR_PX = 1e9
"""Farther than any map reaches."""


@dataclass(frozen=True, slots=True)
class Anchored:
    """Something that moves with the map and keeps its size."""

    at: Point
    """In metres."""
    box: Box
    """In pixels from the anchor, y up."""


def clash(a: Anchored, b: Anchored, *, px_per_m: float, reach: float) -> bool:
    """Tell whether two things overlap at any factor from 1 to `reach`.

    Args:
        a: one of them.
        b: the other.
        px_per_m: pixels to a metre at factor 1.
        reach: the largest factor.
    """
    first_x, last_x = _factors(
        (a.at[0] - b.at[0]) * px_per_m, b.box.left - a.box.right, b.box.right - a.box.left
    )
    first_y, last_y = _factors(
        (a.at[1] - b.at[1]) * px_per_m, b.box.bottom - a.box.top, b.box.top - a.box.bottom
    )
    first, last = max(first_x, first_y), min(last_x, last_y)
    return first < last and first < reach and last > 1.0


def _factors(way: float, low: float, high: float) -> tuple[float, float]:
    """Return the open interval of factors k with low < k * way < high."""
    if way == 0:
        return (-math.inf, math.inf) if low < 0 < high else (math.inf, -math.inf)
    return (low / way, high / way) if way > 0 else (high / way, low / way)


class Boxes:
    """Many anchored boxes as columns: anchors in pixels at factor 1, boxes in pixels from them."""

    __slots__ = ("at", "edges")

    def __init__(self, at: Floats, edges: Floats) -> None:
        """Take anchors, n by 2, and left, bottom, right, top, n by 4."""
        self.at = at
        self.edges = edges

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.at)

    @classmethod
    def of(cls, things: Iterable[Anchored], px_per_m: float) -> Boxes:
        """Return things of the plane as columns."""
        rows = [(*thing.at, *thing.box.edges) for thing in things]
        table = np.array(rows, dtype=float).reshape(-1, 6)
        return cls(table[:, :2] * px_per_m, table[:, 2:])

    @classmethod
    def of_points(cls, points: Floats) -> Boxes:
        """Return points in pixels at factor 1, which have no size."""
        return cls(points.reshape(-1, 2), np.zeros((points.size // 2, 4)))

    @classmethod
    def joined(cls, parts: Sequence[Boxes]) -> Boxes:
        """Return all of several."""
        if not parts:
            return cls(np.empty((0, 2)), np.empty((0, 4)))
        return cls(
            np.concatenate([part.at for part in parts]),
            np.concatenate([part.edges for part in parts]),
        )

    def some(self, which: Flags | Indices | slice) -> Boxes:
        """Return those of a mask, a list of indices or a slice."""
        return Boxes(self.at[which], self.edges[which])

    def grown(self, margin_px: float, upright_px: float | None = None) -> Boxes:
        """Return them with a margin, which may be another one above and below."""
        upright = margin_px if upright_px is None else upright_px
        wider = np.array([-margin_px, -upright, margin_px, upright])
        return Boxes(self.at, self.edges + wider)

    def clashing(self, other: Boxes, reach: float) -> Flags:
        """Tell which of these overlap which of the others at any factor from 1 to `reach`.

        Returns:
            A table with a row for each of these and a column for each of the others.
        """
        first = np.full((len(self), len(other)), -math.inf)
        last = np.full((len(self), len(other)), math.inf)
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            for axis in (0, 1):
                way = self.at[:, axis, None] - other.at[None, :, axis]
                low = (other.edges[None, :, axis] - self.edges[:, axis + 2, None]) / way
                high = (other.edges[None, :, axis + 2] - self.edges[:, axis, None]) / way
                # Where there is no way between two anchors, these are infinite, of the right
                # signs, or undefined where edges only touch, and then no comparison holds.
                first = np.maximum(first, np.minimum(low, high))
                last = np.minimum(last, np.maximum(low, high))
        return np.asarray((first < last) & (first < reach) & (last > 1.0))

    def hull(self) -> Floats:
        """Return left, bottom, right, top of all boxes and their anchors, at factor 1.

        Two things whose hulls are apart at factor 1 never meet at a larger one.
        """
        low = self.at + np.minimum(self.edges[:, :2], 0.0)
        high = self.at + np.maximum(self.edges[:, 2:], 0.0)
        return np.concatenate([low.min(axis=0), high.max(axis=0)])

    def near(self, hull: Floats) -> Indices:
        """Return the indices of those that may ever meet something whose hull is given."""
        low = self.at + np.minimum(self.edges[:, :2], 0.0)
        high = self.at + np.maximum(self.edges[:, 2:], 0.0)
        apart = (low > hull[2:]).any(axis=1) | (high < hull[:2]).any(axis=1)
        return np.flatnonzero(~apart)


def frame_edges(frame: Box, margin_px: float) -> tuple[Anchored, ...]:
    """Return what lies beyond the four edges of a frame, a margin inside of them included.

    Args:
        frame: what the view shows at any factor, in metres.
        margin_px: kept free inside of each edge.
    """
    corner, opposite = (frame.left, frame.bottom), (frame.right, frame.top)
    far = _FAR_PX
    return (
        Anchored(corner, Box(-far, -far, margin_px, far)),
        Anchored(corner, Box(-far, -far, far, margin_px)),
        Anchored(opposite, Box(-margin_px, -far, far, far)),
        Anchored(opposite, Box(-far, -margin_px, far, far)),
    )
