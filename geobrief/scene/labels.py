"""Where labels stand at one zoom step: the story's first, then movers' names, then the context.

Candidate positions around a point in Imhof's order (E. Imhof, Positioning Names on Maps, 1975),
taken greedily, the same each time. Boxes are in pixels, y up.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from geobrief.scene.model import ArrowLabel, Box, ContextLabel, Group
from geobrief.scene.occupied import Occupied
from geobrief.scene.text import LINE_HEIGHT, text_width_px

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geobrief.basemap import MapLabel
    from geobrief.scene.model import Arrow, Marker, Point

__all__ = ["MARKER_PX", "SIDES", "Placing", "label_box", "place_context", "place_story"]

MARKER_PX = 14.0
"""A marker's width; places nearer than this share one."""

SIZES_PX = {"name": 13.0, "people": 12.0, "mover": 12.0, "country": 11.0, "sea": 12.0, "lake": 11.0}
SPACING_EM = {"country": 0.14, "sea": 0.06}

SIDES: dict[str, tuple[float, float]] = {
    "right": (1, 0),
    "above-right": (1, 1),
    "below-right": (1, -1),
    "left": (-1, 0),
    "above": (0, 1),
    "below": (0, -1),
    "above-left": (-1, 1),
    "below-left": (-1, -1),
}
_GAPS_PX = (9.0, 22.0, 40.0)
"""Distances of a label from the marker's middle; from the second on it has a leader line."""
_ALONG = (0.5, 0.4, 0.6, 0.32, 0.68)
"""Where along an arrow its mover's name may stand, best first."""
_CROSS_PX = 16.0
_TOO_MANY_POINTS = 4
"""A label of the context that would cover more of an arrow than this is left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placing:
    """The story's labels at one zoom step, what they take, and the box that holds them all."""

    groups: tuple[Group, ...]
    arrow_labels: tuple[ArrowLabel, ...]
    taken: Occupied
    box: Box


def place_story(
    markers: Sequence[Marker],
    arrows: Sequence[Arrow],
    *,
    m_per_px: float,
    earlier: Mapping[int, str],
) -> Placing:
    """Group the markers and place the story's labels at one scale.

    Args:
        markers: the story's places, the most important first.
        arrows: its movements.
        m_per_px: metres of the plane to a pixel.
        earlier: the side of each marker's label one step farther out; it is kept where it can be.
    """
    spots = [_to_px(marker.at, m_per_px) for marker in markers]
    clusters = _clusters(spots)
    taken = Occupied()
    for cluster in clusters:
        taken.add(Box.around(spots[cluster[0]], MARKER_PX, MARKER_PX))
    lines = [_line_px(arrow, m_per_px) for arrow in arrows]
    for arrow, line in zip(arrows, lines, strict=True):
        taken.add_points(line)
        if arrow.status == "declined" and line:
            taken.add(Box.around(_at(line, 0.5), _CROSS_PX, _CROSS_PX))
    groups, boxes = _place_groups(markers, spots, clusters, taken, earlier)
    movers, mover_boxes = _place_movers(arrows, lines, clusters, taken, m_per_px)
    whole = _story_box(spots, lines, [*boxes, *mover_boxes])
    return Placing(groups=groups, arrow_labels=movers, taken=taken, box=whole)


def label_box(lines: Sequence[tuple[str, str]], spot: Point, side: str, distance_px: float) -> Box:
    """Return the box of a label of several lines beside a point."""
    width = max(_width(style, text) for style, text in lines)
    height = sum(SIZES_PX[style] * LINE_HEIGHT for style, _ in lines)
    across, up = SIDES[side]
    reach = distance_px if not (across and up) else distance_px * math.sqrt(0.5)
    middle = spot[0] + across * (reach + width / 2), spot[1] + up * (reach + height / 2)
    return Box.around(middle, width, height)


