"""Which characters a text may not hold: those that break a page, a file or the order of reading."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["text_flaw"]

_SUSPECT = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_LONG_TEXT_MAY_HOLD = "\n\t"
_EMBEDDING_OPENS = "\u202a\u202b\u202d\u202e"
_EMBEDDING_ENDS = "\u202c"
_ISOLATE_OPENS = "\u2066\u2067\u2068"
_ISOLATE_ENDS = "\u2069"
_PLAIN_NAMES = {
    "\x00": "a NUL character (U+0000)",
    "\t": "a tab (U+0009)",
    "\n": "a line break (U+000A)",
    "\r": "a carriage return (U+000D)",
    "\x1b": "an escape character (U+001B)",
}


def text_flaw(text: str, *, long: bool = False) -> str:
    """Say what is wrong with the characters of a text, or return an empty text.

    Args:
        text: as it was written.
        long: whether it is a note or a summary, which unlike a name may hold line breaks and tabs.
    """
    if not _SUSPECT.search(text):
        return ""
    for char in _SUSPECT.findall(text):
        if not (_turns_direction(char) or (long and char in _LONG_TEXT_MAY_HOLD)):
            return f"holds {_call(char)}; take it out"
    for line in text.split("\n"):
        loose = _loose_turn(line)
        if loose:
            return loose
    return ""


def _loose_turn(line: str) -> str:
    """Find a direction character without its partner; one left open turns the text after it."""
    waiting: list[str] = []
    for char in filter(_turns_direction, line):
        if char in _EMBEDDING_OPENS or char in _ISOLATE_OPENS:
            waiting.append(char)
        elif waiting and (char in _ISOLATE_ENDS) == (waiting[-1] in _ISOLATE_OPENS):
            waiting.pop()
        else:
            return f"holds {_call(char)}, which ends nothing; take it out"
    if waiting:
        end = _ISOLATE_ENDS if waiting[-1] in _ISOLATE_OPENS else _EMBEDDING_ENDS
        return (
            f"holds {_call(waiting[-1])}, which turns the text after it around; "
            f"take it out, or close it with {_call(end)}"
        )
    return ""


def _turns_direction(char: str) -> bool:
    return "\u202a" <= char <= "\u202e" or "\u2066" <= char <= "\u2069"


def _call(char: str) -> str:
    """Name a character by its code point and, where it has one, its name."""
    if char in _PLAIN_NAMES:
        return _PLAIN_NAMES[char]
    name = unicodedata.name(char, "").lower()
    code = f"U+{ord(char):04X}"
    if name:
        return f"the character {code} ({name})"
    return f"half a character ({code})" if "\ud800" <= char <= "\udfff" else f"the character {code}"
