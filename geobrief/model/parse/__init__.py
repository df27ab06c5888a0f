"""A brief's keys and values, checked, become a Brief; and a Brief becomes keys and values again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geobrief.model.brief import Origin
from geobrief.model.parse.areas import with_named_areas
from geobrief.model.parse.build import build_brief
from geobrief.model.parse.flaws import Flaws, problem_at, show_origin, show_value
from geobrief.model.parse.meaning import check_meaning
from geobrief.model.parse.plain import plain_data
from geobrief.model.parse.rest import sound_rest
from geobrief.model.parse.structure import check_structure
from geobrief.model.parse.text import text_flaw
from geobrief.model.parse.unparse import unparse_brief

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from geobrief.model.brief import Brief

__all__ = [
    "Flaws",
    "parse_brief",
    "parse_with",
    "problem_at",
    "show_origin",
    "show_value",
    "text_flaw",
    "unparse_brief",
]


def parse_brief(
    data: Mapping[str, Any], *, origin_of: Callable[[str], Origin] | None = None
) -> Brief:
    """Check `data` (the keys of a brief file) and make a Brief of it.

    Args:
        data: what a YAML or JSON brief holds; dates may be date and datetime objects.
        origin_of: tells the origin of a field path; without it, origins are bare paths.

    Raises:
        BriefError: lists everything that is wrong, by line or row.
    """
    return parse_with(Flaws(origin_of or _bare_origin), data)


def parse_with(flaws: Flaws, data: object) -> Brief:
    """Make a Brief of `data`, where a reader may have found flaws of its own before.

    Raises:
        BriefError: lists everything that is wrong, by line or row.
    """
    plain = with_named_areas(plain_data(data, path="", flaws=flaws))
    check_structure(plain, flaws)
    check_meaning(plain, flaws)
    flaws.raise_any(lambda: sound_rest(plain, flaws))
    return build_brief(plain, flaws.where)


def _bare_origin(path: str) -> Origin:
    return Origin(field=path)
