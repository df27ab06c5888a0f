"""Tables: a reporter's spreadsheet becomes a brief, or a message with the row."""

import csv
import io
import time
from pathlib import Path

import pytest
from hostile import HOSTILE
from hypothesis import given
from hypothesis import strategies as st

from geobrief.check import check_brief
from geobrief.errors import BriefError
from geobrief.layers.problems import with_names
from geobrief.model import Brief, Label, Person, Place, Sighting, Status, When
from geobrief.records import read_brief
from geobrief.records.rows import COLUMNS
from geobrief.records.source import SourceText
from geobrief.records.table import brief_of_table


def read(text: str, name: str = "my-trip.csv") -> Brief:
    return brief_of_table(SourceText(Path(name), text))


def message_of(text: str) -> str:
    with pytest.raises(BriefError) as caught:
        read(text)
    return str(caught.value)


def test_what_a_row_has_decides_what_it_is() -> None:
    brief = read(
        "place,who,role,side,from,when,status,note,lat,lon,country\n"
        "Kyiv\n"
        'Ankara,Ada,Minister,Exampleland,,2025-05-15,,"Here, it is said",,,\n'
        "Istanbul,Ada,,,Ankara,2025-05-16,Planned,By train,41.01,28.95,TR\n"
    )
    assert brief.title == "My trip"
    assert (brief.date, brief.notes) == (None, ())
    assert brief.people == (Person(name="Ada", role="Minister", side="Exampleland"),)
    assert brief.places == (
        Place(name="Kyiv"),
        Place(name="Istanbul", lat_deg=41.01, lon_deg=28.95, country="TR", label=Label()),
    )
    assert brief.sightings == (
        Sighting(who="Ada", at="Ankara", when=When.parse("2025-05-15"), note="Here, it is said"),
    )
    (movement,) = brief.movements
    assert (movement.who, movement.from_, movement.to) == ("Ada", "Ankara", "Istanbul")
    assert (movement.status, movement.note) == (Status.PLANNED, "By train")


def test_a_row_says_what_it_rests_on() -> None:
    brief = read(
        "place,who,from,evidence\n"
        "Ankara,Ada,,our correspondent\n"
        "Istanbul,Ada,Ankara,https://example.org/1\n"
        "Oslo,,,a map\n"
        "Oslo,,,and a letter\n"
    )
    assert brief.sightings[0].support.evidence == "our correspondent"
    assert brief.movements[0].support.evidence == "https://example.org/1"
    assert brief.places[0].support.evidence == "a map\nand a letter"
    assert check_brief(brief).doubts == ()


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("hint", [True, False])
def test_delimiters_are_found_out(delimiter: str, hint: bool) -> None:  # noqa: FBT001
    text = f"Who{delimiter} PLACE {delimiter}note\nAda{delimiter}Oslo{delimiter}a, b; c\n"
    text = text.replace("a, b; c", '"a, b; c"')
    brief = read(f"sep={delimiter}\n{text}" if hint else text)
    assert brief.sightings == (Sighting(who="Ada", at="Oslo", note="a, b; c"),)


@pytest.mark.parametrize(
    ("text", "lat", "lon"),
    [
        ("place;lat;lon\nA;41,0391;-29,5", 41.0391, -29.5),
        ("place;lat;lon\nA;41.0391;29", 41.0391, 29),
        ("place\tlat\tlon\nA\t-33,86\t151,2", -33.86, 151.2),
        ("place,lat,lon\nA,\N{MINUS SIGN}33.86,+151.2", -33.86, 151.2),
        ('place,lat,lon\nA,"41",.5', 41, 0.5),
    ],
)
def test_numbers_as_spreadsheets_write_them(text: str, lat: float, lon: float) -> None:
    (place,) = read(text).places
    assert (place.lat_deg, place.lon_deg) == (lat, lon)


def test_a_lone_column_needs_no_quotes() -> None:
    brief = read("place\nParis, Texas\nSpringfield; Ill.\n")
    assert [place.name for place in brief.places] == ["Paris, Texas", "Springfield; Ill."]


def test_rows_are_counted_as_a_spreadsheet_counts_them() -> None:
    brief = read('\nplace,note\nOslo,"two\nlines"\n\nDoha,\n')
    assert [str(place.origin) for place in brief.places] == [
        "my-trip.csv, row 3",
        "my-trip.csv, row 5",
    ]
    assert str(brief.origins["places[1].name"]) == "my-trip.csv, row 5, place"


