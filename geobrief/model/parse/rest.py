"""What is sound in a brief that has flaws, so that more can be said of it than its flaws.

An editor should not have to mend a date first and hear of an unknown name afterwards.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from geobrief.model.naming import name_key
from geobrief.model.parse.build import build_brief
from geobrief.model.parse.structure import schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geobrief.model.brief import Brief, Origin
    from geobrief.model.parse.flaws import Flaws

__all__ = ["sound_rest"]

_ENTRY = re.compile(r"(\w+)\[(\d+)\](?:\.(\w*))?")
_ONCE = (
    "title",
    "summary",
    "date",
    "source",
    "units",
    "language",
    "view",
    "inset",
    "corrected",
    "publish",
)
_NAMED_IN = {
    "places": ("name",),
    "people": (),
    "sightings": ("at",),
    "movements": ("from", "to"),
    "distances": ("from", "to"),
    "areas": (),
    "background": (),
}
"""The fields of each entry that name a place which is looked up."""
_SAYS_NOT_WHERE = frozenset(
    {"note", "label", "evidence", "confidence", "inferred", "alternatives", "show"}
)
"""Fields of a place whose flaws leave no doubt which place is meant."""

_KINDS = {
    "places": "place",
    "people": "person",
    "sightings": "sighting",
    "movements": "movement",
    "distances": "distance",
    "areas": "area",
    "background": "background",
}

_Entry = dict[str, Any]


def sound_rest(data: object, flaws: Flaws) -> Brief | None:
    """Return a Brief of what has no flaw, or nothing if it cannot be told which places are meant.

    A flawed field is left out, and the entry with it if it cannot be without. The names of places
    in such an entry stay, as places; the name of a place whose own entry is flawed is left out
    everywhere, for nobody knows yet where it is.
    """
    if not isinstance(data, dict) or {"format", "places"} & flaws.paths:
        return None
    sorter = _Sorter(data, flaws)
    return build_brief(sorter.sound(), sorter.origin_of)


@dataclass
class _Sorter:
    """Puts what is sound into a new brief and remembers where it stood."""

    data: _Entry
    flaws: Flaws
    _wrong: dict[tuple[str, int], set[str]] = field(init=False)
    _doubtful: set[str] = field(init=False)
    """Keys of names of which it is not known which place they mean."""
    _found: _Entry = field(default_factory=lambda: {key: [] for key in _NAMED_IN})
    _loose: list[tuple[str, str]] = field(default_factory=list)
    """Names of places in records that cannot be kept, each with its path."""
    _stood: dict[str, str] = field(default_factory=dict)
    """Path in the new brief to the path in the file."""

    def __post_init__(self) -> None:
        self._wrong = _fields_by_entry(self.flaws.paths)
        self._doubtful = self.flaws.doubtful_names | {
            name_key(str(entry.get("name")))
            for index, entry in _entries(self.data, "places")
            if self._wrong.get(("places", index), set()) - _SAYS_NOT_WHERE
        }

    def sound(self) -> _Entry:
        """Return the new brief's data."""
        for key in _NAMED_IN:
            for index, entry in _entries(self.data, key):
                self._sort(key, index, entry)
        self._sort_what_stands_once()
        self._keep_loose_names()
        return self._found

    def origin_of(self, path: str) -> Origin:
        """Return where something of the new brief was written."""
        if path not in self._stood:
            stem, bracket, name = path.partition("]")
            return self.flaws.where(self._stood.get(stem + bracket, stem + bracket) + name)
        return self.flaws.where(self._stood[path])

    def _sort(self, key: str, index: int, entry: _Entry) -> None:
        """Keep an entry without its flawed fields, or at least the places that it names."""
        wrong = self._wrong.get((key, index), set())
        known = _rule(key)["properties"].keys() - wrong
        sound = {name: value for name, value in entry.items() if name in known}
        names = {name: sound[name] for name in _NAMED_IN[key] if name in sound}
        whole = bool(sound) and "" not in wrong and _is_enough(key, sound)
        if whole and not any(name_key(name) in self._doubtful for name in names.values()):
            self._stood[f"{key}[{len(self._found[key])}]"] = f"{key}[{index}]"
            self._found[key].append(sound)
        elif key != "places":
            self._loose += ((name, f"{key}[{index}].{at}") for at, name in names.items())

    def _sort_what_stands_once(self) -> None:
        """Keep the title, the view and their like; a view's centre is a place, too."""
        wrong = {path.partition(".")[0] for path in self.flaws.paths}
        sound = {key: self.data[key] for key in _ONCE if key in self.data and key not in wrong}
        view = self.data.get("view")
        center = view.get("center") if isinstance(view, dict) else None
        if isinstance(center, str) and "view.center" not in self.flaws.paths:
            if "view" not in sound:
                self._loose.append((center, "view.center"))
            elif name_key(center) in self._doubtful:
                del sound["view"]
        names = self.data.get("names")
        if isinstance(names, dict) and "names" not in self.flaws.paths:
            sound["names"] = {
                name: ours for name, ours in names.items() if f"names.{name}" not in self.flaws
            }
        self._found |= {"title": ""} | sound

    def _keep_loose_names(self) -> None:
        """Keep names of places whose records could not be kept, each once, as places not shown."""
        known = {name_key(place["name"]) for place in self._found["places"]} | self._doubtful
        for name, path in self._loose:
            if isinstance(name, str) and name_key(name) and name_key(name) not in known:
                known.add(name_key(name))
                here = f"places[{len(self._found['places'])}]"
                self._stood |= {here: path.rpartition(".")[0], f"{here}.name": path}
                self._found["places"].append({"name": name, "show": False})


def _fields_by_entry(paths: Iterable[str]) -> dict[tuple[str, int], set[str]]:
    """Return the flawed fields of each entry of a list; an empty text is the entry itself."""
    wrong: dict[tuple[str, int], set[str]] = {}
    for path in paths:
        match = _ENTRY.match(path)
        if match:
            wrong.setdefault((match[1], int(match[2])), set()).add(match[3] or "")
    return wrong


def _entries(data: _Entry, key: str) -> Iterator[tuple[int, _Entry]]:
    items = data.get(key)
    for index, entry in enumerate(items if isinstance(items, list) else ()):
        if isinstance(entry, dict):
            yield index, entry


def _is_enough(key: str, sound: _Entry) -> bool:
    """Tell whether an entry has what it cannot be without."""
    rule = _rule(key)
    choices = rule.get("anyOf", [{}]) if key == "areas" else [{}]
    needed = set(rule.get("required", ()))
    return any(needed.union(choice.get("required", ())) <= set(sound) for choice in choices)


def _rule(key: str) -> _Entry:
    """Return what the schema says of the entries of a list."""
    rule: _Entry = schema()["$defs"][_KINDS[key]]
    return rule
