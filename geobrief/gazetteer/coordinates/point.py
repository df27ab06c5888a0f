"""What every notation of a point comes to: two checked numbers, and how they are written."""

from __future__ import annotations

from geobrief.errors import PlaceError
from geobrief.model.location import Basis, Location

__all__ = ["HOW_TO_WRITE", "checked", "plain", "written"]

_POLE_DEG = 90.0
_HALF_TURN_DEG = 180.0
_WHOLE_TURN_DEG = 360.0

HOW_TO_WRITE = 'write points as "41.01, 28.95", latitude first, or as "41°00′36″N 28°57′00″E"'  # noqa: RUF001 - as it is printed


def checked(text: str, lat_deg: float, lon_deg: float, *, has_letters: bool = False) -> Location:
    """Return the point that `text` was understood as; with letters, the two cannot be swapped.

    Raises:
        PlaceError: it is not on the earth.
    """
    _check(lat_deg, lon_deg, may_be_swapped=not has_letters)
    return Location(
        query=text,
        name=written(lat_deg, lon_deg),
        lon_deg=lon_deg + 0.0,  # no -0.0
        lat_deg=lat_deg + 0.0,
        basis=Basis.COORDINATES,
    )


def _check(lat_deg: float, lon_deg: float, *, may_be_swapped: bool) -> None:
    if abs(lat_deg) <= _POLE_DEG and abs(lon_deg) <= _HALF_TURN_DEG:
        return
    if abs(lat_deg) > _POLE_DEG:
        what = f"latitude {plain(lat_deg)} is not between -90 and 90 degrees"
    else:
        what = f"longitude {plain(lon_deg)} is not between -180 and 180 degrees"
    message = f"{what}; {_way_out(lat_deg, lon_deg, may_be_swapped=may_be_swapped)}"
    raise PlaceError(message)


def _way_out(lat_deg: float, lon_deg: float, *, may_be_swapped: bool) -> str:
    if may_be_swapped and abs(lon_deg) <= _POLE_DEG < abs(lat_deg) <= _HALF_TURN_DEG:
        return f'latitude comes first: did you mean "{written(lon_deg, lat_deg)}"?'
    if abs(lat_deg) <= _POLE_DEG and _HALF_TURN_DEG < abs(lon_deg) <= _WHOLE_TURN_DEG:
        turned_deg = lon_deg - _WHOLE_TURN_DEG if lon_deg > 0 else lon_deg + _WHOLE_TURN_DEG
        return f'did you mean "{written(lat_deg, round(turned_deg, 9))}"?'
    return 'write latitude, then longitude, in decimal degrees: "41.01, 28.95"'


def written(lat_deg: float, lon_deg: float) -> str:
    """Write a point as it is typed: "41.01, 28.95"."""
    return f"{plain(lat_deg)}, {plain(lon_deg)}"


def plain(value_deg: float) -> str:
    """Write a number as a person would: 41, not 41.0; -0.00001, not -1e-05."""
    text = f"{value_deg:.9f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
