"""Which zoom step a frame shows first, and how far the basemap must reach to fill any frame."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from geobrief.scene.model import Box

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = [
    "FRAMES_PX",
    "MANY_STEP",
    "STEP",
    "TYPICAL_FRAME_PX",
    "cover_of",
    "first_view",
    "zoom_at_most",
    "zooms",
]

STEP = 0.25
"""Zoom steps for which labels are placed; the page shows any zoom with the step before it."""

MANY_STEP = 2 * STEP
"""The same where there are so many places that labels have little room anyway."""

PADDING_PX = 9.0
"""Kept free between the story and the frame; more at the foot, for scale bar and credit."""
FOOT_PX = 24.0

FRAMES_PX = (
    (320, 569),
    (320, 400),
    (320, 240),
    (344, 229),
    (480, 360),
    (480, 600),
    (800, 343),
    (800, 500),
    (800, 800),
    (1200, 514),
    (1200, 900),
    (1600, 686),
    (1920, 1080),
    (2560, 1097),
)
"""Frames that the cover must fill: phone to wide screen, 9:16 to 21:9."""

TYPICAL_FRAME_PX = (700, 600)
"""What most frames show at least: names of the basemap stand in there if they can."""

_BEFORE_NEXT = 0.001
_PAN = 0.05
"""Land beyond the frame on each side, as a share of what is seen."""
_MOST_STEPS = 48


def zoom_at_most(m_per_px: float) -> float:
    """Return the closest zoom step that shows at least `m_per_px` metres to a pixel."""
    return math.floor(-math.log2(m_per_px) / STEP) * STEP


def zooms(far: float, close: float, step: float) -> list[float]:
    """Return the zooms from the farthest on, none beyond the closest."""
    count = math.floor((close - far) / step) + 1
    return [far + index * step for index in range(min(count, _MOST_STEPS))]


def first_view(
    steps: Sequence[tuple[float, Box]], frame: tuple[int, int], fixed: Box | None
) -> Box:
    """Return what a frame shows first, in metres: the story, as large as the frame can hold it.

    That is the closest step whose story box fits in, drawn as much closer as it still fits.

    assets/page.js does the same with the frame it finds itself in.

    Args:
        steps: zoom and the story's box in metres, from the farthest to the closest.
        frame: width and height in pixels.
        fixed: the view an editor asked for; only its width and its middle count.
    """
    width, height = frame
    if fixed is not None:
        m_per_px = max(fixed.width / width, 2.0 ** -steps[-1][0])
        return Box.around(fixed.center, width * m_per_px, height * m_per_px)
    inner_width, inner_height = width - 2 * PADDING_PX, height - PADDING_PX - FOOT_PX
    chosen = 0
    for index, (zoom, box) in enumerate(steps):
        scale = 2.0**zoom
        if box.width * scale <= inner_width and box.height * scale <= inner_height:
            chosen = index
    zoom, box = steps[chosen]
    fitting = max(box.width / inner_width, box.height / inner_height)
    next_zoom = steps[chosen + 1][0] - _BEFORE_NEXT if chosen + 1 < len(steps) else zoom
    m_per_px = min(2.0**-zoom, max(fitting, 2.0**-next_zoom))
    x, y = box.center
    middle = x, y - (FOOT_PX - PADDING_PX) / 2 * m_per_px
    return Box.around(middle, width * m_per_px, height * m_per_px)


def cover_of(views: Iterable[Box]) -> Box:
    """Return the box that holds every view, with room to look around."""
    whole: Box | None = None
    for view in views:
        roomy = view.grown(_PAN * max(view.width, view.height))
        whole = roomy if whole is None else whole.union(roomy)
    if whole is None:
        message = "no view to cover"
        raise ValueError(message)
    return whole
