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
    length_px: float
    """From the tip to where the shape ends; to each side of the way it takes up to 6 px."""
    stroked: bool
    """The shape is drawn with a line of the movement's width, not filled."""


HEADS: dict[str, tuple[str, float, bool]] = {
    "plain": ("M0 0L-10-4.6V4.6z", 10.0, False),
    "open": ("M-11-5.4L-1.5 0L-11 5.4M-1.5 0H-12.5", 12.5, True),
    "double": ("M0 0L-7-4.6V-1L-13-4.6V4.6L-7 1V4.6z", 13.0, False),
    "barred": ("M0 0L-9-4.6V-1.2H-11.5V-5.2H-14V5.2H-11.5V1.2H-9V4.6z", 14.0, False),
    "barbed": ("M0 0L-12.5-6L-7 0L-12.5 6z", 12.5, False),
    "knobbed": (
        "M0 0L-9-4.6V-1H-9.7a3.4 3.4 0 1 0 0 2H-9V4.6z",
        16.0,
        False,
    ),
}
"""Shapes of heads by name: path data, length in px, whether drawn with a line and not filled.

The first ones, which two or three sides have, differ most where all is grey.
"""

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
    path, length, stroked = HEADS[head]
    return SideLook(
        number=number, color=color, head=head, path=path, length_px=length, stroked=stroked
    )
