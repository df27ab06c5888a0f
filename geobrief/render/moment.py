"""A map of one time of its story says which."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geobrief.render.words import date_in_words, stopped
from geobrief.timeline import course

if TYPE_CHECKING:
    from geobrief.language import Words
    from geobrief.scene import Plan

__all__ = ["moment_in_words", "told_at"]


def moment_in_words(plan: Plan, said: Words) -> str:
    """Return the time that is shown, that what was before is paler, and how much has no date.

    It is empty if all is shown.
    """
    if plan.shown is None:
        return ""
    key = "moment.after" if plan.shown.moment.past else "moment.shown"
    shown = said.say(key, date=date_in_words(plan.shown.when, said))
    undated = course(plan.brief).undated
    return said.counted("moment.undated", undated, shown=shown) if undated else shown


def told_at(plan: Plan, told: str, said: Words) -> str:
    """Put the time that is shown before what is told of the map."""
    if plan.shown is None:
        return told
    when = said.say("moment.shown", date=date_in_words(plan.shown.when, said))
    return f"{stopped(when, said)} {told}"
