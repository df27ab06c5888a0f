"""One run, from records to files: read, draw, write. Commands say what they want with an Order.

`draw` does all that can go wrong and writes nothing; `keep` writes everything together or nothing.
Between the two a command may add contents of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geobrief.cli import output
from geobrief.cli.command import Answer
from geobrief.errors import BriefError, InputError
from geobrief.progress import stage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from geobrief.cli.formats import Wanted
    from geobrief.cli.story import Story
    from geobrief.layers import Layers
    from geobrief.model import Brief

__all__ = ["NO_LAYERS", "Drawing", "Order", "draw", "drawn_files", "keep"]

NO_LAYERS = "none"
MOST_NOTES = 20
_IF_ANOTHER = (
    "if that is another story, make its page anew and give one of them a place of its own "
    "with -o and --layers"
)


def _tell(notes: Iterable[str]) -> None:
    output.notes(notes, most=MOST_NOTES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a run is to make."""

    story: Story
    asked: Callable[[Path], Wanted]
    """Reads the options, given where the page goes if nothing is said: `formats.wanted`."""
    named: bool = False
    """Whether the files are given a place, with -o."""
    layers_folder: str | None = None
    """Where the layers go if not to layers/NAME/; "none" for no layers."""
    geopackage: bool = False
    sheets: bool = False
    tell: Callable[[Iterable[str]], None] = _tell
    """Tells the editor notes as they come up."""
    more: tuple[Path, ...] = ()
    """What else the command will write: it must be writable, and none of the others."""
    url: str | None = None
    """Where the page will stand, if not where the brief says."""

    def __post_init__(self) -> None:
        """Refuse what would be added to layers where none are written.

        Raises:
            InputError: names the option.
        """
        added = {"--gpkg": self.geopackage, "--csv": self.sheets}
        option = next((name for name, given in added.items() if given), "")
        if option and self.layers_folder == NO_LAYERS:
            message = (
                f"{option} adds to the layers, and --layers none writes no layers; "
                "leave one of the two out"
            )
            raise InputError(message)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """What was made and is not written yet."""

    order: Order
    brief: Brief
    layers: Layers
    wanted: Wanted
    contents: dict[Path, str | bytes]
    """What each file but the layers holds, in the order in which they are told."""
    notes: tuple[str, ...]
    """What the editor was told."""

    @property
    def layer_files(self) -> tuple[Path, ...]:
        """Return where the layers go."""
        return _layer_files(self.order)

    @property
    def files(self) -> tuple[Path, ...]:
        """Return all that is written, the layers first."""
        return (*self.layer_files, *self.contents)


def draw(order: Order) -> Drawing:
    """Read the records and draw what is asked for; write nothing. Notes are told as they come up.

    Raises:
        GeobriefError: an option, the brief or the style cannot be used, or a file not be written.
    """
    from geobrief.files import check_targets, page_path  # noqa: PLC0415 - not for --help

    brief = _published(order.story.read(), order.url)
    order.tell(brief.notes)
    asked = order.asked(page_path(order.story.name))
    targets = [*_layer_files(order), *asked.targets.values(), *order.more]
    check_targets(targets, sources=[*order.story.sources, *asked.sources])
    layers = _layers(brief)
    taken = [note for note in layers.notes if note not in brief.notes]
    order.tell(taken)  # now: where the map cannot be drawn, they may say why
    drawn, noted = drawn_files(brief, layers, asked)
    notes = [*taken, *(note for note in noted if note not in {*brief.notes, *taken})]
    order.tell(notes[len(taken) :])
    return Drawing(
        order=order,
        brief=brief,
        layers=layers,
        wanted=asked,
        contents={asked.targets[kind]: content for kind, content in drawn.items()},
        notes=tuple(dict.fromkeys((*brief.notes, *notes))),
    )


def keep(drawing: Drawing, *, again: bool = False) -> tuple[str, ...]:
    """Write what was drawn, all of it or nothing, and return what is noted on what it replaces.

    Args:
        drawing: what `draw` returned; `contents` may have been added to.
        again: the files are this story's own, of a moment before: no need to note anything.

    Raises:
        OutputError: a file cannot be written; all are as they were.
    """
    from geobrief.files import together, write_whole  # noqa: PLC0415 - not for --help

    replaced = () if again else tuple(_all_replaced(drawing))
    stage("writing the files")
    with together():
        _write_layers(drawing)
        for path, content in drawing.contents.items():
            write_whole(path, content)
    drawing.order.tell(replaced)
    return replaced


def made(drawing: Drawing, replaced: Iterable[str] = ()) -> Answer:
    """Return the answer of a run: the paths of what was written.

    Args:
        drawing: what was drawn and kept.
        replaced: what `keep` returned.
    """
    story = drawing.order.story
    return Answer(
        tell=lambda: output.answer_lines(map(str, drawing.files)),
        data=lambda: {
            "brief": None if story.file is None else str(story.file),
            "title": drawing.brief.title,
            "files": [str(path) for path in drawing.contents],
            "layers": [str(path) for path in drawing.layer_files],
            "notes": [*drawing.notes, *replaced],
        },
    )


