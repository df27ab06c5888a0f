"""A date, a date and time with zone, or a range of either, kept as it was written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime

from geobrief.model.misdated import how_to_date

__all__ = ["When"]

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MOMENT = re.compile(
    r"\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(:\d{2})?\s?([Zz]|[+-]\d{2}:?\d{2})", re.ASCII
)
_RANGE = re.compile(r"\d{4}-[^/]*/[^/]*", re.DOTALL)
_HOW = "write 2025-05-15, 2025-05-15T10:00+03:00, or a range 2025-05-15/2025-05-16"


@dataclass(frozen=True, slots=True)
class When:
    """ISO 8601 text and what it means; `end` is None unless it is a range."""

    text: str
    start: date | datetime
    end: date | datetime | None = None

    def __post_init__(self) -> None:
        if self.end is not None and _as_moment(self.end) < _as_moment(self.start):
            message = f"{self.text!r} ends before it starts; {_HOW}"
            raise ValueError(message)

    @classmethod
    def parse(cls, text: str) -> When:
        """Read ISO 8601 text.

        Raises:
            ValueError: not a date, or no such day; the message says what to write.
        """
        whole = text.strip()
        if not _RANGE.fullmatch(whole):
            return cls(whole, _parse_one(whole, whole))
        first, _, last = whole.partition("/")
        return cls(whole, _parse_one(first, whole), _parse_one(last, whole))

    def __str__(self) -> str:
        return self.text


def _parse_one(text: str, whole: str) -> date | datetime:
    """Read one end of a range, or all there is; `whole` is shown as it was written."""
    plain = text.strip()
    shown = repr(plain) if plain == whole else f"{plain!r} in {whole!r}"
    try:
        if _DATE.fullmatch(plain):
            return date.fromisoformat(plain)
        if _MOMENT.fullmatch(plain):
            return datetime.fromisoformat(plain.upper().replace(" ", "T", 1).replace(" ", ""))
    except ValueError as error:
        message = f"{shown} is no day or time that exists; {_HOW}"
        raise ValueError(message) from error
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(:\d{2})?", plain):
        message = f"{shown} has no time zone; add it, as in {plain}+03:00 or {plain}Z"
        raise ValueError(message)
    message = f"{shown} {how_to_date(plain)}"
    raise ValueError(message)


def _as_moment(value: date | datetime) -> datetime:
    """Return a moment that sorts; a bare date counts as its midnight UTC."""
    if isinstance(value, datetime):
        return value
    return datetime(value.year, value.month, value.day, tzinfo=UTC)