def test_the_same_place_in_several_rows_is_one() -> None:
    brief = read("place,lat,lon,country,note\nOslo,59.9,10.7,,a\nOSLO,,,NO,b\nOslo,59.9,10.7,NO,\n")
    assert brief.places == (
        Place(name="Oslo", lat_deg=59.9, lon_deg=10.7, country="NO", note="a\nb"),
    )


def test_what_is_passed_over_is_said() -> None:
    brief = read("place,who,when,photo,Latitude\nA,B,,x,\nA,B,,y,\nC,,2025-05-15,,\nA,B,,z,\nD\n")
    assert brief.notes == (
        "my-trip.csv: the column Latitude is not used; did you mean lat? Rename it",
        "my-trip.csv: columns not used: photo",
        "my-trip.csv, row 3, row 5: the same as in row 2 and kept once",
        "my-trip.csv, row 4: when is not used, as the row has no who",
    )


def test_very_many_columns_that_are_not_used_are_counted() -> None:
    names = [f"c{number}" for number in range(43)]
    (note,) = read(f"place,at,{','.join(names)}\nOslo\n").notes
    told = ", ".join(names[:39])
    assert note == f"my-trip.csv: columns not used: at, {told} and 4 more"


def test_a_misspelt_column_is_no_other_thing() -> None:
    told = message_of("place,who,from,staus\nIstanbul,A,Doha,declined\n")
    assert told == (
        "my-trip.csv, row 1: the header has a column staus; did you mean status? Rename it, or "
        "call it something else if it is another thing"
    )
    assert not read("place,who,status,staus\nIstanbul,A,declined,x\n").sightings[0].note


def test_a_cell_without_a_header_is_told() -> None:
    brief = read("place,,who,\nAnkara,secret,A,\nOslo,,A\nDoha,,A,x\n")
    assert brief.notes == (
        "my-trip.csv, row 2, row 4: a cell without a header is not used; give its column a header",
    )


def test_the_start_of_a_way_without_an_end_is_looked_up_as_well() -> None:
    with pytest.raises(BriefError) as caught:
        read("place,who,from\n,Ada,Nowhere at all\n")
    told = str(with_names(caught.value)).splitlines()
    assert told[0].startswith("my-trip.csv, row 2, place: place is missing")
    assert told[1].startswith("my-trip.csv, row 2, from: ")
    assert '"Nowhere at all"' in told[1]


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("Date", "when"),
        ("day", "when"),
        ("Start  date", "when"),
        ("Person", "who"),
        ("Name", "who"),
        ("lng", "lon"),
        ("longitude", "lon"),
        ("latitude", "lat"),
        ("Origin", "from"),
        ("Notes", "note"),
        ("comment", "note"),
    ],
)
def test_a_heading_in_other_words_is_guessed(heading: str, column: str) -> None:
    brief = read(f"place,{heading}\nOslo,\n")
    assert brief.notes == (
        f"my-trip.csv: the column {heading} is not used; did you mean {column}? Rename it",
    )


@pytest.mark.parametrize("heading", ["location", "City", "Where", "to", "Name", "place name"])
def test_a_heading_for_the_place_is_guessed(heading: str) -> None:
    assert f"row 1: the header has no column place; rename {heading} to place" in message_of(
        f"{heading},when\nOslo,\n"
    )


def test_a_header_in_other_words_is_guessed_as_a_whole() -> None:
    assert message_of("Name,Date,City\nAda,2025-05-15,Oslo\n").endswith(
        "knows; rename Date to when, Name to who, City to place"
    )


def test_a_column_is_guessed_once_and_not_if_it_is_there() -> None:
    assert read("place,when,date,time,city\nOslo,,,,\n").notes == (
        "my-trip.csv: columns not used: date, time, city",
    )
    assert read("place,date,time\nOslo,,\n").notes == (
        "my-trip.csv: the column date is not used; did you mean when? Rename it",
        "my-trip.csv: columns not used: time",
    )


