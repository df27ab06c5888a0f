"""Numbers for the steps of a story's time: a still image cannot be stepped through."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from typing import TYPE_CHECKING

from geobrief.language import Said, words
from geobrief.model import When
from geobrief.scene.surround import key_share
from geobrief.scene.type import SIGNS
from geobrief.timeline import course, timeline

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from geobrief.language import Words
    from geobrief.model import Brief
    from geobrief.scene.model import View
    from geobrief.timeline import Step

__all__ = ["NO_NUMBERS", "Numbering", "no_room", "numbering", "signed", "unsaid"]

_FEWEST_STEPS, _MOST_LONG = 2, 6
_MOST_SHARE = 0.12
"""Of an image's height, that the dates may take from its map."""


@dataclass(frozen=True, slots=True)
class Numbering:
    """What is numbered, and what its numbers mean."""

    signs: Mapping[str, str] = field(default_factory=dict)
    """The number of the step that a record starts with, by the record's id."""
    dates: Mapping[str, date] = field(default_factory=dict)
    """The day or moment of each number."""
    said: Words = field(default_factory=words)
    note: str = ""
    """Why there are none, where an editor might wonder."""

    @property
    def key(self) -> tuple[str, ...]:
        """Return each number with its date; of a day with several numbers, the day once."""
        return self.key_of(self.dates)

    def key_of(self, signs: Collection[str]) -> tuple[str, ...]:
        """Return what the key says of some of the numbers."""
        dates = [(sign, start) for sign, start in self.dates.items() if sign in signs]
        return tuple(_key(dates, self.said))

    def missing(self, view: View) -> tuple[str, ...]:
        """Return the numbers that no label of a view has."""
        written = {char for label in view.labels for line in label.lines for char in line.text}
        return tuple(sign for sign in self.dates if sign not in written)


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
    if is_crowd:
        note = (
            "the story has too many places or movements for its dates to be numbered in an image; "
            "--at shows one of them"
        )
        return Numbering(note=note)
    if count > len(SIGNS):
        note = (
            f"the {count:,} dates of the story are too many to be numbered in an image; "
            "--at shows one of them"
        )
        return Numbering(note=note)
    steps = timeline(brief).steps
    dates = {sign: When.parse(step.text).start for sign, step in zip(SIGNS, steps, strict=False)}
    made = Numbering(dict(_signs(steps)), dates, words(brief.language))
    if key_share(made.key, size) > _MOST_SHARE:
        return Numbering(note=no_room(len(steps), size))
    return made


def no_room(dates: int, size: tuple[int, int]) -> str:
    """Say why an image does not number the story's dates."""
    width, height = size
    return (
        f"an image of {width} x {height} has no room for the {dates} dates of the story, so they "
        "are not numbered in it"
    )


def unsaid(numbering: Numbering, signs: Sequence[str], size: tuple[int, int]) -> Iterator[str]:
    """Yield that some numbers are left out, for what they stand at has no room for a label."""
    if signs:
        width, height = size
        told = "; ".join(f"{sign} {_iso(numbering.dates[sign])}" for sign in signs)
        yield (
            f"an image of {width} x {height} has no room for a label of what begins on these "
            f"dates, so its key leaves them out: {told}"
        )


def _iso(start: date) -> str:
    return start.isoformat(timespec="minutes") if isinstance(start, datetime) else str(start)


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


def _key(dates: Sequence[tuple[str, date]], said: Words) -> Iterator[str]:
    """Yield each number with its date, in short where there are many; a day's own date once."""
    days = [(day, list(those)) for day, those in groupby(dates, key=lambda one: _day(one[1]))]
    years = {day.year for day, _ in days}
    for day, those in days:
        if len(days) <= _MOST_LONG:
            told = said.long_date(day)
        else:
            told = said.short_date(day, with_year=len(years) > 1)
        if len(those) > 1:
            yield from _of_day(told, those, said)
        else:
            ((sign, start),) = those
            at = said.moment(told, start) if isinstance(start, datetime) else told
            yield f"{sign} {at}"


def _of_day(told: Said, those: Sequence[tuple[str, date]], said: Words) -> Iterator[str]:
    """Yield the numbers of a day with their times, the first after the day and its one zone."""
    zones = {said.zone(start) for _, start in those if isinstance(start, datetime)}
    (zone,) = zones if len(zones) == 1 else ("",)
    first, *others = (f"{sign} {_time(start, said, zoned=not zone)}" for sign, start in those)
    day = said.comma([told, Said(zone)]) if zone else told
    yield said.say("date.times", date=day, times=Said(first))
    yield from others


def _time(start: date, said: Words, *, zoned: bool) -> str:
    if not isinstance(start, datetime):
        return said.say("date.no_time")
    return f"{said.clock(start)} {said.zone(start)}" if zoned else said.clock(start)


def _day(start: date) -> date:
    return start.date() if isinstance(start, datetime) else start
