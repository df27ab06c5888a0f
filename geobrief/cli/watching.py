"""`geobrief map --watch`: drawn again whenever what it is made from is saved.

Files are looked at a few times a second, which works on every system and on shared folders, where
notices of changes do not. What cannot be drawn is told, and the last good files stay.
"""

from __future__ import annotations

import gc
import os
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from geobrief.cli import bar, output
from geobrief.cli.making import MOST_NOTES, draw, keep, made
from geobrief.cli.style_files import style_files
from geobrief.errors import (
    BriefError,
    GeobriefError,
    GlyphError,
    InputError,
    PlaceError,
    StyleError,
    ViewError,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from geobrief.cli.command import Answer
    from geobrief.cli.making import Drawing, Order

__all__ = ["watched"]

_EVERY_S = 0.25
_SETTLED_S = 0.1
"""What has not changed for so long is saved to its end."""
_PATIENCE_S = 1.0
"""Editors that save by renaming leave a moment without the file."""
_MENDED_BY_SAVING = (BriefError, PlaceError, StyleError, ViewError, GlyphError)
_State = dict[Path, tuple[int, int, int] | None]


def watched(
    order: Order, *, style: Path | None, show: Callable[[Path], None] | None
) -> Iterator[Answer]:
    """Yield what was made, now and whenever the brief or the style is saved, until stopped.

    Args:
        order: what to make; its story is a brief.
        style: the house style's file, which is watched with what it names.
        show: is given the first file that is made.

    Raises:
        GeobriefError: saving will not mend it: an option, or a file that cannot be written.
    """
    _check(order)
    news = _News()
    order = replace(order, tell=news.tell)
    good = 0
    while True:
        seen = _state(_watched_files(order, style))
        bar.work()
        drawing = _drawn(order, first=not news.rounds, again=bool(good))
        bar.rest()
        if drawing is not None:
            good += 1
            yield made(drawing) if good == 1 else _made_anew(drawing)
            if show is not None and good == 1:
                show(next(iter(drawing.contents)))
        if not news.rounds:
            output.note(f"{order.story.file} is watched; each save draws it anew, Ctrl-C ends")
        news.turn()
        del drawing
        gc.collect()  # it is switched off elsewhere
        _wait(seen, lambda: _watched_files(order, style))


def _check(order: Order) -> None:
    if order.story.file is None:
        message = (
            "--watch waits for a brief to be saved, and these are names of places; write them "
            "into a brief, which 'geobrief new NAME' begins, or leave --watch out"
        )
        raise InputError(message)
    if not order.story.sources:
        order.story.read()  # which tells what is wrong


class _News:
    """Tells a note when it is new, not with every save."""

    def __init__(self) -> None:
        self.rounds = 0
        self._now: set[str] = set()
        self._before: set[str] = set()

    def tell(self, notes: Iterable[str]) -> None:
        told = list(notes)
        output.notes([note for note in told if note not in self._before], most=MOST_NOTES)
        self._now.update(told)

    def turn(self) -> None:
        """Begin the next round."""
        self.rounds += 1
        self._before, self._now = self._now, set()


def _drawn(order: Order, *, first: bool, again: bool) -> Drawing | None:
    """Draw and write; tell what is wrong, and return None, if that is for a save to mend."""
    try:
        drawing = draw(order)
        keep(drawing, again=again)
    except GeobriefError as error:
        if first and not isinstance(error, _MENDED_BY_SAVING):
            raise
        output.report(error)
    except Exception as fault:
        if os.environ.get("GEOBRIEF_TRACEBACK"):
            raise
        output.report_fault(fault)
    else:
        return drawing
    output.note(
        f"{_now()}, not drawn; " + ("the last good map stays" if again else "mend it and save")
    )
    return None


def _made_anew(drawing: Drawing) -> Answer:
    """Return one line: all paths were told the first time."""
    path = next(iter(drawing.contents))
    return replace(made(drawing), tell=lambda: output.answer(f"{_now()}, drawn anew: {path}"))


def _now() -> str:
    return time.strftime("%H:%M:%S")


def _watched_files(order: Order, style: Path | None) -> list[Path]:
    brief = [] if order.story.file is None else [order.story.file]
    return brief + style_files(style)


def _state(paths: Iterable[Path]) -> _State:
    return {path: _mark(path) for path in paths}


def _mark(path: Path) -> tuple[int, int, int] | None:
    """Return what changes with each save; None if there is no such file."""
    try:
        there = path.stat()
    except (OSError, ValueError):
        return None
    return there.st_mtime_ns, there.st_size, there.st_ino


def _wait(seen: _State, files: Callable[[], list[Path]]) -> None:
    """Return when a file is another than it was, and no longer being saved."""
    seen = _state(files()) | seen  # what a style names since it was saved is there to stay
    while (now := _state(seen)) == seen:
        _pause(_EVERY_S)
    until = time.monotonic() + _PATIENCE_S
    while True:
        _pause(_SETTLED_S)
        before, now = now, _state(seen)
        all_there = all(now.values()) or time.monotonic() > until
        if now == before and all_there:
            return


def _pause(seconds: float) -> None:
    time.sleep(seconds)
