"""The nearest spellings of a name that nothing bears.

First those one letter away: a table of the likely names (geobrief.gazetteer.spellings) tells in no
time which may exist; for what it does not hold, every spelling is tried by looking it up. Only if
none exists does a scan of the names with the same beginning look two letters away, or for names
that go on.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from geobrief.gazetteer.spellings import LONGEST, fits
from geobrief.gazetteer.store import Rank

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geobrief.gazetteer.store import Store

__all__ = ["nearest_names"]

MOST_NAMES = 500
"""More names than this are not handed out; only very short ones have so many like them."""

_BEGINNING = 3
"""How many letters must be right for the scan."""
_SHORTEST_SCANNED = 5
_FURTHEST = 2
_SHORTEST_TWO_OFF = 9
"""Only in names from this length on may two letters be wrong: more than three in four are right."""
_LEAST_BEGUN = 2 / 3
"""How much of a name must be there for it to count as begun."""

_ALPHABETS = {
    "LATIN": "abcdefghijklmnopqrstuvwxyz",
    "CYRILLIC": "абвгдежзийклмнопрстуфхцчшщъыьэюяґєіј",
    "GREEK": "αβγδεζηθικλμνξοπρστυφχψω",
    "ARABIC": "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيپچژکگی",
    "HEBREW": "אבגדהוזחטיךכלםמןנסעףפץצקרשת",
}


def nearest_names(name: str, store: Store) -> list[tuple[int, str]]:
    """Return known names like the normalised `name`, each after how many letters it is off.

    Nearest first, at most a few hundred.
    """
    if not name or len(name) > LONGEST:
        return []
    near = [(1, known) for known in _one_off(name, store)]
    if near or len(name) < _SHORTEST_SCANNED:
        return near[:MOST_NAMES]
    return _scanned(name, store)[:MOST_NAMES]


def _one_off(name: str, store: Store) -> list[str]:
    """Return the names one letter away: of the likely ones if there are any, else of all."""
    likely = store.known(store.spellings.one_away(name)) if fits(name) else []
    return likely or store.known(_one_away(name))


def _one_away(name: str) -> Iterator[str]:
    """Yield every spelling with one letter left out, swapped, replaced or added."""
    letters = _alphabet(name)
    for at in range(len(name) + 1):
        before, after = name[:at], name[at:]
        if after:
            yield before + after[1:]
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
        for letter in letters:
            yield before + letter + after
            if after:
                yield before + letter + after[1:]


def _alphabet(name: str) -> str:
    """Return the letters of the scripts that `name` is written in."""
    scripts = {unicodedata.name(char, "").split(" ")[0] for char in name}
    return "".join(letters for script, letters in _ALPHABETS.items() if script in scripts)


def _scanned(name: str, store: Store) -> list[tuple[int, str]]:
    measured = (
        (_steps(name, known), known)
        for known in store.names_from(name[:_BEGINNING], rank=Rank.ALTERNATE)
        if len(known) >= len(name) - _FURTHEST
    )
    return sorted(pair for pair in measured if pair[0] <= _FURTHEST)


def _steps(asked: str, known: str) -> int:
    """Return how many letters apart two names are; a name that goes on is two apart.

    What is not really near counts as too far: two letters in eight are another word.
    """
    if known.startswith(asked):
        return _FURTHEST if len(asked) >= _LEAST_BEGUN * len(known) else _FURTHEST + 1
    longest = max(len(asked), len(known))
    if len(known) - len(asked) > _FURTHEST or longest < _SHORTEST_TWO_OFF:
        return _FURTHEST + 1
    return _edits(asked, known)


def _edits(one: str, two: str) -> int:
    """Count the letters to add, drop, replace or swap (optimal string alignment).

    Stops counting, and returns one too many, as soon as `_FURTHEST` is passed.
    """
    before: list[int] = []
    row = list(range(len(two) + 1))
    for i, left in enumerate(one, start=1):
        before_last, before, row = before, row, [i]
        for j, right in enumerate(two, start=1):
            steps = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (left != right))
            if i > 1 and j > 1 and left == two[j - 2] and right == one[i - 2]:
                steps = min(steps, before_last[j - 2] + 1)
            row.append(steps)
        if min(row) > _FURTHEST:
            return _FURTHEST + 1
    return row[-1]
