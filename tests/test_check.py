"""Every rule of `check`: what it tells, where, in which figures, and what it leaves alone."""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geobrief.check import RULES, Report, check_brief
from geobrief.check.claims import SLACK, SLACK_M
from geobrief.check.clock import days_of, stay, told_hours
from geobrief.check.journeys import AEROPLANE_KMH, AT_ONCE_KM, SAME_DAY_KM
from geobrief.check.places import NAMESAKE_KM, TOWN, WELL_KNOWN
from geobrief.check.sources import UNSURE_BELOW
from geobrief.layers.namesakes import FAR_KM, MOST_PLACES, NEAR_KM
from geobrief.model import Brief, When
from geobrief.records import read_brief

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "check.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```(yaml|csv)\n(.*?)```\n\n```text\n(.*?)```", PAGE, flags=re.DOTALL)


def check(**keys: object) -> Report:
    return check_brief(Brief.from_dict({"title": "A story", "source": {"name": "X"}, **keys}))


def rules(**keys: object) -> list[str]:
    return [doubt.rule for doubt in check(**keys).doubts]


def seen(who: str, at: str, when: str = "", **more: object) -> dict[str, Any]:
    return {"who": who, "at": at} | ({"when": when} if when else {}) | more


def goes(who: str, from_: str, to: str, when: str = "", **more: object) -> dict[str, Any]:
    return {"who": who, "from": from_, "to": to} | ({"when": when} if when else {}) | more


# The page


