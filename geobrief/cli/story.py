"""What a command is given to draw: one brief, or names of places."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from geobrief.cli import output
from geobrief.errors import BriefError, InputError, PlaceError
from geobrief.progress import stage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geobrief.model import Brief

__all__ = ["Story", "story_of"]


@dataclass(frozen=True, slots=True)
class Story:
    """What is to be drawn, not read yet."""

    file: Path | None
    """The brief; None if places were named."""
    places: tuple[str, ...]
    name: str
    """What its outputs are called: NAME."""
    command: str
    """Who asked, for what is told: geobrief map."""

    @property
    def sources(self) -> list[Path]:
        """Return the files it is read from, those that are there."""
        return [] if self.file is None or not _is_there(str(self.file)) else [self.file]

    def read(self) -> Brief:
        """Return the brief; one is made of places that were named.

        Raises:
            BriefError: lists everything that is wrong with the file.
            InputError: a place is unknown, and there is a file of its name.
        """
        from geobrief import records  # noqa: PLC0415 - not for --help

        if self.file is None:
            for name in self.places:
                _mind_file(name)
            return records.brief_of_places(self.places)
        stage("reading the records")
        try:
            return records.read_brief(self.file)
        except BriefError as error:
            from geobrief.layers.problems import with_names  # noqa: PLC0415 - not for --help

            raise with_names(error) from error


def story_of(words: Sequence[str], *, command: str = "geobrief map") -> Story:
    """Tell what is meant by the words after a command.

    Raises:
        InputError: a brief stands among other words.
    """
    from geobrief.files import slug, story_name  # noqa: PLC0415 - not for --help

    files = [word for word in words if _is_file_name(word)]
    whole = " ".join(words)
    if files and len(words) > 1:
        raise InputError(_not_alone(files[0], whole, command))
    if files:
        path = Path(words[0])
        return Story(path, (), story_name(path), command)
    return Story(None, tuple(words), slug(whole), command)


def _not_alone(file: str, whole: str, command: str) -> str:
    if _is_there(whole):
        return f'a file name with blanks stands in quotes: {command} "{whole}"'
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


def _is_file_name(word: str) -> bool:
    from geobrief import records  # noqa: PLC0415 - not for --help

    separators = {os.sep, os.altsep or os.sep, "/"}
    return (
        Path(word).suffix.lower() in records.BRIEF_SUFFIXES | records.FOREIGN_SUFFIXES
        or any(separator in word for separator in separators)
        or _is_there(word)
    )


def _is_there(name: str) -> bool:
    # Unlike Path's, this has no trouble with a name that no file could have.
    return os.path.isfile(name)  # noqa: PTH113 - see above
