"""Distances in words: "nearly 300 miles", "200-220 km", "six hundred kilometres".

Only what can be read in one way is read. It finds every distance in a text, so that an article's
sentences can be read as a brief's claims are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geobrief.check.hedges import hedge_of
from geobrief.geodesy import FOOT_M, MILE_M, NAUTICAL_MILE_M

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["NUMBER", "NUMBER_WORD", "UNITS", "Length", "lengths_in"]

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


_HYPHEN = r"\u2010\u2011-"


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_WORDS = (
    rf"\b(?:an?[\s{_HYPHEN}]+(?:{_any(_SCALES)})|{_any(_SMALL)})\b"
    rf"(?:[\s{_HYPHEN}]+(?:and[\s{_HYPHEN}]+)?(?:{_any([*_SMALL, *_SCALES])})\b){{0,8}}"
)
_FIGURES = r"\d{1,3}(?:[,\u202f\u2009\u00a0]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
NUMBER = rf"(?:{_FIGURES}|{_WORDS})"
"""As it may be written, for a regular expression."""
NUMBER_WORD = rf"(?:{_any([*_SMALL, *_SCALES])})"
_TO = r"\s*(?:[-\u2010-\u2014]|\bto\b|\band\b|\bor\b)\s*"
_UNIT = "|".join(f"(?P<{unit}>{spelt})" for unit, spelt in _SPELT.items())
_LENGTH = re.compile(
    rf"(?<![\w.,])(?<!\d\s)(?P<one>{NUMBER})(?:{_TO}(?P<two>{NUMBER}))?"
    rf"(?P<within>[\s{_HYPHEN}]*(?:\bodd\b|\bor\s+so\b|ish\b|\bplus\b|\+))?"
    rf"[\s{_HYPHEN}]*(?:{_UNIT})(?!\.?\w)"
    r"(?!\s*(?:/\s*[a-z]|\^|per\b|each\b|every\b|an?\s+(?:hour|minute|second|day|week)\b))",
    re.IGNORECASE,
)
"""No speed and no area: what follows the unit may not make it another."""
_PART_OF_MORE = re.compile(
    rf"(?:\b(?:hundreds?|thousands?|millions?|billions?|dozens?|scores?|half|halves|quarters?|"
    r"thirds?|twice|thrice|double|treble|triple|\w+fold|times|couple|point|minus|negative|nearest|"
    r"give\s+or\s+take|\w*not|never|\w+n['\u2019]t|no|neither|nor|\w+(?:st|nd|rd|th)s?\s+of|"
    rf"{NUMBER_WORD}(?:\s+(?:and|by|of))?)\b[\s{_HYPHEN}]*"
    r"|[\u00d7*\u00f7^%\u00b1]\s*|\d\s*[./:=]?\s*|(?<!\w)[+\u2212\u2013-]|\d\s*[+\u2212\u2013-]\s*)"
    r"(?:\b(?:and|of|by)\b\s*)?(?:\b(?:the|an?|about|only|some)\b\s*)?\Z",
    re.IGNORECASE,
)
"""Before a number, this makes it another: several hundred and fifty, twice the, not, a minus."""
_NEAR = 40
_GERMAN = re.compile(r"[1-9]\d{0,2}\.\d{3}")
"""1.757 km may be either of two."""
_WIDEST = 3.0
"""The second number of a range is at most so many times the first: not "two to three hundred"."""
_RANGE = re.compile(r"\s*(?:to|or|[-\u2010-\u2014])\s*|\s+and\s+", re.IGNORECASE)


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
    found: list[Length] = []
    for length in _lengths(text):
        both = _as_range(text, found[-1], length) if found else None
        if both:
            found[-1] = both
        else:
            found.append(length)
    return found


def _lengths(text: str) -> Iterator[Length]:
    for match in _LENGTH.finditer(text):
        one, two = _number(match["one"]), _number(match["two"] or match["one"])
        if one is None or two is None or not 0 < one <= two <= _WIDEST * one:
            continue
        hedge = hedge_of(text, match.start(), match.end(), match["within"] or "")
        if _PART_OF_MORE.search(text, max(0, hedge.start - _NEAR), hedge.start):
            continue
        yield Length(
            text=text[hedge.start : hedge.end],
            start=hedge.start,
            end=hedge.end,
            unit=next(unit for unit in UNITS if match[unit]),
            low=one,
            high=two,
            least=one * hedge.least,
            most=two * hedge.most,
        )


def _as_range(text: str, one: Length, two: Length) -> Length | None:
    """Return one distance for "200 miles to 240 miles"; "and" needs its "between"."""
    gap = text[one.end : two.start]
    if one.unit != two.unit or not one.high < two.low <= _WIDEST * one.high:
        return None
    if not _RANGE.fullmatch(gap):
        return None
    before = text[max(0, one.start - _NEAR) : one.start].rstrip().lower()
    if gap.strip().lower() == "and" and not before.endswith("between"):
        return None
    return replace(
        one,
        text=text[one.start : two.end],
        end=two.end,
        high=two.high,
        least=min(one.least, two.least),
        most=max(one.most, two.most),
    )


def _number(text: str) -> float | None:
    """Return a number in figures or words, or None if it can be read in several ways."""
    if text[0].isdigit():
        return None if _GERMAN.fullmatch(text) else float(re.sub(r"[^\d.]", "", text))
    total = part = 0
    for word in re.split(rf"[\s{_HYPHEN}]+", text.lower()):
        if word in _SCALES and word != "thousand" and part >= _SCALES["hundred"]:
            return None  # two hundred and three hundred
        if word in _SCALES:
            part = max(part, 1) * _SCALES[word]
            if word == "thousand":
                total, part = total + part, 0
        else:
            part += _SMALL.get(word, 0)
    return float(total + part)
