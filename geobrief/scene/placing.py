"""Where the story's marks and labels stand in one view, so that none meet up to its reach.

Nothing of the story is left out: a place whose label has no room beside its mark, nor at the end of
a leader, has a number in its mark and its name in the key.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from geobrief.scene.anchored import Anchored, Boxes, frame_edges
from geobrief.scene.lines import at_share, length, normal_at
from geobrief.scene.model import MEASURED, Box, Label, Mark
from geobrief.scene.positions import CALLOUT_RINGS, DOT_PX, RINGS, field_of
from geobrief.scene.solve import Item, free_of, solve
from geobrief.scene.type import block_size, measured, set_lines
from geobrief.scene.wording import MOST_PAIRED, halved, place_wordings, wrapped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from geobrief.scene.anchored import Flags, Floats, Indices
    from geobrief.scene.model import Arrow, Drawn, Head, LabelKind, Marker, Point
    from geobrief.scene.wording import Lines

__all__ = [
    "DISC_PX",
    "MOST_LABELLED",
    "AreaName",
    "Callout",
    "Placing",
    "Room",
    "cluster",
    "place_story",
]

DISC_PX = 17.0
"""A mark with a number in it; every mark has that much room."""
_APART_PX = 18.0
"""Marks nearer than this share one, so that two discs never touch."""
MOST_LABELLED = 60
"""Places that all have a label or a number; of more, only where there is room."""
_MOST_BESIDE = 60
"""Arrows that have their text beside them, the first in the brief."""

_FRAME_PX = 4.0
"""Kept free inside the frame."""
_HALO_PX = 1.0
"""Kept free about every text."""
_HALO = np.array([-_HALO_PX, -_HALO_PX, _HALO_PX, _HALO_PX])
_CLEAR_PX = 4.0
"""The same where labels may be left out: else one could be another mark's."""
_HEAD_PX, _CROSS_PX = 11.0, 14.0
_AT_ONCE = 16
"""Boxes of which the neighbourhood is looked up together."""
_SAMPLE_PX = 5.0
_MOST_SAMPLES = 20_000
"""Points of all lines together; where there are many lines, they are farther apart."""

# What positions cost, in steps of Imhof's order.
_POINT, _NEAR_MARK, _MOVED = 1.0, 1.5, 1.0
_NUMBER, _IMPORTANT = 70.0, 20.0
"""A number instead of a label, and how much more for the most important place."""
_NO_CALLOUT, _NO_AREA, _NO_TEXT = 60.0, 45.0, 30.0

_ALONG = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82)
"""Where along an arrow its text may stand, best first."""
_BESIDE_PX = (3.0, 7.0)
"""How far it stands off, best first."""
_OTHERS_PX = 6.0
"""And how far it stays from other lines, so that it is nearest to its own."""
_LEAST_SHARE = 0.8
"""A line shorter than so much of its text has none."""
_CALLOUT_PX, _CALLOUT_WIDE_PX, _CALLOUT_LINES = 180.0, 240.0, 4
_ROW_PX = 40.0
"""Marks within so much of one another's height are numbered from left to right."""


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


@dataclass(frozen=True, slots=True)
class Callout:
    """A sighting's note, to be set into the map beside its mark."""

    ref: str
    at: Point
    """Where the mark is, in metres."""
    text: str


