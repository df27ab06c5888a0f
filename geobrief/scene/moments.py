"""What a step of the story's time makes of all that is drawn: what is past then, and what not yet.

A record whose date is unknown is at no step. A place is there as soon as one of its dated records
has begun, and past while none of them lasts; where nothing at a place is dated, it is always there.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from geobrief.errors import ViewError
from geobrief.language import words
from geobrief.layers.columns import rows_of
from geobrief.model import Sighting
from geobrief.scene.stays import stays_of
from geobrief.timeline import course, step_at

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from geobrief.language import Words
    from geobrief.layers import Layers
    from geobrief.model import Brief, Movement, When
    from geobrief.timeline import Course, State, Step

__all__ = ["Moment", "Moments", "Shown", "shown_at"]

_MOST_TOLD = 10


@dataclass(frozen=True, slots=True)
class Moment:
    """The records and places of a step, by their ids in the layers; others are as ever."""

    now: frozenset[str]
    past: frozenset[str]
    gone: frozenset[str]
    """Still to come, or without a date."""

    @property
    def over(self) -> frozenset[str]:
        """Return what is past or gone."""
        return self.past | self.gone

    @property
    def there(self) -> frozenset[str]:
        """Return what is drawn."""
        return self.now | self.past


@dataclass(frozen=True, slots=True)
class Shown:
    """What is drawn of a story at a time of its own."""

    layers: Layers
    """The same tables, with less to show."""
    when: When
    moments: Moments
    moment: Moment
    notes: tuple[str, ...]


def shown_at(brief: Brief, layers: Layers, when: When) -> Shown:
    """Return what is drawn of a story at a time: what is then, and what was before.

    Raises:
        ViewError: nothing has begun by then; it tells of the story's first date and its last.
    """
    line = course(brief)
    moments = Moments(layers, words(brief.language), line)
    moment = moments.at(step_at(brief, when))
    if not moment.there:
        raise ViewError(_nothing_yet(line.texts, when))
    places = layers.places
    at = replace(
        layers,
        places=places.assign(show=places["show"] & ~places["id"].isin(moment.gone)),
        sightings=_only(layers.sightings, moment.there),
        movements=_only(layers.movements, moment.there),
        distances=layers.distances.assign(
            show=layers.distances["show"] & ~layers.distances["id"].isin(moment.gone)
        ),
    )
    notes = (*_nothing_then(brief, moment, when), *_left_out(brief, line.undated))
    return Shown(at, when, moments, moment, notes)


def _only(table: Any, ids: Collection[str]) -> Any:  # noqa: ANN401 - a GeoDataFrame
    return table.assign(show=table["show"] & table["id"].isin(ids))


def _nothing_yet(steps: Sequence[str], when: When) -> str:
    if not steps:
        return f"nothing of the story carries a date, so there is nothing to show at {when}"
    first, last = steps[0], steps[-1]
    dates = f"its one date is {first}" if first == last else f"its dates are {first} to {last}"
    return f"nothing of the story is there yet at {when}: {dates}"


def _nothing_then(brief: Brief, moment: Moment, when: When) -> Iterator[str]:
    """Yield that all that is shown was before, where it is, with the story's first and last day."""
    if any(ref.startswith(("sighting-", "movement-")) for ref in moment.now):
        return
    records: tuple[Sighting | Movement, ...] = (*brief.sightings, *brief.movements)
    spans = [one.when for one in records if one.show and one.when]
    first = min(_day(span.start) for span in spans)
    last = max(_day(span.end or span.start) for span in spans)
    told, said = "at that time" if isinstance(when.start, datetime) else "on that day", words()
    dates = (
        f"dates run from {said.span(first, last)}"
        if first < last
        else f"one date is {said.long_date(first)}"
    )
    yield f"no record {told}: the story's {dates}; what the map shows was before"


