"""What can go wrong, as a tree.

GeobriefError            the root; catching it catches everything geobrief raises on purpose
├── InputError           what was given cannot be used; exit code 2
│   ├── BriefError       a brief or a table is not valid; lists every problem, each with its origin
│   ├── PlaceError       a name does not become one point
│   │   ├── PlaceNotFound    nothing bears the name; carries the nearest spellings
│   │   └── PlaceAmbiguous   several places bear it; carries the candidates
│   ├── StyleError       a style file is not valid; lists every problem
│   ├── ViewError        the records cannot be shown on a map as asked
│   └── GlyphError       a still image would need a letter that no font has
├── OutputError          a file could not be written; exit code 1
└── DataError            the packaged data is missing or damaged; exit code 1
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

__all__ = [
    "BriefError",
    "DataError",
    "GeobriefError",
    "GlyphError",
    "InputError",
    "OutputError",
    "PlaceAmbiguous",
    "PlaceError",
    "PlaceNotFound",
    "Problem",
    "StyleError",
    "ViewError",
]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: where, what, and the way out."""

    where: str
    """File, line or row, field; empty where there is none (a name typed on the command line)."""
    what: str
    """The value and what is wrong with it, then what to do."""
    at: int = field(default=0, compare=False)
    """The line or the row: problems of one file are told in its order."""

    def __str__(self) -> str:
        return f"{self.where}: {self.what}" if self.where else self.what


class GeobriefError(Exception):
    """The root of everything geobrief raises on purpose."""

    exit_code = 1


class InputError(GeobriefError):
    """What was given cannot be used as it is."""

    exit_code = 2


class BriefError(InputError):
    """A brief or a table is not valid; `problems` lists every one of them in order.

    `notes` say what else an editor should know to mend it: columns that were not used. `rest` is
    the Brief of what is sound, if anything is, so that more can be said of it at once.
    """

    def __init__(
        self,
        problems: Iterable[Problem],
        *,
        notes: Iterable[str] = (),
        rest: Any = None,  # noqa: ANN401 - a Brief, of which nothing is known down here
    ) -> None:
        self.problems = tuple(problems)
        self.notes = tuple(notes)
        self.rest = rest
        super().__init__("\n".join(str(problem) for problem in self.problems))


class PlaceError(InputError):
    """A name does not become one point."""


class PlaceNotFound(PlaceError):  # noqa: N818 - it says enough
    """Nothing bears the name; `nearest` are the closest spellings, best first."""

    def __init__(self, message: str, *, name: str, nearest: Iterable[str] = ()) -> None:
        self.name = name
        self.nearest = tuple(nearest)
        super().__init__(message)


class PlaceAmbiguous(PlaceError):  # noqa: N818 - it says enough
    """Several places bear the name; `choices` are what to type for each, best first."""

    def __init__(self, message: str, *, name: str, choices: Iterable[str] = ()) -> None:
        self.name = name
        self.choices = tuple(choices)
        super().__init__(message)


class StyleError(InputError):
    """A style file is not valid; `problems` lists every one of them in order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class ViewError(InputError):
    """The records cannot be shown on a map as asked."""


class GlyphError(InputError):
    """A still image would need letters that no font has; `chars` are they."""

    def __init__(self, message: str, *, chars: str) -> None:
        self.chars = chars
        super().__init__(message)


class OutputError(GeobriefError):
    """A file could not be written; what stood there before is untouched."""


class DataError(GeobriefError):
    """The packaged data is missing or damaged."""
