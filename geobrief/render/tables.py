"""What is under the map in tables: every record that is shown, in words; not yet escaped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from geobrief.model import When
from geobrief.render.sequence import starts_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geobrief.language import Said, Words
    from geobrief.render.cards import Cards, DistanceCard, MovementCard, PlaceCard, Stay

__all__ = ["Table", "make_tables"]

_Row = TypeVar("_Row")


@dataclass(frozen=True, slots=True)
class Table:
    """A caption, columns with a name each, and rows of which the first cell names the row."""

    name: str
    """What it holds: places, sightings, movements or distances."""
    heads: tuple[Said, ...]
    rows: tuple[tuple[str, ...], ...]


def make_tables(cards: Cards, words: Words) -> tuple[Table, ...]:
    """Return a table for each kind of record that there is.

    Rows are in the brief's order; where all of a table's rows carry dates, in order of those. A
    column in which no row has anything to say is left out.
    """
    stays = _by_date(cards.stays, [stay.written for _, stay in cards.stays])
    movements = _by_date(cards.movements, [card.written for card in cards.movements])
    tables = (
        ("places", map(_place, cards.places)),
        ("sightings", (_stay(card, stay, words) for card, stay in stays)),
        ("movements", (_movement(card, words) for card in movements)),
        ("distances", map(_distance, cards.distances)),
    )
    made = (_table(name, [*rows], words) for name, rows in tables)
    return tuple(table for table in made if table.rows)


def _by_date(rows: Sequence[_Row], written: Sequence[str]) -> list[_Row]:
    """Return rows in order of when they start, if all of them tell."""
    if not all(written):
        return [*rows]
    starts = [starts_at(When.parse(text)) for text in written]
    return [rows[index] for index in sorted(range(len(rows)), key=starts.__getitem__)]


def _table(name: str, rows: list[dict[str, str]], words: Words) -> Table:
    kept = [head for head in (rows[0] if rows else ()) if any(row[head] for row in rows)]
    return Table(
        name=name,
        heads=tuple(words.say(f"table.{head}") for head in kept),
        rows=tuple(tuple(row[head] for head in kept) for row in rows),
    )


def _place(card: PlaceCard) -> dict[str, str]:
    return {"place": card.heading, "note": card.note, "position": card.point}


def _stay(card: PlaceCard, stay: Stay, words: Words) -> dict[str, str]:
    return {
        "who": stay.who,
        "place": card.heading,
        "when": stay.when,
        "status": _status(stay, words),
        "role": stay.role,
        "note": stay.note,
    }


def _movement(card: MovementCard, words: Words) -> dict[str, str]:
    return {
        "who": card.who,
        "from": card.start,
        "to": card.end,
        "when": card.when,
        "status": _status(card, words),
        "straight": card.distance,
        "role": card.role,
        "note": card.note,
    }


def _distance(card: DistanceCard) -> dict[str, str]:
    return {
        "from": card.start,
        "to": card.end,
        "straight": card.measured,
        "claim": card.claim,
        "note": card.note,
    }


def _status(card: Stay | MovementCard, words: Words) -> Said:
    return words.semicolon([*_statuses(card, words)])


def _statuses(card: Stay | MovementCard, words: Words) -> Iterator[Said]:
    yield words.say(f"status.{card.status}")
    if card.inferred:
        yield words.say("card.inferred")
