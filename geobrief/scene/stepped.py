"""A scene at a step of its story's time: nothing moves, but labels say who is there then.

What a label says at a step has room where the whole map has it: so a step is drawn by changing one
shape for another, in its place.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geobrief.scene.placing import MOST_LABELLED
from geobrief.scene.type import measured
from geobrief.scene.wording import owners, people_within

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geobrief.scene.model import Label, Marker, Scene, TextLine, View
    from geobrief.scene.moments import Moment, Moments

__all__ = ["stepped"]


def stepped(scene: Scene, moments: Moments, moment: Moment) -> Scene:
    """Return a scene whose markers know who is there at a moment, and whose labels tell it."""
    whole = _whole(scene, moment)
    markers = tuple(
        marker if marker.id in whole else _marker(marker, moments, moment)
        for marker in scene.markers
    )
    views = tuple(_view(view, scene.markers, markers, moment) for view in scene.views)
    return replace(scene, markers=markers, views=views)


def _whole(scene: Scene, moment: Moment) -> frozenset[str]:
    """Return the places that are gone with all of their mark: nobody will see what it would say."""
    ids = [marker.id for marker in scene.markers]
    groups = {
        frozenset(ids[i] for i in mark.members) for view in scene.views for mark in view.marks
    }
    mixed = frozenset().union(*(group for group in groups if group - moment.gone))
    return moment.gone - mixed


def _marker(marker: Marker, moments: Moments, moment: Moment) -> Marker:
    people = moments.people(marker.id, moment)
    return replace(marker, people=people, peopled=any(not status for _, status in people))


def _view(view: View, before: Sequence[Marker], after: Sequence[Marker], moment: Moment) -> View:
    members_of = {before[mark.members[0]].id: mark.members for mark in view.marks}
    labels = []
    for label in view.labels:
        if label.kind == "place" and label.ref in members_of:
            there = [(before[index], after[index]) for index in members_of[label.ref]]
            labels.append(_label(label, there, moment, all_named=len(before) <= MOST_LABELLED))
        else:
            labels.append(label)
    return replace(view, labels=tuple(labels))


def _label(
    label: Label, members: Sequence[tuple[Marker, Marker]], moment: Moment, *, all_named: bool
) -> Label:
    """Return what a label says of places, each as it is in the whole map and as it is now."""
    gone = [marker.id in moment.gone for marker, _ in members]
    same = all(before.people == after.people for before, after in members)
    if all(gone) or (same and not any(gone)):
        return label
    said = tuple((line.style, line.text) for line in label.lines)
    of = owners(said, [before for before, _ in members], all_named=all_named)
    told = list(_lines(label.lines, of, [after for _, after in members], gone))
    return replace(label, lines=tuple(told))


def _lines(
    lines: Sequence[TextLine], of: Sequence[int], members: Sequence[Marker], gone: Sequence[bool]
) -> Iterator[TextLine]:
    """Yield the lines that are still said, those on people anew."""
    widest = max(line.width for line in lines)
    people = {}
    for owner in set(of) - {-1}:
        count = sum(
            line.style == "people" for line, one in zip(lines, of, strict=True) if one == owner
        )
        people[owner] = iter(people_within(members, owner, most_lines=count, most_px=widest + 0.01))
    for line, owner in zip(lines, of, strict=True):
        if owner >= 0 and gone[owner]:
            continue
        if line.style != "people" or owner < 0:
            yield line
            continue
        text = next(people[owner], "")
        if text:
            yield replace(line, text=text, width=measured("people", text)[0])
