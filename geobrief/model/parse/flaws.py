"""What is wrong with a brief, gathered until all of it is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geobrief.errors import BriefError, Problem

if TYPE_CHECKING:
    from collections.abc import Callable

    from geobrief.model.brief import Origin

__all__ = ["Flaws", "problem_at", "show_origin", "show_value"]

_LONGEST_SHOWN = 60


class Flaws:
    """Gathers problems by field path and raises them as one BriefError, in the file's order."""

    def __init__(self, origin_of: Callable[[str], Origin]) -> None:
        self.where = origin_of
        """Tells where the field at a path was written."""
        self._paths: set[str] = set()
        self._found: list[tuple[Origin, str]] = []

    def add(self, path: str, what: str) -> None:
        """Remember that the field at `path` has something wrong."""
        self._paths.add(path)
        self.add_at(self.where(path), what)

    def add_at(self, origin: Origin, what: str) -> None:
        """Remember that something is wrong at a spot of the file that is no field of a brief."""
        self._found.append((origin, what))

    def __contains__(self, path: str) -> bool:
        return path in self._paths

    def raise_any(self) -> None:
        """Raise what was found, if anything was.

        Raises:
            BriefError: lists every problem, by line or row.
        """
        if self._found:
            self._found.sort(key=lambda pair: (pair[0].line or 0, pair[0].row or 0))
            raise BriefError(dict.fromkeys(problem_at(*found) for found in self._found))


def problem_at(origin: Origin, what: str) -> Problem:
    """Return a problem that knows its line or row, by which the problems of a file are sorted."""
    return Problem(show_origin(origin), what, origin.line or origin.row or 0)


def show_origin(origin: Origin) -> str:
    """Return an origin for a message: a key of the field's path may be any text at all."""
    text = str(origin)
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else repr(char)[1:-1] for char in text)


def show_value(value: object) -> str:
    """Return a value for a message: on one line, short, its odd characters as escapes."""
    text = repr(value)
    if len(text) <= _LONGEST_SHOWN:
        return text
    return f"{text[: _LONGEST_SHOWN - 1]}…{text[0] if isinstance(value, str) else ''}"
