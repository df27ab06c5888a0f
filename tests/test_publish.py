"""Where a map will stand: what a brief may say of it, and what the page's head makes of that."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import pytest
from conftest import EXAMPLE, ROOT
from hostile import HOSTILE
from stories import large_brief

from geobrief.check import check_brief
from geobrief.errors import BriefError
from geobrief.model import Brief, Publish
from geobrief.records import read_brief
from geobrief.records.write_yaml import yaml_of_brief
from geobrief.render import make_page, make_still

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

ADDRESS = "https://example.org/visit.html?a=1&b=2"
IMAGE = "https://example.org/visit.png"
STORY: dict[str, Any] = {
    "title": "The minister's week",
    "date": "2025-05-15",
    "source": {"name": "Our own reporting", "url": "https://example.org/story"},
    "sightings": [{"who": "Ada", "at": "Ankara", "when": "2025-05-14T23:30+03:00"}],
    "movements": [
        {"who": "Bo", "from": "Albania", "to": "Ankara", "when": "2025-05-16/2025-05-18"},
        {"who": "Cy", "from": "Doha", "to": "Ankara", "when": "1999-01-01", "show": False},
    ],
}


class _Head(HTMLParser):
    """Gathers what stands in a page's head."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.metas: dict[str, str] = {}
        self.links: dict[str, str] = {}
        self.json_ld: list[str] = []
        self.root: dict[str, str | None] = {}
        self._in_json_ld = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        self._in_json_ld = tag == "script" and told.get("type") == "application/ld+json"
        if tag == "html":
            self.root = dict(attrs)
        elif tag == "meta":
            name = told.get("name") or told.get("property") or ""
            assert name not in self.metas or not name
            self.metas[name] = told.get("content", "")
        elif tag == "link":
            self.links[told["rel"]] = told["href"]

    def handle_data(self, data: str) -> None:
        if self._in_json_ld:
            self.json_ld.append(data)
            self._in_json_ld = False

    @property
    def map(self) -> dict[str, Any]:
        """What search engines are told."""
        (text,) = self.json_ld
        told: dict[str, Any] = json.loads(text)
        return told


def head_of(**keys: object) -> _Head:
    return _Head(make_page(Brief.from_dict({**STORY, **keys})).html)


# In the brief


@pytest.mark.parametrize(
    "publish", [{"url": ADDRESS}, {"image": IMAGE}, {"url": ADDRESS, "image": IMAGE}]
)
def test_publish_is_read_and_written(publish: dict[str, str], tmp_path: Path) -> None:
    brief = Brief.from_dict({**STORY, "publish": publish})
    assert brief.publish == Publish(**publish)
    assert brief.to_dict()["publish"] == publish
    (tmp_path / "a.yaml").write_text(yaml_of_brief(brief), encoding="utf-8")
    (tmp_path / "a.json").write_text(json.dumps(brief.to_dict()), encoding="utf-8")
    assert read_brief(tmp_path / "a.yaml") == read_brief(tmp_path / "a.json") == brief


@pytest.mark.parametrize(
    ("publish", "says"),
    [
        ({}, "publish: publish says nothing; give url or image, or take it out"),
        ({"url": "visit.html"}, "publish.url: url cannot be 'visit.html'; write the page's whole"),
        ({"url": "javascript:alert(1)"}, "starts with https:// or http://"),
        ({"url": "https://me@example.org/"}, "no user name"),
        ({"url": "https://example.org/a b"}, "no blanks"),
        ({"url": "https://[example/"}, "'https://[example/' is no web address; copy it"),
        ({"url": "https://example.org:99999/"}, "is no web address"),
        ({"url": "https://example.org:0/"}, "is no web address"),
        ({"image": "visit.png"}, "publish.image: image cannot be 'visit.png'; other sites fetch"),
        ({"image": "data:image/png;base64,AAAA"}, "write its whole web address"),
        ({"link": ADDRESS}, "publish.link: 'link' is not a key of publish; did you mean url?"),
        ({"picture": IMAGE, "url": ADDRESS}, "did you mean image?"),
        (ADDRESS, "write {url: ...}, the page's own web address"),
        ({"url": 5}, "url must be text, not the number 5"),
    ],
)
def test_what_is_no_address_is_told(publish: object, says: str) -> None:
    with pytest.raises(BriefError) as caught:
        Brief.from_dict({**STORY, "publish": publish})
    assert says in str(caught.value)


def test_an_image_in_the_wrong_place_is_sent_to_the_right_one() -> None:
    with pytest.raises(BriefError, match="'image' is not a key of a brief; it belongs under publ"):
        Brief.from_dict({**STORY, "image": IMAGE})


