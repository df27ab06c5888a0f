"""A story's time in steps: a day each, and where a day is crowded a moment each.

A day is the date as it was written, in the zone of whoever was there: a meeting at 00:30 in Tokyo
is on Tokyo's day. Moments of one day follow one another as they did, whatever their zones.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal

from geobrief.model import Sighting

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import tzinfo

    from geobrief.model import Brief, Movement, When

__all__ = ["MOST_STEPS", "Course", "State", "Step", "Timeline", "course", "step_at", "timeline"]

State = Literal["now", "past", "later", "undated"]
"""Of a record at a step. One that is not shown, or carries no date, is in no step: undated."""

MOST_OF_A_DAY = 3
"""Records that start on a day which is one step; more, at different times, and it is crowded."""
MOST_STEPS = 500
"""A story of more has a step a day, however crowded its days are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What is, what was and what is still to come at a time of the story."""

    day: date
    text: str
    """The day, or the moment with its zone, in ISO 8601."""
    sightings: tuple[State, ...]
    """Of each of the brief's sightings, by its index."""
    movements: tuple[State, ...]
    """Of each of the brief's movements."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The steps of a story, the earliest first."""

    steps: tuple[Step, ...]
    undated: int
    """Sightings and movements that are shown and carry no date: they are in no step."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """The steps of a story in short: the same as in a timeline, and large stories have room."""

    texts: tuple[str, ...]
    """Of each step its day or moment."""
    sightings: tuple[tuple[int, int] | None, ...]
    """Of each of the brief's sightings the first step and the last that it lasts; None: undated."""
    movements: tuple[tuple[int, int] | None, ...]
    """Of each of the brief's movements."""
    undated: int


_Key = tuple[date, float]
"""A day as it was written, and when on it: seconds since 1970, or an infinity for its ends."""
_Tick = Callable[["tzinfo | None"], tuple[_Key, _Key]]
"""From when to when a step is, told in a record's zone."""


@dataclass(frozen=True, slots=True)
class _Span:
    """From when to when a record holds, each end with the zone that it was written in."""

    start: _Key
    start_zone: tzinfo | None
    last: _Key
    last_zone: tzinfo | None

    def state(self, tick: _Tick) -> State:
        """Return how a step sees it."""
        if self.start > tick(self.start_zone)[1]:
            return "later"
        return "past" if self.last < tick(self.last_zone)[0] else "now"


class _Story:
    """The records of a brief that are shown and dated, and what they make of its days."""

    def __init__(self, brief: Brief, *, by_days: bool = False) -> None:
        records: tuple[Sighting | Movement, ...] = (*brief.sightings, *brief.movements)
        shown = [one for one in records if _is_shown(one, brief)]
        self._brief = brief
        self.dated = [(one, one.when) for one in shown if one.when is not None]
        self.undated = len(shown) - len(self.dated)
        self.crowded = {} if by_days else _crowded([when for _, when in self.dated])
        self._spans = {id(one): _span(when, self.crowded) for one, when in self.dated}

    def starts(self) -> dict[_Key, str]:
        """Return when steps begin, in order, and what each is called."""
        starts: dict[_Key, str] = {}
        for _, when in self.dated:
            start = when.start if _day(when.start) in self.crowded else _day(when.start)
            starts.setdefault(_key(start), _text(start))
        return dict(sorted(starts.items()))

    def lasting(
        self, firsts: Sequence[_Key], lasts: Sequence[_Key], one: Sighting | Movement
    ) -> tuple[int, int] | None:
        """Return the first and the last of such steps, from when to when, that a record lasts."""
        span = self._spans.get(id(one))
        if span is None:
            return None
        return bisect_left(lasts, span.start), bisect_right(firsts, span.last) - 1

    def step(self, day: date, text: str, tick: _Tick) -> Step:
        """Return how things are at a time."""
        return Step(
            day=day,
            text=text,
            sightings=tuple(self._state(one, tick) for one in self._brief.sightings),
            movements=tuple(self._state(one, tick) for one in self._brief.movements),
        )

    def _state(self, one: Sighting | Movement, tick: _Tick) -> State:
        span = self._spans.get(id(one))
        return span.state(tick) if span else "undated"


