"""A step of a story's time in sentences; plain text, not yet escaped.

What starts at the step comes first, what merely lasts comes after. Of a date only that is told
which the step's own does not say.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Literal, Protocol

from geobrief.model import When
from geobrief.render.cards import number_of
from geobrief.render.sentences import inferred, said, way_of
from geobrief.render.sequence import grouped, in_order, records_of
from geobrief.render.words import stopped

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping, Sequence

    from geobrief.language import Said, Words
    from geobrief.render.cards import Cards
    from geobrief.render.sequence import Record
    from geobrief.timeline import Course

__all__ = ["Moment", "crowd_told", "step_told"]

MOST_OF_A_STEP = 3
"""Records of a crowd's step that are told one by one; of more, the first are."""
NOW = "now"
_Phase = Literal["starts", "still", "before", "day"]


class Moment(Protocol):
    """A step of a story's time: what is of each record then, by its index in the brief."""

    @property
    def text(self) -> str:
        """The step's own date, in ISO 8601."""

    @property
    def sightings(self) -> Sequence[str]:
        """Of each of the brief's sightings: past, now, later or undated."""

    @property
    def movements(self) -> Sequence[str]:
        """The same of each of its movements."""


def step_told(cards: Cards, step: Moment, words: Words) -> str:
    """Tell who is where at a step and who moves; what is past or to come is not told again.

    A card's record is the brief's by the number in its id: `sighting-3` is `brief.sightings[2]`.
    """
    now = [record for record in records_of(cards) if _is_now(record.id, step)]
    return _joined(_AtStep(step.text, words).sentences(now), words)


def crowd_told(cards: Cards, line: Course, words: Words) -> list[str]:
    """Tell in short of each step of a crowd's story: how much there is, and what comes first."""
    counts = [{"sighting": 0, "movement": 0} for _ in line.texts]
    first: list[list[Record]] = [[] for _ in line.texts]
    others: list[list[Record]] = [[] for _ in line.texts]
    for record in records_of(cards):
        kind = record.id.partition("-")[0]
        spans = line.sightings if kind == "sighting" else line.movements
        span = spans[number_of(record.id) - 1]
        if span is None:
            continue
        first[span[0]].append(record)
        for step in range(span[0], span[1] + 1):
            counts[step][kind] += 1
            if step > span[0] and len(others[step]) < MOST_OF_A_STEP:
                others[step].append(record)
    of_each = zip(line.texts, counts, first, others, strict=True)
    return [
        _in_short(text, count, [*in_order(starting), *lasting][:MOST_OF_A_STEP], words)
        for text, count, starting, lasting in of_each
    ]


def _in_short(text: str, counts: Mapping[str, int], first: Sequence[Record], words: Words) -> str:
    sentences = [*_AtStep(text, words).sentences(first)]
    if sum(counts.values()) > len(first):
        things = [words.counted(f"count.{kind}s", count) for kind, count in counts.items() if count]
        sentences[0] = words.say("step.first", sentence=sentences[0])
        sentences.insert(0, words.listed(things))
    return _joined(sentences, words)


def _joined(sentences: Sequence[str] | Iterator[str], words: Words) -> str:
    return " ".join(stopped(sentence, words) for sentence in sentences)


def _is_now(record_id: str, step: Moment) -> bool:
    states = step.sightings if record_id.startswith("sighting-") else step.movements
    return states[number_of(record_id) - 1] == NOW


