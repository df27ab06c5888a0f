"""When two spellings of a name are one name, and when they are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geobrief.model.naming import name_key


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Ada Example", " ada\u00a0 EXAMPLE"),
        ("Jose\u0301", "Jos\u00e9"),
        ("O'Neil", "O\u2019Neil"),
        ("O'Neil", "O\uff07Neil"),
        ("O'Neil", "O\u00b4Neil"),
        ("Hawai'i", "Hawai\u02bbi"),
        ("Sana'a", "Sana\u2018a"),
        ("Abd al-Rahman", "Abd al\u2010Rahman"),
        ("Abd al-Rahman", "Abd al\u2011Rahman"),
        ("Vladimir", "Vla\u00addimir"),
        ("Vladimir", "\u200eVladimir\u200f"),
        ("Vladimir", "\u202aVladimir\u202c"),
        ("Vladimir", "\ufeffVladi\u200bmir"),
        ("\u0645\u06cc\u200c\u062e", "\u0645\u06cc\u062e"),  # a Persian word, with and without ZWNJ
    ],
)
def test_one_name(one: str, two: str) -> None:
    assert name_key(one) == name_key(two)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("O'Neil", "ONeil"),
        ("Abd al-Rahman", "Abd al Rahman"),
        ("Jos\u00e9", "Jose"),
        ("Camp 1", "Camp 2"),
        # The flags of England and of Scotland differ in tags that nobody sees.
        (
            "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
            "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
        ),
        ("5\u00b030'", '5\u00b030"'),
        ("Paris-Dakar", "Paris\u2013Dakar"),
    ],
)
def test_two_names(one: str, two: str) -> None:
    assert name_key(one) != name_key(two)


@given(st.text())
def test_the_key_of_a_key_is_itself(name: str) -> None:
    key = name_key(name)
    assert name_key(key) == key


@given(st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1))
def test_what_can_be_seen_has_a_key(name: str) -> None:
    assert name_key(name)
