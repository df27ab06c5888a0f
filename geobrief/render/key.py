"""The key in words: what the marks on this map mean, and no others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geobrief.render.words import in_tense

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geobrief.language import Words
    from geobrief.scene.tense import Tense

__all__ = ["KeyRow", "key_rows"]

_STATUSES = ("confirmed", "planned", "possible", "declined")


@dataclass(frozen=True, slots=True)
class KeyRow:
    """Marks that mean the same, and what that is."""

    samples: tuple[str, ...]
    text: str


def key_rows(
    kinds: Sequence[str],
    sides: Sequence[str],
    said: Words,
    tenses: Mapping[str, Tense] | None = None,
) -> tuple[KeyRow, ...]:
    """Return a row for each meaning.

    Args:
        kinds: names of marks, as scene.key.key_kinds has them.
        sides: what the sides are called, the first of them number 1.
        said: the page's words.
        tenses: of the movements of a status, as scene.tense.tense_of_kinds has them.
    """
    named = {f"side-{number}": side for number, side in enumerate(sides, start=1)}
    tenses = tenses or {}
    rows: dict[str, list[str]] = {}
    for kind in kinds:
        rows.setdefault(named.get(kind) or _meaning(kind, tenses, said), []).append(kind)
    return tuple(KeyRow(tuple(samples), text) for text, samples in rows.items())


def _meaning(kind: str, tenses: Mapping[str, Tense], said: Words) -> str:
    if kind in _STATUSES:
        return said.say(in_tense("moving", kind, tenses.get(kind, ""), said))
    return said.say(f"key.{kind.split('-', maxsplit=1)[0]}")
