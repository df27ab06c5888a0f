"""A brief becomes layers: places, sightings, movements and distances, each a GeoDataFrame.

The way in this folder: resolve (names to points) -> build (records to tables) -> store (tables to
GeoJSON and GeoPackage, and back; and to CSV). What the columns mean stands in docs/layers.md.
"""

from geobrief.layers.build import Layers, build_layers
from geobrief.layers.resolve import BRIEF_SOURCE
from geobrief.layers.store import layer_paths, read_layers, write_layers
from geobrief.records.cells import cell_text

__all__ = [
    "BRIEF_SOURCE",
    "Layers",
    "build_layers",
    "cell_text",
    "layer_paths",
    "read_layers",
    "write_layers",
]
