"""What the numbers in a map stand for: names that had no room there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geobrief.language import Words
    from geobrief.scene import Marker, Scene, View

__all__ = ["NumberRow", "numbered_rows", "said_of"]


@dataclass(frozen=True, slots=True)
class NumberRow:
    """A number in the map and what its label would have said."""

    number: int
    places: tuple[tuple[str, ...], ...]
    """For each place its name, then what else is said of it."""


def numbered_rows(scene: Scene, view: View, words: Words) -> tuple[NumberRow, ...]:
    """Return what the numbers of a view stand for, in their order."""
    return tuple(
        NumberRow(
            mark.number, tuple(said_of(scene.markers[index], words) for index in mark.members)
        )
        for mark in view.numbered
        if not view.framed or view.box.holds(mark.at)
    )


def said_of(marker: Marker, words: Words) -> tuple[str, ...]:
    """Return what a marker's label says: its name, what stands for it, and who is there."""
    people = [
        words.say("label.with_status", who=who, status=status) if status else who
        for who, status in marker.people
    ]
    return tuple(part for part in (marker.name, marker.remark, *people) if part)
