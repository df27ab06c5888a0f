"""The order in which a story's records are told, and what a step tells besides its own date."""

# ruff: noqa: RUF001 - other languages have other letters

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geobrief.language import words
from geobrief.layers import build_layers
from geobrief.model import Brief
from geobrief.model.when import When
from geobrief.render.cards import Cards, make_cards
from geobrief.render.sequence import in_order, records_of
from geobrief.render.steps_told import step_told
from geobrief.render.told import text_alternative
from geobrief.timeline import timeline

DAY = "2025-05-15"


def stay(who: str, at: str, when: str = "", **keys: object) -> dict[str, Any]:
    return {"who": who, "at": at, **({"when": when} if when else {}), **keys}


def move(who: str, start: str, end: str, when: str = "", **keys: object) -> dict[str, Any]:
    return {"who": who, "from": start, "to": end, **({"when": when} if when else {}), **keys}


def made(**keys: Any) -> tuple[Brief, Cards]:  # noqa: ANN401 - a brief's keys
    brief = Brief.from_dict({"title": "A story"} | keys)
    return brief, make_cards(build_layers(brief), units="km", words=words(brief.language))


def steps(**keys: Any) -> list[str]:  # noqa: ANN401 - a brief's keys
    brief, cards = made(**keys)
    return [step_told(cards, step, words(brief.language)) for step in timeline(brief).steps]


def test_a_step_says_of_a_date_what_its_own_does_not() -> None:
    stays = [
        stay("Ada", "Ankara", DAY),
        stay("Bo", "Doha", f"{DAY}T10:00+03:00"),
        stay("Cy", "Kyiv", f"{DAY}/2025-05-17"),
    ]
    more = [
        stay("Di", "Riga", "2025-05-16T09:00+03:00/2025-05-16T11:00+03:00"),
        move("Ed", "Riga", "Kyiv", "2025-05-16T09:00+03:00/2025-05-18T11:00Z"),
    ]
    timed = (
        "Di was in Riga (09:00 UTC+03:00 to 11:00 UTC+03:00). "
        "Ed went from Riga to Kyiv (09:00 UTC+03:00 to 18 May 2025, 11:00 UTC)."
    )
    assert steps(sightings=[*stays, more[0]], movements=more[1:]) == [
        "Ada was in Ankara. Cy was in Kyiv (until 17 May 2025). Bo was in Doha at 10:00 UTC+03:00.",
        f"{timed} Still there: Cy in Kyiv (until 17 May 2025).",
    ]


def test_what_merely_lasts_comes_after_what_starts() -> None:
    stays = [
        stay("Ada", "Ankara", DAY),
        stay("Bo", "Doha", "2025-05-14/2025-05-15"),
        stay("Cy", "Doha", "2025-05-14/2025-05-15"),
        stay("Di", "Doha", "2025-05-14/2025-05-16", status="planned"),
        *(stay("Ed", "Riga", f"{DAY}T{hour}:00+03:00") for hour in (10, 12)),
    ]
    moves = [move("Flo", "Riga", "Doha", f"{DAY}T10:00+03:00")]
    first, day, ten, noon = steps(sightings=stays, movements=moves)
    assert first == (
        "Bo and Cy were in Doha (until 15 May 2025). Di is to be in Doha (until 16 May 2025)."
    )
    lasting = "Still there: Bo and Cy in Doha. As before: Di in Doha (planned, until 16 May 2025)."
    assert day == f"Ada was in Ankara. {lasting}"
    also = f"{lasting} Also that day: Ada in Ankara."
    assert ten == f"Ed was in Riga. Flo went from Riga to Doha. {also}"
    assert noon == f"Ed was in Riga. {also}"


def test_who_is_recorded_twice_alike_is_told_once() -> None:
    twice = [stay("Ada", "Ankara", DAY), stay("Ada", "Ankara", DAY, note="Again.")]
    timed = [stay("Bo", "Doha", DAY), stay("Bo", "Doha", f"{DAY}T10:00+03:00")]
    assert steps(sightings=twice) == ["Ada was in Ankara."]
    assert steps(sightings=timed) == ["Bo was in Doha at 10:00 UTC+03:00."]
    goes = move("Ada", "Ankara", "Doha", DAY)
    _, cards = made(sightings=twice, movements=[goes, goes])
    told = text_alternative(made(sightings=twice)[0], cards)
    assert told.count("Ada was in Ankara") == told.count("Ada went from Ankara") == 1


def ids(**keys: Any) -> list[str]:  # noqa: ANN401 - a brief's keys
    return [record.id for record in in_order(records_of(made(**keys)[1]))]


