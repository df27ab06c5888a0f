"""Where the story's labels stand at one zoom step: places first, then what stands beside arrows.

Candidate positions around a point in Imhof's order (E. Imhof, Positioning Names on Maps, 1975),
taken greedily, the same each time. Boxes are in pixels, y up.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geobrief.scene.lines import at_share, drawn_px, length, normal_at
from geobrief.scene.model import MEASURED, ArrowLabel, Box, Group
from geobrief.scene.sheet import Sheet
from geobrief.scene.text import Type, shorten

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geobrief.scene.model import Arrow, Marker, Point

__all__ = ["MARKER_PX", "SIDES", "Placing", "label_box", "label_size", "place_story"]

MARKER_PX = 14.0
"""A marker's width; places nearer than this share one."""

LONGEST_LINE = 26
"""Characters of a line of people."""
MOST_LINES = 3
MOST_NAMES = 5
"""Places that a shared label names."""
MOST_LABELLED = 60
"""Places that all have their label; of more, the later ones only where there is room."""
MOST_BESIDE = 60
"""Arrows that have their text beside them, the first in the brief."""

MOST_PAIRED = 2
"""Places that share a marker and are both named, where labels may be left out."""

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
"""Where a label may stand, best first, and its direction from the marker (x, y)."""
_GAPS_PX = (10.0, 23.0, 40.0, 60.0)
"""Distances of a label from the marker's middle; from the second on it has a leader line."""
_ALONG = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74)
"""Where along an arrow its text may stand, best first."""
_CLEAR_PX = 4.0
"""Kept free around a label that may be left out: else it could be another mark's."""
_DOT_PX = 11.0
"""What a marker covers."""
_CROSS_PX = 16.0
_CROSSES = (0.5, 0.2, 0.8)
_LONG_PX = 350.0
"""A declined way is crossed once, or three times where it is longer; assets/page.js does it so."""
_BESIDE_PX = (4.0, 9.0)
"""How far an arrow's text stands off, best first."""
_APART_PX = 7.0
"""And how far it stays from other lines, so that it is nearest to its own."""
_HEAD_PX = (16.0, 10.0)
"""Where an arrow's head is, before the middle of the marker, and how large."""

# What a position costs, in steps of SIDES' order.
_HIT, _POINT, _ORDER, _RING, _KEPT, _OUTWARD = 40.0, 1.5, 0.5, 9.0, 1.0, 20.0
_UNPEOPLED = 25.0
"""To leave out who is there: better than to overlap, worse than to stand off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placing:
    """The story's labels at one zoom step, what they take, and the box that holds them all."""

    groups: tuple[Group, ...]
    arrow_labels: tuple[ArrowLabel, ...]
    sheet: Sheet
    box: Box
    """In metres."""


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
        arrows: its movements and distances.
        m_per_px: metres of the plane to a pixel.
        earlier: the side of each marker's label one step farther out; it is kept where it can be.
    """
    sheet = Sheet(Box.of([marker.at for marker in markers]), m_per_px)
    spots = [sheet.px(marker.at) for marker in markers]
    clusters = _clusters(spots)
    for cluster in clusters:
        sheet.take(Box.around(spots[cluster[0]], _DOT_PX, _DOT_PX))
    lines = [drawn_px(arrow, m_per_px, of=len(arrows)) for arrow in arrows]
    for number, (arrow, line) in enumerate(zip(arrows, lines, strict=True)):
        sheet.take_points(line, number)
        if arrow.status != MEASURED:
            sheet.take(_head_box(line))
        if arrow.status == "declined":
            for share in _CROSSES if length(line) > _LONG_PX else _CROSSES[:1]:
                sheet.take(Box.around(at_share(line, share), _CROSS_PX, _CROSS_PX))
    place = _place_group if len(markers) <= MOST_LABELLED else _place_if_free
    placed = [place(cluster, markers, spots[cluster[0]], sheet, earlier) for cluster in clusters]
    beside = list(_place_beside(arrows, lines, clusters, sheet))
    boxes = [box for _, box in placed] + [box for _, box in beside]
    points = [point for line in lines for point in line] + spots
    whole = Box.of(points).grown(MARKER_PX / 2)
    for box in boxes:
        whole = whole.union(box)
    return Placing(
        groups=tuple(group for group, _ in placed),
        arrow_labels=tuple(label for label, _ in beside),
        sheet=sheet,
        box=whole.scaled(m_per_px),
    )


def label_size(lines: Sequence[tuple[str, str]], size: Type) -> tuple[float, float]:
    """Return the width and height of a label of several lines, in pixels."""
    width = max(size.width(style, text) for style, text in lines)
    return width, sum(size.height(style) for style, _ in lines)


def label_box(size: tuple[float, float], spot: Point, side: str, distance_px: float) -> Box:
    """Return the box of a label of some width and height beside a point."""
    width, height = size
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


def _place_group(
    cluster: Sequence[int],
    markers: Sequence[Marker],
    spot: Point,
    sheet: Sheet,
    earlier: Mapping[int, str],
) -> tuple[Group, Box]:
    """Find a group's label its place and take it."""
    members = [markers[index] for index in cluster]
    wanted = [marker.label_at for marker in members if marker.label_at]
    sides = wanted[:1] or list(SIDES)
    kept = earlier.get(cluster[0])
    options = [
        (
            _cost(box, ring, order, sheet) + extra - (_KEPT if side == kept else 0.0),
            lines,
            side,
            gap,
            box,
        )
        for extra, lines in _wordings(members)
        for size in [label_size(lines, sheet.type)]
        for ring, gap in enumerate(_GAPS_PX)
        for order, side in enumerate(sides)
        for box in [label_box(size, spot, side, gap)]
    ]
    _, lines, side, gap, box = min(options, key=lambda option: option[0])
    sheet.take(box)
    group = Group(
        members=tuple(cluster), lines=lines, side=side, distance_px=gap, leader=gap > _GAPS_PX[0]
    )
    return group, box


