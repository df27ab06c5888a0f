"""A scene at a step of its story's time: nothing moves, but labels say who is there then.

What a label says at a step has room where the whole map has it: so a step is drawn by changing one
shape for another, in its place.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geobrief.scene.placing import MOST_LABELLED
from geobrief.scene.type import measured
from geobrief.scene.wording import owners, parted, people_within, unparted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geobrief.scene.model import Label, Marker, Scene, TextLine, View
    from geobrief.scene.moments import Moment, Moments

__all__ = ["stepped"]

_SLACK_PX = 0.01


def stepped(scene: Scene, moments: Moments, moment: Moment) -> Scene:
    """Return a scene whose markers know who is there at a moment, and whose labels tell it."""
    whole, bright = _whole(scene, moment.gone), moment.past - _whole(scene, moment.over)
    markers = tuple(
        marker
        if marker.id in whole
        else _marker(marker, moments.people(marker.id, moment), now=marker.id not in bright)
        for marker in scene.markers
    )
    views = tuple(_view(view, scene.markers, markers, moment, bright) for view in scene.views)
    return replace(scene, markers=markers, views=views)


def _whole(scene: Scene, ids: frozenset[str]) -> frozenset[str]:
    """Return those of some places that never share a mark with one that is not among them.

    Of places that are gone with their mark nobody sees what it would say. Of one that is past, and
    whose mark another place keeps from being paler, those who were there are paler alone.
    """
    known = [marker.id for marker in scene.markers]
    marks = {mark.members for view in scene.views for mark in view.marks}
    groups = [frozenset(known[index] for index in members) for members in marks]
    return ids - frozenset().union(*(group for group in groups if group - ids))


def _marker(marker: Marker, people: tuple[tuple[str, str], ...], *, now: bool) -> Marker:
    peopled = now and any(not status for _, status in people)
    return replace(marker, people=people, peopled=peopled)


def _view(
    view: View,
    before: Sequence[Marker],
    after: Sequence[Marker],
    moment: Moment,
    bright: frozenset[str],
) -> View:
    members_of = {before[mark.members[0]].id: mark.members for mark in view.marks}
    labels = []
    for label in view.labels:
        if label.kind == "place" and label.ref in members_of:
            there = [(before[index], after[index]) for index in members_of[label.ref]]
            all_named = len(before) <= MOST_LABELLED
            labels.append(_label(label, there, moment, bright, all_named=all_named))
        else:
            labels.append(label)
    return replace(view, labels=tuple(labels))


def _label(
    label: Label,
    members: Sequence[tuple[Marker, Marker]],
    moment: Moment,
    bright: frozenset[str],
    *,
    all_named: bool,
) -> Label:
    """Return what a label says of places, each as it is in the whole map and as it is now."""
    gone = [marker.id in moment.gone for marker, _ in members]
    past = [marker.id in bright for marker, _ in members]
    same = all(one.people == other.people for one, other in members)
    if all(gone) or (same and not any((*gone, *past))):
        return label
    said = tuple((line.style, line.text) for line in label.lines)
    of = owners(said, [before for before, _ in members], all_named=all_named)
    after, comma = [marker for _, marker in members], members[0][0].comma
    bare = unparted([(one, *line) for one, line in zip(of, said, strict=True)], comma)
    lines = [replace(line, text=text) for line, (_, _, text) in zip(label.lines, bare, strict=True)]
    told = list(_lines(lines, of, after, gone))
    ended = parted([(owner, line.style, line.text) for owner, line in told], comma)
    most_px = max(line.width for line in label.lines) + _SLACK_PX
    return replace(
        label,
        lines=tuple(
            _said(line, text, most_px, past=owner >= 0 and past[owner])
            for (owner, line), (_, _, text) in zip(told, ended, strict=True)
        ),
    )


def _said(line: TextLine, text: str, most_px: float, *, past: bool) -> TextLine:
    """Return a line with its comma, if it has room; who was there before is as pale as a remark."""
    style = "remark" if past and line.style == "people" else line.style
    text = text if measured(style, text)[0] <= most_px else line.text
    return replace(line, text=text, style=style, width=measured(style, text)[0])


def _lines(
    lines: Sequence[TextLine], of: Sequence[int], members: Sequence[Marker], gone: Sequence[bool]
) -> Iterator[tuple[int, TextLine]]:
    """Yield the lines that are still said, those on people anew, each with its place."""
    widest = max(line.width for line in lines)
    people = {}
    for owner in set(of) - {-1}:
        count = sum(
            line.style == "people" for line, one in zip(lines, of, strict=True) if one == owner
        )
        people[owner] = iter(
            people_within(members, owner, most_lines=count, most_px=widest + _SLACK_PX)
        )
    for line, owner in zip(lines, of, strict=True):
        if owner >= 0 and gone[owner]:
            continue
        if line.style != "people" or owner < 0:
            yield owner, line
            continue
        text = next(people[owner], "")
        if text:
            yield owner, replace(line, text=text)
