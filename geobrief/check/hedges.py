"""The words around a number that say how much less or more it may be: "nearly", "or more"."""

from __future__ import annotations

import math
import re
from typing import NamedTuple

__all__ = ["Hedge", "hedge_of"]

_SHARES = {
    "nearly": (0.9, 1.0),
    "just_over": (1.0, 1.1),
    "at_most": (0.0, 1.0),
    "at_least": (1.0, math.inf),
    "about": (0.9, 1.1),
    "exact": (1.0, 1.0),
}
"""How little of the number it may be, and how much of it."""

_THAN = r"\s+than(?:\s+or\s+equal\s+to)?"
_LESS = rf"(?:less|fewer|lower|closer|nearer|shorter){_THAN}|under|below|within"
_MORE = rf"(?:more|greater|longer|farther|further){_THAN}|over|above|beyond|exceed(?:s|ed|ing)?"
_NOT = r"(?:\w+n['\u2019]t|\w+\s+not|not|no|never)(?:\s+be)?"
_BY_FAR = r"(?:(?:well|far|much|rather|considerably|significantly|a\s+lot)\s+)?"
_BY_LITTLE = r"(?:just|(?:a\s+)?(?:little|bit)|slightly)"
_WORDS = {
    "nearly": (
        rf"{_BY_LITTLE}\s+(?:{_LESS})",
        r"(?:just\s+)?(?:short|shy)\s+of|nearly|almost|close\s+to|not\s+quite",
    ),
    "just_over": (rf"{_BY_LITTLE}\s+(?:{_MORE})", r"a\s+good"),
    "at_most": (
        rf"{_NOT}\s+(?:{_MORE})",
        rf"{_BY_FAR}(?:{_LESS})",
        r"at\s+(?:the\s+)?(?:very\s+)?most|up\s+to|as\s+(?:much|many|far)\s+as|south\s+of",
        r"(?:a\s+)?max(?:imum)?\.?(?:\s+of)?|<=|=<|<|\u2264|\u2a7d",
    ),
    "at_least": (
        rf"{_NOT}\s+(?:{_LESS})",
        rf"{_BY_FAR}(?:{_MORE})",
        r"at\s+(?:the\s+)?(?:very\s+)?least|as\s+little\s+as|(?:well\s+)?in\s+excess\s+of",
        r"upwards?\s+of|north\s+of|(?:a\s+)?min(?:imum)?\.?(?:\s+of)?|>=|=>|>|\u2265|\u2a7e",
    ),
    "about": (
        r"about|around|roughly|approximately|approx\.?|some|circa|ca\.?|c\.|~|\u2248",
        r"an\s+estimated|(?:hard|scarce|bare)ly|more\s+or\s+less|in\s+the\s+region\s+of",
    ),
    "exact": (r"exactly|precisely|an?|the|between|from|only|just|a\s+mere|a\s+full",),
}
"""They stand before a number."""
_BEFORE = re.compile(
    r"(?<![\w<>=~])(?:"
    + "|".join(f"(?P<{kind}>{'|'.join(words)})" for kind, words in _WORDS.items())
    + r")\s*\Z",
    re.IGNORECASE,
)
_END = r"\b(?=\s*(?:[^\w\s]|\Z))"
"""Not "and over the mountains"."""
_AFTER = re.compile(
    r"[\s,]*(?:"
    rf"(?P<at_most>(?:or|and)\s+(?:(?:less|fewer)\b|(?:under|below){_END})|"
    r"at\s+(?:the\s+)?(?:very\s+)?most\b|(?:tops|max(?:imum)?)\b)|"
    rf"(?P<at_least>(?:or|and)\s+(?:more\b|(?:over|above|beyond){_END})|"
    r"at\s+(?:the\s+)?(?:very\s+)?least\b|min(?:imum)?\b|-?plus\b|\+)|"
    r"(?P<about>or\s+(?:so|thereabouts)\b|give\s+or\s+take\b|more\s+or\s+less\b|"
    r"approximately\b|approx\b)"
    r")(?!\s*(?:/|-\s*\d|(?:\w+\s+)?\d))",
    re.IGNORECASE,
)
"""They stand after a unit, and no number follows: not "give or take 10"."""
_NEAR = 40
"""A hedge stands this near its number, in characters."""
_MOST = 5


class Hedge(NamedTuple):
    """What a number may be, as shares of it, and where in the text the words for it stand."""

    least: float
    most: float
    start: int
    end: int


def hedge_of(text: str, start: int, end: int, within: str = "") -> Hedge:
    """Return what the words before and after a distance make of its number.

    Several that stand together allow all that one of them allows: no more than about 300.

    Args:
        text: all of it.
        start: where the distance begins.
        end: where it ends.
        within: what stands between its number and its unit, such as "odd" or "+".
    """
    kinds = [_of_infix(within)] if within else []
    after = _AFTER.match(text, end, end + _NEAR)
    if after and after.lastgroup:
        kinds.append(after.lastgroup)
        end = after.end()
    at = start
    for _ in range(_MOST):
        before = _BEFORE.search(text, max(0, at - _NEAR), at)
        if before is None or before.lastgroup is None:
            break
        at = before.start()
        if before.lastgroup != "exact":
            kinds.append(before.lastgroup)
            start = at
    shares = [_SHARES[kind] for kind in kinds] or [_SHARES["exact"]]
    return Hedge(min(low for low, _ in shares), max(high for _, high in shares), start, end)


def _of_infix(within: str) -> str:
    return "at_least" if "+" in within or "plus" in within.lower() else "about"
