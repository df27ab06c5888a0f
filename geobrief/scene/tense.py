"""What of a story was over when it was told, and what was still to come: never by today's date.

A story is told on its own date; without one, at the end of the last of what it confirms.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from geobrief.check.clock import earliest_day, latest_day
from geobrief.model.brief import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from geobrief.model import Brief, Movement, Sighting
    from geobrief.scene.model import Arrow

__all__ = ["Tense", "tense_of_kinds", "tenses"]

Tense = Literal["", "over", "ahead", "mixed"]
"""Empty: on the day that the story is told, or nobody knows when."""


def tenses(brief: Brief) -> dict[str, Tense]:
    """Return which records were over when the story was told, and which were ahead, by their ids.

    Ids are those of the layers: `sighting-1` is the first of the brief's sightings.
    """
    records = dict(_records(brief))
    told = brief.date or _told_until(records.values())
    if told is None:
        return {}
    found = ((ref, _tense(record, told)) for ref, record in records.items())
    return {ref: tense for ref, tense in found if tense}


def tense_of_kinds(arrows: Iterable[Arrow]) -> Mapping[str, Tense]:
    """Return for each status of movements whether all of that status were over, or only some."""
    known: dict[str, set[bool]] = {}
    for arrow in arrows:
        known.setdefault(arrow.status, set()).add(arrow.tense == "over")
    return {status: _of_all(those) for status, those in known.items()}


def _of_all(over: set[bool]) -> Tense:
    if over == {True}:
        return "over"
    return "mixed" if True in over else ""


def _records(brief: Brief) -> Iterator[tuple[str, Sighting | Movement]]:
    yield from ((f"sighting-{number}", one) for number, one in enumerate(brief.sightings, 1))
    yield from ((f"movement-{number}", one) for number, one in enumerate(brief.movements, 1))


def _told_until(records: Iterable[Sighting | Movement]) -> date | None:
    sure = [
        latest_day(one.when.end or one.when.start)
        for one in records
        if one.when and one.show and one.status is Status.CONFIRMED
    ]
    return max(sure, default=None)


def _tense(record: Sighting | Movement, told: date) -> Tense:
    if record.when is None:
        return ""
    if latest_day(record.when.end or record.when.start) < told:
        return "over"
    return "ahead" if earliest_day(record.when.start) > told else ""
