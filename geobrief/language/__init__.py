"""The page's own words, numbers and dates in the brief's language."""

from geobrief.language.table import languages, speaks

__all__ = ["languages", "speaks"]
