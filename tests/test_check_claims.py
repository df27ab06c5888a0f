"""Claims of a distance: what is read of them, what is not, and what is told."""

from __future__ import annotations

import math
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geobrief.check import Doubt, check_brief
from geobrief.check.claims import SLACK_M, agrees
from geobrief.check.lengths import UNITS, lengths_in
from geobrief.check.wording import says_by_land, told_in
from geobrief.model import Brief


def doubts(claim: str, note: str = "", *, to: str = "Istanbul") -> tuple[Doubt, ...]:
    """Check a claim about Ankara and another place; Istanbul is 352.7 km or 219.1 mi away."""
    told = {"from": "Ankara", "to": to, "claim": claim, "note": note}
    brief = {"title": "A story", "source": {"name": "X"}, "distances": [told]}
    return check_brief(Brief.from_dict(brief)).doubts


def rules(claim: str, note: str = "") -> list[str]:
    return [doubt.rule for doubt in doubts(claim, note)]


# Distances in a text


@pytest.mark.parametrize(
    ("claim", "read"),
    [
        ("about 280 miles", [("mi", 252, 308)]),
        ("450 km", [("km", 450, 450)]),
        ("six hundred kilometres", [("km", 600, 600)]),
        ("three hundred and fifty miles", [("mi", 350, 350)]),
        ("twenty-five hundred km", [("km", 2500, 2500)]),
        ("about a thousand kilometers", [("km", 900, 1100)]),
        ("1,757 km", [("km", 1757, 1757)]),
        ("a 280-mile drive", [("mi", 280, 280)]),
        ("200-220 miles", [("mi", 200, 220)]),
        ("between 200 and 220 miles", [("mi", 200, 220)]),
        ("300-odd miles", [("mi", 270, 330)]),
        ("nearly 300 miles", [("mi", 270, 300)]),
        ("just over 100 nautical miles", [("nmi", 100, 110)]),
        ("less than 10km away", [("km", 0, 10)]),
        ("280 miles (450 kilometres)", [("mi", 280, 280), ("km", 450, 450)]),
        ("500 metres", [("m", 500, 500)]),
        # What can be read in two ways, or in none, is not read.
        ("1.757 km", []),
        ("1 757 km", []),
        ("1,5 km", []),
        ("two to three hundred miles", []),
        ("between two hundred and three hundred miles", []),
        ("several hundred miles", []),
        ("a few hundred and fifty miles", []),
        ("half a mile", []),
        ("150 million kilometres", []),
        ("500 m", []),
        ("60 miles per hour", []),
        ("60 miles an hour", []),
        ("300 km/h", []),
        ("150 square miles", []),
        ("0 km", []),
        ("", []),
        ("three-hundred-and-fifty-three kilometres", [("km", 353, 353)]),
        ("a-hundred-mile walk", [("mi", 100, 100)]),
        ("200 miles to 240 miles", [("mi", 200, 240)]),
        ("between 200 km and 240 km", [("km", 200, 240)]),
        ("200 km and 240 km", [("km", 200, 200), ("km", 240, 240)]),
        ("0.353 km", [("km", 0.353, 0.353)]),
        # Around the number stands what makes it another.
        ("350 \u00b1 10 km", []),
        ("352 1/2 km", []),
        ("700/2 km", []),
        ("-353 km", []),
        ("twice 176 km", []),
        ("double the 176 km", []),
        ("three times 118 km", []),
        ("a fifth of 700 km", []),
        ("not 353 km", []),
        ("it isn't 353 km", []),
        ("to the nearest 10 km", []),
        ("353 km^2", []),
        ("60 miles a day", []),
    ],
)
def test_distances_in_words(claim: str, read: list[tuple[str, float, float]]) -> None:
    found = [(one.unit, one.least, one.most) for one in lengths_in(claim)]
    assert found == [(unit, pytest.approx(a), pytest.approx(b)) for unit, a, b in read]


def test_a_distance_says_where_in_the_text_it_stands() -> None:
    text = "They met in Ankara, nearly 300 miles away, and flew 1,757 km."
    assert [text[one.start : one.end] for one in lengths_in(text)] == [
        *("nearly 300 miles", "1,757 km"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        *("one hundred and " * 300, "1," * 2400, "9" * 4900, "1 to " * 1000, " " * 5000 + "9 km"),
        *("9 km" + " " * 4900 + "two", "9 km" + "," * 4900, "9 km" + " " * 4900 + "- 9 km"),
        *("1 km " * 1000, "one-" * 1200, "not be " * 700 + "over 9 km"),
    ],
)
def test_no_text_takes_long(text: str) -> None:
    """Undoing and trying again grew with the cube of the first of these: ten seconds."""
    before = time.perf_counter()
    told_in(text)
    assert time.perf_counter() - before < 1


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    for one in lengths_in(text):
        assert text[one.start : one.end] == one.text
        assert 0 <= one.least <= one.most


