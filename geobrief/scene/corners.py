"""What covers corners of a frame: controls, credit, scale bar, the inset where there is room."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geobrief.scene.anchored import Anchored
from geobrief.scene.model import Box

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geobrief.scene.framing import Frame
    from geobrief.scene.inset import Inset
    from geobrief.scene.model import Point

__all__ = [
    "INSET_CORNERS",
    "INSET_CORNERS_STILL",
    "PAGE_CORNERS",
    "STILL_CORNERS",
    "Corner",
    "inset_corner",
]

_INSET_GAP_PX = 8.0
FOOT_PX = 18.0
"""Below an inset at the foot there is the credit."""
_CLEAR_PX = 14.0
"""Kept between an inset and the story."""


@dataclass(frozen=True, slots=True)
class Corner:
    """What covers a corner of the frame: a control, the scale bar, an inset."""

    left: bool
    top: bool
    width_px: float
    height_px: float
    frames: frozenset[int] | None = None
    """Widths of the frames that have it; None for all."""

    def anchored(self, box: Box) -> Anchored:
        """Return it at its corner of a view's box."""
        at = box.left if self.left else box.right, box.top if self.top else box.bottom
        x = 0.0 if self.left else -self.width_px
        y = -self.height_px if self.top else 0.0
        return Anchored(at, Box(x, y, x + self.width_px, y + self.height_px))

    def is_in(self, frame: Frame) -> bool:
        """Tell whether a frame has it."""
        return self.frames is None or frame.width in self.frames


PAGE_CORNERS = (
    Corner(left=False, top=True, width_px=50, height_px=112),  # Leaflet's buttons
    Corner(left=False, top=False, width_px=196, height_px=18),  # the credit
    Corner(left=True, top=False, width_px=136, height_px=34),  # the scale bar
)
STILL_CORNERS = (Corner(left=True, top=False, width_px=136, height_px=34),)
INSET_CORNERS = ((True, True), (False, False))
"""Where an inset may stand, the best first: at the left, at the top."""
INSET_CORNERS_STILL = ((True, True), (False, True), (False, False))


def inset_corner(
    inset: Inset | None,
    points: Sequence[Point],
    views: Mapping[int, Box],
    allowed: Sequence[tuple[bool, bool]],
) -> Corner:
    """Return the corner that is free of the story in most frames, and in which ones it is.

    Args:
        inset: what is to stand there; without one the corner has no size.
        points: of all that the story has on the map, in metres.
        views: what each frame shows, by its width.
        allowed: corners, each as at the left and at the top, the best first.
    """
    width = inset.width_px + _INSET_GAP_PX if inset else 0.0
    height = inset.height_px + _INSET_GAP_PX if inset else 0.0

    def free(corner: Corner) -> Corner:
        clear = (
            px for px, seen in views.items() if not _covers(corner, seen, seen.width / px, points)
        )
        return replace(corner, frames=frozenset(clear))

    found = [
        free(Corner(left=left, top=top, width_px=width, height_px=height + (0 if top else FOOT_PX)))
        for left, top in allowed
    ]
    return max(found, key=lambda corner: len(corner.frames or ()))


def _covers(corner: Corner, seen: Box, m_per_px: float, points: Sequence[Point]) -> bool:
    """Tell whether a corner would cover any of the points, or come near it."""
    one = corner.anchored(seen)
    box, (x, y) = one.box.grown(_CLEAR_PX).scaled(m_per_px), one.at
    return any(box.holds((px - x, py - y)) for px, py in points)
