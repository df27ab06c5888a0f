"""The command line: parse, call, write, report; nothing else in geobrief prints or exits."""

from __future__ import annotations

import gc
import os
import sys

from geobrief.cli import stopping

TYPE_CHECKING = False  # as little as can be is imported before signals are listened to
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["main"]

EXIT_OK = 0
EXIT_FAULT = 1
EXIT_INPUT = 2
EXIT_INTERRUPTED = 130
_IN_BRIEF = {
    f"--{key}": f"--{key} stands in the brief, as {key}: ...; a table gets a brief with: "
    "geobrief new NAME --from TABLE.csv"
    for key in ("title", "summary", "source", "date", "corrected", "language", "units")
}
"""What is looked for among the options of `map` and `embed`."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code: 0, 1 (our fault) or 2 (the input's).

    Args:
        arguments: the words after `geobrief`. Without them, those that the process was started with
            are taken, and the process is ours: a signal that asks it to stop ends it, with 128
            plus its number.
    """
    if arguments is not None:
        return _run(arguments)
    stopping.listen()
    gc.disable()  # looking for cycles among the objects of 100,000 rows takes a third of the time
    _open_closed_streams()
    code = _run(sys.argv[1:])
    stopping.listen_no_more()
    return code


def _open_closed_streams() -> None:
    """Have closed standard streams lead nowhere.

    Else the next file that is opened takes the number of one, and gets what others print.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115 - see above


def _run(arguments: Sequence[str]) -> int:
    from geobrief.cli import bar, output  # noqa: PLC0415 - slow, and signals are to be heard first
    from geobrief.cli.minus import shielded  # noqa: PLC0415 - see above

    output.prepare_streams()
    understood = [shielded(argument) for argument in arguments]
    try:
        with bar.shown():
            code = _guarded(lambda: _call(understood))
        return _guarded(output.finish) or code
    except BrokenPipeError:
        output.let_go_of_stdout()
        return EXIT_FAULT
    except KeyboardInterrupt:  # of a program that calls us
        return EXIT_INTERRUPTED


def _call(arguments: list[str]) -> object:
    from geobrief.cli.app import COMMANDS, app_for  # noqa: PLC0415 - typer is slow to import

    asked = [name for name in arguments[:1] if name in COMMANDS]
    app = app_for(asked or COMMANDS)
    return app(arguments, prog_name="geobrief", standalone_mode=False)


def _guarded(action: Callable[[], object]) -> int:
    """Do it and return an exit code; whatever goes wrong is told in a line or two."""
    from geobrief.cli import output  # noqa: PLC0415 - see _run
    from geobrief.errors import GeobriefError  # noqa: PLC0415 - see _run

    try:
        code = action()
    except GeobriefError as error:
        output.report(error)
        return error.exit_code
    except BrokenPipeError:
        raise
    except Exception as error:
        if hasattr(error, "format_message"):  # click's own, which typer carries or imports
            return _usage_error(error)
        if os.environ.get("GEOBRIEF_TRACEBACK"):
            raise
        output.report_fault(error)
        return EXIT_FAULT
    return code if isinstance(code, int) else EXIT_OK


def _usage_error(error: Exception) -> int:
    from geobrief.cli import output  # noqa: PLC0415 - see _run

    context = getattr(error, "ctx", None)
    command = context.command_path if context else "geobrief"
    option = str(getattr(error, "option_name", ""))
    if option in _IN_BRIEF and command.split()[-1] in {"map", "embed"}:
        output.error(_IN_BRIEF[option])
        return EXIT_INPUT
    output.error(error.format_message())  # type: ignore[attr-defined] # see the caller
    output.plain_error(f"'{command} --help' tells how it is used.")
    return EXIT_INPUT
