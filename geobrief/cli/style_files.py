"""Which files a house style is read from: itself, and what it names."""

from __future__ import annotations

import tomllib
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["style_files"]


def style_files(style: Path | None) -> list[Path]:
    """Return a style's file with its fonts and its logo; none if there is no style."""
    return [] if style is None else [style, *_named_in(style)]


def _named_in(style: Path) -> list[Path]:
    """Return the files that a style names, as far as it can be read: it may be faulty just now."""
    told: dict[str, object] = {}
    with suppress(OSError, ValueError):
        told = tomllib.loads(style.read_text(encoding="utf-8"))
    fonts, logo = told.get("fonts"), told.get("logo")
    names = list(fonts.values()) if isinstance(fonts, dict) else []
    names += [logo.get("file")] if isinstance(logo, dict) else []
    return [style.parent / name for name in names if isinstance(name, str) and "\0" not in name]
