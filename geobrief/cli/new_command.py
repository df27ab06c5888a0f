"""`geobrief new`: a brief to begin with, which maps as it is and teaches what a brief can say."""

import json
import os
import re
import shlex
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated

import typer

from geobrief.cli import output
from geobrief.cli.command import Answer
from geobrief.cli.minus import as_typed
from geobrief.errors import InputError

__all__ = ["new_command"]

_YAML = (".yaml", ".yml")
_PLAIN = re.compile(r"[\w./\\:+@,-]+")
_LONGEST_TITLE = 300
"""As a brief may have it, in characters."""


def new_command(
    story: Annotated[
        str, typer.Argument(metavar="STORY", parser=as_typed, show_default=False, hidden=True)
    ],
    source: Annotated[
        Path | None,
        typer.Option(
            "--from", metavar="FILE", help="Begin with its records: a table (CSV) or GeoJSON."
        ),
    ] = None,
) -> Answer:
    """Start a brief with today's date, an invented story that maps as it is, and comments.

    STORY is a name, such as summit or "Talks in Geneva", and the brief goes to
    layers/NAME/brief.yaml under the folder you are in; or a file that ends in .yaml, and it goes
    there. A file that is there already stays as it is, and nothing is written.

    With --from, your own records take the place of the invented ones.
    """
    from geobrief.files import check_targets, write_whole  # noqa: PLC0415 - not for --help

    path, name = _where(story)
    if os.path.lexists(path):
        message = f"{path} is there already and stays as it is; give the new story another name"
        raise InputError(message)
    check_targets([path], sources=[] if source is None else [source])
    title = _title(name)
    text = _begun(title) if source is None else _begun_with(source)
    write_whole(path, text)
    called = str(path) if _PLAIN.fullmatch(str(path)) else _quoted(str(path))
    steps = {"see": f"geobrief map {called} --open", "work": f"geobrief map {called} --watch"}
    output.note(f"see its map now: {steps['see']}")
    output.note(f"then write your story into it; each save is drawn: {steps['work']}")
    return Answer(
        tell=lambda: output.answer(str(path)), data=lambda: {"brief": str(path), "next": steps}
    )


def _quoted(path: str) -> str:
    """Return a path as it can be pasted into a terminal."""
    sure_in_quotes = not set(path) & set('"$`\\!%')
    return f'"{path}"' if sure_in_quotes or os.name == "nt" else shlex.quote(path)


def _where(story: str) -> tuple[Path, str]:
    """Return where the brief goes, and the story's name in words.

    Raises:
        InputError: it is a path that does not say which file, or no name at all.
    """
    from geobrief.files import (  # noqa: PLC0415 - not for --help
        is_device,
        layers_dir,
        slug,
        story_stem,
    )

    path = Path(story)
    if path.suffix.lower() in _YAML and is_device(path.stem):
        message = f"{story}: Windows keeps {path.stem} for a device; give the file another name"
        raise InputError(message)
    if path.suffix.lower() in _YAML and path.stem.strip(" ."):
        return path, story_stem(path)
    if any(sign in story for sign in {"/", os.sep}):
        message = (
            f"{story}: a path names the file, such as {path / 'brief.yaml'}; a name without "
            f"{os.sep} goes to {layers_dir('NAME') / 'brief.yaml'}"
        )
        raise InputError(message)
    if path.suffix.lower() in {".json", ".geojson", ".csv", ".tsv", ".txt", ".xlsx"}:
        message = (
            f"{story}: what is begun here is a brief in YAML; write {path.stem}, or "
            f"{path.with_suffix('.yaml')}, and --from {story} if the records are in that file"
        )
        raise InputError(message)
    if not any(char.isalnum() for char in story):
        message = f'"{story}" names no story; write, say, geobrief new summit'
        raise InputError(message)
    return layers_dir(slug(story)) / "brief.yaml", story


def _title(name: str) -> str:
    """Return the story's name as a title that a brief can have: summit-in-geneva, Summit in Geneva.

    What no text may hold is left out.
    """
    words = "".join(char if char.isprintable() else " " for char in name)
    if " " not in words.strip():
        words = words.replace("-", " ").replace("_", " ")
    told = " ".join(words.split())[:_LONGEST_TITLE]
    return told[:1].upper() + told[1:]


def _begun(title: str) -> str:
    """Return the commented brief, of today."""
    from geobrief.records.begun import INVENTED, filled  # noqa: PLC0415 - not for --help

    today = date.today()  # noqa: DTZ011 - the editor's own day
    told = {"TITLE": json.dumps(title, ensure_ascii=False), "TODAY": today.isoformat()}
    told["TOMORROW"] = (today + timedelta(days=1)).isoformat()
    return filled(INVENTED, told)


def _begun_with(source: Path) -> str:
    """Return a brief of a table's records, with comments on what to add.

    Raises:
        BriefError: the file cannot be read.
    """
    from geobrief import records  # noqa: PLC0415 - not for --help
    from geobrief.records.begun import filled  # noqa: PLC0415 - likewise
    from geobrief.records.write_yaml import yaml_of_brief  # noqa: PLC0415 - not for --help

    brief = records.read_brief(source)
    output.notes(brief.notes, most=output.MOST_PROBLEMS)
    today = date.today().isoformat()  # noqa: DTZ011 - see above
    begun = filled("new-from.yaml", {"TODAY": today})
    there = tuple(f"# {key}:" for key in brief.to_dict())
    # What the records say already is not offered: a key can stand only once.
    offered = "".join(part for part in _parts(begun) if not part.startswith(there))
    return f"{offered}\n{yaml_of_brief(brief)}"


def _parts(begun: str) -> "list[str]":
    """Return a commented brief in parts: each key with the lines that belong to it."""
    return re.split(r"^(?=# \w+:)", begun, flags=re.MULTILINE)
