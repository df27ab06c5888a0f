"""Labels of a view: nothing overlaps at any factor or is left out; the editor's word holds."""

from __future__ import annotations

import math
import random
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geobrief.basemap import Basemap
from geobrief.basemap.model import MapLabel
from geobrief.layers import build_layers
from geobrief.model import Brief
from geobrief.scene import plan_scene
from geobrief.scene.anchored import Anchored, Boxes, clash, frame_edges
from geobrief.scene.cities import City
from geobrief.scene.model import Arrow, Box, Drawn, Head, Label, Mark, Marker
from geobrief.scene.names import capitals, place_context
from geobrief.scene.placing import AreaName, Callout, Placing, Room, cluster, colliding, place_story
from geobrief.scene.positions import DOT_PX, RING_PX, SIDES
from geobrief.scene.solve import Item, solve
from geobrief.scene.type import ASCENT, DESCENT, STYLES, block_size, measured, set_lines
from geobrief.scene.wording import halved, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geobrief.scene.model import Point

ZOOM = -10.0
SCALE = 2.0**ZOOM
STEPS = 25
"""Factors at which nothing may overlap, looked at one by one."""
NOTHING = 1e-6
"""An overlap no larger than what rounding makes is none."""


class View(NamedTuple):
    """What is to be placed, in a frame whose left bottom corner is the origin."""

    markers: list[Marker]
    arrows: list[Arrow]
    drawn: list[Drawn]
    room: Room
    near: tuple[int, ...] = ()

    def place(self, **more: object) -> Placing:
        """Place what there is."""
        marks = cluster(self.markers, zoom=self.room.zoom, near=self.near)
        given = {"earlier": {}, **more}
        return place_story(
            self.markers,
            self.arrows,
            marks,
            self.drawn,
            room=self.room,
            **given,  # type: ignore[arg-type]
        )


def metres(*px: float) -> tuple[float, ...]:
    return tuple(value / SCALE for value in px)


def room(
    width: float = 768, height: float = 560, *, reach: float = 1.5625, framed: bool = True
) -> Room:
    wide, high = metres(width, height)
    corner = Anchored((0.0, 0.0), Box(0, 0, 140, 34))
    control = Anchored((wide, high), Box(-44, -84, 0, 0))
    return Room(
        zoom=ZOOM,
        frame=Box(0, 0, wide, high) if framed else None,
        reach=reach,
        taken=(corner, control) if framed else (),
    )


def marker(number: int, x: float, y: float, name: str, **more: object) -> Marker:
    at = x / SCALE, y / SCALE
    return Marker(id=f"place-{number}", at=at, name=name, **more)  # type: ignore[arg-type]


def way(a: Point, b: Point) -> tuple[Point, ...]:
    """Return a curve between two points in metres that stops short of the second."""
    whole = math.dist(a, b)
    stop = 1 - min(0.5, 12 / SCALE / whole)
    across = (a[1] - b[1]) * 0.12, (b[0] - a[0]) * 0.12
    points = []
    for step in range(37):
        t = step / 36 * stop
        push = 4 * t * (1 - t)
        points.append(
            (
                a[0] + (b[0] - a[0]) * t + across[0] * push,
                a[1] + (b[1] - a[1]) * t + across[1] * push,
            )
        )
    return tuple(points)


def with_ways(view: View, pairs: Sequence[tuple[int, int]], *texts: str) -> View:
    arrows, drawn = [], []
    for number, (start, end) in enumerate(pairs):
        a, b = view.markers[start].at, view.markers[end].at
        if math.dist(a, b) * SCALE < 40:
            continue
        line = way(a, b)
        (x0, y0), (x1, y1) = line[-2:]
        status = "declined" if number % 5 == 4 else "confirmed"
        arrows.append(
            Arrow(
                id=f"move-{number}",
                texts=texts or ("Hakan Fidan, 219 mi (353 km)", "Hakan Fidan"),
                status=status,
                start=start,
                end=end,
                parts=(line,),
                bowed=True,
            )
        )
        drawn.append(
            Drawn(
                arrow=len(arrows) - 1,
                parts=(line,),
                head=Head(at=line[-1], angle=math.atan2(y1 - y0, x1 - x0)),
                crosses=(line[18],) if status == "declined" else (),
            )
        )
    return view._replace(arrows=arrows, drawn=drawn)


NAMES = (
    "Ankara",
    "Bar",
    "Istanbul",
    "Sremska Mitrovica",
    "The Presidential Palace of the Republic of Kazakhstan",
    "Al Udeid Air Base",
    "القصر الجمهوري في بغداد",
    "שדה התעופה בן גוריון",
    "北京大兴国际机场",
    "Йошкар-Ола",
    "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch",
    "Nové Město nad Metují",
)


