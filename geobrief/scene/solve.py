"""One candidate for each thing to place, so that none overlap and the whole costs little.

Greedy with repair: things are placed in order of importance, each at its cheapest free candidate;
then whoever stands worse than need be asks those in the way to move, or to leave, and gets the
place if the whole is cheaper for it (the ejection chains of F. Glover, 1996, two links long). No
randomness and no clock: the same input gives the same answer in a bounded number of steps.

Looked at and not taken: adjustText and textalloc push text of a matplotlib figure apart and may
leave overlaps; Dymo, an annealing of map labels, has been at rest since 2012; QGIS's own `pal`
cannot be had without QGIS; solvers of integer programs (OR-tools, HiGHS) are tens of megabytes for
a problem of sixty things. None of them knows boxes that must stay clear while a map grows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geobrief.scene.anchored import Boxes, Flags, Floats, Indices

__all__ = ["Item", "free_of", "solve"]

_MOST_KEPT = 96
"""Candidates of one thing that are looked at: the cheapest."""
_MOST_ASKED = 10
"""Better candidates that a thing asks for in one round."""
_MOST_MOVED = 3
"""Others that may move for one."""
_ROUNDS = 3
_LINKS = 2
_GAIN = 1e-6


@dataclass(frozen=True, slots=True)
class Item:
    """A thing to place: every candidate is one or more boxes and what it costs."""

    boxes: Boxes
    of: Indices
    """For each box the number of its candidate, in order; no candidate is without a box."""
    costs: Floats
    """Of each candidate; infinite where it is none after all."""
    without: float
    """What it costs to leave the thing out; dearer candidates are none."""


def free_of(fixed: Boxes, boxes: Boxes, of: Indices, count: int, *, reach: float) -> Flags:
    """Tell which of `count` candidates, whose boxes are given, overlap nothing that is fixed."""
    free = np.ones(count, dtype=bool)
    if len(boxes):
        around = fixed.some(fixed.near(boxes.hull()))
        free[of[boxes.clashing(around, reach).any(axis=1)]] = False
    return free


def solve(items: Sequence[Item], *, reach: float, repair: bool = True) -> list[int | None]:
    """Choose a candidate for each item, or None where it is left out.

    Args:
        items: the most important first.
        reach: the factor up to which no two may overlap.
        repair: let things move for others once all are placed.
    """
    table = _Table([_seat(item) for item in items], reach)
    for index in range(len(items)):
        table.chosen[index] = table.cheapest_free(index)
    for _ in range(_ROUNDS if repair else 0):
        better = [table.improve(index) for index in range(len(items))]
        if not any(better):
            break
    return [
        None if choice < 0 else int(seat.numbers[choice])
        for seat, choice in zip(table.seats, table.chosen, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class _Seat:
    """An item's candidates, the cheapest first."""

    numbers: Indices
    """Each one's number among the item's candidates."""
    boxes: Boxes
    starts: Indices
    """Index of each candidate's first box."""
    costs: list[float]
    without: float
    hull: Floats

    def cost(self, choice: int) -> float:
        return self.without if choice < 0 else self.costs[choice]

    def boxes_of(self, choice: int) -> Boxes:
        end = self.starts[choice + 1] if choice + 1 < len(self.starts) else len(self.boxes)
        return self.boxes.some(slice(int(self.starts[choice]), int(end)))


def _seat(item: Item) -> _Seat:
    clear = item.costs < item.without
    by_cost = np.argsort(item.costs, kind="stable")
    numbers = by_cost[clear[by_cost]][:_MOST_KEPT]
    place = np.full(len(item.costs), -1)
    place[numbers] = np.arange(len(numbers))
    kept = np.flatnonzero(place[item.of] >= 0)
    kept = kept[np.argsort(place[item.of[kept]], kind="stable")]
    boxes = item.boxes.some(kept)
    starts = np.searchsorted(place[item.of[kept]], np.arange(len(numbers)))
    nowhere = np.array([np.inf, np.inf, -np.inf, -np.inf])
    return _Seat(
        numbers=numbers,
        boxes=boxes,
        starts=starts,
        costs=item.costs[numbers].tolist(),
        without=item.without,
        hull=boxes.hull() if len(boxes) else nowhere,
    )


