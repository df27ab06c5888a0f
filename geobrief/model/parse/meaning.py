"""What a schema cannot see: days that do not exist, ways to nowhere, names that stand for two."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from geobrief.language import languages, speaks
from geobrief.model.naming import name_key
from geobrief.model.parse.areas import outline_flaws
from geobrief.model.parse.flaws import show_value
from geobrief.model.when import When

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geobrief.model.parse.flaws import Flaws

__all__ = ["check_meaning"]

_DATED = ("sightings", "movements", "background")
_WAYS = {"movements": "a movement", "distances": "a distance"}
_TAG = re.compile(r"[A-Za-z]{2,8}([-_][A-Za-z0-9]{1,8})*", re.ASCII)
_SPOKEN = {
    **dict.fromkeys(("english", "eng", "uk", "us", "gb"), "en"),
    **dict.fromkeys(("turkish", "tur", "turkce"), "tr"),
    **dict.fromkeys(("arabic", "ara"), "ar"),
}
"""What languages are called by those who do not know their tags."""
_NAME_KEYS = ("title", "name", "who", "at", "from", "to")


def check_meaning(data: object, flaws: Flaws) -> None:
    """Check what the values of a brief mean, wherever their shape allows it; add to `flaws`."""
    if not isinstance(data, dict):
        return
    _check_day(data, flaws)
    _check_language(data, flaws)
    _check_addresses(data, flaws)
    _check_legible(data, "", flaws)
    for key in ("people", "places", "sightings", *_WAYS, "areas", "background"):
        for path, entry in _entries(data, key):
            _check_legible(entry, path, flaws)
    for key in _DATED:
        for path, entry in _entries(data, key):
            _check_when(entry, path, flaws)
    for key, kind in _WAYS.items():
        for path, entry in _entries(data, key):
            _check_way(entry, path, kind, flaws)
    for path, entry in _entries(data, "areas"):
        _check_area(entry, path, flaws)
    for key in ("people", "places"):
        _check_names_once(data, key, flaws)


def _entries(data: dict[str, Any], key: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the entries of a list that are entries, each with its path."""
    items = data.get(key)
    for index, entry in enumerate(items if isinstance(items, list) else ()):
        if isinstance(entry, dict):
            yield f"{key}[{index}]", entry


def _check_day(data: dict[str, Any], flaws: Flaws) -> None:
    text = data.get("date")
    if not isinstance(text, str) or "date" in flaws:
        return
    try:
        when = When.parse(text)
    except ValueError as error:
        flaws.add("date", str(error))
        return
    if when.end is not None or isinstance(when.start, datetime):
        flaws.add("date", f"{show_value(text)} is not a single day; write 2025-05-15")


def _check_language(data: dict[str, Any], flaws: Flaws) -> None:
    tag = data.get("language")
    if not isinstance(tag, str) or not _TAG.fullmatch(tag) or "language" in flaws:
        return
    if not speaks(tag):
        *head, last = languages()
        there = f"{', '.join(head)} or {last}"
        meant = _SPOKEN.get(tag.lower(), "")
        hint = f"did you mean {meant}?" if meant else "docs/language.md tells how to add one"
        flaws.add("language", f"language must be {there}, not {show_value(tag)}; {hint}")


def _check_addresses(data: dict[str, Any], flaws: Flaws) -> None:
    """Add a flaw for an address that the schema takes for one and no browser does."""
    publish = data.get("publish")
    for key, address in publish.items() if isinstance(publish, dict) else ():
        path = f"publish.{key}"
        if isinstance(address, str) and path not in flaws and not _leads_somewhere(address):
            flaws.add(path, f"{show_value(address)} is no web address; copy it from a browser")


def _leads_somewhere(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        return False


def _check_area(entry: dict[str, Any], path: str, flaws: Flaws) -> None:
    geojson = entry.get("geojson")
    if not isinstance(geojson, dict) or "type" not in geojson:
        return
    if "name" in entry:
        flaws.add(
            f"{path}.name",
            "an area has a name or a geojson, not both; to write into an outline, use label",
        )
    elif not any(known.startswith(f"{path}.geojson") for known in flaws.paths):
        for where, what in outline_flaws(geojson, f"{path}.geojson"):
            flaws.add(where, what)


def _check_when(entry: dict[str, Any], path: str, flaws: Flaws) -> None:
    if not isinstance(entry.get("when"), str) or f"{path}.when" in flaws:
        return
    try:
        When.parse(entry["when"])
    except ValueError as error:
        flaws.add(f"{path}.when", str(error))


def _check_way(entry: dict[str, Any], path: str, kind: str, flaws: Flaws) -> None:
    start, end = entry.get("from"), entry.get("to")
    if not (isinstance(start, str) and isinstance(end, str) and start.strip()):
        return
    if name_key(start) == name_key(end):
        flaws.add(f"{path}.to", f"{kind} from {show_value(start)} to itself; give two places")


def _check_legible(entry: dict[str, Any], path: str, flaws: Flaws) -> None:
    """Add a flaw for a name made of characters that nobody can see."""
    for key in _NAME_KEYS:
        name, where = entry.get(key), f"{path}.{key}".lstrip(".")
        if not isinstance(name, str) or not name.strip() or where in flaws:
            continue
        if not any(map(_can_be_seen, name)):
            flaws.add(where, f"{key} {show_value(name)} shows nothing; write a name")


def _can_be_seen(char: str) -> bool:
    return unicodedata.category(char)[0] not in "ZC"


def _check_names_once(data: dict[str, Any], key: str, flaws: Flaws) -> None:
    """Add a flaw for each name that stands for two entries; which one is meant would be chance."""
    first: dict[str, str] = {}
    for path, entry in _entries(data, key):
        for field, name in _names_of(entry):
            other = first.setdefault(name_key(name), path)
            if other != path:
                flaws.add(
                    f"{path}.{field}",
                    f"{show_value(name)} is already a name in {key} ({flaws.where(other)}); "
                    "make them one entry, or tell the two apart by name",
                )


def _names_of(entry: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield what an entry is called, its aliases too, each with its field."""
    aliases = entry.get("aliases")
    named = [("name", entry.get("name"))]
    named += [
        (f"aliases[{index}]", alias)
        for index, alias in enumerate(aliases if isinstance(aliases, list) else ())
    ]
    return ((field, name) for field, name in named if isinstance(name, str) and name.strip())
