"""The map told in sentences, for those who do not see it; plain text, not yet escaped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geobrief.language import country_names
from geobrief.language import words as words_of
from geobrief.render.sentences import dated, inferred, said
from geobrief.render.sequence import grouped, in_order, records_of
from geobrief.render.words import in_tense, stopped

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Sequence

    from geobrief.language import Said, Words
    from geobrief.model import Brief
    from geobrief.render.cards import Cards, DistanceCard, MovementCard, Stay
    from geobrief.render.sequence import Record

__all__ = ["first_told", "text_alternative"]

MOST_TOLD = 100
"""Places, movements and distances together that are told one by one."""
MOST_NAMED = 10
FEWEST_COUNTED = 3
"""People that are counted; fewer are named, for one of them may be an orchestra."""


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
        self._ways = {card.id: card for card in cards.movements}
        self._records = in_order(records_of(cards))
        self._left = {record.id for record in self._records}
        self._measured: set[frozenset[str]] = set()
        self._named: set[str] = set()

    def sentences(self) -> Iterator[str]:
        """Yield who is where and who moves, as it happened, and what else is measured."""
        for group in grouped(self._records, self._kind):
            left = [record for record in group if record.id in self._left]
            if left:
                yield self._told(left)
        for way in self._cards.distances:
            if self._is_new(way):
                yield self._distance(way)
        if self._measured:
            yield self._words.say("told.straight")

    @property
    def untold(self) -> list[str]:
        """The names of the places that no sentence has named so far."""
        return [card.name for card in self._cards.places if card.id not in self._named]

    def _kind(self, record: Record) -> Hashable:
        """Return what records have in common that are told in one sentence."""
        card = record.card
        where = (record.place is None, record.start_id, record.end_id)
        return (*where, card.status, card.tense, card.inferred, card.when)

    def _is_new(self, way: MovementCard | DistanceCard) -> bool:
        """Tell whether a distance is told for the first time; from now on it is not."""
        pair = frozenset((way.start_id, way.end_id))
        is_new = pair not in self._measured
        self._measured.add(pair)
        self._named |= pair
        return is_new

    def _told(self, group: Sequence[Record]) -> Said:
        first = group[0]
        self._left -= {record.id for record in group}
        sentence = dated(said(group, self._words), first, self._own, self._words)
        if first.place is None:
            return self._far(sentence, self._ways[first.id])
        self._named.add(first.place.id)
        for way in self._cards.distances:
            if first.place.id in {way.start_id, way.end_id} and self._is_new(way):
                return self._apart(sentence, first, way)
        return sentence

    def _apart(self, sentence: Said, near: Record, way: DistanceCard) -> Said:
        """Add how far another place is, and who is there."""
        other = self._places[way.end_id if near.end_id == way.start_id else way.start_id]
        say = self._words.say
        sentence = say("told.apart", sentence=sentence, distance=way.spoken, place=other.name)
        sentence = self._claimed(sentence, way)
        there = [one for one in self._records if one.place is other]
        if len(there) != 1 or not self._is_next(there[0], near):
            return sentence
        (record,) = there
        self._left.discard(record.id)
        key = in_tense("told.where", record.card.status, record.card.tense, self._words)
        sentence = say(key, sentence=sentence, who=record.who)
        return inferred(sentence, record, self._words)

    def _is_next(self, record: Record, near: Record) -> bool:
        """Tell whether a stay can be told along with another before anything else is."""
        if record.id not in self._left or record.card.written != near.card.written:
            return False
        earlier = self._records[: self._records.index(record)]
        return not any(one.id in self._left and one.who == record.who for one in earlier)

    def _far(self, sentence: Said, way: MovementCard) -> Said:
        if not self._is_new(way):
            return sentence
        return self._words.say("told.far", sentence=sentence, distance=way.spoken)

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
