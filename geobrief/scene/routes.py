"""The lines of movements: symmetric arcs that keep clear of places and of one another.

After B. Jenny, D. M. Stephen, I. Muehlenhaus, B. E. Marston, R. Sharma, E. Zhang and H. Jenny,
Design principles for origin-destination flow maps, Cartography and Geographic Information Science
45 (2018): curves rather than straight lines, symmetric; few crossings and none at acute angles;
none under a place that it does not concern; wide angles between lines at one place.

An arc is the geodesic pushed aside, most in the middle: by a parabola over its chord, so that
amounts are in chord lengths, and positive to the left of the way.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from geobrief.scene.model import Box

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geobrief.scene.model import Point
    from geobrief.scene.seam import Seam

    Floats = NDArray[np.float64]

__all__ = ["MOST_COMPARED", "routed"]

MOST_COMPARED = 60
"""Many lines cannot all be clear of one another, and trying takes long: more are only fanned."""

_AMOUNTS = (0.0, 0.08, -0.08, 0.15, -0.15, 0.23, -0.23, 0.33, -0.33)
_FEW_AMOUNTS = (0.0, 0.1, -0.1, 0.22, -0.22)
"""How far a line may leave its geodesic; the first tried, where much else is."""
_MANY = 40
_CENTRES = (0.0, 0.07, -0.07, 0.1, -0.1, 0.2, -0.2)
"""The same for the middle of several lines between the same two places."""
_SHIFTS = (0.03, -0.03, 0.06, -0.06)
"""How far from its amount a line may go once all have one."""
_MOST = 0.4
_KEPT = 6
"""Of what a unit may choose from, so many are compared with others': those best by themselves."""
_LEAST = (0.1, 0.17, 0.25)
"""How far a line bends at least that an editor wants bent."""
_TWO_STEPS, _STEP, _WIDEST = (0.2, 0.14), 0.12, 0.8
"""Between lines of one route, where there are two, or more; and from the first to the last."""
_PLAIN_LENGTH = 0.35
"""Where lines are only fanned, those longer than this, in spans of the story, bend."""


@dataclass(frozen=True, slots=True)
class _Way:
    """A way with its chord, and where each of its points is along it, from 0 to 1."""

    parts: tuple[tuple[Point, ...], ...]
    shares: tuple[tuple[float, ...], ...]
    chord: Point
    """From its start to its end, as if there were no seam."""

    @property
    def size(self) -> float:
        return math.hypot(*self.chord)

    @property
    def route(self) -> tuple[Point, Point]:
        """The two places, whichever way it goes."""
        return min(self._ends), max(self._ends)

    @property
    def turned(self) -> bool:
        """Tell whether it goes from the later to the earlier of the two."""
        return self._ends[0] > self._ends[1]

    @property
    def _ends(self) -> tuple[Point, Point]:
        (x, y), (u, v) = self.parts[0][0], self.parts[-1][-1]
        return (round(x), round(y)), (round(u), round(v))


@dataclass(frozen=True, slots=True)
class _Unit:
    """Ways that are decided together: those of one route that may bend to the same sides."""

    ways: tuple[int, ...]
    options: tuple[tuple[float, ...], ...]
    """Amounts for all of them, several to choose from."""


def routed(
    ways: Sequence[Sequence[Sequence[Point]]],
    places: Sequence[Point],
    *,
    curves: Sequence[str | None],
    bounds: BaseGeometry | Box | None = None,
) -> tuple[tuple[tuple[Point, ...], ...], ...]:
    """Return the line to draw for each way, as many parts as it came in; its ends stay.

    Args:
        ways: each way's geodesic in the plane, in metres: two parts where it crosses the seam.
        places: all markers, the most important first.
        curves: for each way what the editor says, seen in its direction: left, right, straight;
            None leaves it to the map. What is measured is `straight`: it stays the geodesic.
        bounds: what no line may leave for being bent: the world's outline, or what the basemap
            covers. With the outline, parts are drawn up to the seam.
    """
    from geobrief.scene.seam import Seam  # noqa: PLC0415 - heavy

    seam = Seam(bounds)
    ready = [_way(seam.reached(way)) for way in ways]
    amounts = _amounts(ready, places, curves, seam)
    return tuple(_inside(way, amount, seam) for way, amount in zip(ready, amounts, strict=True))


def _way(parts: Sequence[Sequence[Point]]) -> _Way:
    lengths = [[0.0, *(math.dist(a, b) for a, b in pairwise(part))] for part in parts]
    whole = sum(map(sum, lengths)) or 1.0
    shares, along = [], 0.0
    for steps in lengths:
        told = []
        for step in steps:
            along += step
            told.append(min(1.0, along / whole))
        shares.append(tuple(told))
    shares[-1] = (*shares[-1][:-1], 1.0)
    chord = (
        sum(part[-1][0] - part[0][0] for part in parts),
        sum(part[-1][1] - part[0][1] for part in parts),
    )
    return _Way(tuple(map(tuple, parts)), tuple(shares), chord)


