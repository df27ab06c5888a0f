"""A signal that asks the program to stop ends it at once; nothing half-written stays.

Python's way, an exception that comes up at whatever line is being run, does not do: numpy turns it
into an ImportError, and where nobody can catch it, it is lost. So the handler itself takes away
what is half-written, says so in a line, and ends the process.
"""

from __future__ import annotations

import os
import signal
import sys

TYPE_CHECKING = False  # typing is slow to import, and until listen() a signal ends in a traceback
if TYPE_CHECKING:
    from types import FrameType
    from typing import NoReturn

__all__ = ["listen", "listen_no_more"]

_ASK_TO_STOP = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
"""Ctrl-C; another program; the terminal that was closed; Ctrl-Break on Windows."""


def listen() -> None:
    """From now on, end with 128 plus the signal's number when asked to stop.

    What whoever started the program had it ignore (`nohup`) stays ignored. Only a process's first
    thread can listen; another leaves all as it is.
    """
    usual = (signal.SIG_DFL, signal.default_int_handler)
    try:
        for number in _numbers():
            if signal.getsignal(number) in usual:
                signal.signal(number, _stop)
    except ValueError:  # not the first thread
        return


def listen_no_more() -> None:
    """Ignore the signals: the work is done, and what is left is Python's putting away."""
    for number in _numbers():
        if signal.getsignal(number) is _stop:
            signal.signal(number, signal.SIG_IGN)


def _numbers() -> list[int]:
    return [getattr(signal, name) for name in _ASK_TO_STOP if hasattr(signal, name)]


def _stop(number: int, _frame: FrameType | None) -> None:
    listen_no_more()
    # Not imported here: a signal may come in the middle of its import.
    stop_writing = getattr(sys.modules.get("geobrief.files"), "stop_writing", None)
    if stop_writing is None:
        _end(number, written=False)
    try:
        stop_writing(lambda written: _end(number, written=written))
    except OSError:
        os._exit(128 + number)


def _end(number: int, *, written: bool) -> NoReturn:
    what = "the files are written" if written else "no file was written"
    begin = "\n" if os.isatty(2) else ""  # below the terminal's ^C
    try:  # noqa: SIM105 - one import less
        # Not print: the signal may have come in the middle of one.
        os.write(2, f"{begin}geobrief: stopped; {what}\n".encode())
    except OSError:  # nobody reads it
        pass
    os._exit(128 + number)
