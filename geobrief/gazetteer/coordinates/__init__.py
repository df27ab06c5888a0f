"""Names that are themselves a point: coordinates as an editor pastes them.

`pair` takes a text apart into two angles, `angle` makes degrees of each, `grid` reads squares of
the Military Grid Reference System, `point` holds what every notation comes to.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geobrief.errors import PlaceError
from geobrief.gazetteer.coordinates.grid import parse_grid
from geobrief.gazetteer.coordinates.pair import parse_pair
from geobrief.gazetteer.coordinates.point import checked
from geobrief.gazetteer.question import LONGEST_NAME
from geobrief.gazetteer.wording import shown

if TYPE_CHECKING:
    from geobrief.model.location import Location

__all__ = ["parse_coordinates"]

_URI = re.compile(r"\s*geo\s*:(.*)", re.IGNORECASE | re.DOTALL)
_URI_NUMBER = r"(-?[0-9]{1,9}(?:\.[0-9]{1,30})?)"
_URI_PATH = re.compile(
    rf"\s*{_URI_NUMBER},{_URI_NUMBER}(?:,{_URI_NUMBER})?((?:;[\w\-]+(?:=[\w\-.~%:+]+)?)*)\s*",
    re.ASCII,
)
_FOREIGN_DATUM = re.compile(r";crs=(?!wgs84(?:;|\Z))", re.IGNORECASE)


def parse_coordinates(text: str) -> Location | None:
    """Return the point that `text` writes out, or None if it reads as a name.

    `41.01, 28.95`, `-33.86 151.2`, `33.86 S, 151.2 E`: decimal degrees, latitude first unless
    letters say otherwise. `41°00'36"N 28°57'00"E`, `41 00.6 N 28 57 E`, `410036N 0285700E`:
    minutes and seconds, with the letter of the hemisphere. `geo:41.01,28.95`: a URI of RFC 5870.
    `35TPF 6651 4189`: a square of MGRS, for which its middle stands.

    Raises:
        PlaceError: it is meant as a point, but says no point on the earth or not clearly which.
    """
    if len(text) > LONGEST_NAME:
        return None
    uri = _URI.fullmatch(text)
    if uri:
        return _of_uri(text, path=uri[1])
    return parse_grid(text) or parse_pair(text)


def _of_uri(text: str, *, path: str) -> Location:
    """Return the point of a geo URI; its altitude and its uncertainty are left aside.

    Raises:
        PlaceError: it is none as RFC 5870 has them, or not in WGS 84.
    """
    found = _URI_PATH.fullmatch(path)
    if found is None:
        message = f"{shown(text)} is no geo URI that can be read; write geo:41.01,28.95"
        raise PlaceError(message)
    latitude, longitude, _, parameters = found.groups()
    if _FOREIGN_DATUM.search(parameters):
        message = f"{shown(text)} is not in WGS 84; convert it, then write geo:41.01,28.95"
        raise PlaceError(message)
    return checked(text, float(latitude), float(longitude))
