"""The story in frames and at zoom steps: how close each is, and the story's labels placed."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geobrief.progress import tracked
from geobrief.scene.drawn import draw_arrows
from geobrief.scene.framing import as_wide_as, closer_zooms, framed, page_frames, reaches
from geobrief.scene.model import Box, View
from geobrief.scene.placing import MOST_LABELLED, Placing, Room, cluster, colliding, place_story

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geobrief.scene.corners import Corner
    from geobrief.scene.framing import Frame
    from geobrief.scene.model import Arrow, Drawn, Label, Marker
    from geobrief.scene.placing import AreaName, Callout

__all__ = ["Shot", "Story", "page_shots", "still_shot"]

_STAND_BACK = (0.0, 0.2, 0.45)
"""How far to stand back where labels find no room, in zoom steps."""
_FAR_STEP = 1.0
"""The page's farthest zoom step is so much farther than any first view."""
_MOST_TURNS, _FEW_TURNS, _FEW = 4, 2, 40
"""So often labels are placed at most, to let near places have marks of their own; and where there
are more places than so many."""
_STAGE = "placing labels"
_TYPICAL = 2
"""Which of a page's frames is the usual one; zoom steps count their coordinates from its view."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What is to be seen, in the plane."""

    markers: tuple[Marker, ...]
    arrows: tuple[Arrow, ...]
    callouts: tuple[Callout, ...]
    areas: tuple[AreaName, ...]
    box: Box
    """Holds all of it, with some land around."""
    fixed: Box | None
    """The view an editor asked for, or None where the records decide."""
    world: Box | None
    """The whole map, where it is one of the world."""
    is_crowd: bool
    """There is more than labels could tell: they come later, by another way."""
    corners: tuple[Corner, ...]
    """What covers the corners of frames."""
    closest: float
    """The closest zoom that the map bears."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """One frame or zoom step with the story's labels on it."""

    frame: Frame | None
    zoom: float
    box: Box
    """What the frame shows; of a zoom step, where coordinates count from."""
    room: Room
    """What labels have to keep to."""
    drawn: tuple[Drawn, ...]
    placing: Placing

    @property
    def reach(self) -> float:
        """Return up to which factor it holds."""
        return self.room.reach

    @property
    def cost(self) -> tuple[int, int]:
        """Tell how much its labels fail to say: numbered names, then arrows without text."""
        numbered = sum(mark.number > 0 for mark in self.placing.marks)
        told = sum(label.kind == "arrow" for label in self.placing.labels)
        return numbered, len(self.drawn) - told

    def view(self, labels: Sequence[Label] = ()) -> View:
        """Return what a Scene keeps of it, with the basemap's names."""
        return View(
            zoom=self.zoom,
            box=self.box,
            width_px=self.frame.width if self.frame else 0,
            height_px=self.frame.height if self.frame else 0,
            reach=self.reach,
            marks=self.placing.marks,
            labels=(*self.placing.labels, *labels),
            arrows=self.drawn,
            unplaced=self.placing.unplaced,
        )


def still_shot(story: Story, frame: Frame) -> Shot:
    """Return the story in the one frame of a still image."""
    return _best(story, frame, {})


def page_shots(story: Story) -> tuple[Shot, ...]:
    """Return the story in a page's frames and at the zoom steps around them, the farthest first.

    Each holds until the next one's zoom: a reader who zooms sees no overlap on the way.
    """
    frames = page_frames(story.box, world=story.world is not None)
    shots: list[Shot] = []
    for frame in tracked(frames, _STAGE):
        shots.append(_best(story, frame, _sides(shots[-1]) if shots else {}))
    typical = shots[_TYPICAL].box
    shots.sort(key=lambda shot: shot.zoom)
    nearest = shots[-1].zoom + math.log2(shots[-1].reach)
    steps = [shots[0].zoom - _FAR_STEP, *closer_zooms(nearest, story.closest)]
    zooms = sorted([*(shot.zoom for shot in shots), *steps])
    framed_at = {shot.zoom: shot for shot in shots}
    least = [framed_at[zoom].reach if zoom in framed_at else 1.0 for zoom in zooms]
    last = max(1.0, 2.0 ** (story.closest - zooms[-1]))
    held: list[Shot] = []
    for zoom, reach in tracked(
        list(zip(zooms, reaches(zooms, least, last=last), strict=True)), _STAGE
    ):
        shot = framed_at.get(zoom)
        if shot is None or shot.reach < reach:
            earlier = _sides(shot or held[-1]) if shot or held else {}
            size, box = (shot.frame, shot.box) if shot else (None, typical)
            shot = _shot(story, size, zoom, box, reach, earlier)
        held.append(shot)
    return tuple(held)


def _best(story: Story, frame: Frame, earlier: Mapping[int, str]) -> Shot:
    """Return the closest of some shots that leaves the fewest names to the key."""
    if story.fixed is not None:
        zoom, box = as_wide_as(story.fixed, frame)
        return _shot(story, frame, zoom, box, frame.reach, earlier)
    best: Shot | None = None
    for back in _STAND_BACK[:1] if story.is_crowd else _STAND_BACK:
        zoom, box = framed(story.box, frame, back=back, closest=story.closest, world=story.world)
        shot = _shot(story, frame, zoom, box, frame.reach, earlier)
        if best is None or shot.cost[0] < best.cost[0]:
            best = shot
        if not best.cost[0]:
            break
    assert best is not None  # noqa: S101 - there is always a first way to stand
    return best


def _shot(
    story: Story,
    frame: Frame | None,
    zoom: float,
    box: Box,
    reach: float,
    earlier: Mapping[int, str],
) -> Shot:
    corners = [one for one in story.corners if frame and one.is_in(frame)]
    taken = tuple(corner.anchored(box) for corner in corners)
    room = Room(zoom=zoom, frame=box if frame else None, reach=reach, taken=taken)
    near = set(range(len(story.markers))) if len(story.markers) <= MOST_LABELLED else set()
    turns = _MOST_TURNS if len(story.markers) <= _FEW else _FEW_TURNS
    for turn in range(turns):
        marks = () if story.is_crowd else cluster(story.markers, zoom=zoom, near=near)
        drawn = draw_arrows(story.arrows, story.markers, marks, zoom=zoom, reach=reach)
        placing = place_story(
            story.markers,
            story.arrows,
            marks,
            drawn,
            room=room,
            earlier=earlier,
            callouts=story.callouts,
            areas=story.areas,
        )
        # Marks so near that there is no room for a number share one after all.
        close = near.intersection(colliding(placing.marks, zoom=zoom))
        if not close:
            break
        near = near - close if turn < turns - 2 else set()
    return Shot(
        frame=frame,
        zoom=zoom,
        box=box,
        room=room,
        drawn=drawn,
        placing=placing,
    )


def _sides(shot: Shot) -> Mapping[int, str]:
    """Return where each mark's label stands: the next view keeps to it where it can."""
    return shot.placing.sides
