"""Two hundred briefs, made of seeded chance: the same for the same number.

Their places have coordinates and their names are made up, so that no gazetteer has a say in them.
"""

from __future__ import annotations

import math
import random
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["COUNT", "brief_data", "place_names"]

COUNT = 200

DATA = Path(__file__).resolve().parent / "data"

_KM_PER_DEG = 111.2
_FEWEST, _MOST = 2, 40

_EXTENTS_KM = {"quarter": 1.2, "city": 15, "region": 90, "country": 450, "continent": 2400}
"""Half of what the places are spread over."""
_CENTRES = (
    (48.2, 16.4),
    (41.0, 29.0),
    (31.8, 35.3),
    (-1.3, 36.8),
    (35.7, 139.7),
    (-33.4, -70.6),
    (44.0, 20.5),
    (39.0, -95.0),
    (23.0, 113.0),
    (-25.0, 134.0),
)
_EDGES = (
    (89.6, 20.0),
    (-88.0, 100.0),
    (78.5, -30.0),
    (-17.5, 179.9),
    (65.6, -179.5),
    (52.0, 179.0),
)
"""Poles and the antimeridian."""


def _read_syllables() -> dict[str, list[str]]:
    lines = (DATA / "syllables.txt").read_text(encoding="utf-8").splitlines()
    rows = (line.split(":") for line in lines if not line.startswith("#"))
    return {script: pieces.split() for script, pieces in rows}


_SYLLABLES = _read_syllables()
_JOINED_BY_BLANKS = {"Vietnamese", "Arabic"}
_LONGEST = {"long Latin": 60, "Chinese": 12}
_STATUSES = ("confirmed", "confirmed", "planned", "possible", "declined")
_SIDES = ("right", "left", "above", "below", "above-right", "below-left")


def brief_data(number: int) -> dict[str, Any]:
    """Return one of the briefs, as its file would hold it."""
    chance = random.Random(f"brief {number}")  # noqa: S311 - the same each time, not secret
    count = _count(number, chance)
    names = _names(count, chance)
    points = _points(number, count, chance)
    people = _names(min(6, count), chance)
    return {
        "title": f"Brief {number}",
        "date": "2025-05-31",
        "people": [
            {"name": name, "side": f"Side {index % 3}"} for index, name in enumerate(people)
        ],
        "places": [_place(name, point, chance) for name, point in zip(names, points, strict=True)],
        "sightings": list(_sightings(names, people, chance)),
        "movements": list(_movements(names, people, chance)),
        "distances": list(_distances(names, chance)),
        "areas": list(_areas(number, points, chance)),
    }


def place_names(data: dict[str, Any]) -> list[str]:
    """Return what is to be read on the map or in its key: of each place its label."""
    return [place.get("label", {}).get("text") or place["name"] for place in data["places"]]


def _count(number: int, chance: random.Random) -> int:
    """Return how many places: each kind of brief has small, middling and full ones."""
    return (_FEWEST, _MOST, chance.randint(3, 8), chance.randint(9, 25))[number % 4]


def _names(count: int, chance: random.Random) -> list[str]:
    """Return that many different names, most of a brief in one script."""
    main = chance.choice(list(_SYLLABLES))
    names: dict[str, None] = {}
    while len(names) < count:
        script = main if chance.random() < 0.6 else chance.choice(list(_SYLLABLES))
        names[_name(script, chance)] = None
    return list(names)


def _name(script: str, chance: random.Random) -> str:
    blank = " " if script in _JOINED_BY_BLANKS else ""
    least = chance.choice((2, 5, 8, 8, 12, _LONGEST.get(script, 24)))
    least = min(least, _LONGEST.get(script, 24))
    name = chance.choice(_SYLLABLES[script])
    while len(name) < least:
        gap = " " if len(name) > 12 and script != "Chinese" and chance.random() < 0.2 else blank
        name += gap + chance.choice(_SYLLABLES[script])
    name = name.strip("- ")
    return name[0].upper() + name[1:]