def test_with_a_fault_elsewhere_publish_is_not_lost() -> None:
    with pytest.raises(BriefError) as caught:
        Brief.from_dict({**STORY, "units": "yd", "publish": {"url": ADDRESS}})
    assert caught.value.rest.publish == Publish(url=ADDRESS)


@pytest.mark.parametrize(
    ("image", "doubt"),
    [
        (IMAGE, ""),
        ("HTTPS://EXAMPLE.ORG/visit.PNG", ""),
        ("https://example.org/image?id=5", ""),
        ("http://example.org/visit.png", "is no https address"),
        ("https://example.org/visit.svg?v=2", "ends in .svg"),
        ("https://example.org/visit%2Esvg", "ends in .svg"),
        ("https://example.org/visit.html", "ends in .html"),
    ],
)
def test_an_image_that_cards_would_not_show_is_doubted(image: str, doubt: str) -> None:
    report = check_brief(Brief.from_dict({**STORY, "publish": {"image": image}}))
    told = [one for one in report.doubts if one.rule == "card-image"]
    assert bool(told) == bool(doubt)
    assert all(doubt in one.what and one.origin.field == "publish.image" for one in told)


def test_without_an_image_there_is_none_to_doubt() -> None:
    for publish in ({"url": "http://example.org/"}, None):
        report = check_brief(Brief.from_dict({**STORY, "publish": publish}))
        assert "card-image" not in {doubt.rule for doubt in report.doubts}


# In the page's head


def test_without_publish_nothing_is_guessed() -> None:
    head = head_of()
    assert not head.links
    assert not head.json_ld
    assert not [name for name in head.metas if name.startswith(("og:", "twitter:"))]


def test_title_description_and_language_are_always_there() -> None:
    with_summary = head_of(summary='Ada is in "Ankara" & stays.')
    assert with_summary.metas["description"] == 'Ada is in "Ankara" & stays.'
    without = head_of()
    assert without.metas["description"].endswith(".")
    assert without.metas["description"] != without.metas.get("og:title")
    assert STORY["title"] not in without.metas["description"]
    assert (without.root["lang"], without.root["dir"]) == ("en", "ltr")
    arabic = head_of(language="ar")
    assert (arabic.root["lang"], arabic.root["dir"]) == ("ar", "rtl")
    assert arabic.metas["description"]


def test_a_long_description_is_cut_between_words() -> None:
    places = [{"name": f"Place number {n}", "lat": 1 + n / 9, "lon": 20} for n in range(40)]
    told = head_of(places=places, sightings=[], movements=[]).metas["description"]
    assert len(told) <= 300
    assert told


def test_the_head_of_a_published_map() -> None:
    head = head_of(publish={"url": ADDRESS, "image": IMAGE}, summary="Ada is in Ankara.")
    assert head.links == {"canonical": ADDRESS}
    told = {name: head.metas[name] for name in head.metas if name[:3] in {"og:", "twi"}}
    alt = told.pop("og:image:alt")
    assert told == {
        "og:url": ADDRESS,
        "og:type": "website",
        "og:title": STORY["title"],
        "og:description": "Ada is in Ankara.",
        "og:image": IMAGE,
        "twitter:card": "summary_large_image",
    }
    assert "Ada" in alt
    assert len(alt) <= 420


def test_search_engines_are_told_of_a_map_with_places_dates_and_credit() -> None:
    told = head_of(publish={"url": ADDRESS, "image": IMAGE}, corrected="The day was wrong.").map
    assert told["@context"] == "https://schema.org"
    assert told["@type"] == "Map"
    assert told["name"] == STORY["title"]
    assert (told["url"], told["image"], told["inLanguage"]) == (ADDRESS, IMAGE, "en")
    assert told["temporalCoverage"] == "2025-05-14/2025-05-18", "what is hidden does not count"
    assert told["correction"] == "The day was wrong."
    assert told["isBasedOn"] == {"@type": "CreativeWork", **STORY["source"]}
    assert told["creditText"].startswith("Source: Our own reporting.")
    assert "Natural Earth" in told["creditText"]
    places = {place["name"]: place for place in told["spatialCoverage"]}
    assert set(places) == {"Ankara", "Albania"}, "Doha is in a hidden record only"
    assert places["Ankara"] == {
        "@type": "Place",
        "name": "Ankara",
        "geo": {"@type": "GeoCoordinates", "latitude": 39.91987, "longitude": 32.85427},
        "address": {"@type": "PostalAddress", "addressCountry": "TR"},
    }
    assert "geo" not in places["Albania"], "its capital stands for it, and is not where it is"