def _amounts(
    ways: Sequence[_Way], places: Sequence[Point], curves: Sequence[str | None], seam: Seam
) -> list[float]:
    """Return how far each way is bent."""
    span = _span(ways, places)
    units = list(_units(ways, curves, span))
    if len(ways) > MOST_COMPARED:
        chosen = [unit.options[0] for unit in units]
    else:
        chosen = _compared(ways, places, units, span, seam)
    amounts = [0.0] * len(ways)
    for unit, bends in zip(units, chosen, strict=True):
        for way, amount in zip(unit.ways, bends, strict=True):
            amounts[way] = amount
    return amounts


def _span(ways: Sequence[_Way], places: Sequence[Point]) -> float:
    points = [*places, *(point for way in ways for part in way.parts for point in part)]
    if not points:
        return 1.0
    box = Box.of(points)
    return max(box.width, box.height, 1.0)


def _units(ways: Sequence[_Way], curves: Sequence[str | None], span: float) -> Iterator[_Unit]:
    """Gather the ways between the same two places, apart from those that an editor bends."""
    gathered: defaultdict[tuple[tuple[Point, Point], str], list[int]] = defaultdict(list)
    for index, (way, curve) in enumerate(zip(ways, curves, strict=True)):
        gathered[way.route, _canonical(curve, turned=way.turned)].append(index)
    for (_, curve), members in gathered.items():
        turned = [ways[index].turned for index in members]
        # There and back part as on a road: each keeps to its own left.
        order = sorted(range(len(members)), key=lambda place: turned[place])
        spread = [
            [bend if not turned[place] else -bend for place, bend in zip(order, bends, strict=True)]
            for bends in _spreads(curve, len(members), ways[members[0]], len(ways), span)
        ]
        yield _Unit(tuple(members[place] for place in order), tuple(map(tuple, spread)))


def _canonical(curve: str | None, *, turned: bool) -> str:
    """Return an editor's word as seen from the earlier of the two places."""
    if turned and curve in {"left", "right"}:
        return "right" if curve == "left" else "left"
    return curve or ""


def _spreads(
    curve: str, count: int, way: _Way, all_ways: int, span: float
) -> Iterator[tuple[float, ...]]:
    """Yield amounts for the lines of one route, seen from the earlier place, the plainest first."""
    if curve == "straight" or way.size == 0:
        yield (0.0,) * count
        return
    sign = {"left": 1.0, "right": -1.0}.get(curve)
    if sign is not None:
        step = min(_STEP, 0.35 / count)
        for least in _LEAST:
            yield tuple(sign * (least + step * (count - 1 - place)) for place in range(count))
        return
    for centre, step in _plans(count, way, all_ways, span):
        yield tuple(centre + step * ((count - 1) / 2 - place) for place in range(count))


def _plans(count: int, way: _Way, all_ways: int, span: float) -> Iterator[tuple[float, float]]:
    """Yield middles of the lines of a route, and how far apart they are, the plainest first."""
    if all_ways > MOST_COMPARED:
        plain = 0.1 if count == 1 and way.size > _PLAIN_LENGTH * span else 0.0
        yield plain, min(_TWO_STEPS[0], _WIDEST / count)
    elif count == 1:
        yield from ((amount, 0.0) for amount in (_AMOUNTS if all_ways <= _MANY else _FEW_AMOUNTS))
    else:
        steps = _TWO_STEPS if count == 2 else (_STEP,)  # noqa: PLR2004 - there and back
        for step in steps:
            yield from ((centre, min(step, _WIDEST / count)) for centre in _CENTRES)


def _compared(
    ways: Sequence[_Way],
    places: Sequence[Point],
    units: Sequence[_Unit],
    span: float,
    seam: Seam,
) -> list[tuple[float, ...]]:
    """Choose for each unit the option that disturbs others and places least, then finer ones."""
    if not units:
        return []
    chosen = _best(ways, places, units, span, seam)
    if len(ways) > _MANY:
        return chosen
    finer = [
        _Unit(unit.ways, tuple(_shifted(unit, bends, ways)))
        for unit, bends in zip(units, chosen, strict=True)
    ]
    return _best(ways, places, finer, span, seam)


def _shifted(
    unit: _Unit, bends: tuple[float, ...], ways: Sequence[_Way]
) -> Iterator[tuple[float, ...]]:
    """Yield what a unit chose, and the same a little to either side, if it may choose at all."""
    yield bends
    if len(unit.options) == 1:
        return
    for shift in _SHIFTS:
        # To the left of one way is to the right of the way back.
        off = [-shift if ways[way].turned else shift for way in unit.ways]
        moved = tuple(bend + step for bend, step in zip(bends, off, strict=True))
        if all(
            _LEAST[0] / 2 <= abs(bend) <= _MOST and bend * before > 0
            for bend, before in zip(moved, bends, strict=True)
            if before
        ):
            yield moved