def _points(number: int, count: int, chance: random.Random) -> list[tuple[float, float]]:
    """Return latitudes and longitudes: all over the world, or about a middle."""
    kinds = (*_EXTENTS_KM, "world")
    kind = kinds[number // 4 % len(kinds)]
    if kind == "world":
        middles = [_anywhere(chance) for _ in range(max(2, count // 3))]
        return [
            _near(chance.choice(middles), 300, chance)
            if chance.random() < 0.5
            else _anywhere(chance)
            for _ in range(count)
        ]
    centre = chance.choice(_EDGES if number % 5 == 0 else _CENTRES)
    extent = _EXTENTS_KM[kind]
    if chance.random() < 0.5:
        return [_near(centre, extent, chance) for _ in range(count)]
    middles = [_near(centre, extent, chance) for _ in range(1 + count // 8)]
    return [_near(chance.choice(middles), extent / 12, chance) for _ in range(count)]


def _anywhere(chance: random.Random) -> tuple[float, float]:
    return round(math.degrees(math.asin(chance.uniform(-0.9, 0.97))), 5), round(
        chance.uniform(-180, 180), 5
    )


def _near(
    centre: tuple[float, float], extent_km: float, chance: random.Random
) -> tuple[float, float]:
    """Return a point within a distance, on a plane that touches the Earth there; over poles too."""
    angle, way = chance.uniform(0, math.tau), extent_km * math.sqrt(chance.random())
    lat, lon, arc = *map(math.radians, centre), math.radians(way / _KM_PER_DEG)
    sine = math.sin(lat) * math.cos(arc) + math.cos(lat) * math.sin(arc) * math.cos(angle)
    east = math.sin(angle) * math.sin(arc) * math.cos(lat)
    turned = math.degrees(lon + math.atan2(east, math.cos(arc) - math.sin(lat) * sine))
    return round(math.degrees(math.asin(sine)), 5), round((turned + 180) % 360 - 180, 5)


def _place(name: str, point: tuple[float, float], chance: random.Random) -> dict[str, Any]:
    lat, lon = point
    label: dict[str, Any] = {}
    if chance.random() < 0.1:
        label["text"] = name.upper()
    if chance.random() < 0.1:
        label["at"] = chance.choice(_SIDES)
    return {"name": name, "lat": lat, "lon": lon} | ({"label": label} if label else {})


def _sightings(
    names: list[str], people: list[str], chance: random.Random
) -> Iterator[dict[str, Any]]:
    for at in chance.sample(names, len(names) // 3):
        sighting = {
            "who": chance.choice(people),
            "at": at,
            "when": f"2025-05-{chance.randint(1, 31):02}",
            "status": chance.choice(_STATUSES),
        }
        if chance.random() < 0.15:
            sighting |= {"note": "Seen by two of our reporters.", "callout": True}
        yield sighting


def _movements(
    names: list[str], people: list[str], chance: random.Random
) -> Iterator[dict[str, Any]]:
    for _ in range(chance.choice((0, 1, len(names) // 3, len(names) // 2))):
        start, end = chance.sample(names, 2)
        yield {
            "who": chance.choice(people),
            "from": start,
            "to": end,
            "when": f"2025-05-{chance.randint(1, 31):02}",
            "status": chance.choice(_STATUSES),
        }


def _distances(names: list[str], chance: random.Random) -> Iterator[dict[str, Any]]:
    if chance.random() < 0.4:
        start, end = chance.sample(names, 2)
        yield {"from": start, "to": end}


def _areas(
    number: int, points: list[tuple[float, float]], chance: random.Random
) -> Iterator[dict[str, Any]]:
    """Yield now and then a box about one of the places, where a box is no trouble."""
    lat, lon = chance.choice(points)
    if number % 6 == 1 and abs(lat) < 75 and abs(lon) < 170:
        west, east, south, north = lon - 0.8, lon + 0.9, lat - 0.5, lat + 0.7
        ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
        yield {"geojson": {"type": "Polygon", "coordinates": [ring]}, "label": "Zone A"}