def _clusters(spots: Sequence[Point]) -> list[list[int]]:
    """Group points nearer than a marker's width to a group's first, in order."""
    clusters: list[list[int]] = []
    grid: dict[tuple[int, int], list[int]] = {}
    for index, spot in enumerate(spots):
        column, row = int(spot[0] // MARKER_PX), int(spot[1] // MARKER_PX)
        around = [
            number
            for dx in (-1, 0, 1)
            for dy in (-1, 0, 1)
            for number in grid.get((column + dx, row + dy), ())
        ]
        near = [n for n in around if math.dist(spot, spots[clusters[n][0]]) < MARKER_PX]
        if near:
            clusters[min(near)].append(index)
        else:
            grid.setdefault((column, row), []).append(len(clusters))
            clusters.append([index])
    return clusters


def _place_groups(
    markers: Sequence[Marker],
    spots: Sequence[Point],
    clusters: Sequence[Sequence[int]],
    taken: Occupied,
    earlier: Mapping[int, str],
) -> tuple[tuple[Group, ...], list[Box]]:
    groups, boxes = [], []
    for cluster in clusters:
        lines = tuple(_label_lines([markers[index] for index in cluster]))
        first = cluster[0]
        side, gap, box = _best_position(
            lines, spots[first], taken, wanted=markers[first].label_at, before=earlier.get(first)
        )
        taken.add(box)
        boxes.append(box)
        groups.append(
            Group(
                members=tuple(cluster),
                lines=lines,
                side=side,
                distance_px=gap,
                leader=gap > _GAPS_PX[0],
            )
        )
    return tuple(groups), boxes


def _label_lines(members: Sequence[Marker]) -> Iterator[tuple[str, str]]:
    for marker in members:
        yield "name", marker.name
        for line in marker.people:
            yield "people", line


def _best_position(
    lines: Sequence[tuple[str, str]],
    spot: Point,
    taken: Occupied,
    *,
    wanted: str,
    before: str | None,
) -> tuple[str, float, Box]:
    """Return the side, distance and box that cost least; the editor's side costs nothing."""
    sides = [wanted] if wanted else list(SIDES)
    best: tuple[float, str, float, Box] | None = None
    for ring, gap in enumerate(_GAPS_PX):
        for order, side in enumerate(sides):
            box = label_box(lines, spot, side, gap)
            cost = 40.0 * taken.hits(box.grown(1)) + 1.5 * taken.points_in(box)
            cost += order * 0.5 + ring * 9 - (1.0 if side == before else 0.0)
            if best is None or cost < best[0]:
                best = cost, side, gap, box
    assert best is not None  # noqa: S101 - there is at least one side and one ring
    return best[1:]


def _place_movers(
    arrows: Sequence[Arrow],
    lines: Sequence[Sequence[Point]],
    clusters: Sequence[Sequence[int]],
    taken: Occupied,
    m_per_px: float,
) -> tuple[tuple[ArrowLabel, ...], list[Box]]:
    group_of = {index: number for number, cluster in enumerate(clusters) for index in cluster}
    labels, boxes = [], []
    for number, (arrow, line) in enumerate(zip(arrows, lines, strict=True)):
        if group_of[arrow.start] == group_of[arrow.end] or not line:
            continue
        box = _beside(line, _width("mover", arrow.text), taken)
        if box is None:
            continue
        taken.add(box)
        boxes.append(box)
        center = box.center[0] * m_per_px, box.center[1] * m_per_px
        labels.append(ArrowLabel(arrow=number, center=center, text=arrow.text))
    return tuple(labels), boxes


def _beside(line: Sequence[Point], width: float, taken: Occupied) -> Box | None:
    """Return a free box beside an arrow, nearest its middle; None where there is no room."""
    height = SIZES_PX["mover"] * LINE_HEIGHT
    if math.dist(line[0], line[-1]) < width * 0.8:
        return None
    for t in _ALONG:
        x, y = _at(line, t)
        normal_x, normal_y = _normal(line, t)
        reach = abs(normal_x) * width / 2 + abs(normal_y) * height / 2 + 5
        for way in (1, -1):
            box = Box.around(
                (x + way * normal_x * reach, y + way * normal_y * reach), width, height
            )
            if not taken.hits(box.grown(1)) and not taken.points_in(box):
                return box
    return None


def place_context(
    context: Sequence[MapLabel], taken: Occupied, m_per_px: float
) -> Iterator[ContextLabel]:
    """Yield the basemap's names, the most important first, where the story leaves room."""
    for name in context:
        for lines in _wrappings(name.text, name.kind):
            width = max(_width(name.kind, line) for line in lines)
            height = len(lines) * SIZES_PX[name.kind] * LINE_HEIGHT
            spot = _free_spot(name, width, height, taken, m_per_px)
            if spot is not None:
                taken.add(Box.around(_to_px(spot, m_per_px), width + 8, height + 6))
                yield ContextLabel(kind=name.kind, lines=lines, center=spot)
                break


def _wrappings(text: str, kind: str) -> Iterator[tuple[str, ...]]:
    """Yield the ways to write a name, on one line first, then broken near its middle."""
    shown = text.upper() if kind == "country" else text
    yield (shown,)
    words = shown.split()
    if len(words) > 1:
        breaks = range(1, len(words))
        best = min(breaks, key=lambda k: abs(len(" ".join(words[:k])) - len(" ".join(words[k:]))))
        yield " ".join(words[:best]), " ".join(words[best:])


def _free_spot(
    name: MapLabel, width: float, height: float, taken: Occupied, m_per_px: float
) -> Point | None:
    spots = [(name.x_m, name.y_m), *name.spots]
    rooms_m = [name.width_m, *name.widths_m]
    for (x_m, y_m), room_m in zip(spots, rooms_m, strict=True):
        if room_m / m_per_px < width * 0.9:
            continue
        box = Box.around(_to_px((x_m, y_m), m_per_px), width + 6, height + 4)
        if not taken.hits(box) and taken.points_in(box) <= _TOO_MANY_POINTS:
            return x_m, y_m
    return None


def _story_box(spots: Sequence[Point], lines: Sequence[Sequence[Point]], boxes: list[Box]) -> Box:
    whole = [Box.around(spot, MARKER_PX, MARKER_PX) for spot in spots] + boxes
    whole += [Box.around(point, 2, 2) for line in lines for point in line]
    result = whole[0]
    for box in whole[1:]:
        result = result.union(box)
    return result


def _line_px(arrow: Arrow, m_per_px: float) -> list[Point]:
    """Return an arrow's longest part in pixels, a point every few."""
    longest = max(arrow.parts, key=len)
    line = [_to_px(point, m_per_px) for point in longest]
    length = sum(math.dist(a, b) for a, b in pairwise(line))
    count = max(2, min(400, int(length / 5)))
    return [_at(line, index / count) for index in range(count + 1)]


def _at(line: Sequence[Point], t: float) -> Point:
    """Return the point at a share of a line whose points are evenly spread."""
    place = t * (len(line) - 1)
    index = min(int(place), len(line) - 2)
    part = place - index
    (x0, y0), (x1, y1) = line[index], line[index + 1]
    return x0 + (x1 - x0) * part, y0 + (y1 - y0) * part


def _normal(line: Sequence[Point], t: float) -> Point:
    (x0, y0), (x1, y1) = _at(line, max(0.0, t - 0.05)), _at(line, min(1.0, t + 0.05))
    length = math.dist((x0, y0), (x1, y1)) or 1.0
    return (y0 - y1) / length, (x1 - x0) / length


def _width(kind: str, text: str) -> float:
    return text_width_px(
        text, size_px=SIZES_PX[kind], bold=kind == "name", spacing_em=SPACING_EM.get(kind, 0)
    )


def _to_px(point: Point, m_per_px: float) -> Point:
    return point[0] / m_per_px, point[1] / m_per_px