def _place_if_free(
    cluster: Sequence[int],
    markers: Sequence[Marker],
    spot: Point,
    sheet: Sheet,
    earlier: Mapping[int, str],
) -> tuple[Group, Box]:
    """Find a group's label a free place right beside its marker, or leave it out."""
    members = [markers[index] for index in cluster]
    lines = tuple(_label_lines(members if len(members) <= MOST_PAIRED else members[:1]))
    if len(members) > MOST_PAIRED:
        lines += (("remark", _and_more(len(members) - 1)),)
    size = label_size(lines, sheet.type)
    kept = earlier.get(cluster[0]) or next((one.label_at for one in members if one.label_at), "")
    for side in sorted(SIDES, key=lambda side: side != kept):
        box = label_box(size, spot, side, _GAPS_PX[0])
        if sheet.is_free(box.grown(_CLEAR_PX)) and not sheet.covers(box):
            break
    else:
        side, box = "", Box.around(spot, _DOT_PX, _DOT_PX)
    if side:
        sheet.take(box)
    group = Group(
        members=tuple(cluster), lines=lines, side=side, distance_px=_GAPS_PX[0], leader=False
    )
    return group, box


def _cost(box: Box, ring: int, order: int, sheet: Sheet) -> float:
    return (
        _HIT * sheet.hits(box.grown(1))
        + _POINT * sheet.points_in(box)
        + _OUTWARD * sheet.outward(box)
        + _RING * ring
        + _ORDER * order
    )


def _wordings(members: Sequence[Marker]) -> Iterator[tuple[float, tuple[tuple[str, str], ...]]]:
    """Yield what a group's label may say, and what it costs to say less than all of it."""
    full = tuple(_label_lines(members))
    yield 0.0, full
    if any(marker.people for marker in members):
        yield _UNPEOPLED, tuple(line for line in full if line[0] != "people")


def _label_lines(members: Sequence[Marker]) -> Iterator[tuple[str, str]]:
    """Yield each place's name, then who is there; whoever surely is there need not be doubted."""
    sure = {who for marker in members for who, status in marker.people if not status}
    told = members if len(members) <= MOST_NAMES else members[: MOST_NAMES - 1]
    for marker in told:
        yield "name", marker.name
        if marker.remark:
            yield "remark", marker.remark
        words = dict.fromkeys(
            _who(who, status) for who, status in marker.people if not status or who not in sure
        )
        for line in _joined(list(words)):
            yield "people", line
    if len(told) < len(members):
        yield "remark", _and_more(len(members) - len(told))


def _and_more(count: int) -> str:
    return f"and {count:,} more {'place' if count == 1 else 'places'}"


def _who(who: str, status: str) -> str:
    """Write who is at a place; a status is never cut off."""
    said = f" ({status})" if status else ""
    return shorten(who, longest=LONGEST_LINE - len(said)) + said


def _joined(words: Sequence[str]) -> list[str]:
    """Join words into a few short lines; tell how many are left out."""
    lines: list[list[str]] = []
    for word in words:
        if lines and len(", ".join([*lines[-1], word])) <= LONGEST_LINE:
            lines[-1].append(word)
        else:
            lines.append([word])
    if len(lines) > MOST_LINES:
        rest = sum(len(line) for line in lines[MOST_LINES - 1 :])
        lines = [*lines[: MOST_LINES - 1], [f"and {rest} more"]]
    return [", ".join(line) for line in lines]


def _place_beside(
    arrows: Sequence[Arrow],
    lines: Sequence[Sequence[Point]],
    clusters: Sequence[Sequence[int]],
    sheet: Sheet,
) -> Iterator[tuple[ArrowLabel, Box]]:
    """Yield the text of each arrow that is drawn and has room for it."""
    group_of = {index: number for number, cluster in enumerate(clusters) for index in cluster}
    for number, (arrow, line) in enumerate(zip(arrows[:MOST_BESIDE], lines, strict=False)):
        if group_of[arrow.start] == group_of[arrow.end]:
            continue
        for text in arrow.texts:
            box = _free_beside(line, number, text, sheet)
            if box is not None:
                sheet.take(box)
                yield ArrowLabel(arrow=number, center=sheet.metres(box.center), text=text), box
                break


def _head_box(line: Sequence[Point]) -> Box:
    """Return the box of an arrow's head, a little before its line's end."""
    reach = min(1.0, _HEAD_PX[0] / (length(line) or 1.0))
    return Box.around(at_share(line, 1.0 - reach), _HEAD_PX[1], _HEAD_PX[1])


def _free_beside(line: Sequence[Point], number: int, text: str, sheet: Sheet) -> Box | None:
    """Return a free box beside an arrow, nearest its middle; None where there is no room."""
    width, height = sheet.type.width("mover", text), sheet.type.height("mover")
    if math.dist(line[0], line[-1]) < width * 0.8:
        return None
    for off in _BESIDE_PX:
        for t in _ALONG:
            x, y = at_share(line, t)
            across, up = normal_at(line, t)
            reach = abs(across) * width / 2 + abs(up) * height / 2 + off
            for way in (reach, -reach):
                box = Box.around((x + way * across, y + way * up), width, height)
                if (
                    sheet.is_free(box.grown(1))
                    and not sheet.covers(box.grown(_APART_PX), without=number)
                    and not sheet.covers(box)
                ):
                    return box
    return None
