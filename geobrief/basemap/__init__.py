"""The packaged Natural Earth: what of the world a map shows, and what it is called."""

from geobrief.basemap.model import (
    BORDERS,
    CREDIT,
    CREDITS,
    FINEST_M,
    SOURCE,
    Basemap,
    Borders,
    Detail,
    MapLabel,
)
from geobrief.basemap.names import check_names, known_names
from geobrief.basemap.view import basemap_for

__all__ = [
    "BORDERS",
    "CREDIT",
    "CREDITS",
    "FINEST_M",
    "SOURCE",
    "Basemap",
    "Borders",
    "Detail",
    "MapLabel",
    "basemap_for",
    "check_names",
    "known_names",
]
