"""The map in sentences: the whole of it, and a step of its time."""

# ruff: noqa: RUF001 - other languages have other letters

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from geobrief.language import words
from geobrief.layers import build_layers
from geobrief.model import Brief
from geobrief.render import make_page
from geobrief.render.cards import Cards, make_cards
from geobrief.render.key import key_rows
from geobrief.render.steps_told import step_told
from geobrief.render.told import first_told, text_alternative
from geobrief.scene import plan_scene
from geobrief.scene.tense import tense_of_kinds, tenses

STORY: dict[str, Any] = {
    "title": "A story",
    "date": "2025-05-15",
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
    return make_cards(
        build_layers(brief), units=brief.units, words=words(language), tenses=tenses(brief)
    )


def test_a_step_tells_who_is_where_then_and_who_moves() -> None:
    assert step_told(cards_of(), FIRST, words()) == (
        "Ada was in Ankara. Bo was in Doha (until 16 May 2025). Cy will not be in Ankara. "
        "Ada went from Ankara to Istanbul."
    )
    assert step_told(cards_of(), SECOND, words()) == "Bo may go from Doha to Istanbul."


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("tr", "Olası Doha – Istanbul yolculuğu: Bo."),
        ("ar", "رحلة محتملة من \u2068Doha\u2069 إلى \u2068Istanbul\u2069: \u2068Bo\u2069."),
    ],
)
def test_a_step_is_told_in_the_pages_language(language: str, told: str) -> None:
    assert step_told(cards_of(language), SECOND, words(language)) == told


def test_a_hidden_record_is_not_told_and_moves_no_other_ones_state() -> None:
    sightings = [{**STORY["sightings"][0], "show": False}, *STORY["sightings"][1:]]
    told = step_told(cards_of(sightings=sightings), FIRST, words())
    assert "Ada was" not in told
    assert told.startswith("Bo was in Doha")


def told(**keys: Any) -> str:  # noqa: ANN401 - a brief's keys
    brief = Brief.from_dict({"title": "A story", "units": "mi"} | keys)
    said = words(brief.language)
    cards = make_cards(build_layers(brief), units=brief.units, words=said, tenses=tenses(brief))
    return text_alternative(brief, cards)


PEOPLE = [{"name": name} for name in ("Ada", "Bo", "Cy", "Di", "Ed")]
TALKS = {
    "people": PEOPLE,
    "sightings": [
        {"who": who, "at": at, "when": "2025-05-15"}
        for who, at in zip(
            ("Ada", "Bo", "Cy", "Di", "Ed"),
            ("Ankara", "Istanbul", "Doha", "Doha", "Antalya"),
            strict=True,
        )
    ],
    "distances": [{"from": "Ankara", "to": "Istanbul", "claim": "nearly 300 miles"}],
}


def test_a_story_of_one_day_is_told_with_counts_first_and_distances_where_they_matter() -> None:
    assert told(**TALKS) == (
        "Five people in four places on 15 May 2025. "
        "Ada was in Ankara, 219 miles (353 kilometres) from Istanbul "
        "(the text says nearly 300 miles), where Bo was. "
        "Cy and Di were in Doha. Ed was in Antalya. "
        "All distances are in a straight line."
    )


@pytest.mark.parametrize(
    ("language", "start", "inside"),
    [
        (
            "tr",
            "Beş kişi, dört yer (15 Mayıs 2025). Ankara: Ada; Istanbul ile arası 219 mil",
            " (353 kilometre) (metinde geçen: nearly 300 miles); Bo orada. Doha: Cy ve Di. ",
        ),
        (
            "ar",
            "خمسة أشخاص، أربعة أماكن (15 مايو 2025). ",
            "، وهناك \u2068Bo\u2069. ",
        ),
    ],
)
def test_it_is_told_in_the_briefs_language(language: str, start: str, inside: str) -> None:
    text = told(**TALKS, language=language)
    assert text.startswith(start)
    assert inside in text


