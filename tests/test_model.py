"""The model: what a brief may hold, that nothing of it is lost, and that it is valid from birth."""

import copy
import json
import re
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import numpy as np
import pytest
from hostile import HOSTILE
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from geobrief.errors import BriefError
from geobrief.model import (
    Area,
    Background,
    Brief,
    Claim,
    Evidence,
    Label,
    Location,
    Movement,
    Origin,
    Person,
    Place,
    Publish,
    Sighting,
    Source,
    Status,
    View,
    When,
)
from geobrief.model.naming import name_key
from geobrief.model.parse import text_flaw
from geobrief.model.parse.structure import schema

WHOLE: dict[str, Any] = {
    "format": 1,
    "title": "The minister's week",
    "summary": "One sentence.\nAnother.",
    "date": "2025-05-15",
    "source": {"name": "Our own", "url": "https://example.org/story?a=b#c"},
    "units": "mi",
    "people": [
        {
            "name": "Ada Example",
            "aliases": ["Example", "Ada"],
            "role": "Minister",
            "side": "Exampleland",
            "evidence": "an interview",
        }
    ],
    "places": [
        {
            "name": "Dolmabahçe Palace",
            "lat": 41.0391,
            "lon": 29.0003,
            "country": "TR",
            "label": {"text": "the palace", "at": "below-left", "leader": False},
            "note": "By the water.",
        },
        {"name": "Istanbul", "geonameid": 745044, "show": False},
    ],
    "sightings": [
        {
            "who": "Example",
            "at": "Ankara",
            "when": "2025-05-15T10:00+03:00",
            "status": "planned",
            "note": "At ten.",
            "callout": True,
            "confidence": 0.5,
            "inferred": True,
            "alternatives": ["Istanbul", "Antalya"],
        }
    ],
    "movements": [
        {
            "who": "Bo",
            "from": "Doha",
            "to": "Istanbul",
            "when": "2025-05-15/2025-05-16",
            "status": "declined",
            "note": "Called off.",
            "curve": "left",
        }
    ],
    "distances": [{"from": "Ankara", "to": "Istanbul", "claim": "nearly 300 miles", "note": "Hm."}],
    "areas": [
        {"name": "Turkey", "label": "The host", "note": "Since March.", "show": False},
        {
            "geojson": {
                "type": "Polygon",
                "coordinates": [[[28.9, 41.0], [29.0, 41.0], [29.0, 41.1], [28.9, 41.0]]],
            },
            "confidence": 0.5,
        },
    ],
    "background": [
        {
            "name": "Earlier talks",
            "who": "Bo",
            "at": "Doha",
            "from": "A",
            "to": "B",
            "when": "2024-01-01",
            "status": "possible",
            "note": "Failed.",
        }
    ],
    "language": "tr-CY",
    "view": {"center": "41.01, 28.95", "width_km": 3000.0},
    "inset": "region",
    "names": {"Turkey": "Türkiye"},
    "corrected": "The day was wrong.",
}
"""Every key of the format once, none at its default."""


# What is right


def test_every_key_arrives_where_it_belongs() -> None:
    brief = Brief.from_dict(WHOLE)
    assert (brief.title, brief.units, brief.date) == (WHOLE["title"], "mi", date(2025, 5, 15))
    assert brief.source == Source(name="Our own", url="https://example.org/story?a=b#c")
    assert brief.people[0].aliases == ("Example", "Ada")
    assert brief.people[0].support == Evidence(evidence="an interview")
    palace, istanbul = brief.places
    assert (palace.lat_deg, palace.lon_deg) == (41.0391, 29.0003)
    assert palace.label == Label(text="the palace", at="below-left", leader=False)
    assert (istanbul.geonameid, istanbul.show) == (745044, False)
    (sighting,) = brief.sightings
    assert sighting.when == When.parse("2025-05-15T10:00+03:00")
    assert sighting.status is Status.PLANNED
    assert sighting.callout
    assert sighting.support == Evidence(
        confidence=0.5, inferred=True, alternatives=("Istanbul", "Antalya")
    )
    (movement,) = brief.movements
    assert (movement.from_, movement.to, movement.status) == ("Doha", "Istanbul", Status.DECLINED)
    assert movement.curve == "left"
    turkey, outline = brief.areas
    assert (turkey.name, turkey.text, turkey.show) == ("Turkey", "The host", False)
    assert (outline.name, outline.text) == ("", "")
    assert outline.geojson == WHOLE["areas"][1]["geojson"]
    assert (brief.language, brief.inset) == ("tr-CY", "region")
    assert brief.distances[0].claim == "nearly 300 miles"
    assert brief.background[0].from_ == "A"
    assert brief.background[0].status is Status.POSSIBLE
    assert brief.view == View(center="41.01, 28.95", width_km=3000)
    assert brief.names == {"Turkey": "Türkiye"}


