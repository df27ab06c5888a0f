"""Layers and basemap become a Scene: what is drawn where, decided once for all outputs.

Everything is lent when it is asked for: placing labels needs numpy, which takes a while to load.
"""

from __future__ import annotations

from geobrief.lazy import lend

TYPE_CHECKING = False
if TYPE_CHECKING:
    from geobrief.scene.build import Plan, build_scene, plan_scene
    from geobrief.scene.framing import Frame
    from geobrief.scene.model import (
        Area,
        Arrow,
        Box,
        Crowd,
        Drawn,
        Label,
        Mark,
        Marker,
        Point,
        ScaleBar,
        Scene,
        TextLine,
        View,
    )

__all__ = [
    "Area",
    "Arrow",
    "Box",
    "Crowd",
    "Drawn",
    "Frame",
    "Label",
    "Mark",
    "Marker",
    "Plan",
    "Point",
    "ScaleBar",
    "Scene",
    "TextLine",
    "View",
    "build_scene",
    "plan_scene",
]

_HOMES = {
    "build": "Plan build_scene plan_scene",
    "framing": "Frame",
    "model": "Area Arrow Box Crowd Drawn Label Mark Marker Point ScaleBar Scene TextLine View",
}

if not TYPE_CHECKING:
    __getattr__ = lend(__name__, _HOMES)
