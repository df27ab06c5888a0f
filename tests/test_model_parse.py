"""What is said about a brief that is wrong: each fault in plain words, all of them at once."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from geobrief.errors import BriefError
from geobrief.model import Brief, Origin
from geobrief.model.parse import text_flaw
from geobrief.model.parse.degrees import decimal_degrees
from geobrief.model.parse.sentences import _ONE, _SEVERAL
from geobrief.model.parse.structure import _entry_rules, schema


def problems_of(data: object) -> list[str]:
    with pytest.raises(BriefError) as caught:
        Brief.from_dict(data)  # type: ignore[arg-type]
    return [str(problem) for problem in caught.value.problems]


def with_change(change: dict[str, Any]) -> dict[str, Any]:
    return {"title": "A title"} | change


# What is wrong

SAYS_NOTHING = (
    "background[0]: a background record says nothing; give name, who, at, from, to, when, "
    "status or note, or take it out"
)

WRONG = {
    "nothing at all": ({}, "a brief needs title; add title: ..."),
    "unknown key": (
        with_change({"sumary": "x"}),
        "sumary: 'sumary' is not a key of a brief; did you mean summary?",
    ),
    "unknown key by another word": (
        with_change({"places": [{"name": "A", "latitude": 1}]}),
        "places[0].latitude: 'latitude' is not a key of a place; did you mean lat?",
    ),
    "key of another item": (
        with_change({"sightings": [{"who": "A", "at": "B", "lat": 3}]}),
        "sightings[0].lat: 'lat' is not a key of a sighting; it belongs under places",
    ),
    "unlike any key": (
        with_change({"view": {"center": "A", "width_km": 9, "zzz": 1}}),
        "view.zzz: 'zzz' is not a key of view; its keys are center, width_km",
    ),
    "missing key": (
        with_change({"movements": [{"who": "A", "from": "B"}]}),
        "movements[0]: a movement needs to; add to: ...",
    ),
    "empty": (
        with_change({"sightings": [{"who": "  ", "at": "B"}]}),
        "sightings[0].who: who is empty; give it a name, or take the line out",
    ),
    "invisible": (
        with_change({"sightings": [{"who": "\u200b", "at": "B"}]}),
        "sightings[0].who: who '\\u200b' shows nothing; write a name",
    ),
    "number as text": (
        with_change({"places": [{"name": "A", "lat": "abc", "lon": "29"}]}),
        (
            "places[0].lat: lat must be a number, not the text 'abc'; "
            "write decimal degrees, as in 41.0391"
        ),
    ),
    "number in quotes": (
        with_change({"places": [{"name": "A", "lat": 41, "lon": "29.5"}]}),
        "places[0].lon: lon must be a number, not the text '29.5'; take the quotes away",
    ),
    "decimal comma": (
        with_change({"places": [{"name": "A", "lat": "41,5", "lon": 29}]}),
        "places[0].lat: lat must be a number, not the text '41,5'; write it with a point: 41.5",
    ),
    "text as number": (
        {"title": 2025},
        'title: title must be text, not the number 2025; put it in quotes: "2025"',
    ),
    "text as truth": (
        with_change({"sightings": [{"who": True, "at": "B"}]}),
        'sightings[0].who: who must be text, not true; put it in quotes: "true"',
    ),
    "truth as text": (
        with_change({"sightings": [{"who": "A", "at": "B", "show": "no"}]}),
        "sightings[0].show: show must be true or false, not the text 'no'",
    ),
    "list as text": (
        with_change({"people": [{"name": "A", "aliases": "B"}]}),
        "people[0].aliases: aliases must be a list, not the text 'B'; write [B]",
    ),
    "list as entry": (
        with_change({"sightings": {"who": "A", "at": "B"}}),
        (
            "sightings: sightings must be a list, not keys and values; "
            "start each of its entries with a dash"
        ),
    ),
    "entry as text": (
        with_change({"places": ["Istanbul"]}),
        (
            "places[0]: places[0] must be an entry with keys, not the text 'Istanbul'; "
            "write {name: Istanbul}"
        ),
    ),
    "entry as nothing": (
        with_change({"sightings": [None]}),
        (
            "sightings[0]: sightings[0] must be an entry with keys, not nothing; "
            "write {who: ..., at: ...}"
        ),
    ),
    "brief as list": ([], "a brief must be an entry with keys, not a list; start with title: ..."),
    "choice": (
        with_change({"sightings": [{"who": "A", "at": "B", "status": "sure"}]}),
        "sightings[0].status: status must be confirmed, planned, possible or declined, not 'sure'",
    ),
    "choice nearly": (
        with_change({"units": "KM"}),
        "units: units must be mi or km, not 'KM'; did you mean km?",
    ),
    "choice in other words": (
        with_change({"sightings": [{"who": "A", "at": "B", "status": "Cancelled"}]}),
        (
            "sightings[0].status: status must be confirmed, planned, possible or declined, "
            "not 'Cancelled'; did you mean declined?"
        ),
    ),
    "a unit in full": (
        with_change({"units": "miles"}),
        "units: units must be mi or km, not 'miles'; did you mean mi?",
    ),
    "format": (
        with_change({"format": 2}),
        (
            "format: this geobrief reads format 1, not 2; "
            "write format: 1, or use the geobrief that the brief was made for"
        ),
    ),
    "out of range": (
        with_change({"places": [{"name": "A", "lat": 91, "lon": 99}]}),
        "places[0].lat: lat 91 is not between -90 and 90 degrees",
    ),
    "swapped": (
        with_change({"places": [{"name": "A", "lat": 100.5, "lon": 13.75}]}),
        (
            "places[0].lat: lat 100.5 is not between -90 and 90 degrees; "
            "they look swapped, so perhaps lat: 13.75, lon: 100.5"
        ),
    ),
    "lat alone": (
        with_change({"places": [{"name": "A", "lat": 1}]}),
        "places[0]: lat and lon belong together; give both or neither",
    ),
    "not a number": (
        with_change({"places": [{"name": "A", "lat": float("nan"), "lon": 2}]}),
        "places[0].lat: a brief cannot hold nan; give text or a number, or take the line out",
    ),
    "endless": (
        with_change({"view": {"center": "A", "width_km": float("inf")}}),
        "view.width_km: a brief cannot hold inf; give text or a number, or take the line out",
    ),
    "a width as wide as the world and more": (
        with_change({"view": {"center": "A", "width_km": 50_000}}),
        "view.width_km: width_km 50000 is not between 1 and 40000",
    ),
    "confidence": (
        with_change({"sightings": [{"who": "A", "at": "B", "confidence": 90}]}),
        "sightings[0].confidence: confidence 90 is not between 0 and 1",
    ),
    "no such day": (
        with_change({"sightings": [{"who": "A", "at": "B", "when": "2025-13-45"}]}),
        (
            "sightings[0].when: '2025-13-45' is no day or time that exists; write 2025-05-15, "
            "2025-05-15T10:00+03:00, or a range 2025-05-15/2025-05-16"
        ),
    ),
    "no zone": (
        with_change({"sightings": [{"who": "A", "at": "B", "when": "2025-05-15T10:00"}]}),
        (
            "sightings[0].when: '2025-05-15T10:00' has no time zone; "
            "add it, as in 2025-05-15T10:00+03:00 or 2025-05-15T10:00Z"
        ),
    ),
    "backwards": (
        with_change({"background": [{"name": "A", "when": "2025-05-16/2025-05-15"}]}),
        (
            "background[0].when: '2025-05-16/2025-05-15' ends before it starts; write 2025-05-15, "
            "2025-05-15T10:00+03:00, or a range 2025-05-15/2025-05-16"
        ),
    ),
    "a date that is a range": (
        with_change({"date": "2025-05-15/2025-05-16"}),
        "date: '2025-05-15/2025-05-16' is not a single day; write 2025-05-15",
    ),
    "to itself": (
        with_change({"movements": [{"who": "A", "from": "Ankara", "to": "ankara "}]}),
        "movements[0].to: a movement from 'Ankara' to itself; give two places",
    ),
    "a distance to itself": (
        with_change({"distances": [{"from": "A", "to": "A"}]}),
        "distances[0].to: a distance from 'A' to itself; give two places",
    ),
    "place twice": (
        with_change({"places": [{"name": "A"}, {"name": "B"}, {"name": " a"}]}),
        (
            "places[2].name: ' a' is already a name in places (places[0]); "
            "make them one entry, or tell the two apart by name"
        ),
    ),
    "alias twice": (
        with_change({"people": [{"name": "A", "aliases": ["B"]}, {"name": "C", "aliases": ["b"]}]}),
        (
            "people[1].aliases[0]: 'b' is already a name in people (people[0]); "
            "make them one entry, or tell the two apart by name"
        ),
    ),
    "script as an address": (
        with_change({"source": {"name": "A", "url": "javascript:alert(1)"}}),
        (
            "source.url: url cannot be 'javascript:alert(1)'; a web address starts with "
            "https:// or http:// and has no blanks and no user name"
        ),
    ),
    "an address that hides its host": (
        with_change({"source": {"name": "A", "url": "https://good.example@evil.example/"}}),
        (
            "source.url: url cannot be 'https://good.example@evil.example/'; a web address "
            "starts with https:// or http:// and has no blanks and no user name"
        ),
    ),
    "too long": (
        with_change({"sightings": [{"who": "x" * 10_000, "at": "B"}]}),
        f"sightings[0].who: who is 10000 characters long ('{'x' * 58}…'); 300 is the most",
    ),
    "note too long": (with_change({"summary": "x" * 5001}), "5000 is the most"),
    "control character": (
        {"title": "a\x1b[31m"},
        "title: 'a\\x1b[31m' holds an escape character (U+001B); take it out",
    ),
    "line break in a name": (
        {"title": "a\nb"},
        "title: 'a\\nb' holds a line break (U+000A); take it out",
    ),
    "control character in a note": (
        with_change({"summary": "a\x00b"}),
        "summary: 'a\\x00b' holds a NUL character (U+0000); take it out",
    ),
    "control character in a key": (
        with_change({"names": {"a\x07": "b"}}),
        "names.a\\x07: the key 'a\\x07' holds the character U+0007; take it out",
    ),
    "half a character": (
        {"title": "\ud83d"},
        "title: '\\ud83d' holds half a character (U+D83D); take it out",
    ),
    "loose override": (
        {"title": "a\u202eb"},
        (
            "title: 'a\\u202eb' holds the character U+202E (right-to-left override), which "
            "turns the text after it around; take it out, or close it with the character U+202C "
            "(pop directional formatting)"
        ),
    ),
    "empty key": (
        with_change({"names": {"": "b"}}),
        "names: a key in names is empty; give it a name, or take the line out",
    ),
    "number as a key": (with_change({3: "x"}), "the key 3 must be text"),
    "a set": (
        with_change({"people": {1, 2}}),
        "people: a brief cannot hold a set; give text or a number, or take the line out",
    ),
    "background of nothing": (
        with_change({"background": [{}]}),
        SAYS_NOTHING,
    ),
    "background with an empty note": (with_change({"background": [{"note": ""}]}), SAYS_NOTHING),
    "background that is only shown": (
        with_change({"background": [{"show": True, "evidence": "x"}]}),
        SAYS_NOTHING,
    ),
}


@pytest.mark.parametrize(("data", "message"), WRONG.values(), ids=WRONG.keys())
def test_each_fault_has_its_message(data: object, message: str) -> None:
    assert any(message in problem for problem in problems_of(data)), problems_of(data)


@pytest.mark.parametrize("data", [entry[0] for entry in WRONG.values()], ids=WRONG.keys())
def test_no_message_carries_a_character_that_a_terminal_obeys(data: object) -> None:
    assert all(problem.isprintable() for problem in problems_of(data))


def test_one_fault_one_message() -> None:
    several_by_nature = {"number as text", "number in quotes", "out of range"}
    counts = {
        name: len(problems_of(data))
        for name, (data, _) in WRONG.items()
        if name not in several_by_nature
    }
    assert counts == dict.fromkeys(counts, 1)


def test_all_that_is_wrong_is_told_at_once_in_the_order_of_lines() -> None:
    lines = {"title": 9, "units": 2, "sightings[0].status": 5, "sightings[0].when": 4, "date": 1}
    data = {
        "title": 5,
        "units": "feet",
        "date": "tomorrow",
        "sightings": [{"who": "A", "at": "B", "status": "sure", "when": "today"}],
    }
    with pytest.raises(BriefError) as caught:
        Brief.from_dict(data, origin_of=lambda path: Origin(line=lines.get(path), field=path))
    found = [problem.where for problem in caught.value.problems]
    assert found == [
        f"line {line}, {path}" for path, line in sorted(lines.items(), key=lambda pair: pair[1])
    ]


def test_a_brief_that_holds_itself_is_refused() -> None:
    data: dict[str, Any] = {"title": "x"}
    data["names"] = data
    assert any("nested too deeply" in problem for problem in problems_of(data))


@pytest.mark.parametrize(
    ("text", "field", "degrees"),
    [
        ("41°00'36\"N", "lat", 41.01),
        ("N 41° 0' 36''", "lat", 41.01),
        ("33°51\u203230\u2033 s", "lat", -33.85833),
        ("28°57\u2019E", "lon", 28.95),
        ("41.5°N", "lat", 41.5),
        ("180°W", "lon", -180),
    ],
)
def test_degrees_and_minutes_are_reckoned(text: str, field: str, degrees: float) -> None:
    assert decimal_degrees(text, field) == degrees


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("41°00'36\"", "lat"),
        ("41°00'36\"E", "lat"),
        ("28°57'N", "lon"),
        ("91°N", "lat"),
        ("41°60'N", "lat"),
        ("N41°N", "lat"),
        ("41.01", "lat"),
        ("41° N 29° E", "lat"),
    ],
)
def test_degrees_that_leave_a_doubt_are_not(text: str, field: str) -> None:
    assert decimal_degrees(text, field) is None


# The schema


def _kind_of(key: str) -> dict[str, Any]:
    kind = schema()["properties"][key]["items"]["$ref"].rpartition("/")[2]
    return {"$ref": f"#/$defs/{kind}", "$defs": schema()["$defs"]}


FIELDS = [
    "name",
    "who",
    "at",
    "from",
    "to",
    "lat",
    "lon",
    "when",
    "status",
    "label",
    "aliases",
    "x",
]
VALUES = [
    None,
    True,
    1,
    1.5,
    95,
    -1,
    1e300,
    10**30,
    "",
    " ",
    "A",
    "x" * 301,
    "confirmed",
    [],
    ["A"],
]
VALUES += [[1], {}, {"text": "A"}, {"at": "left"}, {"at": "north"}, {"y": 1}]
any_entry = st.dictionaries(st.sampled_from(FIELDS), st.sampled_from(VALUES), max_size=4)


@given(key=st.sampled_from(["people", "places", "sightings", "movements"]), entry=any_entry)
def test_what_surely_fits_is_what_the_schema_lets_pass(key: str, entry: dict[str, Any]) -> None:
    rule, _ = _entry_rules()[key]
    errors = list(Draft202012Validator(_kind_of(key)).iter_errors(entry))
    assert rule(entry) == (not errors)


@given(key=st.sampled_from(["people", "places", "sightings", "movements"]), entry=any_entry)
def test_the_quick_way_finds_what_the_schema_finds(key: str, entry: dict[str, Any]) -> None:
    slow = Draft202012Validator(_kind_of(key)).iter_errors(entry)
    quick = _entry_rules()[key][1].iter_errors(entry)

    def told(errors: Any) -> list[tuple[str, str]]:  # noqa: ANN401
        return sorted((error.json_path, error.message) for error in errors)

    assert told(quick) == told(slow)


def test_the_schema_is_one_and_every_key_is_described() -> None:
    Draft202012Validator.check_schema(schema())
    undescribed = [
        path
        for path, part in _properties(schema())
        if "description" not in part and "description" not in _target(part)
    ]
    assert undescribed == []


def test_every_keyword_of_the_schema_has_its_sentence() -> None:
    told = set(_ONE) | set(_SEVERAL)
    silent = {"$schema", "$id", "$ref", "$defs", "title", "description", "default", "format"}
    through = {"properties", "items", "propertyNames", "patternErrorMessage"}
    assert _keywords(schema()) <= told | silent | through


def _properties(part: Any, path: str = "") -> list[tuple[str, dict[str, Any]]]:  # noqa: ANN401
    found = []
    for key, entry in part.items() if isinstance(part, dict) else ():
        if key == "properties":
            found += [(f"{path}.{name}", inner) for name, inner in entry.items()]
        found += _properties(entry, f"{path}.{key}")
    return found


def _target(part: dict[str, Any]) -> dict[str, Any]:
    target: dict[str, Any] = schema()["$defs"].get(part.get("$ref", "").rpartition("/")[2], {})
    return target


def _keywords(part: Any) -> set[str]:  # noqa: ANN401
    """Return the keywords of a schema; the keys of `properties` are names, not keywords."""
    found = set()
    for key, entry in part.items():
        found.add(key)
        if key in {"properties", "$defs"}:
            found |= set().union(*map(_keywords, entry.values()))
        elif key != "dependentRequired" and isinstance(entry, dict):
            found |= _keywords(entry)
    return found


# Characters


@pytest.mark.parametrize(
    "text",
    [
        "plain",
        "שלום עולם",
        "a\u202eb\u202cc",
        "a\u2067b\u202bc\u202cd\u2069e",
        "non\u00a0breaking, \u2028 and \u2029",
        "family 👨\u200d👩\u200d👧",
    ],
)
def test_texts_that_are_in_order(text: str) -> None:
    assert text_flaw(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "\u202e",
        "\u202c",
        "\u2069\u2067",
        "a\u2067b\u202cc",
        "\u202a\u2067\u202c\u2069",
        "\ufffe",
        "\x85",
        "\x7f",
        "a\tb",
    ],
)
def test_texts_that_are_not(text: str) -> None:
    assert "take it out" in text_flaw(text)


def test_a_direction_is_closed_in_its_own_line() -> None:
    assert text_flaw("\u202ea\u202c\nb\tc", long=True) == ""
    assert text_flaw("\u202ea\nb\u202c", long=True) != ""


@given(st.text())
def test_a_text_in_order_can_be_written_and_read(text: str) -> None:
    if not text_flaw(text, long=True):
        assert text.encode("utf-8").decode("utf-8") == text
