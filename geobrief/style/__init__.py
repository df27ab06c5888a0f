"""How the map looks: themes, what parts the sides, and a house's own style."""

from geobrief.style.sides import SideLook, side_look
from geobrief.style.theme import THEMES, Stroke, Theme, theme

__all__ = ["THEMES", "SideLook", "Stroke", "Theme", "side_look", "theme"]
