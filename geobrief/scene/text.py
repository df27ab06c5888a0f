"""Names as a map writes them: with a capital at their head, and cut where they are too long."""

from __future__ import annotations

__all__ = ["headed", "shorten"]

_TURNS = {
    **dict.fromkeys("\u202a\u202b\u202d\u202e", "\u202c"),
    **dict.fromkeys("\u2066\u2067\u2068", "\u2069"),
}
"""Characters that turn the direction of reading, each with what ends its reach."""


def headed(name: str) -> str:
    """Write a name as it stands on its own: "the White House" begins with a capital there."""
    return f"T{name[1:]}" if name.startswith("the ") else name


def shorten(text: str, *, longest: int) -> str:
    """Cut text to `longest` visible characters at most, an ellipsis in place of what goes.

    Characters that turn the direction of reading are closed again, or what follows would turn.
    """
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    kept = line[: longest - 1].rstrip()
    return f"{kept}{_ends(kept)}\u2026"


def _ends(text: str) -> str:
    """Return what closes the direction characters that a text leaves open."""
    waiting: list[str] = []
    for char in text:
        if char in _TURNS:
            waiting.append(_TURNS[char])
        elif waiting and char == waiting[-1]:
            waiting.pop()
    return "".join(reversed(waiting))
