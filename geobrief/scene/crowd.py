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
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from geobrief.scene.model import ContextLabel, Marker
    from geobrief.scene.text import Type

__all__ = ["bare_placing", "is_crowd", "place_crowd", "spots_shared"]

MOST_ELEMENTS = 1000
"""Places and lines together; of more, a page takes seconds to settle."""
MOST_LABELS = 20_000
"""Places that are considered for a label, the most important first."""

BEFORE_CONTEXT = 12
"""Labels that come before the basemap's names at a step."""

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


def place_crowd(
    markers: Sequence[Marker],
    placed: Mapping[float, Placing],
    context: Callable[[Sheet, float], Iterable[ContextLabel]],
) -> Crowd:
    """Give labels their room on the sheets of all zoom steps, the most important places first.

    At each step the labels that were shown before keep their room; then come the most important
    of the others, the names of the basemap, which readers find their way by, and the rest.

    Args:
        markers: the story's places, the most important first.
        placed: the zoom steps from the farthest to the closest; their sheets are written on.
        context: places the basemap's names on a sheet, at a zoom.
    """
    seating = _Seating(markers, spots_shared(markers, max(placed)))
    around = []
    for number, (zoom, placing) in enumerate(tracked(list(placed.items()), "placing labels")):
        seating.begin(placing.sheet, number, _margin(number / max(len(placed) - 1, 1)))
        seating.seat(BEFORE_CONTEXT)
        around.append(tuple(context(placing.sheet, zoom)))
        seating.seat(MOST_LABELS)
    return Crowd(
        names=tuple(seating.names), first_levels=tuple(seating.first), context=tuple(around)
    )


class _Seating:
    """Who has a label already, and who waits for one."""

    def __init__(self, markers: Sequence[Marker], shared: Sequence[int]) -> None:
        """Begin with nobody shown; of places that cannot be told apart, one waits for all."""
        self.names = [
            _named(marker, others) for marker, others in zip(markers, shared, strict=True)
        ]
        self.first = [-1] * len(markers)
        self._markers = markers
        self._shown: list[int] = []
        self._waiting = [index for index in range(len(markers[:MOST_LABELS])) if shared[index] >= 0]
        self._widths: dict[Type, list[float]] = {}

    def begin(self, sheet: Sheet, number: int, margin: tuple[float, float]) -> None:
        """Turn to a closer step, where what was shown keeps its room."""
        self._sheet, self._number, self._margin = sheet, number, margin
        for index in self._shown:
            sheet.take(self._box(index))

    def seat(self, most: int) -> None:
        """Give the first `most` of those who wait their room, where there is any."""
        unseated = []
        for index in self._waiting[:most]:
            box = self._box(index)
            if self._sheet.is_free(box):
                self._sheet.take(box)
                self._shown.append(index)
                self.first[index] = self._number
            else:
                unseated.append(index)
        self._waiting = [*unseated, *self._waiting[most:]]

    def _box(self, index: int) -> Box:
        size = self._sheet.type
        if size not in self._widths:
            self._widths[size] = [size.width("name", name) for name in self.names[:MOST_LABELS]]
        width = self._widths[size][index] + 2 * self._margin[0]
        height = size.height("name") + 2 * self._margin[1]
        return label_box((width, height), self._sheet.px(self._markers[index].at), "right", _GAP_PX)


def spots_shared(markers: Sequence[Marker], zoom: float) -> list[int]:
    """Return for each marker how many others cannot be told from it at a zoom.

    The first of each such set has their number; the others, which it stands for, have -1.
    """
    first_at: dict[tuple[int, int], int] = {}
    shared = [0] * len(markers)
    for index, marker in enumerate(markers):
        spot = round(marker.at[0] * 2.0**zoom), round(marker.at[1] * 2.0**zoom)
        first = first_at.setdefault(spot, index)
        if first != index:
            shared[first] += 1
            shared[index] = -1
    return shared


def _named(marker: Marker, others: int) -> str:
    return f"{marker.name} and {others:,} more" if others > 0 else marker.name


def _margin(share: float) -> tuple[float, float]:
    """Return what is kept free around a label at a share of the way in; it only shrinks."""
    (wide, high), (narrow, low) = _MARGINS_PX
    return wide + (narrow - wide) * share, high + (low - high) * share