@pytest.mark.parametrize(("kind", "brief", "shown"), EXAMPLES, ids=range(len(EXAMPLES)))
def test_the_page_shows_what_is_said(
    kind: str, brief: str, shown: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(f"visit.{kind}").write_text(brief, encoding="utf-8")
    report = check_brief(read_brief(Path(f"visit.{kind}")))
    told = [*map(str, report.problems), *map(str, report.doubts)]
    assert told == shown.splitlines()


def test_every_rule_has_its_section_and_example() -> None:
    assert re.findall(r"^### (.*)$", PAGE, flags=re.MULTILINE) == list(RULES)
    told = {
        rule for *_, shown in EXAMPLES for rule in re.findall(r"\[([\w-]+)\]$", shown, re.MULTILINE)
    }
    assert told == set(RULES)


def test_the_page_has_the_programs_figures() -> None:
    for figure in (
        f"that is {FAR_KM:.0f} km or more from",
        f"no more than {NEAR_KM:.0f} km away",
        f"more than {MOST_PLACES} places",
        f"faster than {AEROPLANE_KMH:,.0f} km/h",
        f"{AT_ONCE_KM:.0f} km apart or less",
        f"more than {SAME_DAY_KM:.0f} km apart",
        f"more than {NAMESAKE_KM:.0f} km from",
        f"from {TOWN:,} inhabitants",
        f"from {WELL_KNOWN:,}",
        f"below {UNSURE_BELOW}",
        f"off by {SLACK * 100:.0f} % or {SLACK_M / 1000:.0f} km",
    ):
        assert figure in PAGE, figure


# Sources


def test_the_briefs_source_covers_all() -> None:
    assert rules(sightings=[seen("Ada", "Ankara")]) == []


def test_a_hundred_thousand_records_without_a_source_are_one_doubt() -> None:
    sightings = [seen(f"Person {n}", "Ankara") for n in range(1000)]
    (doubt,) = check(source=None, sightings=sightings).doubts
    assert len(doubt.also) == 999
    assert "and 994 more" in str(doubt)


def test_sightings_and_movements_are_told_apart() -> None:
    report = check(
        source=None,
        sightings=[seen("Ada", "Ankara")],
        movements=[goes("Ada", "Ankara", "Doha", evidence="a wire report")],
    )
    assert [doubt.rule for doubt in report.doubts] == ["unsourced"]
    assert "this sighting rests on no source" in report.doubts[0].what


def test_what_is_not_confirmed_may_be_unsure() -> None:
    unsure = {"confidence": 0.1, "alternatives": ["Doha"], "status": "possible"}
    assert rules(sightings=[seen("Ada", "Ankara", **unsure)]) == []
    assert rules(sightings=[seen("Ada", "Ankara", confidence=0.5)]) == []


def test_inferred_with_evidence_is_fine() -> None:
    assert rules(sightings=[seen("Ada", "Ankara", inferred=True, evidence="a photo")]) == []


# Dates


@pytest.mark.parametrize(
    ("when", "status", "rule"),
    [
        ("2025-05-15", "confirmed", None),
        ("2025-05-16", "confirmed", "after-the-story"),
        ("2025-05-16", "planned", None),
        ("2025-05-16", "possible", None),
        ("2025-05-14/2025-05-15", "confirmed", None),
        ("2025-05-14/2025-05-16", "confirmed", "after-the-story"),
        ("2025-05-14", "planned", "out-of-date"),
        ("2025-05-14", "possible", "out-of-date"),
        ("2025-05-14", "declined", None),
        ("2025-05-10/2025-05-15", "planned", None),
        # Still the 15th somewhere: 12 hours behind UTC.
        ("2025-05-16T09:00+03:00", "confirmed", None),
        ("2025-05-16T11:59Z", "confirmed", None),
        ("2025-05-16T12:00Z", "confirmed", "after-the-story"),
        # Already the 15th somewhere: 14 hours ahead of UTC.
        ("2025-05-14T10:00Z", "planned", None),
        ("2025-05-14T09:59Z", "planned", "out-of-date"),
    ],
)
def test_dates_are_compared_with_the_storys(when: str, status: str, rule: str | None) -> None:
    found = rules(date="2025-05-15", sightings=[seen("Ada", "Ankara", when, status=status)])
    assert found == ([rule] if rule else [])


def test_without_a_date_nothing_is_late() -> None:
    assert rules(sightings=[seen("Ada", "Ankara", "2999-01-01")]) == []


@pytest.mark.parametrize("when", ["0001-01-01T00:00+14:00", "9999-12-31T23:59-12:00"])
def test_the_ends_of_the_calendar_are_no_fault(when: str) -> None:
    check(
        date="2025-05-15",
        sightings=[seen("Ada", "Ankara", when), seen("Ada", "Doha", when)],
    )


# Journeys


def test_two_moments_in_two_places() -> None:
    found = check(
        people=[{"name": "Ada Example", "aliases": ["Example"]}],
        sightings=[
            seen("Ada Example", "Ankara", "2025-05-15T10:00+03:00"),
            seen("Example", "Doha", "2025-05-15T07:00Z"),
        ],
    )
    assert [doubt.rule for doubt in found.doubts] == ["two-places"]


@pytest.mark.parametrize(
    "sightings",
    [
        # An hour, by two clocks.
        [seen("A", "Istanbul", "2025-05-15T10:00+03:00"), seen("A", "Ankara", "2025-05-15T08:00Z")],
        # A city and its airport.
        [
            seen("A", "Istanbul", "2025-05-15T10:00+03:00"),
            seen("A", "Istanbul Airport", "2025-05-15T10:00+03:00"),
        ],
        # A country and a town in it.
        [seen("A", "Turkey", "2025-05-15T10:00+03:00"), seen("A", "Adana", "2025-05-15T07:00Z")],
        # Two people.
        [seen("A", "Ankara", "2025-05-15"), seen("B", "Doha", "2025-05-15")],
        # Planned, called off, undated.
        [seen("A", "Ankara", "2025-05-15"), seen("A", "Doha", "2025-05-15", status="planned")],
        [seen("A", "Ankara", "2025-05-15"), seen("A", "Doha", "2025-05-15", status="declined")],
        [seen("A", "Ankara", "2025-05-15"), seen("A", "Doha")],
        # One day after the other.
        [seen("A", "Ankara", "2025-05-15"), seen("A", "Washington", "2025-05-16")],
        # Near enough to drive.
        [seen("A", "Ankara", "2025-05-15"), seen("A", "Kirikkale", "2025-05-15")],
        # On the last day of a stay.
        [seen("A", "Ankara", "2025-05-12/2025-05-15"), seen("A", "Doha", "2025-05-15")],
    ],
)
def test_what_can_be_is_left_alone(sightings: list[dict[str, Any]]) -> None:
    assert rules(sightings=sightings) == []


@pytest.mark.parametrize(
    ("first", "second", "rule"),
    [
        ("2025-05-15T10:00Z/2025-05-15T12:00Z", "2025-05-15T11:00Z", "two-places"),
        ("2025-05-12/2025-05-20", "2025-05-16T10:00Z", "two-places"),
        ("2025-05-10/2025-05-20", "2025-05-14/2025-05-16", "two-places"),
        ("2025-05-15", "2025-05-15", "same-day"),
        ("2025-05-15", "2025-05-15T20:00+03:00", "same-day"),
        ("2025-05-14/2025-05-16", "2025-05-15", "same-day"),
        ("2025-05-15T10:00Z", "2025-05-15T12:00Z", "too-fast"),
        ("2025-05-15T10:00Z", "2025-05-15T12:30Z", None),
    ],
)
def test_times_in_ankara_and_in_doha(first: str, second: str, rule: str | None) -> None:
    """They are 2,380 km apart."""
    for one, two in ((first, second), (second, first)):
        found = rules(sightings=[seen("A", "Ankara", one), seen("A", "Doha", two)])
        assert found == ([rule] if rule else [])


def test_shuttle_diplomacy_is_fine_with_its_flights() -> None:
    sightings = [seen("A", place, "2025-05-15") for place in ("Ankara", "Doha", "Cairo")]
    flights = [goes("A", "Ankara", "Doha", "2025-05-15"), goes("A", "Doha", "Cairo")]
    assert rules(sightings=sightings, movements=flights) == []
    assert rules(sightings=sightings, movements=flights[:1]) == ["same-day"]
    (doubt,) = check(sightings=sightings).doubts
    assert all(place in doubt.what for place in ("Ankara", "Doha", "Cairo"))


def test_a_movement_on_another_day_explains_nothing() -> None:
    sightings = [seen("A", "Ankara", "2025-05-15"), seen("A", "Doha", "2025-05-15")]
    flights = [goes("A", "Ankara", "Doha", "2025-05-20")]
    assert rules(sightings=sightings, movements=flights) == ["same-day"]


def test_a_movement_starts_where_its_person_is() -> None:
    found = rules(
        sightings=[seen("A", "Doha", "2025-05-15")],
        movements=[goes("A", "Moscow", "Istanbul", "2025-05-15")],
    )
    assert found == ["same-day"]


@pytest.mark.parametrize(
    ("when", "fast"),
    [
        ("2025-05-15T10:00Z/2025-05-15T10:00Z", True),
        ("2025-05-15T10:00Z/2025-05-15T10:21Z", True),
        ("2025-05-15T10:00Z/2025-05-15T10:22Z", False),  # 353 km at 962 km/h
        ("2025-05-15T10:00+03:00/2025-05-15T10:05+02:00", False),
        ("2025-05-15/2025-05-15", False),
        ("2025-05-15", False),
    ],
)
def test_a_movement_is_not_faster_than_an_aeroplane(when: str, fast: bool) -> None:  # noqa: FBT001
    for status in ("confirmed", "planned", "possible"):
        movement = goes("A", "Ankara", "Istanbul", when, status=status)
        assert rules(movements=[movement]) == (["too-fast"] if fast else [])


def test_over_the_date_line_one_arrives_the_day_before() -> None:
    """As Auckland to Honolulu does; days that ran backwards were a fault of the program."""
    when = "2025-05-16/2025-05-15T20:00-10:00"
    flight = goes("A", "Auckland", "Honolulu", when)
    assert rules(movements=[flight]) == []
    seen_there = [seen("A", "Auckland", "2025-05-16"), seen("A", "Honolulu", "2025-05-15")]
    assert rules(movements=[flight], sightings=seen_there) == []
    assert rules(sightings=[seen("A", "Honolulu", when), seen("A", "Doha", "2025-05-15")]) == []
    assert list(days_of(When.parse(when))) == list(
        days_of(When.parse("2025-05-15/2025-05-16")),
    )


def test_where_only_days_are_known_the_time_is_the_most_there_is() -> None:
    flight = goes("A", "Auckland", "London", "2025-05-16/2025-05-16T00:00Z")
    (doubt,) = check(movements=[flight]).doubts
    assert "in 14 h at the most, whatever the zones, that is 1,309 km/h" in doubt.what


def test_a_way_of_several_days_is_no_stay_at_its_ends() -> None:
    sightings = [seen("A", "Cairo", "2025-05-12")]
    assert (
        rules(movements=[goes("A", "Ankara", "Doha", "2025-05-10/2025-05-14")], sightings=sightings)
        == []
    )


@pytest.mark.parametrize(
    ("first", "second", "moved", "rule"),
    [
        # They share the 13th, and nobody moves.
        ("2025-05-10/2025-05-14", "2025-05-12/2025-05-16", "", "same-day"),
        ("2025-05-10/2025-05-14", "2025-05-12/2025-05-16", "2025-05-13", None),
        ("2025-05-10/2025-05-14", "2025-05-12/2025-05-16", "2025-05-20", "same-day"),
        # They share days that are the last of one or the first of the other.
        ("2025-05-10/2025-05-13", "2025-05-12/2025-05-16", "", None),
        ("2025-05-10/2025-05-13", "2025-05-13/2025-05-16", "", None),
        # They share days on every clock.
        ("2025-05-10/2025-05-18", "2025-05-12/2025-05-20", "2025-05-17", "two-places"),
    ],
)
def test_stays_in_ankara_and_in_istanbul(
    first: str, second: str, moved: str, rule: str | None
) -> None:
    """They are 353 km apart."""
    movements = [goes("A", "Ankara", "Istanbul", moved)] if moved else []
    for one, two in ((first, second), (second, first)):
        sightings = [seen("A", "Ankara", one), seen("A", "Istanbul", two)]
        assert rules(sightings=sightings, movements=movements) == ([rule] if rule else [])


def test_stays_that_overlap_are_not_told_as_a_speed() -> None:
    (doubt,) = check(
        sightings=[
            seen("A", "Ankara", "2025-05-10/2025-05-14"),
            seen("A", "Doha", "2025-05-12/2025-05-16"),
        ]
    ).doubts
    assert doubt.rule == "two-places"
    assert "both on the whole of 2025-05-13" in doubt.what


def test_many_short_ways_are_a_long_one() -> None:
    """Ten places 42 km apart, a minute each: no two that follow are far apart."""
    places = [{"name": f"P{n}", "lat": 40 + 0.378 * n, "lon": 30} for n in range(10)]
    for minutes, fast in ((1, True), (3, False)):
        sightings = [seen("A", f"P{n}", f"2025-05-15T10:{minutes * n:02d}Z") for n in range(10)]
        found = rules(places=places, sightings=sightings)
        assert set(found) == ({"too-fast"} if fast else set())
        assert len(found) < len(places) / 2


FIRST = goes("Ada", "Ankara", "Istanbul", "2025-05-12")
NEXT = goes("Ada", "Antalya", "Doha", "2025-05-14")


@pytest.mark.parametrize(
    "between",
    [
        {},
        {"sightings": [seen("Bo", "Antalya", "2025-05-13")]},
        {"sightings": [seen("Ada", "Antalya", "2025-05-11")]},
        {"sightings": [seen("Ada", "Antalya", "2025-05-13", status="declined")]},
        {"sightings": [seen("Ada", "Izmir", "2025-05-13")]},
        {"movements": [goes("Ada", "Istanbul", "Antalya", "2025-05-13", status="declined")]},
    ],
)
def test_a_journey_breaks_off(between: dict[str, Any]) -> None:
    movements = [NEXT, FIRST, *between.get("movements", [])]
    report = check(movements=movements, sightings=between.get("sightings", []))
    assert [doubt.rule for doubt in report.doubts] == ["broken-journey"]
    assert "arrives in Istanbul" in report.doubts[0].what
    assert "next leaves from Antalya" in report.doubts[0].what
    assert "480 km away" in report.doubts[0].what


@pytest.mark.parametrize(
    "between",
    [
        {"sightings": [seen("Ada", "Antalya", "2025-05-13")]},
        {"sightings": [seen("Ada", "Antalya", "2025-05-14")]},
        {"sightings": [seen("Ada", "Antalya")]},
        {"sightings": [seen("Ada", "Turkey", "2025-05-13")]},
        {"sightings": [seen("Ada", "Antalya", "2025-05-13/2025-05-14")]},
        {"movements": [goes("Ada", "Istanbul", "Antalya", "2025-05-13")]},
        {"movements": [goes("Ada", "Istanbul", "Antalya", "2025-05-14")]},
        {"movements": [goes("Ada", "Istanbul", "Antalya")]},
        {"movements": [goes("Ada", "Istanbul", "Antalya", "2025-05-13", status="possible")]},
    ],
)
def test_a_journey_goes_on(between: dict[str, Any]) -> None:
    movements = [NEXT, FIRST, *between.get("movements", [])]
    assert rules(movements=movements, sightings=between.get("sightings", [])) == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (FIRST, NEXT | {"who": "Bo"}),
        (FIRST, NEXT | {"from": "Istanbul Airport"}),
        (FIRST, NEXT | {"when": None}),
        (FIRST, NEXT | {"status": "declined"}),
        (FIRST | {"to": "Turkey"}, NEXT),
        (FIRST, NEXT | {"from": "Turkey"}),
    ],
)
def test_two_movements_that_may_follow_one_another(
    first: dict[str, Any], second: dict[str, Any]
) -> None:
    movements = [{k: v for k, v in one.items() if v is not None} for one in (first, second)]
    assert rules(movements=movements) == []


