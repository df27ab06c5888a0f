"""All commands of `geobrief` under one roof."""

from typing import Annotated

import typer

from geobrief.cli import output
from geobrief.cli.check_command import check_command
from geobrief.cli.distance import distance
from geobrief.cli.geocode import geocode
from geobrief.cli.map_command import map_command

__all__ = ["app"]

app = typer.Typer(
    name="geobrief",
    help="From the records of a news story to layers, distances and a map. Works offline.",
    add_completion=False,
    rich_markup_mode=None,  # what users type is not markup; and rich is slow to import
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("map", short_help="Make the map of a brief, or of places.")(map_command)
app.command("check", short_help="Tell what is wrong or doubtful in a brief.")(check_command)
app.command("distance", short_help="Measure how far it is between places.")(distance)
app.command("geocode", short_help="Look places up.")(geocode)


def _print_version(wanted: bool) -> None:
    if wanted:
        from geobrief.version import __version__  # noqa: PLC0415 - reads the package's metadata

        output.answer(f"geobrief {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
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
