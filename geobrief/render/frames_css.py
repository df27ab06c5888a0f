"""Which view a frame shows: a page's container queries, made from its scene."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from geobrief.render.markup import Safe, ours

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from geobrief.scene.model import Box, View

__all__ = ["frames_css"]

_NO_INSET = ".gb-inset{display:none}"


def frames_css(views: Sequence[View], cover: Box, insets: Collection[int]) -> Safe:
    """Write a container query for each frame: its shape, its view, where the basemap lies in it.

    A frame shows the view of the greatest width that is not wider than itself. assets/page.js
    reads from `--view` which one that is.

    Args:
        views: all of the scene's, in its order; those without a frame are passed over.
        cover: what the basemap's drawing covers, in metres.
        insets: widths of the frames that have an inset.
    """
    frames = sorted(
        (view.width_px, number, view) for number, view in enumerate(views) if view.framed
    )
    ends = [width for width, _, _ in frames[1:]]
    rules = [
        f"@container {_range(low, high)}{{.gb-frame{{{_shape(view, number, cover)}}}"
        f'[data-view="{number}"]{{display:block}}{"" if width in insets else _NO_INSET}}}'
        for (width, number, view), (low, high) in zip(
            frames, pairwise([None, *ends, None]), strict=True
        )
    ]
    return ours("\n".join(rules))


def _range(low: int | None, high: int | None) -> str:
    """Return a container's condition: from `low` px to just below `high` px."""
    if low is None:
        return f"(width<{high}px)" if high else "(width>=0)"
    return f"({low}px<=width<{high}px)" if high else f"(width>={low}px)"


def _shape(view: View, number: int, cover: Box) -> str:
    box = view.box
    places = {
        "x": (cover.left - box.left) / box.width,
        "y": (box.top - cover.top) / box.height,
        "w": cover.width / box.width,
        "h": cover.height / box.height,
    }
    told = ";".join(f"--{name}:{share:.3%}" for name, share in places.items())
    return f"--view:{number};aspect-ratio:{view.width_px}/{view.height_px};{told}"