def test_an_error_carries_the_notes() -> None:
    with pytest.raises(BriefError) as caught:
        read("place,who,latitude,lon,when\nOslo,Ada,59.9,10.7,21.09.2015\n")
    assert len(caught.value.problems) == 2
    first, second = caught.value.notes
    assert first == "my-trip.csv: the column latitude is not used; did you mean lat? Rename it"
    assert "give the column when the format yyyy-mm-dd (in Excel: " in second


def test_a_long_list_of_rows_is_cut_short() -> None:
    brief = read("place\n" + "A\n" * 100)
    assert brief.notes == (
        (
            "my-trip.csv, row 3, row 4, row 5, row 6, row 7 and 94 more: "
            "the same as in row 2 and kept once"
        ),
    )


def test_notes_make_no_difference_between_briefs() -> None:
    assert read("place,x\nA,\n") == read("place\nA\n")


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("my-trip.csv", "My trip"),
        ("a/b/NPR_talks.csv", "NPR talks"),
        ("story/brief.csv", "Story"),
        ("trip-v1.2/brief.csv", "Trip v1.2"),
        ("Where: a trip.csv", "Where: a trip"),
        ("--.csv", "Map"),
        ("a\u202eb.csv", "Map"),
    ],
)
def test_a_title_from_the_name(name: str, title: str) -> None:
    assert read("place\nA\n", name=name).title == title


WRONG = {
    "no header": (
        "Istanbul,Ada\nAnkara,Bo\n",
        "row 1: the header names no column that geobrief knows; write one of place, who, ",
    ),
    "no place column": ("who,when\nA,B\n", "row 1: the header has no column place; name the"),
    "column twice": ("place,Place\nA,B\n", "row 1: the header names the column place twice"),
    "only a header": ("place,who\n\n,\n", "has a header and no row under it; add one"),
    "too many cells": (
        "place,who\nOslo,Ada\nParis, Texas,Bo\n",
        "row 3: the row has 3 cells under 2 headers; put a cell that holds the delimiter in",
    ),
    "quote left open": ('place,who\nA,B\nC,"D\nE,F\n', 'row 3: a quote (") opens here and is not'),
    "quote left open for long": (
        'place,who\nC,"' + "x" * 200_000,
        "row 2: a cell of more than 131,072 characters; shorten it, or close the quote",
    ),
    "text after a quote": ('place;who\nA;"B"C\n', 'row 2: text after a closing quote ("), where a'),
    "no place in a row": ("place,who\n,Ada\n", "row 2, place: place is missing; name one"),
    "from without who": ("place,from\nA,B\n", "row 2, from: from says that someone moved, and who"),
    "from the place itself": (
        "place,who,from\nOslo,Ada,oslo\n",
        "row 2, place: a movement from 'oslo' to itself; give two places",
    ),
    "not a number": (
        "place,lat,lon\nA,north,3\n",
        "row 2, lat: lat must be a number, not the text 'north'; write decimal degrees",
    ),
    "NaN": ("place,lat,lon\nA,NaN,3\n", "row 2, lat: lat must be a number, not the text 'NaN'"),
    "decimal comma among commas": (
        'place,lat,lon\nA,"41,5",3\n',
        "row 2, lat: lat must be a number, not the text '41,5'; write it with a point: 41.5",
    ),
    "swapped": (
        "place,lat,lon\nBangkok,100.5,13.75\n",
        "row 2, lat: lat 100.5 is not between -90 and 90 degrees; they look swapped",
    ),
    "lat alone": ("place,lat\nA,3\n", "row 2: lat and lon belong together"),
    "other coordinates": (
        "place,lat,lon\nA,1,2\nB,1,2\na,1,3\n",
        "row 4, lon: 'A' has lon 3.0 here and 2.0 in row 2; make them the same, or tell the two",
    ),
    "other country": (
        "place,country\nParis,FR\nParis,US\n",
        "row 3, country: 'Paris' has country 'US' here and 'FR' in row 2",
    ),
    "other role": (
        "place,who,role\nA,Ada,Minister\nB,Ada,Pilot\n",
        "row 3, role: 'Ada' has role 'Pilot' here and 'Minister' in row 2",
    ),
    "status": ("place,who,status\nA,B,sure\n", "row 2, status: status must be confirmed, planned"),
    "date": ("place,who,when\nA,B,15.5.2025\n", "row 2, when: '15.5.2025' is not a date; write"),
    "long name": ("place\n" + "x" * 10_000, "row 2, place: name is 10000 characters long"),
    "line break in a name": ('place\n"A\nB"\n', "row 2, place: 'A\\nB' holds a line break"),
    "override": ("place\na\u202eb\n", "row 2, place: 'a\\u202eb' holds the character U+202E"),
}


