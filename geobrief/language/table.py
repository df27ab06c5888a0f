"""The tables of words, one a language: tables/en.toml and its like."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

__all__ = ["languages", "speaks", "table_tag"]

_SUFFIX = ".toml"


@cache
def languages() -> tuple[str, ...]:
    """Return the tags of the languages that have a table, sorted."""
    entries = files("geobrief").joinpath("language/tables").iterdir()
    names = (entry.name for entry in entries)
    return tuple(sorted(name.removesuffix(_SUFFIX) for name in names if name.endswith(_SUFFIX)))


def speaks(tag: str) -> bool:
    """Tell whether a BCP 47 tag has a table, its own or that of its language: `tr-CY` has `tr`."""
    return bool(table_tag(tag))


def table_tag(tag: str) -> str:
    """Return the tag of the table that serves a BCP 47 tag; empty if there is none."""
    parts = tag.replace("_", "-").lower().split("-")
    known = {one.lower(): one for one in languages()}
    tries = ("-".join(parts[:count]) for count in range(len(parts), 0, -1))
    return next((known[one] for one in tries if one in known), "")