def _day(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value


def _left_out(brief: Brief, count: int) -> Iterator[str]:
    """Yield what is not drawn because nobody knows when it was."""
    records: tuple[Sighting | Movement, ...] = (*brief.sightings, *brief.movements)
    undated = [one for one in records if one.show and not one.when]
    if count:
        told = "; ".join(map(_in_short, undated[:_MOST_TOLD]))
        more = f"; and {count - _MOST_TOLD:,} more" if count > _MOST_TOLD else ""
        counted = "1 record" if count == 1 else f"{count:,} records"
        yield f"--at leaves out {counted} without a date: {told}{more}"


def _in_short(one: Sighting | Movement) -> str:
    if isinstance(one, Sighting):
        return f"{one.who} at {one.at}"
    return f"{one.who} from {one.from_} to {one.to}"


class Moments:
    """What is shown of a story, ready to be told of each of its steps."""

    def __init__(self, layers: Layers, said: Words, line: Course) -> None:
        """Gather which records name which places, and who is there, in the brief's words."""
        self._at: defaultdict[str, list[str]] = defaultdict(list)
        self._ways: dict[str, tuple[str, str]] = {}
        sightings, movements, distances = (
            rows_of(table[table["show"]])
            for table in (layers.sightings, layers.movements, layers.distances)
        )
        self._stays = stays_of(sightings, movements, line, said)
        for row in sightings:
            self._at[row["place_id"]].append(row["id"])
        for row in movements:
            for end in {row["from_id"], row["to_id"]}:
                self._at[end].append(row["id"])
        for row in distances:
            self._ways[row["id"]] = row["from_id"], row["to_id"]
        self._records = {record for those in self._at.values() for record in those}

    def people(self, place_id: str, moment: Moment) -> tuple[tuple[str, str], ...]:
        """Return who is at a place, each with a status; if nobody is, who was there at last."""
        return self.here(place_id, moment) or self.still(
            place_id, moment, until=self.until([place_id], moment)
        )

    def here(self, place_id: str, moment: Moment) -> tuple[tuple[str, str], ...]:
        """Return who is at a place, each with a status."""
        stays = self._stays.get(place_id, ())
        return tuple(stay.told for stay in stays if stay.record in moment.now)

    def still(
        self, place_id: str, moment: Moment, *, until: int = 0
    ) -> tuple[tuple[str, str], ...]:
        """Return who was at a place before, and is known to be nowhere else since.

        Args:
            place_id: of the place.
            moment: what a step makes of the story.
            until: only those whose stay lasted until this step, or a later one.
        """
        here = {who for who, _ in self.here(place_id, moment)}
        return tuple(
            stay.told
            for stay in self._stays.get(place_id, ())
            if stay.record in moment.past
            and stay.ended_by not in moment.there
            and stay.last >= until
            and stay.who not in here
        )

    def until(self, place_ids: Iterable[str], moment: Moment) -> int:
        """Return the last step that anybody's stay at some places lasts, of those that have begun.

        Whoever left before made room for somebody else.
        """
        stays = (stay for place_id in place_ids for stay in self._stays.get(place_id, ()))
        return max((stay.last for stay in stays if stay.record in moment.there), default=0)

    def ever(self, place_id: str) -> tuple[tuple[str, str], ...]:
        """Return who is at a place at any step."""
        return tuple(stay.told for stay in self._stays.get(place_id, ()))

    def at(self, step: Step) -> Moment:
        """Return what a step makes of them."""
        state = _states(step)
        all_states = {record: state[record] for record in self._records}
        for place, records in self._at.items():
            told = _of_place(state[record] for record in records)
            if told:
                all_states[place] = told
        for way, ends in self._ways.items():
            told = _of_way(all_states.get(end, "now") for end in ends)
            if told != "now":
                all_states[way] = told
        return Moment(
            now=_which(all_states, "now"),
            past=_which(all_states, "past"),
            gone=_which(all_states, "later") | _which(all_states, "undated"),
        )


def _states(step: Step) -> dict[str, State]:
    kinds = {"sighting": step.sightings, "movement": step.movements}
    return {
        f"{kind}-{number}": state
        for kind, states in kinds.items()
        for number, state in enumerate(states, 1)
    }


def _of_place(states: Iterable[State]) -> State | None:
    """Return how a place is of which there are such records; None if none is dated."""
    dated = set(states) - {"undated"}
    if not dated:
        return None
    if dated == {"later"}:
        return "later"
    return "now" if "now" in dated else "past"


def _of_way(ends: Iterable[State]) -> State:
    """Return how a distance is between two such places."""
    states = set(ends)
    if "later" in states:
        return "later"
    return "past" if states == {"past"} else "now"


def _which(states: Mapping[str, State], wanted: State) -> frozenset[str]:
    return frozenset(ref for ref, state in states.items() if state == wanted)
