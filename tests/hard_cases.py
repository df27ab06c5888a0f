"""Stories that are hard to draw, each with a golden picture in golden/images/."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

__all__ = ["HARD_CASES"]

ROOT = Path(__file__).resolve().parent.parent


def _place(name: str, lat: float, lon: float, **more: Any) -> dict[str, Any]:  # noqa: ANN401
    return {"name": name, "lat": lat, "lon": lon} | more


def _way(who: str, start: str, end: str, status: str = "confirmed") -> dict[str, str]:
    return {"who": who, "from": start, "to": end, "status": status}


def _balkans() -> dict[str, Any]:
    text = (ROOT / "tests" / "data" / "balkans.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return {
        "title": "Forty places in the Balkans",
        "places": [_place(row["place"], float(row["lat"]), float(row["lon"])) for row in rows],
    }


_ONE = {
    "title": "One place",
    "places": [_place("Kigali", -1.95, 30.06)],
    "sightings": [{"who": "The delegation", "at": "Kigali", "when": "2025-03-02"}],
}
_NEAR_AND_FAR = {
    "title": "Two 300 m apart and one 9,000 km away",
    "places": [
        _place("Reichstag", 52.5186, 13.3762),
        _place("Brandenburg Gate", 52.5163, 13.3777),
        _place("Tokyo", 35.69, 139.69),
    ],
    "movements": [_way("The minister", "Tokyo", "Reichstag")],
}
_POLE = {
    "title": "At the pole",
    "places": [
        _place("North Pole", 90, 0),
        _place("Ice camp", 88.6, -60),
        _place("Longyearbyen", 78.22, 15.65),
        _place("Resolute", 74.7, -94.83),
    ],
    "movements": [
        _way("Skiers", "Ice camp", "North Pole"),
        _way("Aeroplane", "Longyearbyen", "Ice camp", "planned"),
        _way("Relief", "Resolute", "Ice camp", "possible"),
    ],
}
_ANTIMERIDIAN = {
    "title": "Astride the antimeridian",
    "places": [
        _place("Anadyr", 64.73, 177.51),
        _place("Provideniya", 64.42, -173.23),
        _place("Nome", 64.5, -165.41),
        _place("Ushakovskoye", 70.98, -178.48),
    ],
    "movements": [
        _way("Ferry", "Anadyr", "Provideniya"),
        _way("Mail", "Provideniya", "Nome", "planned"),
        _way("Rangers", "Ushakovskoye", "Anadyr", "declined"),
    ],
}
_ARCHIPELAGO = {
    "title": "An archipelago",
    "places": [
        _place("Corvo", 39.67, -31.11),
        _place("Flores", 39.45, -31.13),
        _place("Faial", 38.53, -28.63),
        _place("Pico", 38.53, -28.53),
        _place("São Jorge", 38.68, -28.21),
        _place("Graciosa", 39.08, -28.0),
        _place("Terceira", 38.66, -27.22),
        _place("São Miguel", 37.74, -25.67),
        _place("Santa Maria", 36.95, -25.15),
    ],
    "movements": [
        _way("Ferry", "São Miguel", "Terceira"),
        _way("Ferry", "Terceira", "São Jorge"),
        _way("Doctor", "Faial", "Flores", "planned"),
    ],
}

HARD_CASES: dict[str, dict[str, Any] | Path] = {
    "one-place": _ONE,
    "near-and-far": _NEAR_AND_FAR,
    "pole": _POLE,
    "antimeridian": _ANTIMERIDIAN,
    "archipelago": _ARCHIPELAGO,
    "city-quarter": ROOT / "gallery" / "city-quarter.yaml",
    "world-tour": ROOT / "gallery" / "world-tour.yaml",
    "balkans": _balkans(),
}
"""Each a brief, or the file of one."""
