"""The map told in sentences, for those who do not see it; plain text, not yet escaped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geobrief.render.words import APPROXIMATE, STATUS_MOVING, STATUS_STAYING, listed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geobrief.model import Brief
    from geobrief.render.cards import Cards

__all__ = ["text_alternative"]

MOST_TOLD = 100
"""Places, movements and distances together that are told one by one."""
MOST_NAMED = 10


def text_alternative(brief: Brief, cards: Cards) -> str:
    """Tell the map to someone who does not see it; starts with the brief's summary."""
    return " ".join(_sentences(brief, cards))


def _sentences(brief: Brief, cards: Cards) -> Iterable[str]:
    yield _stopped(brief.summary or brief.title)
    if len(cards.places) + len(cards.movements) + len(cards.distances) > MOST_TOLD:
        yield from _in_figures(cards)
        return
    yield _stopped(f"The map shows {listed([card.name for card in cards.places])}")
    rough = [card.name for card in cards.places if card.is_rough]
    if rough:
        yield _stopped(f"Shown at an {APPROXIMATE}: {listed(rough)}")
    for card in cards.places:
        for stay in card.stays:
            on = f" ({stay.when})" if stay.when else ""
            yield _stopped(
                f"{stay.who} {STATUS_STAYING[stay.status]} {card.within} {card.name}{on}"
            )
    for move in cards.movements:
        way = f"from {move.start} to {move.end}, {move.distance} in a straight line"
        yield _stopped(f"{move.who} {STATUS_MOVING[move.status]} {way}")
    for distance in cards.distances:
        said = f"; the text says {distance.claim}" if distance.claim else ""
        yield _stopped(f"{distance.start} to {distance.end} is {distance.measured}{said}")


def _in_figures(cards: Cards) -> Iterable[str]:
    """Tell how much there is, where sentences on all of it would be no help to anyone."""
    counts = (
        (len(cards.places), "place", "places"),
        (len(cards.movements), "movement", "movements"),
        (len(cards.distances), "distance", "distances"),
    )
    told = [f"{count:,} {one if count == 1 else many}" for count, one, many in counts if count]
    yield f"The map shows {listed(told)}. All of them are listed below it."
    first = [card.name for card in cards.places[:MOST_NAMED]]
    if len(first) == len(cards.places):
        yield _stopped(f"The places are {listed(first)}")
    else:
        yield _stopped(f"The first of the places are {listed(first)}")


def _stopped(sentence: str) -> str:
    sentence = sentence.strip()
    return sentence if sentence.endswith((".", "!", "?", "…")) else sentence + "."
