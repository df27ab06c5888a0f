"""Records that stand twice, and names that are likely two spellings of one."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from geobrief.check.model import Doubt
from geobrief.check.story import in_file, quoted
from geobrief.gazetteer.normal import normalise
from geobrief.model import Basis
from geobrief.model.brief import Sighting
from geobrief.model.naming import name_key

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping

    from geobrief.check.story import Story
    from geobrief.model import Movement, Origin

__all__ = ["SHORTEST", "doubts_of_names"]

SHORTEST = 6
"""Shorter names that differ in a letter are as often two: Maria and Mario."""


def doubts_of_names(story: Story) -> Iterator[Doubt]:
    """Yield records that stand twice, and people and places with two names."""
    yield from _twice(story)
    yield from _alike(story)
    yield from _one_place(story)


def _twice(story: Story) -> Iterator[Doubt]:
    seen: dict[Hashable, tuple[Sighting | Movement, Origin]] = {}
    for path, event in story.events():
        if event.when is None:
            continue
        places = (event.at,) if isinstance(event, Sighting) else (event.from_, event.to)
        key = (
            type(event),
            story.person(event.who),
            tuple(map(name_key, places)),
            str(event.when),
        )
        origin = story.origin(path, event)
        first, there = seen.setdefault(key, (event, origin))
        if first is event:
            continue
        same = f"{quoted(event.who)}, {' to '.join(places)}, {event.when} stands twice"
        differ = (
            "" if first.status is event.status else f", once {first.status} and once {event.status}"
        )
        yield Doubt(
            rule="twice",
            origin=origin,
            what=f"{same}{differ}: also in {in_file(there)}",
            do="keep one of the two",
        )


def _alike(story: Story) -> Iterator[Doubt]:
    """Yield pairs of people whose names differ in a letter, in accents, or by the first name."""
    people = _people(story)
    spelt = {key: " ".join(map(normalise, name.split())) for key, (name, _) in people.items()}
    pairs = {*_one_letter_apart(spelt), *_surname_alone(spelt)}
    for one, two in sorted(pairs):
        (name, there), (other, origin) = people[one], people[two]
        yield Doubt(
            rule="alike",
            origin=origin,
            what=f"{quoted(other)} and {quoted(name)} ({in_file(there)}) are two people "
            "here, with names alike",
            do="if they are one, write one name, or list the other under the person's aliases",
        )


def _one_place(story: Story) -> Iterator[Doubt]:
    """Yield names that are one place's in the gazetteer, such as Kiev and Kyiv."""
    seen: dict[int, tuple[str, Origin]] = {}
    for name, origin in story.place_names():
        location = story.location(name)
        if location is None or location.geonameid is None or location.basis is Basis.BRIEF:
            continue
        first, there = seen.setdefault(location.geonameid, (name, origin))
        if name_key(first) != name_key(name):
            yield Doubt(
                rule="one-place",
                origin=origin,
                what=f"{quoted(name)} and {quoted(first)} ({in_file(there)}) are one "
                f"place, {location.full_name}, and would get a marker each",
                do="write one name throughout",
            )


def _people(story: Story) -> dict[str, tuple[str, Origin]]:
    """Return everyone by what is the same for all their names: a name, and where it stands."""
    found: dict[str, tuple[str, Origin]] = {}
    for index, person in enumerate(story.brief.people):
        origin = story.origin(f"people[{index}].name", person)
        found.setdefault(name_key(person.name), (person.name, origin))
    for path, event in story.events():
        key = story.person(event.who)
        if key not in found:
            found[key] = (event.who, story.origin(f"{path}.who", event))
    return found


def _one_letter_apart(spelt: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield pairs whose letters are the same but for one, left out, added, replaced or swapped.

    Names with the same remainder when a letter is left out meet in one bucket, so that no name is
    compared with all others. Figures tell people apart: Guard 1 and Guard 2.
    """
    buckets: dict[str, list[str]] = defaultdict(list)
    order = {key: number for number, key in enumerate(spelt)}
    for key, text in spelt.items():
        if len(text) < SHORTEST or any(char.isdigit() for char in text):
            continue
        for rest in {text, *(text[:at] + text[at + 1 :] for at in range(len(text)))}:
            if len(buckets[rest]) < _MOST_IN_BUCKET:
                buckets[rest].append(key)
    for keys in buckets.values():
        for number, one in enumerate(keys):
            for two in keys[number + 1 :]:
                if _differ_little(spelt[one], spelt[two]):
                    yield (one, two) if order[one] < order[two] else (two, one)


_MOST_IN_BUCKET = 20


def _differ_little(one: str, two: str) -> bool:
    """Tell whether words are one letter or one swap apart; two names with the same rest may not be.

    A different initial is another person: John and Joan Smith are told apart in the middle, too.
    """
    if one.replace(" ", "") == two.replace(" ", ""):
        return True  # but for accents, hyphens or blanks: al-Rahman, al Rahman
    if one[0] != two[0] or len(one.split()) != len(two.split()):
        return False
    words = [pair for pair in zip(one.split(), two.split(), strict=True) if pair[0] != pair[1]]
    return len(words) == 1 and min(map(len, words[0])) >= SHORTEST


def _surname_alone(spelt: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield a full name and a surname alone, where just one full name ends so."""
    by_last: dict[str, list[str]] = defaultdict(list)
    for key, text in spelt.items():
        if " " in text:
            by_last[text.rpartition(" ")[2]].append(key)
    for key, text in spelt.items():
        if " " not in text and len(by_last.get(text, ())) == 1:
            yield by_last[text][0], key
