"""Distances in words: "nearly 300 miles", "200-220 km", "six hundred kilometres".

Only what can be read in one way is read. It finds every distance in a text, so that an article's
sentences can be read as a brief's claims are.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geobrief.geodesy import FOOT_M, MILE_M, NAUTICAL_MILE_M

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["UNITS", "Length", "lengths_in"]

UNITS = {
    "mi": MILE_M,
    "km": 1000.0,
    "nmi": NAUTICAL_MILE_M,
    "m": 1.0,
    "ft": FOOT_M,
    "yd": 3 * FOOT_M,
}
"""In metres, by the abbreviations that answers use."""

_SPELT = {
    "nmi": r"nautical\s+miles?|nmi|sea\s+miles?",
    "mi": r"(?:statute\s+)?miles?|mi\b",
    "km": r"kilomet(?:er|re)s?|kms?\b|klicks?",
    "m": r"met(?:er|re)s?",
    "ft": r"feet|foot|ft\b",
    "yd": r"yards?|yds?\b",
}
_ONES = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_SMALL = {word: number for number, word in enumerate(_ONES.split(), start=1)}
_SMALL |= {word: 10 * number for number, word in enumerate(_TENS.split(), start=2)}
_SCALES = {"dozen": 12, "hundred": 100, "thousand": 1000}


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_WORDS = (
    rf"\b(?:an?\s+(?:{_any(_SCALES)})|{_any(_SMALL)})\b"
    rf"(?:[\s-]+(?:and\s+)?(?:{_any([*_SMALL, *_SCALES])})\b){{0,8}}"
)
_FIGURES = r"\d{1,3}(?:[,\u202f\u2009\u00a0]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_NUMBER = rf"(?:{_FIGURES}|{_WORDS})"
_TO = r"\s*(?:[-\u2010-\u2014]|\bto\b|\band\b|\bor\b)\s*"
_UNIT = "|".join(f"(?P<{unit}>{spelt})" for unit, spelt in _SPELT.items())
_LENGTH = re.compile(
    rf"(?<![\w.,])(?<!\d\s)(?P<one>{_NUMBER})(?:{_TO}(?P<two>{_NUMBER}))?"
    rf"(?P<odd>[\s-]+(?:odd|or\s+so))?[\s-]*(?:{_UNIT})(?!\w)"
    r"(?!\s*(?:/|per\b|an?\s+hour\b))",  # a speed
    re.IGNORECASE,
)
_PART_OF_MORE = re.compile(
    r"\b(?:hundreds?|thousands?|millions?|dozens?|half|point)\b[\s-]*(?:and|of)?\s*\Z",
    re.IGNORECASE,
)
"""Before a number, this makes it another: several hundred and fifty."""
_GERMAN = re.compile(r"\d{1,3}\.\d{3}")
"""1.757 km may be either of two."""
_WIDEST = 3.0
"""The second number of a range is at most so many times the first: not "two to three hundred"."""

_HEDGES = (
    # From how much of the number to how much it may be, and the words that say so.
    (0.9, 1.0, r"just under|just short of|a little less than|nearly|almost|close to|not quite"),
    (1.0, 1.1, r"just over|(?:a little|slightly) (?:more|over)(?: than)?"),
    (
        *(0.0, 1.0),
        r"no more than|not more than|less than|fewer than|under|at most|up to|within|below",
    ),
    (
        *(1.0, math.inf),
        r"no less than|not less than|more than|over|at least|above|upwards? of|beyond",
    ),
    (
        *(0.9, 1.1),
        r"about|around|roughly|approximately|approx\.?|some|circa|ca\.?|c\.|~|\u2248|an estimated",
    ),
)
_BEFORE = 30
"""A hedge stands this near before its number, in characters."""


@dataclass(frozen=True, slots=True)
class Length:
    """One distance that a text tells."""

    text: str
    """As it stands there, with its hedge."""
    start: int
    end: int
    """Where in the text."""
    unit: str
    low: float
    high: float
    """The number, or the two of a range, in the unit."""
    least: float
    most: float
    """What the hedge lets it be, in the unit."""

    @property
    def unit_m(self) -> float:
        """How long the unit is, in metres."""
        return UNITS[self.unit]


def lengths_in(text: str) -> list[Length]:
    """Return every distance that a text tells and that can be read in one way, in order."""
    return list(_lengths(text))


def _lengths(text: str) -> Iterator[Length]:
    for match in _LENGTH.finditer(text):
        one, two = _number(match["one"]), _number(match["two"] or match["one"])
        if one is None or two is None or not 0 < one <= two <= _WIDEST * one:
            continue
        if _PART_OF_MORE.search(text[max(0, match.start() - _BEFORE) : match.start()]):
            continue
        unit = next(unit for unit in UNITS if match[unit])
        less, more, begin = _hedge(text, match.start(), odd=bool(match["odd"]))
        yield Length(
            text=text[begin : match.end()],
            start=begin,
            end=match.end(),
            unit=unit,
            low=one,
            high=two,
            least=one * less,
            most=two * more,
        )


def _hedge(text: str, start: int, *, odd: bool) -> tuple[float, float, int]:
    """Return how much less and more than its number a distance may be, and where that begins."""
    before = text[max(0, start - _BEFORE) : start]
    for less, more, words in _HEDGES:
        match = re.search(rf"(?<!\w)(?:{words})\s*(?:an?\s+|between\s+)?\Z", before, re.IGNORECASE)
        if match:
            return less, more, start - len(before) + match.start()
    return (0.9, 1.1, start) if odd else (1.0, 1.0, start)


def _number(text: str) -> float | None:
    """Return a number in figures or words, or None if it can be read in several ways."""
    if text[0].isdigit():
        return None if _GERMAN.fullmatch(text) else float(re.sub(r"[^\d.]", "", text))
    total = part = 0
    for word in re.split(r"[\s-]+", text.lower()):
        if word in _SCALES and word != "thousand" and part >= _SCALES["hundred"]:
            return None  # two hundred and three hundred
        if word in _SCALES:
            part = max(part, 1) * _SCALES[word]
            if word == "thousand":
                total, part = total + part, 0
        else:
            part += _SMALL.get(word, 0)
    return float(total + part)