def test_a_brief_goes_out_as_it_came_in() -> None:
    assert Brief.from_dict(WHOLE).to_dict() == WHOLE
    assert Brief.from_dict({"title": "x"}).to_dict() == {"format": 1, "title": "x"}


def test_what_comes_out_is_json() -> None:
    assert json.loads(json.dumps(Brief.from_dict(WHOLE).to_dict())) == WHOLE


def test_data_is_not_changed_by_reading_it() -> None:
    data = copy.deepcopy(WHOLE)
    Brief.from_dict(data)
    assert data == WHOLE


def test_python_dates_numbers_and_tuples_are_welcome() -> None:
    tz = timezone(timedelta(hours=3))
    brief = Brief.from_dict(
        {
            "title": "x",
            "date": date(2025, 5, 15),
            "places": ({"name": "A", "lat": np.float32(1.5), "lon": np.int64(2)},),
            "sightings": [{"who": "B", "at": "A", "when": datetime(2025, 5, 15, 10, tzinfo=tz)}],
        }
    )
    assert brief.date == date(2025, 5, 15)
    assert (brief.places[0].lat_deg, brief.places[0].lon_deg) == (1.5, 2.0)
    assert str(brief.sightings[0].when) == "2025-05-15T10:00:00+03:00"


def test_a_key_with_nothing_after_it_counts_as_not_written() -> None:
    data = {"title": "x", "summary": None, "people": None, "places": [{"name": "A", "note": None}]}
    assert Brief.from_dict(data) == Brief.from_dict({"title": "x", "places": [{"name": "A"}]})


def test_windows_line_ends_in_a_note_are_line_ends() -> None:
    assert Brief.from_dict({"title": "x", "summary": "a\r\nb"}).summary == "a\nb"


def test_a_person_is_found_by_any_name_and_a_place_by_its_own() -> None:
    brief = Brief.from_dict(WHOLE)
    for who in ("Ada Example", "ada  example", "EXAMPLE", "Ada"):
        assert brief.person_of(who) is brief.people[0]
    assert brief.person_of("Bo") is None
    assert brief.place_of("dolmabahçe palace") is brief.places[0]
    assert brief.place_of("Ankara") is None


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_kept_as_it_was_written(text: str) -> None:
    data = {
        "title": text,
        "summary": text,
        "people": [{"name": text, "role": text, "side": text}],
        "places": [{"name": text, "label": {"text": text}, "note": text}],
        "sightings": [{"who": text, "at": text, "note": text, "evidence": text}],
        "movements": [{"who": text, "from": text, "to": "Doha", "note": text}],
        "distances": [{"from": text, "to": "Doha", "claim": text}],
        "names": {text: text},
    }
    assert Brief.from_dict(data).to_dict() == {"format": 1} | data


def test_origins_are_kept_for_the_names_that_are_looked_up() -> None:
    origins = Brief.from_dict(WHOLE).origins
    assert set(origins) == {
        "places[0].name",
        "places[1].name",
        "sightings[0].at",
        "movements[0].from",
        "movements[0].to",
        "distances[0].from",
        "distances[0].to",
        "areas[0].name",
        "areas[1].name",
        "view.center",
        "names.Turkey",
    }
    assert origins["movements[0].to"] == Origin(field="movements[0].to")


# Laws

names = st.text(
    st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1, max_size=40
).filter(lambda text: bool(name_key(text)) and text_flaw(text) == "" and seen(text))
notes = st.text(st.characters(codec="utf-8", exclude_categories=["C"]) | st.just("\n"), max_size=40)
days = st.dates(date(1900, 1, 1), date(2100, 1, 1))
moments = st.datetimes(
    datetime(1900, 1, 1),  # noqa: DTZ001 - hypothesis wants the bounds naive
    datetime(2100, 1, 1),  # noqa: DTZ001
    timezones=st.sampled_from([UTC, timezone(timedelta(hours=5, minutes=45))]),
).map(lambda moment: moment.replace(microsecond=0))
whens = st.one_of(
    days.map(date.isoformat),
    moments.map(datetime.isoformat),
    st.tuples(days, days).map(lambda pair: f"{min(pair)}/{max(pair)}"),
).map(When.parse)
supports = st.builds(
    Evidence,
    evidence=notes,
    confidence=st.none() | st.floats(0, 1),
    inferred=st.booleans(),
    alternatives=st.lists(names, max_size=2).map(tuple),
)
common: dict[str, Any] = {"support": supports, "show": st.booleans()}
course: dict[str, Any] = common | {"when": st.none() | whens, "note": notes}
statuses = st.sampled_from(Status)
ways = st.tuples(names, names).filter(lambda pair: name_key(pair[0]) != name_key(pair[1]))
points = st.none() | st.tuples(st.floats(-90, 90), st.floats(-180, 180))


