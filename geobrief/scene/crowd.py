"""Stories of more places than a page can have elements for: marks on a canvas, labels by priority.

Every label stands to the right of its mark, at every zoom step alike. Two such labels that are
clear of one another at one scale are so at any closer one, so a label that was shown stays when the
reader comes closer, and all that is to be known of it is the step that shows it first (K. Been,
E. Daiches, C. Yap, Dynamic Map Labeling, 2006, call it an active range).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geobrief.progress import tracked
from geobrief.scene.labels import MARKER_PX, Placing, label_box
from geobrief.scene.model import Box, Crowd
from geobrief.scene.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geobrief.scene.model import Marker
    from geobrief.scene.text import Type

__all__ = ["bare_placing", "is_crowd", "place_crowd"]

MOST_ELEMENTS = 1000
"""Places and lines together; of more, a page takes seconds to settle."""
MOST_LABELS = 20_000
"""Places that are considered for a label, the most important first."""

_GAP_PX = 7.0
_MARGINS_PX = ((9.0, 5.0), (3.0, 1.0))
"""Kept free around a label, aside and above, at the farthest step and at the closest: from afar
the dots are to be seen, close by the names."""


def is_crowd(places: int, lines: int) -> bool:
    """Tell whether so many places and lines are too many for elements of their own."""
    return places + lines > MOST_ELEMENTS


def bare_placing(box: Box, m_per_px: float) -> Placing:
    """Return a zoom step with nothing on it yet; `box` holds the story in metres."""
    return Placing(
        groups=(),
        arrow_labels=(),
        sheet=Sheet(box, m_per_px),
        box=box.grown(MARKER_PX / 2 * m_per_px),
    )


def place_crowd(markers: Sequence[Marker], placed: Mapping[float, Placing]) -> Crowd:
    """Give labels their room on the sheets of all zoom steps, the most important places first.

    Args:
        markers: the story's places, the most important first.
        placed: the zoom steps from the farthest to the closest; their sheets are written on.
    """
    first = [-1] * len(markers)
    waiting = list(range(len(markers[:MOST_LABELS])))
    shown: list[int] = []
    names = [marker.name for marker in markers[:MOST_LABELS]]
    widths_px = {size: [size.width("name", name) for name in names] for size in _sizes(placed)}

    def box_of(index: int, sheet: Sheet, margin: tuple[float, float]) -> Box:
        width = widths_px[sheet.type][index] + 2 * margin[0]
        height = sheet.type.height("name") + 2 * margin[1]
        return label_box((width, height), sheet.px(markers[index].at), "right", _GAP_PX)

    for number, placing in enumerate(tracked(list(placed.values()), "placing labels")):
        margin = _margin(number / max(len(placed) - 1, 1))
        for index in shown:
            placing.sheet.take(box_of(index, placing.sheet, margin))
        still_waiting = []
        for index in waiting:
            box = box_of(index, placing.sheet, margin)
            if placing.sheet.is_free(box):
                placing.sheet.take(box)
                shown.append(index)
                first[index] = number
            else:
                still_waiting.append(index)
        waiting = still_waiting
    return Crowd(first_levels=tuple(first))


def _margin(share: float) -> tuple[float, float]:
    """Return what is kept free around a label at a share of the way in; it only shrinks."""
    (wide, high), (narrow, low) = _MARGINS_PX
    return wide + (narrow - wide) * share, high + (low - high) * share


def _sizes(placed: Mapping[float, Placing]) -> set[Type]:
    return {placing.sheet.type for placing in placed.values()}
