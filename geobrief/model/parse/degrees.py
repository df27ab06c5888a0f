"""Degrees and minutes with a direction, as maps print them, in the decimals that a brief wants."""

from __future__ import annotations

import re

__all__ = ["decimal_degrees"]

_PARTS = re.compile(
    r"""(?P<before>[NSEW])?\s*
        (?P<degrees>\d{1,3}(?:\.\d{1,10})?)\s*[°º]\s*
        (?:(?P<minutes>\d{1,2}(?:\.\d{1,10})?)\s*['\u2019\u2032]\s*)?
        (?:(?P<seconds>\d{1,2}(?:\.\d{1,10})?)\s*(?:["\u201d\u2033]|''|\u2019\u2019|\u2032\u2032)\s*)?
        (?P<after>[NSEW])?""",
    re.VERBOSE,
)
_SIGNS = {"lat": {"N": 1, "S": -1}, "lon": {"E": 1, "W": -1}}
_LIMITS = {"lat": 90, "lon": 180}
_SIXTY = 60


def decimal_degrees(text: str, field: str) -> float | None:
    """Return the degrees that a text such as `41°00'36"N` means, if it means one thing only.

    Args:
        text: with one letter for the direction, before it or after.
        field: `lat` or `lon`, which the direction has to fit.
    """
    match = _PARTS.fullmatch(text.strip().upper())
    if not match or bool(match["before"]) == bool(match["after"]):
        return None
    sign = _SIGNS[field].get(match["before"] or match["after"])
    degrees, minutes, seconds = (
        float(match[part] or 0) for part in ("degrees", "minutes", "seconds")
    )
    value = degrees + minutes / _SIXTY + seconds / _SIXTY**2
    if sign is None or max(minutes, seconds) >= _SIXTY or value > _LIMITS[field]:
        return None
    return round(sign * value, 5)
