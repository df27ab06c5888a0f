"""Who is in two places at once, or goes from one to the other faster than an aeroplane.

What is confirmed counts, and places that are points: a country or a region is too large to be out
of. A moment is a moment, a day is any time of that day on any clock of the world, and a range is
all the time between; only what no clock and no aeroplane allows is called impossible.
"""

from __future__ import annotations

import math
from collections import defaultdict, deque
from dataclasses import dataclass
from datetime import date
from itertools import combinations, islice, pairwise
from typing import TYPE_CHECKING, NamedTuple

from geobrief.check import clock
from geobrief.check.clock import Stay
from geobrief.check.model import Doubt
from geobrief.check.story import far_km, in_file, is_point, quoted
from geobrief.model.brief import Sighting, Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geobrief.check.story import Story
    from geobrief.model import Location, Movement, Origin, When

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
_MOST_BEFORE = 12
"""So many records before each are compared with it, besides the one that lasts longest."""
_MOST_OTHERS = 5
_TRAVEL_DAYS = 2
_DAY_H = 24
_LONG_DAYS = 31
"""A movement over more days than these is taken to be on any."""
_RADIUS_KM = 6371.0
_SPHERE = 0.99
"""On the sphere, what is nearer than this share of a distance is nearer on the Earth, too."""
_HALF_ROUND_KM = 20_038.0
"""Nothing on the Earth is farther away."""

_Point = tuple[float, float]
"""Longitude and latitude."""


class _Stop(NamedTuple):
    """A place that a record names, when somebody was there, and on which days."""

    name: str
    field: str
    stay: Stay
    days: range


@dataclass(frozen=True, slots=True, eq=False)
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
    """Only a day is known, or a range of days."""
    is_exact: bool
    """Moments are known."""
    days: range
    """The numbers of the days that it is on; none for the end of a way of several days."""


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
    if movement.when is None or start is None or end is None:
        return
    span_h = clock.hours(movement.when)
    if span_h is None or movement.status is Status.DECLINED:
        return
    far = far_km(start, end)
    if not (is_point(start) and is_point(end)) or far <= max(AT_ONCE_KM, span_h * AEROPLANE_KMH):
        return
    what = (
        f"{quoted(movement.who)} goes {far:,.0f} km from {movement.from_} to {movement.to} "
        f"({movement.when}): {_in_time(far, span_h, exact=clock.is_exact(movement.when))}"
    )
    yield Doubt(
        rule="too-fast",
        origin=story.origin(f"{path}.when", movement),
        what=what,
        do="correct the times or their zones, or the places",
    )


def _in_time(far: float, span_h: float, *, exact: bool) -> str:
    """Tell how fast it would be; where only days are known, by the clocks that leave most time."""
    if span_h <= 0:
        return "in no time at all"
    time = f"in {clock.told_hours(span_h)}"
    time += "" if exact else " at the most, whatever the zones,"
    return f"{time} that is {far / span_h:,.0f} km/h, and airliners fly at about {AIRLINER_KMH}"


def _spots(story: Story) -> dict[str, list[_Spot]]:
    """Return by person where they surely were, and when."""
    found: dict[str, list[_Spot]] = defaultdict(list)
    for path, event in story.events():
        if event.when is None or event.status is not Status.CONFIRMED:
            continue
        spots = (
            _seen(event, event.when) if isinstance(event, Sighting) else _ends(event, event.when)
        )
        for name, field, stay, days in spots:
            location = story.location(name)
            if location is None or not is_point(location):
                continue
            spot = _Spot(
                who=event.who,
                place=name,
                location=location,
                when=str(event.when),
                path=path,
                field=field,
                event=event,
                stay=stay,
                is_day=stay.may_leave < stay.there_by or not clock.is_exact(event.when),
                is_exact=clock.is_exact(event.when),
                days=days,
            )
            found[story.person(event.who)].append(spot)
    return found


def _seen(sighting: Sighting, when: When) -> Iterator[_Stop]:
    """Yield where somebody was seen: all the time of a range."""
    stay = clock.stay(when.start, when.end or when.start)
    yield _Stop(sighting.at, "at", stay, clock.days_of(when))


def _ends(movement: Movement, when: When) -> Iterator[_Stop]:
    """Yield where a movement starts and where it ends, each in its time."""
    days = clock.days_of(when)
    if when.end is not None:
        # How long somebody stays at the ends of a way of several days is not said.
        on_one = days if len(days) == 1 else range(0)
        yield _Stop(movement.from_, "from", clock.stay(when.start, when.start), on_one)
        yield _Stop(movement.to, "to", clock.stay(when.end, when.end), on_one)
        return
    # Nobody knows whether a time alone is that of leaving or of coming.
    day = clock.stay(when.start, when.start)
    either = Stay(day.there_by + _DAY_H, day.may_leave - _DAY_H)
    yield _Stop(movement.from_, "from", either, days)
    yield _Stop(movement.to, "to", either, days)


