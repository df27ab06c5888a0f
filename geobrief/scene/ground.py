"""What a view has on it before any label: marks, lines, heads, corners and the frame."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from geobrief.scene.anchored import Anchored, Boxes, frame_edges
from geobrief.scene.model import Box
from geobrief.scene.solve import free_of
from geobrief.style import side_look

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geobrief.scene.anchored import Flags, Floats, Indices
    from geobrief.scene.model import Arrow, Drawn, Head, Mark, Point

__all__ = ["CLEAR_PX", "DISC_PX", "Dots", "Ground", "Room"]

DISC_PX = 17.0
"""A mark with a number in it; every mark has that much room."""
CLEAR_PX = 4.0
"""Kept free about a label where labels may be left out: else it could be another mark's."""
_FRAME_PX = 4.0
"""Kept free inside the frame."""
_HEAD_HALF_PX, _TIP_HALF_PX, _OUTLINE_PX, _CROSS_PX = 6.0, 2.0, 1.0, 15.0
_SAMPLE_PX = 5.0
_MOST_SAMPLES = 20_000
"""Points of all lines together; where there are many lines, they are farther apart."""
_AT_ONCE = 16
"""Boxes of which the neighbourhood is looked up together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """What there is to place things in."""

    zoom: float
    frame: Box | None
    """What the view shows, in metres; None for a zoom step, which has no frame."""
    reach: float
    taken: tuple[Anchored, ...] = ()
    """Corners with controls, credit or scale bar."""

    @property
    def px_per_m(self) -> float:
        """Return pixels to a metre at factor 1."""
        return float(2.0**self.zoom)

    def fixed(self) -> Boxes:
        """Return what is taken before anything is placed."""
        edges = () if self.frame is None else frame_edges(self.frame, _FRAME_PX)
        return Boxes.of([*self.taken, *edges], self.px_per_m)


class Dots:
    """Points of lines in pixels at factor 1, from left to right, each with its line's number."""

    def __init__(self, points: Floats, owners: Indices) -> None:
        """Take them in any order."""
        in_order = np.argsort(points[:, 0], kind="stable")
        self._points = points[in_order]
        self._owners = owners[in_order]

    def covered(self, boxes: Boxes, reach: float, *, without: int = -1) -> Floats:
        """Count the points that each box would cover, one line's not counted."""
        found = np.zeros(len(boxes))
        for start in range(0, len(boxes) if len(self._points) else 0, _AT_ONCE):
            few = slice(start, start + _AT_ONCE)
            near = self._within(boxes.some(few).hull(), without)
            if len(near):
                hit = boxes.some(few).clashing(Boxes.of_points(near), reach)
                found[few] = hit.sum(axis=1)
        return found

    def _within(self, hull: Floats, without: int) -> Floats:
        start, end = np.searchsorted(self._points[:, 0], hull[[0, 2]])
        points = self._points[start:end]
        inside = (points[:, 1] >= hull[1]) & (points[:, 1] <= hull[3])
        return np.asarray(points[inside & (self._owners[start:end] != without)])


class Ground:
    """What a view has on it before any label: marks, lines, heads, corners and the frame."""

    def __init__(
        self,
        room: Room,
        marks: Sequence[Mark],
        arrows: Sequence[Arrow],
        drawn: Sequence[Drawn],
        *,
        crowded: bool,
    ) -> None:
        """Take what is drawn; where it is `crowded`, labels may be left out."""
        scale = room.px_per_m
        self.room = room
        self.scale = scale
        self.marks = marks
        self.crowded = crowded
        disc = Box.around((0, 0), DISC_PX, DISC_PX)
        self.discs = Boxes.of([Anchored(mark.at, disc) for mark in marks], scale)
        heads = [
            _head(one.head, side_look(arrows[one.arrow].side).length_px)
            for one in drawn
            if one.head is not None
        ]
        cross = Box.around((0, 0), _CROSS_PX, _CROSS_PX)
        crosses = [Anchored(point, cross) for one in drawn for point in one.crosses]
        around = Boxes.joined([Boxes.of([*heads, *crosses], scale), room.fixed()])
        self.fixed = Boxes.joined([self.discs, around])
        self.lines = _samples(drawn, scale)

    def free(self, boxes: Boxes, of: Indices, count: int, *, own: int = -1) -> Flags:
        """Tell which candidates are clear of all that is fixed, their own mark not counted."""
        fixed = self.fixed
        if own >= 0:
            fixed = fixed.some(np.arange(len(fixed)) != own)
        return free_of(fixed, boxes, of, count, reach=self.room.reach)

    def covered(self, boxes: Boxes, *, margin_px: float = 0.0, without: int = -1) -> Floats:
        """Count the points of lines, or of all but one line, that each box would cover."""
        return self.lines.covered(boxes.grown(margin_px), self.room.reach, without=without)

    def beside_marks(self, boxes: Boxes, own: int) -> Floats:
        """Count the other marks that each box comes so near that it could be theirs."""
        wide = boxes.grown(CLEAR_PX)
        near = self.discs.near(wide.hull())
        near = near[near != own]
        return np.asarray(wide.clashing(self.discs.some(near), self.room.reach).sum(axis=1), float)

    def mark_at(self, at: Point) -> int:
        """Return the index of the mark nearest to a point; -1 if there is none."""
        if not self.marks:
            return -1
        return min(range(len(self.marks)), key=lambda index: math.dist(self.marks[index].at, at))


def _head(head: Head, length_px: float) -> Anchored:
    """Return what an arrow's head takes: it ends at its tip, and its outline goes round it."""
    along, across = math.cos(head.angle), math.sin(head.angle)
    tip, back = _OUTLINE_PX, -length_px - _OUTLINE_PX
    narrow, wide = _TIP_HALF_PX + _OUTLINE_PX, _HEAD_HALF_PX + _OUTLINE_PX
    corners = [
        (way * along - side * across, way * across + side * along)
        for way, aside in ((tip, narrow), (back, wide))
        for side in (aside, -aside)
    ]
    return Anchored(head.at, Box.of(corners))


def _samples(drawn: Sequence[Drawn], scale: float) -> Dots:
    """Return points along all lines."""
    lines = [
        (number, np.array(part, dtype=float) * scale)
        for number, one in enumerate(drawn)
        for part in one.parts
        if len(part) > 1
    ]
    lengths = [np.hypot(*np.diff(line, axis=0).T) for _, line in lines]
    step = max(_SAMPLE_PX, sum(float(part.sum()) for part in lengths) / _MOST_SAMPLES)
    points, owners = [np.empty((0, 2))], [np.empty(0, dtype=np.intp)]
    for (number, line), parts in zip(lines, lengths, strict=True):
        way = np.concatenate([[0.0], np.cumsum(parts)])
        places = np.linspace(0.0, way[-1], max(2, math.ceil(way[-1] / step) + 1))
        points.append(np.column_stack([np.interp(places, way, line[:, axis]) for axis in (0, 1)]))
        owners.append(np.full(len(places), number))
    return Dots(np.concatenate(points), np.concatenate(owners))
