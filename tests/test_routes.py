"""Lines of movements: laws for any story, and known cases."""

import math
import random
import time
from collections.abc import Sequence
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import LineString
from shapely import Point as Spot
from shapely.geometry.base import BaseGeometry

from geobrief.geodesy import geodesic_line
from geobrief.projection import Kind, Projection
from geobrief.scene.drawn import HEAD_PX, draw_arrows
from geobrief.scene.model import MEASURED, Arrow, Box, Drawn, Mark, Marker
from geobrief.scene.routes import MOST_COMPARED, routed

Point = tuple[float, float]
Way = list[tuple[Point, ...]]

SPAN_M = 1_000_000.0
TOKYO, LOS_ANGELES = (139.69, 35.69), (-118.24, 34.05)
AUCKLAND, SANTIAGO = (174.76, -36.85), (-70.65, -33.46)


def straight(start: Point, end: Point, count: int = 36) -> Way:
    steps = [index / count for index in range(count + 1)]
    dx, dy = end[0] - start[0], end[1] - start[1]
    inner = [(start[0] + dx * t, start[1] + dy * t) for t in steps[1:-1]]
    return [(start, *inner, end)]


def drawn(
    ways: Sequence[Way], places: Sequence[Point], curves: Sequence[str | None] = ()
) -> list[LineString]:
    lines = routed(ways, places, curves=curves or [None] * len(ways))
    return [LineString(parts[0]) for parts in lines]


def side_of(way: Way, line: LineString) -> float:
    """Return how far a line leaves its chord, in chord lengths; to the left is positive."""
    (x0, y0), (x1, y1) = way[0][0], way[-1][-1]
    size = math.dist((x0, y0), (x1, y1))
    offs = [((x1 - x0) * (y - y0) - (y1 - y0) * (x - x0)) / size**2 for x, y in line.coords]
    return max(offs, key=abs)


def leaving_deg(line: LineString, place: Point) -> float:
    points = list(line.coords)
    if math.dist(points[0], place) > math.dist(points[-1], place):
        points.reverse()
    (x0, y0), (x1, y1) = points[0], points[3]
    return math.degrees(math.atan2(y1 - y0, x1 - x0))


def angles_between(lines: Sequence[LineString], place: Point) -> list[float]:
    turns = [leaving_deg(line, place) for line in lines]
    return [abs(math.remainder(a - b, 360.0)) for a, b in combinations(turns, 2)]


def crossing_degrees(one: LineString, other: LineString) -> list[float]:
    found: list[float] = []
    if not one.crosses(other):
        return found
    for a, b in pairwise(one.coords):
        for c, d in pairwise(other.coords):
            if LineString([a, b]).crosses(LineString([c, d])):
                turn = math.atan2(b[1] - a[1], b[0] - a[0]) - math.atan2(d[1] - c[1], d[0] - c[0])
                found.append(math.degrees(abs(math.asin(math.sin(turn)))))
    return found


# --- laws

coordinate = st.integers(0, 1000).map(lambda value: value * SPAN_M / 1000)
point = st.tuples(coordinate, coordinate)
word = st.sampled_from([None, None, "left", "right", "straight"])


@st.composite
def stories(draw: st.DrawFn) -> tuple[list[Point], list[Way], list[str | None]]:
    places = draw(st.lists(point, min_size=2, max_size=8, unique=True))
    ends = draw(st.lists(st.tuples(st.sampled_from(places), st.sampled_from(places)), max_size=9))
    curves = draw(st.lists(word, min_size=len(ends), max_size=len(ends)))
    return places, [straight(*pair) for pair in ends], curves


@given(stories())
@settings(max_examples=60, deadline=None)
def test_laws(story: tuple[list[Point], list[Way], list[str | None]]) -> None:
    places, ways, curves = story
    lines = routed(ways, places, curves=curves)
    assert lines == routed(ways, places, curves=curves)
    for way, parts, curve in zip(ways, lines, curves, strict=True):
        assert len(parts) == len(way)
        assert parts[0][0] == way[0][0]
        assert parts[-1][-1] == way[-1][-1]
        assert all(math.isfinite(value) for part in parts for at in part for value in at)
        if way[0][0] == way[-1][-1]:
            continue
        bend = side_of(way, LineString(parts[0]))
        assert abs(bend) <= 0.5
        if curve == "left":
            assert bend > 0.05
        elif curve == "right":
            assert bend < -0.05
        elif curve == "straight":
            assert list(parts) == way