def _best(
    ways: Sequence[_Way],
    places: Sequence[Point],
    units: Sequence[_Unit],
    span: float,
    seam: Seam,
) -> list[tuple[float, ...]]:
    """Choose for each unit the option that disturbs others and places least."""
    import numpy as np  # noqa: PLC0415 - heavy

    from geobrief.scene.untangle import choose  # noqa: PLC0415 - heavy

    every = _Table(ways, [(unit, bends) for unit in units for bends in unit.options], span)
    alone = every.alone(places, seam)
    kept: list[tuple[_Unit, tuple[float, ...]]] = []
    costs: list[float] = []
    options: list[list[int]] = []
    first = 0
    for unit in units:
        number = len(unit.options)
        its = alone[first : first + number]
        best = sorted(np.argsort(np.round(its, 9), kind="stable")[:_KEPT].tolist())
        options.append(list(range(len(kept), len(kept) + len(best))))
        kept += [(unit, unit.options[place]) for place in best]
        costs += [float(its[place]) for place in best]
        first += number
    together = _Table(ways, kept, span).together()
    return [kept[number][1] for number in choose(np.array(costs), together, options)]


class _Table:
    """What options cost: each is an amount for each way of a unit."""

    def __init__(
        self,
        ways: Sequence[_Way],
        options: Sequence[tuple[_Unit, tuple[float, ...]]],
        span: float,
    ) -> None:
        import numpy as np  # noqa: PLC0415 - heavy

        from geobrief.scene.untangle import STEPS, Arcs  # noqa: PLC0415 - heavy

        told = [
            (way, amount)
            for unit, bends in options
            for way, amount in zip(unit.ways, bends, strict=True)
        ]
        index = np.array([way for way, _ in told])
        self._amounts = np.array([amount for _, amount in told])
        self._starts = np.cumsum([0, *(len(bends) for _, bends in options)])[:-1]
        shares = np.linspace(0.0, 1.0, STEPS + 1)
        lines = np.array([_sampled(way, shares.tolist()) for way in ways])
        chords = np.array([way.chord for way in ways])
        aside = np.column_stack([-chords[:, 1], chords[:, 0]])[index] * self._amounts[:, None]
        push = 4 * shares * (1 - shares)
        self._arcs = Arcs(lines[index] + aside[:, None] * push[None, :, None], index, span)
        self._natural = np.array([_natural(way) for way in ways])[index]
        turned = np.array([way.turned for way in ways])[index]
        self._upward = np.where(turned, -self._amounts, self._amounts)

    def alone(self, places: Sequence[Point], seam: Seam) -> Floats:
        """Return what each option costs by itself."""
        import numpy as np  # noqa: PLC0415 - heavy

        arcs = self._arcs
        each = (
            arcs.passing(np.array(places, dtype=float).reshape(-1, 2))
            + arcs.leaving(seam.within)
            + arcs.bending(self._natural, self._amounts, self._upward)
        )
        return np.asarray(np.add.reduceat(each, self._starts))

    def together(self) -> Floats:
        """Return what each two options cost together."""
        import numpy as np  # noqa: PLC0415 - heavy

        clashes = np.add.reduceat(self._arcs.clashes(), self._starts, axis=0)
        return np.asarray(np.add.reduceat(clashes, self._starts, axis=1))


def _sampled(way: _Way, shares: Sequence[float]) -> list[Point]:
    """Return points along a way by share of its length; of two parts, one after the other."""
    points = [point for part in way.parts for point in part]
    along = [share for part in way.shares for share in part]
    found, place = [], 0
    for share in shares:
        while place < len(points) - 2 and along[place + 1] < share:
            place += 1
        (x0, y0), (x1, y1) = points[place], points[place + 1]
        step = along[place + 1] - along[place]
        t = min(1.0, max(0.0, (share - along[place]) / step)) if step > 0 else 0.0
        found.append((x0 + (x1 - x0) * t, y0 + (y1 - y0) * t))
    return [points[0], *found[1:-1], points[-1]]


def _natural(way: _Way) -> float:
    """Return how far the geodesic itself leaves its chord in the middle, in chord lengths."""
    if len(way.parts) > 1 or not way.size:
        return 0.0
    (x, y), (x0, y0) = way.parts[0][len(way.parts[0]) // 2], way.parts[0][0]
    dx, dy = way.chord
    return (dx * (y - y0) - dy * (x - x0)) / way.size**2


def _inside(way: _Way, amount: float, seam: Seam) -> tuple[tuple[Point, ...], ...]:
    """Return a way bent by as much as leaves it inside, and by no more than wanted."""
    for share in (1.0, 0.7, 0.45, 0.25, 0.1):
        line = _bent(way, amount * share, seam)
        if not amount or seam.holds(line):
            return line
    return way.parts


def _bent(way: _Way, amount: float, seam: Seam) -> tuple[tuple[Point, ...], ...]:
    if not amount or not way.size or (len(way.parts) > 1 and not seam.known):
        return way.parts
    aside = -way.chord[1] * amount, way.chord[0] * amount
    parts = []
    for part, shares in zip(way.parts, way.shares, strict=True):
        pushes = [4 * share * (1 - share) for share in shares]
        parts.append(
            tuple(
                (x + aside[0] * push, y + aside[1] * push)
                for (x, y), push in zip(part, pushes, strict=True)
            )
        )
    return seam.kept(parts)
