"""The map in sentences: the whole of it, and a step of its time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from geobrief.language import words
from geobrief.layers import build_layers
from geobrief.model import Brief
from geobrief.render.cards import Cards, make_cards
from geobrief.render.told import step_told

STORY: dict[str, Any] = {
    "title": "A story",
    "sightings": [
        {"who": "Ada", "at": "Ankara", "when": "2025-05-15"},
        {"who": "Bo", "at": "Doha", "when": "2025-05-15/2025-05-16"},
        {"who": "Cy", "at": "Ankara", "status": "declined", "when": "2025-05-15"},
        {"who": "Di", "at": "Istanbul"},
    ],
    "movements": [
        {"who": "Ada", "from": "Ankara", "to": "Istanbul", "when": "2025-05-15"},
        {"who": "Bo", "from": "Doha", "to": "Istanbul", "status": "possible", "when": "2025-05-17"},
    ],
}


@dataclass(frozen=True)
class At:
    """A step, as geobrief.timeline makes it."""

    text: str
    sightings: tuple[str, ...]
    movements: tuple[str, ...]


FIRST = At("2025-05-15", ("now", "now", "now", "undated"), ("now", "later"))
SECOND = At("2025-05-17", ("past", "past", "past", "undated"), ("past", "now"))


def cards_of(language: str = "en", **keys: object) -> Cards:
    brief = Brief.from_dict(STORY | {"language": language} | keys)
    return make_cards(build_layers(brief), units=brief.units, words=words(language))


def test_a_step_tells_who_is_where_then_and_who_moves() -> None:
    assert step_told(cards_of(), FIRST, words()) == (
        "Ada was in Ankara. Bo was in Doha (15 May 2025 to 16 May 2025). Cy will not be in Ankara. "
        "Ada went from Ankara to Istanbul."
    )
    assert step_told(cards_of(), SECOND, words()) == "Bo may go from Doha to Istanbul."


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("tr", "Bo: Doha – Istanbul yolculuğu olası."),  # noqa: RUF001 - Turkish letters
        ("ar", "\u2068Bo\u2069: رحلة محتملة من \u2068Doha\u2069 إلى \u2068Istanbul\u2069."),
    ],
)
def test_a_step_is_told_in_the_pages_language(language: str, told: str) -> None:
    assert step_told(cards_of(language), SECOND, words(language)) == told


def test_a_hidden_record_is_not_told_and_moves_no_other_ones_state() -> None:
    sightings = [{**STORY["sightings"][0], "show": False}, *STORY["sightings"][1:]]
    told = step_told(cards_of(sightings=sightings), FIRST, words())
    assert "Ada was" not in told
    assert told.startswith("Bo was in Doha")
