"""Bytes read as choices: the same bytes make the same input, and a changed byte a like one.

A fuzzer only knows bytes, and random bytes hardly ever become a brief. Here each byte decides
something: which token comes next, how long a text is. So what the fuzzer learns to keep is a
brief with one thing changed.
"""

# ruff: noqa: RUF001 - characters that look like others are what is tried here

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Draw"]

_Thing = TypeVar("_Thing")


class Draw:
    """Makes choices of bytes; when they run out, every choice is the first one."""

    def __init__(self, data: bytes) -> None:
        """Begin at the first byte."""
        self._data = data
        self._at = 0

    def __bool__(self) -> bool:
        return self._at < len(self._data)

    def byte(self) -> int:
        """Return the next byte, 0 where there is none."""
        self._at += 1
        return self._data[self._at - 1] if self._at <= len(self._data) else 0

    def below(self, limit: int) -> int:
        """Return a whole number from 0 to `limit` - 1."""
        value = self.byte()
        return (value if limit <= 0x100 else value << 8 | self.byte()) % limit

    def one_of(self, things: Sequence[_Thing]) -> _Thing:
        """Return one of a few things."""
        return things[self.below(len(things))]

    def rest(self) -> bytes:
        """Return all bytes that are left."""
        left = self._data[self._at :]
        self._at = len(self._data)
        return left

    def some(self, longest: int) -> Iterator[int]:
        """Yield numbers from 0 on, at most `longest` of them and none after the last byte."""
        for number in range(self.below(longest + 1)):
            if not self:
                return
            yield number

    def text(self, longest: int = 24) -> str:
        """Return a text whose characters are of all planes, the dangerous ones often."""
        return "".join(map(self._character, self.some(longest)))

    def _character(self, _number: int) -> str:
        kind = self.byte()
        if kind < 0x80:
            return chr(kind)
        if kind < 0xE0:
            return SUSPECT[self.below(len(SUSPECT))]
        return chr((self.byte() << 16 | self.byte() << 8 | self.byte()) % 0x110000)


SUSPECT = (
    "\0\t\n\r\x0b\x0c\x1b\x1c\x7f\x80\x85\x9b\x9d\xa0\xad"
    "=+-@\N{MINUS SIGN}\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH PLUS SIGN}"
    "\N{FULLWIDTH HYPHEN-MINUS}\N{FULLWIDTH COMMERCIAL AT}"
    "<>&\"'`${}\\/%#;:,|()[]*?!~^_"
    "\u0301\u0345\u034f\u0489\u061c\u0660\u06dd\u07c0\u0966\u0e33\u1160\u1680\u180e"
    "\u2000\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u202f"
    "\u2060\u2066\u2067\u2068\u2069\u2212\u2032\u2033\u3000\u3164\ufb01\ufdd0\ufdfa\ufe0f\ufeff"
    "\uff0f\uff10\uff1c\uffa0\ufff9\ufffc\ufffd\ufffe\uffff\ud800\udbff\udc00\udfff"
    "İıſßΐÅK°ªº²½Ⅷǆأשа中🇺🇦👩\U0001d7d8\U000e0001\U000e0041\U0010fffe\U0010ffff"
)
"""Characters that do something, mean something else elsewhere, or change when they are folded."""
