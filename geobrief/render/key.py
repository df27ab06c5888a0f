"""The key: what the marks on this map mean, and no others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geobrief.render.words import STATUS_MOVING

if TYPE_CHECKING:
    from geobrief.scene import Scene

__all__ = ["KeyRow", "key_rows"]

_MEANINGS = {
    "peopled": "someone was there",
    "empty": "place in the story",
    **STATUS_MOVING,
    "measured": "distance in a straight line",
    "disputed": "disputed border",
}


@dataclass(frozen=True, slots=True)
class KeyRow:
    """A mark and its meaning."""

    status: str
    text: str


def key_rows(scene: Scene) -> tuple[KeyRow, ...]:
    """Return a row for each kind of mark that the map has, in a fixed order."""
    marks = {arrow.status for arrow in scene.arrows}
    kinds = {"peopled" if marker.peopled else "empty" for marker in scene.markers}
    if len(kinds) > 1:
        marks |= kinds
    if scene.disputed:
        marks.add("disputed")
    return tuple(KeyRow(mark, text) for mark, text in _MEANINGS.items() if mark in marks)
