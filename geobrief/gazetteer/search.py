"""Who bears the name that was asked for, within what narrows it, and what the rule makes of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from geobrief.gazetteer.normal import normalise
from geobrief.gazetteer.question import (
    LONGEST_NAME,
    Narrowing,
    Question,
    country_code,
    split,
    understand,
)
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
    otherwise: Entry | None = None
    """What comes first if a qualifier is read the other way: CA is Canada, and California."""


def search(name: str, country: str, store: Store, *, hint: bool = True) -> Search:
    """Find the places that bear a name, which may have qualifiers, in a country or anywhere.

    The error for a country that is none suggests another unless `hint` is false.

    Raises:
        InputError: no country bears the name given as `country`.
    """
    code = country_code(country, store, hint=hint) if country.strip() else ""
    if len(name) > LONGEST_NAME:
        return Search(name, Question(name, ()), code, ())
    question = split(name)
    narrowings = [understand(qualifier, store) for qualifier in question.qualifiers]
    found = _bearers(question.base, narrowings, code, store)
    if not found and narrowings:
        # Some names have a comma or brackets of their own: "Halle (Saale)".
        found = _bearers(name, [], code, store)
    return Search(name, question, code, tuple(found), _otherwise(found, narrowings))


def bearers(question: Question, country: str, store: Store) -> list[Entry]:
    """Return the places that bear the name within its qualifiers, best first."""
    narrowings = [understand(qualifier, store) for qualifier in question.qualifiers]
    return _bearers(question.base, narrowings, country, store)


def _bearers(base: str, narrowings: list[Narrowing], country: str, store: Store) -> list[Entry]:
    named = [
        entry for entry in _by_name(base, store) if not country or country in entry.country.split()
    ]
    for closely in (False, True):
        entries = [
            entry
            for entry in named
            if all(narrow.allows(entry, closely=closely) for narrow in narrowings)
        ]
        if entries:
            return in_order(_proper(entries))
    return _alone_in_region(_proper(named), narrowings, store)


def verdict(found: Search) -> Verdict:
    """Apply the rule to what was found, which must not be nothing."""
    judged = judge(found.found)
    if found.otherwise is None or judged.is_ambiguous:
        return judged
    return Verdict(judged.first, (judged.first, found.otherwise), ())


def _proper(entries: list[Entry]) -> list[Entry]:
    """Leave out transcriptions and codes where there is anything else."""
    return [entry for entry in entries if entry.rank is not Rank.DERIVED] or entries


def _alone_in_region(
    entries: list[Entry], narrowings: list[Narrowing], store: Store
) -> list[Entry]:
    """Return the one place of the countries that a region is in: "Erbil, Iraqi Kurdistan".

    Regions have no outline here; among several places one could not choose.
    """
    for narrow in narrowings:
        if not narrow.is_known:
            regions = [e for e in store.entries(normalise(narrow.text)) if not e.is_town]
            countries = {code for region in regions for code in region.country.split()}
            entries = [e for e in entries if not countries.isdisjoint(e.country.split())]
        else:
            entries = [e for e in entries if narrow.allows(e, closely=True)]
    towns = [entry for entry in entries if entry.is_town and entry.is_own_name] or entries
    return towns if len(towns) == 1 and narrowings else []


def _otherwise(found: list[Entry], narrowings: list[Narrowing]) -> Entry | None:
    """Return the first of the other reading, where a code is a country's and a state's."""
    for narrow in narrowings:
        if found and narrow.countries and narrow.divisions:
            read = narrow.reads_as_country(found[0])
            others = [entry for entry in found if narrow.reads_as_country(entry) is not read]
            if others and others[0].is_own_name:
                return others[0]
    return None


def _by_name(name: str, store: Store) -> list[Entry]:
    entries = _read_codes(name, store.entries(normalise(name)))
    bare = _ARTICLE.sub("", name, count=1)
    if entries or bare == name:
        return entries
    return _read_codes(bare, store.entries(normalise(bare)))


def _read_codes(name: str, entries: list[Entry]) -> list[Entry]:
    """Take codes for what the way they are written says.

    An airport's is its name in capitals, and else nothing; a state's abbreviation with its full
    stop is nothing else: "Fla." is not Flå.
    """
    found = []
    for entry in entries:
        if entry.rank is not Rank.DERIVED:
            found.append(entry)
        elif entry.kind == "ADM1" and name.endswith("."):
            found.append(replace(entry, rank=Rank.SETTLED))
        elif not entry.is_airport:
            found.append(entry)
        elif name.isupper():
            found.append(replace(entry, rank=Rank.ALTERNATE))
    return found
