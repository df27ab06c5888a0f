"""What still stands in a brief as `geobrief new` invented it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geobrief.check.model import Doubt
from geobrief.check.story import quoted
from geobrief.records.begun import invented_brief

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geobrief.check.story import Story
    from geobrief.model import Brief, Origin

__all__ = ["doubts_of_invented"]

_Part = tuple[str, ...]


def doubts_of_invented(story: Story) -> Iterator[Doubt]:
    """Yield one doubt, if anything of the invented story is left."""
    invented = {part for part, *_ in _parts(invented_brief())}
    left = [(told, path) for part, told, path in _parts(story.brief) if part in invented]
    if not left:
        return
    first, *others = (_origin(story, path) for _, path in left)
    yield Doubt(
        rule="invented",
        origin=first,
        what=f"{quoted(left[0][0])} is invented: it stands in every brief that geobrief new begins",
        do="write your own over it, or delete it",
        also=tuple(others),
    )


def _parts(brief: Brief) -> Iterator[tuple[_Part, str, str]]:
    """Yield what tells a part of a brief from others, what to call it, and its path."""
    if brief.summary:
        yield ("summary", brief.summary), brief.summary, "summary"
    for index, one in enumerate(brief.people):
        yield ("people", one.name, one.role), one.name, f"people[{index}]"
    for index, seen in enumerate(brief.sightings):
        yield ("sightings", seen.who, seen.at), seen.who, f"sightings[{index}]"
    for index, way in enumerate(brief.movements):
        yield ("movements", way.who, way.from_, way.to), way.who, f"movements[{index}]"


def _origin(story: Story, path: str) -> Origin:
    kind, _, index = path.removesuffix("]").partition("[")
    return story.origin(path, getattr(story.brief, kind)[int(index)] if index else None)
