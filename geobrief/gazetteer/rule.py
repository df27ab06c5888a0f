"""The rule by which a name is answered; docs/gazetteer.md tells it to readers.

Pure functions of the places that bear a name: no text, no file, nothing raised.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import TYPE_CHECKING

from geobrief.gazetteer.store import Rank

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geobrief.gazetteer.store import Entry

__all__ = ["Verdict", "in_order", "judge", "rough_km"]

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
AIRPORT = 20_000
"""An airport counts as a town of so many."""
SEAT = 0.25
"""A state counts as called after its seat, and comes after it, with this share of people there."""
SAME_PLACE_KM = 10.0
"""Namesakes nearer than this within one country count as parts of one place."""
OWN_AIRPORT_KM = 50.0
"""An airport nearer than this to a town of its name is the town's."""
MOST_RIVALS = 3
QUARTER = "PPLX"
"""GeoNames' code of a part of a town."""

_GERMAN = frozenset({"am", "an", "auf", "bei", "im", "in", "ob", "unter", "vor"})
_ENGLISH = frozenset({"by", "in", "near", "on", "under", "upon"})
_FRENCH = frozenset({"en", "les", "l\u00e8s", "sous", "sur"})
_OTHERS = frozenset({"aan", "bij", "nad", "pod", "pri"})
_BESIDE = _GERMAN | _ENGLISH | _FRENCH | _OTHERS
"""In a town's full name, what says where it lies: Neustadt an der Weinstra\u00dfe."""

_GONE = frozenset({"PPLQ", "PPLH", "PPLCH", "PPLW"})
"""Abandoned, historical and destroyed places come after the living ones."""

_KM_PER_DEG = 111.2


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the rule makes of the places that bear a name."""

    first: Entry
    contenders: tuple[Entry, ...]
    """Places among which it cannot choose, the first included; empty if the answer stands."""
    namesakes: tuple[Entry, ...]
    """Others that may be named beside an answer that stands, best first."""

    @property
    def rivals(self) -> tuple[Entry, ...]:
        """The first of the others, which are named where nothing else is known."""
        return self.namesakes[:MOST_RIVALS]

    @property
    def is_ambiguous(self) -> bool:
        """Whether a person has to choose."""
        return bool(self.contenders)


def in_order(entries: Iterable[Entry]) -> list[Entry]:
    """Sort places that bear a name: main names first, then by kind, then by population."""
    found = _seats_first(list(entries))
    countries = {(entry.country, entry.rank) for entry in found if entry.is_country}
    capitals = {(entry.country, entry.rank) for entry in found if entry.is_capital}
    towns = [entry for entry in found if entry.is_town]

    def line(entry: Entry) -> _Line:
        bearer = entry.country, entry.rank
        if entry.is_country:
            # A capital called like its country is the same point, and needs no stand-in.
            return _Line.AFTER_ITS_TOWN if bearer in capitals else _Line.FIRST
        if entry.is_capital and (entry.is_sovereign or bearer in countries):
            return _Line.FIRST
        if entry.is_division and any(_stands_before(town, entry) for town in towns):
            return _Line.AFTER_ITS_TOWN
        if entry.kind == "ADM2":
            return _Line.LESSER
        return _Line.GONE if entry.kind in _GONE else _Line.LIVING

    return sorted(
        found, key=lambda entry: (entry.rank, line(entry), -_size(entry), entry.kind, entry.number)
    )


def _seats_first(found: list[Entry]) -> list[Entry]:
    """Let a division's own name count no more than its seat's other one: Torino is Turin first."""
    towns = [entry for entry in found if entry.is_town and entry.rank is Rank.ALTERNATE]
    return [
        replace(entry, rank=Rank.ALTERNATE)
        if entry.is_division
        and entry.is_own_name
        and any(_is_meant_by(entry, town) for town in towns)
        else entry
        for entry in found
    ]


def _is_meant_by(area: Entry, town: Entry) -> bool:
    """Whether a division is called after a town in it; Bahia is not called after Salvador."""
    if not _lies_in(town, area):
        return False
    if area.kind == "ADM2":
        return town.is_seat or town.population * NOTABLE >= area.population
    return town.is_capital or (town.is_seat and town.population >= SEAT * area.population)


def _stands_before(town: Entry, area: Entry) -> bool:
    """Whether a name means a town in a division sooner than the division: its seat, or a large one.

    Not a hamlet called Xinjiang in Xinjiang.
    """
    is_large = town.population * NOTABLE >= area.population
    is_there = _lies_in(town, area) and (is_large or town.is_seat)
    return town.rank <= area.rank and (is_there or _is_of_territory(town, area))


def _is_of_territory(capital: Entry, area: Entry) -> bool:
    """Whether the one is a territory's capital, the other a parish of it: Hamilton in Bermuda."""
    return (
        capital.is_capital
        and not capital.is_sovereign
        and area.is_division
        and area.country == capital.country
    )


class _Line(IntEnum):
    """Where a kind of place stands among bearers of a name."""

    FIRST = 0
    """Countries and national capitals."""
    LIVING = 1
    AFTER_ITS_TOWN = 2
    """An area with a place in it that bears the name too."""
    LESSER = 3
    """Second-order divisions: there are five for each city, and half of them called like one."""
    GONE = 4