@given(st.floats(6_000, 2e7), st.sampled_from(sorted(UNITS)))
def test_what_is_measured_is_what_may_be_claimed(distance_m: float, unit: str) -> None:
    name = {"nmi": "nautical miles", "m": "metres", "ft": "feet", "yd": "yards"}.get(unit, unit)
    (length,) = lengths_in(f"{distance_m / UNITS[unit]:,.1f} {name}")
    assert agrees(length, distance_m)
    assert not agrees(length, distance_m * 0.9 - SLACK_M)


@pytest.mark.parametrize(
    ("claim", "fine"),
    [
        ("219 miles", True),
        ("about 350 km", True),
        ("190 nautical miles", True),
        ("more than 200 miles", True),
        ("less than 300 miles", True),
        ("less than 200 miles", False),
        ("219 km", False),
        ("280 miles", False),
        ("220 miles (355 km)", True),
        ("220 miles (450 km)", False),
    ],
)
def test_claims_between_ankara_and_istanbul(claim: str, fine: bool) -> None:  # noqa: FBT001
    assert rules(claim) == ([] if fine else ["claim"])


def test_a_distance_without_a_claim_is_fine() -> None:
    assert rules("") == []


@pytest.mark.parametrize(
    ("words", "least", "most"),
    [
        ("no less than 300 km", 300, math.inf),
        ("not less than 300 km", 300, math.inf),
        ("it is not less than 300 km", 300, math.inf),
        ("not under 300 km", 300, math.inf),
        ("not within 300 km", 300, math.inf),
        ("no fewer than 300 km", 300, math.inf),
        ("at least 300 km", 300, math.inf),
        ("300 km at least", 300, math.inf),
        ("in excess of 300 km", 300, math.inf),
        ("exceeds 300 km", 300, math.inf),
        ("well over 300 km", 300, math.inf),
        ("much more than 300 km", 300, math.inf),
        ("farther than 300 km", 300, math.inf),
        ("minimum 300 km", 300, math.inf),
        (">300 km", 300, math.inf),
        (">= 300 km", 300, math.inf),
        ("\u2265 300 km", 300, math.inf),
        ("300+ km", 300, math.inf),
        ("300 km+", 300, math.inf),
        ("300-plus km", 300, math.inf),
        ("300 km plus", 300, math.inf),
        ("300 km and more", 300, math.inf),
        ("300 km or more", 300, math.inf),
        ("300 km or over", 300, math.inf),
        ("no more than 300 km", 0, 300),
        ("not more than 300 km", 0, 300),
        ("does not exceed 300 km", 0, 300),
        ("doesn\u2019t exceed 300 km", 0, 300),
        ("at most 300 km", 0, 300),
        ("300 km at the most", 0, 300),
        ("300 km or less", 0, 300),
        ("closer than 300 km", 0, 300),
        ("less than or equal to 300 km", 0, 300),
        ("max. 300 km", 0, 300),
        ("\u2264 300 km", 0, 300),
        ("<= 300 km", 0, 300),
        ("no more than about 300 km", 0, 330),
        ("more than about 300 km", 270, math.inf),
        ("almost exactly 300 km", 270, 300),
        ("just shy of 300 km", 270, 300),
        ("slightly more than 300 km", 300, 330),
        ("a good 300 km", 300, 330),
        ("300ish km", 270, 330),
        ("300 km or so", 270, 330),
        ("300 km, give or take", 270, 330),
        ("exactly 300 km", 300, 300),
        ("350 km and over the mountains", 350, 350),
    ],
)
def test_what_words_let_a_number_be(words: str, least: float, most: float) -> None:
    (length,) = lengths_in(words)
    assert (length.least, length.most) == (pytest.approx(least), pytest.approx(most))


# A claim as a whole


