"""`geobrief map`: from a brief, or from names, to the layers and the page."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geobrief.cli import output
from geobrief.cli.minus import as_typed
from geobrief.errors import BriefError, InputError, PlaceError
from geobrief.progress import stage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from geobrief.cli.formats import Wanted
    from geobrief.layers import Layers
    from geobrief.model import Brief

__all__ = ["map_command"]

_NO_LAYERS = "none"
_MOST_NOTES = 20
_IF_ANOTHER = (
    "if that is another story, make its page anew and give one of them a place of its own "
    "with -o and --layers"
)


def map_command(
    story: Annotated[
        list[str], typer.Argument(metavar="BRIEF|PLACE", parser=as_typed, show_default=False)
    ],
    made: Annotated[
        str | None,
        typer.Option(
            "-o", "--output", metavar="FILE", help="What is made; else output/NAME.html and so on."
        ),
    ] = None,
    formats: Annotated[
        str | None,
        typer.Option(
            "--format", metavar="LIST", help="Of html, svg, png, pdf; commas between; else html."
        ),
    ] = None,
    size: Annotated[
        str | None,
        typer.Option(
            metavar="SIZE",
            help="Of svg, png, pdf: 1200x800, article, phone, square, 16:9, social or print.",
        ),
    ] = None,
    scale: Annotated[
        float | None, typer.Option(metavar="N", help="Pixels of a png to a px of its size; else 2.")
    ] = None,
    theme: Annotated[
        str | None, typer.Option(metavar="NAME", help="light, dark or print; else light.")
    ] = None,
    style: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The house style, such as style.toml.")
    ] = None,
    borders: Annotated[
        str | None,
        typer.Option(metavar="VIEW", help="Whose point of view: default or de-facto."),
    ] = None,
    layers_folder: Annotated[
        str | None,
        typer.Option("--layers", metavar="DIR|none", help="The layers; else layers/NAME/."),
    ] = None,
    geopackage: Annotated[
        bool, typer.Option("--gpkg", help="Write the layers as one GeoPackage, too.")
    ] = False,
    sheets: Annotated[
        bool, typer.Option("--csv", help="Write the layers as tables for spreadsheets, too.")
    ] = False,
    open_page: Annotated[bool, typer.Option("--open", help="Show it in the browser.")] = False,
) -> None:
    """Make the map of a brief (YAML, JSON, CSV or GeoJSON), or of a few places.

    Writes the geocoded layers and one HTML page that loads nothing, or still images, and prints
    their paths. NAME is the brief's file name, or its folder's if that is "brief".

    Examples: geobrief map layers/istanbul-talks/brief.yaml; geobrief map Ankara Istanbul -o a.png
    """
    from geobrief.cli.formats import wanted  # noqa: PLC0415 - not for --help
    from geobrief.files import (  # noqa: PLC0415 - not for --help
        check_targets,
        layers_dir,
        page_path,
        together,
        write_whole,
    )
    from geobrief.layers import (  # noqa: PLC0415 - not for --help
        build_layers,
        layer_paths,
        write_layers,
    )
    from geobrief.layers.problems import with_names  # noqa: PLC0415 - not for --help

    _check_options(layers_folder, {"--gpkg": geopackage, "--csv": sheets})
    brief, name = _read(story)
    _tell(brief.notes)
    asked = wanted(
        page_path(name),
        output=made,
        formats=formats,
        size=size,
        scale=scale,
        theme=theme,
        borders=borders,
        style=style,
    )
    targets = asked.targets
    folder = Path(layers_folder) if layers_folder else layers_dir(name)
    more = {"geopackage": geopackage, "sheets": sheets}
    kept = () if layers_folder == _NO_LAYERS else layer_paths(folder, **more)
    sources = [Path(word) for word in story if _is_there(word)]
    check_targets([*kept, *targets.values()], sources=sources)
    try:
        layers = build_layers(brief)
    except BriefError as error:
        raise with_names(error, brief=brief) from error
    drawn, notes = _drawn(brief, layers, asked)
    _tell(note for note in (*layers.notes, *notes) if note not in brief.notes)

    replaced = [note for target in targets.values() for note in _replaced(target, brief.title)]
    first = next(iter(targets.values()))
    replaced += _replaced_layers(kept, layers, made=first if made else None)
    stage("writing the files")
    # All is made; only now anything is written, and either all of it or nothing.
    with together():
        if kept:
            write_layers(layers, folder, **more)
        for kind, content in drawn.items():
            write_whole(targets[kind], content)
    _tell(replaced)
    for path in (*kept, *targets.values()):
        output.answer(str(path))
    if open_page:
        _show(first)


def _drawn(
    brief: "Brief", layers: "Layers", asked: "Wanted"
) -> tuple[dict[str, str | bytes], list[str]]:
    """Return what each format's file holds, and what the editor should know of it."""
    from geobrief import render  # noqa: PLC0415 - heavy

    drawn: dict[str, str | bytes] = {}
    notes = list(asked.style.notes) if asked.style else []
    if "html" in asked.targets:
        page = render.make_page(brief, layers, **asked.look)
        drawn["html"] = page.html
        notes += page.notes
    if asked.stills:
        from geobrief.render.still import as_files  # noqa: PLC0415 - not for pages

        still = render.make_still(brief, layers, size=asked.size, **asked.look)
        drawn |= as_files(still, asked.stills, scale=asked.scale, fonts=asked.fonts)
        notes += still.notes
    return drawn, notes


