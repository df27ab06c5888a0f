"""The scene as the page's script reads it: x, y in whole metres."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geobrief.projection import Kind
from geobrief.render.words import APPROXIMATE, STATUS_MOVING
from geobrief.scene.frames import FOOT_PX, PADDING_PX

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geobrief.scene import Arrow, Box, Level, Point, Scene

__all__ = ["scene_json"]

_GAPS_PX = (8, 10)
"""How far an arrow keeps from the middle of the markers at its start and its end."""


def scene_json(scene: Scene, *, corner: str) -> dict[str, Any]:
    """Return what assets/page.js draws; a crowd's places and lines come in crowd_json.

    Args:
        scene: what is drawn where.
        corner: the credit in the map's corner.
    """
    return {
        "cover": _box(scene.cover),
        "fixed": _box(scene.fixed) if scene.fixed else None,
        "whole_world": scene.projection.kind is Kind.EQEARTH,
        "scale_radius_m": round(scene.projection.scale_radius_m),
        "coarse_zoom": scene.coarse_zoom,
        "closest_zoom": scene.closest_zoom,
        "padding": PADDING_PX,
        "foot": FOOT_PX,
        "gap": _GAPS_PX,
        "corner": corner,
        "markers": []
        if scene.crowd
        else [
            {"id": marker.id, "at": _point(marker.at), "peopled": marker.peopled}
            | ({"rough": APPROXIMATE} if marker.is_rough else {})
            for marker in scene.markers
        ],
        "arrows": [] if scene.crowd else [_arrow(arrow, scene) for arrow in scene.arrows],
        **_levels(scene),
    }


class _Once:
    """Things that many levels share, each kept once and called by its number."""

    def __init__(self) -> None:
        self.kept: dict[Any, int] = {}

    def number(self, thing: Any) -> int:  # noqa: ANN401 - anything hashable
        return self.kept.setdefault(thing, len(self.kept))


def _levels(scene: Scene) -> dict[str, Any]:
    """Return the levels as lists, and the texts they number."""
    labels, names, spots = _Once(), _Once(), _Once()
    levels = [
        _level(level, labels) | {"context": list(_context(level, names, spots))}
        for level in scene.levels
    ]
    return {
        "labels": list(labels.kept),
        "names": list(names.kept),
        "spots": list(spots.kept),
        "levels": levels,
    }


def _arrow(arrow: Arrow, scene: Scene) -> dict[str, Any]:
    start, end = scene.markers[arrow.start].name, scene.markers[arrow.end].name
    said = STATUS_MOVING.get(arrow.status)
    text = arrow.texts[-1]
    name = f"{text} {said} from {start} to {end}" if said else f"{start} to {end}: {text}"
    return {
        "id": arrow.id,
        "name": name,
        "status": arrow.status,
        "start": arrow.start,
        "end": arrow.end,
        "parts": [[_point(point) for point in part] for part in arrow.parts],
        "middle": _point(arrow.middle),
    }


def _context(level: Level, names: _Once, spots: _Once) -> Iterator[int]:
    """Yield the number of a name, then of its spot, and so on: levels share most of both."""
    for name in level.context:
        yield names.number((name.kind, name.lines))
        yield spots.number(tuple(_point(name.center)))


def _level(level: Level, labels: _Once) -> dict[str, Any]:
    """Return a level; assets/page.js `unpacked` names what stands in its lists."""
    return {
        "zoom": level.zoom,
        "type": level.type_scale,
        "box": _box(level.box),
        "groups": [
            [
                group.members,
                labels.number(group.lines),
                group.side,
                group.distance_px,
                int(group.leader),
            ]
            for group in level.groups
        ],
        "arrow_labels": [
            [label.arrow, *_point(label.center), label.text] for label in level.arrow_labels
        ],
    }


def _point(point: Point) -> list[int]:
    return [round(point[0]), round(point[1])]


def _box(box: Box) -> list[int]:
    return [round(box.left), round(box.bottom), round(box.right), round(box.top)]
