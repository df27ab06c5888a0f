"""How much arcs disturb one another and the places they pass: numbers for `routes` to choose by."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    Floats = NDArray[np.float64]
    Indices = NDArray[np.intp]

__all__ = ["Arcs", "choose"]

STEPS = 12
"""Pieces that an arc is measured by."""
_PASSING = 0.05
"""An arc that passes a stranger's place closer than this, in spans of the story, disturbs it."""
_ALONGSIDE = 0.022
"""Arcs closer than this, in spans of the story, look like one."""
_ACUTE_DEG, _FAN_DEG = 45.0, 24.0
"""Crossings at less are hard to follow, and so are lines that leave a place closer together."""
_STRONG = 0.14
"""Arcs that bend more than this, in chord lengths, do so only for a good reason."""
_BLOCK = 6_000
"""Pairs of arcs that are compared at once, for the memory's sake."""
_MOST_PLACES = 300

# What disturbs how much.
_PASS, _CROSS, _ACUTE, _ALONG, _FAN, _BEND, _OUT = 7.0, 1.6, 6.0, 9.0, 5.0, 0.8, 1e4


class Arcs:
    """Candidates for all lines, each sampled in STEPS pieces; many to a way."""

    def __init__(self, curves: Floats, ways: Indices, span: float) -> None:
        """Take points (arc, STEPS + 1, 2) in metres, and the number of each arc's way."""
        self.curves, self.ways, self.span = curves, ways, max(span, 1.0)
        steps = np.diff(curves, axis=1)
        length = np.hypot(steps[..., 0], steps[..., 1])
        # Across the seam nothing is drawn: the step there has no length.
        usual = np.median(length, axis=1, keepdims=True)
        self.steps = np.where((length > 8 * usual + 1.0)[..., None], 0.0, steps)
        self.length = np.hypot(self.steps[..., 0], self.steps[..., 1]).sum(axis=1)
        self._xy = curves[..., 0].copy(), curves[..., 1].copy()
        self._steps_xy = self.steps[..., 0].copy(), self.steps[..., 1].copy()
        square = (self.steps**2).sum(axis=-1)
        self._inverse = np.where(square > 0, 1.0 / np.where(square > 0, square, 1.0), 0.0)

    def passing(self, places: Floats) -> Floats:
        """Return for each arc how it disturbs places that are neither of its ends."""
        cost = np.zeros(len(self.curves))
        reach = _PASSING * self.span
        low, high = self.curves.min(axis=1) - reach, self.curves.max(axis=1) + reach
        for place in places[:_MOST_PLACES]:
            by = np.flatnonzero(((low < place) & (place < high)).all(axis=1))
            curves = self.curves[by]
            start = np.hypot(*(curves[:, 0] - place).T)
            end = np.hypot(*(curves[:, -1] - place).T)
            own = np.minimum(start, end)
            near = np.minimum(reach, 0.6 * own)
            off = _to_steps(place - curves[:, :-1], self.steps[by]).min(axis=1)
            share = np.clip(1 - off / np.maximum(near, 1e-9), 0.0, 1.0)
            cost[by] += np.where(own > 1e-6 * self.span, _PASS * share**1.5, 0.0)
        return cost

    def leaving(self, bounds: BaseGeometry | None) -> Floats:
        """Return for each arc what it costs that some of it is outside."""
        if bounds is None:
            return np.zeros(len(self.curves))
        inner = self.curves[:, 1:-1]
        inside = shapely.contains_xy(bounds, inner[..., 0].ravel(), inner[..., 1].ravel())
        return np.asarray(_OUT * (~inside.reshape(inner.shape[:2])).mean(axis=1))

    def bending(self, natural: Floats, amounts: Floats, upward: Floats) -> Floats:
        """Return what shapes cost: short lines want to be straight, long ones curved a little.

        Args:
            natural: how far the geodesics leave their chords, in chord lengths.
            amounts: how far the arcs leave the geodesics.
            upward: the same, positive where that is northward or, on a meridian, westward.
        """
        wanted = np.clip((self.length / self.span - 0.12) / 0.7, 0.0, 1.0) * 0.12
        bend = np.abs(natural + amounts)
        off = np.maximum(wanted - bend, 0.0) + np.maximum(
            bend - np.maximum(wanted, np.abs(natural)), 0.0
        )
        strong = np.maximum(bend - np.maximum(_STRONG, np.abs(natural)), 0.0)
        # A wide arc takes much of the map, and a frame that has to hold it shows less of the rest.
        wide = np.maximum(np.abs(amounts) * self.length / self.span - 0.1, 0.0)
        downward = np.where(upward < 0, 0.12, 0.0)
        shape = (off / 0.1) ** 2 + (strong / 0.05) ** 2 + (wide / 0.07) ** 2
        return np.asarray(_BEND * shape + 0.3 * np.abs(amounts) + downward)

    def clashes(self) -> Floats:
        """Return for each pair of arcs, of different ways, how they disturb each other."""
        count = len(self.curves)
        table = np.zeros((count, count))
        one, other = np.triu_indices(count, 1)
        margin = _ALONGSIDE * self.span
        low, high = self.curves.min(axis=1) - margin / 2, self.curves.max(axis=1) + margin / 2
        meet = (self.ways[one] != self.ways[other]) & (
            (low[one] < high[other]) & (low[other] < high[one])
        ).all(axis=1)
        one, other = one[meet], other[meet]
        for start in range(0, len(one), _BLOCK):
            a, b = one[start : start + _BLOCK], other[start : start + _BLOCK]
            table[a, b] = self._crossing(a, b) + self._alongside(a, b) + self._fanning(a, b)
        return table + table.T

    def _crossing(self, one: Indices, other: Indices) -> Floats:
        rx, ry = (side[one][:, :, None] for side in self._steps_xy)
        sx, sy = (side[other][:, None] for side in self._steps_xy)
        gap_x, gap_y = (side[other][:, None, :-1] - side[one][:, :-1, None] for side in self._xy)
        turn = rx * sy - ry * sx
        size = np.abs(turn)
        sign = np.sign(turn)
        t, u = (gap_x * sy - gap_y * sx) * sign, (gap_x * ry - gap_y * rx) * sign
        hit = (t > 0) & (t <= size) & (u > 0) & (u <= size)
        # Where two lines part from one place they meet, and do not cross.
        for a in (0, -1):
            for b in (0, -1):
                hit[:, a, b] &= ~_same(self.curves[one, a], self.curves[other, b])
        cost = np.zeros(len(one))
        pair, its, theirs = np.nonzero(hit)
        if len(pair):
            degrees = _between(self.steps[one[pair], its], self.steps[other[pair], theirs])
            degrees = np.minimum(degrees, 180.0 - degrees)
            acute = np.clip(1 - degrees / _ACUTE_DEG, 0.0, 1.0)
            np.add.at(cost, pair, _CROSS + _ACUTE * acute)
        return cost

    def _alongside(self, one: Indices, other: Indices) -> Floats:
        near = np.minimum(
            _ALONGSIDE * self.span, 0.15 * np.minimum(self.length[one], self.length[other])
        )
        return _ALONG * np.maximum(self._on_top(one, other, near), self._on_top(other, one, near))

    def _on_top(self, one: Indices, other: Indices, near: Floats) -> Floats:
        """Return the share of an arc's middle that runs within a distance of another one."""
        gap_x, gap_y = (side[one][:, 3:-3:2, None] - side[other][:, None, :-1] for side in self._xy)
        sx, sy = (side[other][:, None] for side in self._steps_xy)
        t = np.clip((gap_x * sx + gap_y * sy) * self._inverse[other][:, None], 0.0, 1.0)
        square = ((gap_x - t * sx) ** 2 + (gap_y - t * sy) ** 2).min(axis=2)
        close = np.clip(1.5 - np.sqrt(square) / np.maximum(near, 1e-9)[:, None], 0.0, 1.0)
        return np.asarray(close.mean(axis=1))

    def _fanning(self, one: Indices, other: Indices) -> Floats:
        """Return what it costs that two arcs leave a place they share close together."""
        cost = np.zeros(len(one))
        for a in (0, -1):
            for b in (0, -1):
                shared = _same(self.curves[one, a], self.curves[other, b])
                angle = _between(self._leave(one, a), self._leave(other, b))
                cost += shared * _FAN * np.clip(1 - angle / _FAN_DEG, 0.0, 1.0) ** 1.5
        return cost

    def _leave(self, arcs: Indices, end: int) -> Floats:
        """Return the direction in which arcs leave one of their ends."""
        step = self.steps[arcs, end]
        return np.asarray(step if end == 0 else -step)