def test_who_is_not_among_the_people_is_not_counted_as_one() -> None:
    """It may be a ship, or a thousand refugees."""
    text = told(**TALKS | {"people": PEOPLE[:4]})
    assert text.startswith("The map shows Ankara, Istanbul, Doha and Antalya. Ada was in Ankara on")
    few = {"people": PEOPLE[:2], "sightings": TALKS["sightings"][:2]}
    assert told(**few).startswith("Ada and Bo in two places on 15 May 2025. Ada was in Ankara. ")


def test_nothing_is_claimed_of_places_without_anyone_and_days_without_a_date() -> None:
    later = {"who": "Ada", "at": "Kyiv", "status": "planned", "when": "2025-05-16"}
    text = told(
        **TALKS | {"places": [{"name": "Moscow"}], "sightings": [*TALKS["sightings"], later]}
    )
    assert text.startswith("The map shows five people and six places. Ada was in Ankara on 15 May")
    assert "Ada is to be in Kyiv on 16 May 2025. " in text
    assert text.endswith(" Also on the map: Moscow.")
    undated = [{**one, "when": None} for one in TALKS["sightings"][:3]]
    undated = [{"who": one["who"], "at": one["at"]} for one in undated]
    assert told(**TALKS | {"sightings": undated}).startswith(
        "Three people in three places. Ada was"
    )


def test_movements_are_told_with_date_distance_and_whether_they_are_inferred() -> None:
    moves = [
        {"who": "Ada", "from": "Ankara", "to": "Istanbul", "when": "2025-05-15"},
        {"who": "Bo", "from": "Istanbul", "to": "Ankara", "status": "planned", "inferred": True},
        {"who": "Ada", "from": "Istanbul", "to": "Doha", "when": "2025-05-16/2025-05-17"},
    ]
    assert told(people=PEOPLE, movements=moves) == (
        "The map shows Ada, Bo and three places. "
        "Ada went from Ankara to Istanbul on 15 May 2025, 219 miles (353 kilometres). "
        "Ada went from Istanbul to Doha (16 May 2025 to 17 May 2025), "
        "1,690 miles (2,720 kilometres). "
        "Bo is to go from Istanbul to Ankara (inferred). "
        "All distances are in a straight line."
    )


def test_what_was_over_when_the_story_was_told_is_told_so() -> None:
    """By the story's own date; what is on that day, or has no date, may yet be."""
    days = [f"2025-05-{day}" for day in (14, 15, 16)]
    moves = [
        {"who": "Ada", "from": "Ankara", "to": "Doha", "when": day, "status": status}
        for status in ("possible", "planned", "declined")
        for day in days
    ]
    text = told(date="2025-05-15", people=PEOPLE, movements=moves)
    for told_as, count in {
        "Ada may have gone from": 1,
        "Ada may go from": 2,
        "Ada was to go from": 1,
        "Ada is to go from": 2,
        "Ada did not go from": 1,
        "Ada will not go from": 2,
    }.items():
        assert text.count(told_as) == count, told_as
    stays = [
        {"who": "Ada", "at": "Doha", "when": day, "status": status}
        for status in ("possible", "planned")
        for day in days
    ]
    text = told(date="2025-05-15", people=PEOPLE, sightings=stays)
    assert text.count("Ada may have been in Doha") == 2
    assert "Ada may be in Doha on 16 May 2025" in text
    assert "Ada was to be in Doha on 14 May 2025" in text
    assert text.count("Ada is to be in Doha") == 2


def test_a_story_without_a_date_is_told_at_the_end_of_what_it_confirms() -> None:
    sure = {"who": "Bo", "at": "Doha", "when": "2025-05-14/2025-05-16"}
    move = {"who": "Ada", "from": "Ankara", "to": "Doha", "status": "possible"}
    story: dict[str, Any] = {"people": PEOPLE, "sightings": [sure]}
    assert "Ada may have gone" in told(**story, movements=[{**move, "when": "2025-05-15"}])
    assert "Ada may go" in told(**story, movements=[{**move, "when": "2025-05-16"}])
    assert "Ada may go" in told(**story, movements=[move])
    planned = {"who": "Cy", "at": "Doha", "when": "2025-05-20", "status": "planned"}
    story["sightings"] = [planned]
    assert "Ada may go" in told(**story, movements=[{**move, "when": "2025-05-15"}])


