"""The scene as the page's script reads it: x, y in whole metres, and no drawing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geobrief.projection import Kind
from geobrief.render.numbers import said_of
from geobrief.render.words import in_tense
from geobrief.scene.model import MEASURED

if TYPE_CHECKING:
    from geobrief.language import Words
    from geobrief.scene import Arrow, Box, Marker, Point, Scene
    from geobrief.scene.model import View

__all__ = ["marker_name", "scene_json"]


def scene_json(scene: Scene, steps: dict[str, Any], words: Words) -> dict[str, Any]:
    """Return what assets/page.js needs to know; a crowd's places and lines come in crowd_json.

    Args:
        scene: what is drawn where.
        steps: the views without a frame, as render/views.py writes them.
        words: of the page's language.
    """
    told = not scene.crowd
    return {
        "cover": _box(scene.cover),
        "whole_world": scene.projection.kind is Kind.EQEARTH,
        "scale_radius_m": round(scene.projection.scale_radius_m),
        "coarse_zoom": scene.coarse_zoom,
        "closest_zoom": scene.closest_zoom,
        "words": words.script(),
        "markers": [
            {"id": one.id, "at": _point(one.at), "name": marker_name(one, words)}
            for one in scene.markers
            if told
        ],
        "arrows": [_arrow(arrow, scene, words) for arrow in scene.arrows if told],
        "views": [_view(view, with_marks=told) for view in scene.views],
        "steps": steps,
    } | ({"moment": _moment(scene)} if scene.past else {})


def _moment(scene: Scene) -> dict[str, list[str]]:
    """Return what is past in a map of one time of its story, and the places that are not."""
    places = {marker.id for marker in scene.markers}
    return {"now": sorted(places - scene.past), "past": sorted(scene.past)}


def marker_name(marker: Marker, words: Words) -> str:
    """Say in one line what a marker's label tells: its button's name."""
    said = [*said_of(marker, words)]
    if marker.is_rough:
        said.append(words.say("spoken.rough"))
    return words.comma(said)


def _view(view: View, *, with_marks: bool) -> dict[str, Any]:
    told: dict[str, Any] = {"zoom": round(view.zoom, 4), "box": _box(view.box)}
    if view.framed:
        told["width"] = view.width_px
    return told | ({"marks": [mark.members for mark in view.marks]} if with_marks else {})


def _arrow(arrow: Arrow, scene: Scene, words: Words) -> dict[str, Any]:
    start, end = scene.markers[arrow.start].name, scene.markers[arrow.end].name
    text = arrow.texts[-1]
    if arrow.status == MEASURED:
        name = words.say("spoken.distance", start=start, end=end, distance=text)
    else:
        key = in_tense("spoken.moving", arrow.status, arrow.tense, words)
        name = words.say(key, who=text, start=start, end=end)
    return {"id": arrow.id, "name": name, "middle": _point(arrow.middle)}


def _point(point: Point) -> list[int]:
    return [round(point[0]), round(point[1])]


def _box(box: Box) -> list[int]:
    return [round(box.left), round(box.bottom), round(box.right), round(box.top)]
