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
    palette = Image.new("P", (1, 1))
    palette.putpalette(list(chain.from_iterable(chosen)))
    return whole.quantize(palette=palette, dither=Image.Dither.NONE)


def _spread(colours: Sequence[Colour], apart: int) -> list[Colour]:
    """Return the first ones that differ from all before them by so much in red, green or blue."""
    chosen: list[Colour] = []
    for red, green, blue in colours:
        if len(chosen) > _COLOURS:
            break
        if all(
            abs(red - r) > apart or abs(green - g) > apart or abs(blue - b) > apart
            for r, g, b in chosen
        ):
            chosen.append((red, green, blue))
    return chosen
