"""What stands where layers are to be written, so that nothing of another's is lost in silence."""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING

from geobrief.layers.geopackage import is_ours, other_tables
from geobrief.layers.sheets import is_sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from geobrief.layers.build import Layers

__all__ = ["earlier_places", "has_places", "lost_with", "shares_places"]

_HEADS = (
    b'{"type": "FeatureCollection", "features": [',
    b'{"type": "FeatureCollection", "notes": [',
)
_TABLES_NAMED = 5


def lost_with(paths: Sequence[Path]) -> Iterator[str]:
    """Yield what is lost when layers are written to these paths, beyond earlier layers of ours."""
    for path in paths:
        if not path.is_file():
            continue
        if not _is_ours(path):
            yield f"{path} was not made by geobrief, or changed since, and is replaced"
        elif path.suffix == ".gpkg":
            yield from _lost_tables(path)


def earlier_places(path: Path) -> frozenset[str]:
    """Return the ids of the places in a file `places.geojson`; none if it is no layer of ours."""
    try:
        features = json.loads(path.read_text(encoding="utf-8"))["features"]
        return frozenset(str(feature["id"]) for feature in features)
    except (OSError, ValueError, TypeError, LookupError, RecursionError):
        return frozenset()


def has_places(layers: Layers, earlier: frozenset[str]) -> bool:
    """Tell whether earlier layers have just the places of these."""
    return earlier == frozenset(layers.places["id"])


def shares_places(layers: Layers, earlier: frozenset[str]) -> bool:
    """Tell whether earlier layers may be of the same story: they have a place in common."""
    return not earlier or len(layers.places) == 0 or not earlier.isdisjoint(layers.places["id"])


def _is_ours(path: Path) -> bool:
    if path.suffix == ".gpkg":
        return is_ours(path)
    if path.suffix == ".csv":
        return is_sheet(path, layer=path.stem)
    try:
        with path.open("rb") as stream:
            head = stream.read(max(map(len, _HEADS)))
    except OSError:
        return False
    return head.startswith(_HEADS)


def _lost_tables(path: Path) -> Iterator[str]:
    try:
        names = other_tables(path)
    except sqlite3.Error:
        return
    if names:
        more = len(names) - _TABLES_NAMED
        told = ", ".join(names[:_TABLES_NAMED]) + (f" and {more} more" if more > 0 else "")
        yield f"{path} is written anew, without what others have added to it: {told}"