@pytest.mark.parametrize(
    "claim",
    [
        "350 \u00b1 10 km",
        "350 km \u00b1 10",
        "350 km (\u00b1 50)",
        "350 +/- 10 km",
        "350 km, give or take 10",
        "352 1/2 km",
        "352\u00bd km",
        "1/2 of 700 km",
        "half of 440 miles",
        "700/2 km",
        "700 km divided by two",
        "2 x 176 km",
        "2\u00d7176 km",
        "twice 176 km",
        "three times 118 km",
        "219 miles 250 yards",
        "219 miles, 250 yards",
        "218 miles and 1,900 yards",
        "352 km plus 700 metres",
        "200 miles to 353 km",
        "350 to the nearest 10 km",
        "350 km to within 10 km",
        "rounded to 350 km",
        "not 353 km",
        "400 km, not 353 km",
        "353 km rather than 400 km",
        "not even 300 km",
        "nearer to 350 than 400 km",
        "3.53e2 km",
        "353 km, or two hundred",
        "19 dozen miles",
        "two hundred and three hundred miles (353 km)",
        "353",
        "70 leagues",
        "700 km there and back",
        "a tenth the 3,500 km",
        "halfway, 353 km",
        "219 miles on 15 May 2025",
        "by road 280 miles, by air 219 miles",
    ],
)
def test_what_is_not_read_for_sure_is_told_as_unread(claim: str) -> None:
    assert rules(claim) == ["claim-unread"]


@pytest.mark.parametrize(
    "claim",
    [
        "219 mi / 353 km",
        "219 miles = 353 km",
        "350 kilometers, or 217 miles,",
        "350 kilometers, 190 nautical miles, 217 statute miles",
        "about 350 kilometers (roughly 217 miles) apart",
        "300 to 360 km (186 to 224 miles)",
        "353 km between the two capitals",
        "353 km, one way",
        "219 miles, a five-hour drive",
        "2 hours and 219 miles",
        "more than 300 km, less than 400 km",
        "Distance: 353 km",
    ],
)
def test_what_stands_beside_a_distance_and_changes_nothing(claim: str) -> None:
    assert told_in(claim)
    assert rules(claim) == []


@given(st.text("0123456789 .,/\u00b1\u00d7+-()kmiles\u00bd", max_size=30))
def test_no_figure_is_left_over_of_what_is_read(claim: str) -> None:
    told = told_in(claim)
    rest = claim
    for one in reversed(told):
        rest = rest[: one.length.start] + rest[one.length.end :]
    assert not told or not any(char.isnumeric() for char in rest)


# By road


@pytest.mark.parametrize(
    ("claim", "note"),
    [
        ("280 miles by road", ""),
        ("450 km by car", ""),
        ("450 km via Bursa", ""),
        ("a 280-mile drive", ""),
        ("600 km by rail", ""),
        ("280 miles", "By road, says the ministry."),
        ("219 miles as the crow flies, 280 miles by road", ""),
        ("a 219-mile flight or a 280-mile drive", ""),
    ],
)
def test_a_way_by_road_may_be_longer(claim: str, note: str) -> None:
    assert rules(claim, note) == []


def test_a_way_by_road_is_not_shorter_than_the_straight_line() -> None:
    (doubt,) = doubts("200 miles by road")
    assert doubt.what.endswith(
        "a straight line is 219.1 mi, and a way by road or rail is longer, so the claim is 9% less"
    )
    assert "by road" not in doubt.do


def test_a_way_by_land_may_be_long_and_not_endless() -> None:
    assert not doubts("1,000 miles by road")
    (doubt,) = doubts("35,000 km by road")
    assert "a way by road or rail is seldom 5 times as long, so the claim is 99 times" in doubt.what


@pytest.mark.parametrize(
    ("note", "by_land"),
    [
        ("by road", True),
        ("The driving distance.", True),
        ("not by road", False),
        ("seen on the road", False),
        ("a straight line; by road it is longer", False),
        ("", False),
    ],
)
def test_notes_that_say_by_road(note: str, by_land: bool) -> None:  # noqa: FBT001
    assert says_by_land(note) is by_land


# What is told


@pytest.mark.parametrize(
    ("claim", "how"),
    [
        ("300 km", "15% less"),
        ("500 km", "42% more"),
        ("7,000 km", "20 times as much"),
        ("0.353 km", "less than a tenth of that"),
    ],
)
def test_how_far_a_claim_is_off(claim: str, how: str) -> None:
    (doubt,) = doubts(claim)
    assert doubt.what.endswith(f"so the claim is {how}")


def test_one_place_by_two_names_has_no_distance() -> None:
    """It is an error already; a share of nothing cannot be told."""
    assert doubts("30 km", to="39.91987, 32.85427") == ()
