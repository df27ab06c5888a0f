"""Colours as CSS writes them, and their contrast (WCAG 2.2, 1.4.3 and 1.4.11)."""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["MARKS_RATIO", "NEEDED", "TEXT_RATIO", "Color", "contrast", "parse_color"]

TEXT_RATIO, MARKS_RATIO = 4.5, 3.0
"""What WCAG asks for between text, or what else has to be seen, and the ground."""

_SIDES = tuple(f"side_{number}" for number in range(1, 7))
_GROUNDS = ("land", "sea")
_TEXTS = ("ink", "quiet", "country", "region", "water", "city", "mover", "ruler", *_SIDES)
_MARKS = ("ink", "move", "declined", "ruler", "area_edge", "leader", "disc", *_SIDES)

NEEDED: tuple[tuple[str, str, float], ...] = (
    *((key, ground, TEXT_RATIO) for key in _TEXTS for ground in _GROUNDS),
    *((key, ground, MARKS_RATIO) for key in _MARKS if key not in _TEXTS for ground in _GROUNDS),
    *((key, "paper", TEXT_RATIO) for key in ("ink", "quiet")),
    *((key, "area", TEXT_RATIO) for key in ("ink", "area_name", "country", "city", "mover")),
    *((key, "area", MARKS_RATIO) for key in ("move", "declined", *_SIDES)),
    *((key, "urban", TEXT_RATIO) for key in ("ink", "city")),
    *((key, "urban", MARKS_RATIO) for key in ("move", *_SIDES)),
    ("area_name", "land", TEXT_RATIO),
    ("disc_ink", "disc", TEXT_RATIO),
    *(("focus", ground, MARKS_RATIO) for ground in ("paper", *_GROUNDS)),
)
"""Keys of a theme's colours, of what they stand on, and the contrast that these two need.

Callouts and the key have grounds of their own, which may let the map shine through: their text is
that of the paper.
"""

_LINEAR_TO = 0.04045
_HEX = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
_RGB = re.compile(
    r"rgba?\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})\s*(?:,\s*(\d?\.?\d+)\s*)?\)"
)
_MOST = 255


class Color(NamedTuple):
    """Red, green and blue from 0 to 255, and how opaque, from 0 to 1."""

    red: int
    green: int
    blue: int
    alpha: float = 1.0

    @property
    def luminance(self) -> float:
        """Return WCAG's relative luminance, from 0 for black to 1 for white."""
        red, green, blue = map(_linear, self[:3])
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    @property
    def css(self) -> str:
        """Return it as CSS writes it, the shortest way that says all."""
        if self.alpha < 1:
            return f"rgba({self.red},{self.green},{self.blue},{self.alpha:g})"
        return f"#{self.red:02x}{self.green:02x}{self.blue:02x}"


def _linear(value: int) -> float:
    """Return a channel as light (IEC 61966-2-1)."""
    share = value / _MOST
    return share / 12.92 if share <= _LINEAR_TO else ((share + 0.055) / 1.055) ** 2.4


def parse_color(text: str) -> Color:
    """Read `#b3400f`, `#b40` or `rgba(255, 255, 255, 0.9)`.

    Raises:
        ValueError: it is written in another way.
    """
    told = text.strip()
    if _HEX.fullmatch(told):
        digits = told[1:] if len(told) > 4 else "".join(digit * 2 for digit in told[1:])  # noqa: PLR2004 - #b40
        return Color(*(int(digits[at : at + 2], 16) for at in (0, 2, 4)))
    found = _RGB.fullmatch(told)
    if found is not None:
        channels = [int(found[group]) for group in (1, 2, 3)]
        alpha = float(found[4]) if found[4] else 1.0
        if max(channels) <= _MOST and alpha <= 1:
            return Color(channels[0], channels[1], channels[2], alpha)
    message = "a colour is written like #b3400f, #b40 or rgba(255, 255, 255, 0.9)"
    raise ValueError(message)


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two opaque colours, from 1 to 21."""
    brighter, darker = sorted(
        (parse_color(one).luminance, parse_color(other).luminance), reverse=True
    )
    return (brighter + 0.05) / (darker + 0.05)
