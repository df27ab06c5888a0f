"""How places and names are written in messages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geobrief.gazetteer.normal import normalise
from geobrief.gazetteer.store import Division

if TYPE_CHECKING:
    from geobrief.gazetteer.store import Entry

__all__ = [
    "described",
    "described_division",
    "described_rival",
    "kind_of_division",
    "shown",
    "where",
]

_TAKES_ARTICLE = re.compile(
    r"^(United|Republic|Democratic|Central African|Dominican R|Bahamas|Gambia|Maldives|Comoros"
    r"|Seychelles|Philippines|Netherlands|Vatican)|(Islands|Territor(y|ies))$"
)

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
    """Name a place with what tells it apart: its population, and the name it also bears."""
    notes = []
    if entry.is_country:
        notes.append("the country")
    if entry.population:
        notes.append(f"pop. {entry.population:,}")
    if asked and not entry.is_own_name:
        notes.append(f"also called {shown(asked)[1:-1]}")
    return f"{where(entry)} ({'; '.join(notes)})" if notes else where(entry)


def described_rival(rival: Entry | Division, *, asked: str) -> str:
    """Name what was passed over, a place or a first-order division."""
    if isinstance(rival, Division):
        return described_division(rival)
    return described(rival, asked=asked)


def described_division(division: Division) -> str:
    """Name a first-order division as what it is: "Texas, a state or region of ..."."""
    return f"{division.name}, {kind_of_division(division)}"


def kind_of_division(division: Division) -> str:
    """Say what a first-order division is, in words for those who don't know the term."""
    return f"a state or region of {_with_article(division.country_name)}"


def _with_article(country: str) -> str:
    """Write a country as English does after "of": "the United States", but "Germany"."""
    return f"the {country}" if _TAKES_ARTICLE.search(country) else country
