"""Which marks a map has that a key must explain, and no others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geobrief.scene.model import MEASURED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geobrief.scene.model import Arrow, Marker, Scene

__all__ = ["key_kinds", "not_drawn"]

_STATUSES = ("confirmed", "planned", "possible", "declined")


def key_kinds(
    markers: Sequence[Marker], arrows: Sequence[Arrow], *, disputed: bool, sides: int
) -> tuple[str, ...]:
    """Return the names of marks, in a fixed order.

    Args:
        markers: the scene's.
        arrows: the scene's.
        disputed: whether a disputed border is in view.
        sides: how many sides arrows tell apart.

    Returns:
        peopled and empty where there are both, rough-peopled, rough-empty, statuses of movements,
        side-1, side-2, ..., measured, disputed.
    """
    return tuple(_kinds(markers, arrows, disputed=disputed, sides=sides))


def not_drawn(scene: Scene) -> frozenset[str]:
    """Return the kinds that a key might have and no view draws.

    Of movements, those within one mark are not drawn. A rough place that shares an exact one's mark
    has no ring of its own; whether a disputed border is in view, only the basemap knows.
    """
    spots = _spots_drawn(scene)
    drawn = {
        f"rough-{'peopled' if any(scene.markers[m].peopled for m in mark.members) else 'empty'}"
        for view in scene.views
        for mark in view.marks
        if scene.markers[mark.members[0]].is_rough
    }
    if not scene.crowd:
        arrows = [scene.arrows[one.arrow] for view in scene.views for one in view.arrows]
        drawn |= {arrow.status for arrow in arrows} | {f"side-{arrow.side}" for arrow in arrows}
    possible = {"rough-peopled", "rough-empty", MEASURED, *_STATUSES}
    possible |= {f"side-{number}" for number in range(1, len(scene.sides) + 1)}
    absent = set() if scene.crowd else possible - drawn
    if not scene.crowd and len(spots) == 1:
        absent |= {"peopled", "empty"}
    return frozenset(absent if scene.disputed else absent | {"disputed"})


def _spots_drawn(scene: Scene) -> set[bool]:
    """Return whether there are marks where someone was, and others: of those that are exact."""
    return {
        any(scene.markers[member].peopled for member in mark.members)
        for view in scene.views
        for mark in view.marks
        if not scene.markers[mark.members[0]].is_rough
    }


def _kinds(
    markers: Sequence[Marker], arrows: Sequence[Arrow], *, disputed: bool, sides: int
) -> Iterator[str]:
    exact = {"peopled" if one.peopled else "empty" for one in markers}
    if len(exact) > 1:
        yield from ("peopled", "empty")
    rough = {one.peopled for one in markers if one.is_rough}
    yield from (f"rough-{'peopled' if one else 'empty'}" for one in sorted(rough, reverse=True))
    there = {arrow.status for arrow in arrows}
    yield from (status for status in _STATUSES if status in there)
    yield from (f"side-{number}" for number in range(1, sides + 1))
    if MEASURED in there:
        yield MEASURED
    if disputed:
        yield "disputed"