def test_moments_of_one_day_are_in_order() -> None:
    late = goes("Ada", "Izmir", "Ankara", "2025-05-12T20:00+03:00")
    early = goes("Ada", "Ankara", "Istanbul", "2025-05-12T08:00+03:00")
    assert rules(movements=[late, early]) == ["broken-journey"]
    assert rules(movements=[late | {"from": "Istanbul"}, early]) == []


def test_a_declined_movement_is_never_too_fast() -> None:
    when = "2025-05-15T10:00Z/2025-05-15T10:01Z"
    assert rules(movements=[goes("A", "Ankara", "Istanbul", when, status="declined")]) == []


def test_every_pair_of_a_long_day_is_seen() -> None:
    """A long stay is compared with all that come within it, not only with the next."""
    stay_there = seen("A", "Ankara", "2025-05-15T00:00Z/2025-05-15T20:00Z")
    others = [seen("A", "Doha", f"2025-05-15T{hour:02d}:00Z") for hour in range(4, 12)]
    assert rules(sightings=[stay_there, *others]) == ["two-places"] * len(others)


@given(st.datetimes(), st.floats(-12, 14))
def test_a_moment_is_a_moment_on_every_clock(moment: datetime, ahead_h: float) -> None:
    here = moment.replace(tzinfo=UTC)
    try:
        there = here.astimezone(timezone(timedelta(minutes=round(ahead_h * 60))))
    except OverflowError:
        return
    one, two = stay(here, here), stay(there, there)
    assert one.there_by == one.may_leave
    assert one.there_by == pytest.approx(two.there_by)
    assert stay(there.date(), there.date()).may_leave <= two.there_by
    assert stay(there.date(), there.date()).there_by >= two.there_by


