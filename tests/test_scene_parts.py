"""The scene's parts: frames, text, what surrounds a still image; on made-up values."""

from __future__ import annotations

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geobrief.errors import ViewError
from geobrief.scene.framing import (
    PAGE_WIDTHS,
    Frame,
    around_story,
    closer_zooms,
    cover_of,
    framed,
    page_frames,
    reaches,
)
from geobrief.scene.model import Box
from geobrief.scene.surround import Around, surround
from geobrief.scene.text import shorten

spans = st.floats(1.0, 2e7)
frames = st.builds(Frame, st.integers(200, 2000), st.integers(200, 2000))


# --- text


@given(st.text(max_size=80), st.integers(1, 60))
def test_shortened_text_is_no_longer_than_asked(text: str, longest: int) -> None:
    assert len(shorten(text, longest=longest)) <= longest


# --- frames


@given(spans, spans, frames, st.floats(0, 2))
def test_a_frame_holds_the_story(width: float, height: float, frame: Frame, back: float) -> None:
    story = Box.around((1e5, -2e5), width, height)
    zoom, box = framed(story, frame, back=back, closest=math.inf)
    assert box.width * 2.0**zoom == pytest.approx(frame.width)
    assert box.height * 2.0**zoom == pytest.approx(frame.height)
    assert box.union(story) == box


@given(spans, spans)
def test_frames_are_as_high_as_the_story_asks_within_bounds(width: float, height: float) -> None:
    found = page_frames(Box.around((0, 0), width, height), world=False)
    assert [frame.width for frame in found] == list(PAGE_WIDTHS)
    for frame in found:
        assert frame.reach > 1
        assert 0.75 < frame.width / frame.height < 2.1


def test_a_frame_holds_up_to_where_the_next_begins() -> None:
    found = page_frames(Box.around((0, 0), 1e6, 1e6), world=True)
    for frame, after in itertools.pairwise(found):
        assert frame.width * frame.reach == pytest.approx(after.width)


@pytest.mark.parametrize(
    ("points", "least_m", "most_m"),
    [
        ([(0.0, 0.0)], 500_000, 900_000),
        ([(0.0, 0.0), (300.0, 0.0)], 900, 3_000),
        ([(0.0, 0.0), (10_000.0, 0.0)], 15_000, 60_000),
        ([(0.0, 0.0), (5e6, 0.0)], 5_000_000, 5_000_001),
    ],
)
def test_there_is_land_around_the_story(
    points: list[tuple[float, float]], least_m: float, most_m: float
) -> None:
    assert least_m <= around_story(points).width <= most_m


@given(st.floats(-15, 0), st.floats(0, 9))
def test_closer_steps_lie_between(zoom: float, room: float) -> None:
    steps = closer_zooms(zoom, zoom + room)
    assert steps == sorted(steps)
    assert all(zoom < step < zoom + room for step in steps)


def test_each_view_reaches_to_the_next() -> None:
    assert reaches([0.0, 1.0, 1.5], [1.5, 1.6, 1.0], last=2.0) == [2.0, 1.6, 2.0]


def test_the_cover_holds_every_view() -> None:
    boxes = [Box(0, 0, 10, 10), Box(-5, 2, 3, 30)]
    cover = cover_of(boxes)
    assert all(cover.union(box) == cover for box in boxes)
    with pytest.raises(ValueError, match="no view"):
        cover_of([])


# --- what surrounds a still image


@given(
    st.integers(300, 1600),
    st.text("ab c", max_size=120),
    st.lists(st.text("ab c", min_size=1, max_size=40).filter(str.strip), max_size=8),
    st.booleans(),
)
def test_all_that_surrounds_stays_inside(
    width: int,
    title: str,
    names: list[str],
    rtl: bool,  # noqa: FBT001
) -> None:
    what = Around(
        title=title,
        key=[(("confirmed",), "went"), (("disputed",), "disputed border")],
        numbered=list(enumerate(names, start=1)),
        credit=["Basemap: Natural Earth.", "Places: GeoNames."],
    )
    made = surround((width, 1200), what, rtl=rtl)
    lines = [*made.title, *made.credits, *(cell.text for cell in made.key)]
    for line in lines:
        assert line.x >= 0
        assert line.x + line.width <= width + 1
        assert not made.map_top < line.y < made.map_top + made.map_height
    told = [cell.number for cell in made.key if cell.number]
    assert told == list(range(1, len(names) + 1))


def test_an_image_too_small_for_its_key_says_how_high_it_has_to_be() -> None:
    with pytest.raises(ViewError, match=r"has no room for the map.*make it \d+ high"):
        surround((300, 60), Around(title="A story", key=[], credit=["Basemap: Natural Earth."]))
