"""A brief, and what is wrong or doubtful about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geobrief.check.cards import doubts_of_cards
from geobrief.check.claims import doubts_of_claims
from geobrief.check.dates import doubts_of_dates
from geobrief.check.gaps import doubts_of_gaps
from geobrief.check.invented import doubts_of_invented
from geobrief.check.journeys import doubts_of_journeys
from geobrief.check.model import RULES, Report
from geobrief.check.names import doubts_of_names
from geobrief.check.namesakes import doubts_of_namesakes
from geobrief.check.places import doubts_of_places
from geobrief.check.sources import doubts_of_sources
from geobrief.check.story import Story
from geobrief.errors import Problem
from geobrief.layers.problems import problems_of_names
from geobrief.progress import stage

if TYPE_CHECKING:
    from geobrief.model import Brief

__all__ = ["check_brief"]

_NOTHING_TO_SHOW = (
    "there is no place to show; give at least one under places:, sightings: or movements:, "
    "or take show: false away"
)
"""As whoever draws the map says it."""

_KINDS = ("people", "places", "sightings", "movements", "distances")


def check_brief(brief: Brief, *, is_rest: bool = False) -> Report:
    """Tell what is wrong and what is doubtful about a brief, without drawing it.

    Args:
        brief: what was read.
        is_rest: it is what was sound of one with faults; what it lacks may be what was not.

    Raises:
        DataError: the packaged data is missing or damaged.
    """
    gathered, problems = problems_of_names(brief)
    if not (problems or is_rest) and not any(place.show for place in gathered.places.values()):
        problems.append(Problem("", _NOTHING_TO_SHOW))
    story = Story(brief, gathered)
    stage("checking the records")
    told = frozenset(problem.where for problem in problems)
    doubts = [
        *doubts_of_invented(story),
        *doubts_of_sources(story),
        *doubts_of_dates(story),
        *doubts_of_journeys(story),
        *doubts_of_gaps(story),
        *doubts_of_places(story, passed=told),
        *doubts_of_namesakes(story),
        *doubts_of_claims(story),
        *doubts_of_names(story),
        *doubts_of_cards(story),
    ]
    order = {rule: number for number, rule in enumerate(RULES)}
    doubts.sort(key=lambda doubt: (order[doubt.rule], doubt.origin.line or doubt.origin.row or 0))
    located = [place.location for place in gathered.places.values()]
    notes = dict.fromkeys((*brief.notes, *(note for one in located for note in one.notes)))
    return Report(
        problems=tuple(sorted(dict.fromkeys(problems), key=lambda problem: problem.at)),
        doubts=tuple(doubts),
        notes=tuple(notes),
        checked={kind: len(getattr(brief, kind)) for kind in _KINDS},
    )
