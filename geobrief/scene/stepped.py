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
    whole, bright = _whole(scene, moment.gone), moment.past - _whole(scene, moment.over)
    markers = tuple(
        marker
        if marker.id in whole
        else _marker(marker, () if marker.id in bright else moments.people(marker.id, moment))
        for marker in scene.markers
    )
    views = tuple(_view(view, scene.markers, markers, moment) for view in scene.views)
    return replace(scene, markers=markers, views=views)


def _whole(scene: Scene, ids: frozenset[str]) -> frozenset[str]:
    """Return those of some places that never share a mark with one that is not among them.

    Of places that are gone with their mark nobody sees what it would say. Of one that is past, a
    mark that another place keeps from being paler must not tell who was there.
    """
    known = [marker.id for marker in scene.markers]
    marks = {mark.members for view in scene.views for mark in view.marks}
    groups = [frozenset(known[index] for index in members) for members in marks]
    return ids - frozenset().union(*(group for group in groups if group - ids))


def _marker(marker: Marker, people: tuple[tuple[str, str], ...]) -> Marker:
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
    after = _told_together([marker for _, marker in members], moment)
    same = all(one.people == other.people for (one, _), other in zip(members, after, strict=True))
    if all(gone) or (same and not any(gone)):
        return label
    said = tuple((line.style, line.text) for line in label.lines)
    of = owners(said, [before for before, _ in members], all_named=all_named)
    told = list(_lines(label.lines, of, after, gone))
    return replace(label, lines=tuple(told))


def _told_together(members: Sequence[Marker], moment: Moment) -> list[Marker]:
    """Leave out who was at a place before, where its label tells of another's people now too."""
    now = any(marker.id in moment.now for marker in members)
    return [
        replace(marker, people=()) if now and marker.id in moment.past else marker
        for marker in members
    ]


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
