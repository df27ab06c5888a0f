"""How text is set on a map: one table of styles, and how much room a text takes in one.

Sizes are pixels and never change with the map's scale. Outputs set text by the same table, and pin
each line to the width measured here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from geobrief.fonts import text_width
from geobrief.scene.model import TextLine

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geobrief.scene.model import Align, Box

__all__ = [
    "ASCENT",
    "DESCENT",
    "SIGNS",
    "STYLES",
    "TextStyle",
    "block_size",
    "measured",
    "set_lines",
]

SIGNS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
"""Numbers of the steps of a story's time: as many as the packaged fonts have."""

ASCENT, DESCENT = 1.069, 0.293
"""Of Noto Sans, in ems: how far a line of text reaches above and below its baseline."""


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How one kind of text is set."""

    size_px: float
    weight: Literal["regular", "bold"] = "regular"
    italic: bool = False
    spacing_em: float = 0.0
    """Added after every letter."""
    line_height: float = 1.25
    """From one baseline to the next, in ems."""


STYLES: Mapping[str, TextStyle] = {
    # the story
    "name": TextStyle(13, "bold"),
    "people": TextStyle(12),
    "remark": TextStyle(12),
    "mover": TextStyle(12, italic=True),
    "mover-upright": TextStyle(12),  # where times are numbered: no italics have those numbers
    "measure": TextStyle(12),
    "callout": TextStyle(12),
    "area": TextStyle(12, "bold"),
    "number": TextStyle(10.5, "bold"),
    "count": TextStyle(10, "bold"),
    # the basemap
    "country": TextStyle(11, spacing_em=0.14),
    "country-joined": TextStyle(11.5),  # letters that join are not spaced
    "region": TextStyle(10.5, spacing_em=0.04),
    "division": TextStyle(10.5, spacing_em=0.04),
    "sea": TextStyle(12, italic=True, spacing_em=0.06),
    "lake": TextStyle(11, italic=True),
    "river": TextStyle(10.5, italic=True),
    "capital": TextStyle(11),
    "city": TextStyle(11),
    # around the map
    "title": TextStyle(20, "bold"),
    "title-small": TextStyle(15, "bold"),
    "subtitle": TextStyle(14),
    "key": TextStyle(12),
    "key-number": TextStyle(10.5, "bold"),
    "scale": TextStyle(11),
    "credit": TextStyle(10.5),
}


def measured(style: str, text: str) -> tuple[float, float]:
    """Return the width and height of one line of text, in pixels, as the packaged fonts have it."""
    look = STYLES[style]
    width = text_width(
        text,
        size_px=look.size_px,
        weight=look.weight,
        italic=look.italic,
        spacing_em=look.spacing_em,
    )
    return width, (ASCENT + DESCENT) * look.size_px


def block_size(lines: Sequence[tuple[str, str]]) -> tuple[float, float]:
    """Return the width and height of lines one below another, each a style and its text."""
    width = max((measured(style, text)[0] for style, text in lines), default=0.0)
    return width, sum(_steps(lines))


def _steps(lines: Sequence[tuple[str, str]]) -> list[float]:
    """Return how far down each baseline is from what is above it, and the last line's descent."""
    looks = [STYLES[style] for style, _ in lines]
    if not looks:
        return [0.0]
    steps = [ASCENT * looks[0].size_px]
    steps += [look.size_px * look.line_height for look in looks[1:]]
    return [*steps, DESCENT * looks[-1].size_px]


def set_lines(lines: Sequence[tuple[str, str]], box: Box, align: Align) -> tuple[TextLine, ...]:
    """Return lines set into a box of their `block_size`, y up, the first at its top."""
    x = {"start": box.left, "middle": (box.left + box.right) / 2, "end": box.right}[align]
    y = box.top
    placed = []
    for (style, text), step in zip(lines, _steps(lines), strict=False):
        y -= step
        width, _ = measured(style, text)
        placed.append(TextLine(text=text, style=style, x=x, y=y, align=align, width=width))
    return tuple(placed)