def _replaced(target: Path, title: str) -> "Iterator[str]":
    """Yield that a map of another story stands where this one's goes: it may have been missed."""
    from geobrief.render.earlier import earlier_title  # noqa: PLC0415 - not for --help

    earlier = earlier_title(target)
    if earlier is None and target.is_file():
        yield f"{target} was not made by geobrief, or changed since, and is replaced"
    elif earlier is not None and earlier != title:
        yield f'{target} showed "{earlier}" and is replaced; {_IF_ANOTHER}'


def _replaced_layers(
    paths: "Sequence[Path]", layers: "Layers", *, made: Path | None
) -> "Iterator[str]":
    """Yield what is lost where the layers go: layers of another story, or files of others.

    A map that is given a new place may be another story's of the same name.
    """
    from geobrief.layers.earlier import (  # noqa: PLC0415 - not for --help
        earlier_places,
        lost_with,
        shares_places,
    )

    yield from lost_with(paths)
    earlier = earlier_places(paths[0]) if paths else frozenset()
    if not earlier:
        return
    if not shares_places(layers, earlier):
        yield f"{paths[0].parent} held layers of other places, which are replaced; {_IF_ANOTHER}"
    elif made is not None and not made.exists():
        yield (
            f"{paths[0].parent} held layers, which are replaced, and {made} was not there; "
            f"{_IF_ANOTHER}"
        )


def _check_options(layers_folder: str | None, added: "Mapping[str, bool]") -> None:
    """Refuse what would be added to layers where none are written.

    Raises:
        InputError: names the option.
    """
    option = next((name for name, given in added.items() if given), "")
    if option and layers_folder == _NO_LAYERS:
        message = (
            f"{option} adds to the layers, and --layers none writes no layers; "
            "leave one of the two out"
        )
        raise InputError(message)


def _read(story: list[str]) -> tuple["Brief", str]:
    """Return the brief and its NAME: from a file, or made of the places that were named."""
    from geobrief import records  # noqa: PLC0415 - not for --help
    from geobrief.files import slug, story_name  # noqa: PLC0415 - not for --help

    whole = " ".join(story)
    files = [argument for argument in story if _is_file_name(argument)]
    if len(story) == 1 and files:
        path = Path(story[0])
        stage("reading the records")
        try:
            return records.read_brief(path), story_name(path)
        except BriefError as error:
            from geobrief.layers.problems import with_names  # noqa: PLC0415 - not for --help

            raise with_names(error) from error
    if files:
        raise InputError(_not_alone(files[0], whole))
    for name in story:
        _mind_file(name)
    return records.brief_of_places(story), slug(whole)


def _not_alone(file: str, whole: str) -> str:
    if _is_there(whole):
        return f'a file name with blanks stands in quotes: geobrief map "{whole}"'
    return f"{file} is a brief; give it alone, or give names of places only"


def _mind_file(name: str) -> None:
    """Tell of a file that may be meant by what is taken for a place's name.

    Raises:
        InputError: there is such a file, and no such place.
    """
    from geobrief import gazetteer, records  # noqa: PLC0415 - not for --help

    suffixes = (*sorted(records.BRIEF_SUFFIXES), *sorted(records.FOREIGN_SUFFIXES))
    file = next((name + suffix for suffix in suffixes if _is_there(name + suffix)), "")
    if not file:
        return
    try:
        gazetteer.geocode(name)
    except PlaceError as error:
        message = f"{error}\n  There is a file of that name: did you mean {file}?"
        raise InputError(message) from error
    output.note(f"{name} is taken for the name of a place; for the file, type {file}")


def _is_file_name(argument: str) -> bool:
    from geobrief import records  # noqa: PLC0415 - not for --help

    separators = {os.sep, os.altsep or os.sep, "/"}
    return (
        Path(argument).suffix.lower() in records.BRIEF_SUFFIXES | records.FOREIGN_SUFFIXES
        or any(separator in argument for separator in separators)
        or _is_there(argument)
    )


def _is_there(name: str) -> bool:
    # Unlike Path's, this has no trouble with a name that no file could have.
    return os.path.isfile(name)  # noqa: PTH113 - see above


def _tell(notes: "Iterable[str]") -> None:
    once = list(dict.fromkeys(notes))
    for note in once[:_MOST_NOTES]:
        output.note(note)
    if len(once) > _MOST_NOTES:
        output.note(f"and {len(once) - _MOST_NOTES:,} more notes of this kind")


def _show(path: Path) -> None:
    import webbrowser  # noqa: PLC0415 - only when asked for

    if not webbrowser.open(path.absolute().as_uri()):
        output.note(f"no browser opened; open {path} yourself")
