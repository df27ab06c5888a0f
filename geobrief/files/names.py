"""What outputs are called, and the one rule for where they go."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

__all__ = ["is_device", "is_plain", "layers_dir", "page_path", "slug", "story_name", "story_stem"]

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
    return name if is_plain(name) else slug(name)


def story_stem(path: Path) -> str:
    """Return the file's stem, or its folder's name if the stem is `brief`."""
    return path.absolute().parent.name if path.stem == "brief" else path.stem


def is_plain(name: str) -> bool:
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


def is_device(name: str) -> bool:
    """Tell whether Windows has a device of that name, so that no file can be called so."""
    return bool(_WINDOWS_DEVICES.fullmatch(name.strip()))


def page_path(name: str) -> Path:
    """Return where a story's page goes: output/NAME.html under the current directory."""
    return Path("output") / f"{name}.html"


def layers_dir(name: str) -> Path:
    """Return where a story's layers go: layers/NAME/ under the current directory."""
    return Path("layers") / name
