"""Where a file may be written, and what is told where it may not."""

from __future__ import annotations

import errno
import os
import stat
import unicodedata
from typing import TYPE_CHECKING

from geobrief.errors import InputError, OutputError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

__all__ = ["cannot_write", "check_targets", "real_target"]

_ELSEWHERE = "choose another place with -o or --layers"
_WAYS_OUT = {
    errno.ENOSPC: f"make room, or {_ELSEWHERE}",
    getattr(errno, "EDQUOT", errno.ENOSPC): f"make room, or {_ELSEWHERE}",
    errno.ENAMETOOLONG: "choose a shorter name with -o or --layers",
    errno.EINVAL: "choose another name with -o or --layers",
    errno.ELOOP: f"the link leads in a circle; remove it, or {_ELSEWHERE}",
    errno.EIO: f"the disk or the network fails; {_ELSEWHERE}",
}


def check_targets(targets: Sequence[Path], *, sources: Sequence[Path] = ()) -> None:
    """Make sure that files may be written where they are to go, before the work begins.

    Args:
        targets: what is to be written.
        sources: what it is made from, which must not be overwritten.

    Raises:
        OutputError: a file cannot be written.
        InputError: a target is a source, or two targets are one file.
    """
    seen: dict[str, Path] = {}
    for target in targets:
        real = real_target(target)
        for source in sources:
            if _is_one_file(real, source):
                message = (
                    f"{target} would be written over the file it is made from, {source}; "
                    f"{_ELSEWHERE}"
                )
                raise InputError(message)
        # On many systems, names that differ in capitals or composition only are one.
        key = unicodedata.normalize("NFC", str(real)).casefold()
        if key in seen:
            message = f"{target} and {seen[key]} are one file; choose another place with -o"
            raise InputError(message)
        seen[key] = target


def real_target(path: Path) -> Path:
    """Return where `path` leads, if a file may be written there.

    Raises:
        OutputError: it may not.
    """
    try:
        real = path.resolve()
        is_there = _check_kind(path, real)
        _check_folder(path, next(folder for folder in real.parents if os.path.lexists(folder)))
        if is_there and not os.access(real, os.W_OK):
            _refuse(path, f"{real} is protected from being written")
    except (OSError, RuntimeError, ValueError) as error:  # looping links; NUL characters
        raise cannot_write(path, error) from error
    return real


def _check_kind(path: Path, real: Path) -> bool:
    """Tell whether a file is there, which has to be a plain one."""
    mode = _mode_of(real)
    if mode is None:
        # /dev/stdout leads to a pipe that has no path, and can be asked for under its own only.
        mode = _mode_of(path)
    if mode is None:
        return False
    if stat.S_ISDIR(mode):
        message = f"{path} is a folder; name a file in it, such as {path / 'page.html'}"
        raise OutputError(message)
    if not stat.S_ISREG(mode):
        message = f"{path} is a device or a pipe; name a file"
        raise OutputError(message)
    return True


def _mode_of(path: Path) -> int | None:
    try:
        return path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return None


def _check_folder(path: Path, folder: Path) -> None:
    """Check the last of the folders on the way that is there; the others will be made in it."""
    if not folder.is_dir():
        _refuse(path, f"{folder} is no folder")
    if not os.access(folder, os.W_OK | os.X_OK):
        why = "is read-only" if _is_read_only(folder) else "may not be written to by you"
        _refuse(path, f"the folder {folder} {why}")


def _is_read_only(folder: Path) -> bool:
    return hasattr(os, "statvfs") and bool(os.statvfs(folder).f_flag & os.ST_RDONLY)


def _refuse(path: Path, reason: str) -> None:
    message = f"cannot write {path}: {reason}; {_ELSEWHERE}"
    raise OutputError(message)


def _is_one_file(real: Path, source: Path) -> bool:
    try:
        return real.samefile(source)
    except OSError:  # one of them is not there
        return real == source.resolve()


def cannot_write(
    path: Path, error: OSError | RuntimeError | ValueError, *, written: Sequence[Path] = ()
) -> OutputError:
    """Return what is told when `path` cannot be written.

    Args:
        path: the file as it was named.
        error: the system's own words.
        written: other files of the set that could not be taken back.
    """
    number, reason = getattr(error, "errno", None), getattr(error, "strerror", None)
    if isinstance(error, RuntimeError):  # before Python 3.13, this is how resolve tells of it
        number, reason = errno.ELOOP, os.strerror(errno.ELOOP)
    if isinstance(error, ValueError):
        number, reason = errno.EINVAL, "a name cannot hold a NUL character"
    way_out = _WAYS_OUT.get(number or 0, _ELSEWHERE)
    already = f" (already written: {', '.join(map(str, written))})" if written else ""
    return OutputError(f"cannot write {path}: {reason or error}; {way_out}{already}")