@pytest.mark.parametrize(
    ("language", "over", "before"),
    [
        ("en", "Bo may have gone from", "Bo may go from"),
        ("tr", "Yapılmış olabilecek Doha", "Olası Doha"),
        ("ar", "رحلة ربما تمت", "رحلة محتملة"),
    ],
)
def test_a_step_tells_what_was_over_in_every_language(
    language: str, over: str, before: str
) -> None:
    said = words(language)
    assert over in step_told(cards_of(language, date="2025-05-18"), SECOND, said)
    assert before in step_told(cards_of(language, date="2025-05-17"), SECOND, said)


@pytest.mark.parametrize("when", ["2025-05-12", "2025-05-14"])
def test_the_key_and_the_arrows_name_say_whether_it_was_over(when: str) -> None:
    moves = [
        {"who": "Ada", "from": "Ankara", "to": "Doha", "status": "possible", "when": when},
        {"who": "Bo", "from": "Doha", "to": "Kyiv", "status": "possible", "when": "2025-05-12"},
    ]
    brief = Brief.from_dict({"title": "A story", "date": "2025-05-14", "movements": moves})
    plan = plan_scene(brief, build_layers(brief))
    rows = key_rows(["possible"], (), words(), tense_of_kinds(plan.arrows))
    mixed = when == "2025-05-14"
    assert [row.text for row in rows] == ["possible" if mixed else "may have gone"]
    page = make_page(brief, build_layers(brief)).html
    assert ("Ada may go from" in page) is mixed
    assert ("Ada may have gone from" in page) is not mixed


def test_places_are_told_as_the_records_come_to_them() -> None:
    """The brief's own list of places gives coordinates, and decides no order."""
    places = [
        {"name": "The camp", "lat": 39.0, "lon": 32.0},
        {"name": "Kyiv"},
        {"name": "Doha", "lat": 25.3, "lon": 51.5},
    ]
    stays = [{"who": "The column", "at": "Ankara"}, {"who": "The column", "at": "The camp"}]
    moves = [{"who": "The column", "from": "The camp", "to": "Doha"}]
    text = told(places=places, sightings=stays, movements=moves)
    assert text.startswith("The map shows Ankara, The camp, Doha and Kyiv. ")


def test_a_distance_between_places_with_nobody_is_told_by_itself() -> None:
    text = told(distances=[{"from": "Ankara", "to": "Istanbul"}])
    assert text == (
        "The map shows Ankara and Istanbul. Ankara to Istanbul is 219 miles (353 kilometres). "
        "All distances are in a straight line."
    )


def test_what_is_hidden_is_not_told() -> None:
    hidden = [{**one, "show": one["who"] != "Ed"} for one in TALKS["sightings"]]
    text = told(**TALKS | {"sightings": hidden, "places": [{"name": "Antalya", "show": False}]})
    assert text.startswith("Four people in three places on 15 May 2025. ")
    assert "Ed" not in text
    assert "Antalya" not in text


def test_the_first_sentence_stands_for_all() -> None:
    brief = Brief.from_dict({"title": "A story", **TALKS})
    cards = make_cards(build_layers(brief), units="mi")
    assert first_told(brief, cards) == "Five people in four places on 15 May 2025."


@pytest.mark.parametrize(
    ("language", "length"),
    [("en", "1 mile"), ("en", "2 miles"), ("tr", "2 mil"), ("ar", "3 أميال"), ("ar", "11 ميلاً")],
)
def test_units_are_in_full_where_the_language_has_them(language: str, length: str) -> None:
    value = int(length.split(maxsplit=1)[0])
    assert words(language).measure(value, "mi", in_full=True) == length


@pytest.mark.parametrize("language", ["en", "tr", "ar", "ar-EG"])
@pytest.mark.parametrize("count", [1, 2, 3, 9, 10, 11, 100])
def test_small_numbers_are_in_words(language: str, count: int) -> None:
    said = words(language)
    text = said.spelled("count.people", count)
    assert any(char.isdigit() for char in text) == (count > 9)
    assert said.capital(text)[1:] == text[1:]


def test_a_turkish_capital_has_its_dot() -> None:
    assert words("tr").capital("iki yer") == "İki yer"
    assert words("en").capital("in two places") == "In two places"
