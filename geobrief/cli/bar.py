"""How far long work has come, on a terminal, once it has taken a second.

A thread paints, so that the bar appears on time however long a step is; what is worked on only
leaves word. Whatever else is printed wipes the bar first.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from geobrief.progress import heard_by

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["drop", "line_of", "rest", "shown", "wipe", "work"]

DELAY_S = 1.0
"""What is done sooner shows no bar."""
_EVERY_S = 0.15
_CELLS = 24
_SIGNS = ("#", "-")
_WORTH_TELLING = 100
"""Fewer things than this are no number that means anything: zoom steps, say."""


class _Bar:
    """The one line on standard error."""

    def __init__(self) -> None:
        self._said: tuple[str, int, int | None] = ("starting", 0, None)
        self._painted = ""
        self._lock = threading.Lock()
        self._over = threading.Event()
        self._at_work_since: float | None = time.monotonic()

    def __call__(self, what: str, done: int, total: int | None) -> None:
        """Take word of how far the work is: a Listener."""
        self._said = what, done, total

    def run(self) -> None:
        """Paint until it is over; the thread's work."""
        pause = DELAY_S
        while not self._over.wait(pause):
            with self._lock:
                pause = self._until_due()
                if not pause:
                    self._paint()
            pause = max(pause, _EVERY_S)

    def _until_due(self) -> float:
        """Return how long there is nothing to paint yet, in seconds."""
        since = self._at_work_since
        return DELAY_S if since is None else max(since + DELAY_S - time.monotonic(), 0.0)

    def rest(self) -> None:
        """Paint nothing until there is work again."""
        with self._lock:
            self._at_work_since = None
        self.wipe()

    def work(self) -> None:
        """Take it that work begins now."""
        with self._lock:
            self._said = "starting", 0, None
            self._at_work_since = time.monotonic()

    def end(self) -> None:
        """Paint no more, and leave nothing."""
        self._over.set()
        self.wipe()

    def wipe(self) -> None:
        """Take the bar off the terminal; it comes back with the next stroke."""
        with self._lock:
            if self._painted:
                self._write("\r" + " " * len(self._painted) + "\r")
                self._painted = ""

    def _paint(self) -> None:
        import shutil  # noqa: PLC0415 - not for what is done at once

        line = line_of(*self._said)[: max(shutil.get_terminal_size().columns - 1, 0)]
        if self._over.is_set() or line == self._painted:
            return
        self._write("\r" + line + " " * (len(self._painted) - len(line)))
        self._painted = line

    @staticmethod
    def _write(text: str) -> None:
        try:
            sys.stderr.write(text)
            sys.stderr.flush()
        except (OSError, ValueError):  # the terminal has gone; the work goes on
            return


_bar: _Bar | None = None


@contextmanager
def shown() -> Iterator[None]:
    """Show a bar for what takes long within this context, if standard error is a terminal."""
    global _bar  # noqa: PLW0603 - there is one terminal
    if not _is_terminal():
        yield
        return
    _bar = bar = _Bar()
    threading.Thread(target=bar.run, daemon=True).start()
    try:
        with heard_by(bar):
            yield
    finally:
        _bar = None
        bar.end()


def drop() -> None:
    """Show no more in this run."""
    global _bar  # noqa: PLW0603 - see shown
    if _bar is not None:
        _bar.end()
        _bar = None


def rest() -> None:
    """Show nothing until there is work again."""
    if _bar is not None:
        _bar.rest()


def work() -> None:
    """Show how far it is from now on, once it has taken a second."""
    if _bar is not None:
        _bar.work()


def wipe() -> None:
    """Make room for what is to be printed."""
    if _bar is not None:
        _bar.wipe()


def _is_terminal() -> bool:
    try:
        return sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
    except (AttributeError, ValueError):  # closed, or replaced by something else
        return False


def line_of(what: str, done: int, total: int | None) -> str:
    """Return the bar's one line: what is done, and how far it is."""
    if not total:
        return f"{what} ..." if not done else f"{what} ({done:,})"
    share = min(done / total, 1.0)
    full = int(share * _CELLS)
    of = f" of {total:,}" if total >= _WORTH_TELLING else ""
    return f"{what} [{_SIGNS[0] * full}{_SIGNS[1] * (_CELLS - full)}] {share:4.0%}{of}"
