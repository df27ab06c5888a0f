"""What all commands have in common: an answer in words or in JSON, and how much is told besides.

A command returns an `Answer`, or yields one after another as they come (`map --watch`). It does
not know of `--json` and `--quiet`: `with_common_options` adds both to each, and gives the answer.
"""

import functools
import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Annotated, Any, get_type_hints

import typer

from geobrief.cli import output
from geobrief.errors import GeobriefError

__all__ = ["Answer", "with_common_options"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a command found or made, in the two forms in which it can be told."""

    tell: Callable[[], object]
    """Prints it for people, with `output`."""
    data: Callable[[], Any]
    """Returns it for programs: whatever JSON can hold."""
    failure: GeobriefError | None = None
    """What could not be answered, told after what could."""
    code: int = 0
    """The exit code, if nothing failed."""


_AsJson = Annotated[bool, typer.Option("--json", help="Print the answer as JSON, for programs.")]
_Quiet = Annotated[
    bool, typer.Option("-q", "--quiet", help="Print the answer and errors only: no notes, no bar.")
]


def with_common_options(command: Callable[..., Answer | Iterator[Answer]]) -> Callable[..., None]:
    """Return the command as typer takes it: with --json and --quiet, and giving its answer."""

    @functools.wraps(command)
    def run(*, as_json: bool, quiet: bool, **options: object) -> None:
        with output.hushed(only_if=quiet):
            answers = command(**options)
            if isinstance(answers, Answer):
                _give(answers, as_json=as_json)
                return
            for answer in answers:
                _give(answer, as_json=as_json, in_one_line=True)
                output.finish()  # who reads along does not wait for the next

    _lengthen(run, command)
    return run


def _lengthen(run: Callable[..., None], command: Callable[..., object]) -> None:
    """Have `run` show the command's parameters and the common ones, which is what typer reads."""
    common = {"as_json": _AsJson, "quiet": _Quiet}
    usual = inspect.signature(command, eval_str=True)
    added = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=False, annotation=kind)
        for name, kind in common.items()
    ]
    signature = usual.replace(parameters=[*usual.parameters.values(), *added])
    run.__signature__ = signature  # type: ignore[attr-defined] # where inspect looks first
    run.__annotations__ = get_type_hints(command, include_extras=True) | common
    del run.__wrapped__  # type: ignore[attr-defined] # all that is to be known stands here


def _give(answer: Answer, *, as_json: bool, in_one_line: bool = False) -> None:
    if as_json:
        output.answer_json(answer.data(), in_one_line=in_one_line)
    else:
        answer.tell()
    if answer.failure is not None:
        raise answer.failure
    if answer.code:
        raise typer.Exit(answer.code)