def scattered(
    count: int, seed: int, *, spread: float = 1.0, frame: Room | None = None, ways: int = 0
) -> View:
    dice = random.Random(seed)  # noqa: S311 - a story, not a secret
    space = frame or room()
    box = space.frame or Box(0, 0, *metres(768, 560))
    markers = [
        Marker(
            id=f"place-{number}",
            at=(
                box.left + box.width * (0.5 + (dice.random() - 0.5) * 0.88 * spread),
                box.bottom + box.height * (0.5 + (dice.random() - 0.5) * 0.84 * spread),
            ),
            name=dice.choice(NAMES),
            people=(("Hakan Fidan", ""), ("Steve Witkoff", "reported"))
            if dice.random() < 0.4
            else (),
            peopled=dice.random() < 0.3,
        )
        for number in range(count)
    ]
    view = View(markers, [], [], space)
    pairs = [tuple(dice.sample(range(count), 2)) for _ in range(ways)] if count > 1 else []
    return with_ways(view, pairs)  # type: ignore[arg-type]


# --- an independent look: everything drawn, at one factor after another


class Thing(NamedTuple):
    """Something drawn, at one factor, in pixels."""

    what: str
    kind: str
    rect: tuple[float, float, float, float]


def drawn_at(placing: Placing, view: View, k: float, context: Sequence[Label]) -> Iterator[Thing]:
    scale = SCALE * k
    for index, mark in enumerate(placing.marks):
        ring = any(view.markers[member].peopled for member in mark.members)
        half = (17.0 if mark.number else RING_PX if ring else DOT_PX) / 2
        x, y = mark.at[0] * scale, mark.at[1] * scale
        yield Thing(f"mark {index}", "mark", (x - half, y - half, x + half, y + half))
        if mark.count:  # it is part of its mark, and stands up and aside of it
            half = measured("count", str(mark.count))[0] / 2
            rect = (x + 9 - half, y + 1, x + 9 + half, y + 14)
            yield Thing(f"mark {index}", "label", rect)
    for index, one in enumerate(view.drawn):
        if one.head is not None:
            x, y = one.head.at[0] * scale, one.head.at[1] * scale
            turn = complex(math.cos(one.head.angle), math.sin(one.head.angle))
            ends = ((0, 2.5), (-10, 6))  # a head is narrow at its tip
            corners = [turn * complex(way, side * half) for way, half in ends for side in (-1, 1)]
            xs, ys = [x + one.real for one in corners], [y + one.imag for one in corners]
            yield Thing(f"head {index}", "head", (min(xs), min(ys), max(xs), max(ys)))
        for x, y in one.crosses:
            yield Thing(f"cross {index}", "cross", _around((x * scale, y * scale), 6))
    for index, taken in enumerate(view.room.taken):
        yield Thing(f"corner {index}", "corner", _moved(taken.box, taken.at, scale))
    for index, label in enumerate([*placing.labels, *context]):
        yield Thing(
            f"label {index} {label.lines[0].text}", "label", _moved(label.box, label.at, scale)
        )


def _around(middle: Point, half: float) -> tuple[float, float, float, float]:
    return middle[0] - half, middle[1] - half, middle[0] + half, middle[1] + half


def _moved(box: Box, at: Point, scale: float) -> tuple[float, float, float, float]:
    x, y = at[0] * scale, at[1] * scale
    return x + box.left, y + box.bottom, x + box.right, y + box.top


def _meet(a: Thing, b: Thing) -> bool:
    return (
        a.rect[0] < b.rect[2] - NOTHING
        and b.rect[0] < a.rect[2] - NOTHING
        and a.rect[1] < b.rect[3] - NOTHING
        and b.rect[1] < a.rect[3] - NOTHING
    )


def _leaders(placing: Placing, scale: float) -> Iterator[tuple[Label, Point, Point]]:
    for label in placing.labels:
        if label.leader is not None:
            x, y = label.at[0] * scale, label.at[1] * scale
            (x0, y0), (x1, y1) = label.leader
            yield label, (x + x0, y + y0), (x + x1, y + y1)


def _along(a: Point, b: Point) -> Iterator[Point]:
    for step in range(41):
        yield a[0] + (b[0] - a[0]) * step / 40, a[1] + (b[1] - a[1]) * step / 40


def _inside(point: Point, rect: tuple[float, float, float, float]) -> bool:
    return rect[0] < point[0] < rect[2] and rect[1] < point[1] < rect[3]


def _cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    def side(p: Point, q: Point, r: Point) -> float:
        return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])

    return side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0


def meetings(placing: Placing, view: View, context: Sequence[Label] = ()) -> list[str]:
    """Return all that overlaps at any of the factors, by looking at each of them."""
    return [
        f"{what} at {k:.3f}"
        for k in np.linspace(1.0, view.room.reach, STEPS).tolist()
        for things in [list(drawn_at(placing, view, k, context))]
        for what in (
            *_overlaps(things),
            *_cuts(things, view.room.frame, SCALE * k),
            *_leader_faults(placing, things, SCALE * k),
        )
    ]


