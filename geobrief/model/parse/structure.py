"""A brief's shape, checked against the shipped JSON Schema: the one truth about keys and types."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from geobrief.model.parse.sentences import Fault, sentences

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator

    from geobrief.model.parse.flaws import Flaws

__all__ = ["check_structure", "schema"]


@cache
def schema() -> dict[str, Any]:
    """Return the shipped schema of format 1."""
    text = files("geobrief").joinpath("data/brief.schema.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def check_structure(data: object, flaws: Flaws) -> None:
    """Check keys, types and ranges against the schema and add each fault to `flaws`.

    A field that has a flaw already is passed over: its value is not what was written.
    """
    faults = [Fault.of(error, whole=data) for error in _validator().iter_errors(data)]
    for fault in [fault for fault in faults if fault.where not in flaws]:
        for path, what in sentences(fault):
            flaws.add(path, what)


@cache
def _validator() -> Draft202012Validator:
    from jsonschema import Draft202012Validator  # noqa: PLC0415 - heavy

    return Draft202012Validator(_inlined(schema()))


def _inlined(part: Any) -> Any:  # noqa: ANN401 - JSON
    """Put definitions in the place of references: resolving them takes most of the time."""
    if isinstance(part, list):
        return [_inlined(entry) for entry in part]
    if not isinstance(part, dict):
        return part
    whole = {key: _inlined(entry) for key, entry in part.items() if key not in {"$ref", "$defs"}}
    if "$ref" in part:
        whole = _inlined(schema()["$defs"][part["$ref"].rpartition("/")[2]]) | whole
    return whole