@given(stories())
@settings(max_examples=20, deadline=None)
def test_nothing_leaves_its_bounds(
    story: tuple[list[Point], list[Way], list[str | None]],
) -> None:
    places, ways, curves = story
    bounds = Box(0.0, 0.0, SPAN_M, SPAN_M)
    for parts in routed(ways, places, curves=curves, bounds=bounds):
        assert all(bounds.grown(1.0).holds(at) for part in parts for at in part)


def test_nothing_is_fine() -> None:
    assert routed([], [], curves=[]) == ()
    assert routed([], [(0.0, 0.0)], curves=[]) == ()


# --- known cases


def test_a_short_way_is_straight_and_a_long_one_an_arc() -> None:
    places = [(0.0, 0.0), (SPAN_M, 0.0), (0.0, SPAN_M), (0.05 * SPAN_M, SPAN_M)]
    ways = [straight(places[0], places[1]), straight(places[2], places[3])]
    long, short = drawn(ways, places)
    assert abs(side_of(ways[0], long)) > 0.07
    assert side_of(ways[1], short) == 0


def test_an_arc_is_symmetric() -> None:
    way = straight((0.0, 0.0), (SPAN_M, 0.0))
    line = list(drawn([way], [(0.0, 0.0), (SPAN_M, 0.0)], ["left"])[0].coords)
    for (x, y), (u, v) in zip(line, reversed(line), strict=True):
        assert x == pytest.approx(SPAN_M - u, abs=1.0)
        assert y == pytest.approx(v, abs=1.0)


def test_a_line_bends_no_more_than_it_must() -> None:
    hub = (0.0, 0.0)
    ends = [(SPAN_M * math.cos(turn), SPAN_M * math.sin(turn)) for turn in (-0.9, -0.3, 0.3, 0.9)]
    ways = [straight(end, hub) for end in ends]
    lines = drawn(ways, [hub, *ends])
    bends = [abs(side_of(way, line)) for way, line in zip(ways, lines, strict=True)]
    assert max(bends) <= 0.15


def test_there_and_back_part() -> None:
    a, b = (0.0, 0.0), (SPAN_M, 0.3 * SPAN_M)
    lines = drawn([straight(a, b), straight(b, a)], [a, b])
    assert LineString(lines[0]).hausdorff_distance(lines[1]) > 0.1 * SPAN_M
    assert min(angles_between(lines, a)) > 25
    assert lines[0].crosses(lines[1]) is False


@pytest.mark.parametrize("count", [3, 5, 8])
def test_repeated_routes_part(count: int) -> None:
    a, b = (0.0, 0.0), (SPAN_M, 0.0)
    lines = drawn([straight(a, b)] * count, [a, b])
    middles = sorted(line.coords[18][1] for line in lines)
    assert min(v - u for u, v in pairwise(middles)) > 0.08 * SPAN_M


def test_a_way_goes_around_a_stranger() -> None:
    a, stranger, b = (0.0, 0.0), (0.5 * SPAN_M, 0.0), (SPAN_M, 0.0)
    (line,) = drawn([straight(a, b)], [a, stranger, b])
    assert line.distance(Spot(stranger)) > 0.05 * SPAN_M


def test_spokes_fan_out() -> None:
    hub = (0.0, 0.0)
    ends = [
        (0.9 * SPAN_M * math.cos(turn), 0.9 * SPAN_M * math.sin(turn))
        for turn in (-0.3, -0.1, 0.1, 0.3)
    ]
    lines = drawn([straight(hub, end) for end in ends], [hub, *ends])
    assert min(angles_between(lines, hub)) > 15
    assert not any(a.crosses(b) for a, b in combinations(lines, 2))


