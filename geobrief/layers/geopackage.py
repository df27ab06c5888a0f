"""All layers as one GeoPackage and back: the same bytes for the same layers."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import threading
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any

from geobrief.errors import InputError, OutputError
from geobrief.files import whole_file
from geobrief.layers.build import Layers
from geobrief.layers.columns import COLUMNS, LAYER_NAMES, frame

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from geopandas import GeoDataFrame

__all__ = ["is_ours", "other_tables", "read_geopackage", "write_geopackage"]

_GDAL_SETTINGS = {
    # GDAL writes the time into each GeoPackage; fixed, so that the same story gives the same bytes.
    "OGR_CURRENT_DATE": "2000-01-01T00:00:00.000Z",
    # Else it leaves a file of its own, layers.gpkg.aux.xml, beside each package that it only reads.
    "GDAL_PAM_ENABLED": "NO",
    # The file has no name that anybody knows until it is whole, and is flushed then.
    "OGR_SQLITE_SYNCHRONOUS": "OFF",
    "OGR_SQLITE_JOURNAL": "MEMORY",
}
_GDAL_LOCK = threading.Lock()

_ROOM = 1_000_000
"""Bytes; where so much cannot be written, a package that failed has failed for want of room."""

_UNFIT = re.compile("[\0\ud800-\udfff]")
_UNFIT_IN_PATHS = re.compile("[!\0-\x1f\x7f\ud800-\udfff]")
"""What GDAL would take for something else than a part of a name, and open another file."""

_INNER = ("gpkg_", "rtree_", "sqlite_")
"""How the names of tables begin that a GeoPackage has besides its layers."""

_GEOMETRY_TYPES = {"places": "Point", "sightings": "Point"}
_ANY_GEOMETRY = "Unknown"
"""GDAL's word for a column that holds lines and lines in parts alike."""


def write_geopackage(layers: Layers, path: Path) -> None:
    """Write all layers into one GeoPackage, whole or not at all.

    Lists are kept as JSON text, the notes as the package's metadata.

    Raises:
        OutputError: the file cannot be written, or another program is writing it; an earlier one
            is untouched.
        InputError: a text holds a NUL character, or half of a surrogate pair.
    """
    for name in LAYER_NAMES:
        _check_text(name, getattr(layers, name))
    _check_alone(path)
    with whole_file(path) as part:
        flaw = _path_flaw(part)
        if flaw:
            message = f"cannot write {path}: {flaw}; leave out --gpkg, or choose another --layers"
            raise OutputError(message)
        try:
            with _gdal_settings():
                for name in LAYER_NAMES:
                    _write_table(getattr(layers, name), part, name=name, notes=layers.notes)
            _check_whole(layers, part)
        except (RuntimeError, sqlite3.Error) as error:  # RuntimeError is the root of pyogrio's
            _try_room(part)
            message = f"cannot write {path}: {error}; leave out --gpkg, or write it elsewhere"
            raise OutputError(message) from error


def is_ours(path: Path) -> bool:
    """Tell whether a GeoPackage has the four layers, and so may be written anew."""
    try:
        with _opened(path) as package:
            there = {name for (name,) in package.execute("SELECT table_name FROM gpkg_contents")}
    except sqlite3.Error:
        return False
    return set(LAYER_NAMES) <= there


def other_tables(path: Path) -> list[str]:
    """Return the tables in a package that are none of the layers and belong to none.

    Raises:
        sqlite3.Error: it cannot be read.
    """
    with _opened(path) as package:
        found = package.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        names = [str(name) for (name,) in found]
    return [name for name in names if name not in LAYER_NAMES and not name.startswith(_INNER)]


def _check_alone(path: Path) -> None:
    """Refuse to replace a package that another program writes.

    What that keeps in a file beside it, SQLite would mix into the new package.

    Raises:
        OutputError: such a file stands there, or was left by a program that was killed.
    """
    real = path.resolve()
    wal, journal = (real.with_name(real.name + end) for end in ("-wal", "-journal"))
    beside = wal if wal.exists() else journal
    if wal.exists() or _is_hot(journal):
        message = (
            f"cannot write {path}: another program has it open (QGIS, perhaps), for {beside.name} "
            "stands beside it; close it there, or choose another --layers. If no program has it "
            f"open, one was stopped while it did: delete {path.name} and {beside.name}"
        )
        raise OutputError(message)


def _is_hot(journal: Path) -> bool:
    """Tell whether a journal would be played back into the package; one that is over has zeros."""
    try:
        with journal.open("rb") as stream:
            return stream.read(1) not in {b"", b"\0"}
    except OSError:
        return False


def _path_flaw(path: Path) -> str:
    """Say why GDAL cannot open a path; empty if it can."""
    found = _UNFIT_IN_PATHS.search(str(path.resolve()))
    return f"a GeoPackage's path cannot hold the character {found.group()!a}" if found else ""