def _overlaps(things: Sequence[Thing]) -> Iterator[str]:
    for a, b in combinations(things, 2):
        if "label" in (a.kind, b.kind) and a.what != b.what and _meet(a, b):
            yield f"{a.what} and {b.what}"


def _cuts(things: Sequence[Thing], frame: Box | None, scale: float) -> Iterator[str]:
    if frame is None:
        return
    edge = frame.scaled(scale)
    for thing in things:
        left, bottom, right, top = thing.rect
        inside = left >= edge.left and bottom >= edge.bottom
        if thing.kind == "label" and not (inside and right <= edge.right and top <= edge.top):
            yield f"{thing.what} is cut"


def _leader_faults(placing: Placing, things: Sequence[Thing], scale: float) -> Iterator[str]:
    lines = list(_leaders(placing, scale))
    for label, a, b in lines:
        own = next(i for i, mark in enumerate(placing.marks) if mark.at == label.at)
        for thing in things:
            if thing.what != f"mark {own}" and any(_inside(p, thing.rect) for p in _along(a, b)):
                yield f"the leader of {label.lines[0].text} meets {thing.what}"
    for (_, a, b), (_, c, d) in combinations(lines, 2):
        if _cross(a, b, c, d):
            yield "two leaders cross"


def told(placing: Placing) -> set[int]:
    """Return the markers whose label or number is there."""
    at_marks = {label.at for label in placing.labels if label.kind == "place"}
    return {
        member
        for mark in placing.marks
        if mark.at in at_marks or mark.number
        for member in mark.members
    }


# --- the closed form

px = st.floats(-400, 400, allow_nan=False)
offsets = st.tuples(st.floats(-80, 40), st.floats(-80, 40), st.floats(0, 90), st.floats(0, 40)).map(
    lambda four: Box(four[0], four[1], four[0] + four[2], four[1] + four[3])
)
anchored = st.builds(
    lambda x, y, box: Anchored((x / SCALE, y / SCALE), box),
    px | st.just(0.0),
    px | st.just(0.0),
    offsets,
)


def overlap_at(a: Anchored, b: Anchored, k: float, slack: float) -> bool:
    left, bottom, right, top = _moved(a.box, a.at, SCALE * k)
    other = _moved(b.box, b.at, SCALE * k)
    return (
        left < other[2] - slack
        and other[0] < right - slack
        and bottom < other[3] - slack
        and other[1] < top - slack
    )


@settings(deadline=None)
@given(anchored, anchored, st.floats(1, 2.5))
def test_the_closed_form_says_what_a_look_at_every_factor_says(
    a: Anchored, b: Anchored, reach: float
) -> None:
    factors = np.linspace(1, reach, 200).tolist()
    said = clash(a, b, px_per_m=SCALE, reach=reach)
    if any(overlap_at(a, b, k, 1e-6) for k in factors):
        assert said
    elif said:  # it may be between two of the factors, but then only just
        assert any(overlap_at(a, b, k, -10.0) for k in factors)


@settings(deadline=None)
@given(st.lists(anchored, max_size=6), st.lists(anchored, max_size=6), st.floats(1, 2.5))
def test_columns_say_what_pairs_say(
    these: list[Anchored], those: list[Anchored], reach: float
) -> None:
    table = Boxes.of(these, SCALE).clashing(Boxes.of(those, SCALE), reach)
    assert table.shape == (len(these), len(those))
    for row, a in enumerate(these):
        for column, b in enumerate(those):
            assert table[row, column] == clash(a, b, px_per_m=SCALE, reach=reach)


@settings(deadline=None)
@given(st.lists(anchored, min_size=1, max_size=6), st.lists(anchored, min_size=1, max_size=6))
def test_what_is_not_near_never_meets(these: list[Anchored], those: list[Anchored]) -> None:
    a, b = Boxes.of(these, SCALE), Boxes.of(those, SCALE)
    far = np.setdiff1d(np.arange(len(b)), b.near(a.hull()))
    assert not a.clashing(b.some(far), 2.5).any()


def test_a_frame_keeps_what_is_inside_and_cuts_what_reaches_out() -> None:
    frame = Box(0, 0, *metres(300, 200))
    edges = frame_edges(frame, 4.0)

    def cut(x: float, y: float, box: Box) -> bool:
        label = Anchored((x / SCALE, y / SCALE), box)
        return any(clash(label, edge, px_per_m=SCALE, reach=1.5) for edge in edges)

    assert not cut(150, 100, Box(10, -8, 100, 8))
    assert cut(150, 100, Box(10, -8, 147, 8))
    assert cut(3, 100, Box(-8, -8, -1, 8))
    assert cut(150, 195, Box(-10, 0, 10, 4))
    assert not cut(150, 2, Box(-10, 3, 10, 20))


