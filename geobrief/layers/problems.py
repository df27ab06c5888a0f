"""All that is wrong with a brief, told at once: its format, its names and its ways.

Reading finds what is wrong with the format. What is sound besides is looked up all the same, so
that nobody has to mend a date first and hear of an unknown name afterwards.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geobrief.basemap import check_names
from geobrief.errors import BriefError
from geobrief.layers.build import problems_of_ways
from geobrief.layers.resolve import look_up, origin_of
from geobrief.model.parse import problem_at

if TYPE_CHECKING:
    from geobrief.errors import Problem
    from geobrief.layers.resolve import Gathered
    from geobrief.model import Brief

__all__ = ["problems_of_names", "with_names"]


def with_names(error: BriefError, *, brief: Brief | None = None) -> BriefError:
    """Return an error that tells, besides, what is wrong with the names of the rest.

    Args:
        error: what was found.
        brief: the brief it was found in, where there is one; else `error.rest` is looked at.

    Returns:
        One error with all problems, in the order of the file, each once, and with notes on what
        the other names were taken for.
    """
    rest: Brief | None = error.rest if brief is None else brief
    if rest is None:
        return error
    gathered, more = problems_of_names(rest)
    problems = sorted(dict.fromkeys((*error.problems, *more)), key=lambda problem: problem.at)
    decided = (note for place in gathered.places.values() for note in place.location.notes)
    return BriefError(problems, notes=dict.fromkeys((*error.notes, *decided)), rest=rest)


def problems_of_names(brief: Brief) -> tuple[Gathered, list[Problem]]:
    """Tell of names that become no point or are none of the basemap's, and of ways to nowhere.

    Returns:
        What did become points, and the problems.
    """
    gathered, problems = look_up(brief)
    unknown = (
        problem_at(origin_of(brief, f"names.{name}"), what)
        for name, what in check_names(brief.names)
    )
    return gathered, [*problems, *problems_of_ways(brief, gathered), *unknown]
