"""Coordinates may begin with a minus, which a parser of options would take for an option."""

from __future__ import annotations

import re

__all__ = ["as_typed", "shielded"]

_NEGATIVE_COORDINATES = re.compile(r"\A-(?=\.?\d.*[,;°\s])", re.DOTALL)
_SHIELDED = re.compile("\\A\N{MINUS SIGN}(?=\\.?\\d)")


def shielded(argument: str) -> str:
    """Write the minus of coordinates as U+2212, which begins no option."""
    return _NEGATIVE_COORDINATES.sub("\N{MINUS SIGN}", argument)


def as_typed(argument: str) -> str:
    """Undo `shielded`: what is echoed and what errors quote is what was typed."""
    return _SHIELDED.sub("-", argument)
