"""The packaged places: a name becomes one point, or an error that says what to type.

The way of a question: `question` and `coordinates` read it, `store` knows who bears the name,
`search` narrows it, `rule` decides, `answer` hands out the place; where there is none,
`explain` says why, with the help of `nearest` and `buildings`.
"""

from __future__ import annotations

from geobrief.gazetteer.answer import (
    by_geonameid,
    candidates,
    choices,
    country_code,
    geocode,
    to_type,
)

__all__ = ["by_geonameid", "candidates", "choices", "country_code", "geocode", "to_type"]
