"""Names of those who move at a step of the story's time: no arrow is nameless then.

In the whole map somebody who moves often is named at one leg only, and a label without room is
left out. At a step fewer labels stand in the way.
"""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from geobrief.model import Status
from geobrief.scene.anchored import Anchored, Boxes, frame_edges
from geobrief.scene.anew import set_anew, text_box
from geobrief.scene.corners import PAGE_CORNERS
from geobrief.scene.ground import DISC_PX
from geobrief.scene.model import MEASURED, Box
from geobrief.scene.type import measured, set_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geobrief.scene.anchored import Floats
    from geobrief.scene.model import Arrow, Drawn, Label, Point, Scene, View
    from geobrief.scene.moments import Moment

__all__ = ["with_movers"]

_CLEAR_PX = 2.0
"""Kept between a name and all else."""
_STEP_PX, _LINE_PX = 4.0, 2.0
"""Lines are taken for so many points, each so wide."""
_OWN_PX = 9.0
"""A name stands no farther than this from its own line."""
_OFF_PX = tuple(
    sorted(
        product(range(-60, 61, 12), range(-40, 41, 8)),
        key=lambda off: (math.hypot(*off), off),
    )
)
"""How far a name may stand off from where its label is in the whole map, the nearest first."""


def with_movers(view: View, scene: Scene, moment: Moment) -> View:
    """Return a view whose arrows of a moment name those who move, where there is room."""
    at = {label.ref: index for index, label in enumerate(view.labels) if label.kind == "arrow"}
    labels = list(view.labels)
    for drawn in view.arrows:
        arrow = scene.arrows[drawn.arrow]
        if arrow.id not in moment.now or arrow.status == MEASURED:
            continue
        index = at.get(arrow.id, -1)
        if index >= 0 and arrow.texts[-1] in labels[index].lines[0].text:
            continue
        room = _Room(replace(view, labels=tuple(labels)), scene, moment)
        found = room.beside(arrow, index) if index >= 0 else None
        if found is None and arrow.status == Status.CONFIRMED:
            index = _label_of(view, scene, arrow.end)
            found = room.at_end(arrow, index) if index >= 0 else None
        if found is not None:
            labels[index] = found
    return replace(view, labels=tuple(labels))


def _label_of(view: View, scene: Scene, marker: int) -> int:
    """Return the index of the label of a place, or of those that share its mark; -1: of none."""
    refs = {scene.markers[mark.members[0]].id for mark in view.marks if marker in mark.members}
    those = (
        index
        for index, label in enumerate(view.labels)
        if label.kind == "place" and label.ref in refs
    )
    return next(those, -1)


class _Room:
    """What stands in a view at a moment."""

    def __init__(self, view: View, scene: Scene, moment: Moment) -> None:
        """Gather labels, marks and lines that are not gone, what covers corners, and the edges."""
        self._view = view
        marks = {
            scene.markers[mark.members[0]].id: [scene.markers[one].id for one in mark.members]
            for mark in view.marks
        }
        seen = {ref for ref, those in marks.items() if not moment.gone.issuperset(those)}
        self._labels = [
            Anchored(label.at, text_box(label) if label.lines else Box(0.0, 0.0, 0.0, 0.0))
            for label in view.labels
        ]
        self._shown = [
            label.ref in seen if label.ref in marks else label.ref not in moment.gone
            for label in view.labels
        ]
        disc = Box.around((0.0, 0.0), DISC_PX, DISC_PX)
        at = {scene.markers[mark.members[0]].id: mark.at for mark in view.marks}
        things = [Anchored(at[ref], disc) for ref in sorted(seen)]
        if view.framed:
            things += [corner.anchored(view.box) for corner in PAGE_CORNERS]
            things += frame_edges(view.box, _CLEAR_PX)
        self._lines = {
            scene.arrows[drawn.arrow].id: _points(drawn, view.px_per_m)
            for drawn in view.arrows
            if scene.arrows[drawn.arrow].id not in moment.gone
        }
        points = [Boxes.of_points(line).grown(_LINE_PX) for line in self._lines.values()]
        self._taken = Boxes.joined([Boxes.of(things, view.px_per_m), *points])

    def beside(self, arrow: Arrow, index: int) -> Label | None:
        """Return an arrow's label with its mover's name, beside its line; None without room."""
        label = self._view.labels[index]
        style = label.lines[0].style
        size = measured(style, arrow.texts[-1])
        x, y = label.box.center
        boxes = [Box.around((x + across, y + up), *size) for across, up in _OFF_PX]
        own = self._lines[arrow.id] - np.array(label.at) * self._view.px_per_m
        near = [box for box in boxes if _distance(own, box) <= _OWN_PX]
        free = self._free(label.at, near, index)
        if free is None:
            return None
        lines = set_lines([(style, arrow.texts[-1])], free, label.lines[0].align)
        return replace(label, lines=lines, box=free)

    def at_end(self, arrow: Arrow, index: int) -> Label | None:
        """Return the label of the place that an arrow leads to, with the mover's name."""
        label = self._view.labels[index]
        lines = [(line.style, line.text) for line in label.lines]
        if not lines or any(arrow.texts[-1] in text for _, text in lines):
            return None
        told = set_anew(label, [*lines, ("people", arrow.texts[-1])])
        box = text_box(told)
        if box.union(label.box) != label.box and not self._free(label.at, [box], index):
            return None
        return replace(told, box=label.box.union(box))

    def _free(self, at: Point, boxes: Sequence[Box], index: int) -> Box | None:
        """Return the first of some boxes that nothing else meets, in place of a label's."""
        if not boxes:
            return None
        scale, reach = self._view.px_per_m, self._view.reach
        wanted = Boxes.of([Anchored(at, box) for box in boxes], scale).grown(_CLEAR_PX)
        shown = [one for one in np.flatnonzero(self._shown) if one != index]
        others = Boxes.of([self._labels[one] for one in shown], scale)
        # A place's label has its place beside its own mark.
        things = self._taken.some((self._taken.at != wanted.at[0]).any(axis=1))
        taken = Boxes.joined([things, others])
        taken = taken.some(taken.near(wanted.hull()))
        free = np.flatnonzero(~wanted.clashing(taken, reach).any(axis=1))
        return boxes[free[0]] if len(free) else None


def _points(drawn: Drawn, px_per_m: float) -> Floats:
    """Return points along a line, close to one another, in px."""
    found = [np.empty((0, 2))]
    for part in drawn.parts:
        x, y = np.array(part).T * px_per_m
        along = np.concatenate([[0.0], np.cumsum(np.hypot(np.diff(x), np.diff(y)))])
        steps = np.linspace(0.0, along[-1], math.ceil(along[-1] / _STEP_PX) + 1)
        found.append(np.column_stack([np.interp(steps, along, x), np.interp(steps, along, y)]))
    return np.concatenate(found)


def _distance(points: Floats, box: Box) -> float:
    """Return how far the nearest of some points is from a box; far if there is none."""
    low, high = np.array([box.left, box.bottom]), np.array([box.right, box.top])
    off = np.maximum(np.maximum(low - points, points - high), 0.0)
    return float(np.hypot(*off.T).min(initial=math.inf))
