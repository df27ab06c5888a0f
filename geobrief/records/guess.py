"""Headings that people write, and the columns they may mean by them."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from geobrief.model.parse import show_value
from geobrief.records.rows import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

__all__ = ["guesses", "listed", "misspelt", "plain_name", "shown", "unused_notes"]

_MOST_NAMED = 40
_MOST_WORDS = 2
_LIKENESS = 0.75
_ALSO_CALLED = {
    **dict.fromkeys(("latitude", "y"), ("lat",)),
    **dict.fromkeys(("lng", "long", "longitude", "x"), ("lon",)),
    **dict.fromkeys(("date", "dates", "datetime", "day", "time"), ("when",)),
    **dict.fromkeys(
        ("at", "city", "destination", "location", "to", "town", "venue", "where"), ("place",)
    ),
    **dict.fromkeys(("people", "person", "traveler", "traveller"), ("who",)),
    "name": ("place", "who"),
    **dict.fromkeys(("departure", "origin"), ("from",)),
    **dict.fromkeys(
        ("comment", "comments", "description", "notes", "remark", "remarks"), ("note",)
    ),
    **dict.fromkeys(("function", "job", "office", "position"), ("role",)),
    **dict.fromkeys(("nation", "state"), ("country",)),
    "party": ("side",),
    **dict.fromkeys(("link", "reference", "source", "sources", "url"), ("evidence",)),
}
"""What else a column is called; a heading that may be several means the first that is free."""


def plain_name(heading: str) -> str:
    """Return a heading as columns are named: in small letters, blanks made one."""
    return " ".join(heading.split()).lower()


def guesses(headings: Iterable[str], used: Collection[str]) -> dict[str, str]:
    """Return which column each heading may mean, by heading; each unused column at most once."""
    free = [column for column in COLUMNS if column not in used]
    found: dict[str, str] = {}
    # What can mean only one thing chooses first.
    for heading in sorted(dict.fromkeys(headings), key=lambda text: len(_meant(text))):
        meant = next((column for column in _meant(heading) if column in free), "")
        if meant:
            found[heading] = meant
            free.remove(meant)
    return found


def misspelt(headings: Iterable[str], used: Collection[str]) -> dict[str, str]:
    """Return those headings that are spelt like a column that is not there, with the column."""
    found = guesses(headings, used)
    return {
        heading: column
        for heading, column in found.items()
        if plain_name(heading) not in _ALSO_CALLED and " " not in plain_name(heading)
    }


def unused_notes(file: str, kind: str, headings: Iterable[str], used: Collection[str]) -> list[str]:
    """Say which headings are not used, and what each may mean; `kind` is column or property."""
    once = list(dict.fromkeys(headings))
    guessed = guesses(once, used)
    notes = [
        f"{file}: the {kind} {shown(heading)} is not used; "
        f"did you mean {guessed[heading]}? Rename it"
        for heading in once
        if heading in guessed
    ]
    rest = [shown(heading) for heading in once if heading not in guessed]
    plural = {"column": "columns", "property": "properties"}[kind]
    return [*notes, f"{file}: {plural} not used: {listed(rest)}"] if rest else notes


def listed(names: Sequence[str]) -> str:
    """Return names for a message; of very many the first, and how many more there are."""
    more = len(names) - _MOST_NAMED
    return ", ".join(names[:_MOST_NAMED]) + (f" and {more:,} more" if more > 0 else "")


def shown(heading: str) -> str:
    """Return a heading for a message: short, on one line."""
    return show_value(heading)[1:-1]


def _meant(heading: str) -> tuple[str, ...]:
    """Return the columns that a heading may mean, the likeliest first."""
    name = plain_name(heading)
    if name in _ALSO_CALLED:
        return _ALSO_CALLED[name]
    close = difflib.get_close_matches(name, COLUMNS, n=1, cutoff=_LIKENESS)
    words = name.split()
    if close or not 1 < len(words) <= _MOST_WORDS:
        return tuple(close)
    known = (_ALSO_CALLED.get(word, (word,) if word in COLUMNS else ()) for word in words)
    return next((columns for columns in known if columns), ())
