"""Small files of pictures that have few colours, as maps do."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["reduced"]

_COLOURS = 256
"""As many as a byte tells apart."""
_ALL = 1 << 24
_KEPT = 24
"""Grounds, lines and inks: they stay as they are however near to one another."""

Colour = tuple[int, int, int]


def reduced(picture: Image.Image) -> Image.Image:
    """Return a picture in so few colours that its file is small.

    Those that it has most of stay as they are, so that grounds keep their shade; each of the others
    is taken to one that is as near as can be. Quantizers that weigh colours by how many pixels
    have them lose a small red dot, and those that do not change the grounds.
    """
    whole = picture.convert("RGB")
    commonest = [colour for _, colour in sorted(whole.getcolors(_ALL), reverse=True)]
    chosen, apart = commonest, 0
    while len(chosen) > _COLOURS:
        apart += 4
        chosen = _spread(commonest, apart)
    # Pillow's own search for the nearest is quick and not exact: white becomes 252.
    nearest = {colour: _nearest(colour, chosen) for colour in commonest}
    few = Image.new("P", whole.size)
    few.putpalette(list(chain.from_iterable(chosen)))
    pixels = whole.tobytes()
    few.putdata([nearest[one] for one in zip(*(pixels[band::3] for band in range(3)), strict=True)])
    return few


def _nearest(colour: Colour, chosen: Sequence[Colour]) -> int:
    """Return which of the chosen ones is nearest."""
    red, green, blue = colour

    def apart(index: int) -> int:
        r, g, b = chosen[index]
        return (red - r) ** 2 + (green - g) ** 2 + (blue - b) ** 2

    return min(range(len(chosen)), key=apart)


def _spread(colours: Sequence[Colour], apart: int) -> list[Colour]:
    """Return the commonest, and what differs from all before by so much in red, green or blue."""
    chosen = list(colours[:_KEPT])
    for red, green, blue in colours[_KEPT:]:
        if len(chosen) > _COLOURS:
            break
        if all(
            abs(red - r) > apart or abs(green - g) > apart or abs(blue - b) > apart
            for r, g, b in chosen
        ):
            chosen.append((red, green, blue))
    return chosen