class _Table:
    """Who sits where: for each seat the index of its candidate, or -1."""

    def __init__(self, seats: Sequence[_Seat], reach: float) -> None:
        self.chosen = [-1] * len(seats)
        self.seats = seats
        self._reach = reach
        self._beside = _neighbours(seats)
        self._known: dict[tuple[int, int, int], Flags] = {}

    def cheapest_free(self, index: int) -> int:
        """Return the cheapest candidate that none of the others blocks; -1 if there is none."""
        seat = self.seats[index]
        if not seat.costs:
            return -1
        blocked = np.zeros(len(seat.costs), dtype=bool)
        for other in self._beside[index]:
            if self.chosen[other] >= 0:
                blocked |= self._blocked(index, other)
        choice = int(np.argmin(blocked))
        return -1 if blocked[choice] else choice

    def improve(self, index: int) -> bool:
        """Give a thing a cheaper place if the whole is the cheaper for it."""
        seat = self.seats[index]
        now = seat.cost(self.chosen[index])
        for choice in range(min(len(seat.costs), _MOST_ASKED)):
            gain = now - seat.costs[choice]
            if gain <= _GAIN:
                return False
            if self._seize(index, choice, gain, _LINKS) is not None:
                return True
        return False

    def _seize(self, index: int, choice: int, most: float, links: int) -> float | None:
        """Put a thing at a candidate and the ones in the way elsewhere, for less than `most`.

        Returns:
            What it costs the others; None, and nothing has changed, if that is too much.
        """
        before = list(self.chosen)
        self.chosen[index] = choice
        in_the_way = [
            other
            for other in self._beside[index]
            if self.chosen[other] >= 0 and self._blocked(index, other)[choice]
        ]
        loss = 0.0
        if len(in_the_way) <= _MOST_MOVED:
            for other in in_the_way:
                self.chosen[other] = -1
            for other in in_the_way:
                loss += self._reseat(other, before, index, links - 1)
                if loss >= most - _GAIN:
                    break
            else:
                return loss
        self.chosen[:] = before
        return None

    def _reseat(self, index: int, before: Sequence[int], asker: int, links: int) -> float:
        """Find another place for a thing that had to leave; return how much dearer it is."""
        seat = self.seats[index]
        old = seat.cost(before[index])
        free = self.cheapest_free(index)
        self.chosen[index] = free
        loss = seat.cost(free) - old
        if links <= 0:
            return loss
        for choice in range(min(len(seat.costs), _MOST_ASKED)):
            dearer = seat.costs[choice] - old
            if dearer >= loss - _GAIN:
                break
            if asker in self._beside[index] and self._blocked(index, asker)[choice]:
                continue
            others = self._seize(index, choice, loss - dearer, links - 1)
            if others is not None:
                return dearer + others
        return loss

    def _blocked(self, index: int, other: int) -> Flags:
        """Tell which candidates of one thing overlap another where it stands."""
        key = index, other, self.chosen[other]
        if key not in self._known:
            seat, boxes = self.seats[index], self.seats[other].boxes_of(self.chosen[other])
            hit = seat.boxes.clashing(boxes, self._reach).any(axis=1)
            self._known[key] = np.logical_or.reduceat(hit, seat.starts)
        return self._known[key]


def _neighbours(seats: Sequence[_Seat]) -> list[list[int]]:
    """Return for each seat those that some candidate of it may ever meet."""
    if not seats:
        return []
    hulls = np.array([seat.hull for seat in seats])
    meet = (
        (hulls[:, None, 0] <= hulls[None, :, 2])
        & (hulls[None, :, 0] <= hulls[:, None, 2])
        & (hulls[:, None, 1] <= hulls[None, :, 3])
        & (hulls[None, :, 1] <= hulls[:, None, 3])
    )
    np.fill_diagonal(meet, val=False)
    return [np.flatnonzero(row).tolist() for row in meet]
