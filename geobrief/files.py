"""Files are written whole or not at all; and the one rule for where outputs go."""

from __future__ import annotations

import os
import re
import tempfile
import unicodedata
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from geobrief.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["layers_dir", "page_path", "slug", "story_name", "whole_file", "write_whole"]

LONGEST_NAME = 80
"""File names stay short of every file system's limit, in characters."""

_WINDOWS_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)


def slug(text: str) -> str:
    """Turn any text into a safe, short, lower-case file name or id; never empty."""
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^a-z0-9]+", "-", ascii_text.lower()).strip("-")[:LONGEST_NAME].strip("-")
    if not plain and text.strip():
        plain = "-".join(f"u{ord(char):x}" for char in text.strip()[:8])
    if not plain or _WINDOWS_DEVICES.fullmatch(plain):
        plain = f"story-{plain}".strip("-")
    return plain


def story_name(path: Path) -> str:
    """Return a story's NAME: the file's stem, or its folder's name if the stem is `brief`."""
    name = path.absolute().parent.name if path.stem == "brief" else path.stem
    return name if _is_plain(name) else slug(name)


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

    Raises:
        OutputError: the folder or the file cannot be written; an earlier file is untouched.
    """
    try:
        path = path.resolve()  # a symbolic link stays one; what it leads to is written
        if path.is_dir():
            message = f"{path} is a folder; name a file"
            raise OutputError(message)
        if path.exists() and not path.is_file():
            message = f"{path} is a device or a pipe; name a file"
            raise OutputError(message)
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(
            dir=path.parent, prefix=f".{path.stem[:40]}-", suffix=f".part{path.suffix}"
        )
    except (OSError, RuntimeError) as error:  # Python 3.11 says RuntimeError of a looping link
        raise _cannot_write(path, error) from error
    os.close(handle)
    part = Path(name)
    try:
        yield part
        _settle(part, path)
    except OSError as error:
        raise _cannot_write(path, error) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


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
