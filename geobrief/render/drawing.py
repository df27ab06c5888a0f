"""A view of the scene as items to draw: px from the frame's top left, y down, in drawing order."""

from __future__ import annotations

import math
import unicodedata
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from geobrief.scene.model import MEASURED, TextLine

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geobrief.scene import Scene
    from geobrief.scene.model import Align, Drawn, Label, Mark, Point, View

__all__ = [
    "Item",
    "Line",
    "Text",
    "Writer",
    "bar_text",
    "disc_text",
    "items_of",
    "lines_of",
    "number",
]

_ISOLATE, _POP = "\u2068", "\u2069"
_HALO_STYLES = frozenset({"number"})
"""Text that stands on a ground of its own has no halo."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A line of text, from its item's position."""

    style: str
    text: str
    x: str
    y: str
    align: str
    width: str
    halo: bool
    upright: bool = False
    """Its script knows no italics, which browsers would only slant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What stands at one point of the map, and keeps its size."""

    kind: str
    """mark, head, cross, place, arrow, callout, area or context."""
    ref: str
    x: float
    y: float
    look: str = ""
    """Which mark or head it is."""
    angle: str = ""
    texts: tuple[Text, ...] = ()
    leader: tuple[str, str, str, str] | None = None
    side: int = 0
    """Number of the side whose colour it has."""
    dot: str = ""
    """capital or city: the point that a name of the context belongs to."""
    past: bool = False
    """It is over at the time that is shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A movement or a distance."""

    ref: str
    kinds: tuple[str, ...]
    """Classes of the paths to draw over one another, the lowest first."""
    d: str
    side: int
    past: bool = False


def number(value: float, *, digits: int = 1) -> str:
    """Write a number as short as it can be: `12`, `-3.5`, never `-0`."""
    text = f"{value:.{digits}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


class Writer:
    """Turns metres of the plane into px of a view."""

    def __init__(self, view: View) -> None:
        """Take the view's scale and origin."""
        self._left, self._top, self._scale = view.box.left, view.box.top, view.px_per_m

    def px(self, at: Point) -> Point:
        """Return where a point is drawn, from the frame's top left, y down."""
        return (at[0] - self._left) * self._scale, (self._top - at[1]) * self._scale

    def path(self, parts: Sequence[Sequence[Point]], *, times: float = 1.0, digits: int = 1) -> str:
        """Write lines as path data, in relative steps; `times` so many units to a px."""
        return "".join(self._subpath(part, times, digits) for part in parts if len(part) > 1)

    def _subpath(self, part: Sequence[Point], times: float, digits: int) -> str:
        unit = 10**digits
        cells = [(round(x * times * unit), round(y * times * unit)) for x, y in map(self.px, part)]
        kept = [cells[0], *(b for a, b in pairwise(cells) if a != b)]
        if len(kept) == 1:
            return ""
        steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(kept)]
        told = " ".join(
            f"{number(dx / unit, digits=digits)} {number(dy / unit, digits=digits)}"
            for dx, dy in steps
        )
        x, y = (number(value / unit, digits=digits) for value in kept[0])
        return f"M{x} {y}l{told}".replace(" -", "-")


def lines_of(scene: Scene, view: View, *, times: float = 1.0, digits: int = 1) -> Iterator[Line]:
    """Yield the lines of movements and distances."""
    writer = Writer(view)
    for drawn in view.arrows:
        arrow = scene.arrows[drawn.arrow]
        kinds = (
            ("gb-ruler",)
            if arrow.status == MEASURED
            else ("gb-casing", f"gb-line gb-{arrow.status}")
        )
        d = writer.path(drawn.parts, times=times, digits=digits)
        if d:
            yield Line(ref=arrow.id, kinds=kinds, d=d, side=arrow.side, past=arrow.id in scene.past)


def items_of(scene: Scene, view: View) -> Iterator[Item]:
    """Yield everything that keeps its size: names of the basemap, heads, marks, the labels."""
    past = _past(scene, view)
    for item in _items_of(scene, view):
        yield replace(item, past=True) if item.ref in past else item


