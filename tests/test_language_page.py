"""The page and what stands beside it in each language: nothing of ours is left in English."""

# ruff: noqa: RUF001 - other languages have other letters

import re
from functools import cache
from typing import Any

import pytest

from geobrief.geodesy import format_distance
from geobrief.language import languages, words
from geobrief.language.table import load_table
from geobrief.layers import build_layers
from geobrief.model import Brief
from geobrief.render import render_html
from geobrief.render.cards import make_cards
from geobrief.render.told import text_alternative
from geobrief.render.words import Sayer, date_in_words, quoted
from geobrief.scene.crowd import MOST_ELEMENTS

STORY: dict[str, Any] = {
    "title": "قصة Hikâye",
    "date": "2025-05-15",
    "units": "km",
    "source": {"name": "A.A.", "url": "https://example.org"},
    "corrected": "X.",
    "places": [
        {"name": "Ankara"},
        {"name": "Texas"},
        {"name": "Q", "lat": 41.5, "lon": -29},
        {"name": "the Kremlin"},
        {"name": "Albania"},
    ],
    "sightings": [
        {"who": "Ada", "at": "Ankara", "when": "2025-05-15T10:00+03:00", "status": status}
        for status in ("confirmed", "planned", "possible", "declined")
    ],
    "movements": [
        {"who": "Bo", "from": "Ankara", "to": to, "when": "2025-05-16/2025-05-17", "status": status}
        for to, status in zip(
            ("Texas", "Q", "Albania", "the Kremlin"),
            ("confirmed", "planned", "possible", "declined"),
            strict=True,
        )
    ],
    "distances": [{"from": "Q", "to": "Albania", "claim": "1 km"}, {"from": "Q", "to": "Texas"}],
}
MARKUP = re.compile(
    r"<style.*?</style>|<script[^>]*>.*?</script>|<[^>]*?(?:aria-label|title)=", re.DOTALL
)


@cache
def page_in(tag: str) -> str:
    return render_html(Brief.from_dict(STORY | {"language": tag}))


def ours(tag: str) -> set[str]:
    """Return what the English table says and another does not, without what is filled in."""
    english, other = load_table("en"), load_table(tag)
    said = {english.texts[key] for key in english.texts if english.texts[key] != other.texts[key]}
    said |= {form for forms in english.plurals.values() for form in forms.values()}
    parts = {part.strip(" ,;:.()") for text in said for part in re.split(r"\{\w+\}", text)}
    return {part for part in parts if len(part) > 3 and " " in part}


@pytest.mark.parametrize("tag", [tag for tag in languages() if tag != "en"])
def test_no_words_of_ours_are_left_in_english(tag: str) -> None:
    page = MARKUP.sub("", page_in(tag))
    assert [part for part in ours(tag) if part in page] == []


@pytest.mark.parametrize("tag", [tag for tag in languages() if tag != "en"])
def test_the_page_says_its_language_and_which_way_it_runs(tag: str) -> None:
    assert f'<html lang="{tag}" dir="{words(tag).direction}">' in page_in(tag)
    assert words(tag).say("page.skip") in page_in(tag)


def test_english_reads_as_it_always_has() -> None:
    brief = Brief.from_dict(STORY)
    cards = make_cards(build_layers(brief), units="km", words=words("en"))
    told = text_alternative(brief, cards)
    assert told.startswith("The map shows Ankara, Texas, Q, Albania and the Kremlin. ")
    assert "Ada may have been in Ankara on 15 May 2025, 10:00 UTC+03:00." in told
    assert "Bo will not go from Ankara to the Kremlin (16 May 2025 to 17 May 2025), " in told
    assert " kilometres (" in told
    assert " (the text says 1 km)." in told
    assert cards.places[2].point == "41.5000° N, 29.0000° W, given by the editors"
    assert cards.places[0].point == "39.9199° N, 32.8543° E: Ankara, Turkey (GeoNames 323786)"
    assert cards.movements[0].when == "16 May 2025 to 17 May 2025"


def test_turkish_names_bear_no_suffix() -> None:
    brief = Brief.from_dict(STORY | {"language": "tr"})
    cards = make_cards(build_layers(brief), units="km", words=words("tr"))
    told = text_alternative(brief, cards)
    assert "Vazgeçilen Ankara – the Kremlin yolculuğu: Bo (16 Mayıs 2025 – 17 Mayıs " in told
    assert "Ankara: Ada bekleniyor (15 Mayıs 2025, 10:00 UTC+03:00)." in told
    assert cards.places[0].point == "39,9199° K, 32,8543° D: Ankara, Türkiye (GeoNames 323786)"


def test_an_area_is_told_as_the_map_calls_it() -> None:
    areas = [{"name": "Turkey"}, {"name": "Germany", "label": "X"}, {"name": "Qatar"}]
    story = {"title": "T", "places": [{"name": "Ankara"}], "language": "tr", "areas": areas}
    brief = Brief.from_dict(story | {"names": {"Qatar": "QATAR"}})
    cards = make_cards(build_layers(brief), units="km", words=words("tr"))
    assert "İşaretlenen alanlar: Türkiye, X ve QATAR." in text_alternative(brief, cards)


def test_arabic_keeps_foreign_names_apart() -> None:
    brief = Brief.from_dict(STORY | {"language": "ar-EG"})
    cards = make_cards(build_layers(brief), units="km", words=words("ar-EG"))
    told = text_alternative(brief, cards)
    assert "من المقرر حضور \u2068Ada\u2069 في \u2068Ankara\u2069 (١٥ مايو ٢٠٢٥، ١٠:٠٠ " in told
    assert told.count("\u2068") == told.count("\u2069")
    depths = [
        told[:index].count("\u2068") - told[:index].count("\u2069") for index in range(len(told))
    ]
    assert set(depths) <= {0, 1}


@pytest.mark.parametrize("tag", languages())
@pytest.mark.parametrize(
    "distance_m", [0.0, 40.0, 994.0, 5_000.0, 9_960.0, 352_700.0, 20_000_000.0]
)
def test_a_distance_has_the_same_figures_in_every_language(tag: str, distance_m: float) -> None:
    plain = re.findall(r"\d+", format_distance(distance_m, units="mi"))
    said = re.findall(r"\d+", format_distance(distance_m, units="mi", words=words(tag)))
    assert said == plain
    if tag == "en":
        assert format_distance(distance_m, units="mi", words=words(tag)) == format_distance(
            distance_m, units="mi"
        )


def test_names_in_markup_are_escaped_and_kept_apart() -> None:
    say = Sayer(words("en"))
    said = say("card.moving", who="<b>", start="{end}", end="A & B")
    assert said == "<bdi>&lt;b&gt;</bdi>: <bdi>&#123;end&#125;</bdi> to <bdi>A &amp; B</bdi>"
    assert say("card.claim", claim=quoted("<i>")) == "The claim: <q><bdi>&lt;i&gt;</bdi></q>"
    assert say.counted("script.left", 1200) == "1,200 left"
    assert date_in_words("2025-05-15/2025-05-16") == "15 May 2025 to 16 May 2025"


@pytest.mark.slow
def test_the_tables_of_a_crowd_are_in_the_language_too() -> None:
    count = MOST_ELEMENTS + 1
    places = [
        {"name": f"{number}", "lat": 30 + number % 40, "lon": number // 40 * 0.7}
        for number in range(count)
    ]
    page = render_html(Brief.from_dict({"title": "X", "language": "ar", "places": places}))
    assert words("ar").say("crowd.find") in page
    assert words("ar").counted("count.places", count) in page
    left = MARKUP.sub("", page)
    assert [part for part in ours("ar") if part in left] == []
