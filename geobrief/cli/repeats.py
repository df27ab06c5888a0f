"""One mistake in many rows of a table, told once with the other rows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geobrief.errors import Problem

__all__ = ["told_once"]

_ROW = re.compile(r"(?P<file>.*), row (?P<row>\d+)(?P<column>.*)", re.DOTALL)
_VALUE = re.compile(r"'[^']*'(?= )")
"""What is wrong begins with the value that is."""
_MOST_ROWS = 20


def told_once(problems: Iterable[Problem]) -> list[str]:
    """Return the problems in words: those of one kind and one column together, at the first."""
    kinds: dict[tuple[str, ...], list[Problem]] = {}
    for problem in problems:
        kinds.setdefault(_kind(problem), []).append(problem)
    return [_told(some) for some in kinds.values()]


def _kind(problem: Problem) -> tuple[str, ...]:
    """Return what is the same for one mistake in several rows."""
    found = _ROW.fullmatch(problem.where)
    if not found:
        return problem.where, problem.what
    return found["file"], found["column"], _without_value(problem.what)


def _without_value(what: str) -> str:
    value = _VALUE.match(what)
    return what[value.end() :] if value else what


def _told(problems: Sequence[Problem]) -> str:
    first, *others = problems
    if not others:
        return str(first)
    rows = [_row(one, beside=first) for one in others]
    more = f" and {len(rows) - _MOST_ROWS:,} more" if len(rows) > _MOST_ROWS else ""
    plural = "s" if len(rows) > 1 else ""
    head, _, details = str(first).partition("\n")
    told = f"{head} (so too row{plural} {', '.join(rows[:_MOST_ROWS])}{more})"
    return f"{told}\n{details}" if details else told


def _row(problem: Problem, *, beside: Problem) -> str:
    """Return a row's number, with the value where it is another."""
    value = _VALUE.match(problem.what)
    row = f"{problem.at}"
    return row if value is None or problem.what == beside.what else f"{row}: {value[0]}"
