"""A page's views: every shape once, and where each view has it.

A shape is what stands at one point and keeps its size, such as a label. What a frame shows before
there are scripts is markup that uses the shapes; zoom steps beyond are numbers for assets/page.js.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from geobrief.render.drawing import Item, Text, bar_text, items_of, lines_of, number
from geobrief.render.environment import environment
from geobrief.render.markup import Safe, ours

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geobrief.scene import Drawn, Scene, View
    from geobrief.scene.model import ScaleBar
    from geobrief.style import Marker

__all__ = ["PageViews", "page_views"]

_LINE_UNITS = 3.0
"""Units of lines in a px: they are drawn at up to twice their size."""
_TRUE_PX = 0.15
"""How far a line may be from what it stands for, as few points make it."""
_CASING = "gb-casing"
_UNNAMED = frozenset({"head", "cross"})
"""Kinds whose shapes many records share, if they all are shown at all times."""


@dataclass(frozen=True, slots=True)
class PageViews:
    """What a page has of its scene's views."""

    framed: Safe
    """Markup of what frames show."""
    shapes: Safe
    """Markup of the shapes, for the page's `defs`."""
    steps: dict[str, Any]
    """Zoom steps without a frame."""
    swaps: tuple[dict[int, int], ...] = ()
    """For each moment which shapes stand for which of the whole map's."""


class _Shapes:
    """Shapes, each kept once and called by its number."""

    def __init__(self, moments: int) -> None:
        self._numbers: dict[tuple[Item, tuple[Item, ...]], int] = {}
        self.swaps: tuple[dict[int, int], ...] = tuple({} for _ in range(moments))

    def number(self, item: Item, later: Sequence[Item] = ()) -> int:
        """Return the number of an item's shape; `later` is what it is at each of the moments.

        Where two items look alike and do not at all moments, each has a shape of its own.
        """
        shape = self._shape(item)
        shapes = tuple(map(self._shape, later))
        if all(one == shape for one in shapes):
            shapes = ()
        number = self._numbers.setdefault((shape, shapes), len(self._numbers))
        for swap, one in zip(self.swaps, shapes, strict=False):
            if one != shape:
                swap[number] = self.number(one)
        return number

    def __iter__(self) -> Iterator[Item]:
        """Yield the shapes in the order of their numbers."""
        yield from (shape for shape, _ in self._numbers)

    def _shape(self, item: Item) -> Item:
        """Return an item without its place; where moments differ, heads are their lines' own."""
        shared = item.kind in _UNNAMED and not self.swaps
        return replace(item, x=0.0, y=0.0, ref="" if shared else item.ref)


def page_views(scene: Scene, marker: Marker, moments: Sequence[Scene] = ()) -> PageViews:
    """Return the views of a page's scene.

    Args:
        scene: what is drawn where.
        marker: the house's.
        moments: the same at each step of the story's time, as scene.stepped has it.
    """
    shapes = _Shapes(len(moments))
    framed = [
        _framed(scene, at, moments, shapes) for at, view in enumerate(scene.views) if view.framed
    ]
    steps = _steps(scene, moments, shapes)
    drawn = environment().get_template("shapes.svg").render(shapes=shapes, marker=marker)
    return PageViews(ours("".join(framed)), ours(drawn), steps, shapes.swaps)


def _numbered(
    scene: Scene, index: int, moments: Sequence[Scene], shapes: _Shapes
) -> Iterator[tuple[int, Item]]:
    """Yield what a view has at a point, with the number of its shape."""
    items = list(items_of(scene, scene.views[index]))
    later = [items_of(moment, moment.views[index]) for moment in moments]
    for item, *others in zip(items, *later, strict=True):
        yield shapes.number(item, others), item


def _framed(scene: Scene, index: int, moments: Sequence[Scene], shapes: _Shapes) -> str:
    """Write a view: positions in shares of the frame."""
    view = scene.views[index]
    width, height = _size(view)
    return (
        environment()
        .get_template("view.svg")
        .render(
            index=index,
            marker=None,
            size=_units(view),
            lines=_lines(scene, view),
            items=[
                (number, _share(item.x, width), _share(item.y, height))
                for number, item in _numbered(scene, index, moments, shapes)
            ],
            bar=view.scale_bar and _bar(view.scale_bar, view),
        )
    )


def _steps(scene: Scene, moments: Sequence[Scene], shapes: _Shapes) -> dict[str, Any]:
    """Return zoom steps as numbers: they have one box, and most of what they show in common."""
    numbers = [at for at, view in enumerate(scene.views) if not view.framed]
    if not numbers:
        return {}
    closest = scene.views[numbers[-1]]
    width, height = _size(closest)
    spots: dict[tuple[int, int, int], int] = {}
    for bit, at in enumerate(numbers):
        view = scene.views[at]
        times = closest.px_per_m / view.px_per_m
        for shape, item in _numbered(scene, at, moments, shapes):
            spot = shape, round(item.x * times), round(item.y * times)
            spots[spot] = spots.get(spot, 0) | 1 << bit
    index = {arrow.id: place for place, arrow in enumerate(scene.arrows)}
    lines = [list(_lines(scene, scene.views[at])) for at in numbers]
    return {
        "numbers": numbers,
        "size": [round(width), round(height)],
        "spots": [value for spot, steps in spots.items() for value in (*spot, steps)],
        "lines": [[[index[ref], d] for ref, _, d in those] for those in lines],
        "kinds": {index[ref]: kinds for those in lines for ref, kinds, _ in those},
        "units": [_units(scene.views[at]) for at in numbers],
    }


def _lines(scene: Scene, view: View) -> Iterator[tuple[str, list[str], str]]:
    """Yield the record of each line, the classes of its paths, and its path data."""
    few = replace(view, arrows=tuple(_simplified(drawn, view.px_per_m) for drawn in view.arrows))
    for line in lines_of(scene, few, times=_LINE_UNITS, digits=0):
        tone = f" gb-stroke-{line.side}" if line.side else ""
        tone += " gb-past" if line.past else ""
        yield line.ref, [kind if kind == _CASING else kind + tone for kind in line.kinds], line.d


def _simplified(drawn: Drawn, px_per_m: float) -> Drawn:
    from shapely import LineString, get_coordinates  # noqa: PLC0415 - heavy

    lines = (LineString(part).simplify(_TRUE_PX / px_per_m) for part in drawn.parts)
    parts = tuple(tuple((x, y) for x, y in get_coordinates(line).tolist()) for line in lines)
    return replace(drawn, parts=parts)


def _size(view: View) -> tuple[float, float]:
    return view.box.width * view.px_per_m, view.box.height * view.px_per_m


def _units(view: View) -> list[int]:
    """Return the size of a view in units of its lines."""
    width, height = _size(view)
    return [round(width * _LINE_UNITS), round(height * _LINE_UNITS)]


def _share(px: float, whole: float) -> str:
    return f"{number(px / whole * 100, digits=2)}%"


def _bar(bar: ScaleBar, view: View) -> tuple[str, Text]:
    """Return how long a scale bar is, as a share of the frame, and its text."""
    return _share(bar.length_m, view.box.width), bar_text(bar.text)