class _AtStep:
    """Tells records at a step whose own date stands above them."""

    def __init__(self, text: str, words: Words) -> None:
        self._start, self._words = When.parse(text).start, words
        self._day = _day(self._start)

    def sentences(self, records: Sequence[Record]) -> Iterator[Said]:
        """Yield what starts in full sentences, and what lasts in a list of each kind."""
        phases: dict[_Phase, list[Record]] = {"starts": [], "still": [], "before": [], "day": []}
        for record in in_order(records):
            phases[self._phase(record)].append(record)
        starting = _told_better(phases.pop("starts"), self)
        for group in grouped(starting, self._kind):
            yield self._sentence(group)
        known = {_who_where(record) for record in starting}
        for phase, others in phases.items():
            left = {_who_where(one): one for one in others if _who_where(one) not in known}
            if left:
                items = [self._item(group) for group in grouped(left.values(), self._kind)]
                things = self._words.semicolon(items)
                yield self._words.say(f"told.step.{phase}", things=things)

    def beyond(self, record: Record) -> Said | None:
        """Return the times that the step's own date does not say, if there are any."""
        when, words = record.when, self._words
        if when is None or when.end is None:
            return None
        end = None if when.end == self._day else self._time(when.end)
        if isinstance(when.start, datetime) and self._is_new(when.start):
            return words.say("date.range", start=self._time(when.start), end=self._time(when.end))
        return words.say("told.step.until", end=end) if end else None

    def _phase(self, record: Record) -> _Phase:
        when = record.when
        if when and self._is_start(when.start):
            return "starts"
        if when and _day(when.start) == _day(when.end or when.start) == self._day:
            return "before" if isinstance(when.start, datetime) else "day"
        is_stay = record.place is not None and record.card.status == "confirmed"
        return "still" if is_stay else "before"

    def _is_start(self, start: date) -> bool:
        if isinstance(self._start, datetime):
            return isinstance(start, datetime) and start == self._start
        return _day(start) == self._start

    def _is_new(self, start: datetime) -> bool:
        """Tell whether a record starts on the step's day at a time that it does not say."""
        return start.date() == self._day and not isinstance(self._start, datetime)

    def _time(self, value: date) -> Said:
        """Write a time on the step's own day without that day."""
        if not isinstance(value, datetime) or value.date() != self._day:
            return self._words.long_date(value)
        zone = self._words.offset(value)
        return self._words.say("told.step.time", time=self._words.clock(value), zone=zone)

    def clock(self, record: Record) -> Said | None:
        """Return the time at which a record starts, if the step is its whole day."""
        when = record.when
        if when is None or when.end or not isinstance(when.start, datetime):
            return None
        return self._time(when.start) if self._is_new(when.start) else None

    def _kind(self, record: Record) -> Hashable:
        """Return what records have in common that are told in one sentence."""
        card = record.card
        where = (record.place is None, record.start_id, record.end_id)
        return (
            *where,
            card.status,
            card.tense,
            card.inferred,
            self.clock(record),
            self.beyond(record),
        )

    def _sentence(self, group: Sequence[Record]) -> Said:
        words, first = self._words, group[0]
        sentence = said(group, words)
        clock, beyond = self.clock(first), self.beyond(first)
        if clock:
            sentence = words.say("told.step.at", sentence=sentence, time=clock)
        if beyond:
            sentence = words.say("told.dated", sentence=sentence, date=beyond)
        return inferred(sentence, first, words)

    def _item(self, group: Sequence[Record]) -> Said:
        words, first = self._words, group[0]
        notes = [*self._notes(first)]
        key = "told.step.stay" if first.place else "told.step.move"
        who = words.listed([record.who for record in group])
        filling = {"who": who, **way_of(first, words)}
        if notes:
            return words.say(f"{key}_noted", note=words.comma(notes), **filling)
        return words.say(key, **filling)

    def _notes(self, record: Record) -> Iterator[Said]:
        card, beyond = record.card, self.beyond(record)
        if card.status != "confirmed":
            yield self._words.say(f"status.{card.status}")
        if card.inferred:
            yield self._words.say("card.inferred")
        if beyond:
            yield beyond


def _told_better(records: Sequence[Record], step: _AtStep) -> list[Record]:
    """Leave out what another record of the same person and place says with its time."""
    timed = {_who_where(one) for one in records if step.clock(one) or step.beyond(one)}
    return [
        one
        for one in records
        if step.clock(one) or step.beyond(one) or _who_where(one) not in timed
    ]


def _who_where(record: Record) -> Hashable:
    card = record.card
    return (card.who, record.place is None, record.start_id, record.end_id, card.status)


def _day(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value
