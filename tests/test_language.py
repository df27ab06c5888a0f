"""The page's own words in each language: the same in all tables, and right by CLDR."""

# ruff: noqa: RUF001 - other languages have other letters

import re
import tomllib
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from geobrief.basemap.names import check_names, known_names
from geobrief.basemap.store import load_names
from geobrief.errors import InputError
from geobrief.language import city_names, country_names, languages, speaks, words
from geobrief.language.names import country_codes
from geobrief.language.table import PLURALS, load_table, placeholders
from geobrief.records import read_brief

TABLES = Path(__file__).resolve().parent.parent / "geobrief" / "language" / "tables"
DOC = TABLES.parent.parent.parent / "docs" / "language.md"
OTHERS = [tag for tag in languages() if tag != "en"]
MAY_BE_LEFT_OUT = {"within"}
"""A word that not every language has before a place's name."""


def test_there_are_the_three_that_newsrooms_asked_for() -> None:
    assert set(languages()) >= {"ar", "en", "tr"}


@pytest.mark.parametrize("tag", OTHERS)
def test_a_table_says_what_english_says(tag: str) -> None:
    table, english = load_table(tag), load_table("en")
    assert table.texts.keys() == english.texts.keys()
    assert table.plurals.keys() == english.plurals.keys()
    assert table.lists.keys() == english.lists.keys()


@pytest.mark.parametrize("tag", OTHERS)
def test_a_table_fills_in_what_english_fills_in(tag: str) -> None:
    table, english = load_table(tag), load_table("en")
    for key, text in english.texts.items():
        theirs = placeholders(table.texts[key])
        assert theirs <= placeholders(text), key
        assert placeholders(text) - theirs <= MAY_BE_LEFT_OUT, key
    for key, forms in english.plurals.items():
        known = frozenset().union(*map(placeholders, forms.values()))
        for category, form in table.plurals[key].items():
            assert placeholders(form) <= known, (key, category)
        assert placeholders(table.plurals[key]["other"]) == placeholders(forms["other"]), key


@pytest.mark.parametrize("tag", languages())
def test_a_number_has_its_form_in_every_category_of_its_language(tag: str) -> None:
    categories = {*words(tag).locale.plural_form.rules, "other"}
    for key, forms in load_table(tag).plurals.items():
        assert forms.keys() == categories, key
        assert forms.keys() <= PLURALS


@pytest.mark.parametrize("tag", languages())
def test_nothing_in_a_table_is_empty_or_framed_by_blanks(tag: str) -> None:
    table = load_table(tag)
    forms = [form for plural in table.plurals.values() for form in plural.values()]
    texts = [text for key, text in table.texts.items() if not key.startswith("join.")]
    for text in [*texts, *forms, *(word for one in table.lists.values() for word in one)]:
        assert text.strip() == text != ""
        assert not re.search(r"[<>&`$\\]|\{\W|\{\}", text), text
    assert len(table.lists["date.months"]) == 12


@pytest.mark.parametrize("tag", languages())
def test_no_key_stands_twice_and_all_are_texts(tag: str) -> None:
    tomllib.loads((TABLES / f"{tag}.toml").read_text(encoding="utf-8"))
    assert all(isinstance(text, str) for text in load_table(tag).texts.values())


def test_english_writes_as_the_page_has_always_written() -> None:
    english = words("en")
    day = date(2025, 9, 5)
    assert english.long_date(day) == "5 September 2025"
    assert english.short_date(day) == "5 Sept"
    assert english.short_date(day, with_year=True) == "5 Sept 2025"
    assert english.span(date(2025, 5, 15), date(2025, 5, 16)) == "15 May 2025 to 16 May 2025"
    moment = datetime(2025, 5, 15, 10, 0, 5, tzinfo=UTC)
    assert english.long_date(moment) == "15 May 2025, 10:00:05 UTC"
    later = datetime.fromisoformat("2025-05-15T10:00+03:00")
    assert english.long_date(later) == "15 May 2025, 10:00 UTC+03:00"
    assert english.listed(["A"]) == "A"
    assert english.listed(["A", "B"]) == "A and B"
    assert english.listed(["A", "B", "C"]) == "A, B and C"
    assert english.listed(["{0}", "{1}, {x}"]) == "{0} and {1}, {x}"
    assert english.number(1234567) == "1,234,567"
    assert english.measure(2190.4, "km") == "2,190 km"
    assert english.measure(9.949, "mi", decimals=1) == "9.9 mi"
    assert english.counted("count.places", 1) == "1 place"
    assert english.counted("count.places", 1200) == "1,200 places"


def test_turkish() -> None:
    turkish = words("tr")
    assert turkish.direction == "ltr"
    assert turkish.long_date(date(2025, 5, 15)) == "15 Mayıs 2025"
    assert turkish.short_date(date(2025, 8, 1)) == "1 Ağu"
    assert turkish.number(1234.5, decimals=1) == "1.234,5"
    assert turkish.measure(353, "km") == "353 km"
    assert turkish.measure(219, "mi") == "219 mil"
    assert turkish.listed(["A", "B", "C"]) == "A, B ve C"
    assert turkish.compass_point(90) == "D"


