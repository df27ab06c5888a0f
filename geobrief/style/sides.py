"""What tells the movements of one side from another's: a colour, and the shape of the head.

How sure a movement is, its line tells: whole, dashed, dotted, crossed out. So the second cue of
sides, for those who see no colours and for newsprint, is the head.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["HEADS", "MOST_SIDES", "SideLook", "side_look"]

MOST_SIDES = 6
"""Sides that have a colour of their own; more cannot be told apart on a map by anyone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SideLook:
    """How one side's movements are drawn."""

    number: int
    """From 1 on; 0 where sides do not part the movements."""
    color: str
    """Key of the theme's colour for lines, heads and names: `move`, `side_1` ..."""
    head: str
    """Name of the head's shape."""
    path: str
    """The shape as SVG path data in px: the tip at 0 0, the way goes along x."""
    stroked: bool
    """The shape is drawn with a line of the movement's width, not filled."""


HEADS: dict[str, tuple[str, bool]] = {
    "plain": ("M0 0L-10-4.6V4.6z", False),
    "barbed": ("M0 0L-12.5-6L-7 0L-12.5 6z", False),
    "double": ("M0 0L-7-4.6V-1L-13-4.6V4.6L-7 1V4.6z", False),
    "open": ("M-9.5-5.4L0 0L-9.5 5.4M0 0H-11", True),
    "barred": ("M0 0L-9-4.6V-1.2H-11.5V-5.2H-14V5.2H-11.5V1.2H-9V4.6z", False),
    "blunt": ("M0-3.4L-4.5-5.4H-10.5V5.4H-4.5L0 3.4z", False),
}
"""Shapes of heads by name: path data and whether it is drawn with a line instead of filled."""

_ORDER = tuple(HEADS)


def side_look(number: int) -> SideLook:
    """Return how a side's movements are drawn: 0 is one side only, or none.

    Beyond MOST_SIDES colours come again, each with another head than before.
    """
    if number < 0:
        message = f"sides are numbered from 1 on, not {number}"
        raise ValueError(message)
    if number == 0:
        color, head = "move", _ORDER[0]
    else:
        round_, place = divmod(number - 1, MOST_SIDES)
        color, head = f"side_{place + 1}", _ORDER[(place + round_) % len(_ORDER)]
    path, stroked = HEADS[head]
    return SideLook(number=number, color=color, head=head, path=path, stroked=stroked)
