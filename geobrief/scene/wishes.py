"""What each thing asks for: where it may stand in a view, and how good each place is."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from geobrief.scene.anchored import Anchored, Boxes
from geobrief.scene.ground import CLEAR_PX
from geobrief.scene.lines import at_share, length, normal_at
from geobrief.scene.model import MEASURED, Box, Label
from geobrief.scene.positions import CALLOUT_RINGS, DOT_PX, RING_PX, RINGS, field_of
from geobrief.scene.solve import Item
from geobrief.scene.type import block_size, measured, set_lines
from geobrief.scene.wording import halved, is_rtl, place_wordings, wrapped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from geobrief.scene.anchored import Floats
    from geobrief.scene.ground import Ground
    from geobrief.scene.model import Arrow, Drawn, LabelKind, Marker, Point
    from geobrief.scene.wording import Lines

__all__ = [
    "AreaName",
    "Callout",
    "Wish",
    "area_wish",
    "arrow_wishes",
    "callout_wish",
    "place_wish",
]

_MOST_BESIDE = 60
"""Arrows that have their text beside them, the first in the brief."""
_COUNT_PX = (4.0, 0.0, 0.0, 15.0)
"""Left, bottom and top of a count of places, up and aside of its mark."""
_HALO_PX = 1.0
"""Kept free about every text."""
_HALO = np.array([-_HALO_PX, -_HALO_PX, _HALO_PX, _HALO_PX])

# What positions cost, in steps of Imhof's order.
_POINT, _FURTHER, _NEAR_MARK, _MOVED = 2.0, 0.5, 1.5, 1.0
_CROSSED = 24.0
"""A place's label with a line through it: worse than most leaders."""
_ONCE = 6.0
"""Points of lines that a text covers where one crosses it; any further ones cost less."""
_NUMBER, _IMPORTANT = 200.0, 120.0
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
_SHORTER = 8.0
"""A shorter text: worse than any place beside the arrow, so that only want of room cuts a date."""
_SHORTEST = 3.5
"""A movement's number alone, where none of its texts has room: far worse than the last of them."""
_CALLOUT_PX, _CALLOUT_WIDE_PX, _CALLOUT_LINES = 180.0, 240.0, 4


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


@dataclass(frozen=True, slots=True)
class Wish:
    """Something to place, and what becomes of it at each of its candidates."""

    item: Item
    label: Callable[[int], Label | None]
    """None where it is told by a count of places at the mark."""
    side: Callable[[int], str] = lambda _: ""


def place_wish(
    ground: Ground, index: int, markers: Sequence[Marker], earlier: Mapping[int, str]
) -> Wish:
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
        rtl=is_rtl(members[0].name),
        wider_px=(RING_PX - DOT_PX) / 2 if _has_ring(members) else 0.0,
    )
    wish = _around(ground, wordings, look, _NUMBER + _IMPORTANT * importance)
    return _or_count(wish, ground, index) if ground.crowded and len(members) > 1 else wish


def _has_ring(members: Sequence[Marker]) -> bool:
    return members[0].is_rough or any(marker.peopled for marker in members)


def _or_count(wish: Wish, ground: Ground, index: int) -> Wish:
    """Let a mark that finds no room for a label tell how many places it stands for."""
    width, _ = measured("count", str(len(ground.marks[index].members)))
    count = Boxes(ground.discs.at[[index]], np.array([[*_COUNT_PX[:2], 9.0 + width, _COUNT_PX[3]]]))
    last = len(wish.item.costs)
    item = Item(
        boxes=Boxes.joined([wish.item.boxes, count]),
        of=np.append(wish.item.of, last),
        costs=np.append(wish.item.costs, wish.item.without - 1.0),
        without=wish.item.without,
    )
    free = ground.free(count, np.zeros(1, dtype=np.intp), 1, own=index)
    item.costs[last:][~free] = np.inf
    return Wish(
        item,
        lambda answer: None if answer == last else wish.label(answer),
        lambda answer: "" if answer == last else wish.side(answer),
    )


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
    rtl: bool = False
    wider_px: float = 0.0
    """How much farther off it stands than from a plain mark."""


def _around(
    ground: Ground, wordings: Sequence[tuple[float, Lines]], look: _Look, without: float
) -> Wish:
    """Return the candidates of a label about a mark: every wording in every position."""
    spread = field_of(
        look.side, leader=look.leader, rings=look.rings, wider_px=look.wider_px, rtl=look.rtl
    )
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
        hidden = ground.covered(clear, margin_px=CLEAR_PX if ground.crowded else 0.0)
        beside = ground.beside_marks(clear, look.mark) if len(clear) else np.zeros(0)
        soft = _hiding(hidden) + beside * _NEAR_MARK + _CROSSED * (hidden > 0)
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
    return Wish(item, label, lambda answer: spread.positions[answer % count].side)