def test_what_is_clear_at_first_may_meet_later() -> None:
    # b stands to the left of a's text and above it; it moves away upwards slower than aside.
    a = Anchored((0.0, 0.0), Box(60, -8, 120, 8))
    b = Anchored(metres(50, 2), Box(-5, -5, 5, 5))
    assert not clash(a, b, px_per_m=SCALE, reach=1.0)
    assert clash(a, b, px_per_m=SCALE, reach=1.4)


# --- the solver


def item(*candidates: tuple[float, float, float, float, float], without: float = 100.0) -> Item:
    table = np.array(candidates, dtype=float).reshape(-1, 5)
    boxes = Boxes(np.zeros((len(table), 2)), table[:, :4])
    return Item(boxes, np.arange(len(table)), table[:, 4], without)


def test_each_gets_its_best_where_all_can() -> None:
    items = [item((0, 0, 10, 10, 1), (20, 0, 30, 10, 0)), item((0, 0, 10, 10, 0))]
    assert solve(items, reach=1.0) == [1, 0]


def test_the_first_makes_room_for_one_who_has_no_other_place() -> None:
    items = [item((0, 0, 10, 10, 0), (20, 0, 30, 10, 5)), item((5, 0, 12, 10, 0))]
    assert solve(items, reach=1.0) == [1, 0]


def test_a_chain_of_two_makes_room() -> None:
    items = [
        item((0, 0, 10, 10, 0), (20, 0, 30, 10, 1)),
        item((20, 0, 30, 10, 0), (40, 0, 50, 10, 1)),
        item((0, 0, 10, 10, 0)),
    ]
    assert solve(items, reach=1.0) == [1, 1, 0]


def test_who_costs_more_to_leave_out_stays() -> None:
    items = [item((0, 0, 10, 10, 0), without=50), item((0, 0, 10, 10, 0), without=80)]
    assert solve(items, reach=1.0) == [None, 0]


def test_nothing_and_no_candidates() -> None:
    assert solve([], reach=1.0) == []
    assert solve([item(), item((0, 0, 1, 1, 0))], reach=1.0) == [None, 0]
    assert solve([item((0, 0, 1, 1, math.inf))], reach=1.0) == [None]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.lists(st.tuples(st.integers(0, 60), st.integers(0, 20), st.integers(0, 9)), max_size=5),
        max_size=8,
    )
)
def test_no_two_chosen_overlap(table: list[list[tuple[int, int, int]]]) -> None:
    items = [item(*((x, y, x + 15, y + 8, cost) for x, y, cost in row)) for row in table]
    chosen = solve(items, reach=1.0)
    boxes = [
        Box(*one.boxes.edges[answer].tolist())
        for one, answer in zip(items, chosen, strict=True)
        if answer is not None
    ]
    assert not any(a.overlaps(b) for a, b in combinations(boxes, 2))


# --- marks


def test_near_markers_share_a_mark_at_the_first() -> None:
    markers = [marker(0, 100, 100, "A"), marker(1, 110, 100, "B"), marker(2, 130, 100, "C")]
    assert [mark.members for mark in cluster(markers, zoom=ZOOM)] == [(0, 1), (2,)]
    assert cluster(markers, zoom=ZOOM)[0].at == markers[0].at
    assert [mark.members for mark in cluster(markers, zoom=ZOOM + 1)] == [(0,), (1,), (2,)]


@settings(deadline=None)
@given(st.lists(st.tuples(st.floats(-60, 60), st.floats(-60, 60)), max_size=30))
def test_discs_never_touch_and_nobody_is_lost(points: list[Point]) -> None:
    markers = [marker(number, x, y, "A") for number, (x, y) in enumerate(points)]
    marks = cluster(markers, zoom=ZOOM)
    assert sorted(member for mark in marks for member in mark.members) == list(range(len(points)))
    assert all(math.dist(a.at, b.at) * SCALE > 17 for a, b in combinations(marks, 2))


def test_near_marks_keep_their_own_where_none_has_a_number() -> None:
    markers = [marker(number, 300 + 13 * number, 300, "Bar") for number in range(3)]
    assert len(cluster(markers, zoom=ZOOM, near=(0, 1, 2))) == 3
    assert [one.members for one in cluster(markers, zoom=ZOOM, near=(0, 1))] == [(0,), (1, 2)]
    view = View(markers[:2], [], [], room(), (0, 1))
    placing = view.place()
    assert len(placing.labels) == 2
    assert meetings(placing, view) == []
    assert colliding(placing.marks, zoom=ZOOM) == ()
    numbered = [replace(placing.marks[0], number=1), placing.marks[1]]
    assert colliding(numbered, zoom=ZOOM) == (0, 1)
    apart = [numbered[0], Mark(at=markers[2].at, members=(2,))]
    assert colliding(apart, zoom=ZOOM) == ()


# --- the story


