"""What a text claims a distance to be, beside what it measures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geobrief.check.lengths import UNITS
from geobrief.check.model import Doubt
from geobrief.check.story import far_km, is_point, quoted
from geobrief.check.wording import says_by_land, told_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geobrief.check.lengths import Length
    from geobrief.check.story import Story
    from geobrief.model import Claim, Location, Origin

__all__ = ["LONGEST_WAY", "SLACK", "SLACK_M", "agrees", "doubts_of_claims"]

SLACK, SLACK_M = 0.05, 5_000.0
"""A claim may be off by 5 % of what is measured or by 5 km, whichever is more: a town is no point,
and nobody tells a distance to the last figure."""

ROAD = 1.1, 1.7
"""A way by road is mostly this many times as long as the straight line."""
LONGEST_WAY = 5.0
"""It may go round a bay or a range of mountains; this many times as long hardly any is."""
_WAY_IS = {True: "longer", False: f"seldom {LONGEST_WAY:.0f} times as long"}
_UNIT_NAMES = {
    "mi": "miles",
    "km": "kilometres",
    "nmi": "nautical miles",
    "m": "metres",
    "ft": "feet",
    "yd": "yards",
}
_MIXED_UP = ("mi", "km", "nmi")
_TIMES = 3.0
_SHARE = 0.1
"""Beyond these, words are plainer than a percentage: 1,901% more, 100% less."""
_NO_DISTANCE_M = 1.0


def doubts_of_claims(story: Story) -> Iterator[Doubt]:
    """Yield claims that the measured distance does not bear out, and those that cannot be read."""
    for index, claim in enumerate(story.brief.distances):
        start, end = story.location(claim.from_), story.location(claim.to)
        if not claim.claim.strip() or start is None or end is None:
            continue
        distance_m = far_km(start, end) * 1000
        if distance_m < _NO_DISTANCE_M:
            continue  # an error, or a doubt about two names of one place
        origin = story.origin(f"distances[{index}].claim", claim)
        found = told_in(claim.claim)
        if not found:
            yield _unread(claim, origin, distance_m)
        by_land = says_by_land(claim.note)
        for length, is_way in found:
            yield from _doubts(claim, origin, (start, end), length, is_way=is_way or by_land)


def _unread(claim: Claim, origin: Origin, distance_m: float) -> Doubt:
    return Doubt(
        rule="claim-unread",
        origin=origin,
        what=f"no distance can be read for sure in the claim {quoted(claim.claim)}, so it is not "
        f"checked; measured, it is {distance_m / 1000:,.1f} km "
        f"({distance_m / UNITS['mi']:,.1f} mi)",
        do="compare the two yourself",
    )


def _doubts(
    claim: Claim,
    origin: Origin,
    ends: tuple[Location, Location],
    length: Length,
    *,
    is_way: bool,
) -> Iterator[Doubt]:
    """Yield a doubt if a distance is not what was measured, or no length for a way by land."""
    distance_m = far_km(*ends) * 1000
    is_short = length.most * length.unit_m <= distance_m
    is_long = length.least * length.unit_m > LONGEST_WAY * distance_m
    if agrees(length, distance_m) or (is_way and not is_short and not is_long):
        return
    line = f"a straight line is {distance_m / length.unit_m:,.1f} {length.unit}{_stand_in(ends)}"
    if is_way:
        line += f", and a way by road or rail is {_WAY_IS[is_short]}"
    yield Doubt(
        rule="claim",
        origin=origin,
        what=f"{quoted(claim.claim)} is claimed from {claim.from_} to {claim.to}; {line}, "
        f"so the claim is {_off(length, distance_m)}",
        do=_what_to_do(length, distance_m),
    )


def agrees(length: Length, distance_m: float) -> bool:
    """Tell whether a distance in words is what was measured, within its hedge and the slack."""
    slack_m = max(SLACK * distance_m, SLACK_M)
    unit_m = length.unit_m
    return length.least * unit_m - slack_m <= distance_m <= length.most * unit_m + slack_m


def _stand_in(ends: tuple[Location, Location]) -> str:
    """Say that an end is no point, where it is none."""
    areas = [place.query for place in ends if not is_point(place)]
    return f" (one point stands for all of {' and of '.join(areas)})" if areas else ""


def _off(length: Length, distance_m: float) -> str:
    """Tell how far the nearest number that the claim's words allow is from what was measured."""
    measured = distance_m / length.unit_m
    ratio = min(max(measured, length.low), length.high) / measured
    if ratio >= _TIMES:
        return f"{ratio:,.0f} times as much"
    if ratio < _SHARE:
        return "less than a tenth of that"
    return f"{abs(ratio - 1):.0%} {'more' if ratio > 1 else 'less'}"


def _what_to_do(length: Length, distance_m: float) -> str:
    middle = (length.low + length.high) / 2
    for unit in _MIXED_UP:
        slack_m = max(SLACK * distance_m, SLACK_M)
        if unit != length.unit and abs(middle * UNITS[unit] - distance_m) <= slack_m:
            return f"it would be right in {_UNIT_NAMES[unit]}: check the unit"
    if ROAD[0] <= middle * length.unit_m / distance_m <= ROAD[1]:
        return "if it is the way by road, say so in the note; else correct the claim"
    return "check the claim, and which places are meant"
