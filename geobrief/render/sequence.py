"""In which order a story's records are told: as they happened, and each once."""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from geobrief.model import When

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence

    from geobrief.render.cards import Cards, MovementCard, PlaceCard, Stay

__all__ = ["Record", "grouped", "in_order", "records_of", "starts_at"]

MOST_FOLLOWED = 1000
"""Records whose journeys are put before the stays they lead to; of more, dates alone decide."""
_Start = tuple[date, float]


@dataclass(frozen=True, slots=True, eq=False)
class Record:
    """Who was at a place, or who went from one to another."""

    card: Stay | MovementCard
    start_id: str
    end_id: str
    start: str = ""
    end: str = ""
    """The names of a journey's ends."""
    place: PlaceCard | None = None
    """Of a stay."""

    @property
    def id(self) -> str:
        """The layers' own: `sighting-1` or `movement-1`."""
        return self.card.id

    @property
    def who(self) -> str:
        """Who it is about."""
        return self.card.who

    @property
    def when(self) -> When | None:
        """When it was, if that is known."""
        return When.parse(self.card.written) if self.card.written else None

    @property
    def alike(self) -> Hashable:
        """What a second record of the same has, too."""
        card = self.card
        way = (self.place is None, self.start_id, self.end_id)
        return (card.who, *way, card.status, card.inferred, card.written)


def records_of(cards: Cards) -> list[Record]:
    """Return all that is told of people: who was where first, each kind in the brief's order."""
    stays = [Record(stay, card.id, card.id, place=card) for card, stay in cards.stays]
    moves = [
        Record(card, card.start_id, card.end_id, card.start, card.end) for card in cards.movements
    ]
    return [*stays, *moves]


def in_order(records: Sequence[Record]) -> list[Record]:
    """Return records in order of time, what has no date last, and journeys before arrivals.

    Someone's journey comes before the stay that it leads to, and after the stay where it began,
    unless their dates say otherwise.
    """
    once = {record.alike: record for record in reversed(records)}
    kept = [record for record in records if once[record.alike] is record]
    starts = {record.id: starts_at(record.when) for record in kept}
    dated = sorted(kept, key=lambda record: starts[record.id])
    return _Sequence(dated, starts).told() if len(dated) <= MOST_FOLLOWED else dated


def starts_at(when: When | None) -> _Start:
    """Return the day on which a record starts, as written, and when on it; no date is last."""
    if when is None:
        return date.max, math.inf
    start = when.start
    if isinstance(start, datetime):
        return start.date(), start.timestamp()
    return start, -math.inf


def grouped(
    records: Iterable[Record], key: Callable[[Record], Hashable]
) -> list[tuple[Record, ...]]:
    """Put records that are told in one sentence together, at the place of the first.

    One whose person has been told of since stays where it is.
    """
    groups: list[tuple[Record, ...]] = []
    index: dict[Hashable, int] = {}
    last: dict[str, int] = {}
    for record in records:
        of = key(record)
        found = index.get(of, -1)
        if last.get(record.who, -1) < found:
            groups[found] += (record,)
        else:
            found = index[of] = len(groups)
            groups.append((record,))
        last[record.who] = found
    return groups


class _Sequence:
    """Tells records one after another, each after those that lead to it."""

    def __init__(self, records: Sequence[Record], starts: dict[str, _Start]) -> None:
        self._records, self._starts = records, starts
        self._told: dict[str, Record] = {}
        self._begun: set[str] = set()
        self._moves: defaultdict[str, list[Record]] = defaultdict(list)
        self._stays: defaultdict[tuple[str, str], list[Record]] = defaultdict(list)
        for record in records:
            if record.place is None:
                self._moves[record.who].append(record)
            else:
                self._stays[record.who, record.end_id].append(record)

    def told(self) -> list[Record]:
        for record in self._records:
            self._tell(record)
        return [*self._told.values()]

    def _tell(self, first: Record) -> None:
        """Tell a record, and before it what leads to it and does not start later than it does."""
        self._root = first
        stack = [first]
        while stack:
            record = stack[-1]
            self._begun.add(record.id)
            before = None if record.id in self._told else self._before(record)
            if before is not None:
                stack.append(before)
                continue
            self._told[stack.pop().id] = record

    def _before(self, record: Record) -> Record | None:
        """Return what is to be told first, if anything is."""
        own = self._moves[record.who]
        if record.place is not None:
            return self._arrival(record, own)
        earlier = own[: own.index(record)]
        left = itertools.chain(earlier, self._stays[record.who, record.start_id])
        return next((one for one in left if self._is_open(one, record)), None)

    def _arrival(self, stay: Record, moves: Sequence[Record]) -> Record | None:
        """Return the journey that leads to a stay; none if the next one starts from there."""
        left = [move for move in moves if self._is_open(move, stay)]
        if not left or left[0].start_id == stay.end_id:
            return None
        return next((move for move in left if move.end_id == stay.end_id), None)

    def _is_open(self, one: Record, record: Record) -> bool:
        if one.id in self._begun:
            return False
        return not self._is_after(one, record) and not self._is_after(one, self._root)

    def _is_after(self, one: Record, record: Record) -> bool:
        """Tell whether by its date one starts after another does; without dates nobody knows."""
        if not one.card.written or not record.card.written:
            return False
        day, moment = self._starts[record.id]
        return self._starts[one.id] > (day, math.inf if moment == -math.inf else moment)
