"""The rule by which a name is answered; docs/gazetteer.md tells it to readers.

Pure functions of the places that bear a name: no text, no file, nothing raised.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from geobrief.gazetteer.store import Rank

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geobrief.gazetteer.store import Division, Entry

__all__ = ["Verdict", "in_order", "judge"]

CLOSE = 3
"""A second place with a third of the first's population makes a name ambiguous."""
NOTABLE = 20
"""A place with a twentieth of the first's population is named beside it."""
DWARFING = 20
"""A place that bears the name beside its own, twenty times the size, puts the first in doubt."""
LARGE = 100_000
"""From this population on a place is not put in doubt by a second name of another."""
SMALLEST = 500
"""An unknown population counts as this one, the least that the gazetteer takes in."""
SAME_PLACE_KM = 10.0
"""Namesakes nearer than this within one country count as parts of one place."""
MOST_RIVALS = 3

_GONE = frozenset({"PPLQ", "PPLH", "PPLCH", "PPLW"})
"""Abandoned, historical and destroyed places come after the living ones."""

_KM_PER_DEG = 111.2


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the rule makes of the places that bear a name."""

    first: Entry
    contenders: tuple[Entry, ...]
    """Places among which it cannot choose, the first included; empty if the answer stands."""
    divisions: tuple[Division, ...]
    """Divisions that put the first in doubt; empty if the answer stands."""
    rivals: tuple[Entry | Division, ...]
    """Others to be named beside an answer that stands, best first."""

    @property
    def is_ambiguous(self) -> bool:
        """Whether a person has to choose."""
        return bool(self.contenders or self.divisions)


def in_order(entries: Iterable[Entry]) -> list[Entry]:
    """Sort places that bear a name: main names first, then by kind, then by population."""
    found = list(entries)
    countries = {(entry.country, entry.rank) for entry in found if entry.is_country}
    capitals = {(entry.country, entry.rank) for entry in found if entry.is_capital}

    def line(entry: Entry) -> _Line:
        bearer = entry.country, entry.rank
        if entry.is_country:
            # A capital called like its country is the same point, and needs no stand-in.
            return _Line.AFTER_ITS_CAPITAL if bearer in capitals else _Line.FIRST
        if entry.is_capital and (entry.is_sovereign or bearer in countries):
            return _Line.FIRST
        return _Line.GONE if entry.kind in _GONE else _Line.LIVING

    return sorted(
        found, key=lambda entry: (entry.rank, line(entry), -entry.population, entry.geonameid)
    )


class _Line(IntEnum):
    """Where a kind of place stands among bearers of a name."""

    FIRST = 0
    """Countries and national capitals."""
    AFTER_ITS_CAPITAL = 1
    LIVING = 2
    GONE = 3


def judge(ordered: Sequence[Entry], divisions: Sequence[Division] = ()) -> Verdict:
    """Decide whether the first of the `ordered` places may be the answer, and who is named beside.

    `divisions` are the first-order divisions that bear the name too.
    """
    first = ordered[0]
    others = [entry for entry in ordered[1:] if not _same_place(first, entry)]
    elsewhere = [division for division in divisions if not _within(first, division)]
    if not _is_settled(first):
        doubts = [entry for entry in others if _puts_in_doubt(entry, first)]
        larger = [division for division in elsewhere if _dwarfs(division, first)]
        if doubts or larger:
            notable = [e for e in others if e not in doubts and _is_notable(e, first)]
            return Verdict(first, (first, *doubts, *notable), tuple(larger), ())
    return Verdict(first, (), (), _rivals(first, others, elsewhere))


def _rivals(
    first: Entry, others: Sequence[Entry], divisions: Sequence[Division]
) -> tuple[Entry | Division, ...]:
    named: list[Entry | Division] = [entry for entry in others if _is_notable(entry, first)]
    named += [division for division in divisions if _outgrows(division, first)]
    return tuple(named[:MOST_RIVALS])


def _is_settled(first: Entry) -> bool:
    """Whether an editor settled the name, or a country or national capital is called so."""
    if first.rank is Rank.PRIMARY:
        return first.is_country or (first.is_capital and first.is_sovereign)
    return first.rank is Rank.SETTLED


def _puts_in_doubt(other: Entry, first: Entry) -> bool:
    if _alike(other, first):
        return other.population * CLOSE >= first.population
    return other.rank is Rank.ALTERNATE and _dwarfs(other, first)


def _alike(one: Entry, two: Entry) -> bool:
    """Whether two places bear the name in the same way."""
    return one.rank is two.rank or (one.is_own_name and two.is_own_name)


def _dwarfs(other: Entry | Division, first: Entry) -> bool:
    return first.population < LARGE and other.population >= DWARFING * _size(first)


def _is_notable(other: Entry, first: Entry) -> bool:
    if _alike(other, first):
        return other.population * NOTABLE >= _size(first)
    return (
        other.rank is Rank.ALTERNATE and not _is_settled(first) and other.population >= _size(first)
    )


def _outgrows(division: Division, first: Entry) -> bool:
    is_its_own = first.is_country and first.country == division.country
    return not is_its_own and division.population >= _size(first)


def _size(entry: Entry) -> int:
    return max(entry.population, SMALLEST)


def _within(entry: Entry, division: Division) -> bool:
    return (entry.country, entry.division) == (division.country, division.code)


def _same_place(first: Entry, other: Entry) -> bool:
    """Whether two bearers are one point on a news map: a country and its capital, or a suburb."""
    if first.country != other.country:
        return False
    if first.is_country or other.is_country:
        return first.is_capital or other.is_capital
    return _rough_km(first, other) <= SAME_PLACE_KM


def _rough_km(one: Entry, two: Entry) -> float:
    """Return a distance good to a few per cent over tens of kilometres."""
    east_deg = (one.lon_deg - two.lon_deg + 180) % 360 - 180
    east_deg *= math.cos(math.radians((one.lat_deg + two.lat_deg) / 2))
    return math.hypot(east_deg, one.lat_deg - two.lat_deg) * _KM_PER_DEG