def _impossible(story: Story, spots: Sequence[_Spot]) -> Iterator[tuple[Doubt, set[str]]]:
    """Yield pairs that no aeroplane allows, with their paths.

    Each spot is compared with the one before it that lasts longest and with some before it: many
    short ways may make a long one that is too fast. Those before a pair that is told are left out.
    """
    longest = spots[0]
    recent = deque(spots[:1], maxlen=_MOST_BEFORE)
    for spot in spots[1:]:
        before = dict.fromkeys((*reversed(recent), longest))
        pairs = ((one, _apart(story, one, spot)) for one in before if one.path != spot.path)
        one, doubt = next((pair for pair in pairs if pair[1]), (spot, None))
        if doubt:
            recent.clear()
            yield doubt, {one.path, spot.path}
        recent.append(spot)
        if spot.stay.may_leave > longest.stay.may_leave:
            longest = spot


def _apart(story: Story, one: _Spot, two: _Spot) -> Doubt | None:
    """Return a doubt if nobody can be at both spots, whichever comes first."""
    span_h = max(two.stay.there_by - one.stay.may_leave, one.stay.there_by - two.stay.may_leave)
    if span_h * AEROPLANE_KMH >= _HALF_ROUND_KM:
        return None
    reach_km = max(AT_ONCE_KM, span_h * AEROPLANE_KMH)
    if _arc_km(_point(one.location), _point(two.location)) < reach_km * _SPHERE:
        return None  # as most are, and it is told sooner
    far = far_km(one.location, two.location)
    if far <= reach_km:
        return None
    elsewhere = in_file(_origin(story, one))
    rule, how = _how_apart(one, two, far, span_h)
    return Doubt(
        rule=rule,
        origin=_origin(story, two),
        what=f"{quoted(two.who)} is in {one.place} ({one.when}; {elsewhere}) "
        f"and in {two.place} ({two.when}), {far:,.0f} km apart{how}",
        do="correct the times or their zones, the places, or who it is",
    )


def _how_apart(one: _Spot, two: _Spot, far: float, span_h: float) -> tuple[str, str]:
    """Return the rule, and in which time somebody is in both."""
    if span_h <= 0:
        return "two-places", ", at the same time"
    both = _days_within(one, two)
    if both and not (one.is_exact or two.is_exact):
        return "two-places", f", both on the whole of {date.fromordinal(both[0])}"
    return "too-fast", f": {_in_time(far, span_h, exact=one.is_exact and two.is_exact)}"


def _days_within(one: _Spot, two: _Spot) -> range:
    """Return the days that are within both stays, not the first or the last of either."""
    return range(max(one.days.start, two.days.start) + 1, min(one.days.stop, two.days.stop) - 1)


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
    # On its first and last day a stay leaves time for another place.
    stays = list(islice((spot for spot in spots if len(spot.days) > _TRAVEL_DAYS), _MOST_LINKS))
    by_day: dict[int | None, list[_Link]] = defaultdict(list)
    for link in links:
        # A day there may be the day before or after here.
        for day in [None] if link.days is None else range(link.days[0] - 1, link.days[-1] + 2):
            by_day[day].append(link)
    for number, there in sorted(_by_day(spots, stays).items()):
        if len(there) > 1 and any(spot.is_day for spot in there.values()):
            some = dict(islice(there.items(), _MOST_PLACES))
            doubt = _parted(story, some, [*by_day[number], *by_day[None]][:_MOST_LINKS])
            if doubt:
                yield doubt
    yield from _overlapping(story, stays, links)


def _by_day(spots: Sequence[_Spot], stays: Sequence[_Spot]) -> dict[int, dict[_Point, _Spot]]:
    """Return who is where on each day that a record has for itself, stays of days included."""
    days: dict[int, dict[_Point, _Spot]] = defaultdict(dict)
    for spot in spots:
        if len(spot.days) == 1:
            days[spot.days[0]].setdefault(_point(spot.location), spot)
    for spot in stays:
        for number in [number for number in days if number in spot.days[1:-1]]:
            days[number].setdefault(_point(spot.location), spot)
    return days


def _overlapping(story: Story, stays: Sequence[_Spot], links: Sequence[_Link]) -> Iterator[Doubt]:
    """Yield stays of days that overlap for a day or more, each with the first such one."""
    told: set[str] = set()
    for one, two in combinations(stays, 2):
        both = _days_within(one, two)
        if not both or two.path in told or not (one.is_day and two.is_day):
            continue
        near = (
            link
            for link in links
            if link.days is None or (link.days[0] - 1 <= both[-1] and both[0] <= link.days[-1] + 1)
        )
        pair = {_point(one.location): one, _point(two.location): two}
        doubt = _parted(story, pair, list(islice(near, _MOST_LINKS)))
        if doubt:
            told.add(two.path)
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
    return _arc_km(one, two) <= SAME_DAY_KM


def _arc_km(one: _Point, two: _Point) -> float:
    """Return how far two points are apart on a sphere, at most 0.6 % off."""
    (lon1, lat1), (lon2, lat2) = (map(math.radians, point) for point in (one, two))
    half = math.sin((lat2 - lat1) / 2) ** 2
    half += math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * _RADIUS_KM * math.asin(min(1.0, math.sqrt(half)))
