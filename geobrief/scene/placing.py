"""Where the story's marks and labels stand in one view, so that none meet up to its reach.

Nothing of the story is left out: a place whose label has no room beside its mark, nor at the end of
a leader, has a number in its mark and its name in the key.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from geobrief.scene.anchored import Boxes
from geobrief.scene.ground import DISC_PX, Dots, Ground, Room
from geobrief.scene.model import Mark
from geobrief.scene.solve import solve
from geobrief.scene.wishes import (
    AreaName,
    Callout,
    area_wish,
    arrow_wishes,
    callout_wish,
    place_wish,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from geobrief.scene.model import Arrow, Drawn, Label, Marker

__all__ = [
    "DISC_PX",
    "MOST_LABELLED",
    "AreaName",
    "Callout",
    "Placing",
    "Room",
    "cluster",
    "colliding",
    "place_story",
]

MOST_LABELLED = 60
"""Places that all have a label or a number; of more, only where there is room."""
_APART_PX, _NEAR_PX = 18.0, 12.0
"""Marks nearer than this share one, so that two discs never touch; and what rings, which touch at
the most, may be apart while all are named beside them."""
_ROW_PX = 40.0
"""Marks within so much of one another's height are numbered from left to right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placing:
    """The story's marks and labels in one view, and what they take."""

    marks: tuple[Mark, ...]
    labels: tuple[Label, ...]
    sides: Mapping[int, str]
    """The side of each labelled mark's label, by its first member."""
    unplaced: tuple[str, ...]
    """Callouts and areas that found no room."""
    unnamed: tuple[int, ...]
    """Indices of markers that have neither label nor number; only where there are many."""
    taken: Boxes = field(repr=False)
    """What nothing else may overlap."""
    lines: Dots = field(repr=False)
    """Points along all lines."""


def cluster(
    markers: Sequence[Marker], *, zoom: float, near: Collection[int] = ()
) -> tuple[Mark, ...]:
    """Return a mark for each marker, or for several that are too near to be told apart.

    Args:
        markers: the most important first; a mark stands at the first of its members.
        zoom: a metre is 2**zoom pixels at factor 1.
        near: indices of markers that may be as near to one another as rings can be.
    """
    scale = 2.0**zoom
    least = [_NEAR_PX if index in near else _APART_PX for index in range(len(markers))]
    spots = [(marker.at[0] * scale, marker.at[1] * scale) for marker in markers]
    members: list[list[int]] = []
    grid: dict[tuple[int, int], list[int]] = {}
    for index, (x, y) in enumerate(spots):
        column, row = math.floor(x / _APART_PX), math.floor(y / _APART_PX)
        around = [
            mark
            for near_column in (column - 1, column, column + 1)
            for near_row in (row - 1, row, row + 1)
            for mark in grid.get((near_column, near_row), ())
            if math.dist((x, y), spots[members[mark][0]])
            < max(least[index], least[members[mark][0]])
        ]
        if around:
            nearest = min(
                around, key=lambda mark: (math.dist((x, y), spots[members[mark][0]]), mark)
            )
            members[nearest].append(index)
        else:
            grid.setdefault((column, row), []).append(len(members))
            members.append([index])
    return tuple(Mark(at=markers[one[0]].at, members=tuple(one)) for one in members)


def colliding(marks: Sequence[Mark], *, zoom: float) -> tuple[int, ...]:
    """Return the members of the marks whose number would touch another mark, and of that mark."""
    scale = 2.0**zoom
    found: set[int] = set()
    for mark in marks:
        if mark.number:
            close = [one for one in marks if math.dist(one.at, mark.at) * scale < _APART_PX]
            if len(close) > 1:
                found.update(member for one in close for member in one.members)
    return tuple(sorted(found))


def place_story(  # noqa: PLR0913 - a view has that much on it
    markers: Sequence[Marker],
    arrows: Sequence[Arrow],
    marks: Sequence[Mark],
    drawn: Sequence[Drawn],
    *,
    room: Room,
    earlier: Mapping[int, str],
    callouts: Sequence[Callout] = (),
    areas: Sequence[AreaName] = (),
) -> Placing:
    """Place the story's labels, or number the marks whose labels have no room.

    Args:
        markers: the story's places, the most important first.
        arrows: its movements and distances.
        marks: how the markers are drawn, from `cluster`.
        drawn: the arrows as this view draws them.
        room: the view.
        earlier: the side of each marker's label one step farther out; it is kept where it can be.
        callouts: notes to set into the map.
        areas: names of highlighted areas.
    """
    ground = Ground(room, marks, arrows, drawn, crowded=len(markers) > MOST_LABELLED)
    wishes = [
        *(place_wish(ground, index, markers, earlier) for index in range(len(marks))),
        *(callout_wish(ground, callout) for callout in callouts),
        *(area_wish(ground, area) for area in areas),
        *arrow_wishes(ground, arrows, drawn),
    ]
    answers = solve([wish.item for wish in wishes], reach=room.reach, repair=not ground.crowded)
    chosen = [
        None if answer is None else wish.label(answer)
        for wish, answer in zip(wishes, answers, strict=True)
    ]
    at_marks = chosen[: len(marks)]
    notes = chosen[len(marks) : len(marks) + len(callouts) + len(areas)]
    sides = {
        mark.members[0]: wish.side(answer)
        for mark, wish, answer, label in zip(marks, wishes, answers, at_marks, strict=False)
        if answer is not None and label is not None
    }
    refs = [*(one.ref for one in callouts), *(one.ref for one in areas)]
    bare = [index for index, label in enumerate(at_marks) if label is None]
    counted = [index for index in bare if answers[index] is not None]
    taken = [
        wish.item.boxes.some(wish.item.of == answer)
        for wish, answer in zip(wishes, answers, strict=True)
        if answer is not None
    ]
    return Placing(
        marks=_counted(marks, counted) if ground.crowded else _numbered(marks, bare, room.px_per_m),
        labels=tuple(label for label in chosen if label is not None),
        sides=sides,
        unplaced=tuple(ref for ref, label in zip(refs, notes, strict=True) if label is None),
        unnamed=tuple(m for index in bare for m in marks[index].members) if ground.crowded else (),
        taken=Boxes.joined([ground.fixed, *taken]),
        lines=ground.lines,
    )


def _numbered(marks: Sequence[Mark], bare: Sequence[int], scale: float) -> tuple[Mark, ...]:
    """Number the marks without a label in reading order, rows from the top, each from the left."""

    def reading(index: int) -> tuple[float, float, int]:
        x, y = marks[index].at
        return -math.floor(y * scale / _ROW_PX), x, index

    number_of = {index: number for number, index in enumerate(sorted(bare, key=reading), 1)}
    return tuple(replace(mark, number=number_of.get(index, 0)) for index, mark in enumerate(marks))


def _counted(marks: Sequence[Mark], counted: Sequence[int]) -> tuple[Mark, ...]:
    """Write at some marks how many places they stand for."""
    return tuple(
        replace(mark, count=len(mark.members)) if index in counted else mark
        for index, mark in enumerate(marks)
    )
