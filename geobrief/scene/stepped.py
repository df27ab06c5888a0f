"""A scene at a step of its story's time: no mark moves, but labels say who is there then.

What a label says at a step has room where the whole map has it: so a step is drawn by changing one
shape for another, in its place. With less to say it keeps beside its mark, or at its leader's end.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geobrief.scene.anew import set_anew
from geobrief.scene.movers import with_movers
from geobrief.scene.placing import MOST_LABELLED
from geobrief.scene.type import block_size, measured
from geobrief.scene.wording import owners, parted, people_within, unparted

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from geobrief.scene.model import Label, Marker, Scene, View
    from geobrief.scene.moments import Moment, Moments

__all__ = ["stepped"]

_SLACK_PX = 0.01

_People = tuple[tuple[str, str], ...]


def stepped(scene: Scene, moments: Moments, moment: Moment) -> Scene:
    """Return a scene whose markers know who is there at a moment, and whose labels tell it."""
    whole, bright = _whole(scene, moment.gone), moment.past - _whole(scene, moment.over)
    markers = tuple(
        marker if marker.id in whole else _marker(marker, moments, moment, bright)
        for marker in scene.markers
    )
    step = _Step(scene, moments, moment)
    views = tuple(_view(view, step) for view in scene.views)
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


def _marker(marker: Marker, moments: Moments, moment: Moment, bright: frozenset[str]) -> Marker:
    """Return a marker that tells who is there; its mark of who is there now, unless it is paler."""
    people = moments.people(marker.id, moment)
    pale = marker.id in moment.past and marker.id not in bright
    seen = people if pale else moments.here(marker.id, moment)
    return replace(marker, people=people, peopled=any(not status for _, status in seen))


@dataclass(frozen=True, slots=True)
class _Step:
    """A step of a scene's story, as its labels tell it."""

    scene: Scene
    moments: Moments
    moment: Moment

    def is_pale(self, ids: Sequence[str]) -> bool:
        """Tell whether all that is there of some places is past, and their label drawn so."""
        return self.moment.past.issuperset(set(ids) - self.moment.gone)


def _view(view: View, step: _Step) -> View:
    markers = step.scene.markers
    members_of = {
        markers[mark.members[0]].id: [markers[index] for index in mark.members]
        for mark in view.marks
    }
    labels = tuple(
        _label(label, members_of[label.ref], step)
        if label.kind == "place" and label.ref in members_of
        else label
        for label in view.labels
    )
    return with_movers(replace(view, labels=labels), step.scene, step.moment)


def _label(label: Label, members: Sequence[Marker], step: _Step) -> Label:
    """Return what the label of places that share a mark says at a step."""
    ids = [marker.id for marker in members]
    gone = [one in step.moment.gone for one in ids]
    said = [(line.style, line.text) for line in label.lines]
    of = owners(tuple(said), members, all_named=len(step.scene.markers) <= MOST_LABELLED)
    if all(gone) or set(of) <= {-1}:
        return label
    bare = unparted([(one, *line) for one, line in zip(of, said, strict=True)], members[0].comma)
    within = _Within(
        lines=[line for line in bare if line[1] != "people" and (line[0] < 0 or not gone[line[0]])],
        width=max(line.width for line in label.lines) + _SLACK_PX,
        height=label.box.height + _SLACK_PX,
        of=members[0],
    )
    told = {ids[one]: one for one in dict.fromkeys(of) if one >= 0 and not gone[one]}
    lines = within.peopled(_groups(ids, told, within, step))
    return label if lines == said else set_anew(label, lines)


@dataclass(frozen=True, slots=True)
class _Group:
    """Who is, or was, at one of the places of a label."""

    owner: int
    people: _People
    style: str


def _groups(
    ids: Sequence[str], told: Mapping[str, int], within: _Within, step: _Step
) -> list[_Group]:
    """Return who is at each of the places that a label names, then who was.

    Where not all who are ever there have room, those who were before make room for good.
    """
    moments, moment = step.moments, step.moment
    here = {one: moments.here(one, moment) for one in told}
    named = {who for people in here.values() for who, _ in people}
    sure = {who for people in here.values() for who, status in people if not status}
    groups = [_Group(told[one], _once(people, sure), "people") for one, people in here.items()]
    is_roomy = within.has_room_for({who for one in ids for who, _ in moments.ever(one)})
    if is_roomy or not named:
        until = 0 if is_roomy else moments.until(ids, moment)
        style = "people" if step.is_pale(ids) else "remark"
        still = {one: moments.still(one, moment, until=until) for one in told}
        groups += [
            _Group(told[one], tuple(p for p in people if p[0] not in named), style)
            for one, people in still.items()
        ]
    return [group for group in groups if group.people]


def _once(people: _People, sure: Collection[str]) -> _People:
    """Return each of some people once; whoever surely is at one of the places is not doubted."""
    return tuple(one for one in dict.fromkeys(people) if not one[1] or one[0] not in sure)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Within:
    """The lines of a label that are always said, and the room there is for all."""

    lines: Sequence[tuple[int, str, str]]
    """Which of the places each is of, its style, and its text."""
    width: float
    height: float
    of: Marker

    def has_room_for(self, names: Collection[str]) -> bool:
        """Tell whether each of some people has a line."""
        widest = max((measured("people", name)[0] for name in names), default=0.0)
        return widest <= self.width and len(names) <= self._room()

    def _room(self) -> int:
        """Return how many lines of people there is room for."""
        plain = [(style, text) for _, style, text in self.lines]
        count = 0
        while block_size([*plain, *[("people", "")] * (count + 1)])[1] <= self.height:
            count += 1
        return count

    def peopled(self, groups: Sequence[_Group]) -> list[tuple[str, str]]:
        """Return the lines, with those on people behind the place that they are at.

        Where there are fewer than places with people, one tells of all of them.
        """
        room = self._room()
        if len(groups) > room:
            groups = _pooled(groups)[:room]
        said: list[tuple[int, str, str]] = []
        for others, group in zip(range(len(groups) - 1, -1, -1), groups, strict=True):
            lines = self._people(group.people, room - len(said) - others)
            said += [(group.owner, group.style, line) for line in lines]
        owned = dict.fromkeys(owner for owner, _, _ in self.lines)
        every = [line for one in owned for line in (*self.lines, *said) if line[0] == one]
        ended = parted(every, self.of.comma)
        return [
            (style, text if measured(style, text)[0] <= self.width else bare)
            for (_, style, text), (_, _, bare) in zip(ended, every, strict=True)
        ]

    def _people(self, people: _People, most_lines: int) -> tuple[str, ...]:
        """Return people in so many lines: where how sure it is has no room, the names alone."""
        first: tuple[str, ...] = ()
        for those in (people, tuple((who, "") for who, _ in people)):
            one = replace(self.of, people=those)
            lines = people_within([one], 0, most_lines=most_lines, most_px=self.width)
            told = ", ".join(lines)
            if all(who in told for who, _ in those):
                return lines
            first = first or lines
        return first


def _pooled(groups: Sequence[_Group]) -> list[_Group]:
    """Return all who are there now as one group; if there are none, all who were."""
    now = [group for group in groups if group.style == "people"]
    those = now or groups
    people = dict.fromkeys(person for group in those for person in group.people)
    return [_Group(those[-1].owner, tuple(people), those[0].style)]
