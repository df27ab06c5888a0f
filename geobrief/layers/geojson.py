"""A layer as RFC 7946 GeoJSON and back: one feature a line, the same bytes for the same layer."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from geobrief.errors import InputError
from geobrief.files import write_whole
from geobrief.layers.columns import frame

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from geopandas import GeoDataFrame

__all__ = ["read_geojson", "write_geojson"]

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def write_geojson(table: GeoDataFrame, path: Path, *, notes: Sequence[str] = ()) -> None:
    """Write one layer; `notes` become a member of the collection that other readers pass over.

    Raises:
        OutputError: the file cannot be written; an earlier one is untouched.
    """
    head = '{"type": "FeatureCollection"'
    if notes:
        head += f', "notes": {_json(list(notes))}'
    features = ",\n".join(_json(feature) for feature in _features(table))
    write_whole(
        path,
        f'{head}, "features": [\n{features}\n]}}\n' if features else f'{head}, "features": []}}\n',
    )


def read_geojson(path: Path, *, layer: str) -> tuple[GeoDataFrame, tuple[str, ...]]:
    """Read a layer that `write_geojson` wrote, and its notes.

    Raises:
        InputError: the file cannot be read, or is not that layer.
    """
    from shapely.geometry import shape  # noqa: PLC0415 - heavy

    try:
        collection = json.loads(path.read_text(encoding="utf-8"))
        features = collection["features"]
        rows = [{"id": feature["id"], **feature["properties"]} for feature in features]
        geometries = [shape(feature["geometry"]) for feature in features]
        return frame(layer, rows, geometries), tuple(collection.get("notes", ()))
    except OSError as error:
        message = f"cannot read {path}: {error.strerror or error}"
        raise InputError(message) from error
    except (ValueError, TypeError, LookupError, AttributeError) as error:
        message = f"{path} is not a {layer} layer that geobrief wrote; make it anew from its brief"
        raise InputError(message) from error


def _features(table: GeoDataFrame) -> Iterator[dict[str, Any]]:
    from shapely.geometry import mapping  # noqa: PLC0415 - heavy

    names = [name for name in table.columns if name != table.geometry.name]
    columns = [_plain(table[name]) for name in names]
    for geometry, *values in zip(table.geometry, *columns, strict=True):
        properties = dict(zip(names, values, strict=True))
        feature_id = properties.pop("id")
        yield {
            "type": "Feature",
            "id": feature_id,
            "properties": properties,
            "geometry": mapping(geometry),
        }


def _plain(column: Any) -> list[Any]:  # noqa: ANN401 - a Series; geopandas is untyped
    """Return a column's values as JSON knows them, None for what is missing."""
    return column.astype("object").where(column.notna(), None).tolist()  # type: ignore[no-any-return]


def _json(value: Any) -> str:  # noqa: ANN401 - whatever JSON can hold
    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    # UTF-8 cannot carry half a surrogate pair; JSON's own escape can.
    return _LONE_SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
