"""Journeys that break off: somebody arrives in one place, and next leaves from another."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from geobrief.check import clock
from geobrief.check.journeys import AT_ONCE_KM
from geobrief.check.model import Doubt
from geobrief.check.story import far_km, in_file, is_point, quoted
from geobrief.gazetteer.rule import rough_km
from geobrief.model.brief import Status
from geobrief.model.naming import name_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from geobrief.check.story import Story
    from geobrief.model import Location, Movement, Sighting, When

__all__ = ["doubts_of_gaps"]

_MOST_GROUPS = 1000
"""So many days of a person's are looked at."""
_MOST_BETWEEN = 200
_MOST_A_DAY = 20
"""So many of a day's movements are looked at, each way once."""
_COUNTED = frozenset({Status.CONFIRMED, Status.PLANNED})
"""What is only possible may be one of several ways; it can explain where somebody is."""


@dataclass(frozen=True, slots=True, eq=False)
class _Way:
    """A dated movement."""

    path: str
    movement: Movement
    start: Location
    end: Location
    when: When


@dataclass(frozen=True, slots=True)
class _Been:
    """The place where a record has somebody, and on which days; None if it does not say."""

    key: str
    days: range | None


def doubts_of_gaps(story: Story) -> Iterator[Doubt]:
    """Yield movements that start where their person is not known to have come."""
    been = _been(story)
    for key, ways in _ways(story).items():
        groups = _groups(ways)[:_MOST_GROUPS]
        for before, after in pairwise(groups):
            if is_point(before[-1].end):
                yield from _doubts(story, before, after, been[key])


def _ways(story: Story) -> dict[str, list[_Way]]:
    """Return by person the movements that have a day, a start and an end."""
    found: dict[str, list[_Way]] = defaultdict(list)
    for index, movement in enumerate(story.brief.movements):
        start, end = story.location(movement.from_), story.location(movement.to)
        if start is None or end is None or movement.when is None:
            continue
        if movement.status in _COUNTED:
            way = _Way(f"movements[{index}]", movement, start, end, movement.when)
            found[story.person(movement.who)].append(way)
    return found


def _been(story: Story) -> dict[str, dict[_Been, Location]]:
    """Return by person where records have them: seen there, or come there."""
    found: dict[str, dict[_Been, Location]] = defaultdict(dict)
    places: list[tuple[str, Sighting | Movement]] = [
        *((sighting.at, sighting) for sighting in story.brief.sightings),
        *((movement.to, movement) for movement in story.brief.movements),
    ]
    for name, event in places:
        location = story.location(name)
        if location is not None and event.status is not Status.DECLINED:
            days = clock.days_of(event.when) if event.when else None
            found[story.person(event.who)][_Been(name_key(name), days)] = location
    return found


def _groups(ways: Iterable[_Way]) -> list[list[_Way]]:
    """Return movements in order; those of one day stand together, unless moments tell them apart.

    Within a group they stand as they follow one another, as far as that can be seen.
    """
    days: dict[int, list[_Way]] = defaultdict(list)
    for way in ways:
        days[clock.days_of(way.when)[0]].append(way)
    groups: list[list[_Way]] = []
    for _, all_there in sorted(days.items()):
        there = _each_way_once(all_there)
        if all(isinstance(way.when.start, datetime) for way in there):
            groups += [[way] for way in sorted(there, key=lambda way: clock.first_hour(way.when))]
        else:
            groups.append(_last_arrival_last(there))
    return groups


def _each_way_once(ways: Sequence[_Way]) -> list[_Way]:
    once = {(way.movement.from_, way.movement.to, way.when.start): way for way in reversed(ways)}
    return list(reversed(once.values()))[:_MOST_A_DAY]


def _last_arrival_last(ways: Sequence[_Way]) -> list[_Way]:
    """Sort those first from whose end another one starts."""
    return sorted(ways, key=lambda way: not any(_near(way.end, two.start) for two in ways))


def _doubts(
    story: Story, before: Sequence[_Way], after: Sequence[_Way], been: Mapping[_Been, Location]
) -> Iterator[Doubt]:
    """Yield a doubt if nothing leads to where the first of a day's movements starts."""
    opened = [way for way in after if not any(_near(way.start, one.end) for one in after)]
    days = range(
        min(clock.days_of(way.when)[0] for way in before),
        max(clock.days_of(way.when)[0] for way in after) + 1,
    )
    known = (place for one, place in been.items() if one.days is None or _touch(one.days, days))
    between = list(islice(known, _MOST_BETWEEN))
    starts = [way for way in opened if is_point(way.start)]
    if any(_explains(one, way.start) for one in between for way in starts):
        return
    for way in starts[:1]:
        yield _doubt(story, before[-1], way)


def _doubt(story: Story, last: _Way, way: _Way) -> Doubt:
    arrival = story.origin(f"{last.path}.to", last.movement)
    return Doubt(
        rule="broken-journey",
        origin=story.origin(f"{way.path}.from", way.movement),
        what=f"{quoted(way.movement.who)} arrives in {last.movement.to} ({last.when}; "
        f"{in_file(arrival)}) and next leaves from {way.movement.from_} ({way.when}), "
        f"{far_km(last.end, way.start):,.0f} km away, and nothing between leads there",
        do="add the movement or the sighting that is missing, or correct the places or dates",
    )


def _explains(one: Location, start: Location) -> bool:
    """Tell whether somebody who is in one place may leave from another: the same, or within it."""
    if is_point(one):
        return _near(one, start)
    return not one.country or one.country == start.country


def _near(one: Location, two: Location) -> bool:
    apart = rough_km((one.lon_deg, one.lat_deg), (two.lon_deg, two.lat_deg))
    return apart <= AT_ONCE_KM


def _touch(one: range, two: range) -> bool:
    return one.start < two.stop and two.start < one.stop