def _published(brief: Brief, url: str | None) -> Brief:
    """Return the brief with the address that was given besides, as if it stood in it."""
    from geobrief.model import Publish  # noqa: PLC0415 - not for --help

    if url is None:
        return brief
    return replace(brief, publish=replace(brief.publish or Publish(), url=url))


def _layers(brief: Brief) -> Layers:
    from geobrief.layers import build_layers  # noqa: PLC0415 - heavy
    from geobrief.layers.problems import with_names  # noqa: PLC0415 - not for --help

    try:
        return build_layers(brief)
    except BriefError as error:
        raise with_names(error, brief=brief) from error


def _layers_at(order: Order) -> Path:
    from geobrief.files import layers_dir  # noqa: PLC0415 - not for --help

    return Path(order.layers_folder) if order.layers_folder else layers_dir(order.story.name)


def _layer_files(order: Order) -> tuple[Path, ...]:
    from geobrief.layers import layer_paths  # noqa: PLC0415 - not for --help

    if order.layers_folder == NO_LAYERS:
        return ()
    return layer_paths(_layers_at(order), geopackage=order.geopackage, sheets=order.sheets)


def _write_layers(drawing: Drawing) -> None:
    from geobrief.layers import write_layers  # noqa: PLC0415 - not for --help

    order = drawing.order
    if order.layers_folder != NO_LAYERS:
        more: dict[str, Any] = {"geopackage": order.geopackage, "sheets": order.sheets}
        write_layers(drawing.layers, _layers_at(order), **more)


def drawn_files(
    brief: Brief, layers: Layers, asked: Wanted
) -> tuple[dict[str, str | bytes], list[str]]:
    """Return what each format's file holds, and what the editor should know of it."""
    from geobrief import render  # noqa: PLC0415 - heavy

    drawn: dict[str, str | bytes] = {}
    notes = list(asked.style.notes) if asked.style else []
    if "html" in asked.targets:
        page = render.make_page(brief, layers, **asked.look, data=asked.data)
        drawn["html"] = page.html
        notes += page.notes
    if asked.stills:
        from geobrief.render.still import as_files  # noqa: PLC0415 - not for pages

        still = render.make_still(brief, layers, size=asked.size, **asked.look)
        drawn |= as_files(still, asked.stills, scale=asked.scale, fonts=asked.fonts)
        notes += still.notes
    return drawn, notes


def _all_replaced(drawing: Drawing) -> Iterator[str]:
    """Yield what is lost where the files go, if it is not this story's own."""
    from geobrief.render.earlier import is_of_story  # noqa: PLC0415 - not for --help

    targets = list(drawing.wanted.targets.values())
    for target in drawing.contents:
        if target in drawing.order.more:
            continue
        noted = tuple(_replaced(target, drawing.brief.title))
        # An image keeps no brief: the page beside it tells whose they are.
        page = drawing.wanted.targets.get("html", target.with_suffix(".html"))
        if noted and not is_of_story(page, drawing.brief, shown_at=target):
            yield from noted
    made = targets[0] if drawing.order.named else None
    yield from _replaced_layers(drawing, made=made)


def _replaced(target: Path, title: str) -> Iterator[str]:
    """Yield that a map of another story stands where this one's goes: it may have been missed."""
    from geobrief.render.earlier import earlier_title  # noqa: PLC0415 - not for --help

    earlier = earlier_title(target)
    if earlier is None and target.is_file():
        yield f"{target} was not made by geobrief, or changed since, and is replaced"
    elif earlier is not None and earlier != title:
        yield f'{target} showed "{earlier}" and is replaced; {_IF_ANOTHER}'


def _replaced_layers(drawing: Drawing, *, made: Path | None) -> Iterator[str]:
    """Yield what is lost where the layers go: layers of another story, or files of others.

    A map that is given a new place may be another story's of the same name: not if the brief lies
    with its layers, or the places are the same.
    """
    from geobrief.layers.earlier import (  # noqa: PLC0415 - not for --help
        earlier_places,
        has_places,
        lost_with,
        shares_places,
    )

    paths, layers, brief = drawing.layer_files, drawing.layers, drawing.order.story.file
    yield from lost_with(paths)
    earlier = earlier_places(paths[0]) if paths else frozenset()
    is_own = bool(paths) and brief is not None and _is_in(brief, paths[0].parent)
    if not earlier or is_own or has_places(layers, earlier):
        return
    if not shares_places(layers, earlier):
        yield f"{paths[0].parent} held layers of other places, which are replaced; {_IF_ANOTHER}"
    elif made is not None and not made.exists():
        yield (
            f"{paths[0].parent} held layers, which are replaced, and {made} was not there; "
            f"{_IF_ANOTHER}"
        )


def _is_in(path: Path, folder: Path) -> bool:
    return path.absolute().parent.resolve() == folder.absolute().resolve()
