"""Squares of the Military Grid Reference System: "35TPF 6651 4189".

A reference names the south-west corner of a square of 10 km down to 1 m a side; the point is the
middle of the square, so that it lies no further than half a side off in either direction. A bare
square of 100 km ("35TPF") is read as a name: towns are called "28 May" and "5eme".
"""

from __future__ import annotations

import re
import threading
import warnings
from typing import TYPE_CHECKING, NamedTuple

from geobrief.errors import PlaceError
from geobrief.gazetteer.coordinates.point import checked
from geobrief.gazetteer.wording import shown

if TYPE_CHECKING:
    from geobrief.model.location import Location

__all__ = ["parse_grid"]

_SQUARE = re.compile(
    r"([0-9]{1,2})"
    r"(?:([A-Z])\s?([A-Z]{2})|\s([A-Z])\s([A-Z]{2}))"  # "35T PF", "35 T PF"; not "12 NEW"
    r"\s?(?:([0-9]{2,11})|([0-9]{1,6})\s([0-9]{1,6}))"
)
_POLAR = re.compile(r"([ABYZ])\s?([A-Z]{2})\s?(?:([0-9]{2,11})|([0-9]{1,6})\s([0-9]{1,6}))")

_MOST_DIGITS = 5
"""Of easting or northing: metres."""
_FEWEST_POLAR_DIGITS = 2
"""With one, as in BAR 10, it might be a name; a polar square has no zone's number before it."""
_LAST_ZONE = 60
_BANDS = "CDEFGHJKLMNPQRSTUVWX"
_EXAMPLE = '"35TPF 6651 4189"'

_one_at_a_time = threading.Lock()
"""`warnings.catch_warnings` changes what all threads share."""


class _Reference(NamedTuple):
    zone: str
    """One or two digits; empty at the poles, which have none."""
    band: str
    square: str
    easting: str
    northing: str

    def __str__(self) -> str:
        zone = self.zone.zfill(2) if self.zone else ""
        return zone + self.band + self.square + self.easting + self.northing


def parse_grid(text: str) -> Location | None:
    """Return the middle of the square that `text` names, or None if it is no such reference.

    Raises:
        PlaceError: it is written like a reference, but there is no such square.
    """
    spaced = " ".join(text.split())
    reference = _polar(spaced) or _zoned(spaced)
    if reference is None:
        return None
    lat_deg, lon_deg = _middle(text, reference)
    decimals = len(reference.easting) + 1  # a tenth of the side, or a little less
    return checked(text, round(lat_deg, decimals), round(lon_deg, decimals))


def _zoned(text: str) -> _Reference | None:
    found = _SQUARE.fullmatch(text.upper() if text.islower() else text)
    if found is None:
        return None
    zone, band, square, spaced_band, spaced_square, *digits = found.groups()
    band, square = band or spaced_band, square or spaced_square
    easting, northing = _halves(*digits)
    problem = _problem(int(zone), band, square) or _problem_of_digits(easting, northing)
    if problem:
        message = f"{shown(text)} looks like a military grid reference, but {problem}"
        raise PlaceError(message)
    return _Reference(zone, band, square, easting, northing)


def _polar(text: str) -> _Reference | None:
    found = _POLAR.fullmatch(text)
    if found is None:
        return None
    band, square, *digits = found.groups()
    easting, northing = _halves(*digits)
    if len(easting) < _FEWEST_POLAR_DIGITS or _problem_of_digits(easting, northing):
        return None
    return _Reference("", band, square, easting, northing)


def _halves(together: str | None, easting: str, northing: str) -> tuple[str, str]:
    if together is None:
        return easting, northing
    middle = len(together) // 2
    return together[:middle], together[middle:]


def _problem(zone: int, band: str, square: str) -> str:
    if not 1 <= zone <= _LAST_ZONE:
        return f"zone {zone} is not between 1 and 60"
    if band not in _BANDS:
        return f"there is no band {band}: bands are C to X without I and O"
    if set(square) & set("IO"):
        return f"square {square} has an I or an O, which are not used; is it a 1 or a 0?"
    return ""


def _problem_of_digits(easting: str, northing: str) -> str:
    if len(easting) != len(northing):
        return f"easting and northing need the same number of digits, as in {_EXAMPLE}"
    if len(easting) > _MOST_DIGITS:
        return "easting and northing have at most five digits each"
    return ""


def _middle(text: str, reference: _Reference) -> tuple[float, float]:
    """Return latitude and longitude of the middle of the square, in degrees.

    Raises:
        PlaceError: there is no such square, or it does not lie in the band that is named.
    """
    import mgrs  # noqa: PLC0415 - rarely needed

    where = f"zone {int(reference.zone)}, " if reference.zone else ""
    try:
        with _one_at_a_time, warnings.catch_warnings():
            warnings.simplefilter("error", RuntimeWarning)  # a square outside its band
            lat_deg, lon_deg = mgrs.MGRS().toLatLon(str(reference))
    except (mgrs.core.MGRSError, RuntimeWarning) as error:
        message = (
            f"{shown(text)} looks like a military grid reference, but there is no such square "
            f"{reference.square} in {where}band {reference.band}; check the letters"
        )
        raise PlaceError(message) from error
    return lat_deg, lon_deg
