"""Large stories, made of seeded chance: the same for the same numbers."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from geobrief.model import Brief

__all__ = ["large_brief", "large_points"]

_STATUSES = ("confirmed", "planned", "possible", "declined")


def large_points(places: int, *, seed: int = 5) -> list[tuple[str, float, float]]:
    """Return names with latitude and longitude, thickest in the middle of Europe."""
    chance = random.Random(seed)  # noqa: S311 - the same each time, not secret
    return [
        (f"Site {number}", round(chance.gauss(48, 6), 5), round(chance.gauss(25, 12), 5))
        for number in range(1, places + 1)
    ]


def large_brief(places: int, movements: int, *, seed: int = 5) -> Brief:
    """Return a story of so many places, a third of them with someone there, and movements."""
    from geobrief.model import Brief

    return Brief.from_dict(_data(places, movements, seed))


def _data(places: int, movements: int, seed: int) -> dict[str, Any]:
    chance = random.Random(seed + 1)  # noqa: S311 - see above
    points = large_points(places, seed=seed)
    ends = [name for name, _, _ in points[:400]]
    routes = [chance.sample(ends, 2) for _ in range(movements)]
    return {
        "title": "A large story",
        "date": "2025-05-31",
        "places": [
            {"name": name, "lat": lat, "lon": lon}
            | ({"note": f"seen on day {number % 31 + 1}"} if number % 4 == 0 else {})
            for number, (name, lat, lon) in enumerate(points)
        ],
        "sightings": [
            {"who": f"Unit {number % 50}", "at": name, "when": f"2025-05-{number % 28 + 1:02}"}
            for number, (name, _, _) in enumerate(points[::3])
        ],
        "movements": [
            {
                "who": f"Unit {number % 50}",
                "from": start,
                "to": end,
                "when": f"2025-05-{number % 28 + 1:02}",
                "status": _STATUSES[number % len(_STATUSES)],
            }
            for number, (start, end) in enumerate(routes)
        ],
    }
