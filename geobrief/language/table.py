"""The tables of words, one a language: tables/en.toml and its like, checked against English."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from geobrief.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["FIRST", "Table", "languages", "load_table", "placeholders", "speaks", "table_tag"]

FIRST = "en"
"""The language whose table says which words there are."""
PLURALS = frozenset({"zero", "one", "two", "few", "many", "other"})
"""CLDR's categories."""
_SUFFIX = ".toml"
_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_LONGEST_TAG = 35


@dataclass(frozen=True, slots=True)
class Table:
    """What one language says: texts by dotted keys, as in `key.rough`."""

    tag: str
    texts: Mapping[str, str]
    plurals: Mapping[str, Mapping[str, str]]
    """The forms of what a number decides, by CLDR's categories."""
    lists: Mapping[str, tuple[str, ...]]
    names: Mapping[str, str]
    """The basemap's names in English, and what the language calls them."""
    cities: Mapping[str, str]
    """The same for cities."""


@cache
def languages() -> tuple[str, ...]:
    """Return the tags of the languages that have a table, sorted."""
    names = (entry.name for entry in _folder().iterdir())
    return tuple(sorted(name.removesuffix(_SUFFIX) for name in names if name.endswith(_SUFFIX)))


def speaks(tag: str) -> bool:
    """Tell whether a BCP 47 tag has a table, its own or that of its language: `tr-CY` has `tr`."""
    return bool(table_tag(tag))


def table_tag(tag: str) -> str:
    """Return the tag of the table that serves a BCP 47 tag; empty if there is none."""
    if len(tag) > _LONGEST_TAG:
        return ""
    parts = tag.replace("_", "-").lower().split("-")
    known = {one.lower(): one for one in languages()}
    tries = ("-".join(parts[:count]) for count in range(len(parts), 0, -1))
    return next((known[one] for one in tries if one in known), "")


@cache
def load_table(tag: str) -> Table:
    """Return the table that serves a BCP 47 tag.

    Raises:
        InputError: there is none.
    """
    found = table_tag(tag)
    if not found:
        message = f"there is no table of words for {tag!r}; there are {', '.join(languages())}"
        raise InputError(message)
    text = _folder().joinpath(found + _SUFFIX).read_text(encoding="utf-8")
    whole = tomllib.loads(text)
    names: dict[str, str] = whole.pop("names", {})
    cities: dict[str, str] = whole.pop("cities", {})
    flat = dict(_flat(whole, ""))
    return Table(
        tag=found,
        texts={key: value for key, value in flat.items() if isinstance(value, str)},
        plurals={key: value for key, value in flat.items() if isinstance(value, dict)},
        lists={key: tuple(value) for key, value in flat.items() if isinstance(value, list)},
        names=names,
        cities=cities,
    )


def placeholders(text: str) -> frozenset[str]:
    """Return what is to be filled in: `{who}` is `who`."""
    return frozenset(_PLACEHOLDER.findall(text))


def fill(text: str, values: Mapping[str, str]) -> str:
    """Put values in the place of their names; what they hold is not looked into again."""
    return _PLACEHOLDER.sub(lambda found: values[found[1]], text)


def _folder() -> Any:  # noqa: ANN401 - importlib's Traversable has moved between modules
    return files("geobrief").joinpath("language", "tables")


def _flat(part: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, Any]]:
    """Yield texts, lists and plural forms by dotted keys."""
    for name, value in part.items():
        key = f"{prefix}{name}"
        if isinstance(value, dict) and not (value.keys() <= PLURALS and "other" in value):
            yield from _flat(value, f"{key}.")
        else:
            yield key, value
