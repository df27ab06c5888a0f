"""What files are made of: the tokens of each format, and briefs with something odd in them."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

from hostile import EVERYTHING, resolved

from geobrief.model.parse.structure import schema
from geobrief.records.rows import COLUMNS

if TYPE_CHECKING:
    from fuzz.draw import Draw

__all__ = ["csv_bytes", "geojson_bytes", "json_bytes", "yaml_bytes"]

_PLACES = ("Ankara", "Istanbul", "41.01, 28.95", "geonameid:745044", "Paris, Texas", "Texas")
_DATES = (
    "2025-05-15",
    "2025-05-16T10:00+03:00",
    "2025-05-15/2025-05-16",
    "2025-13-15",
    "9/10/2015",
    "10:30",
    "May 2025",
    "0000-00-00",
    "2025-05-15T10:00",
)
_ODD: tuple[object, ...] = (
    None, True, False, 0, 1, -1, 91, 180.5, 1e308, -0.0, 2**70, "", " ", "NO", "~", [], {}, [[]],
    "1e5", "x" * 400, {"name": 1}, ["a", "a"], {"": ""}, float("nan"), float("inf"), "confirmed",
)  # fmt: skip
_YAML = (
    "\n", " ", "  ", "- ", ": ", ", ", "{", "}", "[", "]", '"', "'", "\\", "#", "? ", "|\n",
    ">-\n", "&a ", "*a", "!!", "!!python/object/apply:os.system ", "!x ", "---\n", "...\n",
    "%YAML 1.1\n", "%TAG ! x\n", "<<: ", "\t", "@", "`", "~", "\\ud83d\\ude00", "\\x1b", "\\N",
    "\r", "\x85", "\u2028", "\ufeff", ".nan", ".inf", "0x1F", "0o7", "1_000", "1e999", "=", "+",
    "- - - ", "title: A\n", "sightings:\n", "  - ", "{who: A, at: B}", "movements: ", "from: ",
    "to: ", "view: ", "names: ", "null", "true", "9" * 30, "a: b: c", "title",
)  # fmt: skip
_JSON = (
    "{", "}", "[", "]", ",", ":", '"', '""', "\\", '"\\u', '"\\ud83d"', "\n", " ", "\t", "null",
    "true", "NaN", "-Infinity", "1e999", "-", "0", "00", ".5", "1.", "9" * 50, '"title":', '"A"',
    '"type":"FeatureCollection"', '"features":', '"type":"Feature"', '"geometry":',
    '"properties":', '"coordinates":[0,0]', '"type":"Point"', "/*", "//", "'", "\ufeff", "\u2028",
    "\x7f", '"a":1,',
)  # fmt: skip
_CSV = (
    ",", ";", "\t", '"', '""', "\n", "\r\n", "\r", " ", "place", "who", "lat", "lon", "from",
    "note", "\ufeff", "sep=;\n", "sep=,\n", "41,0391", "29.0", "1e400", "-", "'=1", "=1+1",
    "status", "NaN", "Confirmed", "date", "city", "\x0b", "\x1c", "\x85", "\u2028", "|", "'",
    "place,lat,lon\n",
)  # fmt: skip


def yaml_bytes(draw: Draw) -> bytes:
    """Return a file that is YAML, or nearly."""
    kind = draw.below(4)
    if kind == 0:
        return _tokens(draw, _YAML)
    if kind == 1:
        return _bytes(_yaml_of(_brief(draw), draw, depth=0) + "\n")
    if kind == 2:
        return _bytes(json.dumps(_brief(draw), ensure_ascii=bool(draw.byte() % 2)))
    return draw.rest()


def json_bytes(draw: Draw) -> bytes:
    """Return a file that is JSON, or nearly."""
    kind = draw.below(3)
    if kind == 0:
        return _tokens(draw, _JSON)
    if kind == 1:
        return _bytes(json.dumps(_brief(draw), ensure_ascii=bool(draw.byte() % 2)))
    return draw.rest()


def csv_bytes(draw: Draw) -> bytes:
    """Return a file that is CSV, or nearly."""
    kind = draw.below(3)
    if kind == 0:
        return _tokens(draw, _CSV)
    if kind == 1:
        out = io.StringIO()
        quoting = csv.QUOTE_ALL if draw.byte() % 2 else csv.QUOTE_MINIMAL
        writer = csv.writer(out, delimiter=draw.one_of(",;\t"), quoting=quoting)
        writer.writerow(["place", *(_heading(draw) for _ in draw.some(8))])
        for _ in draw.some(12):
            writer.writerow([_text(draw) for _ in draw.some(12)])
        return _bytes(out.getvalue())
    return draw.rest()


def geojson_bytes(draw: Draw) -> bytes:
    """Return a file that is GeoJSON, or nearly."""
    kind = draw.below(3)
    if kind == 0:
        return _bytes('{"type": "FeatureCollection", "features": [') + _tokens(draw, _JSON)
    if kind == 1:
        whole = {"type": "FeatureCollection", "features": [_feature(draw) for _ in draw.some(8)]}
        if draw.byte() % 8 == 1:
            whole[_text(draw)] = _value(draw)
        return _bytes(json.dumps(whole))
    return draw.rest()


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _tokens(draw: Draw, tokens: tuple[str, ...]) -> bytes:
    parts = []
    while draw:
        number = draw.below(len(tokens) + 16)
        parts.append(tokens[number] if number < len(tokens) else _text(draw))
    return _bytes("".join(parts))


def _text(draw: Draw) -> str:
    kind = draw.below(8)
    if kind < 3:
        return draw.one_of(_PLACES)
    if kind == 3:
        return draw.one_of(_DATES)
    if kind == 4:
        return draw.one_of(EVERYTHING)
    return draw.text()


def _value(draw: Draw) -> Any:  # noqa: ANN401 - whatever JSON can hold
    kind = draw.below(6)
    if kind == 0:
        return draw.one_of(_ODD)
    if kind == 1:
        return draw.below(1000) / 4 - 60
    return _text(draw)


def _heading(draw: Draw) -> str:
    kind = draw.below(len(COLUMNS) + 3)
    return COLUMNS[kind] if kind < len(COLUMNS) else _text(draw)


def _feature(draw: Draw) -> Any:  # noqa: ANN401
    geometry: Any = {
        "type": "Point",
        "coordinates": [draw.below(360) - 180, draw.below(180) - 90],
    }
    kind = draw.below(8)
    if kind == 1:
        geometry = None
    elif kind == 2:
        geometry = _value(draw)
    elif kind == 3:
        geometry[draw.one_of(("type", "coordinates"))] = _value(draw)
    properties: Any = {"name": _text(draw)}
    properties |= {_heading(draw): _value(draw) for _ in draw.some(5)}
    feature = {"type": "Feature", "geometry": geometry, "properties": properties}
    if draw.byte() % 16 == 1:
        feature[draw.one_of(tuple(feature))] = _value(draw)
    return feature


def _brief(draw: Draw) -> Any:  # noqa: ANN401
    entry = _entry(schema(), draw, depth=0)
    return {"title": _text(draw)} | entry if isinstance(entry, dict) else entry


def _entry(rule: dict[str, Any], draw: Draw, *, depth: int) -> Any:  # noqa: ANN401
    """Return what the schema asks for, or something odd: keys of an entry, items of a list."""
    rule = resolved(rule)
    if draw.byte() % 16 == 15 or depth > 6:
        return _value(draw)
    if "enum" in rule:
        return draw.one_of(rule["enum"])
    if rule.get("type") == "array":
        return [_entry(rule["items"], draw, depth=depth + 1) for _ in draw.some(4)]
    if rule.get("type") != "object":
        return _value(draw)
    known = rule.get("properties", {})
    keys = [*rule.get("required", ())] if draw.byte() % 8 else []
    keys += [draw.one_of(tuple(known)) if known else _text(draw) for _ in draw.some(6)]
    entry = {key: _entry(known.get(key, {}), draw, depth=depth + 1) for key in keys}
    if draw.byte() % 16 == 1:
        entry[_text(draw)] = _value(draw)
    return entry


def _yaml_of(value: object, draw: Draw, *, depth: int) -> str:
    """Write a value as people write YAML: in blocks, mostly without quotes."""
    margin = "  " * depth
    if isinstance(value, dict) and value:
        rows = (
            f"\n{margin}{_plain(key, draw)}:{_yaml_of(part, draw, depth=depth + 1)}"
            for key, part in value.items()
        )
        return "".join(rows)
    if isinstance(value, list) and value:
        return "".join(f"\n{margin}-{_yaml_of(part, draw, depth=depth + 1)}" for part in value)
    return " " + _plain(value, draw)


def _plain(value: object, draw: Draw) -> str:
    if isinstance(value, str):
        how = draw.below(4)
        if how == 0:
            return value
        if how == 1:
            return "'" + value.replace("'", "''") + "'"
    return json.dumps(value, ensure_ascii=bool(draw.byte() % 2))
