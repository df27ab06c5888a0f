"""The command line: parse, call, write, report; nothing else in geobrief prints or exits."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from geobrief.cli import output
from geobrief.cli.minus import shielded
from geobrief.errors import GeobriefError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["main"]

EXIT_OK = 0
EXIT_FAULT = 1
EXIT_INPUT = 2
EXIT_INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code: 0, 1 (our fault), 2 (the input's) or 130."""
    output.prepare_streams()
    given = sys.argv[1:] if arguments is None else arguments
    understood = [shielded(argument) for argument in given]
    try:
        code = _guarded(lambda: _call(understood))
        return _guarded(output.finish) or code
    except BrokenPipeError:
        output.let_go_of_stdout()
        return EXIT_FAULT
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED


def _call(arguments: list[str]) -> object:
    from geobrief.cli.app import app  # noqa: PLC0415 - typer is slow to import

    return app(arguments, prog_name="geobrief", standalone_mode=False)


def _guarded(action: Callable[[], object]) -> int:
    """Do it and return an exit code; whatever goes wrong is told in a line or two."""
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
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "geobrief"
    output.error(error.format_message())  # type: ignore[attr-defined] # see the caller
    output.plain_error(f"'{command} --help' tells how it is used.")
    return EXIT_INPUT
