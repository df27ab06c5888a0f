"""What is told of each place, movement and distance: plain text for templates, not yet escaped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geobrief.geodesy import Units, format_distance
from geobrief.language import words as words_of
from geobrief.layers.columns import rows_of
from geobrief.model.location import Basis, is_rough, is_spot
from geobrief.render.words import date_in_words, in_tense
from geobrief.scene.crowd import is_crowd
from geobrief.scene.text import headed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geobrief.language import Said, Words
    from geobrief.layers import Layers
    from geobrief.scene.tense import Tense

__all__ = ["Cards", "DistanceCard", "MovementCard", "PlaceCard", "Stay", "make_cards", "number_of"]


_PREPOSITIONS = {
    **dict.fromkeys(("ATOL", "ISL", "ISLS", "SPIT"), "on"),
    **dict.fromkeys(("BK", "CAPE", "LK", "LKS", "MT", "PASS", "RF", "RSV", "SHOL", "VLC"), "at"),
}
"""What stands before a place of a kind that one is neither in nor, as in a building, at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """Who is at a place."""

    id: str
    who: str
    role: str
    status: str
    tense: Tense
    """Whether it was over when the story was told, or ahead."""
    meaning: str
    when: str
    written: str
    """The same in ISO 8601."""
    spans: bool
    """It is a range of dates."""
    note: str
    inferred: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceCard:
    """A place and who is there."""

    id: str
    name: str
    heading: str
    """The name, to stand on its own."""
    within: str
    """`in` a town or country, `on` an island, `at` a building or a bare point."""
    is_rough: bool
    """Its position is approximate."""
    point: str
    """Its coordinates and where they come from."""
    degrees: str
    """The coordinates in it, as they are written there."""
    note: str
    stays: tuple[Stay, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MovementCard:
    """Who goes from where to where, and how far that is."""

    id: str
    who: str
    role: str
    start: str
    end: str
    start_id: str
    end_id: str
    status: str
    tense: Tense
    meaning: str
    when: str
    written: str
    """The same in ISO 8601."""
    spans: bool
    """It is a range of dates."""
    distance: str
    spoken: str
    """The distance with its units in full."""
    bearing: str
    note: str
    inferred: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DistanceCard:
    """A distance that is claimed or shown, beside what the line measures."""

    id: str
    start: str
    end: str
    start_id: str
    end_id: str
    claim: str
    measured: str
    spoken: str
    """What is measured, with its units in full."""
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cards:
    """Everything of a story that is told beside or upon the map."""

    places: tuple[PlaceCard, ...]
    movements: tuple[MovementCard, ...]
    distances: tuple[DistanceCard, ...]

    @property
    def stays(self) -> list[tuple[PlaceCard, Stay]]:
        """All stays, each with its place, in the brief's order."""
        stays = [(card, stay) for card in self.places for stay in card.stays]
        return sorted(stays, key=lambda pair: number_of(pair[1].id))


def number_of(record_id: str) -> int:
    """Return which of the brief's records an id means: 3 is the third, `brief.sightings[2]`."""
    return int(record_id.rpartition("-")[2])


def make_cards(
    layers: Layers,
    *,
    units: Units,
    words: Words | None = None,
    tenses: Mapping[str, Tense] | None = None,
) -> Cards:
    """Gather what is told of all that is shown, in the order in which the records name it.

    Args:
        layers: the story's.
        units: of distances.
        words: the page's; in English without.
        tenses: which records were over when the story was told, and which ahead, by their ids.
    """
    words, tenses = words or words_of(), tenses or {}
    stays: dict[str, list[Stay]] = {}
    for row in _shown(layers.sightings):
        stays.setdefault(row["place_id"], []).append(_stay(row, words, tenses.get(row["id"], "")))
    order = _order(layers)
    rows = sorted(_shown(layers.places), key=lambda row: order.get(row["id"], len(order)))
    places = tuple(_place(row, stays.get(row["id"], []), words) for row in rows)
    told = {card.id for card in places}
    movements = [row for row in _shown(layers.movements) if {row["from_id"], row["to_id"]} <= told]
    return Cards(
        places=places,
        movements=tuple(
            _movement(row, units, words, tenses.get(row["id"], "")) for row in movements
        ),
        distances=tuple(
            _distance(row, units, words)
            for row in _shown(layers.distances)
            if {row["from_id"], row["to_id"]} <= told
        ),
    )


def _shown(table: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - a GeoDataFrame
    return rows_of(table[table["show"]])


def _order(layers: Layers) -> dict[str, int]:
    """Number the places as the story comes to them; those that no record names are left out.

    A crowd is a list rather than a story: it keeps the order that it was given in.
    """
    ways = [*_shown(layers.movements), *_shown(layers.distances)]
    if is_crowd(int(layers.places["show"].sum()), len(ways)):
        return {}
    named = [row["place_id"] for row in _shown(layers.sightings)]
    named += [row[end] for row in ways for end in ("from_id", "to_id")]
    return {place: number for number, place in enumerate(dict.fromkeys(named))}


def _stay(row: dict[str, Any], words: Words, tense: Tense) -> Stay:
    return Stay(
        id=row["id"],
        who=row["who"],
        role=row["role"],
        status=row["status"],
        tense=tense,
        meaning=words.say(in_tense("meaning.staying", row["status"], tense, words)),
        when=date_in_words(row["when"], words) if row["when"] else "",
        written=row["when"],
        spans="/" in row["when"],
        note=row["note"],
        inferred=bool(row["inferred"]),
    )


def _place(row: dict[str, Any], stays: list[Stay], words: Words) -> PlaceCard:
    name = row["label"] or row["name"]
    return PlaceCard(
        id=row["id"],
        name=name,
        heading=headed(name),
        within=_within(row),
        is_rough=is_rough(row["basis"]),
        point=_point(row, words),
        degrees=_degrees(row, words),
        note=row["note"],
        stays=tuple(stays),
    )


def _within(row: dict[str, Any]) -> str:
    if row["basis"] in {Basis.BRIEF, Basis.COORDINATES} or is_spot(row["kind"]):
        return "at"
    return _PREPOSITIONS.get(row["kind"], "in")


def _point(row: dict[str, Any], words: Words) -> Said:
    degrees = _degrees(row, words)
    if row["basis"] == Basis.BRIEF:
        return words.say("point.given", degrees=degrees)
    if row["basis"] == Basis.COORDINATES:
        return degrees
    if row["basis"] == Basis.CAPITAL:
        return words.say("point.capital", degrees=degrees, capital=row["stands_in"])
    known = _known(row, words)
    if is_rough(row["basis"]):
        point = words.say(f"point.{_middle(row)}", degrees=degrees)
        is_known = headed(row["name"]).removeprefix("The ") == known
        return point if is_known else words.say("point.place", point=point, place=known)
    point = words.say("point.place", point=degrees, place=known)
    number = row["geonameid"]  # or pandas' missing value
    is_numbered = isinstance(number, int)
    return words.say("point.geonames", point=point, number=str(number)) if is_numbered else point


def _known(row: dict[str, Any], words: Words) -> Said:
    """Return what the place was taken for, its division and its country, each once."""
    country = words.country(row["country"]) or row["country_name"]
    where = dict.fromkeys((row["taken_for"], row["admin1"], country))
    return words.comma([part for part in where if part])


def _middle(row: dict[str, Any]) -> str:
    """Return the word for how a rough point was chosen."""
    if row["basis"] == Basis.AREA:
        return "area"
    return "editor_in" if _within(row) == "in" else "editor"


def _degrees(row: dict[str, Any], words: Words) -> Said:
    lon_deg, lat_deg = row["geometry"].x, row["geometry"].y
    decimals = 2 if is_rough(row["basis"]) else 4
    lat, lon = (words.number(abs(deg), decimals=decimals) for deg in (lat_deg, lon_deg))
    north = words.say(f"point.{'south' if lat_deg < 0 else 'north'}", degrees=lat)
    east = words.say(f"point.{'west' if lon_deg < 0 else 'east'}", degrees=lon)
    return words.comma([north, east])


def _movement(row: dict[str, Any], units: Units, words: Words, tense: Tense) -> MovementCard:
    bearing = row["bearing_deg"]
    return MovementCard(
        id=row["id"],
        who=row["who"],
        role=row["role"],
        start=row["from"],
        end=row["to"],
        start_id=row["from_id"],
        end_id=row["to_id"],
        status=row["status"],
        tense=tense,
        meaning=words.say(in_tense("meaning.moving", row["status"], tense, words)),
        when=date_in_words(row["when"], words) if row["when"] else "",
        written=row["when"],
        spans="/" in row["when"],
        distance=format_distance(row["distance_m"], units=units, words=words),
        spoken=format_distance(row["distance_m"], units=units, words=words, in_full=True),
        bearing=words.say(
            "compass.bearing",
            degrees=words.number(bearing),
            point=words.compass_point(bearing),
        ),
        note=row["note"],
        inferred=bool(row["inferred"]),
    )


def _distance(row: dict[str, Any], units: Units, words: Words) -> DistanceCard:
    return DistanceCard(
        id=row["id"],
        start=headed(row["from"]),
        end=row["to"],
        start_id=row["from_id"],
        end_id=row["to_id"],
        claim=row["claim"],
        measured=format_distance(row["distance_m"], units=units, words=words),
        spoken=format_distance(row["distance_m"], units=units, words=words, in_full=True),
        note=row["note"],
    )