def test_days_and_times_in_words() -> None:
    assert [told_hours(h) for h in (0.0, 0.25, 1.0, 1.5, 26.0)] == [
        *("0 min", "15 min", "1 h", "1 h 30 min", "26 h"),
    ]
    assert len(days_of(When.parse("2025-05-15/2025-05-17"))) == 3


# Places


def test_coordinates_that_are_exchanged_are_an_error_once() -> None:
    report = check(places=[{"name": "The camp", "country": "Turkey", "lat": 28.95, "lon": 41.01}])
    assert len(report.problems) == 1
    assert "look exchanged" in report.problems[0].what
    assert report.doubts == ()


def test_a_place_that_is_right_both_ways_is_left_alone() -> None:
    assert (
        check(places=[{"name": "Field", "country": "TR", "lat": 38.0, "lon": 38.5}]).problems == ()
    )


@pytest.mark.parametrize(
    "place",
    [
        {"name": "Ankara", "lat": 39.95, "lon": 32.9},
        {"name": "Ankara", "country": "TR", "lat": 40.1, "lon": 33.2},
        {"name": "The White House", "lat": 41.0, "lon": 29.0},
        {"name": "London", "lat": 42.98, "lon": -81.23, "country": "CA"},
        {"name": "Camp Springfield", "lat": 41.0, "lon": 29.0},
        {"name": "Kremlin", "lat": 55.752, "lon": 37.6175, "country": "RU"},
        {"name": "Islet", "country": "FM", "lat": 6.69, "lon": 143.05},  # by Fais, without outline
        {"name": "Reef", "country": "AU", "lat": -12.1642, "lon": 96.871},  # the Cocos Islands
        {"name": "Reef", "country": "NZ", "lat": -9.2, "lon": -171.85},  # Tokelau
        {"name": "Istanbul", "geonameid": 745044, "lat": 41.1, "lon": 29.1},
    ],
)
def test_places_that_are_right(place: dict[str, Any]) -> None:
    assert rules(places=[place]) == []


