"""Names of the basemap, where the story leaves them room at one zoom step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geobrief.scene.model import Box, ContextLabel

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from geobrief.basemap import Basemap, MapLabel
    from geobrief.scene.model import Point
    from geobrief.scene.sheet import Sheet

__all__ = ["place_context"]

_MOST_POINTS = 4
"""A name that would cover more of an arrow than this is left out."""
_FITS, _FITS_STORY = 0.9, 0.4
"""A name may be this much narrower than the shape it stands in, at the least."""
_MARGIN_PX = 6.0
_FRAME_PX = 1200.0


def place_context(
    basemap: Basemap, sheet: Sheet, *, only_near: bool = False, told: Collection[str] = ()
) -> Iterator[ContextLabel]:
    """Yield the names that fit, and take their places: first those of the story's own countries.

    Args:
        basemap: whose names.
        sheet: the zoom step, with the story's labels on it.
        only_near: leave out what no frame shows together with a marker.
        told: names, casefolded, that the story's own labels tell: they need not stand there twice.
    """
    edge = _Edge(basemap)
    for name in sorted(basemap.labels, key=_importance):
        if name.text.casefold() in told:
            continue
        for lines in _wrappings(name.text, name.kind):
            width = max(sheet.type.width(name.kind, line) for line in lines)
            height = len(lines) * sheet.type.height(name.kind)
            spot = _free_spot(name, Box.around((0, 0), width, height), sheet, only_near=only_near)
            if spot is not None and edge.holds(Box.around(sheet.px(spot), width, height), sheet):
                sheet.take(Box.around(sheet.px(spot), width + 2 * _MARGIN_PX, height + _MARGIN_PX))
                yield ContextLabel(kind=name.kind, lines=lines, center=spot)
                break


def _importance(name: MapLabel) -> tuple[bool, int, float, str]:
    return not name.story, name.rank, -name.area_m2, name.text


class _Edge:
    """The edge of the world, which no name is to cross."""

    def __init__(self, basemap: Basemap) -> None:
        """Take the basemap's outline, where it shows one."""
        self._outline = basemap.outline

    def holds(self, text: Box, sheet: Sheet) -> bool:
        """Tell whether a name whose box is in pixels stays within the world."""
        if self._outline is None:
            return True
        from shapely import contains_xy  # noqa: PLC0415 - heavy

        box = text.scaled(sheet.m_per_px)
        xs, ys = [box.left, box.right] * 2, [box.bottom] * 2 + [box.top] * 2
        return bool(contains_xy(self._outline, xs, ys).all())


def _wrappings(text: str, kind: str) -> Iterator[tuple[str, ...]]:
    """Yield the ways to write a name, on one line first, then broken near its middle."""
    shown = text.upper() if kind == "country" else text
    yield (shown,)
    words = shown.split()
    if len(words) > 1:
        halves = [(" ".join(words[:k]), " ".join(words[k:])) for k in range(1, len(words))]
        yield min(halves, key=lambda half: abs(len(half[0]) - len(half[1])))


def _free_spot(name: MapLabel, text: Box, sheet: Sheet, *, only_near: bool) -> Point | None:
    spots = [(name.x_m, name.y_m), *name.spots]
    for spot, room_m in zip(spots, [name.width_m, *name.widths_m], strict=True):
        if room_m / sheet.m_per_px < text.width * (_FITS_STORY if name.story else _FITS):
            continue
        if only_near and not sheet.story.grown(_FRAME_PX).holds(sheet.px(spot)):
            continue
        box = Box.around(sheet.px(spot), text.width + _MARGIN_PX, text.height + _MARGIN_PX)
        if not sheet.hits(box) and sheet.points_in(box) <= _MOST_POINTS:
            return spot
    return None
