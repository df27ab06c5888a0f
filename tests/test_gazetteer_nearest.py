"""Nearest spellings: the table leaves out no name, and what it finds is what looking up finds."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from functools import cache
from string import ascii_lowercase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geobrief.errors import PlaceNotFound
from geobrief.gazetteer import geocode
from geobrief.gazetteer.nearest import nearest_names
from geobrief.gazetteer.normal import normalise
from geobrief.gazetteer.spellings import LONGEST, Spellings, fits, table
from geobrief.gazetteer.store import PATH, packaged

WORDS = st.text(ascii_lowercase + "09", min_size=1, max_size=LONGEST)


def one_away(word: str) -> set[str]:
    """Return every spelling with one letter left out, swapped, replaced or added."""
    parts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    left_out = {before + after[1:] for before, after in parts if after}
    swapped = {before + after[1] + after[0] + after[2:] for before, after in parts if after[1:]}
    replaced = {b + letter + a[1:] for b, a in parts if a for letter in ascii_lowercase}
    added = {before + letter + after for before, after in parts for letter in ascii_lowercase}
    return left_out | swapped | replaced | added


@given(WORDS, st.data())
def test_the_table_leaves_out_no_word_one_letter_away(word: str, data: st.DataObject) -> None:
    near = sorted(spelling for spelling in one_away(word) if spelling and fits(spelling))
    meant = data.draw(st.sets(st.sampled_from(near)))
    assert meant <= set(Spellings(table(meant)).one_away(word))


@given(WORDS, st.sets(WORDS))
def test_only_what_is_one_letter_away_comes_out(word: str, words: set[str]) -> None:
    assert set(Spellings(table(words)).one_away(word)) <= one_away(word)


@given(WORDS)
def test_an_empty_table_knows_nothing(word: str) -> None:
    assert list(Spellings(table([])).one_away(word)) == []


def test_few_words_come_along_that_are_none() -> None:
    came = [set(packaged().spellings.one_away(name)) for name in misspelt("PPL*", 500)]
    assert sum(map(len, came)) / len(came) < 40


@pytest.mark.parametrize("word", ["київ", "łódź", "são", "a b", "st.", "", "a" * (LONGEST + 1)])
def test_the_table_is_for_plain_words_only(word: str) -> None:
    assert not fits(word)


@cache
def main_names(kind: str) -> list[str]:
    """Return the main names of a kind of place, towns under 1,000 inhabitants left out."""
    with closing(sqlite3.connect(f"{PATH.as_uri()}?mode=ro", uri=True)) as data:
        query = (
            "SELECT DISTINCT name FROM places WHERE kind GLOB ?"
            " AND (population >= 1000 OR kind NOT GLOB 'PPL*') ORDER BY name"
        )
        return [name for (name,) in data.execute(query, (kind,)) if fits(normalise(name))]


def some_main_names(kind: str, most: int) -> list[str]:
    """Return up to so many of the main names, normalised, the same every time."""
    names = main_names(kind)
    chance = random.Random(kind)  # noqa: S311 - no secret
    return [normalise(name) for name in chance.sample(names, min(most, len(names)))]


def misspelt(kind: str, most: int) -> list[str]:
    """Return spellings one letter away from main names."""
    chance = random.Random(kind)  # noqa: S311 - no secret
    names = [name for name in some_main_names(kind, most) if 1 < len(name) < LONGEST]
    return [chance.choice(sorted(one_away(name))) for name in names]


@pytest.mark.parametrize("kind", ["PPL*", "PCL*", "ADM1", "ADM2", "AIR*", "RGN", "SEA", "PAL"])
def test_every_main_name_is_in_the_table(kind: str) -> None:
    store = packaged()
    for name in some_main_names(kind, 300):
        longer = name + "q"
        if fits(longer):
            assert name in set(store.spellings.one_away(longer))


def test_what_is_near_is_what_looking_up_every_spelling_finds() -> None:
    store = packaged()
    for name in misspelt("PPL*", 100):
        near = {known for off, known in nearest_names(name, store) if off == 1}
        known = set(store.known(one_away(name)))
        assert near <= known
        assert bool(near) == bool(known)


def test_a_name_that_is_not_in_the_table_is_found_too() -> None:
    store = packaged()
    with closing(sqlite3.connect(f"{PATH.as_uri()}?mode=ro", uri=True)) as data:
        query = (
            "SELECT names.name FROM names JOIN places USING (number)"
            " WHERE rank = 1 AND population < 15000 AND kind GLOB 'PPL*' AND number % 997 = 0"
        )
        others = sorted({name for (name,) in data.execute(query) if fits(name + "qq")})
    alone = [n for n in others if n not in set(store.spellings.one_away(n + "q"))]
    assert len(alone) > 100
    for name in alone:
        near = [known for _, known in nearest_names(name + "q", store)]
        assert name in near or set(near) & set(store.spellings.one_away(name + "q"))


def test_a_place_is_suggested_by_its_main_name_not_that_of_a_division() -> None:
    with pytest.raises(PlaceNotFound) as caught:
        geocode("Srinacar")
    assert caught.value.nearest == ("Srinagar",)


def test_the_longest_words_are_varied_at_their_ends() -> None:
    word = "a" * LONGEST
    assert word in set(Spellings(table([word])).one_away(word[:-1]))
    assert word[:-1] in set(Spellings(table([word[:-1]])).one_away(word))


# The short way of plain names through `normalise`.


@given(st.text(st.characters(max_codepoint=127)))
def test_plain_names_go_a_shorter_way_to_the_same_end(name: str) -> None:
    # A letter that is not plain sends the whole name the long way.
    assert normalise(f"к {name}") == "к" + normalise(name)


@pytest.mark.parametrize(
    "name",
    ["Istanbul", "St. Louis", "Mt", "ST", "U.S.A.", "Cote d'Ivoire", "A & B", "a_b", "R.2", ""],
)
def test_the_short_way_is_right_for_abbreviations_and_signs(name: str) -> None:
    assert normalise(f"к {name}") == "к" + normalise(name)
