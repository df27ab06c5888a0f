"""What is told of each place, movement and distance: plain text for templates, not yet escaped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geobrief.geodesy import Units, compass_point, format_distance
from geobrief.layers.columns import rows_of
from geobrief.model.location import Basis, is_rough, is_spot
from geobrief.render.words import MEANING_MOVING, MEANING_STAYING, date_in_words
from geobrief.scene.text import headed

if TYPE_CHECKING:
    from geobrief.layers import Layers

__all__ = ["Cards", "DistanceCard", "MovementCard", "PlaceCard", "Stay", "make_cards"]


_PREPOSITIONS = {
    **dict.fromkeys(("ATOL", "ISL", "ISLS", "SPIT"), "on"),
    **dict.fromkeys(("BK", "CAPE", "LK", "LKS", "MT", "PASS", "RF", "RSV", "SHOL", "VLC"), "at"),
}
"""What stands before a place of a kind that one is neither in nor, as in a building, at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """Who is at a place."""

    who: str
    role: str
    status: str
    meaning: str
    when: str
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
    meaning: str
    when: str
    distance: str
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
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cards:
    """Everything of a story that is told beside or upon the map."""

    places: tuple[PlaceCard, ...]
    movements: tuple[MovementCard, ...]
    distances: tuple[DistanceCard, ...]


def make_cards(layers: Layers, *, units: Units) -> Cards:
    """Gather what is told of all that is shown, in the brief's order."""
    stays: dict[str, list[Stay]] = {}
    for row in _shown(layers.sightings):
        stays.setdefault(row["place_id"], []).append(_stay(row))
    places = tuple(_place(row, stays.get(row["id"], [])) for row in _shown(layers.places))
    told = {card.id for card in places}
    movements = [row for row in _shown(layers.movements) if {row["from_id"], row["to_id"]} <= told]
    return Cards(
        places=places,
        movements=tuple(_movement(row, units) for row in movements),
        distances=tuple(
            _distance(row, units)
            for row in _shown(layers.distances)
            if {row["from_id"], row["to_id"]} <= told
        ),
    )


def _shown(table: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - a GeoDataFrame
    return rows_of(table[table["show"]])


def _stay(row: dict[str, Any]) -> Stay:
    return Stay(
        who=row["who"],
        role=row["role"],
        status=row["status"],
        meaning=MEANING_STAYING[row["status"]],
        when=date_in_words(row["when"]) if row["when"] else "",
        note=row["note"],
        inferred=bool(row["inferred"]),
    )


def _place(row: dict[str, Any], stays: list[Stay]) -> PlaceCard:
    name = row["label"] or row["name"]
    return PlaceCard(
        id=row["id"],
        name=name,
        heading=headed(name),
        within=_within(row),
        is_rough=is_rough(row["basis"]),
        point=_point(row),
        degrees=_degrees(row),
        note=row["note"],
        stays=tuple(stays),
    )


def _within(row: dict[str, Any]) -> str:
    if row["basis"] in {Basis.BRIEF, Basis.COORDINATES} or is_spot(row["kind"]):
        return "at"
    return _PREPOSITIONS.get(row["kind"], "in")


def _point(row: dict[str, Any]) -> str:
    degrees = _degrees(row)
    if row["basis"] == Basis.BRIEF:
        return f"{degrees}, given by the editors"
    if row["basis"] == Basis.COORDINATES:
        return degrees
    if row["basis"] == Basis.CAPITAL:
        return f"{degrees}: its capital, {row['stands_in']}, stands for it"
    where = dict.fromkeys((row["taken_for"], row["admin1"], row["country_name"]))
    known = ", ".join(part for part in where if part)
    said = "" if headed(row["name"]).removeprefix("The ") == known else f": {known}"
    if row["basis"] == Basis.AREA:
        return f"about {degrees}, its middle{said}"
    if row["basis"] == Basis.EDITOR:
        what = "a point in it set" if _within(row) == "in" else "set"
        return f"about {degrees}, {what} by geobrief's editors{said}"
    return f"{degrees}: {known}{_number(row['geonameid'])}"


def _degrees(row: dict[str, Any]) -> str:
    lon_deg, lat_deg = row["geometry"].x, row["geometry"].y
    digits = 2 if is_rough(row["basis"]) else 4
    lat = f"{abs(lat_deg):.{digits}f}° {'S' if lat_deg < 0 else 'N'}"
    return f"{lat}, {abs(lon_deg):.{digits}f}° {'W' if lon_deg < 0 else 'E'}"


def _number(geonameid: Any) -> str:  # noqa: ANN401 - an integer, or pandas' missing value
    return f" (GeoNames {geonameid})" if isinstance(geonameid, int) else ""


def _movement(row: dict[str, Any], units: Units) -> MovementCard:
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
        meaning=MEANING_MOVING[row["status"]],
        when=date_in_words(row["when"]) if row["when"] else "",
        distance=format_distance(row["distance_m"], units=units),
        bearing=f"{bearing:.0f}° ({compass_point(bearing)})",
        note=row["note"],
        inferred=bool(row["inferred"]),
    )


def _distance(row: dict[str, Any], units: Units) -> DistanceCard:
    return DistanceCard(
        id=row["id"],
        start=headed(row["from"]),
        end=row["to"],
        start_id=row["from_id"],
        end_id=row["to_id"],
        claim=row["claim"],
        measured=format_distance(row["distance_m"], units=units),
        note=row["note"],
    )
