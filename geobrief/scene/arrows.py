"""Movements as lines in the plane: the geodesic, bowed aside where two would coincide."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from geobrief.scene.model import Box

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geobrief.scene.model import Point

__all__ = ["bow", "choose_bows"]

BOWS = (0.0, 0.08, -0.08, 0.14, -0.14, 0.22, -0.22, 0.32, -0.32)
"""How far a curve leaves its chord at the middle, in chord lengths; left of the way is positive."""

WIDEST_BOW = 0.45
MOST_COMPARED = 40
_SAMPLES = 12
_NEAR_SPAN, _NEAR_LENGTH = 0.016, 0.15
"""Two curves closer than this, in spans of the story and lengths of the shorter, look like one."""
_PASSING = 0.022
"""A curve that passes a place closer than this, in spans of the story, reads as a stop there."""


@dataclass(frozen=True, slots=True)
class _Way:
    start: Point
    end: Point
    samples: tuple[Point, ...]

    @property
    def length(self) -> float:
        return math.dist(self.start, self.end)


def choose_bows(ways: Sequence[Sequence[Point]], places: Sequence[Point]) -> tuple[float, ...]:
    """Choose each line's bow, in order: straight where that is clear of the others and of places.

    Many lines cannot all be clear of one another, and trying takes long: beyond MOST_COMPARED
    only those between the same two points part.

    Args:
        ways: each line's points in the plane, in metres.
        places: all markers.

    Returns:
        A bow for each line, in chord lengths, as `bow` takes it.
    """
    if len(ways) > MOST_COMPARED:
        return _fanned(ways)
    points = [*places, *(point for way in ways for point in way)]
    span = max(Box.of(points).width, Box.of(points).height) if points else 0.0
    crowded = _fanned(ways)
    shared = Counter(_route(way) for way in ways)
    chosen: list[float] = []
    settled: list[_Way] = []
    for way, fanned in zip(ways, crowded, strict=True):
        bends = (fanned,) if shared[_route(way)] > len(BOWS) else BOWS
        costs = {bend: _cost(_way(way, bend), settled, places, span) + abs(bend) for bend in bends}
        amount = min(costs, key=lambda bend: costs[bend])
        chosen.append(amount)
        settled.append(_way(way, amount))
    return tuple(chosen)


def _fanned(ways: Sequence[Sequence[Point]]) -> tuple[float, ...]:
    """Spread the lines of each route evenly, the first of them straight."""
    shared = Counter(_route(way) for way in ways)
    seen: Counter[frozenset[Point]] = Counter()
    bows = []
    for way in ways:
        route = _route(way)
        number, seen[route] = seen[route], seen[route] + 1
        step = min(BOWS[1], WIDEST_BOW / (shared[route] / 2))
        side = (number + 1) // 2 * step * (1 if number % 2 else -1)
        # A bow is to the left of the way: there and back must not bend to the same side.
        bows.append(side if way[0] <= way[-1] else -side)
    return tuple(bows)


def _route(way: Sequence[Point]) -> frozenset[Point]:
    return frozenset((way[0], way[-1]))


def bow(points: Sequence[Point], amount: float) -> tuple[Point, ...]:
    """Push a line aside by `amount` chord lengths at its middle, its ends held (a parabola)."""
    if not amount:
        return tuple(points)
    (x0, y0), (x1, y1) = points[0], points[-1]
    normal = (y0 - y1) * amount, (x1 - x0) * amount
    last = len(points) - 1
    bowed = []
    for index, (x, y) in enumerate(points):
        t = index / last
        push = 4 * t * (1 - t)
        bowed.append((x + normal[0] * push, y + normal[1] * push))
    return tuple(bowed)


def _way(points: Sequence[Point], amount: float) -> _Way:
    bowed = bow(points, amount)
    step = max(1, (len(bowed) - 1) // _SAMPLES)
    return _Way(bowed[0], bowed[-1], bowed[::step])


def _cost(way: _Way, settled: Sequence[_Way], places: Sequence[Point], span: float) -> float:
    clashes = sum(_coincidence(way, other, span) for other in settled)
    passes = sum(_passing(way, place, span) for place in places)
    return 10 * clashes + 6 * passes


def _coincidence(way: _Way, other: _Way, span: float) -> float:
    """Return the share of either way's middle that runs on top of the other one."""
    near = min(_NEAR_SPAN * span, _NEAR_LENGTH * min(way.length, other.length))
    return max(_on_top(way, other, near), _on_top(other, way, near))


def _on_top(way: _Way, other: _Way, near: float) -> float:
    middle = way.samples[len(way.samples) // 4 : -len(way.samples) // 4 or None]
    return sum(_distance_to(point, other.samples) < near for point in middle) / len(middle)


def _passing(way: _Way, place: Point, span: float) -> float:
    """Return 1 if the way runs close by a place that is neither of its ends."""
    near = _PASSING * span
    if math.dist(place, way.start) < near or math.dist(place, way.end) < near:
        return 0.0
    return float(_distance_to(place, way.samples) < near)


def _distance_to(point: Point, line: Sequence[Point]) -> float:
    segments = (_to_segment(point, start, end) for start, end in pairwise(line))
    return min(segments, default=math.inf)


def _to_segment(point: Point, start: Point, end: Point) -> float:
    along_x, along_y = end[0] - start[0], end[1] - start[1]
    square = along_x**2 + along_y**2
    if not square:
        return math.dist(point, start)
    t = ((point[0] - start[0]) * along_x + (point[1] - start[1]) * along_y) / square
    t = min(1.0, max(0.0, t))
    return math.dist(point, (start[0] + t * along_x, start[1] + t * along_y))