@dataclass(frozen=True, slots=True)
class AreaName:
    """The name of a highlighted area, and where it may stand, in metres, best first."""

    ref: str
    text: str
    spots: tuple[Point, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Placing:
    """The story's marks and labels in one view, and what they take."""

    marks: tuple[Mark, ...]
    labels: tuple[Label, ...]
    sides: Mapping[int, str]
    """The side of each labelled mark's label, by its first member."""
    unplaced: tuple[str, ...]
    """Callouts and areas that found no room."""
    unnamed: tuple[int, ...]
    """Indices of markers that have neither label nor number; only where there are many."""
    taken: Boxes = field(repr=False)
    """What nothing else may overlap."""
    points: Floats = field(repr=False)
    """Of all lines, in pixels at factor 1."""


def cluster(markers: Sequence[Marker], *, zoom: float) -> tuple[Mark, ...]:
    """Return a mark for each marker, or for several that are too near to be told apart.

    Args:
        markers: the most important first; a mark stands at the first of its members.
        zoom: a metre is 2**zoom pixels at factor 1.
    """
    scale = 2.0**zoom
    spots = [(marker.at[0] * scale, marker.at[1] * scale) for marker in markers]
    members: list[list[int]] = []
    grid: dict[tuple[int, int], list[int]] = {}
    for index, (x, y) in enumerate(spots):
        column, row = math.floor(x / _APART_PX), math.floor(y / _APART_PX)
        around = [
            mark
            for near_column in (column - 1, column, column + 1)
            for near_row in (row - 1, row, row + 1)
            for mark in grid.get((near_column, near_row), ())
            if math.dist((x, y), spots[members[mark][0]]) < _APART_PX
        ]
        if around:
            nearest = min(
                around, key=lambda mark: (math.dist((x, y), spots[members[mark][0]]), mark)
            )
            members[nearest].append(index)
        else:
            grid.setdefault((column, row), []).append(len(members))
            members.append([index])
    return tuple(Mark(at=markers[one[0]].at, members=tuple(one)) for one in members)


def place_story(  # noqa: PLR0913 - a view has that much on it
    markers: Sequence[Marker],
    arrows: Sequence[Arrow],
    marks: Sequence[Mark],
    drawn: Sequence[Drawn],
    *,
    room: Room,
    earlier: Mapping[int, str],
    callouts: Sequence[Callout] = (),
    areas: Sequence[AreaName] = (),
) -> Placing:
    """Place the story's labels, or number the marks whose labels have no room.

    Args:
        markers: the story's places, the most important first.
        arrows: its movements and distances.
        marks: how the markers are drawn, from `cluster`.
        drawn: the arrows as this view draws them.
        room: the view.
        earlier: the side of each marker's label one step farther out; it is kept where it can be.
        callouts: notes to set into the map.
        areas: names of highlighted areas.
    """
    ground = _Ground(room, marks, drawn, crowded=len(markers) > MOST_LABELLED)
    wishes = [
        *(_place_wish(ground, index, markers, earlier) for index in range(len(marks))),
        *(_callout_wish(ground, callout) for callout in callouts),
        *(_area_wish(ground, area) for area in areas),
        *_arrow_wishes(ground, arrows, drawn),
    ]
    answers = solve([wish.item for wish in wishes], reach=room.reach, repair=not ground.crowded)
    chosen = [
        None if answer is None else wish.label(answer)
        for wish, answer in zip(wishes, answers, strict=True)
    ]
    at_marks = chosen[: len(marks)]
    notes = chosen[len(marks) : len(marks) + len(callouts) + len(areas)]
    sides = {
        mark.members[0]: wish.side(answer)
        for mark, wish, answer in zip(marks, wishes, answers, strict=False)
        if answer is not None
    }
    refs = [*(one.ref for one in callouts), *(one.ref for one in areas)]
    bare = [index for index, label in enumerate(at_marks) if label is None]
    taken = [
        wish.item.boxes.some(wish.item.of == answer)
        for wish, answer in zip(wishes, answers, strict=True)
        if answer is not None
    ]
    return Placing(
        marks=_counted(marks, bare) if ground.crowded else _numbered(marks, bare, room.px_per_m),
        labels=tuple(label for label in chosen if label is not None),
        sides=sides,
        unplaced=tuple(ref for ref, label in zip(refs, notes, strict=True) if label is None),
        unnamed=tuple(m for index in bare for m in marks[index].members) if ground.crowded else (),
        taken=Boxes.joined([ground.fixed, *taken]),
        points=ground.points,
    )


class _Ground:
    """What a view has on it before any label: marks, lines, heads, corners and the frame."""

    def __init__(
        self, room: Room, marks: Sequence[Mark], drawn: Sequence[Drawn], *, crowded: bool
    ) -> None:
        scale = room.px_per_m
        self.room = room
        self.scale = scale
        self.marks = marks
        self.crowded = crowded
        disc = Box.around((0, 0), DISC_PX, DISC_PX)
        self.discs = Boxes.of([Anchored(mark.at, disc) for mark in marks], scale)
        heads = [_head(one.head) for one in drawn if one.head is not None]
        cross = Box.around((0, 0), _CROSS_PX, _CROSS_PX)
        crosses = [Anchored(point, cross) for one in drawn for point in one.crosses]
        around = Boxes.joined([Boxes.of([*heads, *crosses], scale), room.fixed()])
        self.fixed = Boxes.joined([self.discs, around])
        self.points, self.owners = _samples(drawn, scale)

    def free(self, boxes: Boxes, of: Indices, count: int, *, own: int = -1) -> Flags:
        """Tell which candidates are clear of all that is fixed, their own mark not counted."""
        fixed = self.fixed
        if own >= 0:
            fixed = fixed.some(np.arange(len(fixed)) != own)
        return free_of(fixed, boxes, of, count, reach=self.room.reach)

    def covered(self, boxes: Boxes, *, margin_px: float = 0.0, without: int = -1) -> Floats:
        """Count the points of lines, or of all but one line, that each box would cover."""
        wide = boxes.grown(margin_px)
        found = np.zeros(len(boxes))
        if len(self.points):
            for start in range(0, len(boxes), _AT_ONCE):
                few = slice(start, start + _AT_ONCE)
                part = wide.some(few)
                near = self._points_in(part.hull(), without)
                found[few] = part.clashing(Boxes.of_points(near), self.room.reach).sum(axis=1)
        return found

    def _points_in(self, hull: Floats, without: int) -> Floats:
        """Return the points of lines in a rectangle; they are in order from left to right."""
        start, end = np.searchsorted(self.points[:, 0], hull[[0, 2]])
        points, owners = self.points[start:end], self.owners[start:end]
        inside = (points[:, 1] >= hull[1]) & (points[:, 1] <= hull[3]) & (owners != without)
        return np.asarray(points[inside])

    def beside_marks(self, boxes: Boxes, own: int) -> Floats:
        """Count the other marks that each box comes so near that it could be theirs."""
        wide = boxes.grown(_CLEAR_PX)
        near = self.discs.near(wide.hull())
        near = near[near != own]
        return np.asarray(wide.clashing(self.discs.some(near), self.room.reach).sum(axis=1), float)

    def mark_at(self, at: Point) -> int:
        """Return the index of the mark nearest to a point; -1 if there is none."""
        if not self.marks:
            return -1
        return min(range(len(self.marks)), key=lambda index: math.dist(self.marks[index].at, at))


def _head(head: Head) -> Anchored:
    """Return what an arrow's head takes: it ends at its tip."""
    back = -math.cos(head.angle) * _HEAD_PX / 2, -math.sin(head.angle) * _HEAD_PX / 2
    return Anchored(head.at, Box.around(back, _HEAD_PX, _HEAD_PX))


def _samples(drawn: Sequence[Drawn], scale: float) -> tuple[Floats, Indices]:
    """Return points along all lines, in pixels at factor 1, and the number of each one's line.

    They are in order from left to right.
    """
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
    every = np.concatenate(points)
    in_order = np.argsort(every[:, 0], kind="stable")
    return every[in_order], np.concatenate(owners)[in_order]


@dataclass(frozen=True, slots=True)
class _Wish:
    """Something to place, and what becomes of it at each of its candidates."""

    item: Item
    label: Callable[[int], Label]
    side: Callable[[int], str] = lambda _: ""


def _place_wish(
    ground: _Ground, index: int, markers: Sequence[Marker], earlier: Mapping[int, str]
) -> _Wish:
    """Return what a mark's label may be."""
    mark = ground.marks[index]
    members = [markers[member] for member in mark.members]
    wordings = list(place_wordings(members, all_named=not ground.crowded))
    leaders = [marker.leader for marker in members if marker.leader is not None]
    leader = False if ground.crowded else leaders[0] if leaders else None
    side = next((marker.label_at for marker in members if marker.label_at), "")
    importance = 1.0 - index / max(len(ground.marks), 1)
    look = _Look(
        "place",
        members[0].id,
        index,
        side=side,
        leader=leader,
        kept=earlier.get(mark.members[0], ""),
        wider_px=(DISC_PX - DOT_PX) / 2 if _is_counted(mark, ground) else 0.0,
    )
    return _around(ground, wordings, look, _NUMBER + _IMPORTANT * importance)


def _is_counted(mark: Mark, ground: _Ground) -> bool:
    """Tell whether a mark has a number of places written in it, even with a label beside it."""
    return ground.crowded and len(mark.members) > MOST_PAIRED


@dataclass(frozen=True, slots=True)
class _Look:
    """What sets one label about a mark apart."""

    kind: LabelKind
    ref: str
    mark: int
    side: str = ""
    leader: bool | None = None
    kept: str = ""
    """The side it had before."""
    rings: tuple[tuple[float, float], ...] = RINGS
    wider_px: float = 0.0
    """How much farther off it stands than from a plain mark."""


def _around(
    ground: _Ground, wordings: Sequence[tuple[float, Lines]], look: _Look, without: float
) -> _Wish:
    """Return the candidates of a label about a mark: every wording in every position."""
    spread = field_of(look.side, leader=look.leader, rings=look.rings, wider_px=look.wider_px)
    count = len(spread.costs)
    sizes = [block_size(lines) for _, lines in wordings]
    parts, owners, costs = [], [], []
    anchor = ground.discs.at[look.mark]
    kept = np.array([position.side == look.kept for position in spread.positions], dtype=float)
    for number, ((extra, _), size) in enumerate(zip(wordings, sizes, strict=True)):
        texts = spread.boxes(*size)
        edges = np.concatenate([texts + _HALO, spread.pieces])
        boxes = Boxes(np.broadcast_to(anchor, (len(edges), 2)), edges)
        of = np.concatenate([np.arange(count), spread.piece_of])
        free = ground.free(boxes, of, count, own=look.mark)
        cost = np.full(count, np.inf)
        clear = boxes.some(np.flatnonzero(free))
        hidden = ground.covered(clear, margin_px=_CLEAR_PX if ground.crowded else 0.0)
        beside = ground.beside_marks(clear, look.mark) if len(clear) else np.zeros(0)
        soft = hidden * _POINT + beside * _NEAR_MARK
        if ground.crowded:
            soft[(hidden > 0) | (beside > 0)] = np.inf
        cost[free] = spread.costs[free] + extra + soft - _MOVED * kept[free]
        parts.append(boxes)
        owners.append(of + number * count)
        costs.append(cost)

    def label(answer: int) -> Label:
        which, place = divmod(answer, count)
        position = spread.positions[place]
        box = position.box(*sizes[which])
        return Label(
            kind=look.kind,
            ref=look.ref,
            at=ground.marks[look.mark].at,
            lines=set_lines(wordings[which][1], box, position.align),
            box=box,
            leader=position.leader,
        )

    item = Item(
        boxes=Boxes.joined(parts),
        of=np.concatenate([*owners, np.empty(0, dtype=np.intp)]),
        costs=np.concatenate([*costs, np.empty(0)]),
        without=without,
    )
    return _Wish(item, label, lambda answer: spread.positions[answer % count].side)


def _callout_wish(ground: _Ground, callout: Callout) -> _Wish:
    """Return where a note may stand: at the end of a leader, near its mark."""
    mark = ground.mark_at(callout.at)
    wordings: list[tuple[float, Lines]] = []
    if callout.text.strip() and mark >= 0:
        for cost, width in ((0.0, _CALLOUT_PX), (3.0, _CALLOUT_WIDE_PX), (6.0, 120.0)):
            lines = wrapped("callout", callout.text, width)
            extra = max(0, len(lines) - _CALLOUT_LINES) * 2.0
            wordings.append((cost + extra, tuple(("callout", line) for line in lines)))
    look = _Look("callout", callout.ref, mark, leader=True, rings=CALLOUT_RINGS)
    return _around(ground, wordings, look, _NO_CALLOUT + 40.0)


@dataclass(frozen=True, slots=True)
class _Set:
    """A text that is set at a point of its own."""

    lines: Lines
    at: Point
    box: Box
    cost: float


def _area_wish(ground: _Ground, area: AreaName) -> _Wish:
    """Return where an area's name may stand."""
    options = []
    for order, spot in enumerate(area.spots):
        for extra, parts in ((0.0, 1), (1.0, 2), (2.0, 3)):
            texts = halved("area", area.text, parts) if parts > 1 else (area.text,)
            lines = tuple(("area", text) for text in texts)
            box = Box.around((0, 0), *block_size(lines))
            options.append(_Set(lines, spot, box, order * 1.0 + extra))
    if not area.text.strip():
        options = []
    boxes = _boxes_of(options, ground.scale)
    free = ground.free(boxes, np.arange(len(options)), len(options))
    costs = np.array([one.cost for one in options]) + ground.covered(boxes) * _POINT
    costs[~free] = np.inf
    return _set_wish("area", area.ref, options, boxes, costs, _NO_AREA)


def _arrow_wishes(
    ground: _Ground, arrows: Sequence[Arrow], drawn: Sequence[Drawn]
) -> Iterator[_Wish]:
    """Yield the text of each arrow that is drawn: beside its own line and clear of all."""
    for number, one in enumerate(drawn):
        if one.arrow >= _MOST_BESIDE or not any(len(part) > 1 for part in one.parts):
            continue
        arrow = arrows[one.arrow]
        options = list(_beside(arrow, one, ground.scale))
        if not options:
            continue
        boxes = _boxes_of(options, ground.scale)
        free = ground.free(boxes, np.arange(len(options)), len(options))
        kept = np.flatnonzero(free)
        clear = boxes.some(kept)
        free[kept] = ground.covered(clear) == 0
        kept = np.flatnonzero(free)
        others = ground.covered(boxes.some(kept), margin_px=_OTHERS_PX, without=number)
        free[kept] = others == 0
        costs = np.where(free, np.array([option.cost for option in options]), np.inf)
        yield _set_wish("arrow", arrow.id, options, boxes, costs, _NO_TEXT)


def _beside(arrow: Arrow, one: Drawn, scale: float) -> Iterator[_Set]:
    """Yield where an arrow's text may stand, beside its longest part."""
    line = max(one.parts, key=length)
    style = "measure" if arrow.status == MEASURED else "mover"
    reach = math.dist(line[0], line[-1]) * scale
    texts = [
        (shorter, text, *measured(style, text))
        for shorter, text in enumerate(arrow.texts)
        if text.strip() and measured(style, text)[0] * _LEAST_SHARE <= reach
    ]
    for order, t in enumerate(_ALONG):
        at, (across, up) = at_share(line, t), normal_at(line, t)
        for shorter, text, width, height in texts:
            for far, off in enumerate(_BESIDE_PX):
                way = abs(across) * width / 2 + abs(up) * height / 2 + off
                for under, sign in enumerate((1, -1) if up >= 0 else (-1, 1)):
                    box = Box.around((sign * way * across, sign * way * up), width, height)
                    cost = shorter * 6.0 + far * 1.5 + order * 0.7 + under * 0.4
                    yield _Set(((style, text),), at, box, cost)


def _boxes_of(options: Iterable[_Set], scale: float) -> Boxes:
    return Boxes.of([Anchored(one.at, one.box.grown(_HALO_PX)) for one in options], scale)


def _set_wish(
    kind: LabelKind, ref: str, options: Sequence[_Set], boxes: Boxes, costs: Floats, without: float
) -> _Wish:
    def label(answer: int) -> Label:
        one = options[answer]
        lines = set_lines(one.lines, one.box, "middle")
        return Label(kind=kind, ref=ref, at=one.at, lines=lines, box=one.box)

    return _Wish(Item(boxes, np.arange(len(options)), costs, without), label)


def _numbered(marks: Sequence[Mark], bare: Sequence[int], scale: float) -> tuple[Mark, ...]:
    """Number the marks without a label in reading order, rows from the top, each from the left."""

    def reading(index: int) -> tuple[float, float, int]:
        x, y = marks[index].at
        return -math.floor(y * scale / _ROW_PX), x, index

    number_of = {index: number for number, index in enumerate(sorted(bare, key=reading), 1)}
    return tuple(replace(mark, number=number_of.get(index, 0)) for index, mark in enumerate(marks))


def _counted(marks: Sequence[Mark], bare: Sequence[int]) -> tuple[Mark, ...]:
    """Write into each mark how many places it stands for, where its label does not name them."""
    return tuple(
        replace(mark, count=len(mark.members))
        if len(mark.members) > MOST_PAIRED or (index in bare and len(mark.members) > 1)
        else mark
        for index, mark in enumerate(marks)
    )
