"""The layers as CSV, for spreadsheets: one table each, with texts that no spreadsheet computes.

A text that a spreadsheet would take for a formula gets an apostrophe before it, which
records/cells.py takes away again. Numbers are numbers: a negative longitude stays one.
"""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from geobrief.errors import InputError
from geobrief.files import write_whole
from geobrief.layers.columns import COLUMNS
from geobrief.records.cells import cell

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from geopandas import GeoDataFrame

    from geobrief.layers.build import Layers

__all__ = ["SHEET_COLUMNS", "is_sheet", "write_sheet"]

_BYTE_ORDER_MARK = "\ufeff"
"""By this Excel knows UTF-8."""

_POINT = ("lon", "lat")
_WAY = ("from_lon", "from_lat", "to_lon", "to_lat")

SHEET_COLUMNS = {
    name: (*columns, *(_WAY if "from_id" in columns else _POINT))
    for name, columns in COLUMNS.items()
}
"""Layer to the columns of its table: the layer's own, and coordinates in degrees at the end."""

_UNFIT = re.compile("[\0\ud800-\udfff]")


def write_sheet(layers: Layers, path: Path, *, layer: str) -> None:
    """Write one layer as a table.

    Raises:
        OutputError: the file cannot be written; an earlier one is untouched.
        InputError: a text holds a NUL character, or half of a surrogate pair.
    """
    write_whole(path, "".join(_lines(layers, layer)))


def is_sheet(path: Path, *, layer: str) -> bool:
    """Tell whether a file is such a table of ours, and so may be written anew."""
    head = _head(layer).encode("utf-8")
    try:
        with path.open("rb") as stream:
            return stream.read(len(head)) == head
    except OSError:
        return False


def _head(layer: str) -> str:
    return _BYTE_ORDER_MARK + ",".join(SHEET_COLUMNS[layer]) + "\r\n"


def _lines(layers: Layers, layer: str) -> Iterator[str]:
    table = getattr(layers, layer)
    _check_text(layer, table)
    yield _head(layer)
    points = {row.id: (row.geometry.x, row.geometry.y) for row in layers.places.itertuples()}
    columns = [
        table[name].astype("object").where(table[name].notna(), None) for name in COLUMNS[layer]
    ]
    for row in zip(*columns, _ends(table, layer, points), strict=True):
        *values, ends = row
        yield ",".join(map(_written, (*values, *ends))) + "\r\n"


def _ends(
    table: GeoDataFrame, layer: str, points: dict[str, tuple[float, float]]
) -> Iterator[tuple[float, ...]]:
    """Yield the coordinates of each row: its point's, or those of its way's two places."""
    if _POINT[0] in SHEET_COLUMNS[layer]:
        yield from ((point.x, point.y) for point in table.geometry)
        return
    for start, end in zip(table["from_id"], table["to_id"], strict=True):
        yield (*points[start], *points[end])


def _written(value: Any) -> str:  # noqa: ANN401 - whatever a layer's column holds
    if value is None:
        return ""
    if isinstance(value, str):
        return cell(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return format(Decimal(repr(value)), "f")  # never with an exponent
    return cell(json.dumps(list(value), ensure_ascii=False))


def _check_text(layer: str, table: GeoDataFrame) -> None:
    """Refuse what no UTF-8 file can carry, or what ends a text in most programs."""
    for column, dtype in COLUMNS[layer].items():
        for row_id, text in zip(table["id"], table[column], strict=True):
            for part in _texts(text) if dtype in {"str", "object"} else ():
                if _UNFIT.search(part):
                    message = (
                        f"{column} of {row_id}: {part!r} holds a NUL character or half a "
                        "character, which a CSV file cannot keep; take it out, or leave out --csv"
                    )
                    raise InputError(message)


def _texts(value: str | Sequence[str]) -> Sequence[str]:
    return [value] if isinstance(value, str) else value
