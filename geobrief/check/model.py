"""What a check finds."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from geobrief.model.parse import show_origin

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geobrief.errors import Problem
    from geobrief.model import Origin

__all__ = ["RULES", "Doubt", "Report"]

RULES = (
    "not-used",
    "invented",
    "unsourced",
    "inferred",
    "unsure",
    "after-the-story",
    "out-of-date",
    "two-places",
    "too-fast",
    "same-day",
    "broken-journey",
    "outside-country",
    "unknown-country",
    "null-island",
    "namesake",
    "far-namesake",
    "claim",
    "claim-unread",
    "twice",
    "alike",
    "one-place",
    "card-image",
)
"""In the order in which they are told; docs/check.md has a section for each."""

_ALSO_TOLD = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """One thing that may be wrong: where, what, in figures that can be verified, and what to do."""

    rule: str
    origin: Origin
    what: str
    do: str
    also: tuple[Origin, ...] = ()
    """Where else the same holds, if one doubt tells of many records."""

    @property
    def where(self) -> str:
        """File, line or row, field."""
        return show_origin(self.origin)

    @property
    def also_at(self) -> tuple[str, ...]:
        """The other places in the file, without its name."""
        return tuple(show_origin(replace(origin, file="")) for origin in self.also)

    def __str__(self) -> str:
        also = self.also_at[:_ALSO_TOLD]
        more = len(self.also) - len(also)
        tail = f" (so too: {'; '.join(also)}" if also else ""
        tail += f"; and {more:,} more" if more else ""
        return f"{self.where}: {self.what}; {self.do}{tail}{')' if also else ''} [{self.rule}]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All that a check has to say of a brief."""

    problems: tuple[Problem, ...] = ()
    """What `geobrief map` would refuse, in the order of the file."""
    doubts: tuple[Doubt, ...] = ()
    """In the order of `RULES`, and of the file."""
    notes: tuple[str, ...] = ()
    """What the gazetteer decided and what was passed over."""
    checked: Mapping[str, int] = field(default_factory=dict)
    """How many records of each kind were looked at."""
