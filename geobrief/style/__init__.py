"""How the map looks: themes, what parts the sides, and a house's own style."""

from geobrief.style.house import PLAIN, Marker, Style, read_style
from geobrief.style.logo import Logo
from geobrief.style.sides import SideLook, side_look
from geobrief.style.theme import THEMES, Theme, theme

__all__ = [
    "PLAIN",
    "THEMES",
    "Logo",
    "Marker",
    "SideLook",
    "Style",
    "Theme",
    "read_style",
    "side_look",
    "theme",
]