def _check_whole(layers: Layers, path: Path) -> None:
    """Make sure that all has arrived: GDAL passes over some of what a full disk refuses.

    Raises:
        sqlite3.Error: something is missing.
    """
    with _opened(path) as package:
        whole = package.execute("PRAGMA quick_check").fetchall() == [("ok",)]
        for name in LAYER_NAMES:
            rows = len(getattr(layers, name))
            for table in (name, f"rtree_{name}_geom_rowid"):
                found = package.execute(f'SELECT count(*) FROM "{table}"').fetchone()  # noqa: S608 - our own names
                whole = whole and found == (rows,)
        if layers.notes:
            found = package.execute("SELECT count(*) FROM gpkg_metadata").fetchone()
            whole = whole and found == (1,)
    if not whole:
        message = "not all of it was written"
        raise sqlite3.DatabaseError(message)


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a package for reading only, which leaves nothing beside it."""
    uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    with closing(sqlite3.connect(uri, uri=True)) as package:
        yield package


def _try_room(part: Path) -> None:
    """Have the system say itself that the disk is full, which GDAL tells in other words.

    Raises:
        OSError: it is.
    """
    with part.with_name(f"{part.name}-room").open("wb") as stream:
        stream.write(bytes(_ROOM))
        stream.flush()
        os.fsync(stream.fileno())


def read_geopackage(path: Path) -> Layers:
    """Read a GeoPackage that `write_geopackage` wrote.

    Raises:
        InputError: it cannot be read, or holds other layers.
    """
    import pyogrio  # noqa: PLC0415 - heavy

    flaw = _path_flaw(path)
    if flaw:
        message = f"cannot read {path}: {flaw}; move it"
        raise InputError(message)
    try:
        with _gdal_settings():
            tables = [_read_table(path, name) for name in LAYER_NAMES]
            metadata = pyogrio.read_info(path, layer=LAYER_NAMES[0])["dataset_metadata"] or {}
        places, sightings, movements, distances = tables
        notes = tuple(json.loads(metadata.get("notes", "[]")))
    except (RuntimeError, ValueError, TypeError, LookupError) as error:
        message = f"{path} is not a GeoPackage that geobrief wrote; make it anew from its brief"
        raise InputError(message) from error
    return Layers(places, sightings, movements, distances, notes)


def _write_table(table: GeoDataFrame, path: Path, *, name: str, notes: tuple[str, ...]) -> None:
    import pyogrio  # noqa: PLC0415 - heavy

    plain = table.copy()
    for column in _lists(name):
        plain[column] = [json.dumps(list(value), ensure_ascii=False) for value in table[column]]
    first = name == LAYER_NAMES[0]
    pyogrio.write_dataframe(
        plain,
        path,
        layer=name,
        driver="GPKG",
        geometry_type=_GEOMETRY_TYPES.get(name, _ANY_GEOMETRY),
        promote_to_multi=False,
        append=not first,
        dataset_metadata={"notes": json.dumps(list(notes))} if first and notes else None,
    )


def _read_table(path: Path, name: str) -> GeoDataFrame:
    import pyogrio  # noqa: PLC0415 - heavy

    table = pyogrio.read_dataframe(path, layer=name)
    for column in _lists(name):
        table[column] = table[column].astype("object").map(json.loads)
    # Empty text comes back as it went; missing numbers as NaN, which `frame` turns back.
    return frame(name, table.to_dict("records"), list(table.geometry))


def _lists(name: str) -> list[str]:
    return [column for column, dtype in COLUMNS[name].items() if dtype == "object"]


def _check_text(name: str, table: GeoDataFrame) -> None:
    """Refuse what SQLite would cut off in silence, or UTF-8 cannot carry."""
    for column, dtype in COLUMNS[name].items():
        if dtype != "str":
            continue
        for row_id, text in zip(table["id"], table[column], strict=True):
            if _UNFIT.search(text):
                message = (
                    f"{column} of {row_id}: {text!r} holds a NUL character or half a character, "
                    "which a GeoPackage cannot keep; take it out, or leave out --gpkg"
                )
                raise InputError(message)


@contextmanager
def _gdal_settings() -> Iterator[None]:
    """Have GDAL work our way; its settings belong to the whole process, so one thread at a time."""
    import pyogrio  # noqa: PLC0415 - heavy

    with _GDAL_LOCK:
        before: dict[str, Any] = {
            name: pyogrio.get_gdal_config_option(name) for name in _GDAL_SETTINGS
        }
        pyogrio.set_gdal_config_options(_GDAL_SETTINGS)
        try:
            yield
        finally:
            pyogrio.set_gdal_config_options(before)