def test_a_town_is_known_without_its_country() -> None:
    assert rules(places=[{"name": "Ankara", "lat": 39.0, "lon": 35.5}]) == ["namesake"]
    assert rules(places=[{"name": "X", "geonameid": 745044, "lat": 41, "lon": 35}]) == ["namesake"]


# Names


def test_a_namesake_far_from_the_story_is_doubted() -> None:
    there = [seen("Ada", "Boston"), seen("Bo", "Portland")]
    report = check(sightings=there)
    assert [doubt.rule for doubt in report.doubts] == ["far-namesake"]
    assert report.doubts[0].do.endswith('write "Portland, Maine"')
    (note,) = [note for note in report.notes if note.startswith("Portland")]
    assert "Oregon, United States, 4,087 km from the nearest other place of the story" in note
    assert "passed over: Portland, Maine, United States (pop. 66,881), 158 km from Boston" in note


@pytest.mark.parametrize(
    "others",
    [
        [],
        ["Seattle"],  # the place taken is near
        ["Boston", "Seattle"],
        ["Cairo"],  # both are far
        ["Boston", "Oregon"],  # the story says which
        ["Boston", "United States"],
    ],
)
def test_a_namesake_that_may_well_be_meant_is_left_alone(others: list[str]) -> None:
    sightings = [seen(f"Person {name}", name) for name in (*others, "Portland")]
    assert rules(sightings=sightings) == []


