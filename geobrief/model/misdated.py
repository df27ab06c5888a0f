"""How to write a date that was written as people and spreadsheets write dates.

Only what can be read in one way is written anew; in 03/04/2015 nobody can tell the month.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

__all__ = ["how_to_date"]

_HOW = "write 2025-05-15, 2025-05-15T10:00+03:00, or a range 2025-05-15/2025-05-16"

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<word>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_YEAR = r"(?P<year>\d{4})"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"

_DAYS = (
    rf"{_YEAR}[-./ ](?P<month>\d{{1,2}})[-./ ](?P<day>\d{{1,2}})",
    r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})",
    rf"(?:the )?{_DAY}[-./ ]*(?:of )?{_MONTH},?[-./ ]*{_YEAR}",
    rf"{_MONTH}[-./ ]*{_DAY},?[-./ ]+{_YEAR}",
)
_MONTHS_ALONE = (
    rf"{_YEAR}[-./](?P<month>\d{{1,2}})",
    rf"(?P<month>\d{{1,2}})[-./]{_YEAR}",
    rf"{_MONTH},?[-./ ]*{_YEAR}",
    rf"{_YEAR}[-./ ]*{_MONTH}",
)
_ANY_ORDER = re.compile(r"\d{1,2}([-./])\d{1,2}\1(\d{4}|\d{2})")
_LONGEST = 40
"""Longer texts are no date, in characters."""


def how_to_date(text: str) -> str:
    """Say what to write for a text that is not a date, and what it is if that is clear."""
    plain = " ".join(text.split()).lower()
    if len(plain) > _LONGEST:
        return f"is not a date; {_HOW}"
    day = _first_day(_DAYS, plain)
    if day:
        return f"is not a date in figures; write {day}"
    month = _first_day(_MONTHS_ALONE, plain)
    if month:
        last = month.replace(day=monthrange(month.year, month.month)[1])
        return f"is a month; write a day in it, or the range {month}/{last}"
    if re.fullmatch(_YEAR, plain) and int(plain):
        year = f"{int(plain):04}"  # the digits of any script
        return f"is a year; write a day in it, or the range {year}-01-01/{year}-12-31"
    if _ANY_ORDER.fullmatch(plain):
        return "is not a date; write year-month-day, as in 2025-05-15"
    return f"is not a date; {_HOW}"


def _first_day(patterns: tuple[str, ...], text: str) -> date | None:
    """Return the day that a text names, or the first day of its month."""
    for pattern in patterns:
        match = re.fullmatch(pattern, text)
        if match:
            return _day_of(match.groupdict())
    return None


def _day_of(said: dict[str, str]) -> date | None:
    month = _MONTHS.index(said["word"][:3]) + 1 if "word" in said else int(said["month"])
    try:
        return date(int(said["year"]), month, int(said.get("day", 1)))
    except ValueError:
        return None