def judge(ordered: Sequence[Entry]) -> Verdict:
    """Decide whether the first of the `ordered` may be the answer, and who is named beside."""
    first = ordered[0]
    others = [entry for entry in ordered[1:] if not _same_place(first, entry)]
    # A country is settled before all but another country: there are two Koreas.
    doubtful = [
        e for e in others if not _is_settled(first) or e.is_country is first.is_country is True
    ]
    doubts = [entry for entry in doubtful if _puts_in_doubt(entry, first)]
    if doubts:
        notable = [e for e in others if e not in doubts and _is_notable(e, first)]
        return Verdict(first, (first, *doubts, *notable), ())
    around = [entry for entry in ordered[1:] if _is_much_more(entry, first)]
    rivals = sorted(
        (entry for entry in others if _is_notable(entry, first)), key=lambda e: not e.is_capital
    )
    return Verdict(first, (), (*around, *rivals))


def _is_settled(first: Entry) -> bool:
    """Whether an editor settled the name, or a country or national capital is called so."""
    if first.rank is Rank.PRIMARY:
        return first.is_country or (first.is_capital and first.is_sovereign)
    return first.rank is Rank.SETTLED


def _puts_in_doubt(other: Entry, first: Entry) -> bool:
    if _alike(other, first):
        if first.kind == other.kind == "ADM1":
            # Of divisions only the towns are counted, and not all of them.
            return True
        if other.kind == "ADM2" and first.kind != "ADM2":
            return _size(other) >= CLOSE * _size(first)
        return _size(other) * CLOSE >= _size(first)
    return other.rank is Rank.ALTERNATE and _dwarfs(other, first)


def _alike(one: Entry, two: Entry) -> bool:
    """Whether two places bear the name in the same way: Heathrow is London Heathrow Airport."""
    if one.rank is two.rank or (one.is_own_name and two.is_own_name):
        return True
    if _is_short_for(two, one):
        return True
    # Istanbul Airport is called so, not also; but London Airport in Ontario is not alone in it.
    at_home = one.is_airport and two.is_airport and one.country == two.country
    return not at_home and _is_called(one) and _is_called(two)


def _is_short_for(quarter: Entry, town: Entry) -> bool:
    """Whether a part of a city bears as its own name what is short for a town's.

    Whoever writes Neustadt means one of the towns called Neustadt an der Aisch, bei Coburg and so
    on as soon as a quarter of Hamburg.
    """
    if quarter.kind != QUARTER or quarter.rank is not Rank.PRIMARY:
        return False
    if not town.is_town or town.kind == QUARTER or town.rank is not Rank.ALTERNATE:
        return False
    tail = town.name.casefold().removeprefix(f"{quarter.name.casefold()} ").split()
    return len(tail) > 1 and tail[0] in _BESIDE


def _is_called(entry: Entry) -> bool:
    return entry.is_own_name or (entry.is_airport and entry.rank is Rank.ALTERNATE)


def _dwarfs(other: Entry, first: Entry) -> bool:
    return first.population < LARGE and other.population >= DWARFING * _size(first)


def _is_notable(other: Entry, first: Entry) -> bool:
    if other.kind == "ADM2" and first.kind != "ADM2":
        return other.is_own_name and _size(other) >= _size(first)
    if _alike(other, first):
        return _size(other) * NOTABLE >= _size(first)
    return other.rank is Rank.ALTERNATE and not _is_settled(first) and _size(other) >= _size(first)


def _is_much_more(area: Entry, first: Entry) -> bool:
    """Whether the first lies in a division of its name with three times the people."""
    return (
        area.is_own_name
        and _lies_in(first, area)
        and not (first.is_capital and first.is_sovereign)
        and area.population >= CLOSE * _size(first)
    )


def _size(entry: Entry) -> int:
    return max(entry.population, AIRPORT if entry.is_airport else SMALLEST)


def _lies_in(place: Entry, area: Entry) -> bool:
    return area.number in {place.division, place.subdivision}


def _same_place(first: Entry, other: Entry) -> bool:
    """Whether two bearers are one on a news map: a country and its capital, a city and its suburb.

    A division and what lies in it count as one, too.
    """
    if _lies_in(first, other) or _lies_in(other, first) or _is_of_territory(first, other):
        return True
    if not first.country or first.country != other.country:
        return False
    if first.is_country or other.is_country:
        return first.is_capital or other.is_capital or first.is_division or other.is_division
    apart_km = rough_km((first.lon_deg, first.lat_deg), (other.lon_deg, other.lat_deg))
    if first.is_town and other.is_airport:
        return apart_km <= OWN_AIRPORT_KM
    are_places = (first.is_town and other.is_town) or first.rank is Rank.SETTLED
    return are_places and apart_km <= SAME_PLACE_KM


def rough_km(one_deg: tuple[float, float], two_deg: tuple[float, float]) -> float:
    """Return a distance between two (lon, lat), good to a few per cent over tens of kilometres."""
    east_deg = (one_deg[0] - two_deg[0] + 180) % 360 - 180
    east_deg *= math.cos(math.radians((one_deg[1] + two_deg[1]) / 2))
    return math.hypot(east_deg, one_deg[1] - two_deg[1]) * _KM_PER_DEG
