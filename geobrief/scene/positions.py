"""Where a label may stand about a point: E. Imhof's positions, and rings farther out for leaders.

Offsets are pixels from the middle of the marker, y up (E. Imhof, Positioning Names on Maps, 1975).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from geobrief.scene.model import Box

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geobrief.scene.anchored import Flags, Floats, Indices
    from geobrief.scene.model import Align, Point

__all__ = [
    "CALLOUT_RINGS",
    "DOT_PX",
    "RINGS",
    "RING_PX",
    "SIDES",
    "Field",
    "Position",
    "field_of",
    "pull_along",
]

DOT_PX, RING_PX = 11.0, 14.5
"""What a plain marker covers, and one with a ring."""

SIDES = (
    "right",
    "above-right",
    "below-right",
    "left",
    "above",
    "below",
    "above-left",
    "below-left",
)
"""Best first."""

_ASIDE_PX, _UPRIGHT_PX, _CORNER_PX, _LIFT_PX = 8.5, 6.0, 7.5, 1.0
"""How far a label begins from the middle of its marker: aside, above or below, at a corner aside
and at a corner up."""
_INDENT_PX = 6.0
"""A label above that runs to one side begins so far on the other."""
_ORDER, _SHIFTED = 0.5, 0.3
"""What a later side costs, and a label that runs over its marker."""
RINGS = ((22.0, 8.0), (36.0, 13.0), (52.0, 19.0), (72.0, 26.0), (96.0, 34.0))
"""Distances of labels with leaders, and what they cost."""
CALLOUT_RINGS = ((26.0, 0.0), (44.0, 3.0), (70.0, 7.0), (100.0, 12.0), (140.0, 20.0))
_ANGLES = 16
_LEADER_FROM_PX, _LEADER_GAP_PX = 8.0, 1.0
_PIECE_PX = 12.0
"""A slanting leader takes boxes no longer than this."""
_LEADER_HALF_PX = 1.0
_STEEP = 1.5
"""How fast a label goes round the end of its leader as that turns."""
_BETWEEN = 0.5
_SIDEWAYS = 0.9
"""A label pulled so far aside has its lines begin, or end, at its leader."""


@dataclass(frozen=True, slots=True)
class Position:
    """One way to set a box of any size beside a point.

    The box's middle is at `at`, moved by `pull` halves of its width and height.
    """

    side: str
    at: Point
    pull: Point
    cost: float
    leader: tuple[Point, Point] | None = None

    @property
    def align(self) -> Align:
        """Return how the lines of the text stand one below another."""
        if self.pull[0] > _SIDEWAYS:
            return "start"
        return "end" if self.pull[0] < -_SIDEWAYS else "middle"

    def box(self, width: float, height: float) -> Box:
        """Return the box of a size in this position."""
        x = self.at[0] + self.pull[0] * width / 2
        y = self.at[1] + self.pull[1] * height / 2
        return Box.around((x, y), width, height)


@dataclass(frozen=True, slots=True)
class Field:
    """Positions as columns, with the boxes that their leaders take."""

    positions: tuple[Position, ...]
    at: Floats
    pull: Floats
    costs: Floats
    pieces: Floats
    """Boxes of the leaders: left, bottom, right, top."""
    piece_of: Indices
    """For each the index of its position."""

    def only(self, which: Flags) -> Field:
        """Return some of the positions."""
        kept = np.flatnonzero(which)
        place = np.full(len(which), -1)
        place[kept] = np.arange(len(kept))
        with_pieces = which[self.piece_of]
        return Field(
            positions=tuple(self.positions[index] for index in kept),
            at=self.at[kept],
            pull=self.pull[kept],
            costs=self.costs[kept],
            pieces=self.pieces[with_pieces],
            piece_of=place[self.piece_of[with_pieces]],
        )

    def boxes(self, width: float, height: float) -> Floats:
        """Return the box of a label of some size in each position."""
        size = np.array([width, height])
        middle = self.at + self.pull * size / 2
        return np.concatenate([middle - size / 2, middle + size / 2], axis=1)


@lru_cache(maxsize=256)
def field_of(
    side: str = "",
    *,
    leader: bool | None = None,
    rings: tuple[tuple[float, float], ...] = RINGS,
    wider_px: float = 0.0,
    rtl: bool = False,
) -> Field:
    """Return the positions about a point.

    Args:
        side: the only one that is wanted; empty if any will do.
        leader: only positions with one, or only such without; None if either will do.
        rings: distances of positions with a leader, and what they cost.
        wider_px: how much farther off a label begins that has no leader.
        rtl: the text is read from right to left, and best stands to the left.
    """
    every = _field([*_close(wider_px, rtl=rtl), *_ringed(rings, rtl=rtl)])
    wanted = [
        (not side or position.side == side)
        and (leader is None or leader == (position.leader is not None))
        for position in every.positions
    ]
    return every.only(np.array(wanted, dtype=bool))


def _field(positions: Sequence[Position]) -> Field:
    pieces = [
        (piece.edges, index)
        for index, position in enumerate(positions)
        if position.leader is not None
        for piece in _pieces(*position.leader)
    ]
    return Field(
        positions=tuple(positions),
        at=np.array([position.at for position in positions], dtype=float),
        pull=np.array([position.pull for position in positions], dtype=float),
        costs=np.array([position.cost for position in positions], dtype=float),
        pieces=np.array([edges for edges, _ in pieces], dtype=float).reshape(-1, 4),
        piece_of=np.array([index for _, index in pieces], dtype=np.intp),
    )


def _close(wider_px: float, *, rtl: bool) -> Iterator[Position]:
    """Yield the positions right beside a marker."""
    for side in SIDES:
        order = _order(side, rtl=rtl)
        across, up = _direction(side)
        x = across * (wider_px + (_CORNER_PX if up else _ASIDE_PX))
        y = up * (_LIFT_PX if across else _UPRIGHT_PX + wider_px)
        yield Position(side, (x, y), (across, up), order * _ORDER)
        if across and up:
            shifted = -across * _INDENT_PX, up * (_UPRIGHT_PX + wider_px)
            yield Position(side, shifted, (across, up), order * _ORDER + _SHIFTED)


def _ringed(rings: Sequence[tuple[float, float]], *, rtl: bool) -> Iterator[Position]:
    """Yield the positions farther out, each with its leader."""
    for gap, cost in rings:
        for number in range(_ANGLES):
            angle = 2 * math.pi * number / _ANGLES
            x, y = round(math.cos(angle), 9), round(math.sin(angle), 9)
            side = _side(x, y)
            near = _LEADER_FROM_PX * x, _LEADER_FROM_PX * y
            end = (gap - _LEADER_GAP_PX) * x, (gap - _LEADER_GAP_PX) * y
            yield Position(
                side,
                (gap * x, gap * y),
                _pull((x, y)),
                cost + _order(side, rtl=rtl) * _ORDER / 2,
                (near, end),
            )


def _order(side: str, *, rtl: bool) -> int:
    """Return how many sides are better; read from the right, left and right change places."""
    if rtl:
        change = {"left": "right", "right": "left"}
        side = "-".join(change.get(word, word) for word in side.split("-"))
    return SIDES.index(side)


def _pull(towards: Point) -> Point:
    """Return how a label goes round the end of its leader as that turns."""
    x, y = towards
    return max(-1.0, min(1.0, x * _STEEP)), max(-1.0, min(1.0, y * _STEEP))


def pull_along(start: Point, end: Point) -> Point:
    """Return the pull of the position that has a leader from one point to another."""
    far = math.dist(start, end)
    return _pull(((end[0] - start[0]) / far, (end[1] - start[1]) / far))


def _direction(side: str) -> tuple[int, int]:
    across = 1 if side.endswith("right") else -1 if side.endswith("left") else 0
    up = 1 if side.startswith("above") else -1 if side.startswith("below") else 0
    return across, up


def _side(x: float, y: float) -> str:
    """Name a direction; those between two names go to the one that is level or upright."""
    upright = "" if abs(y) < _BETWEEN else "above" if y > 0 else "below"
    aside = "" if abs(x) < _BETWEEN else "right" if x > 0 else "left"
    return "-".join(filter(None, (upright, aside)))


def _pieces(start: Point, end: Point) -> Iterator[Box]:
    """Cut a leader into boxes; a level or upright one is one box."""
    slants = abs(start[0] - end[0]) > 1 and abs(start[1] - end[1]) > 1
    count = max(1, math.ceil(math.dist(start, end) / _PIECE_PX)) if slants else 1
    cuts = [
        (
            start[0] + (end[0] - start[0]) * index / count,
            start[1] + (end[1] - start[1]) * index / count,
        )
        for index in range(count + 1)
    ]
    for a, b in pairwise(cuts):
        yield Box.of([a, b]).grown(_LEADER_HALF_PX)