def _hiding(points: Floats) -> Floats:
    """Return what it costs to cover so many points of lines."""
    return _POINT * np.minimum(points, _ONCE) + _FURTHER * np.maximum(points - _ONCE, 0.0)


def callout_wish(ground: Ground, callout: Callout) -> Wish:
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


def area_wish(ground: Ground, area: AreaName) -> Wish:
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
    costs = np.array([one.cost for one in options]) + _hiding(ground.covered(boxes))
    costs[~free] = np.inf
    return _set_wish("area", area.ref, options, boxes, costs, _NO_AREA)


def arrow_wishes(ground: Ground, arrows: Sequence[Arrow], drawn: Sequence[Drawn]) -> Iterator[Wish]:
    """Yield the text of each arrow that is drawn: beside its own line and clear of all."""
    named: set[str] = set()
    for number, one in enumerate(drawn):
        if one.arrow >= _MOST_BESIDE or not any(len(part) > 1 for part in one.parts):
            continue
        arrow = arrows[one.arrow]
        is_later = arrow.mover in named
        wish = _arrow_wish(ground, arrow, number, one, later=is_later)
        if arrow.mover and not is_later:
            bare = replace(arrow, sign="")  # a number alone names nobody
            naming = _arrow_wish(ground, bare, number, one, later=False)
            if naming and np.isfinite(naming.item.costs).any():
                named.add(arrow.mover)
            else:
                wish = _arrow_wish(ground, arrow, number, one, later=True)
        if wish:
            yield wish


def _arrow_wish(
    ground: Ground, arrow: Arrow, number: int, one: Drawn, *, later: bool
) -> Wish | None:
    """Return where the text of an arrow may stand; None where it is too short for any."""
    options = list(_beside(arrow, one, ground.scale, later=later))
    if not options:
        return None
    boxes = _boxes_of(options, ground.scale)
    free = ground.free(boxes, np.arange(len(options)), len(options))
    kept = np.flatnonzero(free)
    clear = boxes.some(kept)
    free[kept] = ground.covered(clear) == 0
    kept = np.flatnonzero(free)
    others = ground.covered(boxes.some(kept), margin_px=_OTHERS_PX, without=number)
    free[kept] = others == 0
    costs = np.where(free, np.array([option.cost for option in options]), np.inf)
    return _set_wish("arrow", arrow.id, options, boxes, costs, _NO_TEXT)


def _beside(arrow: Arrow, one: Drawn, scale: float, *, later: bool) -> Iterator[_Set]:
    """Yield where an arrow's text may stand, beside its longest part."""
    line = max(one.parts, key=length)
    style = "measure" if arrow.status == MEASURED else arrow.style
    reach = math.dist(line[0], line[-1]) * scale
    texts: list[tuple[float, str, float, float]] = [
        (shorter, text, *measured(style, text))
        for shorter, text in enumerate(arrow.later if later else arrow.texts)
        if text.strip() and _along(line, *measured(style, text)) * _LEAST_SHARE <= reach
    ]
    if arrow.sign:
        texts.append((_SHORTEST, arrow.sign, *measured(style, arrow.sign)))
    for order, t in enumerate(_ALONG):
        at, (across, up) = at_share(line, t), normal_at(line, t)
        for shorter, text, width, height in texts:
            for far, off in enumerate(_BESIDE_PX):
                way = abs(across) * width / 2 + abs(up) * height / 2 + off
                for under, sign in enumerate((1, -1) if up >= 0 else (-1, 1)):
                    box = Box.around((sign * way * across, sign * way * up), width, height)
                    cost = shorter * _SHORTER + far * 1.5 + order * 0.7 + under * 0.4
                    yield _Set(((style, text),), at, box, cost)


def _along(line: Sequence[Point], width: float, height: float) -> float:
    """Return how much of a line, from its start to its end, a text takes that stands beside it.

    Beside a line that runs upwards that is the text's height, whatever its width.
    """
    (x, y), (far_x, far_y) = line[0], line[-1]
    whole = math.hypot(far_x - x, far_y - y)
    if not whole:
        return width
    return (abs(far_x - x) * width + abs(far_y - y) * height) / whole


def _boxes_of(options: Iterable[_Set], scale: float) -> Boxes:
    return Boxes.of([Anchored(one.at, one.box.grown(_HALO_PX)) for one in options], scale)


def _set_wish(
    kind: LabelKind, ref: str, options: Sequence[_Set], boxes: Boxes, costs: Floats, without: float
) -> Wish:
    def label(answer: int) -> Label:
        one = options[answer]
        lines = set_lines(one.lines, one.box, "middle")
        return Label(kind=kind, ref=ref, at=one.at, lines=lines, box=one.box)

    return Wish(Item(boxes, np.arange(len(options)), costs, without), label)
