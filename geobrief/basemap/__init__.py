"""The packaged Natural Earth: what of the world a map shows, and what it is called."""

from geobrief.basemap.model import CREDIT, FINEST_M, SOURCE, Basemap, Detail, MapLabel
from geobrief.basemap.names import check_names, known_names
from geobrief.basemap.view import basemap_for

__all__ = [
    "CREDIT",
    "FINEST_M",
    "SOURCE",
    "Basemap",
    "Detail",
    "MapLabel",
    "basemap_for",
    "check_names",
    "known_names",
]
