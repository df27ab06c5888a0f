"""Dates, lists and statuses in words; plain text, not yet escaped."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from geobrief.model import When

if TYPE_CHECKING:
    from collections.abc import Sequence


__all__ = [
    "APPROXIMATE",
    "MEANING_MOVING",
    "MEANING_STAYING",
    "MONTHS",
    "STATUS_MOVING",
    "STATUS_STAYING",
    "date_in_words",
    "listed",
]

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]

APPROXIMATE = "approximate position"
"""What the key and a marker's name say of a point that is good to a hundredth of a degree only."""

STATUS_MOVING = {
    "confirmed": "went",
    "planned": "is to go",
    "possible": "may go",
    "declined": "will not go",
}
STATUS_STAYING = {
    "confirmed": "was",
    "planned": "is to be",
    "possible": "may have been",
    "declined": "will not be",
}


MEANING_MOVING = {
    "confirmed": "confirmed",
    "planned": "planned: is to go",
    "possible": "possible: may go",
    "declined": "declined: will not go",
}
MEANING_STAYING = {
    "confirmed": "confirmed",
    "planned": "planned: expected there",
    "possible": "possible: perhaps there",
    "declined": "declined: not there",
}
"""What a card says of a status, so that it needs no key."""


def date_in_words(when: str | date | When) -> str:
    """Write a date, a moment with its zone, or a range, as a reader of news expects it."""
    if isinstance(when, str):
        when = When.parse(when)
    if not isinstance(when, When):
        return _one(when)
    if when.end is None:
        return _one(when.start)
    return f"{_one(when.start)} to {_one(when.end)}"


def listed(words: Sequence[str], *, last: str = "and") -> str:
    """Join words with commas and a last `and`."""
    if len(words) <= 1:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def _one(when: date | datetime) -> str:
    day = f"{when.day} {MONTHS[when.month - 1]} {when.year}"
    if not isinstance(when, datetime):
        return day
    zone = when.strftime("%z")
    zone = "UTC" if zone in {"", "+0000"} else f"UTC{zone[:3]}:{zone[3:]}"
    seconds = f":{when.second:02}" if when.second else ""
    return f"{day}, {when.hour:02}:{when.minute:02}{seconds} {zone}"
