"""The map told in sentences, for those who do not see it; plain text, not yet escaped."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Protocol

from geobrief.language import country_names
from geobrief.language import words as words_of
from geobrief.render.cards import number_of
from geobrief.render.words import date_in_words, in_tense, stopped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from geobrief.language import Said, Words
    from geobrief.model import Brief
    from geobrief.render.cards import Cards, DistanceCard, MovementCard, PlaceCard, Stay
    from geobrief.timeline import Course

__all__ = ["Moment", "crowd_told", "first_told", "step_told", "text_alternative"]

MOST_TOLD = 100
"""Places, movements and distances together that are told one by one."""
MOST_NAMED = 10
MOST_OF_A_STEP = 3
"""Records of a crowd's step that are told one by one; of more, the first are."""
FEWEST_COUNTED = 3
"""People that are counted; fewer are named, for one of them may be an orchestra."""
NOW = "now"
_Teller = Callable[[str, "Words"], "Said"]
"""Tells a record at a step of some date."""


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
    A date is told only where it says more than the step's own.
    """
    own = date_in_words(step.text, words)
    sentences = [
        *(_stay(card, stay, own, words) for card, stay in cards.stays if _is_now(stay.id, step)),
        *(_move(card, own, words) for card in cards.movements if _is_now(card.id, step)),
    ]
    return " ".join(stopped(sentence, words) for sentence in sentences)


def crowd_told(cards: Cards, line: Course, words: Words) -> list[str]:
    """Tell in short of each step of a crowd's story: how much there is, and what comes first."""
    tellers: list[tuple[str, _Teller]] = [
        *((stay.id, partial(_stay, card, stay)) for card, stay in cards.stays),
        *((card.id, partial(_move, card)) for card in cards.movements),
    ]
    counts = [{"sighting": 0, "movement": 0} for _ in line.texts]
    first: list[list[_Teller]] = [[] for _ in line.texts]
    for record, teller in tellers:
        kind = record.partition("-")[0]
        spans = line.sightings if kind == "sighting" else line.movements
        span = spans[number_of(record) - 1]
        for step in range(span[0], span[1] + 1) if span else ():
            counts[step][kind] += 1
            if len(first[step]) < MOST_OF_A_STEP:
                first[step].append(teller)
    return [_in_short(*of, words) for of in zip(line.texts, counts, first, strict=True)]


def _in_short(text: str, counts: Mapping[str, int], first: Sequence[_Teller], words: Words) -> str:
    own = date_in_words(text, words)
    sentences = [tell(own, words) for tell in first]
    if sum(counts.values()) > len(first):
        things = [words.counted(f"count.{kind}s", count) for kind, count in counts.items() if count]
        sentences[0] = words.say("step.first", sentence=sentences[0])
        sentences.insert(0, words.listed(things))
    return " ".join(stopped(sentence, words) for sentence in sentences)


def _is_now(record_id: str, step: Moment) -> bool:
    states = step.sightings if record_id.startswith("sighting-") else step.movements
    return states[number_of(record_id) - 1] == NOW


def _stay(card: PlaceCard, stay: Stay, own: str, words: Words) -> Said:
    within = words.say(f"within.{card.within}")
    key = in_tense("told.staying", stay.status, stay.tense, words)
    sentence = words.say(key, who=stay.who, within=within, place=card.name)
    return _dated(sentence, stay, own, words)


def _move(card: MovementCard, own: str, words: Words) -> Said:
    key = in_tense("spoken.moving", card.status, card.tense, words)
    sentence = words.say(key, who=card.who, start=card.start, end=card.end)
    return _dated(sentence, card, own, words)


def _dated(sentence: Said, card: Stay | MovementCard, own: str, words: Words) -> Said:
    """Add the date, unless it is one that has been told, and whether the record is inferred."""
    if card.when and card.when != own:
        key = "told.dated" if card.spans else "told.on"
        sentence = words.say(key, sentence=sentence, date=card.when)
    return words.say("told.inferred", sentence=sentence) if card.inferred else sentence


def text_alternative(brief: Brief, cards: Cards) -> str:
    """Tell the map to someone who does not see it: how much there is, who is where, who moves.

    What the brief's title and summary say is told beside it.
    """
    words = words_of(brief.language)
    return " ".join(stopped(sentence, words) for sentence in _sentences(brief, cards, words))


def first_told(brief: Brief, cards: Cards) -> str:
    """Tell the map in one sentence."""
    words = words_of(brief.language)
    return stopped(next(iter(_sentences(brief, cards, words))), words)


def _sentences(brief: Brief, cards: Cards, words: Words) -> Iterable[str]:
    if len(cards.places) + len(cards.movements) + len(cards.distances) > MOST_TOLD:
        yield from _in_figures(cards, words)
    else:
        yield from _one_by_one(brief, cards, words)
    names = {**country_names(brief.language), **brief.names}
    told = (area.label or names.get(area.name, area.name) for area in brief.areas if area.show)
    areas = [text for text in told if text]
    if areas:
        yield words.counted("told.areas", len(areas), areas=words.listed(areas))