def test_crossings_are_not_acute() -> None:
    places = [(0.0, 0.0), (0.95 * SPAN_M, 0.2 * SPAN_M), (0.0, 0.2 * SPAN_M), (SPAN_M, 0.0)]
    ways = [straight(places[0], places[1]), straight(places[2], places[3])]
    assert crossing_degrees(LineString(ways[0][0]), LineString(ways[1][0]))[0] < 25
    one, other = drawn(ways, places)
    assert all(degrees > 30 for degrees in crossing_degrees(one, other))


def story_of(seed: int) -> tuple[list[Point], list[tuple[int, int]]]:
    """Return places and ends: a hub with its spokes, a tour, or any ways."""
    chance = random.Random(seed)  # noqa: S311 - the same stories each time
    count, ways = chance.randint(3, 7), chance.randint(2, 6)
    places = [(chance.uniform(0, 1.4 * SPAN_M), chance.uniform(0, SPAN_M)) for _ in range(count)]
    kind = seed % 3
    if kind == 0:
        return places, [(0, chance.randrange(1, count)) for _ in range(ways)]
    if kind == 1:
        return places, [(index % count, (index + 1) % count) for index in range(ways)]
    ends = [chance.sample(range(count), 2) for _ in range(ways)]
    return places, [(a, b) for a, b in ends]


def disturbed(
    places: Sequence[Point], ends: Sequence[tuple[int, int]], lines: Sequence[LineString]
) -> tuple[int, int, int]:
    """Count passes under strangers' places, acute crossings, and pairs that leave side by side."""
    near = 0.028 * SPAN_M
    passes = acute = narrow = 0
    for pair, line in zip(ends, lines, strict=True):
        for place in places:
            apart = min(math.dist(place, places[end]) for end in pair)
            passes += apart > 2 * near and line.distance(Spot(place)) < near
    for (one, a), (other, b) in combinations(zip(ends, lines, strict=True), 2):
        acute += sum(degrees < 30 for degrees in crossing_degrees(a, b))
        for end in set(one) & set(other):
            narrow += angles_between([a, b], places[end])[0] < 15
    return passes, acute, narrow


def test_stories_are_untangled() -> None:
    before, after = [], []
    for seed in range(24):
        places, ends = story_of(seed)
        ways = [straight(places[a], places[b]) for a, b in ends]
        before.append(disturbed(places, ends, [LineString(way[0]) for way in ways]))
        after.append(disturbed(places, ends, drawn(ways, places)))
    tangled, untangled = (
        [sum(kind) for kind in zip(*counts, strict=True)] for counts in (before, after)
    )
    assert tangled[0] >= 5
    assert tangled[2] >= 50
    assert untangled[0] <= 1
    assert untangled[1] <= 1
    assert untangled[2] <= 3


def test_movements_make_way_for_what_is_measured() -> None:
    a, b = (0.0, 0.0), (SPAN_M, 0.0)
    ways = [straight(a, b), straight(a, b)]
    measured, moved = drawn(ways, [a, b], ["straight", None])
    assert list(measured.coords) == list(ways[0][0])
    assert abs(side_of(ways[1], moved)) > 0.07