def timeline(brief: Brief) -> Timeline:
    """Return a step for each day on which something starts, or for each moment of a crowded one."""
    story, starts = _story(brief)
    steps = [story.step(key[0], text, _tick(key, story.crowded)) for key, text in starts.items()]
    return Timeline(steps=tuple(steps), undated=story.undated)


def course(brief: Brief) -> Course:
    """Return the steps of a timeline without telling at each how every record is."""
    story, starts = _story(brief)
    ends = [_tick(key, story.crowded)(None) for key in starts]
    firsts, lasts = [first for first, _ in ends], [last for _, last in ends]
    return Course(
        texts=tuple(starts.values()),
        sightings=tuple(story.lasting(firsts, lasts, one) for one in brief.sightings),
        movements=tuple(story.lasting(firsts, lasts, one) for one in brief.movements),
        undated=story.undated,
    )


def _story(brief: Brief) -> tuple[_Story, dict[_Key, str]]:
    story = _Story(brief)
    starts = story.starts()
    if len(starts) > MOST_STEPS:
        story = _Story(brief, by_days=True)
        starts = story.starts()
    return story, starts


def step_at(brief: Brief, when: When) -> Step:
    """Return how things are on a day, or at a moment; of a range, at its beginning.

    A record that gives a time and no end lasts for its day, and on a crowded day until the next
    moment at which something starts.
    """
    start = when.start
    tick = _at_moment(start) if isinstance(start, datetime) else _on_day(start)
    return _Story(brief).step(_day(start), _text(start), tick)


def _is_shown(one: Sighting | Movement, brief: Brief) -> bool:
    names = (one.at,) if isinstance(one, Sighting) else (one.from_, one.to)
    entries = [brief.place_of(name) for name in names]
    return one.show and all(entry is None or entry.show for entry in entries)


def _crowded(whens: Sequence[When]) -> Mapping[date, Sequence[float]]:
    """Return the crowded days, each with its moments in order."""
    count = Counter(_day(when.start) for when in whens)
    moments: defaultdict[date, set[float]] = defaultdict(set)
    for when in whens:
        if isinstance(when.start, datetime):
            moments[_day(when.start)].add(when.start.timestamp())
    return {
        day: sorted(those)
        for day, those in moments.items()
        if count[day] > MOST_OF_A_DAY and len(those) > 1
    }


def _span(when: When, crowded: Mapping[date, Sequence[float]]) -> _Span:
    start, end = when.start, when.end
    if end is None:
        return _Span(_key(start), _zone(start), _until(start, crowded), _zone(start))
    last = _key(end) if isinstance(end, datetime) else (end, math.inf)
    # As it is written a range may end on the day before it starts: in a zone far to the west.
    return _Span(_key(start), _zone(start), max(last, _key(start)), _zone(end))


def _until(start: date, crowded: Mapping[date, Sequence[float]]) -> _Key:
    """Return until when something lasts that has no end: right before the day's next moment."""
    day, moment = _key(start)
    later = (other for other in crowded.get(day, ()) if other > moment)
    following = next(later, math.inf) if isinstance(start, datetime) else math.inf
    return day, math.nextafter(following, moment) if following < math.inf else math.inf


def _tick(key: _Key, crowded: Collection[date]) -> _Tick:
    """Return when one of the story's own steps is: by the days as they are written."""
    ends = (key, key) if key[0] in crowded else (key, (key[0], math.inf))
    return lambda _: ends


def _on_day(day: date) -> _Tick:
    return lambda _: ((day, -math.inf), (day, math.inf))


def _at_moment(moment: datetime) -> _Tick:
    """Return when a moment is: where a record has a zone, on that zone's day."""

    def tick(zone: tzinfo | None) -> tuple[_Key, _Key]:
        try:
            key = _key(moment.astimezone(zone) if zone else moment)
        except OverflowError:  # right before the first year there is, or after the last
            key = _key(moment)
        return key, key

    return tick


def _key(value: date) -> _Key:
    return _day(value), value.timestamp() if isinstance(value, datetime) else -math.inf


def _day(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value


def _zone(value: date) -> tzinfo | None:
    return value.tzinfo if isinstance(value, datetime) else None


def _text(value: date) -> str:
    if isinstance(value, datetime) and not value.second:
        return value.isoformat(timespec="minutes")
    return value.isoformat()