def test_a_place_alone_has_its_label_to_the_right() -> None:
    placing = View([marker(0, 300, 300, "Ankara")], [], [], room()).place()
    (label,) = placing.labels
    assert (label.kind, label.ref, label.leader) == ("place", "place-0", None)
    assert label.box.left > DOT_PX / 2
    assert label.lines[0].align == "start"
    assert placing.sides == {0: "right"}
    assert placing.marks == (Mark(at=placing.marks[0].at, members=(0,)),)


@pytest.mark.parametrize("name", ["القاهرة", "ירושלים"])
def test_a_name_read_from_the_right_stands_to_the_left(name: str) -> None:
    assert View([marker(0, 300, 300, name)], [], [], room()).place().sides == {0: "left"}


def test_at_the_right_edge_it_stands_to_the_left() -> None:
    placing = View([marker(0, 740, 300, "Ankara")], [], [], room()).place()
    assert placing.sides[0] == "left"
    assert placing.labels[0].lines[0].align == "end"


@pytest.mark.parametrize("side", SIDES)
def test_the_editors_side_is_kept(side: str) -> None:
    view = scattered(18, 4)
    markers = [replace(view.markers[0], label_at=side), *view.markers[1:]]
    placing = view._replace(markers=markers).place()
    assert placing.sides.get(0, side) == side
    assert 0 in told(placing)
    assert not meetings(placing, view)
    alone = view._replace(markers=markers[:1]).place()
    if alone.labels:
        assert alone.sides == {0: side}


def test_an_impossible_side_makes_a_number_and_no_other_side() -> None:
    view = View([marker(0, 750, 300, "Ankara", label_at="right")], [], [], room())
    placing = view.place()
    assert placing.labels == ()
    assert placing.marks[0].number == 1


@pytest.mark.parametrize("leader", [True, False])
def test_the_editors_leader_is_kept(leader: bool) -> None:  # noqa: FBT001 - a case
    view = scattered(14, 8)
    markers = [replace(one, leader=leader) for one in view.markers]
    placing = view._replace(markers=markers).place()
    labels = [label for label in placing.labels if label.kind == "place"]
    assert labels
    assert all((label.leader is not None) is leader for label in labels)


def test_a_label_stays_on_its_side_when_the_reader_comes_closer() -> None:
    view = View([marker(0, 300, 300, "Ankara")], [], [], room())
    assert view.place(earlier={0: "above-right"}).sides == {0: "above-right"}


