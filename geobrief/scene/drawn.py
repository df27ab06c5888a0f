"""Arrows as one view draws them: from mark to mark, short of both, with a head that points."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

from geobrief.scene.model import MEASURED, Drawn, Head
from geobrief.style import side_look

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geobrief.scene.model import Arrow, Mark, Marker, Point

__all__ = ["HEAD_PX", "draw_arrows"]

HEAD_PX = side_look(0).length_px
"""The usual head's length; sides have longer ones."""
_DOT_PX, _ROUGH_PX, _DISC_PX = 7.5, 8.0, 9.0
"""What a mark covers around its point; a disc holds a number."""
_START_GAP_PX, _END_GAP_PX = 1.5, 3.0
"""Kept free between a mark and its arrow."""
_UNDER_PX = 6.5
"""Where the line ends under the head, before its tip: in front of it, the line would stick out."""
_STRAIGHT_PX = 15.0
"""The last piece of a line, which a head is to follow, is straight."""
_BARE_PX, _SHORTEST_RULER_PX = 2.0, 5.0
"""What shows less than this of its line, its head apart, has narrower gaps."""
_NARROW_PX = (-1.0, 0.0)
"""The gaps between two near marks: the line begins at the ring of the one."""
_LEAST_PX = 1.5
"""What has less room than this between its marks, as where they touch, is not drawn."""
_CROSSES = (0.5, 0.2, 0.8)
_LONG_PX = 600.0
"""A declined way is crossed out in the middle; one longer than this, in two places more."""


def draw_arrows(
    arrows: Sequence[Arrow],
    markers: Sequence[Marker],
    marks: Sequence[Mark],
    *,
    zoom: float,
    reach: float,
) -> tuple[Drawn, ...]:
    """Return the arrows of a view, in order, without those too short to draw.

    Args:
        arrows: the scene's.
        markers: the scene's, to which arrows and marks refer.
        marks: what the view draws for them; an arrow within one mark is left out.
        zoom: the view's: a metre is 2**zoom pixels.
        reach: how far the view is scaled up before another takes its place.
    """
    mark_of = {index: mark for mark in marks for index in mark.members}
    drawn = []
    for number, arrow in enumerate(arrows):
        start, end = mark_of.get(arrow.start), mark_of.get(arrow.end)
        if start is None or end is None or start is end:
            continue
        parts = _between(arrow.parts, start.at, end.at)
        radii = _radius(start, markers), _radius(end, markers)
        one = _drawn(number, arrow, parts, radii, zoom, reach)
        if one is not None:
            drawn.append(one)
    return tuple(drawn)


def _radius(mark: Mark, markers: Sequence[Marker]) -> float:
    if mark.number:
        return _DISC_PX
    return _ROUGH_PX if markers[mark.members[0]].is_rough else _DOT_PX


def _between(parts: Sequence[Sequence[Point]], start: Point, end: Point) -> list[list[Point]]:
    """Move the ends of a way onto the marks that are drawn, and what is between along with them."""
    first, last = parts[0][0], parts[-1][-1]
    off = start[0] - first[0], start[1] - first[1]
    away = end[0] - last[0], end[1] - last[1]
    if not any((*off, *away)):
        return [list(part) for part in parts]
    moved = []
    for number, part in enumerate(parts):
        whole = max(1, len(part) - 1)
        # A part's end at the map's seam stays there.
        own = off if number == 0 else (0.0, 0.0)
        its = away if number == len(parts) - 1 else (0.0, 0.0)
        moved.append(
            [
                (
                    x + own[0] * (1 - index / whole) + its[0] * index / whole,
                    y + own[1] * (1 - index / whole) + its[1] * index / whole,
                )
                for index, (x, y) in enumerate(part)
            ]
        )
    return moved


def _drawn(
    number: int,
    arrow: Arrow,
    parts: list[list[Point]],
    radii_px: tuple[float, float],
    zoom: float,
    reach: float,
) -> Drawn | None:
    """Return an arrow with its line cut short at both ends; None if there is no room for any."""
    px = 2.0**-zoom
    ruler = arrow.status == MEASURED
    plain = _SHORTEST_RULER_PX if ruler else side_look(arrow.side).length_px + _BARE_PX
    first, last = radii_px
    gaps = ((_START_GAP_PX, _END_GAP_PX, plain), (*_NARROW_PX, _LEAST_PX))
    for start_gap, end_gap, shortest in gaps:
        pieces = _cut(parts, (first + start_gap) * px)
        pieces = _turned(_cut(_turned(pieces), (last + end_gap) * px))
        if sum(_length(piece) for piece in pieces) >= shortest * px:
            break
    else:
        return None
    head = None
    if not ruler:
        pieces[-1], head = _headed(pieces[-1], px, reach)
    return Drawn(
        arrow=number,
        parts=tuple(tuple(piece) for piece in pieces),
        head=head,
        crosses=tuple(_crosses(pieces, px)) if arrow.status == "declined" else (),
    )


def _turned(parts: Sequence[Sequence[Point]]) -> list[list[Point]]:
    return [list(reversed(part)) for part in reversed(parts)]


def _length(line: Sequence[Point]) -> float:
    return sum(math.dist(a, b) for a, b in pairwise(line))


def _cut(parts: list[list[Point]], gap_m: float) -> list[list[Point]]:
    """Take away what is nearer to the start than a gap, measured straight, as a mark is round."""
    if not parts:
        return []
    middle = parts[0][0]
    for number, part in enumerate(parts):
        for index, (before, point) in enumerate(pairwise(part)):
            if math.dist(middle, point) > gap_m:
                tip = _leaving(middle, before, point, gap_m)
                return [[tip, *part[index + 1 :]], *parts[number + 1 :]]
    return []


def _leaving(middle: Point, inner: Point, outer: Point, radius: float) -> Point:
    """Return where a step from inside of a circle to outside of it crosses the circle."""
    low, high = 0.0, 1.0
    for _ in range(40):
        t = (low + high) / 2
        at = inner[0] + (outer[0] - inner[0]) * t, inner[1] + (outer[1] - inner[1]) * t
        low, high = (t, high) if math.dist(middle, at) < radius else (low, t)
    return inner[0] + (outer[0] - inner[0]) * high, inner[1] + (outer[1] - inner[1]) * high


def _headed(line: list[Point], px: float, reach: float) -> tuple[list[Point], Head]:
    """Return a line that ends straight under its head, and the head at what was its end."""
    tip = line[-1]
    kept = line[:-1]
    while len(kept) > 1 and math.dist(kept[-1], tip) < _STRAIGHT_PX * px:
        kept.pop()
    before = kept[-1]
    step = math.dist(before, tip)
    # A head keeps its size while the line grows: scaled up, the line must still end under it.
    left = max(0.0, 1.0 - _UNDER_PX / max(1.0, reach) * px / step) if step else 0.0
    end = before[0] + (tip[0] - before[0]) * left, before[1] + (tip[1] - before[1]) * left
    angle = math.atan2(tip[1] - before[1], tip[0] - before[0])
    return [*kept, end], Head(at=tip, angle=angle)


def _crosses(parts: Sequence[Sequence[Point]], px: float) -> Iterator[Point]:
    longest = max(parts, key=_length)
    shares = _CROSSES if _length(longest) > _LONG_PX * px else _CROSSES[:1]
    for share in shares:
        yield _at_length(longest, share * _length(longest))


def _at_length(line: Sequence[Point], along: float) -> Point:
    for a, b in pairwise(line):
        step = math.dist(a, b)
        if step >= along and step:
            t = along / step
            return a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t
        along -= step
    return line[-1]
