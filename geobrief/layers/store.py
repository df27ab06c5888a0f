"""Layers to files and back, without loss: a folder of GeoJSON, or one GeoPackage; and to CSV."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from geobrief.errors import InputError
from geobrief.files import together
from geobrief.layers.build import Layers
from geobrief.layers.columns import LAYER_NAMES
from geobrief.layers.geojson import read_geojson, write_geojson
from geobrief.layers.geopackage import is_ours, read_geopackage, write_geopackage
from geobrief.layers.sheets import is_sheet, write_sheet

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["GEOPACKAGE_NAME", "layer_paths", "read_layers", "write_layers"]

GEOPACKAGE_NAME = "layers.gpkg"
_SHEET = ".csv"


def write_layers(
    layers: Layers, folder: Path, *, geopackage: bool = False, sheets: bool = False
) -> tuple[Path, ...]:
    """Write places, sightings, movements and distances: all files whole, or none of them.

    Empty layers are written too, and a GeoPackage or tables that are already there are written
    anew, so that no file tells an older story than its neighbours.

    Args:
        layers: what to write.
        folder: gets `places.geojson`, `sightings.geojson`, ...; made if it is not there.
        geopackage: add `layers.gpkg`, with the four layers in it.
        sheets: add `places.csv`, `sightings.csv`, ..., for spreadsheets.

    Returns:
        The paths written.

    Raises:
        OutputError: a file cannot be written; all earlier ones are untouched.
        InputError: a text holds what a GeoPackage or a table cannot keep.
    """
    paths = layer_paths(folder, geopackage=geopackage, sheets=sheets)
    with together():
        if folder / GEOPACKAGE_NAME in paths:
            write_geopackage(layers, folder / GEOPACKAGE_NAME)
        for name in LAYER_NAMES:
            path = folder / f"{name}.geojson"
            notes = layers.notes if name == "places" else ()
            write_geojson(getattr(layers, name), path, notes=notes)
            if path.with_suffix(_SHEET) in paths:
                write_sheet(layers, path.with_suffix(_SHEET), layer=name)
    return paths


def layer_paths(
    folder: Path, *, geopackage: bool = False, sheets: bool = False
) -> tuple[Path, ...]:
    """Return the files that `write_layers` would write."""
    paths = [folder / f"{name}.geojson" for name in LAYER_NAMES]
    package = folder / GEOPACKAGE_NAME
    if geopackage or (_is_there(package) and is_ours(package)):
        paths.append(package)
    tables = {name: folder / f"{name}{_SHEET}" for name in LAYER_NAMES}
    paths += [
        path
        for name, path in tables.items()
        if sheets or (_is_there(path) and is_sheet(path, layer=name))
    ]
    return tuple(paths)


def _is_there(path: Path) -> bool:
    # Unlike Path's, this has no trouble with a path that no file could have.
    return os.path.isfile(path)  # noqa: PTH113 - see above


def read_layers(path: Path | str) -> Layers:
    """Read what `write_layers` wrote: a folder of GeoJSON files or a GeoPackage.

    Raises:
        InputError: a file is missing, or is not a layer that geobrief wrote.
    """
    path = Path(path)
    if path.is_file():
        return read_geopackage(path)
    return _from_folder(path, (path / f"{name}.geojson" for name in LAYER_NAMES))


def _from_folder(folder: Path, files: Iterable[Path]) -> Layers:
    read = []
    for file in files:
        if not file.is_file():
            message = f"{folder} holds no {file.name}; name a folder that geobrief wrote"
            raise InputError(message)
        read.append(read_geojson(file, layer=file.stem))
    notes = next(notes for _, notes in read)
    places, sightings, movements, distances = (table for table, _ in read)
    return Layers(places, sightings, movements, distances, notes)
