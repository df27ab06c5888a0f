"""How places and names are written in messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geobrief.gazetteer.normal import normalise

if TYPE_CHECKING:
    from geobrief.gazetteer.store import Entry

__all__ = ["described", "shown", "where"]

_DIVISIONS = {"ADM1": "the state or region", "ADM2": "the county or district"}
"""In words for those who don't know the terms."""

_LONGEST_SHOWN = 60
"""Longer texts are cut in messages, in characters."""


def shown(text: str) -> str:
    """Quote what was given: cut to a readable length, control characters made visible."""
    cut = text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"
    visible = (char if char.isprintable() else ascii(char)[1:-1] for char in cut)
    return f'"{"".join(visible)}"'


def where(entry: Entry) -> str:
    """Name a place with its division and country: "Paris, Texas, United States"."""
    parts = [entry.name]
    for part in (entry.admin1, entry.country_name):
        if part and normalise(part) != normalise(parts[-1]):
            parts.append(part)
    return ", ".join(parts)


def described(entry: Entry, *, asked: str = "") -> str:
    """Name a place with what tells it apart: its kind and population, and the name it bears."""
    notes = []
    if entry.is_country:
        notes.append("the country")
    elif entry.is_division:
        notes.append(_DIVISIONS[entry.kind])
    if entry.population and not entry.is_division:
        notes.append(f"pop. {entry.population:,}")
    if asked and not entry.is_own_name:
        notes.append(f"also called {shown(asked)[1:-1]}")
    return f"{where(entry)} ({'; '.join(notes)})" if notes else where(entry)
