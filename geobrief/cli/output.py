"""What reaches the terminal: answers on standard output, notes and errors on standard error.

All text passes `markup.terminal`, so that none of it can move the cursor or reorder a line.
"""

from __future__ import annotations

import io
import json
import os
import re
import sys
import unicodedata
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from geobrief.cli import bar
from geobrief.cli.repeats import told_once
from geobrief.errors import BriefError, OutputError
from geobrief.model import Basis
from geobrief.render.markup import terminal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from geobrief.errors import GeobriefError
    from geobrief.model import Location

__all__ = [
    "answer",
    "answer_json",
    "answer_lines",
    "answer_table",
    "can_print",
    "error",
    "finish",
    "hushed",
    "let_go_of_stdout",
    "note",
    "notes",
    "plain_error",
    "prepare_streams",
    "report",
    "report_fault",
    "taken_for",
    "tell_notes",
]

MOST_PROBLEMS = 20
"""An editor mends these first; a count tells how many are left."""


_hushed: ContextVar[bool] = ContextVar("geobrief-hushed", default=False)


@contextmanager
def hushed(*, only_if: bool = True) -> Iterator[None]:
    """Print no notes and no bar in this context: answers and errors only."""
    if not only_if:
        yield
        return
    token = _hushed.set(True)
    bar.drop()
    try:
        yield
    finally:
        _hushed.reset(token)


def prepare_streams() -> None:
    """Write what the terminal's encoding lacks as backslash escapes, not as a crash."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def let_go_of_stdout() -> None:
    """Point standard output nowhere: its reader has gone, and Python would complain at exit."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
    except (OSError, AttributeError):  # no file behind it
        sys.stdout = io.StringIO()


def answer(line: str = "") -> None:
    """Print one line of the answer."""
    _say(terminal(line))


def answer_lines(lines: Iterable[str]) -> None:
    """Print lines of the answer."""
    for line in lines:
        answer(line)


def can_print(text: str) -> bool:
    """Tell whether standard output has all letters of a text."""
    try:
        text.encode(getattr(sys.stdout, "encoding", None) or "utf-8")
    except UnicodeEncodeError:
        return False
    return True


def answer_json(value: Any, *, in_one_line: bool = False) -> None:  # noqa: ANN401 - what JSON holds
    """Print the answer as JSON, with what a terminal would act on escaped by JSON's own rules."""
    indent = None if in_one_line else 2
    text = json.dumps(value, ensure_ascii=False, indent=indent, allow_nan=False)
    if not can_print(text):  # what would be written in place of its letters is no JSON
        text = json.dumps(value, indent=indent, allow_nan=False)
    _say("\n".join(_json_escaped(line) for line in text.split("\n")))


def answer_table(rows: Iterable[Sequence[str]], *, right: Iterable[int] = ()) -> None:
    """Print rows in columns two blanks apart; the columns numbered in `right` end flush."""
    cells = [[terminal(cell) for cell in row] for row in rows]
    widths = [max(map(_width, column)) for column in zip(*cells, strict=True)]
    flush = frozenset(right)
    for row in cells:
        padded = (
            " " * (width - _width(cell)) + cell
            if index in flush
            else cell + " " * (width - _width(cell))
            for index, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        _say("  ".join(padded).rstrip())


def finish() -> None:
    """Send off what still waits to be printed.

    Raises:
        OutputError: standard output takes no more.
    """
    if sys.stdout is not None:  # it is None where it was closed from the start
        with _told_apart():
            sys.stdout.flush()


def _say(text: str) -> None:
    bar.wipe()
    with _told_apart():
        print(text)  # noqa: T201 - the one place that prints answers


@contextmanager
def _told_apart() -> Iterator[None]:
    """Tell a full disk behind standard output from a fault of ours."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as fault:
        let_go_of_stdout()
        message = (
            f"cannot write to standard output: {fault.strerror or fault}; "
            "make room there, or send the answer elsewhere"
        )
        raise OutputError(message) from fault


def note(text: str) -> None:
    """Print one note on standard error."""
    if not _hushed.get():
        plain_error(f"geobrief: note: {text}")


def notes(texts: Iterable[str], *, most: int) -> None:
    """Print notes, each once, the first so many of them, and how many more there are."""
    once = list(dict.fromkeys(texts))
    for text in once[:most]:
        note(text)
    if len(once) > most:
        note(f"and {len(once) - most:,} more notes of this kind")


def taken_for(place: Location) -> str:
    """Return which place a name was taken for, and what stands for it."""
    return place.full_name + _standing_in(place)


def _standing_in(place: Location) -> str:
    if place.stands_in:
        return f" (its capital, {place.stands_in}, stands for it)"
    return {Basis.AREA: " (its middle)", Basis.EDITOR: " (approximate)"}.get(place.basis, "")


def tell_notes(locations: Iterable[Location]) -> None:
    """Print what the gazetteer decided about places, each note once."""
    for text in dict.fromkeys(text for location in locations for text in location.notes):
        note(text)


def error(text: str) -> None:
    """Print one error on standard error."""
    plain_error(f"geobrief: error: {text}")


def plain_error(text: str) -> None:
    """Print one line on standard error."""
    bar.wipe()
    with suppress(OSError):  # nobody reads it, or its disk is full: no reason to stop
        print(terminal(text), file=sys.stderr)  # noqa: T201 - the one place that prints errors


def report(problem: GeobriefError) -> None:
    """Print notes, then what went wrong, one problem after another, the first twenty of them."""
    if isinstance(problem, BriefError):
        notes(problem.notes, most=MOST_PROBLEMS)
    told = told_once(problem.problems) if isinstance(problem, BriefError) else _apart(str(problem))
    for one in told[:MOST_PROBLEMS]:
        first, *more = one.split("\n")
        error(first)
        for line in more:
            plain_error(line)
    if len(told) > MOST_PROBLEMS:
        error(f"and {len(told) - MOST_PROBLEMS} more")


def _apart(message: str) -> list[str]:
    """Return the problems that a message tells: each begins a line, its details are indented."""
    return re.split(r"\n(?! )", message)


def report_fault(fault: Exception) -> None:
    """Print that geobrief itself is at fault, in one line."""
    error(
        f"{type(fault).__name__}: {fault}. This is a fault in geobrief: please report it with the "
        "command you gave. GEOBRIEF_TRACEBACK=1 shows where it happened."
    )


def _json_escaped(line: str) -> str:
    """Escape what a terminal would act on the way JSON does, which changes no value."""
    return "".join(char if terminal(char) == char else _json_escape(char) for char in line)


def _json_escape(char: str) -> str:
    return json.dumps(char)[1:-1]


def _width(text: str) -> int:
    """Count the columns that text takes on a terminal."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )
