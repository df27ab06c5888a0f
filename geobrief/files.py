"""Files are written whole or not at all; and the one rule for where outputs go."""

from __future__ import annotations

import os
import re
import tempfile
import unicodedata
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from geobrief.errors import InputError, OutputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = [
    "check_targets",
    "layers_dir",
    "page_path",
    "slug",
    "story_name",
    "story_stem",
    "whole_file",
    "write_whole",
]

LONGEST_NAME = 80
"""File names stay short of every file system's limit, in characters."""

_WINDOWS_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)


def slug(text: str) -> str:
    """Turn any text into a safe, short, lower-case file name or id; never empty."""
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^a-z0-9]+", "-", ascii_text.lower()).strip("-")[:LONGEST_NAME].strip("-")
    if not plain:
        plain = "-".join(f"u{ord(char):x}" for char in text if char.isalnum())[:LONGEST_NAME]
    if not plain or _WINDOWS_DEVICES.fullmatch(plain):
        plain = f"story-{plain}".strip("-")
    return plain


def story_name(path: Path) -> str:
    """Return a story's NAME: its stem, made safe where it could not stand in a path."""
    name = story_stem(path)
    return name if _is_plain(name) else slug(name)


def story_stem(path: Path) -> str:
    """Return the file's stem, or its folder's name if the stem is `brief`."""
    return path.absolute().parent.name if path.stem == "brief" else path.stem


def _is_plain(name: str) -> bool:
    """Tell whether a name may stand in a path as it is, on every system."""
    return bool(
        name.strip(" .") == name
        and name
        and name.isprintable()
        and not name.startswith("-")
        and not set(name) & set('/\\:*?"<>|')
        and not _WINDOWS_DEVICES.fullmatch(name)
        and len(name) <= LONGEST_NAME
    )


def page_path(name: str) -> Path:
    """Return where a story's page goes: output/NAME.html under the current directory."""
    return Path("output") / f"{name}.html"


def layers_dir(name: str) -> Path:
    """Return where a story's layers go: layers/NAME/ under the current directory."""
    return Path("layers") / name


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Hand out a path beside `path`; what is written there takes its place when all went well.

    A symbolic link stays one: what it leads to is written.

    Raises:
        OutputError: the folder or the file cannot be written; an earlier file is untouched.
    """
    with _part_beside(path) as part:
        try:
            yield part
            _settle(part, path.resolve())
        except OSError as error:
            raise _cannot_write(path, error) from error


@contextmanager
def _part_beside(path: Path) -> Iterator[Path]:
    """Hand out an empty file beside where `path` leads, and remove it if it is still there."""
    try:
        real = path.resolve()
        _check_plain(path, real)
        real.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(
            dir=real.parent, prefix=f".{real.stem[:40]}-", suffix=f".part{real.suffix}"
        )
    except (OSError, RuntimeError) as error:  # Python 3.11 says RuntimeError of a looping link
        raise _cannot_write(path, error) from error
    os.close(handle)
    part = Path(name)
    try:
        yield part
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _try_folder(path: Path) -> None:
    """Make sure that a file can be made where `path` leads, without making its folders yet."""
    try:
        real = path.resolve()
        _check_plain(path, real)
        there = next(folder for folder in real.parents if folder.exists())
        if not there.is_dir():
            message = f"cannot write {path}: {there} is no folder; choose another place with -o"
            raise OutputError(message)
        with tempfile.TemporaryFile(dir=there):
            pass
    except (OSError, RuntimeError) as error:
        raise _cannot_write(path, error) from error


def _check_plain(path: Path, real: Path) -> None:
    if real.is_dir():
        message = f"{path} is a folder; name a file"
        raise OutputError(message)
    if real.exists() and not real.is_file():
        message = f"{path} is a device or a pipe; name a file"
        raise OutputError(message)


def check_targets(targets: Sequence[Path], *, sources: Sequence[Path] = ()) -> None:
    """Make sure that all files can be written before the first of them is.

    Args:
        targets: what is to be written.
        sources: what it is made from, which must not be overwritten.

    Raises:
        OutputError: a file cannot be written; nothing is.
        InputError: a target is a source, or two targets are one file.
    """
    seen: dict[Path, Path] = {}
    for target in targets:
        real = target.resolve()
        for source in sources:
            if real == source.resolve():
                message = (
                    f"{target} would be written over the file it is made from, {source}; "
                    "choose another place with -o or --layers"
                )
                raise InputError(message)
        if real in seen:
            message = f"{target} and {seen[real]} are one file; choose another place with -o"
            raise InputError(message)
        seen[real] = target
    for target in targets:
        _try_folder(target)


def write_whole(path: Path, text: str) -> None:
    """Write `text` as UTF-8 with newlines as they are, whole or not at all.

    Raises:
        OutputError: the folder or the file cannot be written; an earlier file is untouched.
    """
    with whole_file(path) as part:
        part.write_text(text, encoding="utf-8", newline="")


def _settle(part: Path, path: Path) -> None:
    """Flush what was written to the disk, then rename it over the old file."""
    with part.open("rb+") as stream:
        os.fsync(stream.fileno())
    part.chmod(_usual_mode())
    part.replace(path)


def _usual_mode() -> int:
    """Return the mode a new file would get; mkstemp's is private to its maker."""
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _cannot_write(path: Path, error: OSError | RuntimeError) -> OutputError:
    reason = getattr(error, "strerror", None) or str(error)
    return OutputError(f"cannot write {path}: {reason}; choose another place with -o or --layers")
