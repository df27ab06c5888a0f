"""Who bears the name that was asked for, within what narrows it, and what the rule makes of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from geobrief.gazetteer.normal import normalise
from geobrief.gazetteer.question import LONGEST_NAME, Question, country_code, split, understand
from geobrief.gazetteer.rule import Verdict, in_order, judge
from geobrief.gazetteer.store import Entry, Rank, Store

__all__ = ["Search", "bearers", "search", "verdict"]

_ARTICLE = re.compile(r"\s*the\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Search:
    """A question, what narrows it, and the places that answer it, best first."""

    asked: str
    question: Question
    country: str
    """ISO 3166-1 alpha-2 code, or empty."""
    found: tuple[Entry, ...]


def search(name: str, country: str, store: Store) -> Search:
    """Find the places that bear a name, which may have qualifiers, in a country or anywhere.

    Raises:
        InputError: no country bears the name given as `country`.
    """
    code = country_code(country, store) if country.strip() else ""
    if len(name) > LONGEST_NAME:
        return Search(name, Question(name, ()), code, ())
    question = split(name)
    found = bearers(question, code, store)
    if not found and question.qualifiers:
        # Some names have a comma or brackets of their own: "Halle (Saale)".
        found = bearers(Question(name, ()), code, store)
    return Search(name, question, code, tuple(found))


def bearers(question: Question, country: str, store: Store) -> list[Entry]:
    """Return the places that bear the name within its qualifiers, best first."""
    narrowings = [understand(qualifier, store) for qualifier in question.qualifiers]
    named = [
        entry
        for entry in _by_name(question.base, store)
        if not country or country in entry.country.split()
    ]
    for closely in (False, True):
        entries = [
            entry
            for entry in named
            if all(narrow.allows(entry, closely=closely) for narrow in narrowings)
        ]
        if entries:
            proper = [entry for entry in entries if entry.rank is not Rank.DERIVED]
            return in_order(proper or entries)
    return []


def verdict(found: Search) -> Verdict:
    """Apply the rule to what was found, which must not be nothing."""
    return judge(found.found)


def _by_name(name: str, store: Store) -> list[Entry]:
    entries = store.entries(normalise(name))
    bare = _ARTICLE.sub("", name, count=1)
    return entries if entries or bare == name else store.entries(normalise(bare))
