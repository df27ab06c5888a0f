"""How far long work has come: told to who listens, and free of cost where nobody does.

What takes long says so here; the command line shows it on a terminal. Nothing depends on it.
"""

from __future__ import annotations

from collections.abc import Sized
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["Listener", "heard_by", "stage", "tracked"]

_Item = TypeVar("_Item")

_EVERY = 64
"""Items between two reports: often enough to look smooth, seldom enough to cost nothing."""


class Listener(Protocol):
    """Who wants to know."""

    def __call__(self, what: str, done: int, total: int | None) -> None:
        """Take it that of `what` so much is done; `total` is None where nobody knows."""


_listener: ContextVar[Listener | None] = ContextVar("geobrief-progress", default=None)


@contextmanager
def heard_by(listener: Listener) -> Iterator[None]:
    """Have `listener` told of all work within this context."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)


def stage(what: str) -> None:
    """Say which part of the work begins, where nothing can be counted: `drawing the basemap`."""
    listener = _listener.get()
    if listener is not None:
        listener(what, 0, None)


def tracked(items: Iterable[_Item], what: str, *, total: int | None = None) -> Iterator[_Item]:
    """Yield the items and say how many are done: `looking up places`.

    Args:
        items: what is worked on, one after the other.
        what: the work, as it is told to a person.
        total: how many items there are, where `len` cannot tell.
    """
    listener = _listener.get()
    if listener is None:
        yield from items
        return
    if total is None:
        total = len(items) if isinstance(items, Sized) else None
    for done, item in enumerate(items):
        if done % _EVERY == 0:
            listener(what, done, total)
        yield item