def _one_by_one(brief: Brief, cards: Cards, words: Words) -> Iterator[str]:
    who = dict.fromkeys(record.who for record in _records(cards))
    are_people = bool(who) and all(brief.person_of(name) for name in who)
    own = _own_date(cards)
    if are_people:
        yield _counts([*who], cards, own, words)
    else:  # ships, say, or units, of which we cannot tell how many people they are
        yield words.say("told.shows", things=words.listed([card.name for card in cards.places]))
    rough = [card.name for card in cards.places if card.is_rough]
    if rough:
        yield words.say("told.rough", places=words.listed(rough))
    story = _Story(cards, own if are_people else "", words)
    yield from story.sentences()
    if are_people and story.untold:
        yield words.say("told.also", places=words.listed(story.untold))


def _stays(cards: Cards) -> list[Stay]:
    return [stay for _, stay in cards.stays]


def _records(cards: Cards) -> list[Stay | MovementCard]:
    return [*_stays(cards), *cards.movements]


def _own_date(cards: Cards) -> str:
    """Return the one day that all records are of, in words; empty if there is none."""
    records = _records(cards)
    days = {record.when for record in records}
    return days.pop() if len(days) == 1 and not any(record.spans for record in records) else ""


def _counts(who: Sequence[str], cards: Cards, own: str, words: Words) -> Said:
    """Tell how many people and places there are, and when, if that is one day."""
    are_many = len(who) >= FEWEST_COUNTED
    people = [words.spelled("count.people", len(who))] if are_many else who
    places = words.spelled("count.places", len(cards.places))
    if _are_together(who, cards):
        sentence = words.say("told.together", people=words.listed(people), places=places)
        sentence = words.capital(sentence) if are_many else sentence
    else:
        sentence = words.say("told.shows", things=words.listed([*people, places]))
    return words.say("told.on", sentence=sentence, date=own) if own else sentence


def _are_together(who: Sequence[str], cards: Cards) -> bool:
    """Tell whether everyone was surely at one of the places, and someone at each."""
    stays = _stays(cards)
    everyone = {stay.who for stay in stays} == {*who} and all(card.stays for card in cards.places)
    return everyone and all(stay.status == "confirmed" and not stay.inferred for stay in stays)


class _Story:
    """Tells all records, each once: a distance where it first matters, with who is there."""

    def __init__(self, cards: Cards, own: str, words: Words) -> None:
        self._cards, self._own, self._words = cards, own, words
        self._places = {card.id: card for card in cards.places}
        self._left = {stay.id for _, stay in cards.stays}
        self._measured: set[frozenset[str]] = set()
        self._named: set[str] = set()

    def sentences(self) -> Iterator[str]:
        """Yield who is where, who moves, and what else is measured."""
        for card, stay in self._cards.stays:
            if stay.id in self._left:
                yield self._stay(card, stay)
        for move in self._cards.movements:
            yield self._move(move)
        for way in self._cards.distances:
            if self._is_new(way):
                yield self._distance(way)
        if self._measured:
            yield self._words.say("told.straight")

    @property
    def untold(self) -> list[str]:
        """The names of the places that no sentence has named so far."""
        return [card.name for card in self._cards.places if card.id not in self._named]

    def _is_new(self, way: MovementCard | DistanceCard) -> bool:
        """Tell whether a distance is told for the first time; from now on it is not."""
        pair = frozenset((way.start_id, way.end_id))
        is_new = pair not in self._measured
        self._measured.add(pair)
        self._named |= pair
        return is_new

    def _stay(self, card: PlaceCard, stay: Stay) -> Said:
        self._left.discard(stay.id)
        self._named.add(card.id)
        sentence = _stay(card, stay, self._own, self._words)
        for way in self._cards.distances:
            if card.id in {way.start_id, way.end_id} and self._is_new(way):
                return self._apart(sentence, card, way)
        return sentence

    def _apart(self, sentence: Said, card: PlaceCard, way: DistanceCard) -> Said:
        """Add how far another place is, and who is there."""
        other = self._places[way.end_id if card.id == way.start_id else way.start_id]
        say = self._words.say
        sentence = say("told.apart", sentence=sentence, distance=way.spoken, place=other.name)
        sentence = self._claimed(sentence, way)
        if len(other.stays) != 1 or other.stays[0].id not in self._left:
            return sentence
        (stay,) = other.stays
        self._left.discard(stay.id)
        key = in_tense("told.where", stay.status, stay.tense, self._words)
        sentence = say(key, sentence=sentence, who=stay.who)
        return _dated(sentence, stay, self._own, self._words)

    def _move(self, card: MovementCard) -> Said:
        sentence = _move(card, self._own, self._words)
        if not self._is_new(card):
            return sentence
        return self._words.say("told.far", sentence=sentence, distance=card.spoken)

    def _distance(self, way: DistanceCard) -> Said:
        ends = {"start": way.start, "end": way.end}
        return self._claimed(self._words.say("told.distance", **ends, distance=way.spoken), way)

    def _claimed(self, sentence: Said, way: DistanceCard) -> Said:
        if not way.claim:
            return sentence
        return self._words.say("told.claimed", sentence=sentence, claim=way.claim)


def _in_figures(cards: Cards, words: Words) -> Iterator[str]:
    """Tell how much there is, where sentences on all of it would be no help to anyone."""
    counts = {
        "places": len(cards.places),
        "movements": len(cards.movements),
        "distances": len(cards.distances),
    }
    told = [words.counted(f"count.{key}", count) for key, count in counts.items() if count]
    yield words.say("told.shows", things=words.listed(told))
    yield words.say("told.listed")
    first = [card.name for card in cards.places[:MOST_NAMED]]
    key = "told.places" if len(first) == len(cards.places) else "told.first_places"
    yield words.say(key, places=words.listed(first))
