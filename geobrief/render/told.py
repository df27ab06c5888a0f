"""The map told in sentences, for those who do not see it; plain text, not yet escaped."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Protocol

from geobrief.language import country_names
from geobrief.language import words as words_of
from geobrief.render.cards import number_of
from geobrief.render.words import date_in_words, stopped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from geobrief.language import Said, Words
    from geobrief.model import Brief
    from geobrief.render.cards import Cards, MovementCard, PlaceCard, Stay

__all__ = ["Moment", "first_told", "step_told", "text_alternative"]

MOST_TOLD = 100
"""Places, movements and distances together that are told one by one."""
MOST_NAMED = 10


NOW = "now"


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


def _is_now(record_id: str, step: Moment) -> bool:
    states = step.sightings if record_id.startswith("sighting-") else step.movements
    return states[number_of(record_id) - 1] == NOW


def _stay(card: PlaceCard, stay: Stay, own: Said, words: Words) -> Said:
    within = words.say(f"within.{card.within}")
    key = f"told.staying.{stay.status}"
    sentence = words.say(key, who=stay.who, within=within, place=card.name)
    return _dated(sentence, "" if stay.when == own else stay.when, words)


def _move(card: MovementCard, own: Said, words: Words) -> Said:
    key = f"spoken.moving.{card.status}"
    sentence = words.say(key, who=card.who, start=card.start, end=card.end)
    return _dated(sentence, "" if card.when == own else card.when, words)


def text_alternative(brief: Brief, cards: Cards) -> str:
    """Tell the map to someone who does not see it; starts with the brief's summary."""
    words = words_of(brief.language)
    return " ".join(stopped(sentence, words) for sentence in _sentences(brief, cards, words))


def first_told(brief: Brief, cards: Cards) -> str:
    """Tell the map in one sentence that is made of its records."""
    words = words_of(brief.language)
    made = islice(_sentences(brief, cards, words), 1, None)
    return stopped(next(iter(made), brief.title), words)


def _sentences(brief: Brief, cards: Cards, words: Words) -> Iterable[str]:
    yield brief.summary or brief.title
    if len(cards.places) + len(cards.movements) + len(cards.distances) > MOST_TOLD:
        yield from _in_figures(cards, words)
    else:
        yield from _places(cards, words)
        yield from _ways(cards, words)
    names = {**country_names(brief.language), **brief.names}
    told = (area.label or names.get(area.name, area.name) for area in brief.areas if area.show)
    areas = [text for text in told if text]
    if areas:
        yield words.counted("told.areas", len(areas), areas=words.listed(areas))


def _places(cards: Cards, words: Words) -> Iterator[str]:
    yield words.say("told.shows", things=words.listed([card.name for card in cards.places]))
    rough = [card.name for card in cards.places if card.is_rough]
    if rough:
        yield words.say("told.rough", places=words.listed(rough))
    for card in cards.places:
        within = words.say(f"within.{card.within}")
        for stay in card.stays:
            key = f"told.staying.{stay.status}"
            sentence = words.say(key, who=stay.who, within=within, place=card.name)
            yield _dated(sentence, stay.when, words)


def _dated(sentence: Said, date: str, words: Words) -> Said:
    return words.say("told.dated", sentence=sentence, date=date) if date else sentence


def _ways(cards: Cards, words: Words) -> Iterator[str]:
    for move in cards.movements:
        yield words.say(
            f"told.moving.{move.status}",
            who=move.who,
            start=move.start,
            end=move.end,
            distance=move.distance,
        )
    for way in cards.distances:
        sentence = words.say("told.distance", start=way.start, end=way.end, distance=way.measured)
        if way.claim:
            sentence = words.say("told.claimed", sentence=sentence, claim=way.claim)
        yield sentence


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
