"""The page's words where they meet the records: dates as they were written, sentences in markup."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geobrief.language import Said
from geobrief.language import words as words_of
from geobrief.model import When
from geobrief.render.markup import Safe, html, ours

if TYPE_CHECKING:
    from datetime import date

    from geobrief.language import Words
    from geobrief.scene.tense import Tense

__all__ = ["STATUSES", "Sayer", "date_in_words", "in_tense", "quoted", "stopped"]

STATUSES = ("confirmed", "planned", "possible", "declined")
_ENDS = (".", "!", "?", "\u2026", "\u061f", "\u06d4", "\u3002")
"""What a sentence ends with in the scripts of the world, near enough."""


class Sayer:
    """Says the page's words in markup: escaped, and each name kept apart from its neighbours."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def __call__(self, key: str, **values: object) -> Safe:
        """Return a text with its values in `bdi`; a value that is markup already stays as it is."""
        return ours("".join(self._parts(self._words.pieces(key), values)))

    def counted(self, key: str, count: int, **values: object) -> Safe:
        """Return the form of a text that goes with a number, which is `count` in it."""
        pieces = self._words.pieces(key, count)
        return ours("".join(self._parts(pieces, {"count": self.number(count), **values})))

    def number(self, value: int) -> Safe:
        """Write a whole number as the language does."""
        return html(self._words.number(value))

    def _parts(self, pieces: list[tuple[str, str]], values: dict[str, object]) -> list[str]:
        parts: list[str] = []
        for text, name in pieces:
            parts.append(html(text))
            if name:
                parts.append(_apart(values[name]))
        return parts


def _apart(value: object) -> str:
    """Escape a value, and keep it apart from its neighbours if it is not our own."""
    if hasattr(value, "__html__"):
        return str(value)
    return html(value) if isinstance(value, Said) else f"<bdi>{html(value)}</bdi>"


def quoted(text: str) -> Safe:
    """Write another's words as a quotation."""
    return ours(f"<q><bdi>{html(text)}</bdi></q>")


def date_in_words(when: str | date | When, words: Words | None = None) -> Said:
    """Write a date, a moment with its zone, or a range, as a reader of news expects it."""
    words = words or words_of()
    if isinstance(when, str):
        when = When.parse(when)
    if isinstance(when, When):
        return words.span(when.start, when.end)
    return words.long_date(when)


def in_tense(key: str, status: str, tense: Tense, words: Words) -> str:
    """Return the key of the words for a status: of what was over, or ahead, if they differ then."""
    told = f"{key}.{status}_{tense}"
    return told if told in words.table.texts else f"{key}.{status}"


def stopped(sentence: str, words: Words) -> str:
    """End a sentence with a full stop, unless it ends already."""
    sentence = sentence.strip()
    # A name of the other direction may stand last, closed by a sign that nobody sees.
    ended = sentence.rstrip("\u2069").endswith(_ENDS)
    return sentence if ended else words.say("join.sentence", text=Said(sentence))
