"""Days, moments and ranges as hours, so that what is possible can be reckoned.

Hours are counted from the first day of the year 1, UTC: as plain numbers they cannot overflow, as
moments near the ends of the calendar do when their zone changes.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from geobrief.model.when import When

__all__ = [
    "Stay",
    "days_of",
    "earliest_day",
    "first_hour",
    "hours",
    "is_exact",
    "latest_day",
    "stay",
    "told_hours",
]

WEST_H, EAST_H = -12, 14
"""The clocks that are behind UTC the most, and ahead of it: a day alone does not say which."""

_DAY_H = 24
_HOUR_MIN = 60


class Stay(NamedTuple):
    """When somebody is somewhere: surely there by the one, and until the other."""

    there_by: float
    """The latest hour at which they may have come."""
    may_leave: float
    """The earliest hour at which they may have gone: the earlier one where only a day is known."""

    @property
    def first(self) -> float:
        """The hour to sort by."""
        return min(self.there_by, self.may_leave)


def stay(first: date | datetime, last: date | datetime) -> Stay:
    """Return a stay from a day or moment to a day or moment."""
    return Stay(_bounds(first)[1], _bounds(last)[0])


def hours(when: When) -> float | None:
    """Return how long a range may last at most, in hours; None for a day or a moment alone."""
    if when.end is None:
        return None
    return _bounds(when.end)[1] - _bounds(when.start)[0]


def first_hour(when: When) -> float:
    """Return the first hour at which a time may begin."""
    return _bounds(when.start)[0]


def days_of(when: When) -> range:
    """Return the numbers of the days that a time is on, as its own clock has them.

    Whoever flies east across the date line arrives on an earlier day: both are in it.
    """
    first, last = sorted((when.start.toordinal(), (when.end or when.start).toordinal()))
    return range(first, last + 1)


def is_exact(when: When) -> bool:
    """Tell whether moments are known, not only days."""
    return isinstance(when.start, datetime) and isinstance(when.end or when.start, datetime)


def earliest_day(value: date | datetime) -> date:
    """Return the first day that it may be on some clock of the world."""
    return _day_on(value, WEST_H)


def latest_day(value: date | datetime) -> date:
    """Return the last day that it may be on some clock of the world."""
    return _day_on(value, EAST_H)


def told_hours(span_h: float) -> str:
    """Tell a time in words: "10 min", "2 h 5 min"."""
    whole, minutes = divmod(round(span_h * _HOUR_MIN), _HOUR_MIN)
    parts = [f"{whole:,} h"] if whole else []
    return " ".join(parts + ([f"{minutes} min"] if minutes or not whole else []))


def _day_on(value: date | datetime, ahead_h: int) -> date:
    if not isinstance(value, datetime):
        return value
    try:
        return (value.astimezone(UTC) + timedelta(hours=ahead_h)).date()
    except OverflowError:  # at the ends of the calendar
        return value.date()


def _bounds(value: date | datetime) -> tuple[float, float]:
    """Return the first and the last hour that a day or a moment may mean."""
    start = float(value.toordinal() * _DAY_H)
    if not isinstance(value, datetime):
        return start - EAST_H, start + _DAY_H - WEST_H
    ahead = value.utcoffset() or timedelta()
    exact = timedelta(
        hours=value.hour, minutes=value.minute, seconds=value.second, microseconds=value.microsecond
    )
    moment = start + (exact - ahead) / timedelta(hours=1)
    return moment, moment
