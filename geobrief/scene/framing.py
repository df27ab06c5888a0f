"""How large frames are, what they show first, and which zoom steps lie between and beyond."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from geobrief.scene.model import Box

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geobrief.scene.model import Point

__all__ = [
    "PAGE_WIDTHS",
    "WIDEST_PX",
    "Frame",
    "around_story",
    "as_wide_as",
    "closer_zooms",
    "cover_of",
    "framed",
    "page_frames",
    "reaches",
]

PAGE_WIDTHS = (320, 480, 768, 1200, 1600)
"""Widths for which a page has a view; a frame between two shows the narrower one, enlarged."""
WIDEST_PX = 2000
"""A page's frame is no wider."""

_SHAPES = {320: (0.8, 1.05), 480: (0.9, 1.2), 768: (1.25, 1.5), 1200: (1.6, 1.8), 1600: (1.8, 2.0)}
"""The least and the greatest ratio of width to height of each frame."""
_WORLD_SHAPES = {320: 1.25, 480: 1.5, 768: 1.8, 1200: 1.95, 1600: 2.0}

ALONE_M = 700_000.0
"""How much a map of one place shows."""
NARROWEST_M = 60_000.0
"""A story closer together than this is shown with this much land around it, or so many times its
own extent, if that is less: its places must be told apart."""
_AROUND = 1.8
_LEAST_M = 1_500.0

_SIDE_PX, _SIDE_SHARE = 70.0, 0.13
"""Room for labels beside the outermost places; in a narrow frame a share of its width."""
_WORLD_SIDE_PX = 14.0
_TOP_PX, _FOOT_PX = 34.0, 46.0
"""Room above, and below, where the scale bar and the credit are."""

_STEPS_MOST, _STEP_LEAST = 3, 0.75
"""Zoom steps closer than any frame's first view, and how far apart they are at the least."""
_PAN = 0.06
"""Land beyond the frame on each side, as a share of what is seen."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The inside of a frame in px, and up to which factor what it shows must hold."""

    width: int
    height: int
    reach: float = 1.0


def page_frames(story: Box, *, world: bool) -> tuple[Frame, ...]:
    """Return the frames of a page, as high as the story asks for and articles bear."""
    ratio = story.width / story.height if story.height else math.inf
    ends = (*PAGE_WIDTHS[1:], WIDEST_PX)
    return tuple(
        Frame(width, round(width / _shape(width, ratio, world=world)), end / width)
        for width, end in zip(PAGE_WIDTHS, ends, strict=True)
    )


def _shape(width: int, ratio: float, *, world: bool) -> float:
    least, most = _SHAPES[width]
    return _WORLD_SHAPES[width] if world else min(most, max(least, ratio))


def around_story(points: Sequence[Point]) -> Box:
    """Return the box that a view has to hold, never too small to show land around the places."""
    box = Box.of(points)
    extent = max(box.width, box.height)
    if not extent:
        return Box.around(box.center, ALONE_M, ALONE_M)
    least = min(NARROWEST_M, max(_LEAST_M, _AROUND * extent))
    return box.union(Box.around(box.center, least, least))


def framed(
    story: Box,
    frame: Frame,
    *,
    back: float = 0.0,
    closest: float = math.inf,
    world: Box | None = None,
) -> tuple[float, Box]:
    """Return the zoom at which a frame holds the story with room for its labels, and its box.

    Args:
        story: what has to be inside, in metres.
        frame: its size in px.
        back: how many zoom steps to stand back from it.
        closest: the closest zoom that the map bears.
        world: the whole map, of which a frame shows nothing beyond if it need not.
    """
    side = min(_SIDE_PX, _SIDE_SHARE * frame.width) if world is None else _WORLD_SIDE_PX
    top, foot = min(_TOP_PX, 0.1 * frame.height), min(_FOOT_PX, 0.13 * frame.height)
    m_per_px = max(
        story.width / (frame.width - 2 * side), story.height / (frame.height - top - foot)
    )
    zoom = min(closest, -math.log2(m_per_px)) - back
    x, y = story.center
    middle = x, y - (foot - top) / 2 / 2.0**zoom
    box = Box.around(middle, frame.width / 2.0**zoom, frame.height / 2.0**zoom)
    return zoom, box if world is None else _within(box, world)


def as_wide_as(fixed: Box, frame: Frame) -> tuple[float, Box]:
    """Return the zoom at which a frame is as wide as a view that is asked for, and its box."""
    zoom = math.log2(frame.width / fixed.width)
    return zoom, Box.around(fixed.center, fixed.width, frame.height / 2.0**zoom)


def _within(box: Box, world: Box) -> Box:
    """Move a box so that it lies within the world, or, larger than that, about its middle."""
    x = _moved((box.left, box.right), (world.left, world.right))
    y = _moved((box.bottom, box.top), (world.bottom, world.top))
    return Box(box.left + x, box.bottom + y, box.right + x, box.top + y)


def _moved(part: tuple[float, float], whole: tuple[float, float]) -> float:
    """Return how far to move a stretch to lie within another, or about its middle."""
    (low, high), (least, most) = part, whole
    if high - low >= most - least:
        return (least + most - low - high) / 2
    return max(least - low, 0.0) + min(most - high, 0.0)


def reaches(zooms: Sequence[float], least: Sequence[float], *, last: float) -> list[float]:
    """Return up to which factor each view must hold: its frame's, and to the next view's zoom.

    Args:
        zooms: of all views, the farthest first.
        least: the factor that each one's frame asks for.
        last: the factor that the last one must hold to, for there is none after it.
    """
    steps = [2.0 ** (after - zoom) for zoom, after in pairwise(zooms)]
    return [max(one, step) for one, step in zip(least, [*steps, last], strict=True)]


def closer_zooms(zoom: float, closest: float, *, most: int = _STEPS_MOST) -> list[float]:
    """Return zoom steps closer than a zoom, evenly spread, none beyond the closest."""
    room = closest - zoom
    count = min(most, math.floor(room / _STEP_LEAST))
    return [zoom + room * (index + 1) / (count + 1) for index in range(count)] if room > 0 else []


def cover_of(boxes: Iterable[Box]) -> Box:
    """Return the box that holds every view, with room to look around."""
    whole: Box | None = None
    for box in boxes:
        roomy = box.grown(_PAN * max(box.width, box.height))
        whole = roomy if whole is None else whole.union(roomy)
    if whole is None:
        message = "no view to cover"
        raise ValueError(message)
    return whole