@pytest.mark.parametrize("name", ["Portland, Oregon", "Portland (Oregon)"])
def test_a_namesake_that_is_said_apart_is_left_alone(name: str) -> None:
    assert rules(sightings=[seen("Ada", "Boston"), seen("Bo", name)]) == []


def test_a_namesake_given_by_its_point_is_left_alone() -> None:
    places = [{"name": "Portland", "geonameid": 5746545}]
    assert rules(places=places, sightings=[seen("A", "Boston"), seen("B", "Portland")]) == []


def test_namesakes_near_the_story_are_named_first() -> None:
    def passed_over(*others: str) -> str:
        sightings = [seen(f"Person {at}", at) for at in ("London", *others, "Manchester")]
        (note,) = [one for one in check(sightings=sightings).notes if one.startswith("Manchester")]
        assert "England, United Kingdom; passed over: " in note
        return note.partition("passed over: ")[2]

    assert passed_over("Boston").startswith("Manchester, New Hampshire, United States (pop. ")
    assert passed_over("Kingston, Jamaica").startswith("Manchester, Jamaica (")


@pytest.mark.parametrize(
    ("one", "two", "alike"),
    [
        ("Volodymyr Zelenskyy", "Volodymyr Zelensky", True),
        ("Zelenskyy", "Zelensky", True),
        ("José Fernández", "Jose Fernandez", True),
        ("Medinsky", "Vladimir Medinsky", True),
        ("Abd al-Rahman", "Abd al Rahman", True),
        ("Anna Maria", "Annamaria", True),
        ("Guard 1", "Guard 2", False),
        ("Maria", "Mario", False),
        ("Ann Smith", "Anna Smith", False),
        ("Johnson", "Ronson", False),
        ("Vladimir Putin", "Vladimir Medinsky", False),
    ],
)
def test_names_that_are_alike(one: str, two: str, alike: bool) -> None:  # noqa: FBT001
    sightings = [seen(one, "Ankara"), seen(two, "Ankara")]
    assert rules(sightings=sightings) == (["alike"] if alike else [])
    people = [{"name": one, "aliases": [two]}]
    assert rules(sightings=sightings, people=people) == []


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Tom O'Neil", "Tom O\u2019Neil"),
        ("Vladimir P", "Vla\u00addimir P"),
        ("Vladimir P", "\u200eVladimir P"),
    ],
)
def test_a_name_with_another_apostrophe_is_the_same(one: str, two: str) -> None:
    when = "2025-05-15T10:00Z"
    sightings = [seen(one, "Ankara", when), seen(two, "Doha", when)]
    assert rules(sightings=sightings) == ["two-places"]


