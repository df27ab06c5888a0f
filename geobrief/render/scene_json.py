"""The scene as the page's script reads it: x, y in whole metres."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geobrief.render.words import STATUS_MOVING
from geobrief.scene.frames import FOOT_PX, PADDING_PX, STEP

if TYPE_CHECKING:
    from geobrief.scene import Arrow, Box, Level, Point, Scene

__all__ = ["scene_json"]

_GAPS_PX = (8, 10)
"""How far an arrow keeps from the middle of the markers at its start and its end."""


def scene_json(scene: Scene, *, corner: str) -> dict[str, Any]:
    """Return what assets/page.js draws.

    Args:
        scene: what is drawn where.
        corner: the credit in the map's corner.
    """
    return {
        "cover": _box(scene.cover),
        "fixed": _box(scene.fixed) if scene.fixed else None,
        "whole_world": scene.projection.kind == "eqearth",
        "scale_radius_m": round(scene.projection.scale_radius_m),
        "step": STEP,
        "padding": PADDING_PX,
        "foot": FOOT_PX,
        "gap": _GAPS_PX,
        "corner": corner,
        "markers": [
            {"id": marker.id, "at": _point(marker.at), "peopled": marker.peopled}
            for marker in scene.markers
        ],
        "arrows": [_arrow(arrow, scene) for arrow in scene.arrows],
        "levels": [_level(level) for level in scene.levels],
    }


def _arrow(arrow: Arrow, scene: Scene) -> dict[str, Any]:
    start, end = scene.markers[arrow.start].name, scene.markers[arrow.end].name
    said = STATUS_MOVING.get(arrow.status)
    name = (
        f"{arrow.text} {said} from {start} to {end}" if said else f"{start} to {end}: {arrow.text}"
    )
    return {
        "id": arrow.id,
        "name": name,
        "status": arrow.status,
        "start": arrow.start,
        "end": arrow.end,
        "parts": [[_point(point) for point in part] for part in arrow.parts],
        "middle": _point(arrow.middle),
    }


def _level(level: Level) -> dict[str, Any]:
    return {
        "zoom": level.zoom,
        "box": _box(level.box),
        "groups": [
            {
                "members": group.members,
                "lines": group.lines,
                "side": group.side,
                "distance": group.distance_px,
                "leader": group.leader,
            }
            for group in level.groups
        ],
        "arrow_labels": [
            {"arrow": label.arrow, "center": _point(label.center), "text": label.text}
            for label in level.arrow_labels
        ],
        "context": [
            {"kind": name.kind, "lines": name.lines, "center": _point(name.center)}
            for name in level.context
        ],
    }


def _point(point: Point) -> list[int]:
    return [round(point[0]), round(point[1])]


def _box(box: Box) -> list[int]:
    return [round(box.left), round(box.bottom), round(box.right), round(box.top)]
