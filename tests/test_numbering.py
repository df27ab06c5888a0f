"""Numbers for the steps of a story's time, in still images."""

from __future__ import annotations

import re
from typing import Any

import pytest
from stories import large_brief

from geobrief.errors import ViewError
from geobrief.fonts import missing_glyphs
from geobrief.model import Brief
from geobrief.render import make_page, make_still
from geobrief.render.still import as_files
from geobrief.scene.numbering import numbering
from geobrief.scene.type import SIGNS


def brief_of(sightings: list[dict[str, Any]], **keys: object) -> Brief:
    return Brief.from_dict({"title": "A story", "sightings": sightings} | keys)


def seen(*whens: str | None, who: str = "Ada") -> list[dict[str, Any]]:
    return [{"who": who, "at": "Ankara"} | ({"when": when} if when else {}) for when in whens]


def texts_of(brief: Brief, **keys: Any) -> tuple[str, ...]:  # noqa: ANN401 - make_still's
    return make_still(brief, size=(1200, 800), **keys).texts


def test_people_and_movers_carry_the_number_of_their_step() -> None:
    brief = brief_of(
        seen("2025-05-11", "2025-05-15/2025-05-18"),
        movements=[
            {"who": "Bo", "from": "Doha", "to": "Ankara", "when": "2025-05-16"},
            {"who": "Cy", "from": "Kyiv", "to": "Ankara"},
        ],
    )
    texts = texts_of(brief)
    assert "①② Ada" in texts
    assert "③ Bo, 16 May" in texts
    assert "Cy" in texts
    for row in ("① 11 May 2025", "② 15 May 2025", "③ 16 May 2025"):
        assert row in texts


def test_one_who_is_seen_at_a_place_twice_and_surely_once_is_told_with_both() -> None:
    once, twice = seen("2025-05-11", "2025-05-15")
    texts = texts_of(brief_of([once | {"status": "planned"}, twice]))
    assert any("① Ada (planned)" in text for text in texts)
    assert any("② Ada" in text for text in texts)


def test_many_steps_are_told_in_short_and_with_the_year_where_there_are_two() -> None:
    brief = brief_of(seen(*[f"2025-05-{day}" for day in range(11, 19)]))
    assert numbering(brief, size=(1200, 800), is_crowd=False).key[:2] == ("① 11 May", "② 12 May")
    brief = brief_of(seen("2024-12-31", *[f"2025-05-{day}" for day in range(11, 19)]))
    assert numbering(brief, size=(1200, 800), is_crowd=False).key[0] == "① 31 Dec 2024"


def test_the_moments_of_a_crowded_day_are_told_with_their_time() -> None:
    brief = brief_of(seen("2025-05-15T10:00+03:00", *["2025-05-15T12:00+03:00"] * 3))
    first, second = numbering(brief, size=(1200, 800), is_crowd=False).key
    assert re.fullmatch(r"① 15 May 2025, 10:00 .*", first)
    assert second.startswith("② 15 May 2025, 12:00")


def test_one_step_needs_no_number_and_neither_has_a_page() -> None:
    one = texts_of(brief_of(seen("2025-05-11", None)))
    page = make_page(brief_of(seen("2025-05-11", "2025-05-12"))).html
    assert not any(sign in text for sign in SIGNS for text in (*one, page))


@pytest.mark.parametrize(("days", "numbered"), [(20, True), (21, False)])
def test_more_than_twenty_are_not_numbered_which_is_noted(days: int, numbered: bool) -> None:  # noqa: FBT001 - a case
    brief = brief_of(seen(*[f"2025-05-{day:02}" for day in range(1, days + 1)]))
    still = make_still(brief, size=(1200, 800))
    assert any("⑳" in text for text in still.texts) is numbered
    assert any("too many to be numbered" in note for note in still.notes) is not numbered
    assert any("①" in text for text in still.texts) is numbered


def test_where_dates_would_take_the_map_s_room_they_are_not_numbered_which_is_noted() -> None:
    brief = brief_of(seen(*[f"2025-05-{day:02}" for day in range(1, 19)]))
    still = make_still(brief, size=(340, 454))
    assert any("340 x 454 has no room for the 18 dates" in note for note in still.notes)
    assert not any("①" in text for text in still.texts)


def test_an_image_that_has_room_for_all_but_the_dates_goes_without_them() -> None:
    whens = ["2025-05-11", "2025-05-15"]
    title = "A title that is so long that it takes three lines of an image as narrow as this one is"
    undated = {"title": title, "sightings": seen(None)}
    notes = []
    for height in range(200, 400, 8):
        try:
            make_still(Brief.from_dict(undated), size=(300, height))
        except ViewError:
            continue
        still = make_still(
            Brief.from_dict(undated | {"sightings": seen(*whens)}), size=(300, height)
        )
        notes += still.notes
        if notes:
            break
    assert any("no room for the 2 dates" in note for note in notes)


def test_a_crowd_is_not_numbered() -> None:
    still = make_still(large_brief(1100, 30), size=(1200, 800))
    assert any("too many to be numbered" in note for note in still.notes)
    assert not any("①" in text for text in still.texts)


def test_the_packaged_fonts_have_every_number() -> None:
    assert not missing_glyphs(SIGNS)


def test_a_numbered_mover_is_upright_in_every_program_and_becomes_a_picture() -> None:
    moves = [
        {"who": who, "from": start, "to": "Ankara", "when": when}
        for who, start, when in (("Bo", "Doha", "2025-05-15"), ("Cy", "Kyiv", "2025-05-16"))
    ]
    still = make_still(brief_of([], movements=moves), size=(1200, 800))
    assert re.search(r'class="gb-t-mover gb-upright[^>]*>① Bo', still.svg)
    assert as_files(still, ["png"])["png"]


@pytest.mark.parametrize("language", ["tr", "ar"])
def test_other_languages_have_their_dates_in_the_key(language: str) -> None:
    brief = brief_of(seen("2025-05-11", "2025-05-15"), language=language)
    first, _ = numbering(brief, size=(1200, 800), is_crowd=False).key
    assert first == {"tr": "① 11 Mayıs 2025", "ar": "① 11 مايو 2025"}[language]  # noqa: RUF001 - Turkish letters