def test_arabic() -> None:
    arabic = words("ar")
    assert arabic.direction == "rtl"
    assert arabic.long_date(date(2025, 5, 15)) == "15 مايو 2025"
    assert arabic.measure(353, "km") == "353 كم"
    assert [arabic.counted("count.places", n) for n in (1, 2, 3, 11, 100)] == [
        "مكان واحد",
        "مكانان",
        "3 أماكن",
        "11 مكانًا",
        "100 مكان",
    ]


def test_figures_are_those_that_cldr_has_for_the_region() -> None:
    assert words("ar").number(1200) == "1,200"
    assert words("ar-EG").number(1200) == "١٬٢٠٠"
    assert words("ar-EG").long_date(date(2025, 5, 15)) == "١٥ مايو ٢٠٢٥"
    assert words("ar-EG").measure(1200, "km") == "١٬٢٠٠ كم"
    assert words("ar-EG").number_tag.endswith("-u-nu-arab")


def test_a_name_of_the_other_direction_does_not_turn_a_sentence() -> None:
    arabic = words("ar")
    said = arabic.say("spoken.distance", start="Ankara", end="إسطنبول", distance="353 كم")
    assert said == "من \u2068Ankara\u2069 إلى إسطنبول: 353 كم"
    assert words("en").say("card.distance", start="أنقرة", end="Doha") == "أنقرة to Doha"


def test_what_is_filled_in_is_not_filled_in_again() -> None:
    assert words("en").say("card.distance", start="{end}", end="{start}") == "{end} to {start}"


@pytest.mark.parametrize("bearing", range(0, 360, 5))
def test_the_compass_agrees_with_the_one_of_the_command_line(bearing: int) -> None:
    from geobrief.geodesy import compass_point

    assert words("en").compass_point(bearing) == compass_point(bearing)


@pytest.mark.parametrize(
    ("tag", "table"), [("tr", "tr"), ("TR-cy", "tr"), ("ar_EG", "ar"), ("en-x-house", "en")]
)
def test_a_region_is_served_by_its_language(tag: str, table: str) -> None:
    assert words(tag).table.tag == table
    assert words(tag).number(5)


@pytest.mark.parametrize("tag", ["tlh", "", "e", "../en", "t\u0307r", "x" * 1000])
def test_a_language_without_a_table_is_told_with_those_that_have_one(tag: str) -> None:
    assert not speaks(tag)
    with pytest.raises(InputError, match=f"there are {', '.join(languages())}"):
        words(tag)


WITHOUT_CODE = {
    "Akrotiri",
    "Dhekelia",
    "Gaza Strip",
    "Guantanamo Bay",
    "Northern Cyprus",
    "Scarborough Shoal",
    "Somaliland",
    "Spratly Islands",
    "West Bank",
}


def test_every_country_of_the_basemap_has_a_name_in_every_language() -> None:
    countries = {name.text for name in load_names() if name.kind == "country"}
    assert countries - WITHOUT_CODE <= country_codes().keys()
    for tag in OTHERS:
        assert countries <= country_names(tag).keys(), tag


@pytest.mark.parametrize("tag", OTHERS)
def test_a_table_names_nothing_that_the_basemap_has_not(tag: str) -> None:
    later = {"Northern Cyprus", "Somaliland"}
    """In the other point of view."""
    assert load_table(tag).names.keys() - later <= set(known_names())


def test_countries_are_called_as_newsrooms_call_them() -> None:
    assert country_names("en") == {}
    turkish, arabic = country_names("tr"), country_names("ar-EG")
    assert (turkish["Turkey"], turkish["Germany"]) == ("Türkiye", "Almanya")
    assert turkish["Black Sea"] == "Karadeniz"
    assert (arabic["Egypt"], arabic["Saudi Arabia"]) == ("مصر", "السعودية")


BLOCKS = re.findall(
    r"^```(\w+)\n(.*?)^```$", DOC.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE
)


@pytest.mark.parametrize("text", [text for kind, text in BLOCKS if kind == "python"])
def test_every_program_in_the_documentation_runs(text: str) -> None:
    exec(compile(text, DOC.name, "exec"), {})  # noqa: S102 - our own documentation


@pytest.mark.parametrize("text", [text for kind, text in BLOCKS if kind == "yaml"])
def test_every_brief_in_the_documentation_is_read(tmp_path: Path, text: str) -> None:
    path = tmp_path / "example.yaml"
    path.write_text(text, encoding="utf-8")
    brief = read_brief(path)
    assert check_names(brief.names) == []
    assert speaks(brief.language)


@pytest.mark.parametrize("tag", languages())
def test_every_language_is_documented(tag: str) -> None:
    assert f"`{tag}`" in DOC.read_text(encoding="utf-8")


def test_well_known_cities_are_called_as_newsrooms_call_them() -> None:
    assert city_names("en") == {}
    assert (city_names("tr")["Warsaw"], city_names("tr")["Beijing"]) == ("Varşova", "Pekin")
    assert (city_names("ar")["Cairo"], city_names("ar")["Doha"]) == ("القاهرة", "الدوحة")