def choose(unary: Floats, clashes: Floats, options: Sequence[Sequence[int]]) -> list[int]:
    """Choose one option of each unit so that all together cost little: descent from a few starts.

    Args:
        unary: what each option costs by itself.
        clashes: what each two cost together.
        options: the numbers of each unit's options.

    Returns:
        The number of the chosen option of each unit.
    """
    starts = [
        [min(its, key=lambda one: unary[one]) for its in options],
        [its[0] for its in options],
        [its[-1] for its in options],
        [its[number % len(its)] for number, its in enumerate(options)],
    ]
    settled = [_descend(unary, clashes, options, start) for start in starts]
    return min(settled, key=lambda chosen: _total(unary, clashes, chosen))


def _descend(
    unary: Floats, clashes: Floats, options: Sequence[Sequence[int]], start: list[int]
) -> list[int]:
    chosen = list(start)
    for _ in range(20):
        before = list(chosen)
        for unit, its in enumerate(options):
            others = chosen[:unit] + chosen[unit + 1 :]
            costs = unary[its] + clashes[np.ix_(its, others)].sum(axis=1)
            chosen[unit] = its[int(np.argmin(np.round(costs, 9)))]
        if chosen == before:
            break
    return chosen


def _total(unary: Floats, clashes: Floats, chosen: list[int]) -> float:
    return round(float(unary[chosen].sum() + clashes[np.ix_(chosen, chosen)].sum() / 2), 9)


def _cross(a: Floats, b: Floats) -> Floats:
    return np.asarray(a[..., 0] * b[..., 1] - a[..., 1] * b[..., 0])


def _same(a: Floats, b: Floats) -> NDArray[np.bool_]:
    return np.asarray((np.abs(a - b) < 1.0).all(axis=-1))


def _between(a: Floats, b: Floats) -> Floats:
    """Return the angles between directions, in degrees."""
    return np.asarray(np.degrees(np.abs(np.arctan2(_cross(a, b), (a * b).sum(axis=-1)))))


def _to_steps(gap: Floats, steps: Floats) -> Floats:
    """Return distances to straight pieces, from where each begins: `gap` leads to the point."""
    square = (steps**2).sum(axis=-1)
    t = np.clip((gap * steps).sum(axis=-1) / np.where(square > 0, square, 1.0), 0.0, 1.0)
    away = gap - t[..., None] * steps
    return np.asarray(np.hypot(away[..., 0], away[..., 1]))
