"""How much room text takes, before any font is at hand.

The page is drawn in the reader's own sans-serif font, so widths are estimates that err on the wide
side: em widths of DejaVu Sans, the widest of the fonts in common use, by class of character.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

__all__ = ["LINE_HEIGHT", "Type", "headed", "shorten"]

LINE_HEIGHT = 1.25
"""Line height in ems; assets/page.css says the same."""

SIZES_PX = {
    "name": 13.0,
    "people": 12.0,
    "remark": 12.0,
    "mover": 12.0,
    "country": 11.0,
    "sea": 12.0,
    "lake": 11.0,
}
SPACING_EM = {"country": 0.14, "sea": 0.06}

_NARROW = frozenset("iljtfrI.,:;!|'`()[] /\\-\u2019")
_WIDE = frozenset("mwMW@%\u2014\u2026")
_EM = {"narrow": 0.40, "digit": 0.64, "lower": 0.62, "upper": 0.72, "wide": 0.98, "full": 1.05}
_BOLD = 1.10

_TURNS = {
    **dict.fromkeys("\u202a\u202b\u202d\u202e", "\u202c"),
    **dict.fromkeys("\u2066\u2067\u2068", "\u2069"),
}
"""Characters that turn the direction of reading, each with what ends its reach."""


@dataclass(frozen=True, slots=True)
class Type:
    """The sizes of text on a map, all scaled alike."""

    scale: float = 1.0

    def width(self, style: str, text: str) -> float:
        """Estimate the width of one line, in pixels, on the wide side."""
        spacing = SPACING_EM.get(style, 0.0)
        ems = sum(_em_width(char) + spacing for char in text)
        return ems * SIZES_PX[style] * self.scale * (_BOLD if style == "name" else 1)

    def height(self, style: str) -> float:
        """Return the height of one line, in pixels."""
        return SIZES_PX[style] * LINE_HEIGHT * self.scale


def headed(name: str) -> str:
    """Write a name as it stands on its own: "the White House" begins with a capital there."""
    return f"T{name[1:]}" if name.startswith("the ") else name


def shorten(text: str, *, longest: int) -> str:
    """Cut text to `longest` visible characters at most, an ellipsis in place of what goes.

    Characters that turn the direction of reading are closed again, or what follows would turn.
    """
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    kept = line[: longest - 1].rstrip()
    return f"{kept}{_ends(kept)}\u2026"


def _ends(text: str) -> str:
    """Return what closes the direction characters that a text leaves open."""
    waiting: list[str] = []
    for char in text:
        if char in _TURNS:
            waiting.append(_TURNS[char])
        elif waiting and char == waiting[-1]:
            waiting.pop()
    return "".join(reversed(waiting))


@lru_cache(maxsize=4096)
def _em_width(char: str) -> float:
    if unicodedata.combining(char) or unicodedata.category(char) in {"Mn", "Me", "Cf"}:
        return 0.0
    if unicodedata.east_asian_width(char) in {"W", "F"}:
        return _EM["full"]
    if char in _NARROW:
        return _EM["narrow"]
    if char in _WIDE:
        return _EM["wide"]
    if char.isdigit():
        return _EM["digit"]
    return _EM["upper" if char.isupper() else "lower"]
