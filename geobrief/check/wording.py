"""A claim as a whole: the distances that it tells for sure, and whether they are ways by land.

A distance in words is told wrongly by much that stands around it: 350 ± 10 km, half of 440 miles,
219 miles 250 yards. So a claim is read only if nothing is left over that could change a number.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from geobrief.check.lengths import NUMBER, NUMBER_WORD, lengths_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geobrief.check.lengths import Length

__all__ = ["Told", "says_by_land", "told_in"]


class Told(NamedTuple):
    """A distance that a claim tells."""

    length: Length
    is_way: bool
    """It says that it is a way by road, rail or water, which is longer than a straight line."""


_WAY = re.compile(
    r"\b(?:roads?|cars?|rail|railways?|trains?|bus|buses|coach|lorry|truck|taxi|motorcycle|"
    r"drives?|driving|driven|drove|motorways?|highways?|motorbike|bikes?|bicycles?|cycling|"
    r"on\s+foot|walks?|walking|hikes?|hiking|march|overland|on\s+horseback|detours?|"
    r"by\s+(?:land|sea|water|boat|ship|ferry|river)|sail|sailing|voyage|via)\b",
    re.IGNORECASE,
)
_BY_LAND = re.compile(
    r"\bby\s+(?:road|car|rail|train|bus|coach|land|sea|water|boat|ship|ferry|river|bicycle)\b|"
    r"\b(?:driving|road)\s+distance\b|\boverland\b|\bon\s+foot\b",
    re.IGNORECASE,
)
_STRAIGHT = re.compile(
    r"\b(?:crow|straight|by\s+(?:air|plane|aeroplane|airplane|helicopter)|flights?|fly|flying|"
    r"flies|flew|great[\s-]circle|as\s+the\s+bird)\b",
    re.IGNORECASE,
)
_DURATION = re.compile(
    rf"\b{NUMBER}(?:\s*(?:to|or|-|\u2013)\s*{NUMBER})?[\s-]*"
    r"(?:hours?|hrs?|minutes?|mins?|days?|weeks?)\b(?!\s*(?:and\s+a\s+half|\d))|\bone[\s-]way\b",
    re.IGNORECASE,
)
"""Numbers that are no part of a distance."""
_HOLE = "\ufffc"
"""Stands for a distance in what is left over of a claim."""
_LINK = r"[\s,/-]{0,5}(?:\b(?:and|or|to|by|of|in|x)\b[\s,/-]{0,5})?"
_CHANGING = (
    # denied, or set against another
    r"not|no|never|none|nothing|\w+n['\u2019]t|cannot|nor|neither|without|rather|instead",
    r"anything\s+but|more|less|fewer|than|closer|nearer|longer|shorter|farther|further",
    r"exceed\w*|excess|most|least|max(?:imum)?|min(?:imum)?",
    # a share of it or a multiple, there and back
    r"half\w*|halves|quarters?|thirds?|\w+fths?|(?:four|six|seven|eigh|nin|ten)ths?",
    r"(?:hundred|thousand)ths?|twice|thrice|doubled?|treble|triple|\w+fold|times|multipl\w+",
    r"divided|percent|per|each|every|return|back|minus|plus|negative|squared?|sq|cubic",
    # another number that is not plain
    r"hundreds?|thousands?|millions?|billions?|dozens?|scores?|couple|few|several|point",
    r"nearest|round(?:ed)?|margin|errors?|give|tolerance",
)
_UNSURE = re.compile(
    rf"\b(?:{'|'.join(_CHANGING)})\b"
    rf"|[+\u00b1\u00d7*\u00f7^%<>=~\u2248\u2260\u2264\u2265]|(?<!\w)[-\u2212\u2013]{_HOLE}"
    rf"|\b{NUMBER_WORD}\b{_LINK}{_HOLE}|{_HOLE}{_LINK}{NUMBER_WORD}\b",
    re.IGNORECASE,
)
"""Left over beside a distance, this may change what it is."""
_JOINING = frozenset(
    ["", "and", "plus", "to", "from", "by", "with", "x", "&", "-", "\u2013", "\u2014"]
)
"""Between two distances, these make them parts of one, or a range that could not be read."""
_SAME = re.compile(r"\s*(?:=|~|\u2248|\(\s*(?:or\s+)?[=~\u2248])\s*")
"""Between two distances: the same again, in another unit."""


def told_in(claim: str) -> list[Told]:
    """Return the distances that a claim tells, or none if it cannot be read for sure."""
    lengths = lengths_in(claim)
    if not lengths or _left_over(claim, lengths) or _is_sum(claim, lengths):
        return []
    ways = _ways(claim, lengths)
    return [Told(*pair) for pair in zip(lengths, ways, strict=True)] if ways else []


def says_by_land(note: str) -> bool:
    """Tell whether a note says of a distance that it is a way by road, and nothing else."""
    return bool(_BY_LAND.search(note)) and not _STRAIGHT.search(note) and not _UNSURE.search(note)


def _left_over(claim: str, lengths: Sequence[Length]) -> bool:
    """Tell whether anything beside the distances may change what they are."""
    gaps = _gaps(claim, lengths)
    gaps[1:-1] = [" / " if _SAME.fullmatch(gap) else gap for gap in gaps[1:-1]]
    rest = _DURATION.sub(" ", _HOLE.join(gaps))
    return any(char.isnumeric() for char in rest) or bool(_UNSURE.search(rest))


def _gaps(claim: str, lengths: Sequence[Length]) -> list[str]:
    """Return what stands before, between and after the distances."""
    edges = [0, *(edge for one in lengths for edge in (one.start, one.end)), len(claim)]
    return [claim[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]


def _is_sum(claim: str, lengths: Sequence[Length]) -> bool:
    """Tell whether distances are the parts of one: 219 miles 250 yards."""
    for one, two in pairwise(lengths):
        gap = claim[one.end : two.start].strip()
        is_part = two.unit_m < one.unit_m and two.high * two.unit_m < one.unit_m
        if gap.strip(", ").lower() in _JOINING and (is_part or gap != ","):
            return True
    return False


def _ways(claim: str, lengths: Sequence[Length]) -> list[bool]:
    """Tell of each distance whether it is a way; none if that cannot be told apart."""
    if not _WAY.search(claim):
        return [False] * len(lengths)
    if not _STRAIGHT.search(claim):
        return [True] * len(lengths)
    before, *after = _gaps(claim, lengths)
    said = [(bool(_WAY.search(gap)), bool(_STRAIGHT.search(gap))) for gap in after]
    if _WAY.search(before) or _STRAIGHT.search(before) or any(way == line for way, line in said):
        return []
    return [way for way, _ in said]
