"""The errors for a name that does not become one point; each says what to type instead."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from geobrief.errors import PlaceAmbiguous, PlaceError, PlaceNotFound
from geobrief.gazetteer.buildings import towns_in
from geobrief.gazetteer.nearest import nearest_names
from geobrief.gazetteer.normal import normalise
from geobrief.gazetteer.question import LONGEST_NAME, Question, understand
from geobrief.gazetteer.rule import LARGE, judge, rough_km
from geobrief.gazetteer.search import Search, bearers, search, verdict
from geobrief.gazetteer.store import Bearer, Rank
from geobrief.gazetteer.wording import described, shown, where

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geobrief.gazetteer.rule import Verdict
    from geobrief.gazetteer.store import Entry, Store
    from geobrief.model.location import Location

__all__ = [
    "ambiguous",
    "in_another_country",
    "in_short",
    "no_such_id",
    "not_found",
    "refuse_code",
    "what_to_type",
]

MOST_WORDS = 6
LONGEST_TAIL = 2
"""In how many words a comma is looked for, and before how many of the last."""
CODE_LENGTH = 2
"""Of countries' and states' codes; countries have one a letter longer, too."""
MOST_CHOICES = 8
MOST_SUGGESTIONS = 3

_NOT_EVERYTHING = "check the spelling, or"
_OTHER_WAYS = "give lat and lon, or geonameid:NUMBER"


def no_such_id(geonameid: int) -> PlaceNotFound:
    """Say that no place has the number."""
    message = (
        f"the gazetteer has no place with geonameid {geonameid}; "
        "check the number, or give lat and lon"
    )
    return PlaceNotFound(message, name=f"geonameid:{geonameid}")


def in_short(found: Search) -> PlaceError:
    """Say that a name does not become one point, and nothing that takes time to find out."""
    if found.found:
        message = f"{shown(found.asked)} may mean several places; narrow the name, or {_OTHER_WAYS}"
        return PlaceAmbiguous(message, name=found.asked)
    message = f"no place called {shown(found.asked)} is known; {_NOT_EVERYTHING} {_OTHER_WAYS}"
    return PlaceNotFound(message, name=found.asked)


def ambiguous(
    found: Search, judged: Verdict, store: Store, *, story: Sequence[Location] = ()
) -> PlaceAmbiguous:
    """List the places that may be meant, with what to type for each.

    The places of the `story` order them, and the message says so; they decide nothing.
    """
    contenders = _nearest_first(judged.contenders, story) if story else judged.contenders
    listed = contenders[:MOST_CHOICES]
    choices = what_to_type(listed, found.question.base, store)
    names = _told_apart(listed, asked=found.question.base)
    order = ", nearest to the other places of the story first" if story else ""
    lines = [f"{shown(found.asked)} may mean several places{order}:"]
    lines += [
        f'  {number}. {name}: type "{choice}"'
        for number, (name, choice) in enumerate(zip(names, choices, strict=True), start=1)
    ]
    left = len(contenders) - len(listed)
    lines += [f"  And {left} more: narrow the name, or {_OTHER_WAYS}."] if left > 0 else []
    return PlaceAmbiguous("\n".join(lines), name=found.asked, choices=choices)


def _nearest_first(contenders: Sequence[Entry], story: Sequence[Location]) -> tuple[Entry, ...]:
    def far_km(entry: Entry) -> float:
        return min(
            rough_km((entry.lon_deg, entry.lat_deg), (place.lon_deg, place.lat_deg))
            for place in story
        )

    return tuple(sorted(contenders, key=far_km))


def _told_apart(listed: Sequence[Entry], *, asked: str) -> list[str]:
    """Describe places; those of one name in one division also by where they lie."""
    names = [where(entry) for entry in listed]
    return [
        f"{described(entry, asked=asked)} at {entry.lat_deg:.2f}, {entry.lon_deg:.2f}"
        if names.count(name) > 1
        else described(entry, asked=asked)
        for name, entry in zip(names, listed, strict=True)
    ]


def in_another_country(place: Location, country: str) -> PlaceNotFound:
    """Say that a place given by its number lies elsewhere than was said."""
    message = f"{place.query} is {place.full_name}, which is not in {shown(country)}"
    return PlaceNotFound(message, name=place.query)


def refuse_code(found: Search, store: Store) -> None:
    """Say what a code of two letters is short for, before a village of that name is taken.

    Raises:
        PlaceAmbiguous: it is a country's or a state's code, and no large place is called so.
    """
    meant = _read_as_code(found, store)
    if meant:
        message, choices = _told_as_code(found, meant, store)
        raise PlaceAmbiguous(message, name=found.asked, choices=choices)


def _read_as_code(found: Search, store: Store) -> list[Entry]:
    """Return what a question is the code of that names no place of a size, or nothing."""
    code = found.question.base
    if len(code) != CODE_LENGTH or not code.isupper() or _is_narrowed(found):
        return []
    first = found.found[0]
    is_large = first.is_own_name and first.population >= LARGE
    return [] if is_large else _meant_by_code(code, store)


def _told_as_code(found: Search, meant: Sequence[Entry], store: Store) -> tuple[str, list[str]]:
    """Return what is said of a code, and what to type for each of the places it is short for."""
    choices = [what_to_type([entry], entry.name, store)[0] for entry in meant]
    return f"{shown(found.asked)} is a code; did you mean {_either(choices)}?", choices


def _meant_by_code(code: str, store: Store) -> list[Entry]:
    """Return the countries and first-order divisions of which a text in capitals is the code."""
    countries = [store.country(iso) for iso in sorted(store.countries(normalise(code)))]
    states = [store.entry(number) for number, kind in store.divisions(normalise(code))]
    return [entry for entry in (*countries, *states) if entry is not None]


def not_found(found: Search, store: Store) -> PlaceNotFound:
    """Say why nothing was found, and what comes nearest."""
    if len(found.asked) > LONGEST_NAME:
        message = f"no place bears so long a name as {shown(found.asked)}; {_OTHER_WAYS}"
        return PlaceNotFound(message, name=found.asked)
    if not normalise(found.question.base):
        message = f"{shown(found.asked)} has no letter or digit; name a place, or {_OTHER_WAYS}"
        return PlaceNotFound(message, name=found.asked)
    return _known_elsewhere(found, store) or _short_for(found, store) or _unknown(found, store)


def _short_for(found: Search, store: Store) -> PlaceNotFound | None:
    """Say what a country's or state's code is short for."""
    code = found.question.base
    if not code.isupper() or not CODE_LENGTH <= len(code) <= CODE_LENGTH + 1:
        return None
    meant = _meant_by_code(code, store)
    if not meant:
        return None
    message, nearest = _told_as_code(found, meant, store)
    return PlaceNotFound(message, name=found.asked, nearest=nearest)


def what_to_type(listed: Sequence[Entry], base: str, store: Store) -> list[str]:
    """Return for each of the places that bear the name `base` a text that is answered with it."""

    @cache
    def answer(text: str) -> int | None:
        return _answer(text, store)

    def sure(entry: Entry) -> str:
        texts = _texts_to_try(entry, base, listed)
        right = (text for text in texts if answer(text) == entry.number)
        return next(right, None) or last_resort(entry)

    def last_resort(entry: Entry) -> str:
        if entry.number > 0:
            return f"geonameid:{entry.number}"
        codes = (code.upper() for code in store.codes(entry.number))
        right = (code for code in codes if answer(code) == entry.number)
        return next(right, f"{entry.lat_deg:.5f}, {entry.lon_deg:.5f}")

    return [sure(entry) for entry in listed]


def _texts_to_try(entry: Entry, base: str, listed: Sequence[Entry]) -> list[str]:
    """Return what may be answered with the place, the plainest first."""
    names = [base] if normalise(entry.name) == normalise(base) else [entry.name, base]
    ways = _ways_to_narrow(entry, listed)
    return [base, *names, *(f"{name}, {way}" for name in names for way in ways)]


def _ways_to_narrow(entry: Entry, listed: Sequence[Entry]) -> list[str]:
    """Return qualifiers to try: the country first where it may be enough, else the division."""
    ways = [entry.country_name, entry.admin1]
    namesakes = [other for other in listed if other.country == entry.country]
    ordered = ways if len(namesakes) == 1 else ways[::-1]
    closest = [entry.admin2, f"{entry.admin2}, {entry.admin1}"] if entry.admin2 else []
    return [way for way in (*ordered, *closest) if way]


def _answer(text: str, store: Store) -> int | None:
    """Return the number of the place that a text is answered with, or None if it is not."""
    found = search(text, "", store)
    if not found.found or _read_as_code(found, store):
        return None
    judged = verdict(found)
    return None if judged.is_ambiguous else judged.first.number


def _known_elsewhere(found: Search, store: Store) -> PlaceNotFound | None:
    """Say what is wrong when the name is known, but not where it was looked for."""
    if not _is_narrowed(found):
        return None
    anywhere = bearers(Question(found.question.base, ()), "", store)
    if not anywhere:
        return None
    nearest = list(dict.fromkeys(map(where, anywhere)))[:MOST_SUGGESTIONS]
    message = (
        f"a place called {shown(found.question.base)} is known, but {_why_not(found, store)}; "
        f"did you mean {_either(nearest)}? Or {_OTHER_WAYS}"
    )
    return PlaceNotFound(message, name=found.asked, nearest=nearest)


def _is_narrowed(found: Search) -> bool:
    return bool(found.question.qualifiers or found.country)


def _why_not(found: Search, store: Store) -> str:
    for qualifier in found.question.qualifiers:
        if not understand(qualifier, store).is_known:
            is_place = bool(bearers(Question(qualifier, ()), "", store))
            what = "has no outline here to look in" if is_place else "is no country or state"
            return f"{shown(qualifier)} {what}: give a country, state or county"
    places = [*found.question.qualifiers, store.country_name(found.country)]
    return f"not in {shown(', '.join(filter(None, places)))[1:-1]}"


def _unknown(found: Search, store: Store) -> PlaceNotFound:
    countries = store.nationals(normalise(found.question.base))
    if countries:
        message = (
            f"{shown(found.asked)} is what the people of {' or '.join(countries)} are called, "
            f"and no place; did you mean {_either(countries)}?"
        )
        return PlaceNotFound(message, name=found.asked, nearest=countries)
    nearest = _with_a_comma(found, store)
    town = None if nearest else _town_of_building(found, store)
    if town is not None:
        message = (
            f"no place called {shown(found.asked)} is known; {where(town)} is known, at "
            f"{town.lat_deg:.2f}, {town.lon_deg:.2f}; for the building itself give lat and lon"
        )
        return PlaceNotFound(message, name=found.asked)
    nearest = nearest or _suggestions(found, store)
    within = f" in {store.country_name(found.country)}" if found.country else ""
    hint = f"did you mean {_either(nearest)}? Or" if nearest else _NOT_EVERYTHING
    message = f"no place called {shown(found.asked)} is known{within}; {hint} {_OTHER_WAYS}"
    return PlaceNotFound(message, name=found.asked, nearest=nearest)


def _with_a_comma(found: Search, store: Store) -> list[str]:
    """Return what was meant if a comma is missing: "Paris, Texas" for "Paris Texas"."""
    words = found.question.base.split()
    if _is_narrowed(found) or not 1 < len(words) <= MOST_WORDS:
        return []
    for count in range(1, min(len(words), LONGEST_TAIL + 1)):
        head, tail = " ".join(words[:-count]), " ".join(words[-count:])
        if understand(tail, store).is_known and bearers(Question(head, (tail,)), "", store):
            return [f"{head}, {tail}"]
    return []


def _town_of_building(found: Search, store: Store) -> Entry | None:
    """Return the one town that a building is called after, if a name is that of one."""
    for base in towns_in(found.question.base):
        there = bearers(Question(base, found.question.qualifiers), found.country, store)
        if there and not judge(there).is_ambiguous:
            first = there[0]
            return first if first.is_town and first.rank is not Rank.DERIVED else None
    return None


def _suggestions(found: Search, store: Store) -> list[str]:
    """Return the nearest spellings that are places, as one would type them, best first."""
    letters_off = {name: off for off, name in nearest_names(normalise(found.question.base), store)}
    weighed = sorted(
        (letters_off[bearer.spelling], bearer.rank, -bearer.population, bearer.name)
        for bearer in _first_bearers(letters_off, found, store)
        # Two letters off a second name, the first one may be nothing alike.
        if letters_off[bearer.spelling] == 1 or bearer.rank <= Rank.PRIMARY
    )
    names = dict.fromkeys(name for *_, name in weighed)
    tail = "".join(f", {qualifier}" for qualifier in found.question.qualifiers)
    return [name + tail for name in names][:MOST_SUGGESTIONS]


def _first_bearers(names: Iterable[str], found: Search, store: Store) -> list[Bearer]:
    """Return what each of the names means first, within what narrowed the search."""
    if not _is_narrowed(found):
        return store.first_bearers(names)
    questions = [Question(name, found.question.qualifiers) for name in names]
    return [
        Bearer(question.base, entry.rank, entry.population, entry.name)
        for question in questions
        for entry in bearers(question, found.country, store)[:1]
    ]


def _either(texts: Sequence[str]) -> str:
    return " or ".join(f'"{text}"' for text in texts)