def _past(scene: Scene, view: View) -> frozenset[str]:
    """Return the ids of what is drawn as past: a mark where all that it stands for is."""
    ids = [[scene.markers[index].id for index in mark.members] for mark in view.marks]
    return scene.past - {those[0] for those in ids if not scene.past.issuperset(those)}


def _items_of(scene: Scene, view: View) -> Iterator[Item]:
    writer = Writer(view)
    for label in view.labels:
        if label.kind == "context":
            yield _label(label, writer)
    for drawn in view.arrows:
        yield from _ends(scene, drawn, writer)
    for mark in view.marks:
        yield _mark(scene, mark, writer)
    sides = {arrow.id: arrow.side for arrow in scene.arrows}
    for label in view.labels:
        if label.kind != "context":
            yield _label(label, writer, side=sides.get(label.ref, 0))


def _ends(scene: Scene, drawn: Drawn, writer: Writer) -> Iterator[Item]:
    arrow = scene.arrows[drawn.arrow]
    for cross in drawn.crosses:
        x, y = writer.px(cross)
        yield Item(kind="cross", ref=arrow.id, x=x, y=y, side=arrow.side)
    if drawn.head is not None:
        x, y = writer.px(drawn.head.at)
        angle = number(-math.degrees(drawn.head.angle))
        look = "open" if arrow.status == "declined" else "full"
        yield Item(kind="head", ref=arrow.id, x=x, y=y, look=look, angle=angle, side=arrow.side)


def _mark(scene: Scene, mark: Mark, writer: Writer) -> Item:
    x, y = writer.px(mark.at)
    peopled = any(scene.markers[index].peopled for index in mark.members)
    rough = scene.markers[mark.members[0]].is_rough
    look = ("rough-" if rough else "") + ("peopled" if peopled else "empty")
    texts: tuple[Text, ...] = ()
    if mark.number:
        look = f"numbered-{look}"
        texts = (disc_text(mark.number),)
    elif mark.count:
        texts = (_within(str(mark.count), "count", (8.0, 4.0), align="start"),)
    return Item(
        kind="mark", ref=scene.markers[mark.members[0]].id, x=x, y=y, look=look, texts=texts
    )


def disc_text(count: int) -> Text:
    """Return the number that stands in a disc, in the map and in the key."""
    return _within(str(count), "number", (0.0, -3.8))


def _within(text: str, style: str, at: Point, *, align: Align = "middle") -> Text:
    from geobrief.scene.type import measured  # noqa: PLC0415 - with the fonts

    x, y = at
    width = number(measured(style, text)[0])
    return Text(
        style=style,
        text=text,
        x=number(x),
        y=number(-y),
        align=align,
        width=width,
        halo=False,
    )


def _label(label: Label, writer: Writer, *, side: int = 0) -> Item:
    x, y = writer.px(label.at)
    leader = None
    if label.leader is not None:
        (x0, y0), (x1, y1) = label.leader
        leader = number(x0), number(-y0), number(x1), number(-y1)
    dot = ""
    if label.kind == "context" and label.lines[0].style in {"capital", "city"}:
        dot = label.lines[0].style
    return Item(
        kind=label.kind,
        ref=label.ref,
        x=x,
        y=y,
        texts=tuple(map(_text, label.lines)),
        leader=leader,
        side=side,
        dot=dot,
    )


def _text(line: TextLine) -> Text:
    turns = any(unicodedata.bidirectional(char) in {"R", "AL"} for char in line.text)
    return Text(
        style=line.style,
        # An isolate runs as its first letter does: a full stop would stand on the wrong side.
        text=f"{_ISOLATE}{line.text}{_POP}" if turns else line.text,
        upright=turns,
        x=number(line.x),
        y=number(-line.y),
        align=line.align,
        width=number(line.width),
        halo=line.style not in _HALO_STYLES,
    )


def bar_text(text: str) -> Text:
    """Return the text of a scale bar."""
    from geobrief.scene.type import measured  # noqa: PLC0415 - with the fonts

    width = measured("scale", text)[0]
    return _text(TextLine(text=text, style="scale", x=0.0, y=0.0, align="start", width=width))
