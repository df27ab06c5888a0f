"""Numbers for the steps of a story's time, in still images."""

from __future__ import annotations

import re
from typing import Any

import pytest
from stories import large_brief

from geobrief.errors import ViewError
from geobrief.fonts import missing_glyphs
from geobrief.layers import build_layers
from geobrief.model import Brief
from geobrief.render import make_page, make_still
from geobrief.render.still import as_files
from geobrief.scene import plan_scene
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
    assert "③ Bo" in texts
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
    key = numbering(brief, size=(1200, 800), is_crowd=False).key
    assert key == ("15 May 2025, UTC+3: ① 10:00", "② 12:00")


TIMES = ("2025-05-15", *[f"2025-05-15T{hour:02}:00+05:30" for hour in range(6, 14)], "2025-05-16")


@pytest.mark.parametrize(
    ("language", "first", "second"),
    [
        ("en", "15 May 2025, UTC+5:30: ① no time given", "② 06:00"),
        ("tr", "15 Mayıs 2025, UTC+5:30: ① saati belirtilmemiş", "② 06:00"),  # noqa: RUF001 - Turkish letters
        ("ar", "15 مايو 2025، UTC+5:30: ① دون ذكر الوقت", "② 06:00"),
    ],
)
def test_a_day_of_many_times_and_its_zone_are_told_once_in_one_form(
    language: str, first: str, second: str
) -> None:
    brief = brief_of(seen(*TIMES), language=language)
    key = numbering(brief, size=(1200, 800), is_crowd=False).key
    assert key[:2] == (first, second)
    assert key[-1].startswith("⑩ 16 ")
    assert key[-1].endswith(" 2025")
    assert "UTC" not in "".join(key[1:])


def test_a_day_in_several_zones_has_each_time_with_its_own() -> None:
    whens = ("2025-05-15T10:00+03:00", "2025-05-15T12:00+03:00", "2025-05-15T12:00Z")
    brief = brief_of(seen(*whens, whens[0]))
    key = numbering(brief, size=(1200, 800), is_crowd=False).key
    assert key == ("15 May 2025: ① 10:00 UTC+3", "② 12:00 UTC+3", "③ 12:00 UTC")


def moving(*whens: str, who: str = "Second convoy") -> list[dict[str, Any]]:
    ways = (("Tyre", "Sidon"), ("Sidon", "Beirut"), ("Beirut", "Zahlé"))
    return [
        {"who": who, "from": start, "to": end, "when": when}
        for (start, end), when in zip(ways, whens, strict=False)
    ]


@pytest.mark.parametrize("width", [390, 800])
def test_every_number_of_the_key_is_on_the_map(width: int) -> None:
    whens = [f"2024-10-04T{hour:02}:00+03:00" for hour in range(6, 14)]
    sightings = [
        {"who": f"Somebody {number}", "at": place, "when": when}
        for number, (place, when) in enumerate(
            zip(("Beirut", "Tyre", "Sidon", "Beirut", "Zahlé"), whens, strict=False)
        )
    ]
    brief = brief_of(sightings, movements=moving(*whens[5:]))
    still = make_still(brief, size=(width, max(560, width * 3 // 4)))
    for sign in SIGNS[:8]:
        assert sum(sign in text for text in still.texts) in {0, 2}
    assert sum(sign in "".join(still.texts) for sign in SIGNS) >= 6


def test_a_number_that_has_no_room_on_the_map_is_not_in_the_key_which_is_noted() -> None:
    places = [
        {"name": f"Place {number}", "lat": 41.0, "lon": 29.0 + number / 1e5} for number in range(8)
    ]
    sightings = [
        {"who": f"Somebody {number}", "at": f"Place {number}", "when": f"2025-05-{number + 11}"}
        for number in range(8)
    ]
    sightings += seen("2025-05-30")
    still = make_still(brief_of(sightings, places=places), size=(800, 560))
    assert "⑨ 30 May 2025" in still.texts
    assert not any("① 11 May" in text for text in still.texts)
    assert any("leaves them out: ① 2025-05-11; ②" in note for note in still.notes)


def test_who_moves_often_is_named_at_a_leg_that_has_room_for_more_than_its_number() -> None:
    ways = (("Sidon", "Tyre"), ("Tyre", "Beirut"), ("Beirut", "Damascus"), ("Damascus", "Baghdad"))
    moves = [
        {"who": "Ambassador Lee", "from": start, "to": end, "when": f"2024-10-0{day}"}
        for day, (start, end) in enumerate(ways, 1)
    ]
    still = make_still(brief_of([], movements=moves), size=(800, 560))
    assert "④ Ambassador Lee" in still.texts
    assert any(text in {"①", "②", "③"} for text in still.texts)


def test_movers_are_all_upright_where_one_is_numbered_and_told_without_the_date() -> None:
    moves = moving("2024-10-04", "2024-10-05")
    moves.append({"who": "Bo", "from": "Beirut", "to": "Tyre"})
    still = make_still(brief_of([], movements=moves), size=(1200, 1600))
    assert "① Second convoy" in still.texts
    assert "Bo" in still.texts
    assert 'class="gb-t-mover"' not in still.svg
    assert not any(", 4 Oct" in text for text in still.texts)


@pytest.mark.parametrize(
    ("whens", "told"),
    [
        (("2024-10-04T06:20+03:00", "2024-10-04T12:45+03:00"), {"06:20", "12:45"}),
        (("2024-10-04T06:20+03:00", "2024-10-05T12:45+03:00"), {"4 Oct", "5 Oct"}),
        (("2024-10-04T06:20+03:00", "2024-10-04T12:45+02:00"), {"4 Oct"}),
        (("2024-10-04T06:20+03:00", "2024-10-04T06:20+03:00"), {"4 Oct"}),
    ],
)
def test_arrows_of_one_day_are_told_by_the_clock(whens: tuple[str, ...], told: set[str]) -> None:
    brief = brief_of([], movements=moving(*whens))
    layers = build_layers(brief)
    plan = plan_scene(brief, layers)
    said = {text.removeprefix("Second convoy, ") for arrow in plan.arrows for text in arrow.texts}
    assert said - {"Second convoy"} == told


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
    assert any("too many places or movements for its dates" in note for note in still.notes)
    assert not any("①" in text for text in still.texts)


def test_the_packaged_fonts_have_every_number() -> None:
    assert not missing_glyphs(SIGNS)


def test_a_numbered_mover_is_upright_in_every_program_and_becomes_a_picture() -> None:
    moves = [
        {"who": who, "from": start, "to": "Ankara", "when": when}
        for who, start, when in (("Bo", "Doha", "2025-05-15"), ("Cy", "Kyiv", "2025-05-16"))
    ]
    still = make_still(brief_of([], movements=moves), size=(1200, 800))
    assert re.search(r'class="gb-t-mover-upright[^>]*>① Bo', still.svg)
    assert as_files(still, ["png"])["png"]


@pytest.mark.parametrize("language", ["tr", "ar"])
def test_other_languages_have_their_dates_in_the_key(language: str) -> None:
    brief = brief_of(seen("2025-05-11", "2025-05-15"), language=language)
    first, _ = numbering(brief, size=(1200, 800), is_crowd=False).key
    assert first == {"tr": "① 11 Mayıs 2025", "ar": "① 11 مايو 2025"}[language]  # noqa: RUF001 - Turkish letters
