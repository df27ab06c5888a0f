"""A label that says something else, at the same mark or at the end of the same leader."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geobrief.scene.model import Box
from geobrief.scene.positions import pull_along
from geobrief.scene.type import ASCENT, DESCENT, STYLES, block_size, set_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geobrief.scene.model import Label

__all__ = ["set_anew", "text_box"]


def set_anew(label: Label, lines: Sequence[tuple[str, str]]) -> Label:
    """Return a label with other lines, next to its mark or leader."""
    box = _beside(label, *block_size(lines))
    return replace(label, lines=set_lines(lines, box, label.lines[0].align))


def _beside(label: Label, width: float, height: float) -> Box:
    """Return the part of a label's box that a text takes: the nearest to its mark or leader."""
    whole = label.box
    if label.leader is not None:
        pull = pull_along(*label.leader)
        x, y = (
            middle + one * (small - large) / 2
            for middle, one, small, large in zip(
                whole.center, pull, (width, height), (whole.width, whole.height), strict=True
            )
        )
        return Box.around((x, y), width, height)
    top = whole.top
    if whole.bottom >= 0:
        top = whole.bottom + height
    elif whole.top > 0:
        top = min(whole.top, max(height, whole.bottom + height))
    return Box(whole.left, top - height, whole.right, top)


def text_box(label: Label) -> Box:
    """Return what the lines of a label take, in px from its anchor, y up."""
    edges = []
    for line in label.lines:
        left = line.x - {"start": 0.0, "middle": 0.5, "end": 1.0}[line.align] * line.width
        size = STYLES[line.style].size_px
        edges += [(left, line.y - DESCENT * size), (left + line.width, line.y + ASCENT * size)]
    return Box.of(edges)