def test_journeys_are_told_before_the_stays_they_lead_to() -> None:
    for when in ("", DAY):
        stays = [stay("Ada", "Doha", when), stay("Ada", "Ankara", when)]
        assert ids(sightings=stays, movements=[move("Ada", "Ankara", "Doha", when)]) == [
            "sighting-2",
            "movement-1",
            "sighting-1",
        ]
        there_and_back = [move("Ada", "Ankara", "Doha", when), move("Ada", "Doha", "Ankara", when)]
        assert ids(sightings=stays[::-1], movements=there_and_back) == [
            "sighting-1",
            "movement-1",
            "sighting-2",
            "movement-2",
        ]
    other = [stay("Bo", "Doha", DAY)]
    assert ids(sightings=other, movements=[move("Ada", "Ankara", "Doha", DAY)])[0] == "sighting-1"


def test_what_carries_a_date_is_told_in_order_of_time_and_dates_go_before_journeys() -> None:
    stays = [
        stay("Ada", "Doha", "2025-05-14"),
        stay("Ada", "Kyiv"),
        stay("Ada", "Ankara", "2025-05-12T10:00+03:00"),
        stay("Bo", "Ankara", "2025-05-12T08:30+01:00"),
    ]
    moves = [move("Ada", "Kyiv", "Doha", DAY), move("Ada", "Ankara", "Doha", "2025-05-14T20:00Z")]
    assert ids(sightings=stays, movements=moves) == [
        *("sighting-3", "sighting-4", "movement-2", "sighting-1", "sighting-2", "movement-1")
    ]


PLACES = ("Ankara", "Doha", "Kyiv")
DATES = st.sampled_from(["", DAY, "2025-05-16", f"{DAY}T10:00+03:00", f"{DAY}/2025-05-16"])
ENDS = st.permutations(PLACES).map(lambda places: places[:2])


@settings(deadline=None, max_examples=50)
@given(
    st.lists(st.tuples(st.sampled_from("AB"), st.sampled_from(PLACES), DATES), max_size=5),
    st.lists(st.tuples(st.sampled_from("AB"), ENDS, DATES), max_size=5),
)
def test_every_record_is_told_and_none_twice(stays: list[Any], moves: list[Any]) -> None:
    _, cards = made(
        places=[{"name": name} for name in PLACES],
        sightings=[stay(*one) for one in stays],
        movements=[move(who, *ends, when) for who, ends, when in moves],
    )
    records = records_of(cards)
    told = in_order(records)
    assert {one.alike for one in told} == {one.alike for one in records}
    assert len({one.alike for one in told}) == len(told)
    days = [When.parse(one.card.written).start.isoformat()[:10] for one in told if one.card.written]
    assert days == sorted(days)


def test_a_stay_is_not_told_beside_a_distance_before_the_journey_there() -> None:
    story = {
        "people": [{"name": "Ada"}, {"name": "Bo"}],
        "sightings": [stay("Ada", "Ankara", DAY), stay("Bo", "Istanbul", DAY)],
        "distances": [{"from": "Ankara", "to": "Istanbul"}],
    }
    brief, cards = made(**story)
    assert ", where Bo was." in text_alternative(brief, cards)
    brief, cards = made(**story, movements=[move("Bo", "Doha", "Istanbul", DAY)])
    told = text_alternative(brief, cards)
    assert told.index("Bo went from Doha") < told.index("Bo was in Istanbul.")


@pytest.mark.parametrize(
    ("language", "day", "lasting"),
    [
        (
            "tr",
            "Bakü: Elif ve İlham. Riga: Bo bekleniyor. Olası Doha – Bakü yolculuğu: Cy.",
            "Doha: Elif. Hâlâ orada: Flo (Riga; bitiş: 18 Mayıs 2025).",
        ),
        (
            "ar",
            "هدى ونورة في باكو. من المقرر حضور علي في ريغا. رحلة محتملة من الدوحة إلى باكو: سالم.",
            "هدى في الدوحة. البقاء مستمر: منى في ريغا (حتى 18 مايو 2025).",
        ),
    ],
)
def test_a_step_reads_naturally_without_suffix_and_gender(
    language: str, day: str, lasting: str
) -> None:
    names = {
        "tr": ("Elif", "İlham", "Bo", "Cy", "Flo", "Bakü", "Riga", "Doha"),
        "ar": ("هدى", "نورة", "علي", "سالم", "منى", "باكو", "ريغا", "الدوحة"),
    }
    elif_, ilham, bo, cy, flo, baku, riga, doha = names[language]
    lat = {"lat": 40.0}
    told = steps(
        language=language,
        places=[{"name": name, "lon": index, **lat} for index, name in enumerate(names[language])],
        sightings=[
            stay(elif_, baku, DAY),
            stay(bo, riga, DAY, status="planned"),
            stay(ilham, baku, DAY),
            stay(elif_, doha, "2025-05-17"),
            stay(flo, riga, "2025-05-16/2025-05-18"),
        ],
        movements=[move(cy, doha, baku, DAY, status="possible")],
    )
    assert told[0] == day
    assert told[-1] == lasting