def seen(text: str) -> bool:
    """Tell whether a text shows anything at all."""
    return any(char.isprintable() and not char.isspace() for char in text)


@st.composite
def places(draw: st.DrawFn) -> Place:
    lat_lon = draw(points)
    return draw(
        st.builds(
            Place,
            name=names,
            lat_deg=st.just(lat_lon and lat_lon[0]),
            lon_deg=st.just(lat_lon and lat_lon[1]),
            country=notes.map(lambda text: text.replace("\n", "")),
            geonameid=st.none() | st.integers(1, 2**31 - 1),
            label=st.builds(
                Label,
                text=names,
                at=st.sampled_from([None, "left", "above-right"]),
                leader=st.sampled_from([None, True, False]),
            ),
            note=notes,
            **common,
        )
    )


@st.composite
def of_ways(draw: st.DrawFn, kind: type, **fields: Any) -> Any:  # noqa: ANN401
    start, end = draw(ways)
    return draw(st.builds(kind, from_=st.just(start), to=st.just(end), **fields))


def several(items: st.SearchStrategy[Any], *, unique: bool = False) -> st.SearchStrategy[Any]:
    by = (lambda item: name_key(item.name)) if unique else None
    return st.lists(items, max_size=2, unique_by=by).map(tuple)


@st.composite
def areas(draw: st.DrawFn) -> Area:
    west, south = draw(st.integers(-170, 160)), draw(st.integers(-80, 70))
    ring = [[west, south], [west + 5.5, south], [west, south + 7], [west, south]]
    polygon = {"type": "Polygon", "coordinates": [ring]}
    what = draw(st.sampled_from(["name", "geojson"]))
    given = {"name": names} if what == "name" else {"geojson": st.just(polygon)}
    return draw(st.builds(Area, label=names, note=notes, **given, **common))


addresses = st.from_regex(r"https?://[a-z]{1,9}\.example(/[a-z?=&#%]{0,9})?", fullmatch=True)
briefs = st.builds(
    Brief,
    title=names,
    summary=notes,
    date=st.none() | days,
    source=st.none() | st.builds(Source, name=names, url=st.sampled_from(["", "http://a.b/c"])),
    units=st.sampled_from(["mi", "km"]),
    people=several(st.builds(Person, name=names, role=names, side=names, **common), unique=True),
    places=several(places(), unique=True),
    sightings=several(
        st.builds(Sighting, who=names, at=names, status=statuses, callout=st.booleans(), **course)
    ),
    movements=several(
        of_ways(
            Movement,
            who=names,
            status=statuses,
            curve=st.sampled_from([None, "left", "right", "straight"]),
            **course,
        )
    ),
    areas=several(areas()),
    language=st.sampled_from(["en", "tr", "ar", "ar-EG"]),
    inset=st.sampled_from(["auto", "world", "region", "none"]),
    distances=several(of_ways(Claim, claim=names, note=notes, **common)),
    background=several(
        st.builds(Background, name=names, who=names, status=st.none() | statuses, **course)
    ),
    view=st.none() | st.builds(View, center=names, width_km=st.floats(1, 40_000)),
    names=st.dictionaries(names, names, max_size=2),
    corrected=notes,
    publish=st.none() | st.builds(Publish, url=addresses, image=st.just("") | addresses),
)


@pytest.mark.slow
@settings(deadline=None)
@given(brief=briefs)
def test_from_dict_undoes_to_dict(brief: Brief) -> None:
    assert Brief.from_dict(brief.to_dict()) == brief


@settings(deadline=None)
@given(brief=briefs)
def test_what_to_dict_makes_is_valid_by_the_schema_as_it_is_shipped(brief: Brief) -> None:
    assert list(Draft202012Validator(schema()).iter_errors(brief.to_dict())) == []


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*schema()["properties"], "name", "lat", "x"]), inner)
    ),
    max_leaves=20,
)


