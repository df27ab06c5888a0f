"""What is wrong with a brief, gathered until all of it is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geobrief.errors import BriefError, Problem
from geobrief.model.naming import name_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from geobrief.model.brief import Brief, Origin

__all__ = ["Flaws", "problem_at", "show_origin", "show_value"]

_LONGEST_SHOWN = 60
_LONGEST_ORIGIN = 600


class Flaws:
    """Gathers problems by field path and raises them as one BriefError, in the file's order."""

    def __init__(self, origin_of: Callable[[str], Origin]) -> None:
        self.where = origin_of
        """Tells where the field at a path was written."""
        self.paths: set[str] = set()
        """Fields that cannot be used as they are."""
        self._told: set[str] = set()
        self.doubtful_names: set[str] = set()
        """Keys of names (see naming.py) of which it is not known which place they mean."""
        self._found: list[tuple[Origin, str]] = []

    def add(self, path: str, what: str) -> None:
        """Remember that the field at `path` has something wrong."""
        self.add_at(self.where(path), what, path=path)

    def add_at(self, origin: Origin, what: str, *, path: str = "") -> None:
        """Remember that something is wrong at a spot of the file.

        Args:
            origin: the spot.
            what: the message.
            path: the field that cannot be used as it is; empty if it is no field of a brief.
        """
        if path:
            self._told.add(path)
            self.paths.add(path)
        self._found.append((origin, what))

    def doubt(self, names: Iterable[object]) -> None:
        """Remember that nobody knows yet which place a name means: its record is not used."""
        self.doubtful_names.update(name_key(str(name)) for name in names)

    def __contains__(self, path: str) -> bool:
        return path in self._told

    def raise_any(self, rest: Callable[[], Brief | None]) -> None:
        """Raise what was found, if anything was; `rest` then makes a Brief of what is sound.

        Raises:
            BriefError: lists every problem, by line or row.
        """
        if self._found:
            self._found.sort(key=lambda pair: (pair[0].line or 0, pair[0].row or 0))
            problems = dict.fromkeys(problem_at(*found) for found in self._found)
            raise BriefError(problems, rest=rest())


def problem_at(origin: Origin, what: str) -> Problem:
    """Return a problem that knows its line or row, by which the problems of a file are sorted."""
    return Problem(show_origin(origin), what, origin.line or origin.row or 0)


def show_origin(origin: Origin) -> str:
    """Return an origin for a message: a key of the field's path may be any text at all."""
    text = str(origin)
    if len(text) > _LONGEST_ORIGIN:
        text = f"{text[: _LONGEST_ORIGIN // 2]}…{text[-_LONGEST_ORIGIN // 2 :]}"
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else repr(char)[1:-1] for char in text)


def show_value(value: object) -> str:
    """Return a value for a message: on one line, short, its odd characters as escapes."""
    text = repr(value)
    if len(text) <= _LONGEST_SHOWN:
        return text
    return f"{text[: _LONGEST_SHOWN - 1]}…{text[0] if isinstance(value, str) else ''}"
