"""Who is in two places at once, or goes from one to the other faster than an aeroplane.

What is confirmed counts, and places that are points: a country or a region is too large to be out
of. A moment is a moment, a day is any time of that day on any clock of the world, and a range is
all the time between; only what no clock and no aeroplane allows is called impossible.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from geobrief.check import clock
from geobrief.check.clock import Stay
from geobrief.check.model import Doubt
from geobrief.check.story import far_km, in_file, is_point, quoted
from geobrief.model.brief import Sighting, Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geobrief.check.story import Story
    from geobrief.model import Location, Movement, Origin

__all__ = ["AEROPLANE_KMH", "AT_ONCE_KM", "SAME_DAY_KM", "doubts_of_journeys"]

AEROPLANE_KMH = 1000.0
"""Airliners cruise at about 900 km/h; from door to door nobody is faster than this."""
AIRLINER_KMH = 900
AT_ONCE_KM = 50.0
"""Nearer than this, two places may be parts of one: a city, its airport and its suburbs."""
SAME_DAY_KM = 150.0
"""Farther apart than this on one day, one would like to know how: two hours by road."""

_MOST_PLACES = 20
"""So many places of a person's day are compared with each other."""
_MOST_LINKS = 40
_MOST_OTHERS = 5
_TRAVEL_DAYS = 2
_LONG_DAYS = 31
"""A movement over more days than these is taken to be on any."""
_RADIUS_KM = 6371.0
_HALF_ROUND_KM = 20_038.0
"""Nothing on the Earth is farther away."""

_Point = tuple[float, float]
"""Longitude and latitude."""


@dataclass(frozen=True, slots=True)
class _Spot:
    """Somebody surely somewhere."""

    who: str
    place: str
    location: Location
    when: str
    path: str
    field: str
    event: Sighting | Movement
    stay: Stay
    is_day: bool
    """Only a day is known."""
    days: range
    """The numbers of the days that it is on."""


@dataclass(frozen=True, slots=True)
class _Link:
    """A movement of somebody, which explains why they are in two places."""

    ends: tuple[Location, Location]
    days: range | None


def doubts_of_journeys(story: Story) -> Iterator[Doubt]:
    """Yield movements and persons that are too fast, and persons in two places."""
    for path, movement in _movements(story):
        yield from _too_fast(story, path, movement)
    links = _links(story)
    for key, spots in _spots(story).items():
        if len(spots) > 1:
            told: set[str] = set()
            for doubt, paths in _impossible(story, sorted(spots, key=lambda spot: spot.stay.first)):
                told |= paths
                yield doubt
            yield from _same_day(
                story, [spot for spot in spots if spot.path not in told], links[key]
            )


def _movements(story: Story) -> Iterator[tuple[str, Movement]]:
    for index, movement in enumerate(story.brief.movements):
        yield f"movements[{index}]", movement


def _too_fast(story: Story, path: str, movement: Movement) -> Iterator[Doubt]:
    """Yield a doubt if a movement with a start and an end is faster than an aeroplane."""
    start, end = story.location(movement.from_), story.location(movement.to)
    span_h = clock.hours(movement.when) if movement.when else None
    if span_h is None or start is None or end is None or movement.status is Status.DECLINED:
        return
    far = far_km(start, end)
    if not (is_point(start) and is_point(end)) or far <= max(AT_ONCE_KM, span_h * AEROPLANE_KMH):
        return
    what = (
        f"{quoted(movement.who)} goes {far:,.0f} km from {movement.from_} to {movement.to} "
        f"({movement.when}): {_in_time(far, span_h)}"
    )
    yield Doubt(
        rule="too-fast",
        origin=story.origin(f"{path}.when", movement),
        what=what,
        do="correct the times or their zones, or the places",
    )


def _in_time(far: float, span_h: float) -> str:
    if span_h <= 0:
        return "in no time at all"
    speed = f"{far / span_h:,.0f} km/h, and airliners fly at about {AIRLINER_KMH}"
    return f"in {clock.told_hours(span_h)} that is {speed}"


def _spots(story: Story) -> dict[str, list[_Spot]]:
    """Return by person where they surely were, and when."""
    found: dict[str, list[_Spot]] = defaultdict(list)
    for path, event in story.events():
        when = event.when
        if when is None or event.status is not Status.CONFIRMED:
            continue
        last = when.end or when.start
        if isinstance(event, Sighting):
            stays = [(event.at, "at", clock.stay(when.start, last))]
        elif when.end is not None:
            stays = [
                (event.from_, "from", clock.stay(when.start, when.start)),
                (event.to, "to", clock.stay(last, last)),
            ]
        else:  # nobody knows whether a time alone is that of leaving or of coming
            day = clock.stay(when.start, when.start)
            stays = [
                (event.from_, "from", Stay(day.there_by + 24, day.may_leave - 24)),
                (event.to, "to", Stay(day.there_by + 24, day.may_leave - 24)),
            ]
        days = clock.days_of(when)
        for name, field, stay in stays:
            location = story.location(name)
            if location is None or not is_point(location):
                continue
            spot = _Spot(
                who=event.who,
                place=name,
                location=location,
                when=str(when),
                path=path,
                field=field,
                event=event,
                stay=stay,
                is_day=stay.may_leave < stay.there_by,
                days=days,
            )
            found[story.person(event.who)].append(spot)
    return found