def test_forty_ways_are_quick_and_a_thousand_too() -> None:
    places = [(index * 37 % 101 * 1e4, index * 53 % 97 * 1e4) for index in range(30)]
    ways = [
        straight(places[index % 30], places[(index * 7 + 3 + index // 30) % 30])
        for index in range(1000)
    ]
    started = time.perf_counter()
    few = routed(ways[:40], places, curves=[None] * 40)
    middle = time.perf_counter()
    many = routed(ways, places, curves=[None] * 1000)
    ended = time.perf_counter()
    assert len(few) == 40 < MOST_COMPARED < len(many)
    assert middle - started < 3  # a third of a second, on a machine that has nothing else to do
    assert ended - middle < 5


# --- the world


def projected(start: Point, end: Point, projection: Projection) -> Way:
    """Project a geodesic as scene.story does: parts where the plane jumps."""
    points = [at for part in geodesic_line(*start, *end) for at in part]
    xs, ys = projection.to_plane([lon for lon, _ in points], [lat for _, lat in points])
    plane = [(float(x), float(y)) for x, y in zip(xs, ys, strict=True)]
    parts: list[list[Point]] = [[plane[0]]]
    for before, at in pairwise(plane):
        if abs(at[0] - before[0]) > 17e6:
            parts.append([])
        if at != before:
            parts[-1].append(at)
    return [tuple(part) for part in parts if len(part) > 1]


def longest_step(parts: Sequence[Sequence[Point]]) -> float:
    return max(math.dist(a, b) for part in parts for a, b in pairwise(part))


def assert_at_the_seam(parts: Sequence[Sequence[Point]], outline: BaseGeometry) -> None:
    (left, right) = parts[0][-1], parts[1][0]
    assert left[0] == pytest.approx(-right[0], abs=1.0)
    assert left[1] == pytest.approx(right[1], abs=1.0)
    assert outline.boundary.distance(Spot(left)) < 3000


@pytest.mark.parametrize("curve", [None, "left", "right", "straight"])
@pytest.mark.parametrize(
    ("start", "end", "middle", "parts"),
    [
        pytest.param(TOKYO, LOS_ANGELES, 0.0, 2, id="Atlantic"),
        pytest.param(LOS_ANGELES, TOKYO, -20.0, 2, id="off the antimeridian"),
        pytest.param(TOKYO, LOS_ANGELES, -160.0, 1, id="Pacific"),
        pytest.param(AUCKLAND, SANTIAGO, 0.0, 2, id="south, Atlantic"),
        pytest.param(AUCKLAND, SANTIAGO, -150.0, 1, id="south, Pacific"),
    ],
)
def test_no_line_goes_round_the_world(
    start: Point, end: Point, middle: float, parts: int, curve: str | None
) -> None:
    projection = Projection(Kind.EQEARTH, middle, 0.0)
    outline = projection.outline()
    way = projected(start, end, projection)
    assert len(way) == parts
    (line,) = routed([way], [way[0][0], way[-1][-1]], curves=[curve], bounds=outline)
    assert len(line) == parts
    assert (line[0][0], line[-1][-1]) == (way[0][0], way[-1][-1])
    assert longest_step(line) < 3_000_000
    within = outline.buffer(3000)
    assert all(within.covers(LineString(part)) for part in line)
    if parts == 2:
        assert_at_the_seam(line, outline)


def test_there_and_back_part_over_the_seam() -> None:
    projection = Projection(Kind.EQEARTH, 0.0, 0.0)
    ways = [
        projected(TOKYO, LOS_ANGELES, projection),
        projected(LOS_ANGELES, TOKYO, projection),
    ]
    there, back = routed(
        ways,
        [ways[0][0][0], ways[1][0][0]],
        curves=[None, None],
        bounds=projection.outline(),
    )
    assert LineString(there[0]).hausdorff_distance(LineString(back[1])) > 300_000


def test_over_the_pole() -> None:
    projection = Projection(Kind.LAEA, 0.0, 90.0)
    ways = [
        projected((10.0, 78.0), (-170.0, 70.0), projection),
        projected((100.0, 72.0), (-80.0, 75.0), projection),
    ]
    places = [way[end][end] for way in ways for end in (0, -1)]
    lines = routed(ways, places, curves=[None, None], bounds=projection.outline())
    assert [len(line) for line in lines] == [1, 1]
    assert max(map(longest_step, lines)) < 500_000


# --- what a view draws


def view(
    arrows: Sequence[Arrow], spots: Sequence[Point], *, marks: Sequence[Mark] = (), reach: float = 1
) -> tuple[Drawn, ...]:
    markers = [Marker(id=str(index), at=at, name="") for index, at in enumerate(spots)]
    marks = marks or [Mark(at=at, members=(index,)) for index, at in enumerate(spots)]
    return draw_arrows(arrows, markers, marks, zoom=0.0, reach=reach)


def arrow(parts: Way, status: str = "confirmed") -> Arrow:
    return Arrow(id="a", texts=(), status=status, start=0, end=1, parts=tuple(parts), bowed=False)


def test_an_arrow_ends_short_of_its_marks() -> None:
    (one,) = view([arrow(straight((0.0, 0.0), (100.0, 0.0)))], [(0.0, 0.0), (100.0, 0.0)])
    assert one.head is not None
    assert one.parts[0][0][0] == pytest.approx(9.0, abs=1)
    assert one.head.at[0] == pytest.approx(89.5, abs=1)
    assert one.head.angle == pytest.approx(0.0)
    assert one.head.at[0] - HEAD_PX < one.parts[0][-1][0] < one.head.at[0] - 2


def test_the_line_still_ends_under_its_head_when_scaled_up() -> None:
    (one,) = view([arrow(straight((0.0, 0.0), (100.0, 0.0)))], [(0.0, 0.0), (100.0, 0.0)], reach=2)
    assert one.head is not None
    assert 2 * (one.head.at[0] - one.parts[0][-1][0]) < HEAD_PX - 2


def test_a_disc_is_given_more_room() -> None:
    spots = [(0.0, 0.0), (100.0, 0.0)]
    marks = [Mark(at=spots[0], members=(0,), number=1), Mark(at=spots[1], members=(1,))]
    (plain,) = view([arrow(straight(*spots))], spots)
    (disc,) = view([arrow(straight(*spots))], spots, marks=marks)
    assert disc.parts[0][0][0] > plain.parts[0][0][0]


def test_within_one_mark_nothing_is_drawn() -> None:
    spots = [(0.0, 0.0), (100.0, 0.0)]
    marks = [Mark(at=spots[0], members=(0, 1))]
    assert view([arrow(straight(*spots))], spots, marks=marks) == ()
    assert view([arrow(straight(*spots))], spots, marks=[Mark(at=spots[0], members=(0,))]) == ()


@pytest.mark.parametrize(
    ("length", "count"), [(5.0, 0), (14.0, 0), (16.0, 1), (19.0, 1), (40.0, 1)]
)
def test_what_is_too_short_is_not_drawn(length: float, count: int) -> None:
    spots = [(0.0, 0.0), (length, 0.0)]
    assert len(view([arrow(straight(*spots))], spots)) == count


def test_ends_move_to_the_mark_that_is_drawn() -> None:
    spots = [(0.0, 0.0), (300.0, 0.0)]
    marks = [Mark(at=(0.0, 8.0), members=(0,)), Mark(at=spots[1], members=(1,))]
    (one,) = view([arrow(straight(*spots))], spots, marks=marks)
    assert math.dist(one.parts[0][0], (0.0, 8.0)) == pytest.approx(9.0, abs=1)


def test_declined_ways_are_crossed_out() -> None:
    for length, count in ((200.0, 1), (600.0, 1), (700.0, 3)):
        spots = [(0.0, 0.0), (length, 0.0)]
        (one,) = view([arrow(straight(*spots), "declined")], spots)
        assert len(one.crosses) == count
        assert one.crosses[0][0] == pytest.approx(length / 2, abs=5)


def test_a_distance_has_no_head() -> None:
    spots = [(0.0, 0.0), (200.0, 0.0)]
    (one,) = view([arrow(straight(*spots), MEASURED)], spots)
    assert one.head is None
    assert one.parts[0][-1][0] == pytest.approx(189.5, abs=1)


def test_a_head_points_along_its_last_piece() -> None:
    spots = [(0.0, 0.0), (300.0, 0.0)]
    lines = routed([straight(*spots)], spots, curves=["left"])
    (one,) = view([arrow([*lines[0]])], spots)
    assert one.head is not None
    (x0, y0), (x1, y1) = one.parts[0][-2:]
    assert one.head.angle == pytest.approx(math.atan2(y1 - y0, x1 - x0))
    assert -1.2 < one.head.angle < -0.1


def test_a_way_over_the_seam_keeps_its_parts() -> None:
    spots = [(90.0, 0.0), (-90.0, 0.0)]
    way = [*straight(spots[0], (130.0, 5.0)), *straight((-130.0, 5.0), spots[1])]
    (one,) = view([arrow(way)], spots)
    assert [len(part) > 1 for part in one.parts] == [True, True]
    assert one.parts[0][-1] == (130.0, 5.0)
    assert one.parts[1][0] == (-130.0, 5.0)
    assert longest_step(one.parts) < 50
