"""All commands of `geobrief` under one roof.

Only the command that is asked for is imported and read: the table tells of all.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from typing import Annotated

import typer

from geobrief.cli import output
from geobrief.cli.command import with_common_options

__all__ = ["COMMANDS", "Command", "app_for"]


@dataclass(frozen=True, slots=True)
class Command:
    """A command, as it is listed and found."""

    home: str
    """The module in geobrief.cli and its function."""
    short: str
    """What it does, in the list of commands."""
    examples: tuple[str, ...]
    """Shown at the end of its help; the tests run them."""


COMMANDS = {
    "new": Command(
        "new_command:new_command",
        "Start a brief, with comments that teach it.",
        (
            "geobrief new summit",
            "geobrief new stories/summit.yaml",
            "geobrief new summit --from visits.csv",
        ),
    ),
    "map": Command(
        "map_command:map_command",
        "Make the map of a brief, or of places.",
        (
            "geobrief map layers/summit/brief.yaml",
            "geobrief map layers/summit/brief.yaml --watch",
            "geobrief map visits.csv -o visits.png --size social",
            "geobrief map Ankara Istanbul --theme dark",
        ),
    ),
    "embed": Command(
        "embed_command:embed_command",
        "Make what an article needs to show a map.",
        (
            "geobrief embed layers/summit/brief.yaml",
            "geobrief embed visits.csv --url https://example.org/maps/visits.html",
            "geobrief embed visits.csv --inline --size phone",
        ),
    ),
    "check": Command(
        "check_command:check_command",
        "Tell what is wrong or doubtful in a brief.",
        ("geobrief check layers/summit/brief.yaml", "geobrief check visits.csv --strict"),
    ),
    "distance": Command(
        "distance:distance",
        "Measure how far it is between places.",
        (
            "geobrief distance Ankara Istanbul",
            'geobrief distance "Paris, Texas" "-33.86, 151.2" --unit km',
            "geobrief distance Ankara Istanbul Kyiv --matrix",
        ),
    ),
    "geocode": Command(
        "geocode:geocode",
        "Look places up.",
        (
            'geobrief geocode Kyiv "Paris, Texas" "41.01, 28.95"',
            "geobrief geocode London --all",
            'geobrief geocode --near "41.1, 29.1"',
        ),
    ),
    "inspect": Command(
        "inspect_command:inspect_command",
        "Print the brief that a page was made of.",
        (
            "geobrief inspect output/summit.html",
            "geobrief inspect output/summit.html -o found.yaml",
        ),
    ),
}
"""In the order in which a story is worked on."""


def app_for(names: Iterable[str] = COMMANDS) -> typer.Typer:
    """Return the program with these commands: the one that is called, or all, to tell of them."""
    wanted = list(names)
    app = typer.Typer(
        name="geobrief",
        help="From the records of a news story to layers, distances and a map. Works offline.",
        epilog=_START,
        add_completion=len(wanted) == len(COMMANDS),
        rich_markup_mode=None,  # what users type is not markup; and rich is slow to import
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback(invoke_without_command=True)(_geobrief)
    for name in wanted:
        command = COMMANDS[name]
        module, _, function = command.home.partition(":")
        run = getattr(import_module(f"geobrief.cli.{module}"), function)
        app.command(name, short_help=command.short, epilog=_in_lines("Examples", command.examples))(
            with_common_options(run)
        )
    return app


def _in_lines(title: str, lines: Iterable[str]) -> str:
    """Return what click prints as it stands: a paragraph that begins with a backspace."""
    return "\b\n" + "\n".join([f"{title}:", *(f"  {line}" for line in lines)])


_START = _in_lines(
    "To begin",
    (
        "geobrief new summit                    start a story",
        "geobrief map layers/summit/brief.yaml  make its map",
        "geobrief map --help                    see what else a command can do",
    ),
)


def _print_version(wanted: bool) -> None:
    if wanted:
        from geobrief.version import __version__  # noqa: PLC0415 - reads the package's metadata

        output.answer(f"geobrief {__version__}")
        raise typer.Exit


def _geobrief(
    context: typer.Context,
    _version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version."
        ),
    ] = False,
) -> None:
    if context.invoked_subcommand is None:
        for line in context.get_help().split("\n"):
            output.answer(line)