def test_a_surname_of_two_is_left_alone() -> None:
    names = ("Joe Brown", "Ann Brown", "Brown")
    assert rules(sightings=[seen(name, "Ankara") for name in names]) == []


def test_the_same_at_another_time_is_not_twice() -> None:
    sightings = [seen("A", "Ankara", f"2025-05-{day}") for day in (14, 15)]
    assert rules(sightings=sightings) == []
    assert rules(sightings=[seen("A", "Ankara", note="x"), seen("A", "Ankara", note="y")]) == []


# All together


def test_what_can_be_told_is_told_beside_errors() -> None:
    report = check(
        date="2025-05-15",
        sightings=[
            seen("A", "Nowhereville Upon Nothing", "2025-05-15"),
            seen("B", "Doha", "2025-05-20"),
        ],
        movements=[goes("A", "Ankara", "39.91987, 32.85427")],
        names={"Turkeye": "Türkiye"},
    )
    assert [doubt.rule for doubt in report.doubts] == ["after-the-story"]
    assert len(report.problems) == 3


def test_the_gazetteers_decisions_are_noted() -> None:
    report = check(sightings=[seen("A", "Albania")])
    assert any("Tirana" in note for note in report.notes)


def test_the_example_has_one_doubt() -> None:
    report = check_brief(read_brief(ROOT / "layers" / "istanbul-talks" / "brief.yaml"))
    assert report.problems == ()
    assert [doubt.rule for doubt in report.doubts] == ["claim"]


@pytest.mark.slow
def test_twenty_thousand_records_take_seconds() -> None:
    """All rules, at their worst: one person, everywhere; the time for 100,000 grows in line."""
    towns = ("Ankara", "Istanbul", "Doha", "Cairo", "Kyiv", "Paris", "Madrid", "Rome")
    sightings = [
        seen(f"Person {'abcdefgh'[n % 8]}", towns[n * 3 % 8], f"2025-05-{1 + n % 28:02d}")
        for n in range(10_000)
    ]
    movements = [
        goes("Person a", towns[n % 8], towns[(n + 1) % 8], f"2025-05-{1 + n % 28:02d}")
        for n in range(10_000)
    ]
    brief = Brief.from_dict({"title": "X", "sightings": sightings, "movements": movements})
    before = time.perf_counter()
    report = check_brief(brief)
    took_s = time.perf_counter() - before
    assert report.doubts
    assert took_s < 20, f"{took_s:.1f} s"
