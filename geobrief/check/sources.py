"""Records that rest on nothing, or on less than they say."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from geobrief.check.model import Doubt
from geobrief.model.brief import Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geobrief.check.story import Story

__all__ = ["UNSURE_BELOW", "doubts_of_sources"]

UNSURE_BELOW = 0.5
"""What is less sure than this is more likely not so, and yet it is called confirmed."""

_SINGULAR = {"sightings": "sighting", "movements": "movement"}


def doubts_of_sources(story: Story) -> Iterator[Doubt]:
    """Yield what is not used, unsourced, inferred from nothing said, or confirmed and unsure."""
    yield from _not_used(story)
    yield from _unsourced(story)
    for path, event in story.events():
        support = event.support
        if support.inferred and not support.evidence:
            yield Doubt(
                rule="inferred",
                origin=story.origin(f"{path}.inferred", event),
                what="this is inferred, and from what is not said",
                do="write under evidence what it follows from",
            )
        if event.status is not Status.CONFIRMED:
            continue
        if support.confidence is not None and support.confidence < UNSURE_BELOW:
            yield Doubt(
                rule="unsure",
                origin=story.origin(f"{path}.confidence", event),
                what=f"this is drawn as confirmed, with a confidence of {support.confidence:g}",
                do="make its status possible, or find out more",
            )
        elif support.alternatives:
            yield Doubt(
                rule="unsure",
                origin=story.origin(f"{path}.alternatives", event),
                what="this is drawn as confirmed, and may also be read as "
                + " or ".join(f'"{other}"' for other in support.alternatives[:3]),
                do="settle which it is, or make its status possible",
            )


def _not_used(story: Story) -> Iterator[Doubt]:
    """Yield the columns and properties that were passed over and may be meant."""
    brief = story.brief
    for note in brief.notes:
        what, asked, do = note.removeprefix(f"{brief.origin.file}: ").partition("; did you mean ")
        if asked and what.endswith(" is not used"):
            yield Doubt(
                rule="not-used",
                origin=replace(brief.origin, field=""),
                what=what,
                do=asked[2:] + do,
            )


def _unsourced(story: Story) -> Iterator[Doubt]:
    """Yield one doubt for each kind of record that has no source."""
    brief = story.brief
    if brief.source is not None:
        return
    for kind in ("sightings", "movements"):
        bare = [
            (index, event)
            for index, event in enumerate(getattr(brief, kind))
            if not event.support.evidence
        ]
        if not bare:
            continue
        first, *others = (story.origin(f"{kind}[{index}]", event) for index, event in bare)
        many = f"{len(bare):,} {kind} rest" if others else f"this {_SINGULAR[kind]} rests"
        yield Doubt(
            rule="unsourced",
            origin=first,
            what=f"{many} on no source: the brief has none, and no evidence is given here",
            do=_WAYS_OF_TABLES if _is_table(first.file) else _WAYS,
            also=tuple(others),
        )


_WAYS = "name the brief's source, as in source: {name: Our own reporting}, or give evidence here"
_WAYS_OF_TABLES = (
    "say under the column evidence what each row rests on, or write the records as a brief in "
    "YAML, with a source"
)


def _is_table(file: str) -> bool:
    return PurePath(file).suffix.lower() in {".csv", ".tsv", ".txt", ".geojson"}
