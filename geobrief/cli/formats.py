"""What `geobrief map` is to write: which files, where, how large and in which look."""

import os
import re
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geobrief.cli.style_files import style_files
from geobrief.errors import InputError, OutputError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geobrief.basemap import Borders
    from geobrief.model import When
    from geobrief.style import Style

__all__ = ["FORMATS", "SIZES", "Wanted", "wanted"]

FORMATS = ("html", "svg", "png", "pdf")
"""In the order in which they are written."""
SIZES = {
    "article": (800, 560),
    "phone": (390, 520),
    "square": (720, 720),
    "16:9": (960, 540),
    "social": (800, 420),
    "print": (340, 454),
}
"""Still images by what they are for, in px of about the size at which they are looked at, so that
their text can be read there; print is a column of 90 by 120 mm."""
THEMES = ("light", "dark", "print")
BORDERS: "tuple[Borders, ...]" = ("default", "de-facto")

_SMALLEST_PX, _LARGEST_PX = 200, 6000
_SMALLEST_SCALE, _LARGEST_SCALE = 0.5, 10.0
_SCALE = 2.0
_SCALES = {"square": 1.5, "social": 1.5, "print": 3.125}
"""Pixels to a px where that is not 2: 1080 by 1080, 1200 by 630, 300 to the inch."""
_PAGES = {".html", ".htm", ".xhtml"}
_FOREIGN = {
    ".jpg",
    ".jpeg",
    ".gif",
    ".webp",
    ".tif",
    ".tiff",
    ".bmp",
    ".eps",
    ".ai",
    ".ps",
    ".svgz",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a run is to write, checked."""

    targets: "Mapping[str, Path]"
    """Where each format goes, in the order of FORMATS."""
    size: tuple[int, int]
    scale: float
    theme: str
    borders: "Borders"
    style: "Style | None" = None
    at: "When | None" = None
    """The time to show; None for all of the story."""
    data: bool = True
    """Whether a page keeps its brief, and hands out its data."""
    sources: tuple[Path, ...] = ()
    """The files of the house style, which must not be overwritten."""

    @property
    def look(self) -> "dict[str, Any]":
        """Return what pages and images take alike."""
        house = {} if self.style is None else {"style": self.style}
        return {"theme": self.theme, "borders": self.borders, "at": self.at, **house}

    @property
    def fonts(self) -> "list[Path]":
        """Return the files of the house's fonts."""
        return [] if self.style is None else list(self.style.fonts.values())

    @property
    def stills(self) -> "Sequence[str]":
        """Return the formats that are still images."""
        return [name for name in self.targets if name != "html"]


def wanted(
    page: Path,
    *,
    output: str | None,
    formats: str | None,
    size: str | None,
    scale: float | None,
    theme: str | None,
    borders: str | None,
    style: Path | None,
    at: str | None = None,
    data: bool = True,
) -> Wanted:
    """Read the options.

    Args:
        page: where the page goes if nothing else is said.
        output: what -o says; None if it is not given, like those that follow.
        formats: names of formats with commas between them.
        size: a preset's name, or width and height in px: 1200x800.
        scale: a PNG's pixels to a px.
        theme: light, dark or print.
        borders: default or de-facto.
        style: the file of the house style.
        at: a day, or a moment with its zone, as a brief has them.
        data: whether a page keeps its brief, and hands out its data.

    Raises:
        InputError: an option makes no sense, or not with the others.
        StyleError: the house style cannot be read, or something in it is wrong.
        OutputError: the output is a folder.
    """
    from geobrief.style import read_style  # noqa: PLC0415 - not for --help

    given = None if output is None else _path(output)
    names = _formats(formats, given)
    _check_needed(names, {"--size": size, "--scale": scale, "--no-data": None if data else True})
    across, down = _size(size or "article")
    found = Wanted(
        targets={name: _target(name, names, given, page) for name in names},
        size=(across, down),
        scale=_scale(scale, size or ""),
        theme=_one_of("--theme", theme or "light", THEMES),
        borders=_borders(borders or "default"),
        style=None if style is None else read_style(style),
        at=None if at is None else _at(at),
        data=data,
        sources=tuple(style_files(style)),
    )
    _check_makable(found)
    return found


def _at(text: str) -> "When":
    from geobrief.model import When  # noqa: PLC0415 - not for --help

    try:
        when = When.parse(text)
    except ValueError as error:
        message = f"--at {text}: {error}"
        raise InputError(message) from error
    if when.end is not None:
        first = text.partition("/")[0].strip()
        message = f"--at {text} is a range; give one day or moment of it, such as {first}"
        raise InputError(message)
    return when


def _path(output: str) -> Path:
    """Return the path as it was typed.

    Raises:
        OutputError: it ends as a folder's does, which a path would forget.
    """
    ends_as_folder = output.endswith((os.sep, os.altsep or os.sep))
    if ends_as_folder or Path(output).name in {"", ".."}:
        message = f"{output} is a folder; name a file in it, such as {Path(output) / 'page.html'}"
        raise OutputError(message)
    return Path(output)


def _formats(formats: str | None, output: Path | None) -> tuple[str, ...]:
    """Return what is asked for, by --format or by how the output is called."""
    suffix = "" if output is None else _format_of(output)
    if formats is None:
        return (suffix or "html",)
    said = [name.strip().lower().removeprefix(".") for name in formats.split(",")]
    asked = {_one_of("--format", name, FORMATS) for name in said if name}
    if not asked:
        message = f"--format needs one or more of {', '.join(FORMATS)}, with commas between them"
        raise InputError(message)
    if suffix and suffix not in asked:
        message = (
            f"{output} is a name for {suffix}, which --format {formats} leaves out; "
            f"write --format {','.join(name for name in FORMATS if name in asked | {suffix})}, or "
            f"give -o another ending"
        )
        raise InputError(message)
    return tuple(name for name in FORMATS if name in asked)


def _format_of(output: Path) -> str:
    """Return the format that a name ends in; empty if it ends in none.

    Raises:
        InputError: it ends in one that is not made here.
    """
    suffix = output.suffix.lower()
    if suffix in _FOREIGN:
        message = (
            f"{output}: geobrief does not write {suffix[1:]}; it writes {', '.join(FORMATS)}, "
            f"such as {output.with_suffix('.png')}"
        )
        raise InputError(message)
    return "html" if suffix in _PAGES else suffix[1:] if suffix[1:] in FORMATS else ""


def _target(name: str, names: "Sequence[str]", output: Path | None, page: Path) -> Path:
    """Return where a format goes: where -o says, or beside it with an ending of its own."""
    if output is None:
        return page.with_suffix(f".{name}")
    if _format_of(output) == name or (not _format_of(output) and list(names) == ["html"]):
        return output
    if _format_of(output):
        return output.with_suffix(f".{name}")
    return output.with_name(f"{output.name}.{name}")


def _check_needed(names: "Sequence[str]", given: "Mapping[str, object]") -> None:
    """Refuse what has no effect on what is written.

    Raises:
        InputError: names the option.
    """
    if given["--size"] is not None and list(names) == ["html"]:
        message = (
            "--size is the size of a still image, and a page fits itself to its frame; "
            "add --format png, svg or pdf, or leave it out"
        )
        raise InputError(message)
    if given["--scale"] is not None and "png" not in names:
        message = "--scale is for PNG, which is not asked for; add --format png, or leave it out"
        raise InputError(message)
    if given["--no-data"] is not None and "html" not in names:
        message = "--no-data is for pages: a still image keeps no data anyway; leave it out"
        raise InputError(message)


def _size(size: str) -> tuple[int, int]:
    if size.lower() in SIZES:
        return SIZES[size.lower()]
    found = re.fullmatch(r"\s*(\d{1,9})\s*[xX\u00d7*]\s*(\d{1,9})\s*(?:px)?\s*", size)
    if found is None:
        known = ", ".join(f"{name} ({w}x{h})" for name, (w, h) in SIZES.items())
        message = f"--size {size}: give width and height in px, such as 1200x800, or one of {known}"
        raise InputError(message + _did_you_mean(size, tuple(SIZES)))
    across, down = int(found[1]), int(found[2])
    if min(across, down) < _SMALLEST_PX or max(across, down) > _LARGEST_PX:
        message = (
            f"--size {size}: width and height are {_SMALLEST_PX} to {_LARGEST_PX:,} px; text keeps "
            "its size in px, so for more pixels of the same map use --scale"
        )
        raise InputError(message)
    return across, down


def _scale(scale: float | None, size: str) -> float:
    if scale is None:
        return _SCALES.get(size.lower(), _SCALE)
    if not _SMALLEST_SCALE <= scale <= _LARGEST_SCALE:
        message = f"--scale {scale:g}: it is {_SMALLEST_SCALE:g} to {_LARGEST_SCALE:g}"
        raise InputError(message)
    return scale


def _borders(borders: str) -> "Borders":
    name = _one_of("--borders", borders, BORDERS)
    return next(known for known in BORDERS if known == name)


def _one_of(option: str, given: str, known: tuple[str, ...]) -> str:
    if given.lower() in known:
        return given.lower()
    message = f"{option} {given}: there is {', '.join(known[:-1])} and {known[-1]}"
    raise InputError(message + _did_you_mean(given, known))


def _did_you_mean(given: str, known: tuple[str, ...]) -> str:
    near = get_close_matches(given.lower(), known, n=1)
    return f"; did you mean {near[0]}?" if near else ""


def _check_makable(found: Wanted) -> None:
    """Make sure, before the work begins, that what is asked for can be made here."""
    if not found.stills:
        return
    from geobrief.render.still import check_pdf, check_pixels  # noqa: PLC0415 - not for --help

    if "png" in found.targets:
        check_pixels(*found.size, found.scale)
    if "pdf" in found.targets:
        check_pdf()
