"""Layers and basemap become a Scene: what is drawn where, decided once for all outputs."""

from __future__ import annotations

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
