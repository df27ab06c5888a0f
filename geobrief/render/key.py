"""The key: what the marks on this map mean, and no others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geobrief.render.words import APPROXIMATE, STATUS_MOVING

if TYPE_CHECKING:
    from geobrief.scene import Scene

__all__ = ["KeyRow", "key_rows"]

_MEANINGS = {
    "peopled": "someone was there",
    "empty": "place in the story",
    "rough": APPROXIMATE,
    **STATUS_MOVING,
    "measured": "distance in a straight line",
    "disputed": "disputed border",
}


@dataclass(frozen=True, slots=True)
class KeyRow:
    """A mark and its meaning."""

    status: str
    text: str
    rough: tuple[bool, ...] = ()
    """The rings of approximate positions that the map has: with a core or without."""


def key_rows(scene: Scene) -> tuple[KeyRow, ...]:
    """Return a row for each kind of mark that the map has, in a fixed order."""
    marks = {arrow.status for arrow in scene.arrows}
    kinds = {"peopled" if marker.peopled else "empty" for marker in scene.markers}
    if len(kinds) > 1:
        marks |= kinds
    rough = _rough(scene)
    if rough:
        marks.add("rough")
    if scene.disputed:
        marks.add("disputed")
    return tuple(
        KeyRow(mark, text, rough if mark == "rough" else ())
        for mark, text in _MEANINGS.items()
        if mark in marks
    )


def _rough(scene: Scene) -> tuple[bool, ...]:
    """Tell of the rough markers that are drawn whether someone was there: a ring has a core then.

    At some zoom step, that is: a rough place that shares an exact one's marker never has a ring.
    """
    if scene.crowd:
        return tuple(sorted({one.peopled for one in scene.markers if one.is_rough}, reverse=True))
    groups = (group.members for level in scene.levels for group in level.groups)
    rough = {members for members in groups if scene.markers[members[0]].is_rough}
    peopled = {any(scene.markers[index].peopled for index in members) for members in rough}
    return tuple(sorted(peopled, reverse=True))
