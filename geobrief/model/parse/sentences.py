"""What the schema finds wrong, in plain words: a sentence for each of its keywords."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from geobrief.model.misdated import how_to_date
from geobrief.model.parse.degrees import decimal_degrees
from geobrief.model.parse.flaws import show_value
from geobrief.model.parse.plain import join_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from jsonschema.exceptions import ValidationError

__all__ = ["Fault", "sentences"]

_TYPES = {
    "string": "text",
    "number": "a number",
    "integer": "a whole number",
    "boolean": "true or false",
    "array": "a list",
    "object": "an entry with keys",
}
_ALSO_CALLED = {
    "latitude": "lat",
    "lng": "lon",
    "long": "lon",
    "longitude": "lon",
    "person": "who",
    "place": "at",
    "location": "at",
    "where": "at",
    "origin": "from",
    "destination": "to",
    "time": "when",
    **dict.fromkeys(("date", "dates", "datetime", "day"), "when"),
    **dict.fromkeys(("start", "departure"), "from"),
    **dict.fromkeys(("end", "arrival"), "to"),
    **dict.fromkeys(("city", "town", "venue"), "at"),
    "comment": "note",
    "notes": "note",
    "description": "note",
    "party": "side",
    "alias": "aliases",
    **dict.fromkeys(("link", "address", "canonical"), "url"),
    **dict.fromkeys(("picture", "still"), "image"),
    "centre": "center",
    "width": "width_km",
    "correction": "corrected",
    "headline": "title",
    "version": "format",
    "locations": "places",
    "persons": "people",
    "moves": "movements",
    **dict.fromkeys(("lang", "locale"), "language"),
    **dict.fromkeys(("area", "countries", "highlight", "highlights", "regions"), "areas"),
    **dict.fromkeys(("geometry", "outline", "polygon", "shape"), "geojson"),
    **dict.fromkeys(("globe", "locator", "overview"), "inset"),
    **dict.fromkeys(("bend", "bow"), "curve"),
    "text": "label",
}
"""Words that people write for a key and that no likeness of spelling leads back to it."""

_CHOICE_ALSO_CALLED = {
    **dict.fromkeys(
        ("absent", "called off", "canceled", "cancelled", "no", "refused", "rejected"), "declined"
    ),
    **dict.fromkeys(("due", "expected", "future", "scheduled", "upcoming"), "planned"),
    **dict.fromkeys(
        ("likely", "maybe", "perhaps", "potential", "probable", "tentative", "unconfirmed"),
        "possible",
    ),
    **dict.fromkeys(("actual", "certain", "done", "past", "true", "yes"), "confirmed"),
    **dict.fromkeys(("mile", "miles"), "mi"),
    **dict.fromkeys(("kilometers", "kilometres", "kms"), "km"),
    **dict.fromkeys(("globe", "earth"), "world"),
    **dict.fromkeys(("automatic", "default"), "auto"),
    **dict.fromkeys(("off", "nothing"), "none"),
    "line": "straight",
}
"""The same for values of which there are only a few."""
_IF_NOT = ("none", "straight")
"""What is meant by no and by false where there is a choice."""

_BELONGS_UNDER = {
    **dict.fromkeys(("lat", "lon", "country", "geonameid", "label"), "places"),
    **dict.fromkeys(("aliases", "role", "side"), "people"),
    "callout": "sightings",
    "curve": "movements",
    "geojson": "areas",
    "leader": "label",
    "image": "publish",
    **dict.fromkeys(("inset", "language"), "the brief itself"),
}
_DATED = frozenset({"date", "when"})
_TRUTHS = {
    **dict.fromkeys(("yes", "on", "y", "true", 1), "true"),
    **dict.fromkeys(("no", "off", "n", "false", 0), "false"),
}
_LIMITS_DEG = {"lat": 90, "lon": 180}
_SHORT = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A jsonschema error, of which only this much is of use."""

    keyword: str
    path: tuple[str | int, ...]
    value: Any
    wanted: Any
    """What the schema gives after the keyword."""
    rule: dict[str, Any]
    """The part of the schema that the keyword stands in."""
    in_key: bool
    """Whether the value is itself a key."""
    whole: Any
    """All of the brief."""

    @classmethod
    def of(
        cls, error: ValidationError, *, whole: object, above: tuple[str | int, ...] = ()
    ) -> Fault:
        """Take from a jsonschema error what a sentence needs; it judged what is at `above`."""
        return cls(
            keyword=str(error.validator),
            path=(*above, *error.absolute_path),
            value=error.instance,
            wanted=error.validator_value,
            rule=dict(error.schema) if isinstance(error.schema, dict) else {},
            in_key="propertyNames" in error.absolute_schema_path,
            whole=whole,
        )

    @property
    def where(self) -> str:
        """The field's path: `sightings[2].when`."""
        return join_path(self.path)

    @property
    def name(self) -> str:
        """The field's own name: `when`, `aliases[1]`, or `a brief`."""
        if not self.path:
            return "a brief"
        return join_path(self.path[-2:]) if isinstance(self.path[-1], int) else str(self.path[-1])

    @property
    def kind(self) -> str:
        """What sort of entry it is: `a sighting`, `source`, or `a brief`."""
        return str(self.rule.get("title", self.name)) if self.path else "a brief"


