"""Numbers for the steps of a story's time: a still image cannot be stepped through."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geobrief.language import words
from geobrief.model import When
from geobrief.scene.surround import key_share
from geobrief.scene.type import SIGNS
from geobrief.timeline import course, timeline

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from geobrief.language import Words
    from geobrief.model import Brief
    from geobrief.timeline import Step

__all__ = ["NO_NUMBERS", "Numbering", "no_room", "numbering", "signed"]

_FEWEST_STEPS, _MOST_LONG = 2, 6
_MOST_SHARE = 0.12
"""Of an image's height, that the dates may take from its map."""


@dataclass(frozen=True, slots=True)
class Numbering:
    """What is numbered, and what its numbers mean."""

    signs: Mapping[str, str] = field(default_factory=dict)
    """The number of the step that a record starts with, by the record's id."""
    key: tuple[str, ...] = ()
    """Each number with its date."""
    note: str = ""
    """Why there are none, where an editor might wonder."""


NO_NUMBERS = Numbering()


def numbering(brief: Brief, *, size: tuple[int, int], is_crowd: bool) -> Numbering:
    """Return numbers for the steps of a story; of a crowd, and of too many steps, only a note.

    Args:
        brief: the story's records.
        size: the image's width and height in px.
        is_crowd: whether there is more than labels could tell.
    """
    count = len(course(brief).texts)
    if count < _FEWEST_STEPS:
        return NO_NUMBERS
    if is_crowd or count > len(SIGNS):
        note = (
            f"the {count:,} dates of the story are too many to be numbered in an image; "
            "--at shows one of them"
        )
        return Numbering(note=note)
    steps = timeline(brief).steps
    key = tuple(_key(steps, words(brief.language)))
    if key_share(key, size) > _MOST_SHARE:
        return Numbering(note=no_room(len(steps), size))
    return Numbering(dict(_signs(steps)), key)


def no_room(dates: int, size: tuple[int, int]) -> str:
    """Say why an image does not number the story's dates."""
    width, height = size
    return (
        f"an image of {width} x {height} has no room for the {dates} dates of the story, so they "
        "are not numbered in it"
    )


def signed(signs: Iterable[str], text: str) -> str:
    """Put a record's numbers before what is said of it."""
    numbers = "".join(sign for sign in signs if sign)
    return f"{numbers} {text}" if numbers else text


def _signs(steps: tuple[Step, ...]) -> Iterator[tuple[str, str]]:
    told: set[str] = set()
    for sign, step in zip(SIGNS, steps, strict=False):
        for kind, states in (("sighting", step.sightings), ("movement", step.movements)):
            now = [f"{kind}-{number}" for number, state in enumerate(states, 1) if state == "now"]
            yield from ((record, sign) for record in now if record not in told)
            told.update(now)


def _key(steps: tuple[Step, ...], said: Words) -> Iterator[str]:
    """Yield each number with its date, in short where there are many."""
    years = {step.day.year for step in steps}
    for sign, step in zip(SIGNS, steps, strict=False):
        start = When.parse(step.text).start
        if len(steps) <= _MOST_LONG or step.text != step.day.isoformat():
            date = said.span(start, None)
        else:
            date = said.short_date(start, with_year=len(years) > 1)
        yield f"{sign} {date}"
