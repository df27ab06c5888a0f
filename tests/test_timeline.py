"""A story's time in steps, and what is, was and is to come at each."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geobrief.model import Brief, When
from geobrief.timeline import Step, Timeline, step_at, timeline


def brief_of(*whens: str | None, movements: tuple[str | None, ...] = (), **keys: object) -> Brief:
    """Return a brief with so many sightings and movements, which say when, or do not."""
    return Brief.from_dict(
        {
            "title": "A story",
            "sightings": [_dated({"who": "Ada", "at": "Ankara"}, when) for when in whens],
            "movements": [
                _dated({"who": "Bo", "from": "Doha", "to": "Ankara"}, when) for when in movements
            ],
        }
        | keys
    )


def _dated(record: dict[str, str], when: str | None) -> dict[str, str]:
    return record | ({"when": when} if when else {})


def told(line: Timeline) -> dict[str, str]:
    """Return the steps as letters: n is now, p past, l later, u undated."""
    return {step.text: letters(step) for step in line.steps}


def letters(step: Step) -> str:
    return "".join(state[0] for state in (*step.sightings, *step.movements))


def test_a_step_for_each_day_on_which_something_starts() -> None:
    line = timeline(brief_of("2025-05-15", "2025-05-11", movements=("2025-05-15", None)))
    assert told(line) == {"2025-05-11": "lnlu", "2025-05-15": "npnu"}
    assert line.undated == 1
    assert [step.day.day for step in line.steps] == [11, 15]


def test_a_range_lasts_to_its_end_and_makes_no_step_there() -> None:
    line = timeline(brief_of("2025-05-11/2025-05-13", "2025-05-12", "2025-05-13", "2025-05-14"))
    assert told(line) == {
        "2025-05-11": "nlll",
        "2025-05-12": "nnll",
        "2025-05-13": "npnl",
        "2025-05-14": "pppn",
    }


def test_up_to_three_records_a_day_are_one_step_whatever_the_clock_says() -> None:
    line = timeline(
        brief_of("2025-05-15T09:00Z", "2025-05-15T10:00Z", "2025-05-15", "2025-05-16T10:00Z")
    )
    assert told(line) == {"2025-05-15": "nnnl", "2025-05-16": "pppn"}


def test_four_at_one_time_are_no_crowd() -> None:
    line = timeline(brief_of(*["2025-05-15T09:00Z"] * 4, "2025-05-15"))
    assert told(line) == {"2025-05-15": "nnnnn"}


def test_a_crowded_day_has_a_step_for_what_has_no_time_and_one_for_each_moment() -> None:
    line = timeline(
        brief_of(
            "2025-05-15T10:00+03:00",
            "2025-05-15T08:00+01:00",  # the same moment
            "2025-05-15T09:30Z",
            "2025-05-15",
            "2025-05-15T07:00Z/2025-05-15T12:00Z",
            "2025-05-14",
        )
    )
    assert told(line) == {
        "2025-05-14": "llllln",
        "2025-05-15": "lllnlp",
        "2025-05-15T10:00+03:00": "nnlnnp",
        "2025-05-15T09:30+00:00": "ppnnnp",
    }


def test_a_day_is_the_one_that_was_written() -> None:
    # Tokyo's evening meeting comes hours before Honolulu's on the day before.
    line = timeline(brief_of("2025-05-16T00:30+09:00", "2025-05-15T20:00-10:00"))
    assert told(line) == {"2025-05-15": "ln", "2025-05-16": "np"}


def test_a_range_that_ends_on_the_day_before_it_starts_as_it_is_written_is_there_once() -> None:
    line = timeline(brief_of("2025-05-16T00:30+12:00/2025-05-15T23:00-10:00", "2025-05-17"))
    assert told(line) == {"2025-05-16": "nl", "2025-05-17": "pn"}


def test_what_is_not_shown_is_in_no_step() -> None:
    brief = brief_of(
        "2025-05-15", places=[{"name": "Doha", "show": False}], movements=("2025-05-16",)
    )
    assert told(timeline(brief)) == {"2025-05-15": "nu"}
    assert timeline(brief).undated == 0


def test_without_dates_there_are_no_steps() -> None:
    assert timeline(brief_of(None, None)) == Timeline(steps=(), undated=2)


@pytest.mark.parametrize(
    ("at", "seen"),
    [
        ("2025-05-14", "llll"),
        ("2025-05-15", "nnln"),
        ("2025-05-16", "ppnn"),
        ("2025-05-17", "pppn"),
        ("2025-05-18", "pppp"),
        ("2025-05-15T06:59Z", "nlln"),
        ("2025-05-15T07:00Z", "nnln"),
        ("2025-05-14T23:30-10:00", "lnll"),  # noon in Ankara; as it is written the day before
        ("2025-05-15T22:30Z", "npln"),  # in Ankara it is half past one on the next day
    ],
)
def test_a_day_or_a_moment_of_its_own(at: str, seen: str) -> None:
    whens = ("2025-05-15", "2025-05-15T10:00+03:00", "2025-05-16", "2025-05-15/2025-05-17")
    assert letters(step_at(brief_of(*whens), When.parse(at))) == seen


def test_on_a_crowded_day_a_moment_lasts_until_the_next() -> None:
    brief = brief_of(*["2025-05-15T10:00Z"] * 3, "2025-05-15T12:00Z")
    assert letters(step_at(brief, When.parse("2025-05-15T11:59Z"))) == "nnnl"
    assert letters(step_at(brief, When.parse("2025-05-15T12:00Z"))) == "pppn"
    assert letters(step_at(brief, When.parse("2025-05-15T23:00Z"))) == "pppn"
    assert letters(step_at(brief, When.parse("2025-05-15"))) == "nnnn"


_ZONES = st.sampled_from(["Z", "+03:00", "-10:00", "+14:00"])
_DAYS = st.integers(10, 14).map(lambda day: f"2025-05-{day}")
_MOMENTS = st.builds("{}T{:02}:00{}".format, _DAYS, st.integers(0, 23), _ZONES)
_RANGES = st.builds("{}/2025-05-{}".format, _DAYS, st.integers(14, 17))
_WHENS = st.lists(_DAYS | _MOMENTS | _RANGES, min_size=1, max_size=9)


@given(_WHENS)
def test_everything_comes_once_is_now_at_its_step_and_never_comes_back(whens: list[str]) -> None:
    line = timeline(brief_of(*whens))
    for states in zip(*(step.sightings for step in line.steps), strict=True):
        order = [("later", "now", "past").index(state) for state in states]
        assert order == sorted(order)
        assert "now" in states
    for before, step in zip((None, *line.steps), line.steps, strict=False):
        began = [
            state == "now" and (before is None or before.sightings[index] == "later")
            for index, state in enumerate(step.sightings)
        ]
        assert any(began), "a step is where something starts"


@given(_WHENS)
def test_a_step_that_is_a_day_is_what_that_day_shows(whens: list[str]) -> None:
    brief = brief_of(*whens)
    days = [step for step in timeline(brief).steps if "T" not in step.text]
    for step in days:
        whole = step_at(brief, When.parse(step.text))
        if not any(one.day == step.day and "T" in one.text for one in timeline(brief).steps):
            assert whole == step


@pytest.mark.parametrize(
    ("at", "seen"),
    [("0001-01-01T00:00Z", "nl"), ("9999-12-31T23:59Z", "pl"), ("9999-12-31T23:59-12:00", "pn")],
)
def test_the_first_and_the_last_moment_there_are(at: str, seen: str) -> None:
    brief = brief_of("0001-01-01T00:00+14:00", "9999-12-31T23:59-12:00")
    assert letters(step_at(brief, When.parse(at))) == seen
