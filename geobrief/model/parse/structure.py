"""A brief's shape, checked against the shipped JSON Schema: the one truth about keys and types."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from geobrief.model.parse.quick import surely_fits
from geobrief.model.parse.sentences import Fault, sentences

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from jsonschema.exceptions import ValidationError

    from geobrief.model.parse.flaws import Flaws

    _Check = Callable[[Any], bool]

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
    for fault in [fault for fault in _faults(data) if fault.where not in flaws]:
        for path, what in sentences(fault):
            flaws.add(path, what)


def _faults(data: object) -> list[Fault]:
    """Return what jsonschema finds; it is not asked of entries that surely are in order."""
    if not isinstance(data, dict):
        return [Fault.of(error, whole=data) for error in _validator().iter_errors(data)]
    lists = {key: data[key] for key in _entry_rules() if isinstance(data.get(key), list)}
    found = _validator().iter_errors(data | {key: [] for key in lists})
    faults = [Fault.of(error, whole=data) for error in found]
    for key, entries in lists.items():
        fits, validator = _entry_rules()[key]
        for index, entry in enumerate(entries):
            if not fits(entry):
                faults += (
                    Fault.of(error, whole=data, above=(key, index))
                    for error in validator.iter_errors(entry)
                )
    return faults


@cache
def _validator() -> Any:  # noqa: ANN401 - a class that jsonschema makes
    from jsonschema import Draft202012Validator  # noqa: PLC0415 - heavy
    from jsonschema.validators import extend  # noqa: PLC0415 - heavy

    whole = _inlined(schema())
    checks: dict[int, _Check] = {}

    def properties(
        validator: Any,  # noqa: ANN401 - see above
        parts: dict[str, Any],
        entry: Any,  # noqa: ANN401 - see above
        _rule: object,
    ) -> Iterator[ValidationError]:
        """Take the place of jsonschema's keyword, which looks closely at what is in order, too."""
        for key, part in parts.items() if isinstance(entry, dict) else ():
            if key in entry:
                fits = checks.get(id(part)) or checks.setdefault(id(part), surely_fits(part))
                if not fits(entry[key]):
                    yield from validator.descend(entry[key], part, path=key, schema_path=key)

    kind = extend(Draft202012Validator, {"properties": properties})  # type: ignore[no-untyped-call] # its own
    return kind(whole)


@cache
def _entry_rules() -> dict[str, tuple[_Check, Any]]:
    """Return for each list of a brief the quick check and the slow one for its entries."""
    lists = {
        key: _as_entry(part["items"])
        for key, part in _validator().schema["properties"].items()
        if part.get("type") == "array"
    }
    return {
        key: (surely_fits(rule), _validator().evolve(schema=rule)) for key, rule in lists.items()
    }


def _as_entry(rule: dict[str, Any]) -> dict[str, Any]:
    """Return the rule for an entry that may be a bare name: by now it is none (areas.py)."""
    whole: dict[str, Any] = rule if "type" in rule else rule["anyOf"][-1]
    return whole


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