@given(data=anything)
def test_whatever_comes_in_a_brief_or_a_brief_error_comes_out(data: object) -> None:
    try:
        brief = Brief.from_dict(data)  # type: ignore[arg-type]
    except BriefError as error:
        problems = error.problems
    else:
        problems = ()
        assert Brief.from_dict(brief.to_dict()) == brief
    assert all(str(problem).isprintable() for problem in problems)


@given(data=anything)
def test_the_schema_as_shipped_agrees_that_what_is_wrong_is_wrong(data: object) -> None:
    try:
        Brief.from_dict(data)  # type: ignore[arg-type]
    except BriefError:
        return
    without_empty = json.loads(json.dumps(data), object_hook=_without_nothing)
    assert list(Draft202012Validator(schema()).iter_errors(without_empty)) == []


def _without_nothing(entry: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in entry.items() if value is not None}


# Born valid


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: Place(name="A", lat_deg=1.0), "belong together"),
        (lambda: Place(name="A", lat_deg=91.0, lon_deg=0.0), "not between -90 and 90"),
        (lambda: Place(name="A", lat_deg=0.0, lon_deg=float("nan")), "not between -180 and 180"),
        (lambda: Evidence(confidence=1.1), "not between 0 and 1"),
        (lambda: View(center="A", width_km=0), "not between 1 and 40000"),
        (lambda: Location(query="A", name="A", lon_deg=181, lat_deg=0), "longitude 181"),
        (lambda: Location(query="A", name="A", lon_deg=0, lat_deg=-91), "latitude -91"),
    ],
)
def test_an_impossible_value_cannot_be_made(make: Any, words: str) -> None:  # noqa: ANN401
    with pytest.raises(ValueError, match=words):
        make()


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2025-05-15", date(2025, 5, 15), None),
        ("2025-05-15T10:00Z", datetime(2025, 5, 15, 10, tzinfo=UTC), None),
        ("2025-05-15/2025-05-16", date(2025, 5, 15), date(2025, 5, 16)),
    ],
)
def test_dates(text: str, start: date, end: date | None) -> None:
    when = When.parse(text)
    assert (when.start, when.end, str(when)) == (start, end, text)


@pytest.mark.parametrize(
    "text",
    ["", "today", "2025-02-29", "2025-13-01", "15.5.2025", "2025-05-15T25:00Z", "2025-5-15", "/"],
)
def test_what_is_no_date(text: str) -> None:
    with pytest.raises(ValueError, match="2025-05-15"):
        When.parse(text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("21.09.2015", "'21.09.2015' is not a date; write year-month-day, as in 2025-05-15"),
        ("18/01/1974", "'18/01/1974' is not a date; write year-month-day, as in 2025-05-15"),
        ("9/21/2015", "'9/21/2015' is not a date; write year-month-day, as in 2025-05-15"),
        ("03/04/15", "'03/04/15' is not a date; write year-month-day, as in 2025-05-15"),
        (
            "January 1974",
            "'January 1974' is a month; write a day in it, or the range 1974-01-01/1974-01-31",
        ),
        ("2016-02", "'2016-02' is a month; write a day in it, or the range 2016-02-01/2016-02-29"),
        ("12/1974", "'12/1974' is a month; write a day in it, or the range 1974-12-01/1974-12-31"),
        ("1974", "'1974' is a year; write a day in it, or the range 1974-01-01/1974-12-31"),
        ("2015-9-21", "'2015-9-21' is not a date in figures; write 2015-09-21"),
        ("21 September 2015", "'21 September 2015' is not a date in figures; write 2015-09-21"),
        ("Sept. 21, 2015", "'Sept. 21, 2015' is not a date in figures; write 2015-09-21"),
        (
            "31 February 2015",
            "'31 February 2015' is not a date; write 2025-05-15, 2025-05-15T10:00",
        ),
        ("2015-09-21/09-22", "'09-22' in '2015-09-21/09-22' is not a date; write 2025-05-15, "),
        ("2015-09-21/2015-09-31", "'2015-09-31' in '2015-09-21/2015-09-31' is no day or time that"),
        ("December 9999", "'December 9999' is a month; write a day in it"),
        ("January 0000", "'January 0000' is not a date; write 2025-05-15, "),
    ],
)
def test_a_date_as_people_write_it_is_shown_whole_with_what_to_write(
    text: str, message: str
) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        When.parse(text)


@given(st.text("0123456789/-. janfebsptTZ:"))
def test_any_text_is_a_date_or_refused_cleanly(text: str) -> None:
    with suppress(ValueError):
        assert str(When.parse(text)) == text.strip()
