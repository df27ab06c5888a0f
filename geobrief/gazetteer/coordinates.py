"""Names that are themselves a point: a pair of coordinates, latitude first."""

from __future__ import annotations

import re

from geobrief.errors import PlaceError
from geobrief.gazetteer.wording import shown
from geobrief.model.location import Basis, Location

__all__ = ["parse_coordinates"]

_NUMBER = r"([+\-\u2212\u2013]?\s*\d{1,9}(?:\.\d{0,30})?)\s*°?\s*"
_PAIR = re.compile(rf"\s*{_NUMBER}([NSns]?)(?:\s*[,;]\s*|\s+|(?<=[NSns°])){_NUMBER}([EWew]?)\s*")

_COMMA_NUMBER = r"([+\-\u2212\u2013]?\d{1,3},\d{1,15})"
_COMMA_PAIR = re.compile(rf"\s*{_COMMA_NUMBER}(?:\s*;\s*|,?\s+){_COMMA_NUMBER}\s*")

_MARKS = str.maketrans(
    {
        "\N{MASCULINE ORDINAL INDICATOR}": "°",
        **dict.fromkeys("\N{RIGHT SINGLE QUOTATION MARK}\N{PRIME}", "'"),
        **dict.fromkeys("\N{RIGHT DOUBLE QUOTATION MARK}\N{DOUBLE PRIME}", '"'),
    }
)
"""Marks of degrees, minutes and seconds that stand in for one another."""
_PART = r"(\d{1,3}(?:\.\d{1,9})?)"
_MINUTES = rf"{_PART}\s*°\s*{_PART}\s*'\s*(?:{_PART}\s*(?:\"|'')\s*)?"
_MINUTES_PAIR = re.compile(rf"\s*{_MINUTES}([NS])\s*[,;]?\s*{_MINUTES}([EW])\s*", re.IGNORECASE)

_POLE_DEG = 90.0
_HALF_TURN_DEG = 180.0
_WHOLE_TURN_DEG = 360.0


def parse_coordinates(text: str) -> Location | None:
    """Return the point that `text` writes out, latitude first, or None if it writes none.

    `41.01, 28.95`, `-33.86 151.2` (also with the true minus sign), `33.86 S, 151.2 E`.

    Raises:
        PlaceError: it is a pair of numbers, but no point on the earth; or it is written with
            decimal commas, or in minutes and seconds.
    """
    pair = _PAIR.fullmatch(text)
    if pair is None:
        _refuse_other_notations(text)
        return None
    lat_text, north_or_south, lon_text, east_or_west = pair.groups()
    lat_deg = _degrees(lat_text, is_negative=north_or_south in ("S", "s"))
    lon_deg = _degrees(lon_text, is_negative=east_or_west in ("W", "w"))
    _check(lat_deg, lon_deg)
    return Location(
        query=text,
        name=_written(lat_deg, lon_deg),
        lon_deg=lon_deg,
        lat_deg=lat_deg,
        basis=Basis.COORDINATES,
    )


def _refuse_other_notations(text: str) -> None:
    """Say how to write what is a point in another notation; guess at none.

    Raises:
        PlaceError: the text has decimal commas, or minutes and seconds.
    """
    with_commas = _COMMA_PAIR.fullmatch(text)
    with_minutes = _MINUTES_PAIR.fullmatch(text.translate(_MARKS))
    if with_commas:
        written = ", ".join(part.replace(",", ".") for part in with_commas.groups())
        message = f'{shown(text)} has decimal commas; write points: "{written}"'
    elif with_minutes:
        parts = with_minutes.groups()
        written = _written(_of_minutes(*parts[:4]), _of_minutes(*parts[4:]))
        message = f'{shown(text)} is in minutes; write decimal degrees: "{written}"'
    else:
        return
    raise PlaceError(message)


def _of_minutes(degrees: str, minutes: str, seconds: str | None, side: str) -> float:
    """Return degrees, minutes and seconds as degrees, good to about a metre."""
    value = float(degrees) + float(minutes) / 60 + float(seconds or 0) / 3600
    return round(-value if side in "SsWw" else value, 5)


def _degrees(text: str, *, is_negative: bool) -> float:
    sign = re.sub(r"\s", "", text)
    value = float(re.sub("[\u2212\u2013]", "-", sign))
    return 0.0 - value if is_negative else value + 0.0


def _check(lat_deg: float, lon_deg: float) -> None:
    if abs(lat_deg) <= _POLE_DEG and abs(lon_deg) <= _HALF_TURN_DEG:
        return
    if abs(lat_deg) > _POLE_DEG:
        what = f"latitude {_plain(lat_deg)} is not between -90 and 90 degrees"
    else:
        what = f"longitude {_plain(lon_deg)} is not between -180 and 180 degrees"
    message = f"{what}; {_way_out(lat_deg, lon_deg)}"
    raise PlaceError(message)


def _way_out(lat_deg: float, lon_deg: float) -> str:
    if abs(lon_deg) <= _POLE_DEG < abs(lat_deg) <= _HALF_TURN_DEG:
        return f'latitude comes first: did you mean "{_written(lon_deg, lat_deg)}"?'
    if abs(lat_deg) <= _POLE_DEG and _HALF_TURN_DEG < abs(lon_deg) <= _WHOLE_TURN_DEG:
        turned_deg = lon_deg - _WHOLE_TURN_DEG if lon_deg > 0 else lon_deg + _WHOLE_TURN_DEG
        return f'did you mean "{_written(lat_deg, round(turned_deg, 9))}"?'
    return 'write latitude, then longitude, in decimal degrees: "41.01, 28.95"'


def _written(lat_deg: float, lon_deg: float) -> str:
    return f"{_plain(lat_deg)}, {_plain(lon_deg)}"


def _plain(value_deg: float) -> str:
    """Write a number as a person would: 41, not 41.0; -0.00001, not -1e-05."""
    text = f"{value_deg:.9f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
