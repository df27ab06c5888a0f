"""A Brief becomes the plain data that it can be made of again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from geobrief.model.brief import Evidence
from geobrief.model.when import When

if TYPE_CHECKING:
    from geobrief.model.brief import Brief

__all__ = ["unparse_brief"]

_KEY_OF = {"from_": "from", "lat_deg": "lat", "lon_deg": "lon"}
_NOT_WRITTEN = frozenset({"origin", "origins", "notes"})
_WRITTEN_LAST = frozenset({"support", "show"})


def unparse_brief(brief: Brief) -> dict[str, Any]:
    """Return what `parse_brief` takes, without what is default."""
    return {"format": 1} | _entry(brief)


def _entry(thing: Any) -> dict[str, Any]:  # noqa: ANN401 - any of the model's dataclasses
    entry: dict[str, Any] = {}
    for field in sorted(fields(thing), key=lambda field: field.name in _WRITTEN_LAST):
        value = getattr(thing, field.name)
        if not field.init or field.name in _NOT_WRITTEN or value == _default(field):
            continue
        if isinstance(value, Evidence):
            entry |= _entry(value)
        else:
            entry[_KEY_OF.get(field.name, field.name)] = _plain(value)
    return entry


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if isinstance(value, When):
        return value.text
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return str(value)
    if isinstance(value, Mapping):
        return dict(value)
    return _entry(value) if is_dataclass(value) else value


def _default(field: Field[Any]) -> object:
    if field.default_factory is not MISSING:
        return field.default_factory()
    return field.default
