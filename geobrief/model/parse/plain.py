"""Whatever a caller hands over, as plain data: dicts, lists, texts, numbers, true and false."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date, datetime
from numbers import Integral, Real
from typing import TYPE_CHECKING, Any

from geobrief.model.parse.flaws import show_value
from geobrief.model.parse.text import text_flaw

if TYPE_CHECKING:
    from geobrief.model.parse.flaws import Flaws

__all__ = ["join_path", "plain_data"]

DEEPEST = 12
"""A brief is four levels deep; what goes deeper is a mistake, or an attack."""

LONGEST_KEY = 300
_LONG_TEXTS = frozenset({"summary", "note", "evidence", "corrected"})


def plain_data(value: object, *, path: str, flaws: Flaws, depth: int = 0) -> Any:  # noqa: ANN401 - JSON
    """Return `value` as JSON knows it; keys with nothing after them are left out.

    Adds to `flaws` what no brief can hold: other types, NaN, control characters.
    """
    if depth > DEEPEST:
        flaws.add(path, "is nested too deeply; a brief needs four levels")
        return None
    if isinstance(value, Mapping):
        return _plain_mapping(value, path=path, flaws=flaws, depth=depth)
    if isinstance(value, list | tuple):
        return [
            plain_data(entry, path=f"{path}[{index}]", flaws=flaws, depth=depth + 1)
            for index, entry in enumerate(value)
        ]
    return _plain_scalar(value, path=path, flaws=flaws)


def join_path(parts: list[str | int] | tuple[str | int, ...]) -> str:
    """Return a field path: `sightings[2].when`."""
    path = ""
    for part in parts:
        if isinstance(part, int):
            path += f"[{part}]"
        else:
            path += f".{part}" if path else part
    return path


def _plain_mapping(
    value: Mapping[Any, Any], *, path: str, flaws: Flaws, depth: int
) -> dict[str, Any]:
    plain = {}
    for key, entry in value.items():
        inner = f"{path}.{key}" if path else str(key)
        if not isinstance(key, str):
            flaws.add(path, f"the key {show_value(key)} must be text")
        elif len(key) > LONGEST_KEY:
            flaws.add(path, f"the key {show_value(key)} is longer than {LONGEST_KEY} characters")
        elif text_flaw(key):
            flaws.add(inner, f"the key {show_value(key)} {text_flaw(key)}")
        elif entry is not None:
            plain[key] = plain_data(entry, path=inner, flaws=flaws, depth=depth + 1)
    return plain


def _plain_scalar(value: object, *, path: str, flaws: Flaws) -> object:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return _plain_text(str(value), path=path, flaws=flaws)
    if isinstance(value, date):
        return value.isoformat(*(["T", "seconds"] if isinstance(value, datetime) else []))
    if isinstance(value, Integral):
        return int(value)
    if isinstance(value, Real) and math.isfinite(value):
        return float(value)
    what = show_value(value) if isinstance(value, Real) else f"a {type(value).__name__}"
    flaws.add(path, f"a brief cannot hold {what}; give text or a number, or take the line out")
    return None


def _plain_text(text: str, *, path: str, flaws: Flaws) -> str:
    key = path.rpartition(".")[2]
    long = key in _LONG_TEXTS and not path.startswith("names.")
    if long and "\r\n" in text:
        text = text.replace("\r\n", "\n")
    flaw = text_flaw(text, long=long)
    if flaw:
        flaws.add(path, f"{show_value(text)} {flaw}")
    return text
