"""Records dated after the story that tells of them, and plans that are older than it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geobrief.check.clock import earliest_day, latest_day
from geobrief.check.model import Doubt
from geobrief.model.brief import Status

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from geobrief.check.story import Story
    from geobrief.model import Movement, Sighting, When

__all__ = ["doubts_of_dates"]

_NOT_YET = frozenset({Status.PLANNED, Status.POSSIBLE})


def doubts_of_dates(story: Story) -> Iterator[Doubt]:
    """Yield what is confirmed and yet to come on the story's day, and what was to come before."""
    day = story.brief.date
    if day is None:
        return
    for path, event in story.events():
        doubt = _doubt(event, event.when, day)
        if doubt:
            rule, what, do = doubt
            origin = story.origin(f"{path}.when", event)
            yield Doubt(rule=rule, origin=origin, what=what, do=do)


def _doubt(event: Sighting | Movement, when: When | None, day: date) -> tuple[str, str, str] | None:
    if when is None:
        return None
    last = when.end or when.start
    if event.status is Status.CONFIRMED and earliest_day(last) > day:
        ends = "which ends " if when.end else ""
        late = _days((earliest_day(last) - day).days)
        what = f"this is confirmed for {when}, {ends}{late} after the story's date, {day}"
        return "after-the-story", what, "make its status planned, or correct one of the dates"
    if event.status in _NOT_YET and latest_day(last) < day:
        ends = "which ends " if when.end else ""
        past = _days((day - latest_day(last)).days)
        what = f"this is {event.status} for {when}, {ends}{past} before the story's date, {day}"
        return "out-of-date", what, "find out whether it took place: confirmed, or declined"
    return None


def _days(count: int) -> str:
    return "a day" if count == 1 else f"{count:,} days"
