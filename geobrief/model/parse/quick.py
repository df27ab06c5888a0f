"""A quick look at whether a value surely fits a part of the schema.

jsonschema says what is wrong, in detail and slowly; of a hundred thousand records that are in
order it need not be asked. What this module does not understand it does not call in order.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    _Check = Callable[[Any], bool]

__all__ = ["surely_fits"]

_SAYS_NOTHING = frozenset({"title", "description", "default", "format", "patternErrorMessage"})
_KEYWORDS = {
    "string": {"maxLength", "pattern"},
    "number": {"minimum", "maximum"},
    "integer": {"minimum", "maximum"},
    "boolean": set(),
    "array": {"items"},
    "object": {"additionalProperties", "dependentRequired", "properties", "required"},
}


def surely_fits(rule: dict[str, Any]) -> _Check:
    """Return a check that is true only of values which fit the rule, a schema without references.

    It may be false of a value that fits: then jsonschema has to say.
    """
    keywords = set(rule) - _SAYS_NOTHING
    if keywords == {"enum"} and all(isinstance(choice, str) for choice in rule["enum"]):
        choices = frozenset(rule["enum"])
        return lambda value: type(value) is str and value in choices
    kind = rule.get("type")
    if not isinstance(kind, str) or keywords - {"type"} - _KEYWORDS.get(kind, set()):
        return lambda _value: False
    return _CHECKS[kind](rule)


def _string(rule: dict[str, Any]) -> _Check:
    most = rule.get("maxLength", 0)
    search = re.compile(rule.get("pattern", "")).search
    return lambda value: type(value) is str and len(value) <= most and search(value) is not None


def _number(rule: dict[str, Any]) -> _Check:
    types = {int} if rule["type"] == "integer" else {int, float}
    least, most = rule.get("minimum", 0), rule.get("maximum", 0)
    return lambda value: type(value) in types and least <= value <= most


def _array(rule: dict[str, Any]) -> _Check:
    fits = surely_fits(rule.get("items", {}))
    return lambda value: type(value) is list and all(map(fits, value))


def _object(rule: dict[str, Any]) -> _Check:
    if rule.get("additionalProperties") is not False:
        return lambda _value: False
    checks = {key: surely_fits(part) for key, part in rule.get("properties", {}).items()}
    required = frozenset(rule.get("required", ()))
    together = [{key, *others} for key, others in rule.get("dependentRequired", {}).items()]

    def fits(value: object) -> bool:
        if type(value) is not dict or not required <= value.keys():
            return False
        for keys in together:
            if not keys.isdisjoint(value) and not keys <= value.keys():
                return False
        return all(key in checks and checks[key](part) for key, part in value.items())

    return fits


_CHECKS: dict[str, Callable[[dict[str, Any]], _Check]] = {
    "string": _string,
    "number": _number,
    "integer": _number,
    "boolean": lambda _rule: lambda value: type(value) is bool,
    "array": _array,
    "object": _object,
}
