"""A Brief as a file in YAML, as an editor would write it: what `read_brief` makes the same of."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geobrief.model.brief import Brief

__all__ = ["yaml_of_brief"]

_WIDEST = 110
"""Characters of an entry that stands on one line."""
_LONGEST_KEY = 1_000
"""YAML takes no longer key before a colon."""
_PLAIN = re.compile(r"[^\W\d_](?:[ ]?[\w.'/()-])*")
"""Texts that need no quotes anywhere."""
_MOMENT = re.compile(r"[0-9][0-9TZ:+/-]+")
_DATED = frozenset({"date", "when"})
_NOT_TEXT = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n"})
"""What some reader of YAML takes for something else than text."""
_JOINERS = "\u200c\u200d"
"""Not to be seen, and part of words."""


def yaml_of_brief(brief: Brief) -> str:
    """Return a brief in YAML; no character of it moves a terminal's cursor or turns its lines."""
    lines = [line for key, value in brief.to_dict().items() for line in _top(key, value)]
    return "\n".join([*lines, ""])


def _top(key: str, value: Any) -> Iterator[str]:  # noqa: ANN401 - JSON
    """Yield the lines of one key of the brief itself."""
    if isinstance(value, list):
        yield ""
        yield f"{key}:"
        for entry in value:
            yield from _item(entry)
    elif key == "names":
        yield ""
        yield f"{key}:"
        for name, ours in value.items():
            yield from _pair(name, ours)
    else:
        yield f"{key}: {_flow(value, key)}"


def _item(entry: Any) -> Iterator[str]:  # noqa: ANN401 - JSON
    """Yield an entry of a list, in one line where it fits."""
    line = f"  - {_flow(entry)}"
    if len(line) <= _WIDEST or not isinstance(entry, dict):
        yield line
        return
    sign = "-"
    for key, value in entry.items():
        yield f"  {sign} {key}: {_flow(value, key)}"
        sign = " "


def _pair(name: str, ours: str) -> Iterator[str]:
    """Yield a key that may be any text, and its value."""
    key = _text(name)
    if len(key) < _LONGEST_KEY:
        yield f"  {key}: {_text(ours)}"
    else:
        yield f"  ? {key}"
        yield f"  : {_text(ours)}"


def _flow(value: Any, key: str = "") -> str:  # noqa: ANN401 - JSON
    """Return a value in one line."""
    if isinstance(value, dict):
        return f"{{{', '.join(f'{name}: {_flow(part, name)}' for name, part in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_flow, value))}]"
    if not isinstance(value, str):
        return json.dumps(value, allow_nan=False)
    return value if key in _DATED and _MOMENT.fullmatch(value) else _text(value)


def _text(text: str) -> str:
    """Return a text as YAML writes it: in quotes, unless it needs none."""
    if _PLAIN.fullmatch(text) and text.lower() not in _NOT_TEXT:
        return text
    return "".join(map(_shown, json.dumps(text, ensure_ascii=False)))


def _shown(char: str) -> str:
    if char.isprintable() or char in _JOINERS:
        return char
    return f"\\u{ord(char):04x}" if ord(char) < 1 << 16 else f"\\U{ord(char):08x}"
