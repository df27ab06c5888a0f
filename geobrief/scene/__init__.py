"""Layers and basemap become a Scene: what is drawn where, decided once for all outputs."""

from __future__ import annotations

from geobrief.scene.build import build_scene
from geobrief.scene.model import (
    Arrow,
    ArrowLabel,
    Box,
    ContextLabel,
    Crowd,
    Group,
    Level,
    Marker,
    Point,
    Scene,
)

__all__ = [
    "Arrow",
    "ArrowLabel",
    "Box",
    "ContextLabel",
    "Crowd",
    "Group",
    "Level",
    "Marker",
    "Point",
    "Scene",
    "build_scene",
]
