"""What a text claims a distance to be, beside what it measures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geobrief.check.lengths import UNITS, lengths_in
from geobrief.check.model import Doubt
from geobrief.check.story import far_km, is_point, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geobrief.check.lengths import Length
    from geobrief.check.story import Story
    from geobrief.model import Claim, Location

__all__ = ["SLACK", "SLACK_M", "agrees", "doubts_of_claims"]

SLACK, SLACK_M = 0.05, 5_000.0
"""A claim may be off by 5 % of what is measured or by 5 km, whichever is more: a town is no point,
and nobody tells a distance to the last figure."""

ROAD = 1.1, 1.7
"""A way by road is mostly this many times as long as the straight line."""
_UNIT_NAMES = {
    "mi": "miles",
    "km": "kilometres",
    "nmi": "nautical miles",
    "m": "metres",
    "ft": "feet",
    "yd": "yards",
}
_MIXED_UP = ("mi", "km", "nmi")


def doubts_of_claims(story: Story) -> Iterator[Doubt]:
    """Yield claims that the measured distance does not bear out, and those that cannot be read."""
    for index, claim in enumerate(story.brief.distances):
        start, end = story.location(claim.from_), story.location(claim.to)
        if not claim.claim.strip() or start is None or end is None:
            continue
        origin = story.origin(f"distances[{index}].claim", claim)
        lengths = lengths_in(claim.claim)
        distance_m = far_km(start, end) * 1000
        if not lengths:
            yield Doubt(
                rule="claim-unread",
                origin=origin,
                what=f"no distance can be read in the claim {quoted(claim.claim)}, so it is not "
                f"checked; measured, it is {distance_m / 1000:,.1f} km "
                f"({distance_m / UNITS['mi']:,.1f} mi)",
                do="compare the two yourself",
            )
        for length in lengths:
            if not agrees(length, distance_m):
                yield Doubt(
                    rule="claim",
                    origin=origin,
                    what=_told(claim, length, distance_m, (start, end)),
                    do=_what_to_do(length, distance_m),
                )


def agrees(length: Length, distance_m: float) -> bool:
    """Tell whether a distance in words is what was measured, within its hedge and the slack."""
    slack_m = max(SLACK * distance_m, SLACK_M)
    unit_m = length.unit_m
    return length.least * unit_m - slack_m <= distance_m <= length.most * unit_m + slack_m


def _told(claim: Claim, length: Length, distance_m: float, ends: tuple[Location, Location]) -> str:
    measured = distance_m / length.unit_m
    nearest = min(max(measured, length.low), length.high)
    off = (nearest - measured) / measured
    how = f"{abs(off):.0%} {'more' if off > 0 else 'less'}"
    areas = [place.query for place in ends if not is_point(place)]
    stand_in = f" (one point stands for all of {' and of '.join(areas)})" if areas else ""
    return (
        f"{quoted(claim.claim)} is claimed from {claim.from_} to {claim.to}; a straight line is "
        f"{measured:,.1f} {length.unit}{stand_in}, so the claim is {how}"
    )


def _what_to_do(length: Length, distance_m: float) -> str:
    middle = (length.low + length.high) / 2
    for unit in _MIXED_UP:
        slack_m = max(SLACK * distance_m, SLACK_M)
        if unit != length.unit and abs(middle * UNITS[unit] - distance_m) <= slack_m:
            return f"it would be right in {_UNIT_NAMES[unit]}: check the unit"
    if ROAD[0] <= middle * length.unit_m / distance_m <= ROAD[1]:
        return "if it is the way by road, say so in the note; else correct the claim"
    return "check the claim, and which places are meant"
