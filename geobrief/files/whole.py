"""Files are written whole or not at all, and those of one story all together or none of them.

What is written goes into a workshop beside its place, is flushed to the disk there, and takes its
place in the end, by renaming: every name leads to an old file or to a new one at any moment.
"""

from __future__ import annotations

import os
import stat
import time
from contextlib import ExitStack, contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geobrief.files.targets import cannot_write, real_target
from geobrief.files.workshop import Workshop, take_lock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

__all__ = ["stop_writing", "together", "whole_file", "write_whole"]

_PATIENCE_S = 5.0
"""How long to wait for another run that is renaming its files in the same folder."""


@contextmanager
def together() -> Iterator[None]:
    """Have all files that are written in this context take their places at its end, or none.

    Within another such context they wait for that one's end.

    Raises:
        OutputError: a file cannot take its place; all earlier files are as they were.
    """
    with _joined():
        yield


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Hand out a path for a new file, which takes the place of `path` when all went well.

    Within `together` that is when all of its files are written. A symbolic link stays one: what it
    leads to is written.

    Raises:
        OutputError: the folder or the file cannot be written; an earlier file is untouched.
    """
    with _joined() as batch:
        try:
            part = batch.begin(path)
            yield part.made
            batch.finish(part)
        except OSError as error:
            raise cannot_write(path, error) from error


def write_whole(path: Path, content: str | bytes) -> None:
    """Write bytes, or text as UTF-8 with newlines as they are, whole or not at all.

    Raises:
        OutputError: the folder or the file cannot be written; an earlier file is untouched.
    """
    body = content.encode("utf-8") if isinstance(content, str) else content
    with whole_file(path) as part, part.open("xb") as stream:
        stream.write(body)
        stream.flush()
        os.fsync(stream.fileno())  # here, where every fault of the disk is told


def stop_writing(then: Callable[[bool], None]) -> None:
    """Remove what is half-written and call `then`, in a process that a signal is about to end.

    While files take their places, that is waited for: it takes no time, and then all of them have.

    Args:
        then: is told whether any file was written; it ends the process.
    """
    if _state.settling:
        _state.then = then
        return
    for batch in _state.under_way:
        batch.close()
    then(_state.settled)


@dataclass(slots=True)
class _Part:
    """A file that is being made, and the place it will take."""

    path: Path
    """As it was named."""
    real: Path
    """Where that leads."""
    made: Path
    mode: int | None
    """The earlier file's; None if there was none."""

    def finish(self, mode: int) -> None:
        """Flush the file to the disk, and let it be used by whom its forerunner was."""
        with self.made.open("rb+") as stream:
            os.fsync(stream.fileno())
        self.made.chmod(mode if self.mode is None else self.mode)

    @property
    def _old(self) -> Path:
        return self.made.with_name(f"{self.made.stem}-old")

    def keep_old(self) -> None:
        """Keep a second name of the earlier file, where the file system has such."""
        with suppress(OSError):
            os.link(self.real, self._old)

    def take_place(self) -> None:
        self.made.replace(self.real)

    def give_back(self) -> bool:
        """Put the earlier file back, if need be; tell whether all is as it was."""
        if self.made.exists():  # has not taken its place
            return True
        with suppress(OSError):
            if self._old.exists():
                self._old.replace(self.real)
                return True
            if self.mode is None:
                self.real.unlink()
                return True
        return False


@dataclass(slots=True)
class _Batch:
    """Files that take their places together, and the workshops they are made in."""

    parts: list[_Part] = field(default_factory=list)
    workshops: dict[Path, Workshop] = field(default_factory=dict)

    def begin(self, path: Path) -> _Part:
        real = real_target(path)
        if real.parent not in self.workshops:
            self.workshops[real.parent] = Workshop(real.parent)
            self.workshops[real.parent].open()
        mode = None
        with suppress(FileNotFoundError):
            mode = stat.S_IMODE(real.stat().st_mode) & 0o777
        return _Part(path, real, self.workshops[real.parent].new_part(real.suffix), mode)

    def finish(self, part: _Part) -> None:
        part.finish(self.workshops[part.real.parent].mode)
        self.parts.append(part)

    def settle(self) -> None:
        with ExitStack() as stack:
            for folder in sorted(self.workshops):
                stack.enter_context(_turn_in(folder))
            with _not_to_be_stopped():
                self._rename_all()
        for workshop in self.workshops.values():
            workshop.flush_folders()

    def _rename_all(self) -> None:
        for part in self.parts:
            part.keep_old()
        for part in self.parts:
            try:
                part.take_place()
            except OSError as error:
                raise cannot_write(part.path, error, written=self._give_back()) from error
            except BaseException:
                self._give_back()
                raise
        for workshop in self.workshops.values():
            workshop.keep_folders()
        _state.settled = _state.settled or bool(self.parts)

    def _give_back(self) -> list[Path]:
        """Put the earlier files back, and return those for which that is impossible."""
        return [part.path for part in self.parts if not part.give_back()]

    def close(self) -> None:
        for workshop in self.workshops.values():
            workshop.close()


@dataclass(slots=True)
class _State:
    """What a signal has to know of the writing in this process."""

    under_way: list[_Batch] = field(default_factory=list)
    settling: bool = False
    settled: bool = False
    then: Callable[[bool], None] | None = None


_batch: ContextVar[_Batch | None] = ContextVar("geobrief-batch", default=None)
_state = _State()


@contextmanager
def _joined() -> Iterator[_Batch]:
    """Lend the batch that is under way, or one that is settled when the context is left."""
    outer = _batch.get()
    if outer is not None:
        yield outer
        return
    batch = _Batch()
    token = _batch.set(batch)
    _state.under_way.append(batch)
    try:
        yield batch
        batch.settle()
    finally:
        _batch.reset(token)
        batch.close()
        _state.under_way.remove(batch)


@contextmanager
def _not_to_be_stopped() -> Iterator[None]:
    _state.settling = True
    try:
        yield
    finally:
        _state.settling = False
        if _state.then is not None:
            stop_writing(_state.then)


@contextmanager
def _turn_in(folder: Path) -> Iterator[None]:
    """Wait while another run renames its files in a folder, so that both sets stay together."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:  # a folder that may not be listed, or a system that opens none
        yield
        return
    try:
        until = time.monotonic() + _PATIENCE_S
        while take_lock(handle) is False and time.monotonic() < until:
            time.sleep(0.01)
        yield
    finally:
        os.close(handle)
