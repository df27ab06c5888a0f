"""The map told in sentences, for those who do not see it; plain text, not yet escaped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geobrief.render.words import APPROXIMATE, STATUS_MOVING, STATUS_STAYING, listed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geobrief.model import Brief
    from geobrief.render.cards import Cards

__all__ = ["text_alternative"]


def text_alternative(brief: Brief, cards: Cards) -> str:
    """Tell the map to someone who does not see it; starts with the brief's summary."""
    return " ".join(_sentences(brief, cards))


def _sentences(brief: Brief, cards: Cards) -> Iterable[str]:
    yield _stopped(brief.summary or brief.title)
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


def _stopped(sentence: str) -> str:
    sentence = sentence.strip()
    return sentence if sentence.endswith((".", "!", "?", "…")) else sentence + "."
