"""Names that a package lends from its modules, each fetched when it is first used (PEP 562)."""

from __future__ import annotations

import sys
from importlib import import_module

TYPE_CHECKING = False  # typing alone would take longer than importing geobrief does
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

__all__ = ["lend"]


def lend(package: str, homes: Mapping[str, str]) -> Callable[[str], Any]:
    """Return a `__getattr__` for `package`.

    Args:
        package: its `__name__`.
        homes: module of the package to the names it lends, blanks between; `ours=theirs` where
            the module calls it otherwise.
    """
    lent = {
        name.partition("=")[0]: (module, name.partition("=")[2] or name)
        for module, names in homes.items()
        for name in names.split()
    }

    def fetch(name: str) -> Any:  # noqa: ANN401 - each name has its own type
        if name not in lent:
            message = f"module {package!r} has no attribute {name!r}"
            raise AttributeError(message)
        module, theirs = lent[name]
        value = getattr(import_module(f"{package}.{module}"), theirs)
        setattr(sys.modules[package], name, value)  # next time it is simply there
        return value

    return fetch