def test_numbers_run_as_one_reads() -> None:
    markers = [
        marker(
            number, 300 + 30 * (number % 5), 300 - 45 * (number // 5), NAMES[4], label_at="right"
        )
        for number in (7, 3, 9, 0, 5, 1, 8, 2, 6, 4)
    ]
    placing = View(markers, [], [], room(420, 400)).place()
    numbered = [mark for mark in placing.marks if mark.number]
    assert len(numbered) == 10
    order = [markers[mark.members[0]].id for mark in sorted(numbered, key=lambda one: one.number)]
    assert order == [f"place-{number}" for number in range(10)]


def test_places_on_one_spot_are_all_named_if_few_and_numbered_if_many() -> None:
    few = [marker(number, 300, 300, name) for number, name in enumerate(NAMES[:3])]
    (label,) = View(few, [], [], room()).place().labels
    assert [line.text for line in label.lines] == list(NAMES[:3])
    many = [marker(number, 300, 300, name) for number, name in enumerate(NAMES)]
    placing = View(many, [], [], room()).place()
    assert placing.labels == ()
    assert placing.marks[0].number == 1
    assert placing.marks[0].members == tuple(range(len(NAMES)))


def test_a_long_name_is_broken_and_whole() -> None:
    name = "The Presidential Palace of the Republic of Kazakhstan in Astana"
    placing = View([marker(0, 150, 200, name)], [], [], room(320, 400)).place()
    (label,) = placing.labels
    assert " ".join(line.text for line in label.lines) == name
    assert len(label.lines) > 1


def test_who_is_there_and_what_stands_for_the_place_is_told() -> None:
    people = (("Hakan Fidan", ""), ("Steve Witkoff", "reported"))
    one = marker(0, 300, 300, "Doha", remark="shown at Qatar", people=people)
    (label,) = View([one], [], [], room()).place().labels
    assert [(line.style, line.text) for line in label.lines] == [
        ("name", "Doha"),
        ("remark", "shown at Qatar"),
        ("people", "Hakan Fidan"),
        ("people", "Steve Witkoff (reported)"),
    ]


def test_lines_of_a_label_are_inside_its_box() -> None:
    for label in scattered(12, 2).place().labels:
        for line in label.lines:
            start = {"start": 0.0, "middle": line.width / 2, "end": line.width}[line.align]
            assert line.x - start >= label.box.left - NOTHING
            assert line.x - start + line.width <= label.box.right + NOTHING
            size = STYLES[line.style].size_px
            assert line.y + ASCENT * size <= label.box.top + NOTHING
            assert line.y - DESCENT * size >= label.box.bottom - NOTHING


@pytest.mark.parametrize(
    ("count", "seed", "spread", "width", "ways"),
    [
        (6, 1, 0.8, 768, 7),
        (20, 2, 0.8, 480, 10),
        (40, 3, 0.35, 768, 0),
        (40, 4, 0.7, 320, 12),
        (60, 5, 1.0, 1200, 60),
        (2, 6, 0.01, 320, 0),
    ],
)
def test_nothing_overlaps_and_nothing_is_left_out(
    count: int, seed: int, spread: float, width: int, ways: int
) -> None:
    space = room(width, width * 0.7)
    view = scattered(count, seed, spread=spread, frame=space, ways=ways)
    placing = view.place()
    assert meetings(placing, view) == []
    assert told(placing) == set(range(count))
    assert placing.unnamed == ()
    assert view.place() == placing or repr(view.place()) == repr(placing)


@settings(max_examples=25, deadline=None)
@given(
    st.integers(1, 16),
    st.integers(0, 10_000),
    st.sampled_from([0.05, 0.3, 1.0]),
    st.sampled_from([320, 480, 768]),
    st.booleans(),
)
def test_laws_hold_for_any_story(
    count: int,
    seed: int,
    spread: float,
    width: int,
    framed: bool,  # noqa: FBT001 - drawn
) -> None:
    space = room(width, width * 0.75, framed=framed)
    view = scattered(count, seed, spread=spread, frame=space, ways=count // 2)
    placing = view.place()
    assert meetings(placing, view) == []
    assert told(placing) == set(range(count))
    turned = View(view.markers[::-1], [], [], space)
    other = turned.place()
    assert meetings(other, turned) == []
    assert told(other) == set(range(count))


@pytest.mark.exhaustive
@pytest.mark.parametrize("seed", range(150))
def test_laws_hold_for_large_stories_too(seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 - a story, not a secret
    count, width = (
        dice.choice([1, 2, 5, 13, 30, 45, 60, 61, 90]),
        dice.choice([320, 480, 768, 1600]),
    )
    space = room(width, width * dice.choice([0.6, 1.2]), reach=dice.choice([1, 1.3, 1.6, 2.1]))
    spread = dice.choice([0.02, 0.1, 0.3, 0.6, 1])
    view = scattered(count, seed, spread=spread, frame=space, ways=dice.choice([0, count // 2]))
    asked = [replace(one, label_at=dice.choice(("", *SIDES))) for one in view.markers]
    view = view._replace(markers=asked)
    callouts = tuple(
        Callout(f"sighting-{number}", dice.choice(asked).at, "word and " * dice.randint(1, 18))
        for number in range(dice.choice([0, 1, 3]))
    )
    placing = view.place(callouts=callouts)
    assert meetings(placing, view) == []
    assert count > 60 or told(placing) == set(range(count))
    for mark in placing.marks:
        wanted = next(
            (asked[member].label_at for member in mark.members if asked[member].label_at), ""
        )
        side = placing.sides.get(mark.members[0], wanted)
        assert not wanted or side == wanted


def test_all_at_one_point_and_empty_names() -> None:
    view = View([marker(number, 200, 200, "") for number in range(4)], [], [], room())
    placing = view.place()
    assert told(placing) == {0, 1, 2, 3}
    assert View([], [], [], room()).place().labels == ()


def test_more_places_than_can_be_labelled_have_labels_where_there_is_room() -> None:
    view = scattered(200, 9, frame=room(1200, 800))
    placing = view.place()
    assert meetings(placing, view) == []
    assert not any(mark.number for mark in placing.marks)
    assert all(label.leader is None for label in placing.labels)
    counted = [mark for mark in placing.marks if mark.count]
    assert counted
    at_labels = {label.at for label in placing.labels}
    assert all(mark.count == len(mark.members) for mark in counted)
    assert not any(mark.at in at_labels for mark in counted)
    labelled = told(placing)
    assert len(labelled) > 20
    assert labelled | set(placing.unnamed) == set(range(200))


def test_text_of_an_arrow_is_near_it_and_clear_of_all_lines() -> None:
    view = scattered(10, 12, ways=9)
    placing = view.place()
    texts = [label for label in placing.labels if label.kind == "arrow"]
    assert texts
    for label in texts:
        for k in np.linspace(1, view.room.reach, 9).tolist():
            rect = _moved(label.box, label.at, SCALE * k)
            for one in view.drawn:
                assert not any(
                    _inside((x * SCALE * k, y * SCALE * k), rect) for x, y in one.parts[0]
                )
        assert min(abs(label.box.bottom), abs(label.box.top)) < 100


def test_who_moves_often_is_named_once() -> None:
    spots = [(60, 60), (300, 80), (560, 60), (640, 300), (400, 420)]
    view = View([marker(number, *spot, "A") for number, spot in enumerate(spots)], [], [], room())
    view = with_ways(view, [(0, 1), (1, 2), (2, 3), (3, 4)], "Deniz, 6 May", "Deniz")
    often = [replace(one, mover="Deniz", later=("7 May",)) for one in view.arrows]
    placing = view._replace(arrows=often).place()
    texts = [label.lines[0].text for label in placing.labels if label.kind == "arrow"]
    assert sorted(texts) == ["7 May", "7 May", "7 May", "Deniz, 6 May"]


@pytest.mark.parametrize(("turned", "told"), [(False, []), (True, ["Inspector Deniz, 6 May"])])
def test_a_text_beside_an_upright_line_needs_its_height_only(
    told: list[str], *, turned: bool
) -> None:
    ends = [(300, 200), (300, 260)] if turned else [(300, 200), (360, 200)]
    view = View([marker(number, *spot, "A") for number, spot in enumerate(ends)], [], [], room())
    view = with_ways(view, [(0, 1)], "Inspector Deniz, 6 May", "Inspector Deniz")
    texts = [label.lines[0].text for label in view.place().labels if label.kind == "arrow"]
    assert texts == told


def test_a_line_runs_through_no_label_that_has_room_elsewhere() -> None:
    view = View([marker(0, 300, 300, "Axel Heiberg Glacier")], [], [], room())
    upright = tuple(metres(340, y) for y in range(0, 500, 10))
    arrow = Arrow(
        id="a", texts=(), status="confirmed", start=0, end=0, parts=(upright,), bowed=False
    )
    drawn = Drawn(arrow=0, parts=(upright,), head=None, crosses=())
    (label,) = view._replace(arrows=[arrow], drawn=[drawn]).place().labels
    assert 300 + label.box.right < 340 or 300 + label.box.left > 340


@pytest.mark.parametrize(
    ("tag", "who", "label"),
    [
        ("en", "Fidan", "Fidan, 18 May"),
        ("en", "جبل", "\u2068جبل\u2069, 18 May"),
    ],
)
def test_a_name_of_another_script_is_kept_apart_from_its_date(
    tag: str, who: str, label: str
) -> None:
    data = {
        "title": "A day",
        "language": tag,
        "date": "2025-05-31",
        "places": [{"name": "A", "lat": 41, "lon": 29}, {"name": "B", "lat": 40, "lon": 33}],
        "movements": [{"who": who, "from": "A", "to": "B", "when": "2025-05-18"}],
    }
    brief = Brief.from_dict(data)
    (arrow,) = plan_scene(brief, build_layers(brief)).arrows
    assert arrow.texts[0] == label
    assert arrow.texts[-1] == who
    plain = label.replace("\u2068", "").replace("\u2069", "")
    assert measured("mover", label) == pytest.approx(measured("mover", plain))


# --- notes and areas


def test_a_note_is_whole_and_has_a_leader_to_its_mark() -> None:
    text = "Seen here on Monday morning by three witnesses, who say that the convoy had no plates."
    view = scattered(8, 3)
    callout = Callout("sighting-1", view.markers[2].at, text)
    placing = view.place(callouts=(callout,))
    assert meetings(placing, view) == []
    (label,) = [label for label in placing.labels if label.kind == "callout"]
    assert " ".join(line.text for line in label.lines) == text
    assert label.leader is not None
    assert label.ref == "sighting-1"
    assert placing.unplaced == ()
    assert label.box.width <= 240


def test_a_note_without_room_is_reported() -> None:
    view = View([marker(0, 60, 60, "Ankara")], [], [], room(120, 120))
    placing = view.place(callouts=(Callout("sighting-1", view.markers[0].at, "word " * 80),))
    assert placing.unplaced == ("sighting-1",)


def test_the_name_of_an_area_stands_in_it() -> None:
    area = AreaName("area-1", "Zone under curfew", (metres(400, 300), metres(200, 300)))
    view = View([marker(0, 400, 300, "Ankara")], [], [], room())
    placing = view.place(areas=(area,))
    (label,) = [label for label in placing.labels if label.kind == "area"]
    assert label.at == area.spots[1]
    assert meetings(placing, view) == []


# --- words on lines


def test_text_is_broken_near_its_middle_and_never_cut() -> None:
    assert halved("name", "Presidential Palace") == ("Presidential", "Palace")
    assert halved("name", "Ankara") == ("Ankara",)
    assert halved("name", "Saint-Jean-sur-Richelieu") == ("Saint-Jean-", "sur-Richelieu")
    assert "".join(halved("name", "北京大兴国际机场")) == "北京大兴国际机场"
    assert len(halved("name", "北京大兴国际机场")) == 2
    assert halved("name", "") == ("",)


@settings(deadline=None)
@given(st.text(alphabet="ab cd-e京م ", max_size=60), st.floats(10, 200))
def test_wrapping_keeps_every_letter(text: str, width: float) -> None:
    lines = wrapped("callout", text, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    for line in lines:
        assert measured("callout", line)[0] <= width + 1 or len(line.split()) <= 1


def test_lines_stand_one_below_another() -> None:
    lines = (("name", "Ankara"), ("people", "Hakan Fidan"))
    width, height = block_size(lines)
    first, second = set_lines(lines, Box(0, 0, width, height), "start")
    assert first.y - second.y == pytest.approx(12 * 1.25)
    assert width == max(first.width, second.width)


@pytest.mark.parametrize(
    ("text", "lang", "shown"),
    [
        ("Finland", "en", "FINLAND"),
        ("İrlanda", "tr", "İRLANDA"),
        ("Finlandiya", "tr", "FİNLANDİYA"),
        ("K\u0131rg\u0131zistan", "tr", "KIRGIZ\u0130STAN"),
        ("Ελλάδα", "el", "ΕΛΛΑΔΑ"),
        ("مصر", "ar", "مصر"),
    ],
)
def test_capitals_are_those_of_the_language(text: str, lang: str, shown: str) -> None:
    assert capitals(text, lang) == shown


# --- names of the basemap


def basemap(*labels: MapLabel) -> Basemap:
    import shapely

    nothing = shapely.MultiPolygon()
    lines = shapely.MultiLineString()
    names = Basemap.__dataclass_fields__
    more = {name: lines for name in ("rivers", "divisions") if name in names}
    more |= {name: nothing for name in ("urban",) if name in names}
    return Basemap(
        land=nothing,
        lakes=nothing,
        borders=lines,
        disputed=lines,
        labels=labels,
        outline=None,
        detail_m=1000.0,
        fine_m=1000.0,
        **more,
    )


def name_of(
    text: str, x: float, y: float, width: float, kind: str = "country", *, story: bool = False
) -> MapLabel:
    return MapLabel(text, kind, 1, x / SCALE, y / SCALE, width / SCALE, 1e9, story, (), ())


def test_the_storys_labels_come_before_the_basemaps_names() -> None:
    view = View([marker(0, 300, 300, "Ankara")], [], [], room())
    placing = view.place()
    under = name_of("Georgia", 340, 300, 80)
    aside = name_of("Syria", 340, 400, 400)
    names = list(place_context(basemap(under, aside), (), view.room, placing, told=()))
    assert [label.lines[0].text for label in names] == ["SYRIA"]
    assert names[0].lines[0].style == "country"
    assert meetings(placing, view, names) == []


def test_a_name_wider_than_its_country_waits_for_a_closer_view() -> None:
    view = View([marker(0, 100, 100, "Ankara")], [], [], room())
    tiny = name_of("Liechtenstein", 400, 300, 20)
    assert not list(place_context(basemap(tiny), (), view.room, view.place(), told=()))


def city(name: str, x: float, y: float, *, is_capital: bool) -> City:
    return City(name=name, at=(x / SCALE, y / SCALE), population=10**6, is_capital=is_capital)


def test_capitals_come_before_big_cities_and_told_ones_not_at_all() -> None:
    view = View([marker(0, 100, 100, "Ankara")], [], [], room())
    cities = (
        city("Megalopolis", 400, 300, is_capital=False),
        city("Quito", 405, 302, is_capital=True),
        city("Ankara", 600, 100, is_capital=True),
    )
    names = list(place_context(basemap(), cities, view.room, view.place(), told={"ankara"}))
    assert [label.lines[0].text for label in names] == ["Quito"]
    assert names[0].lines[0].style == "capital"


def test_a_country_of_any_rank_comes_before_a_far_capital() -> None:
    view = View([marker(0, 100, 100, "Ankara")], [], [], room())
    chad = replace(name_of("Chad", 400, 300, 200), rank=4)
    capital = city("Quito", 405, 302, is_capital=True)
    names = list(place_context(basemap(chad), (capital,), view.room, view.place(), told=()))
    assert names[0].lines[0].text == "CHAD"


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 30), st.booleans())
def test_no_name_of_the_basemap_overlaps_or_is_cut(
    seed: int,
    count: int,
    framed: bool,  # noqa: FBT001 - drawn
) -> None:
    dice = random.Random(seed)  # noqa: S311 - a story, not a secret
    view = scattered(count % 12 + 1, seed, frame=room(framed=framed), ways=4)
    placing = view.place()
    spots = [(dice.uniform(0, 768), dice.uniform(0, 560)) for _ in range(count)]
    labels = [
        name_of(dice.choice(NAMES), x, y, 500, dice.choice(["country", "sea", "lake"]))
        for x, y in spots[::2]
    ]
    cities = [
        city(dice.choice(NAMES), x, y, is_capital=dice.random() < 0.3) for x, y in spots[1::2]
    ]
    names = list(place_context(basemap(*labels), cities, view.room, placing, told=()))
    assert meetings(placing, view, names) == []