def test_undated_records_leave_the_storys_day_or_nothing() -> None:
    undated: dict[str, Any] = {"publish": {"url": ADDRESS}, "movements": []}
    undated["sightings"] = [{"who": "Ada", "at": "Ankara"}]
    assert head_of(**undated).map["temporalCoverage"] == "2025-05-15"
    assert "temporalCoverage" not in head_of(**undated, date=None).map


def test_only_what_is_said_stands_there() -> None:
    no_image = head_of(publish={"url": ADDRESS})
    assert no_image.metas["twitter:card"] == "summary"
    assert "og:image" not in no_image.metas
    assert "image" not in no_image.map
    no_address = head_of(publish={"image": IMAGE}, source=None)
    assert not no_address.links
    assert "og:url" not in no_address.metas
    assert "url" not in no_address.map
    assert "isBasedOn" not in no_address.map


def test_a_country_of_the_language_is_told_where_it_is_given() -> None:
    published = {"publish": {"url": ADDRESS}}
    assert head_of(language="ar-EG", **published).metas["og:locale"] == "ar_EG"
    assert "og:locale" not in head_of(language="ar", **published).metas


def test_of_a_crowd_the_box_is_told() -> None:
    brief = Brief.from_dict({**large_brief(1_200, 0).to_dict(), "publish": {"url": ADDRESS}})
    coverage = _Head(make_page(brief).html).map["spatialCoverage"]
    south, west, north, east = map(float, coverage["geo"]["box"].split())
    assert all(
        south <= place.lat_deg + 1e-4 and place.lat_deg - 1e-4 <= north for place in brief.places
    )
    assert all(
        west <= place.lon_deg + 1e-4 and place.lon_deg - 1e-4 <= east for place in brief.places
    )


def test_odd_addresses_and_texts_stay_what_they_are(browser: Browser, tmp_path: Path) -> None:
    address = "https://example.org/\"><script>window.hacked=1</script>?a='b'&c=`${d}`"
    page = make_page(
        Brief.from_dict(
            {
                "title": "</script><script>window.hacked=1</script>",
                "summary": " ".join(HOSTILE)[:4_000],
                "places": [
                    {"name": "</title><script>window.hacked=1</script>", "lat": 5, "lon": 5}
                ],
                "source": {"name": "]]></script>", "url": address.replace(" ", "")},
                "publish": {"url": address.replace(" ", ""), "image": address.replace(" ", "")},
            }
        )
    ).html
    path = tmp_path / "page.html"
    path.write_text(page, encoding="utf-8")
    tab = browser.new_page()
    tab.goto(path.as_uri())
    assert tab.evaluate("window.hacked") is None
    assert tab.locator("link[rel=canonical]").count() == 1
    assert tab.evaluate("document.querySelector('link[rel=canonical]').href").startswith(
        "https://example.org/%22%3E%3Cscript%3E"
    )
    told = json.loads(tab.evaluate("document.querySelector('[type=\"application/ld+json\"]').text"))
    canonical = tab.locator("link[rel=canonical]").get_attribute("href")
    assert told["url"] == told["image"] == told["isBasedOn"]["url"] == canonical
    assert told["name"] == "</script><script>window.hacked=1</script>"
    assert told["spatialCoverage"][0]["name"] == "</title><script>window.hacked=1</script>"
    tab.close()


@pytest.mark.parametrize("name", ["summit", "election-tour"])
def test_a_map_in_another_language_is_published_in_it(name: str) -> None:
    data = read_brief(ROOT / "gallery" / f"{name}.yaml").to_dict()
    published = data | {"publish": {"url": ADDRESS, "image": IMAGE}}
    head = _Head(make_page(Brief.from_dict(published)).html)
    assert head.map["inLanguage"] == data["language"] != "en"
    assert len(head.map["spatialCoverage"]) > 1
    assert re.fullmatch(r"\d{4}-\d\d-\d\d/\d{4}-\d\d-\d\d", head.map["temporalCoverage"])
    assert head.metas["og:image:alt"]


# The hash


def test_page_and_image_say_the_briefs_hash() -> None:
    from geobrief.model.digest import digest

    brief = read_brief(EXAMPLE)
    assert _Head(make_page(brief).html).metas["geobrief-brief"] == digest(brief)
    assert f", brief {digest(brief)}</metadata>" in make_still(brief, size=(800, 600)).svg
