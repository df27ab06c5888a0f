"""A record, or several of one place and time, in one sentence; plain text, not yet escaped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geobrief.render.words import in_tense

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geobrief.language import Said, Words
    from geobrief.render.sequence import Record

__all__ = ["dated", "inferred", "said", "way_of"]


def said(records: Sequence[Record], words: Words) -> Said:
    """Tell who was at a place, or who went from one to another: records alike but for who it is."""
    first = records[0]
    many = "_all" if len(records) > 1 else ""
    if first.place is not None:
        key = f"told.staying{many}"
    else:
        key = "told.moving_all" if many else "spoken.moving"
    key = in_tense(key, first.card.status, first.card.tense, words)
    who = words.listed([record.who for record in records])
    return words.say(key, who=who, **way_of(first, words))


def way_of(record: Record, words: Words) -> dict[str, str]:
    """Return what a sentence on a record is filled with besides who it is about."""
    if record.place is not None:
        within = words.say(f"within.{record.place.within}")
        return {"within": within, "place": record.place.name}
    return {"start": record.start, "end": record.end}


def dated(sentence: Said, record: Record, own: str, words: Words) -> Said:
    """Add the date, unless it is one that has been told, and whether the record is inferred."""
    card = record.card
    if card.when and card.when != own:
        key = "told.dated" if card.spans else "told.on"
        sentence = words.say(key, sentence=sentence, date=card.when)
    return inferred(sentence, record, words)


def inferred(sentence: Said, record: Record, words: Words) -> Said:
    """Add whether a record is inferred."""
    is_so = record.card.inferred
    return words.say("told.inferred", sentence=sentence) if is_so else sentence