def _impossible(story: Story, spots: Sequence[_Spot]) -> Iterator[tuple[Doubt, set[str]]]:
    """Yield pairs that no aeroplane allows, with their paths.

    Each spot is compared with the one before it, and with the one before it that lasts longest.
    """
    longest = previous = spots[0]
    for spot in spots[1:]:
        for other in dict.fromkeys((previous.path, longest.path)):
            before = previous if other == previous.path else longest
            doubt = None if other == spot.path else _apart(story, before, spot)
            if doubt:
                yield doubt, {before.path, spot.path}
                break
        previous = spot
        if spot.stay.may_leave > longest.stay.may_leave:
            longest = spot


def _apart(story: Story, one: _Spot, two: _Spot) -> Doubt | None:
    """Return a doubt if nobody can be at both spots, whichever comes first."""
    span_h = max(two.stay.there_by - one.stay.may_leave, one.stay.there_by - two.stay.may_leave)
    if span_h * AEROPLANE_KMH >= _HALF_ROUND_KM:
        return None
    far = far_km(one.location, two.location)
    if far <= max(AT_ONCE_KM, span_h * AEROPLANE_KMH):
        return None
    elsewhere = in_file(_origin(story, one))
    if span_h <= 0:
        rule = "two-places"
        how = f"{far:,.0f} km apart, at the same time"
    else:
        rule = "too-fast"
        how = f"{far:,.0f} km apart: {_in_time(far, span_h)}"
    return Doubt(
        rule=rule,
        origin=_origin(story, two),
        what=f"{quoted(two.who)} is in {one.place} ({one.when}; {elsewhere}) "
        f"and in {two.place} ({two.when}), {how}",
        do="correct the times or their zones, the places, or who it is",
    )


def _links(story: Story) -> dict[str, list[_Link]]:
    """Return by person the movements that may explain why they are in two places."""
    found: dict[str, list[_Link]] = defaultdict(list)
    for _, movement in _movements(story):
        ends = story.location(movement.from_), story.location(movement.to)
        if movement.status is Status.DECLINED or ends[0] is None or ends[1] is None:
            continue
        days = clock.days_of(movement.when) if movement.when else None
        is_long = days is None or len(days) > _LONG_DAYS
        found[story.person(movement.who)].append(
            _Link((ends[0], ends[1]), None if is_long else days)
        )
    return found


def _same_day(story: Story, spots: Sequence[_Spot], links: Sequence[_Link]) -> Iterator[Doubt]:
    """Yield days on which somebody is in places far apart, and no movement leads between them."""
    days: dict[int, dict[_Point, _Spot]] = defaultdict(dict)
    for spot in spots:
        if len(spot.days) == 1:
            days[spot.days[0]].setdefault(_point(spot.location), spot)
    # On its first and last day a stay leaves time for another place.
    for spot in islice((spot for spot in spots if len(spot.days) > _TRAVEL_DAYS), _MOST_LINKS):
        for number in [number for number in days if number in spot.days[1:-1]]:
            days[number].setdefault(_point(spot.location), spot)
    by_day: dict[int | None, list[_Link]] = defaultdict(list)
    for link in links:
        # A day there may be the day before or after here.
        for day in [None] if link.days is None else range(link.days[0] - 1, link.days[-1] + 2):
            by_day[day].append(link)
    for number, there in sorted(days.items()):
        if len(there) > 1 and any(spot.is_day for spot in there.values()):
            some = dict(islice(there.items(), _MOST_PLACES))
            doubt = _parted(story, some, [*by_day[number], *by_day[None]][:_MOST_LINKS])
            if doubt:
                yield doubt


def _parted(story: Story, spots: Mapping[_Point, _Spot], links: Sequence[_Link]) -> Doubt | None:
    """Return a doubt if the spots fall into parts that neither nearness nor a movement joins."""
    parts: list[set[_Point]] = []
    for joined in [*({point} for point in spots), *(set(map(_point, link.ends)) for link in links)]:
        near = [part for part in parts if any(_is_near(a, b) for a in joined for b in part)]
        parts = [part for part in parts if part not in near]
        parts.append(joined.union(*near))
    firsts = [
        spot
        for number, (point, spot) in enumerate(spots.items())
        for part in parts
        if point in part and part.isdisjoint(list(spots)[:number])
    ]
    pair = next(((one, two) for one, two in pairwise(firsts) if one.is_day or two.is_day), None)
    if pair is None:
        return None
    one, two = pair
    others = "".join(
        f", in {spot.place} ({spot.when})" for spot in firsts[:_MOST_OTHERS] if spot not in pair
    )
    return Doubt(
        rule="same-day",
        origin=_origin(story, two),
        what=f"{quoted(two.who)} is on one day in {one.place} ({one.when}; "
        f"{in_file(_origin(story, one))}) and in {two.place} ({two.when}){others}; the two are "
        f"{far_km(one.location, two.location):,.0f} km apart, and no movement leads between them",
        do="if that is so, add the movement; else correct the date, the place, or who it is",
    )


def _origin(story: Story, spot: _Spot) -> Origin:
    return story.origin(f"{spot.path}.{spot.field}", spot.event)


def _point(location: Location) -> _Point:
    return location.lon_deg, location.lat_deg


def _is_near(one: _Point, two: _Point) -> bool:
    """Tell whether two points are no farther apart than one drives on a day, on a sphere."""
    (lon1, lat1), (lon2, lat2) = (map(math.radians, point) for point in (one, two))
    half = math.sin((lat2 - lat1) / 2) ** 2
    half += math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * _RADIUS_KM * math.asin(min(1.0, math.sqrt(half))) <= SAME_DAY_KM