def sentences(fault: Fault) -> Iterator[tuple[str, str]]:
    """Yield the path and the sentence of each thing that a fault says."""
    if fault.keyword in _SEVERAL:
        yield from _SEVERAL[fault.keyword](fault)
    else:
        yield fault.where, _ONE[fault.keyword](fault)


def _unknown_keys(fault: Fault) -> Iterator[tuple[str, str]]:
    known = tuple(fault.rule["properties"])
    for key in fault.value:
        if key not in known:
            yield join_path((*fault.path, key)), _unknown_key(key, known, fault.kind)


@lru_cache(maxsize=1000)
def _unknown_key(key: str, known: tuple[str, ...], kind: str) -> str:
    unknown = f"{show_value(key)} is not a key of {kind}"
    if key == "<<":
        return f"{unknown}; a brief takes no keys over from elsewhere: write them out"
    if key in _BELONGS_UNDER:
        return f"{unknown}; it belongs under {_BELONGS_UNDER[key]}"
    meant = [_ALSO_CALLED[key.lower()]] if _ALSO_CALLED.get(key.lower()) in known else []
    meant = meant or difflib.get_close_matches(key.lower(), known, n=1, cutoff=0.6)
    if meant:
        return f"{unknown}; did you mean {meant[0]}?"
    return f"{unknown}; its keys are {', '.join(known)}"


def _missing(fault: Fault) -> Iterator[tuple[str, str]]:
    # jsonschema reports each missing key by itself, with all that are required in validator_value.
    for key in fault.wanted:
        if key not in fault.value:
            yield fault.where, f"{fault.kind} needs {key}; add {key}: ..."


def _alone(_fault: Fault) -> str:
    return "lat and lon belong together; give both or neither"


def _type(fault: Fault) -> str:
    if fault.name in _DATED and type(fault.value) is int:
        return f"{show_value(fault.value)} {how_to_date(str(fault.value))}"
    what = f"{fault.name} must be {_TYPES[fault.wanted]}, not {_describe(fault.value)}"
    way_out = _WAYS_OUT.get(fault.wanted)
    return what + (way_out(fault) if way_out else "")


def _quote_it(fault: Fault) -> str:
    if isinstance(fault.value, bool | int | float):
        return f'; put it in quotes: "{_describe(fault.value).rpartition(" ")[2]}"'
    if fault.name == "label":
        return "; write the text alone"
    if isinstance(fault.value, dict):
        return "; if a colon and a blank are part of the text, put it in quotes"
    return "; write it as one text"


def _true_or_false(fault: Fault) -> str:
    said = fault.value.strip().lower() if isinstance(fault.value, str) else fault.value
    return f"; write {_TRUTHS[said]}" if isinstance(said, str | int) and said in _TRUTHS else ""


def _mend_number(fault: Fault) -> str:
    text = fault.value.strip() if isinstance(fault.value, str) else ""
    if re.fullmatch(r"[-+]?\d+(\.\d+)?", text):
        return "; take the quotes away" if len(text) < _SHORT else "; give a shorter one"
    if re.fullmatch(r"\d+(_\d+)+", text) and len(text) < _SHORT:
        return f"; write {text.replace('_', '')}"
    if re.fullmatch(r"[-+]?\d+,\d+", text):
        return f"; write it with a point: {text.replace(',', '.')}"
    if fault.name not in _LIMITS_DEG:
        return "; give one in figures"
    degrees = decimal_degrees(text, fault.name)
    if degrees is not None:
        return f"; write decimal degrees: {degrees}"
    return "; write decimal degrees, as in 41.0391, or give the whole point as the place's name"


def _make_list(fault: Fault) -> str:
    if isinstance(fault.value, str) and len(fault.value) < _SHORT:
        text = show_value(fault.value)[1:-1]
        required = fault.rule.get("items", {}).get("required", ())
        if not required:
            return f"; write [{text}]"
        if required == ["name"]:
            return f"; write [{{name: {text}}}]"
    return "; start each of its entries with a dash"


