"""Arrows, labels and frames, without a basemap."""

from __future__ import annotations

import math
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geobrief.scene.arrows import bow, choose_bows
from geobrief.scene.frames import FRAMES_PX, cover_of, first_view, zoom_at_most, zooms
from geobrief.scene.labels import MARKER_PX, SIDES, label_box, label_size, place_story
from geobrief.scene.model import Arrow, Box, Marker
from geobrief.scene.text import Type, shorten

coordinates = st.floats(-2_000_000, 2_000_000)
points = st.tuples(coordinates, coordinates)


def line(start: tuple[float, float], end: tuple[float, float]) -> list[tuple[float, float]]:
    steps = [index / 16 for index in range(17)]
    return [(start[0] + (end[0] - start[0]) * t, start[1] + (end[1] - start[1]) * t) for t in steps]


def marker(name: str, at: tuple[float, float], **rest: object) -> Marker:
    return Marker(id=name, at=at, name=name, **rest)


# --- arrows


def test_a_line_alone_is_straight() -> None:
    assert choose_bows([line((0, 0), (1000, 0))], [(0, 0), (1000, 0)]) == (0.0,)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (line((0, 0), (1000, 0)), line((0, 0), (1000, 0))),
        (line((0, 0), (1000, 0)), line((1000, 0), (0, 0))),
        (line((0, 0), (1000, 0)), line((1, 1), (990, 12))),
    ],
    ids=["same way", "there and back", "nearly the same"],
)
def test_ways_that_would_coincide_part(first: list, second: list) -> None:
    bows = choose_bows([first, second], [])
    ways = [bow(way, amount) for way, amount in zip((first, second), bows, strict=True)]
    middles = [way[len(way) // 2] for way in ways]
    assert math.dist(*middles) > 60


def test_a_way_keeps_clear_of_a_place_it_does_not_concern() -> None:
    (amount,) = choose_bows([line((0, 0), (1000, 0))], [(0, 0), (1000, 0), (500, 5)])
    assert amount != 0


def test_bowing_holds_the_ends_and_leaves_the_chord_by_its_amount() -> None:
    bowed = bow(line((0, 0), (1000, 0)), 0.2)
    assert (bowed[0], bowed[-1]) == ((0, 0), (1000, 0))
    assert bowed[8] == pytest.approx((500, 200))


# --- text


@given(st.text(max_size=80), st.integers(1, 60))
def test_shortened_text_is_no_longer_than_asked(text: str, longest: int) -> None:
    assert len(shorten(text, longest=longest)) <= longest


@given(st.text(st.characters(categories=["L", "N"]), max_size=30))
def test_bold_and_spaced_text_is_wider(text: str) -> None:
    assert Type().width("name", text) >= Type().width("people", text)
    assert Type().width("country", text) >= Type().width("lake", text)
    assert Type(0.5).width("name", text) == pytest.approx(Type().width("name", text) / 2)


# --- labels


@pytest.mark.parametrize("side", SIDES)
def test_a_label_keeps_clear_of_its_marker(side: str) -> None:
    box = label_box((90, 30), (0, 0), side, 10.0)
    assert not box.overlaps(Box.around((0, 0), 11, 11))


def test_near_places_share_a_marker_and_part_closer() -> None:
    markers = [marker("City", (0, 0)), marker("Palace", (3000, 0)), marker("Far", (500_000, 0))]
    wide = place_story(markers, [], m_per_px=1000, earlier={})
    close = place_story(markers, [], m_per_px=100, earlier={})
    assert [group.members for group in wide.groups] == [(0, 1), (2,)]
    assert wide.groups[0].lines == (("name", "City"), ("name", "Palace"))
    assert [group.members for group in close.groups] == [(0,), (1,), (2,)]


def test_the_editors_side_is_kept() -> None:
    placed = place_story([marker("A", (0, 0), label_at="left")], [], m_per_px=1, earlier={})
    assert placed.groups[0].side == "left"


@settings(max_examples=40, deadline=None)
@given(st.lists(points, min_size=1, max_size=8, unique=True), st.sampled_from([500.0, 3000.0]))
def test_no_label_covers_a_marker_or_another_label_where_there_is_room(
    spots: list[tuple[float, float]], m_per_px: float
) -> None:
    markers = [marker(f"Place {index}", spot) for index, spot in enumerate(spots)]
    placed = place_story(markers, [], m_per_px=m_per_px, earlier={})
    assert sorted(index for group in placed.groups for index in group.members) == list(
        range(len(markers))
    )
    heads = [markers[group.members[0]].at for group in placed.groups]
    on_screen = [(x / m_per_px, y / m_per_px) for x, y in heads]
    apart = min((math.dist(*pair) for pair in combinations(on_screen, 2)), default=math.inf)
    assert apart >= MARKER_PX
    boxes = [
        label_box(label_size(group.lines, placed.sheet.type), spot, group.side, group.distance_px)
        for group, spot in zip(placed.groups, on_screen, strict=True)
    ]
    if apart > 150:
        assert not any(one.overlaps(other) for one, other in combinations(boxes, 2))
        dots = [Box.around(spot, MARKER_PX, MARKER_PX) for spot in on_screen]
        assert not any(box.overlaps(dot) for box in boxes for dot in dots)
    whole = placed.box.scaled(1 / m_per_px).grown(0.01)
    assert all(whole.union(box) == whole for box in boxes)


def test_an_arrow_within_one_marker_has_no_label() -> None:
    way = tuple(line((0, 0), (1000, 0)))
    arrow = Arrow(
        id="m",
        texts=("Someone, 15 May", "Someone"),
        status="planned",
        start=0,
        end=1,
        parts=(way,),
        bowed=False,
    )
    markers = [marker("A", (0, 0)), marker("B", (1000, 0))]
    assert place_story(markers, [arrow], m_per_px=500, earlier={}).arrow_labels == ()
    (label,) = place_story(markers, [arrow], m_per_px=2, earlier={}).arrow_labels
    assert label.text == "Someone, 15 May"
    (label,) = place_story(markers, [arrow], m_per_px=15, earlier={}).arrow_labels
    assert label.text == "Someone"


# --- frames


@given(st.floats(10, 100_000))
def test_a_zoom_step_shows_at_least_what_is_asked(m_per_px: float) -> None:
    zoom = zoom_at_most(m_per_px)
    assert 2.0**-zoom >= m_per_px * 0.999999
    assert 2.0**-zoom < m_per_px * 1.2


def test_zoom_steps_are_even() -> None:
    steps = zooms(-14, -11, 0.25)
    assert (steps[0], steps[-1]) == (-14, -11)
    assert {round(b - a, 6) for a, b in pairwise(steps)} == {0.25}


@pytest.mark.parametrize("frame", FRAMES_PX)
def test_the_first_view_holds_the_story_and_the_cover_holds_the_view(
    frame: tuple[int, int],
) -> None:
    story = Box(-1_700_000, -1_600_000, 1_500_000, 1_900_000)
    steps = [(zoom, story) for zoom in zooms(zoom_at_most(25_000), zoom_at_most(1500), 0.25)]
    view = first_view(steps, frame, None)
    assert view.union(story) == view
    assert view.width / view.height == pytest.approx(frame[0] / frame[1])
    cover = cover_of(first_view(steps, each, None) for each in FRAMES_PX)
    assert cover.union(view) == cover


def test_a_fixed_view_is_as_wide_as_asked() -> None:
    fixed = Box.around((100, 200), 3_000_000, 1_500_000)
    view = first_view([(-10.0, fixed)], (800, 600), fixed)
    assert 3_000_000 <= view.width < 3_000_000 * 1.2
    assert view.center == pytest.approx((100, 200))
