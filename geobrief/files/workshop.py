"""The hidden folder beside the outputs in which they are made, and the sweeping of left ones.

A process that is killed cannot clean up after itself. So each makes its files in a folder of its
own, `.geobrief-` and sixteen digits, beside where they will go, and for as long as it lives it
holds a lock on a file in there. Whoever writes into the same place next removes the folders whose
lock is free. A process's number would tell nothing: it may be of another container, or of another
machine that shares the folder.

The lock is on a file of its own because SQLite locks what it writes, too, and on some systems
(macOS, NFS) the two locks would shut each other out. Windows needs no lock: a folder cannot be
renamed while anybody has a file of it open.
"""

from __future__ import annotations

import errno
import os
import re
import stat
import time
from contextlib import suppress
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

__all__ = ["Workshop", "sweep", "take_lock"]

_NAME = re.compile(r"\.geobrief-[0-9a-f]{16}")
_MADE_HERE = re.compile(r"\d+(\.\w+)?([-.][-.\w]*)?")
"""A part, what SQLite puts beside it, and the second name of its forerunner: 3.gpkg-wal, 3-old."""
_LOCK = "lock"
_SIGN = b"geobrief makes files here, or was stopped while it did; a left folder may be deleted\n"

_A_DAY_S = 24 * 60 * 60
_TRIES = 20


class Workshop:
    """A folder in which parts are made, and in which nobody else cleans while it is open."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / _new_name()
        self.mode = 0o666
        """What a new file here may be used for, by whom."""
        self._lock = -1
        self._made: list[Path] = []
        """The folders above that were not there before."""
        self._needed = False
        self._parts = 0

    def open(self) -> None:
        """Make the folder, and those above it, and take its lock.

        Raises:
            OSError: it cannot be made.
        """
        sweep(self.folder)
        for left in reversed(range(_TRIES)):
            try:
                self._make_folders()
                self._open_once()
            except FileNotFoundError:  # swept, or the folder above removed, before we had the lock
                self._let_go()
                self.path = self.folder / _new_name()
                if not left:
                    raise
            else:
                return

    def new_part(self, suffix: str) -> Path:
        """Return a path in here that nothing has yet."""
        self._parts += 1
        return self.path / f"{self._parts}{suffix if _MADE_HERE.fullmatch(f'1{suffix}') else ''}"

    def keep_folders(self) -> None:
        """Leave the folders that were made: there is something in them now."""
        self._needed = True

    def flush_folders(self) -> None:
        """Flush the folder's entries to the disk, and those of the folders that were made."""
        _flush_folder(self.folder)
        for made in reversed(self._made):
            _flush_folder(made.parent)

    def close(self) -> None:
        """Remove the folder with all that is in it, and those above it that were made in vain."""
        with suppress(OSError):
            _clear(self.path)
        self._let_go()
        with suppress(OSError):
            (self.path / _LOCK).unlink()
        with suppress(OSError):
            self.path.rmdir()
        for made in () if self._needed else reversed(self._made):
            with suppress(OSError):  # it is another's as well by now
                made.rmdir()

    def _make_folders(self) -> None:
        above = [self.folder, *self.folder.parents]
        for missing in reversed([path for path in above if not path.exists()]):
            if missing not in self._made:
                self._made.append(missing)
            missing.mkdir(exist_ok=True)

    def _open_once(self) -> None:
        self.path.mkdir(mode=0o700)
        self._lock = os.open(self.path / _LOCK, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o666)
        if fcntl is not None and take_lock(self._lock) is False:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))  # being swept
        there = (self.path / _LOCK).stat()
        os.write(self._lock, _SIGN + _system().encode())
        self.mode = stat.S_IMODE(there.st_mode)

    def _let_go(self) -> None:
        if self._lock >= 0:
            lock, self._lock = self._lock, -1
            os.close(lock)


def _flush_folder(folder: Path) -> None:
    with suppress(OSError):  # not every system can, nor may every folder be opened
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def sweep(folder: Path) -> None:
    """Remove what processes that are no more have left in `folder`, and nothing else."""
    try:
        with os.scandir(folder) as entries:
            found = [
                Path(entry.path)
                for entry in entries
                if _NAME.fullmatch(entry.name) and entry.is_dir(follow_symlinks=False)
            ]
    except OSError:  # not there, or not to be listed
        return
    for path in found:
        with suppress(OSError):
            _sweep_one(path)


def _sweep_one(path: Path) -> None:
    if hasattr(os, "geteuid") and path.lstat().st_uid != os.geteuid():
        return  # another user's run will do it
    if not any(path.iterdir()):
        path.rmdir()  # its maker died at once; had it only begun, it makes another
    elif fcntl is None:
        _sweep_by_name(path)
    else:
        _sweep_by_lock(path)


def _sweep_by_lock(path: Path) -> None:
    lock = os.open(path / _LOCK, os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK)
    try:
        if _is_left(lock, path) and _is_ours(path):
            _clear(path)
            (path / _LOCK).unlink()  # while it is locked: its maker may only be about to lock it
            path.rmdir()
    finally:
        os.close(lock)


def _sweep_by_name(path: Path) -> None:
    if not _is_ours(path):
        return
    mine = path.rename(path.with_name(_new_name()))  # fails while anybody has a file of it open
    _clear(mine)
    (mine / _LOCK).unlink(missing_ok=True)
    mine.rmdir()


def _is_left(lock: int, path: Path) -> bool:
    """Tell whether whoever made the folder is gone."""
    taken = take_lock(lock)
    if taken is False:
        return False
    if not os.path.samestat(os.fstat(lock), (path / _LOCK).lstat()):
        return False  # somebody else is sweeping
    sign = os.read(lock, 1000)
    if not _SIGN.startswith(sign[: len(_SIGN)]):
        return False
    # Where locks don't reach from machine to machine, age has to tell.
    cut_off = len(sign) < len(_SIGN)
    near = cut_off or set(sign[len(_SIGN) :].split()) & set(_system().encode().split())
    return bool(taken and near) or os.fstat(lock).st_mtime < time.time() - _A_DAY_S


def _is_ours(path: Path) -> bool:
    """Tell whether everything in the folder is of the kind that is made there."""
    return all(
        inner.name == _LOCK
        or (_MADE_HERE.fullmatch(inner.name) and stat.S_ISREG(inner.lstat().st_mode))
        for inner in path.iterdir()
    )


def _clear(path: Path) -> None:
    """Remove all that is in the folder but the lock, which has to go last."""
    for inner in list(path.iterdir()):
        if inner.name != _LOCK:
            with suppress(OSError):
                inner.unlink()


def take_lock(handle: int) -> bool | None:
    """Try to take the one lock that a file has; None where there are no locks."""
    if fcntl is None:
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return False if error.errno in {errno.EAGAIN, errno.EACCES} else None
    return True


def _system() -> str:
    """Return words by which a process of the same system knows another: its name, its start."""
    name = os.uname().nodename if hasattr(os, "uname") else ""
    try:  # containers have names of their own, but one start
        start = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii")
    except OSError:
        start = ""
    return f"{name} {start}"


def _new_name() -> str:
    return f".geobrief-{os.urandom(8).hex()}"
