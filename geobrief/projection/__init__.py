"""The local projection of a story, its scale error, and geometry's way through it."""

from geobrief.projection.choose import projection_for
from geobrief.projection.plane import Kind, Projection

__all__ = ["Kind", "Projection", "projection_for"]
