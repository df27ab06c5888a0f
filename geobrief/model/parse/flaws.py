"""What is wrong with a brief, gathered until all of it is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geobrief.errors import BriefError, Problem

if TYPE_CHECKING:
    from collections.abc import Callable

    from geobrief.model.brief import Origin

__all__ = ["Flaws", "show_value"]

_LONGEST_SHOWN = 60


class Flaws:
    """Gathers problems by field path and raises them as one BriefError, in the file's order."""

    def __init__(self, origin_of: Callable[[str], Origin]) -> None:
        self.where = origin_of
        """Tells where the field at a path was written."""
        self._found: dict[str, list[str]] = {}

    def add(self, path: str, what: str) -> None:
        """Remember that the field at `path` has something wrong."""
        self._found.setdefault(path, []).append(what)

    def __contains__(self, path: str) -> bool:
        return path in self._found

    def raise_any(self) -> None:
        """Raise what was found, if anything was.

        Raises:
            BriefError: lists every problem, by line or row.
        """
        if not self._found:
            return
        placed = [(self.where(path), what) for path, all_ in self._found.items() for what in all_]
        placed.sort(key=lambda pair: _position(pair[0]))
        problems = dict.fromkeys(Problem(str(origin), what) for origin, what in placed)
        raise BriefError(problems)


def show_value(value: object) -> str:
    """Return a value for a message: on one line, short, its odd characters as escapes."""
    text = repr(value)
    if len(text) <= _LONGEST_SHOWN:
        return text
    return f"{text[: _LONGEST_SHOWN - 1]}…{text[0] if isinstance(value, str) else ''}"


def _position(origin: Origin) -> tuple[int, int]:
    return (origin.line or 0, origin.row or 0)
