"""What a map needs besides the story: a scale bar, a graticule, a north arrow; each where it helps.

All of them are decided here, so that every output shows the same, and none where it would mislead.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from geobrief.projection import Kind
from geobrief.scene.model import ScaleBar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import numpy as np
    from numpy.typing import NDArray

    from geobrief.projection import Projection
    from geobrief.scene.model import Box, Point

__all__ = ["GraticuleLine", "graticule", "north_arrow", "scale_bar"]

M_PER_MILE, M_PER_FOOT = 1_609.344, 0.3048

ROUND = (1, 2, 3, 5)
"""What the first digit of a scale bar's length may be; the others are 0."""

OFF_DEG = 20.0
"""North may lie this far off the top of the map, half of the view less and half of it more,
before an arrow says so. On a map of Europe it is 8, of the United States as much."""
MIDDLE_OFF_DEG = 7.0
"""And so far in the middle of the view."""

_SAMPLES = 9
_STEP_DEG = 1e-3
_POLE_DEG, _TURN_DEG = 90.0, 360.0

WORLD_STEP_DEG = 30.0
_POLAR_STEPS = ((30.0, 10.0), (12.0, 5.0), (5.0, 2.0))
"""In a view that reaches so many degrees from its pole, parallels are this far apart."""
_POLAR_LEAST_DEG = 1.0
_BEYOND = 1.2
"""The corners of a view are farther from the pole than their distance on the map tells."""
_LINE_STEP_DEG = 1.0
_ASIDE_DEG = 15.0
"""A parallel's text stands this far from straight below the pole."""
_METRES_A_DEGREE = 111_195.0


@dataclass(frozen=True, slots=True, kw_only=True)
class GraticuleLine:
    """A meridian or a parallel in a view."""

    kind: Literal["meridian", "parallel"]
    degrees: float
    """Of longitude from -180 to 180 or of latitude: east and north are positive."""
    parts: tuple[tuple[Point, ...], ...]
    """In metres, clipped to the view."""
    text: str
    """"30° N"."""
    at: Point
    """Where its text may stand: on the line, at the view's edge or beside the middle."""


def scale_bar(
    projection: Projection,
    box: Box,
    *,
    width_px: float,
    zoom: float,
    units: str = "km",
    say: Callable[[float, str], str] | None = None,
) -> ScaleBar | None:
    """Return the longest round scale bar that fits, if it is right to 2 % all over the view.

    Args:
        projection: the map's.
        box: the view, in metres.
        width_px: how long the bar may be, in pixels.
        zoom: a metre is 2**zoom pixels.
        units: "km" or "mi" as the brief has it; short lengths are in m or ft.
        say: makes the text of a number and a unit (km, m, mi or ft); "200 km" without it.
    """
    farthest_m = max(math.hypot(x, y) for x in (box.left, box.right) for y in (box.bottom, box.top))
    room_m = width_px / 2.0**zoom
    if farthest_m > projection.scale_radius_m or not room_m > 0:
        return None
    long_unit, short_unit = (("mi", M_PER_MILE), ("ft", M_PER_FOOT)) if units == "mi" else _METRIC
    unit, unit_m = long_unit if room_m >= long_unit[1] else short_unit
    number = _round_down(room_m / unit_m)
    return ScaleBar(length_m=number * unit_m, text=(say or _plain)(number, unit))


_METRIC = ("km", 1000.0), ("m", 1.0)


def _round_down(most: float) -> float:
    """Return the greatest round number that is no greater."""
    power = 10.0 ** math.floor(math.log10(most))
    return max(first for first in ROUND if first * power <= most * (1 + 1e-9)) * power


def _plain(number: float, unit: str) -> str:
    return f"{number:,.10g}\N{NO-BREAK SPACE}{unit}"


def north_arrow(projection: Projection, box: Box, *, at: Point | None = None) -> float | None:
    """Return where north is, in degrees clockwise from the top of the map, or None if it is up.

    It is up where it lies less than 7° off in the middle and less than 10° off in half of the
    view. On a map of the world, and around a pole, it has no one direction: the graticule tells it.

    Args:
        projection: the map's.
        box: the view, in metres.
        at: where the arrow is to stand: there it must be right; the view's middle if None.
    """
    from numpy import array, linspace, median, meshgrid  # noqa: PLC0415 - heavy

    if projection.kind is not Kind.LAEA or _poles_in(projection, box):
        return None
    x, y = meshgrid(
        linspace(box.left, box.right, _SAMPLES), linspace(box.bottom, box.top, _SAMPLES)
    )
    angles = _north(projection, x.ravel(), y.ravel())
    middle = _north(projection, *(array([value]) for value in box.center))
    is_off = median(abs(angles)) > OFF_DEG or (abs(middle) > MIDDLE_OFF_DEG).any()
    if not is_off:
        return None
    there = at if at is not None else box.center
    found = _north(projection, *(array([value]) for value in there))
    return float(found[0]) if found.size else None