_ENTRIES = {
    "geojson": "the GeoJSON itself: {type: Polygon, coordinates: ...}",
    "publish": "{url: ...}, the page's own web address",
}


def _make_entry(fault: Fault) -> str:
    required = fault.rule.get("required", ["key"])
    if isinstance(fault.value, str) and required == ["name"] and len(fault.value) < _SHORT:
        return f"; write {{name: {show_value(fault.value)[1:-1]}}}"
    if not fault.path:
        return "; start with title: ..."
    if fault.name in _ENTRIES:
        return f"; write {_ENTRIES[fault.name]}"
    if fault.name == "label" and isinstance(fault.value, str) and len(fault.value) < _SHORT:
        return f"; write {{text: {show_value(fault.value)[1:-1]}}}"
    if fault.kind == "an area":
        return "; write a name, or {name: ...}"
    return f"; write {{{', '.join(f'{key}: ...' for key in required)}}}"


_WAYS_OUT: dict[str, Callable[[Fault], str]] = {
    "string": _quote_it,
    "number": _mend_number,
    "integer": _mend_number,
    "boolean": _true_or_false,
    "array": _make_list,
    "object": _make_entry,
}


def _choice(fault: Fault) -> str:
    *head, last = map(str, fault.wanted)
    choices = (*head, last)
    given = str(fault.value).lower() if isinstance(fault.value, bool) else show_value(fault.value)
    what = f"{fault.name} must be {', '.join(head)} or {last}, not {given}"
    if fault.value is False:
        meant = next((choice for choice in _IF_NOT if choice in choices), "")
    else:
        meant = _likely_choice(fault.value, choices) if isinstance(fault.value, str) else ""
    return f"{what}; did you mean {meant}?" if meant else what


@lru_cache(maxsize=1000)
def _likely_choice(text: str, choices: tuple[str, ...]) -> str:
    said = text.strip().lower()
    if _CHOICE_ALSO_CALLED.get(said) in choices:
        return _CHOICE_ALSO_CALLED[said]
    return next(iter(difflib.get_close_matches(said, choices, n=1)), "")


def _format(fault: Fault) -> str:
    return (
        f"this geobrief reads format 1, not {show_value(fault.value)}; "
        "write format: 1, or use the geobrief that the brief was made for"
    )


def _range(fault: Fault) -> str:
    lowest, highest = fault.rule["minimum"], fault.rule["maximum"]
    unit = " degrees" if fault.name in _LIMITS_DEG else ""
    what = f"{fault.name} {show_value(fault.value)} is not between {lowest} and {highest}{unit}"
    return what + _swap_hint(fault)


def _swap_hint(fault: Fault) -> str:
    """Say so if lat and lon would be possible the other way round."""
    if fault.name not in _LIMITS_DEG:
        return ""
    place = fault.whole
    for part in fault.path[:-1]:
        place = place[part]
    lat, lon = place.get("lat"), place.get("lon")
    if not (isinstance(lat, int | float) and isinstance(lon, int | float)):
        return ""
    if abs(lon) <= _LIMITS_DEG["lat"] and abs(lat) <= _LIMITS_DEG["lon"]:
        return f"; they look swapped, so perhaps lat: {lon}, lon: {lat}"
    return ""


def _pattern(fault: Fault) -> str:
    advice = fault.rule["patternErrorMessage"]
    name = f"a key in {fault.name}" if fault.in_key else fault.name
    if not fault.value.strip():
        return f"{name} is empty; {advice}"
    return f"{name} cannot be {show_value(fault.value)}; {advice}"


def _too_long(fault: Fault) -> str:
    name = f"a key in {fault.name}" if fault.in_key else fault.name
    return (
        f"{name} is {len(fault.value)} characters long ({show_value(fault.value)}); "
        f"{fault.wanted} is the most"
    )


def _says_nothing(fault: Fault) -> str:
    *some, last = (choice["required"][0] for choice in fault.wanted)
    return f"{fault.kind} says nothing; give {', '.join(some)} or {last}, or take it out"


_SEVERAL: dict[str, Callable[[Fault], Iterator[tuple[str, str]]]] = {
    "additionalProperties": _unknown_keys,
    "required": _missing,
}
_ONE: dict[str, Callable[[Fault], str]] = {
    "anyOf": _says_nothing,
    "const": _format,
    "dependentRequired": _alone,
    "enum": _choice,
    "maxLength": _too_long,
    "maximum": _range,
    "minimum": _range,
    "pattern": _pattern,
    "type": _type,
}


def _describe(value: object) -> str:
    if isinstance(value, str):
        return f"the text {show_value(value)}"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return f"the number {value}"
    if isinstance(value, list):
        return "a list"
    return "keys and values" if isinstance(value, dict) else "nothing"
