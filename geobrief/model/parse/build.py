"""Plain data without a flaw becomes a Brief."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from geobrief.model.brief import (
    Area,
    Background,
    Brief,
    Claim,
    Evidence,
    Item,
    Label,
    Movement,
    Origin,
    Person,
    Place,
    Publish,
    Sighting,
    Source,
    Status,
    View,
)
from geobrief.model.parse.areas import geometry_of
from geobrief.model.when import When

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["build_brief"]

_TEXTS = ("title", "summary", "units", "language", "inset", "corrected")
_NAMED_IN = {
    "places": ("name",),
    "sightings": ("at",),
    "movements": ("from", "to"),
    "distances": ("from", "to"),
    "areas": ("name",),
}
"""The fields whose names are looked up later, so that a message can say where each stands."""

_Entry = dict[str, Any]
_AnyItem = TypeVar("_AnyItem", bound=Item)


def build_brief(data: _Entry, origin_of: Callable[[str], Origin]) -> Brief:
    """Make a Brief of data that has been checked."""

    def items(key: str, make: Callable[[_Entry, Origin], _AnyItem]) -> tuple[_AnyItem, ...]:
        entries = enumerate(data.get(key, ()))
        return tuple(make(entry, origin_of(f"{key}[{index}]")) for index, entry in entries)

    return Brief(
        **{key: data[key] for key in _TEXTS if key in data},
        date=_day(data["date"]) if "date" in data else None,
        source=Source(**data["source"]) if "source" in data else None,
        people=items("people", _person),
        places=items("places", _place),
        sightings=items("sightings", _sighting),
        movements=items("movements", _movement),
        distances=items("distances", _claim),
        areas=items("areas", _area),
        background=items("background", _background),
        view=_view(data["view"]) if "view" in data else None,
        names=data.get("names", {}),
        publish=Publish(**data["publish"]) if "publish" in data else None,
        origin=origin_of(""),
        origins={path: origin_of(path) for path in _paths_of_names(data)},
    )


def _person(entry: _Entry, origin: Origin) -> Person:
    return Person(
        **_texts(entry, "name", "role", "side"),
        **_common(entry, origin),
        aliases=tuple(entry.get("aliases", ())),
    )


def _place(entry: _Entry, origin: Origin) -> Place:
    return Place(
        **_texts(entry, "name", "country", "note"),
        **_common(entry, origin),
        lat_deg=_number(entry, "lat"),
        lon_deg=_number(entry, "lon"),
        geonameid=int(entry["geonameid"]) if "geonameid" in entry else None,
        label=Label(**entry.get("label", {})),
    )


def _sighting(entry: _Entry, origin: Origin) -> Sighting:
    return Sighting(**_texts(entry, "who", "at", "note", "callout"), **_course(entry, origin))


def _movement(entry: _Entry, origin: Origin) -> Movement:
    return Movement(
        **_texts(entry, "who", "to", "note", "curve"),
        **_course(entry, origin),
        from_=entry["from"],
    )


def _claim(entry: _Entry, origin: Origin) -> Claim:
    return Claim(
        **_texts(entry, "to", "claim", "note"), **_common(entry, origin), from_=entry["from"]
    )


def _area(entry: _Entry, origin: Origin) -> Area:
    return Area(
        **_texts(entry, "name", "label", "note"),
        **_common(entry, origin),
        geojson=geometry_of(entry["geojson"]) if "geojson" in entry else None,
    )


def _background(entry: _Entry, origin: Origin) -> Background:
    return Background(
        **_texts(entry, "name", "who", "at", "to", "note"),
        **_course(entry, origin),
        from_=entry.get("from", ""),
    )


def _texts(entry: _Entry, *keys: str) -> dict[str, Any]:
    return {key: entry[key] for key in keys if key in entry}


def _course(entry: _Entry, origin: Origin) -> dict[str, Any]:
    """Return what an event carries: when, how sure, and what every item carries."""
    course = _common(entry, origin)
    if "when" in entry:
        course["when"] = When.parse(entry["when"])
    if "status" in entry:
        course["status"] = Status(entry["status"])
    return course


def _common(entry: _Entry, origin: Origin) -> dict[str, Any]:
    """Return what every item carries besides its own fields."""
    support = Evidence(
        evidence=entry.get("evidence", ""),
        confidence=_number(entry, "confidence"),
        inferred=entry.get("inferred", False),
        alternatives=tuple(entry.get("alternatives", ())),
    )
    return {"support": support, "show": entry.get("show", True), "origin": origin}


def _number(entry: _Entry, key: str) -> float | None:
    return float(entry[key]) if key in entry else None


def _day(text: str) -> date:
    return date.fromisoformat(text.strip())


def _view(entry: _Entry) -> View:
    return View(center=entry["center"], width_km=float(entry["width_km"]))


def _paths_of_names(data: _Entry) -> Iterator[str]:
    for key, fields in _NAMED_IN.items():
        for index in range(len(data.get(key, ()))):
            yield from (f"{key}[{index}].{field}" for field in fields)
    if "view" in data:
        yield "view.center"
    yield from (f"names.{name}" for name in data.get("names", {}))
    yield from (f"publish.{key}" for key in data.get("publish", {}))