def _north(
    projection: Projection, x: NDArray[np.float64], y: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the directions of north at points of the map, in degrees clockwise from up."""
    import numpy as np  # noqa: PLC0415 - heavy

    lon, lat = projection.to_lonlat(x, y)
    inside = np.isfinite(lon)
    lon, lat = lon[inside], lat[inside]
    south = np.minimum(lat, _POLE_DEG - _STEP_DEG)
    x0, y0 = projection.to_plane(lon, south)
    x1, y1 = projection.to_plane(lon, south + _STEP_DEG)
    return np.asarray(np.degrees(np.arctan2(x1 - x0, y1 - y0)))


def _poles_in(projection: Projection, box: Box) -> list[float]:
    """Return the latitudes of the poles in a view."""
    xs, ys = projection.to_plane([0.0, 0.0], [-_POLE_DEG, _POLE_DEG])
    points = zip(xs.tolist(), ys.tolist(), strict=True)
    found = zip((-_POLE_DEG, _POLE_DEG), points, strict=True)
    return [lat for lat, point in found if box.holds(point)]


def graticule(projection: Projection, box: Box) -> tuple[GraticuleLine, ...]:
    """Return meridians and parallels where they help: on maps of the world, and around a pole.

    Every 30° on the world's; around a pole meridians every 30°, and parallels by the view's size.
    None elsewhere.
    """
    poles = _poles_in(projection, box)
    if projection.kind is Kind.EQEARTH:
        lines = _world_lines(projection)
    elif poles:
        lines = _polar_lines(projection, box, poles[0])
    else:
        return ()
    drawn = (_drawn(projection, box, *line) for line in lines)
    return tuple(line for line in drawn if line is not None)


_Line: TypeAlias = "tuple[Literal['meridian', 'parallel'], float, list[Point]]"
"""Kind, degrees, and longitudes and latitudes along it."""


def _world_lines(projection: Projection) -> Iterator[_Line]:
    for lat in (-60.0, -30.0, 0.0, 30.0, 60.0):
        yield _parallel(projection, lat)
    for number in range(round(_TURN_DEG / WORLD_STEP_DEG)):
        lon = number * WORLD_STEP_DEG - _TURN_DEG / 2
        off = abs(math.remainder(lon - projection.lon_0_deg, _TURN_DEG))
        if off < _TURN_DEG / 2 - 1:  # the map's own edge is drawn anyway
            yield _meridian(lon, -_POLE_DEG, _POLE_DEG)


def _polar_lines(projection: Projection, box: Box, pole: float) -> Iterator[_Line]:
    x, y = projection.to_plane(0.0, pole)
    corners = [(cx, cy) for cx in (box.left, box.right) for cy in (box.bottom, box.top)]
    reach_m = max(math.dist((float(x), float(y)), corner) for corner in corners)
    reach_deg = min(reach_m / _METRES_A_DEGREE * _BEYOND, _POLE_DEG)
    step = next((step for least, step in _POLAR_STEPS if reach_deg >= least), _POLAR_LEAST_DEG)
    sign = math.copysign(1.0, pole)
    for number in range(1, math.floor(reach_deg / step) + 1):
        yield _parallel(projection, sign * (_POLE_DEG - number * step))
    near, far = sorted((sign * (_POLE_DEG - step), sign * (_POLE_DEG - reach_deg)))
    for number in range(round(_TURN_DEG / WORLD_STEP_DEG)):
        yield _meridian(number * WORLD_STEP_DEG - _TURN_DEG / 2, near, far)


def _parallel(projection: Projection, lat: float) -> _Line:
    """Return a parallel from one side of the map's edge to the other."""
    steps = range(round(_TURN_DEG / _LINE_STEP_DEG) + 1)
    west = projection.lon_0_deg - _TURN_DEG / 2
    points = [(west + step * _LINE_STEP_DEG, lat) for step in steps]
    points[0], points[-1] = (west + _STEP_DEG, lat), (west + _TURN_DEG - _STEP_DEG, lat)
    return "parallel", lat, points


def _meridian(lon: float, south: float, north: float) -> _Line:
    count = max(1, math.ceil((north - south) / _LINE_STEP_DEG))
    points = [(lon, south + (north - south) * step / count) for step in range(count + 1)]
    return "meridian", lon, points


def _drawn(
    projection: Projection,
    box: Box,
    kind: Literal["meridian", "parallel"],
    degrees: float,
    lonlat: list[Point],
) -> GraticuleLine | None:
    """Project a line and cut it at the view's edge; None if none of it is in view."""
    import shapely  # noqa: PLC0415 - heavy

    flat = projection.project(shapely.LineString(lonlat))
    seen = shapely.simplify(shapely.intersection(flat, shapely.box(*box.edges)), box.width / 4000)
    lines = [part for part in shapely.get_parts(seen) if part.length > 0]
    if not lines:
        return None
    parts = tuple(tuple(map(tuple, part.coords)) for part in lines)
    points = [point for part in parts for point in part]
    return GraticuleLine(
        kind=kind,
        degrees=degrees,
        parts=parts,
        text=_degrees(kind, degrees),
        at=_label_spot(projection, box, kind, points),
    )


def _label_spot(projection: Projection, box: Box, kind: str, points: list[Point]) -> Point:
    """Return where a line's text may stand.

    Around a pole a parallel's stands between two meridians, and a meridian's at its outer end; on
    the world's map they stand at the left and at the foot.
    """
    poles = _poles_in(projection, box) if projection.kind is Kind.LAEA else []
    if not poles:
        return min(points, key=lambda point: (point[kind == "meridian"], point))
    pole = tuple(map(float, projection.to_plane(0.0, poles[0])))
    if kind == "meridian":
        return max(points, key=lambda point: (round(math.dist(point, pole)), point))
    aside = math.radians(_ASIDE_DEG)
    towards = math.sin(aside), -math.cos(aside)
    return max(
        points, key=lambda at: ((at[0] - pole[0]) * towards[0] + (at[1] - pole[1]) * towards[1], at)
    )


def _degrees(kind: str, degrees: float) -> str:
    size = f"{abs(degrees):g}°"
    if degrees == 0 or abs(degrees) == _TURN_DEG / 2:
        return size
    sides = "EW" if kind == "meridian" else "NS"
    return f"{size}\N{NO-BREAK SPACE}{sides[degrees < 0]}"
