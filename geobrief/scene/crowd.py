"""Stories of more places than a page can have elements for: marks on a canvas, labels by priority.

Every label stands to the right of its mark, at every zoom step alike. Two such labels that are
clear of one another at one scale are so at any closer one, so a label that was shown stays when the
reader comes closer, and all that is to be known of it is the step that shows it first (K. Been,
E. Daiches, C. Yap, Dynamic Map Labeling, 2006, call it an active range).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geobrief.progress import tracked
from geobrief.scene.anchored import Anchored
from geobrief.scene.model import Box, Crowd, Label
from geobrief.scene.sheet import Sheet
from geobrief.scene.type import block_size, measured, set_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from geobrief.language import Words
    from geobrief.scene.model import Marker

__all__ = ["crowd_labels", "is_crowd", "place_crowd", "shared_spots", "spots_shared"]

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


def place_crowd(
    markers: Sequence[Marker],
    zooms: Sequence[float],
    context: Callable[[int, tuple[Anchored, ...]], tuple[Label, ...]],
    said: Words,
) -> tuple[Crowd, list[tuple[Label, ...]]]:
    """Give labels their room at all zoom steps, the most important places first.

    At each step the labels that were shown before keep their room; then come the most important
    of the others, the names of the basemap, which readers find their way by, and the rest.

    Args:
        markers: the story's places, the most important first.
        zooms: of the views, from the farthest to the closest.
        context: places the basemap's names in a view of some number, around what is taken.
        said: the brief's words.

    Returns:
        The crowd, and each view's names of the basemap.
    """
    seating = _Seating(markers, spots_shared(markers, zooms[-1]), said)
    around = []
    for number, zoom in enumerate(tracked(zooms, "placing labels")):
        sheet = Sheet(2.0**-zoom)
        seating.begin(sheet, number, _margin(number / max(len(zooms) - 1, 1)))
        seating.seat(BEFORE_CONTEXT)
        names = context(number, tuple(seating.taken()))
        for name in names:
            x, y = sheet.px(name.at)
            box = name.box
            sheet.take(Box(x + box.left, y + box.bottom, x + box.right, y + box.top))
        around.append(names)
        seating.seat(MOST_LABELS)
    return Crowd(names=tuple(seating.names), first_levels=tuple(seating.first)), around


def crowd_labels(markers: Sequence[Marker], crowd: Crowd) -> Iterator[Label]:
    """Yield the labels that the crowd's first view shows, for outputs without a canvas."""
    for marker, name, first in zip(markers, crowd.names, crowd.first_levels, strict=True):
        if first == 0:
            lines = (("name", name),)
            width, height = block_size(lines)
            box = Box(_GAP_PX, -height / 2, _GAP_PX + width, height / 2)
            yield Label(
                kind="place",
                ref=marker.id,
                at=marker.at,
                lines=set_lines(lines, box, "start"),
                box=box,
            )


class _Seating:
    """Who has a label already, and who waits for one."""

    def __init__(self, markers: Sequence[Marker], shared: Sequence[int], said: Words) -> None:
        """Begin with nobody shown; of places that cannot be told apart, one waits for all."""
        self.names = [
            _named(marker, others, said) for marker, others in zip(markers, shared, strict=True)
        ]
        self.first = [-1] * len(markers)
        self._markers = markers
        self._shown: list[int] = []
        self._waiting = [index for index in range(len(markers[:MOST_LABELS])) if shared[index] >= 0]
        self._sizes = [measured("name", name) for name in self.names[:MOST_LABELS]]

    def begin(self, sheet: Sheet, number: int, margin: tuple[float, float]) -> None:
        """Turn to a closer step, where what was shown keeps its room."""
        self._sheet, self._number, self._margin = sheet, number, margin
        for index in self._shown:
            sheet.take(self._box(index))

    def taken(self) -> Iterator[Anchored]:
        """Yield what the labels take that are shown."""
        for index in self._shown:
            width, height = self._sizes[index]
            box = Box(-_GAP_PX, -height / 2, _GAP_PX + width, height / 2)
            yield Anchored(self._markers[index].at, box)

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
        """Return what a label takes on the sheet, with what is kept free around it."""
        wide, high = self._margin
        width, height = self._sizes[index]
        x, y = self._sheet.px(self._markers[index].at)
        low, top = y - height / 2 - high, y + height / 2 + high
        return Box(x + _GAP_PX, low, x + _GAP_PX + width + 2 * wide, top)


def spots_shared(markers: Sequence[Marker], zoom: float) -> list[int]:
    """Return for each marker how many others cannot be told from it at a zoom.

    The first of each such set has their number; the others, which it stands for, have -1.
    """
    shared = [0] * len(markers)
    for first, *others in shared_spots(markers, zoom):
        shared[first] = len(others)
        for index in others:
            shared[index] = -1
    return shared


def shared_spots(markers: Sequence[Marker], zoom: float) -> list[list[int]]:
    """Return the markers that cannot be told from one another at a zoom, together."""
    spots: dict[tuple[int, int], list[int]] = {}
    for index, marker in enumerate(markers):
        spot = round(marker.at[0] * 2.0**zoom), round(marker.at[1] * 2.0**zoom)
        spots.setdefault(spot, []).append(index)
    return [those for those in spots.values() if len(those) > 1]


def _named(marker: Marker, others: int, said: Words) -> str:
    return said.say("label.marks", place=marker.name, count=others) if others > 0 else marker.name


def _margin(share: float) -> tuple[float, float]:
    """Return what is kept free around a label at a share of the way in; it only shrinks."""
    (wide, high), (narrow, low) = _MARGINS_PX
    return wide + (narrow - wide) * share, high + (low - high) * share
