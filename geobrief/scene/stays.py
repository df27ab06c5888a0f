"""Who stays where, as far as a story tells: until they leave, or are seen elsewhere."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from geobrief.model import Status, When

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from geobrief.language import Words
    from geobrief.timeline import Course

__all__ = ["Stay", "stays_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """A dated sighting, as labels tell of it."""

    record: str
    who: str
    status: str
    """In the brief's words; empty if it is confirmed."""
    last: int
    """The last step that it lasts."""
    ended_by: str
    """The record with which nobody knows the person there any more; empty if there is none."""

    @property
    def told(self) -> tuple[str, str]:
        """Return what a label says: who it is, and how sure it is."""
        return self.who, self.status


@dataclass(frozen=True, slots=True)
class _Known:
    """Where a person is as soon as a record has begun."""

    record: str
    place: str
    first: int
    rank: tuple[int, int, float]
    """Later records have a higher one: by the last step, by the first, by the clock."""


def stays_of(
    sightings: Sequence[Mapping[str, Any]],
    movements: Sequence[Mapping[str, Any]],
    line: Course,
    said: Words,
) -> dict[str, list[Stay]]:
    """Return the stays at each place, by the places' ids.

    Args:
        sightings: rows of the layers.
        movements: likewise; whoever declined to go has not left.
        line: the steps of the story's time.
        said: the brief's words.
    """
    known: defaultdict[str, list[_Known]] = defaultdict(list)
    for row in sightings:
        known[row["who"]].extend(_known(row, row["place_id"], line.sightings, -math.inf))
    for row in movements:
        if row["status"] != Status.DECLINED:
            known[row["who"]].extend(_known(row, row["to_id"], line.movements, math.inf))
    ends = dict(end for those in known.values() for end in _ends(those))
    stays: dict[str, list[Stay]] = {}
    for row in sightings:
        lasting = line.sightings[_index(row)]
        if lasting is not None:
            sure = row["status"] == Status.CONFIRMED
            stay = Stay(
                record=row["id"],
                who=row["short_name"],
                status="" if sure else said.say(f"status.{row['status']}"),
                last=lasting[1],
                ended_by=ends[row["id"]],
            )
            stays.setdefault(row["place_id"], []).append(stay)
    return stays


def _index(row: Mapping[str, Any]) -> int:
    return int(row["id"].rpartition("-")[2]) - 1


def _known(
    row: Mapping[str, Any], place: str, steps: Sequence[tuple[int, int] | None], day: float
) -> Iterator[_Known]:
    """Yield where somebody is by a record, if it is dated; without a time it ranks as `day`."""
    lasting = steps[_index(row)]
    if lasting is not None:
        start = When.parse(row["when"]).start
        clock = start.timestamp() if isinstance(start, datetime) else day
        yield _Known(row["id"], place, lasting[0], (lasting[1], lasting[0], clock))


def _ends(known: Iterable[_Known]) -> Iterator[tuple[str, str]]:
    """Yield for each record of a person the first one that is later and tells of another place."""
    first: dict[str, _Known] = {}
    waiting: list[_Known] = []
    for one in sorted(known, key=lambda one: one.rank, reverse=True):
        if waiting and waiting[0].rank != one.rank:
            _add(first, waiting)
            waiting = []
        waiting.append(one)
        elsewhere = (other for place, other in first.items() if place != one.place)
        end = min(elsewhere, key=lambda other: other.first, default=None)
        yield one.record, end.record if end else ""


def _add(first: dict[str, _Known], known: Iterable[_Known]) -> None:
    """Keep the first record of each place, of two places at most: one of them is another."""
    for one in known:
        if one.place not in first or one.first < first[one.place].first:
            first[one.place] = one
    while len(first) > 2:  # noqa: PLR2004
        del first[max(first, key=lambda place: first[place].first)]
