"""A story's records come in: from YAML, JSON, CSV or GeoJSON, from a frame, or as bare names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from geobrief.errors import BriefError, InputError, Problem
from geobrief.model.brief import Brief, Origin
from geobrief.model.naming import name_key
from geobrief.model.parse import show_origin
from geobrief.records.foreign import FOREIGN_SUFFIXES, how_to_save
from geobrief.records.frame import brief_of_frame
from geobrief.records.geojson import brief_of_geojson, is_geojson
from geobrief.records.json_text import tree_of_json
from geobrief.records.source import SourceText
from geobrief.records.table import brief_of_table
from geobrief.records.uncollected import uncollected
from geobrief.records.yaml_text import tree_of_yaml

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geobrief.records.tree import Tree

__all__ = ["BRIEF_SUFFIXES", "FOREIGN_SUFFIXES", "brief_of_frame", "brief_of_places", "read_brief"]

_TABLES = frozenset({".csv", ".tsv", ".txt"})
_YAML = frozenset({".yaml", ".yml"})
_JSON = frozenset({".json", ".geojson"})
BRIEF_SUFFIXES = _YAML | _JSON | _TABLES
"""How the names of files end that `read_brief` reads."""

_NAMES_IN_TITLE = 8
_LONGEST_TITLE = 300
"""As the schema has it, in characters."""


def read_brief(path: Path | str) -> Brief:
    """Read a brief or a table of location records; the file's suffix says what it is.

    Args:
        path: a brief in YAML or JSON, a table in CSV, or points in GeoJSON.

    Raises:
        BriefError: lists everything that is wrong with the file, by line or row.
    """
    with uncollected():
        return _read(_text_of(Path(path)))


def _read(source: SourceText) -> Brief:
    suffix = source.path.suffix.lower()
    if suffix not in BRIEF_SUFFIXES:
        kinds = ", ".join(sorted(BRIEF_SUFFIXES))
        source.refuse(f"a file's name says what it is; rename it to end in one of {kinds}")
    if suffix in _TABLES:
        return brief_of_table(source)
    return _brief_of_tree(tree_of_yaml(source) if suffix in _YAML else tree_of_json(source), source)


def _text_of(path: Path) -> SourceText:
    foreign = how_to_save(path)
    if foreign:
        raise BriefError([Problem(show_origin(Origin(file=str(path))), foreign)])
    return SourceText.read(path)


def brief_of_places(names: Sequence[str]) -> Brief:
    """Make a locator's brief: the places that were named, in their order, and nothing else.

    Raises:
        BriefError: a name is empty, too long, or holds characters that no text may hold.
    """
    by_key: dict[str, str] = {}
    for name in names:
        by_key.setdefault(name_key(name), name)
    once = list(by_key.values())
    if not once:
        message = "no place was named; name one, as in: geobrief map Ankara Istanbul"
        raise InputError(message)
    data = {"title": _title_of(once), "places": [{"name": name} for name in once]}
    return Brief.from_dict(data, origin_of=lambda _path: Origin())


def _title_of(names: list[str]) -> str:
    """Return the names, as many as a title can hold."""
    for shown in range(min(len(names), _NAMES_IN_TITLE), 0, -1):
        more = len(names) - shown
        title = ", ".join(names[:shown]) + (f" and {more} more" if more else "")
        if len(title) <= _LONGEST_TITLE or len(names) == 1:
            return title
    return f"{len(names)} places"


def _brief_of_tree(tree: Tree, source: SourceText) -> Brief:
    if is_geojson(tree.data):
        return brief_of_geojson(tree, source)
    if source.path.suffix.lower() == ".geojson":
        source.refuse('is no GeoJSON; it needs "type": "FeatureCollection"')
    return tree.to_brief()