@pytest.mark.parametrize(("text", "message"), WRONG.values(), ids=WRONG.keys())
def test_each_fault_has_its_message(text: str, message: str) -> None:
    said = message_of(text)
    assert said.startswith("my-trip.csv")
    assert message in said
    assert said.count("\n") == 0


def test_all_faults_of_a_table_are_told_by_row() -> None:
    said = message_of(
        "place,who,when,status,lat,lon\nA,B,today,sure,,\n,C,,,,\nD,E,,,95,\nF,G,,,1,2,3\n"
    )
    assert [line.split(": ")[0] for line in said.splitlines()] == [
        "my-trip.csv, row 2, status",
        "my-trip.csv, row 2, when",
        "my-trip.csv, row 3, place",
        "my-trip.csv, row 4",
        "my-trip.csv, row 4, lat",
        "my-trip.csv, row 5",
    ]


@pytest.mark.parametrize("text", [text for text in HOSTILE if text.strip()])
def test_hostile_cells_are_kept_as_they_were_written(text: str) -> None:
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows([["place", "who", "note"], [text, text, text], [text, "", text]])
    brief = read(stream.getvalue())
    assert brief.sightings == (Sighting(who=text, at=text, note=text),)
    assert brief.places == (Place(name=text, note=text),)


cells = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=9)


@given(
    rows=st.lists(st.tuples(cells, cells, cells), min_size=1, max_size=5, unique=True),
    delimiter=st.sampled_from([",", ";", "\t"]),
    columns=st.permutations([0, 1, 2]),
)
def test_a_written_table_is_read_as_it_was(
    rows: list[tuple[str, str, str]], delimiter: str, columns: list[int]
) -> None:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=delimiter)
    for row in [("place", "who", "note"), *rows]:
        writer.writerow([row[column] for column in columns])
    brief = read(stream.getvalue().replace("\r\n", "\n"))
    assert [(one.at, one.who, one.note) for one in brief.sightings] == rows


@pytest.mark.slow
def test_a_hundred_thousand_rows_are_answered_in_time() -> None:
    row = "P{0},Who,2025-05-15,confirmed,{1},{1}\n"
    text = "place,who,when,status,lat,lon\n" + "".join(
        row.format(number, number % 90) for number in range(20_000)
    )
    start = time.monotonic()
    brief = read(text)
    assert time.monotonic() - start < 30 / 5 * 2, "a fifth of the rows, on a machine half as quick"
    assert len(brief.sightings) == 20_000
    assert str(brief.sightings[-1].origin) == "my-trip.csv, row 20001"


def test_the_columns_are_those_of_the_documentation() -> None:
    assert set(COLUMNS) == {
        "place",
        "who",
        "role",
        "side",
        "from",
        "when",
        "status",
        "note",
        "evidence",
        "lat",
        "lon",
        "country",
        "callout",
        "curve",
    }


def test_how_a_record_is_drawn_stands_in_columns_too(tmp_path: Path) -> None:
    path = tmp_path / "trip.csv"
    path.write_text(
        "place,who,from,note,callout,curve\n"
        "Oslo,Ada,,Here.,TRUE,\n"
        "Bergen,Ada,Oslo,,,Left\n"
        "Bodø,Ada,Bergen,,yes,\n"
        "Hamar,Ada,,,no,right\n"
        "Moss,,,,yes,\n",
        encoding="utf-8",
    )
    brief = read_brief(path)
    assert [one.callout for one in brief.sightings] == [True, False]
    assert [one.curve for one in brief.movements] == ["left", None]
    assert brief.notes == (
        f"{path}, row 4: callout is not used, as the row has a from",
        f"{path}, row 5: curve is not used, as the row has no from",
        f"{path}, row 6: callout is not used, as the row has no who",
    )


def test_a_callout_is_true_or_false(tmp_path: Path) -> None:
    path = tmp_path / "trip.csv"
    path.write_text("place,who,callout\nOslo,Ada,big\n", encoding="utf-8")
    with pytest.raises(BriefError, match="row 2, callout: callout must be true or false"):
        read_brief(path)
