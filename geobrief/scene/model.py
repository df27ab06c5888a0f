"""What is drawn where: planar metres of the scene's projection, y up; sizes of text in pixels."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely import MultiPolygon
    from shapely.geometry.base import BaseGeometry

    from geobrief.basemap import Basemap
    from geobrief.projection import Projection
    from geobrief.scene.furniture import GraticuleLine
    from geobrief.scene.inset import Inset
    from geobrief.scene.tense import Tense

__all__ = [
    "MEASURED",
    "Align",
    "Area",
    "Arrow",
    "Box",
    "Crowd",
    "Drawn",
    "Head",
    "Label",
    "LabelKind",
    "Mark",
    "Marker",
    "Point",
    "ScaleBar",
    "Scene",
    "TextLine",
    "View",
]

Point = tuple[float, float]

Align = Literal["start", "middle", "end"]
LabelKind = Literal["place", "arrow", "callout", "area", "context"]

MEASURED = "measured"
"""The status of a line that only shows a distance."""


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle; the unit is its maker's, pixels or metres."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """Return the extent along x."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Return the extent along y."""
        return self.top - self.bottom

    @property
    def edges(self) -> tuple[float, float, float, float]:
        """Return left, bottom, right, top."""
        return self.left, self.bottom, self.right, self.top

    @property
    def center(self) -> Point:
        """Return the middle."""
        return (self.left + self.right) / 2, (self.bottom + self.top) / 2

    @classmethod
    def around(cls, center: Point, width: float, height: float) -> Box:
        """Make a box of a size about a middle."""
        x, y = center
        return cls(x - width / 2, y - height / 2, x + width / 2, y + height / 2)

    @classmethod
    def of(cls, points: Sequence[Point]) -> Box:
        """Return the smallest box that holds all points; there is at least one."""
        xs, ys = [x for x, _ in points], [y for _, y in points]
        return cls(min(xs), min(ys), max(xs), max(ys))

    def union(self, other: Box) -> Box:
        """Return the smallest box that holds both."""
        return Box(
            min(self.left, other.left),
            min(self.bottom, other.bottom),
            max(self.right, other.right),
            max(self.top, other.top),
        )

    def grown(self, margin: float) -> Box:
        """Return the box with a margin on every side."""
        return Box(self.left - margin, self.bottom - margin, self.right + margin, self.top + margin)

    def scaled(self, factor: float) -> Box:
        """Return the box in another unit."""
        return Box(self.left * factor, self.bottom * factor, self.right * factor, self.top * factor)

    def overlaps(self, other: Box) -> bool:
        """Tell whether the two share more than an edge."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.bottom < other.top
            and other.bottom < self.top
        )

    def holds(self, point: Point) -> bool:
        """Tell whether a point lies inside."""
        return self.left <= point[0] <= self.right and self.bottom <= point[1] <= self.top


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """A place of the story."""

    id: str
    at: Point
    name: str
    remark: str = ""
    """What a label must say besides the name: what stands for the place."""
    people: tuple[tuple[str, str], ...] = ()
    """Who is there, each with a status, which is empty if it is confirmed."""
    label_at: str = ""
    """The side an editor wants the label on, or empty."""
    leader: bool | None = None
    """Whether the label is to have a leader line; None where the map may choose."""
    peopled: bool = False
    """Someone is confirmed to be there."""
    is_rough: bool = False
    """Its position is approximate: the middle of an area, or a hundredth of a degree."""
    comma: str = ","
    """What parts its name from another's, as the language has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrow:
    """A movement or a measured distance: its line, in two parts where it meets the map's seam."""

    id: str
    texts: tuple[str, ...]
    """What its label says, the fullest first: the first that has room is written."""
    status: str
    """A movement's status, or MEASURED: then it is a line without a head."""
    start: int
    """Index of the marker it starts from."""
    end: int
    parts: tuple[tuple[Point, ...], ...]
    bowed: bool
    """It is curved: the line is not the way that was gone."""
    mover: str = ""
    """Who moves, where the name stands at one leg only, for there are many; empty elsewhere."""
    later: tuple[str, ...] = ()
    """What the label says where another leg's names the mover, the fullest first."""
    tense: Tense = ""
    """Whether it was over when the story was told, or ahead."""
    side: int = 0
    """Number of the side that its mover belongs to, from 1 on; 0 where sides do not part them."""
    sign: str = ""
    """The number of its time, which stands alone where no text has room."""
    style: Literal["mover", "mover-upright"] = "mover"
    """How its text is set: no italics have numbers, and movers of one map are set alike."""

    @property
    def middle(self) -> Point:
        """Return the point half-way along the longest part, where its handle sits."""
        longest = max(self.parts, key=len)
        return longest[len(longest) // 2]


@dataclass(frozen=True, slots=True, kw_only=True)
class TextLine:
    """One line of text; x, y in px from its anchor, y up: the baseline's start, middle or end."""

    text: str
    style: str
    """name, people, remark, mover, measure, country, sea, lake, river, capital, city, ..."""
    x: float
    y: float
    align: Align
    width: float
    """As measured with the packaged fonts; outputs pin the text to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """Text at an anchor: it moves with the map, and keeps its size."""

    kind: LabelKind
    ref: str
    """The id of the record that it tells of; empty for the basemap's own names."""
    at: Point
    """The anchor, in metres."""
    lines: tuple[TextLine, ...]
    box: Box
    """What it takes, in px from the anchor, y up."""
    leader: tuple[Point, Point] | None = None
    """A line from the marker's edge to the text, in px from the anchor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One drawn marker: of a place, or of several that are too near to be told apart."""

    at: Point
    members: tuple[int, ...]
    """Indices of the scene's markers, the one it stands at first."""
    number: int = 0
    """Written in the marker, and beside its names in the key; 0 where the names have room."""
    count: int = 0
    """How many places it stands for, where its label does not name them all; else 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """An arrow's head: where its tip is, in metres, and which way it points, in radians from x."""

    at: Point
    angle: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """An arrow as a view draws it: its line ends short of the markers."""

    arrow: int
    """Index of the scene's arrow."""
    parts: tuple[tuple[Point, ...], ...]
    """In metres."""
    head: Head | None
    crosses: tuple[Point, ...] = ()
    """Where a declined way is crossed out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A highlighted area."""

    ref: str
    outline: MultiPolygon
    """In degrees."""
    shape: BaseGeometry
    """In metres; of a scene, what its basemap shows of it."""
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleBar:
    """A line as long as so many metres on the map, with its length in words."""

    length_m: float
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What one frame shows, or one zoom step without a frame.

    It holds for scale factors from 1 to `reach`: what is anchored moves with the map, while text,
    markers and heads keep their size, and nothing overlaps on the way.
    """

    zoom: float
    """A metre is 2**zoom pixels at factor 1."""
    box: Box
    """What the frame shows, in metres; of a zoom step, where its coordinates count from."""
    width_px: int
    """The frame's nominal width; 0 for a zoom step, which has no frame."""
    height_px: int
    reach: float
    marks: tuple[Mark, ...]
    labels: tuple[Label, ...]
    arrows: tuple[Drawn, ...]
    scale_bar: ScaleBar | None = None
    unplaced: tuple[str, ...] = ()
    """Ids of the callouts that found no room."""

    @property
    def px_per_m(self) -> float:
        """Return pixels to a metre at factor 1."""
        return math.exp2(self.zoom)

    @property
    def framed(self) -> bool:
        """Tell whether this is what a frame shows first."""
        return self.width_px > 0

    @property
    def numbered(self) -> tuple[Mark, ...]:
        """Return the marks whose names stand in the key, in the order of their numbers."""
        return tuple(sorted((one for one in self.marks if one.number), key=lambda one: one.number))


@dataclass(frozen=True, slots=True, kw_only=True)
class Crowd:
    """What stands for marks and their labels where there are too many: few labels, by priority."""

    names: tuple[str, ...]
    """For each marker what its label says: its name, and how many more stand on the same spot."""
    first_levels: tuple[int, ...]
    """For each marker, from which view on its label stands to the right of it; -1: from none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Everything that is drawn, decided; outputs only draw it."""

    projection: Projection
    basemap: Basemap
    cover: Box
    """What the basemap covers; the reader cannot leave it."""
    fixed: Box | None
    """The view an editor asked for, or None where the records decide."""
    markers: tuple[Marker, ...]
    arrows: tuple[Arrow, ...]
    areas: tuple[Area, ...]
    sides: tuple[str, ...]
    """Whose people move, where arrows tell them apart: number 1 is the first."""
    views: tuple[View, ...] = field(repr=False)
    """From the farthest to the closest."""
    inset: Inset | None
    inset_left: bool
    inset_top: bool
    """The corner in which the inset stands."""
    inset_frames: frozenset[int]
    """Widths of the frames in which nothing of the story is there: others have no inset."""
    graticule: tuple[GraticuleLine, ...]
    north_deg: float | None
    """Where north is, clockwise from up; None where it is up, or everywhere else."""
    notes: tuple[str, ...]
    """What the editor should know of this map."""
    coarse_zoom: float
    """The closest zoom where none of the story's places is in view: there lines are coarser."""
    closest_zoom: float
    """The closest zoom at all: what the finest lines bear, or the story asks for."""
    disputed: bool
    """A disputed border is in view in most frames."""
    lang: str
    """Of the map's own words."""
    crowd: Crowd | None = None
    """Set where the story has more than elements can be made of: its views have no marks."""
    past: frozenset[str] = frozenset()
    """Ids of what is over at the time that is shown, if that is one of the story's own."""
