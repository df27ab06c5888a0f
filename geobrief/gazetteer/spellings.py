"""Which of the spellings one letter away from a word may be names: a table of bits, and its trick.

A word of nine letters has some 500 spellings with one letter left out, swapped, replaced or added.
To write each out and look it up takes half a millisecond; this takes a twentieth of that.

Every letter counts as its code times a weight, which depends on its place in the word. The sum is
the number of a slot in a table, and a name sets a bit there. Now let one place of a word take the
letters from a to z: the sum grows by the weight of that place each time, so the 26 slots lie at
equal steps, and one slice of the table with that step tells which of the 26 words are names.
So two slices for each place, one of words as long and one of words with a letter more, and two
single slots, one for the letter left out and one for two letters swapped, tell all.

Slots are shared by accident, so a few in a hundred of the spellings that no name has come along.
The names themselves are to be asked about what this yields; what it leaves out is none.
"""

from __future__ import annotations

from itertools import chain, compress, pairwise
from operator import mul
from string import ascii_lowercase
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["LONGEST", "Spellings", "fits", "table"]

LONGEST = 48
"""The most letters of a word that is in the table or asked for."""

_SLOTS = 2**20
_PRIME = 40_289
"""The largest with which no 26 steps go round the table more than once."""
_WEIGHTS = [pow(10_007, place + 1, _PRIME) for place in range(LONGEST + 2)]
"""By place; the powers of a primitive root scatter as if thrown with dice."""
_ONWARD = [after - before for before, after in pairwise(_WEIGHTS)]
"""What a letter gains in weight by moving one place on."""

_LENGTHS = 8
"""A slot has a bit for each length of a word; nine letters share theirs with one."""


def fits(word: str) -> bool:
    """Whether a normalised word can be in the table: it has plain letters and digits only."""
    return word.isascii() and word.isalnum() and len(word) <= LONGEST


def table(words: Iterable[str]) -> bytes:
    """Return the table for words that fit."""
    slots = bytearray(_SLOTS)
    for word in words:
        slots[_sum(word.encode()) % _SLOTS] |= 1 << len(word) % _LENGTHS
    return bytes(slots)


def _sum(codes: bytes) -> int:
    return sum(map(mul, codes, _WEIGHTS))


class Spellings:
    """A table of words, to be asked which spellings may be among them."""

    def __init__(self, slots: bytes) -> None:
        self._slots = slots * 2
        """Once more behind itself, for steps that go round its end."""
        self._bits = [bytes(slot >> bit & 1 for slot in range(256)) for bit in range(_LENGTHS)]
        """For `bytes.translate`: each of the bits of any slot."""

    def one_away(self, word: str) -> Iterator[str]:
        """Yield the spellings of a word that fits, with one letter wrong, that may be in the table.

        Some come twice, and so may the word itself.
        """
        codes = word.encode()
        return chain(
            self._left_out(word, codes),
            self._swapped(word, codes),
            self._replaced(word, codes),
            self._added(word, codes),
        )

    def _left_out(self, word: str, codes: bytes) -> Iterator[str]:
        bit = 1 << (len(word) - 1) % _LENGTHS
        rest = _sum(codes[1:])
        for place, (code, after) in enumerate(pairwise((*codes, 0))):
            if self._slots[rest % _SLOTS] & bit:
                yield word[:place] + word[place + 1 :]
            rest += (code - after) * _WEIGHTS[place]

    def _swapped(self, word: str, codes: bytes) -> Iterator[str]:
        bit = 1 << len(word) % _LENGTHS
        total = _sum(codes)
        for place, (code, after) in enumerate(pairwise(codes)):
            if self._slots[(total + (code - after) * _ONWARD[place]) % _SLOTS] & bit:
                yield word[:place] + word[place + 1] + word[place] + word[place + 2 :]

    def _replaced(self, word: str, codes: bytes) -> Iterator[str]:
        total = _sum(codes)
        for place, code in enumerate(codes):
            rest = total - code * _WEIGHTS[place]
            for letter in self._letters(place, rest, len(word)):
                yield word[:place] + letter + word[place + 1 :]

    def _added(self, word: str, codes: bytes) -> Iterator[str]:
        rest = sum(map(mul, codes, _WEIGHTS[1:]))
        for place, code in enumerate((*codes, 0)):
            for letter in self._letters(place, rest, len(word) + 1):
                yield word[:place] + letter + word[place:]
            rest -= code * _ONWARD[place]

    def _letters(self, place: int, rest: int, length: int) -> Iterator[str]:
        """Pick the letters that may stand in a place of a word, of which the `rest` is known."""
        step = _WEIGHTS[place]
        first = (rest + ord("a") * step) % _SLOTS
        slots = self._slots[first : first + len(ascii_lowercase) * step : step]
        return compress(ascii_lowercase, slots.translate(self._bits[length % _LENGTHS]))
