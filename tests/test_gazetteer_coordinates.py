"""What an editor pastes as a point becomes that point, or an error that says what to write."""

from __future__ import annotations

import csv
import random
import re
import time
import warnings
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from geobrief.cli import main
from geobrief.errors import PlaceError, PlaceNotFound
from geobrief.gazetteer import candidates, geocode
from geobrief.gazetteer.coordinates import parse_coordinates
from geobrief.model.location import Basis

TABLE = Path(__file__).parent / "data" / "geoconvert.csv"

# ruff: noqa: RUF001 - primes and dashes as they are printed

# Decimal degrees, latitude first.


@pytest.mark.parametrize(
    ("text", "lat_deg", "lon_deg", "name"),
    [
        ("41.01, 28.95", 41.01, 28.95, "41.01, 28.95"),
        ("-33.86, 151.2", -33.86, 151.2, "-33.86, 151.2"),
        ("\u221233.86 151.2", -33.86, 151.2, "-33.86, 151.2"),
        ("-33.86,151.2", -33.86, 151.2, "-33.86, 151.2"),
        ("- 33.86 151.2", -33.86, 151.2, "-33.86, 151.2"),
        ("41.01;28.95", 41.01, 28.95, "41.01, 28.95"),
        ("33.86 S, 151.2 E", -33.86, 151.2, "-33.86, 151.2"),
        ("33.86 S, 151.2", -33.86, 151.2, "-33.86, 151.2"),
        ("40.71° N 74.01° W", 40.71, -74.01, "40.71, -74.01"),
        ("40.71N74.01W", 40.71, -74.01, "40.71, -74.01"),
        ("40.71° 74.01 W", 40.71, -74.01, "40.71, -74.01"),
        ("41 28 W", 41, -28, "41, -28"),
        ("\ufeff41.01\u200e, 28.95", 41.01, 28.95, "41.01, 28.95"),
        ("40.71°74.01°", 40.71, 74.01, "40.71, 74.01"),
        ("0, 0", 0.0, 0.0, "0, 0"),
        ("-0, -0.0", 0.0, 0.0, "0, 0"),
        ("+90 -180", 90.0, -180.0, "90, -180"),
        ("0.00001, -0.00001", 0.00001, -0.00001, "0.00001, -0.00001"),
        ("-.5,10", -0.5, 10, "-0.5, 10"),
        (".5 10", 0.5, 10, "0.5, 10"),
        ("41. 28.", 41, 28, "41, 28"),
        ("41,5", 41, 5, "41, 5"),
        ("41.01N 28.95E", 41.01, 28.95, "41.01, 28.95"),
        ("n41.01 e28.95", 41.01, 28.95, "41.01, 28.95"),
        ("N 41.01, W 28.95", 41.01, -28.95, "41.01, -28.95"),
        ("N 41 28 E", 41, 28, "41, 28"),
        ("28.95 E, 41.01 N", 41.01, 28.95, "41.01, 28.95"),
        ("W28.95 S41.01", -41.01, -28.95, "-41.01, -28.95"),
        ("lat 41.01 lon 28.95", 41.01, 28.95, "41.01, 28.95"),
        ("Lat: -41.01, Long: 28.95", -41.01, 28.95, "-41.01, 28.95"),
        ("longitude = 28.95; latitude = 41.01", 41.01, 28.95, "41.01, 28.95"),
        ("lat.5 lon. 7", 0.5, 7, "0.5, 7"),
        ("lat 41.01 N lon 28.95 W", 41.01, -28.95, "41.01, -28.95"),
    ],
)
def test_decimal_degrees_are_written_in_many_ways(
    text: str, lat_deg: float, lon_deg: float, name: str
) -> None:
    found = geocode(text)
    assert (found.lat_deg, found.lon_deg, found.name) == (lat_deg, lon_deg, name)
    assert found.basis is Basis.COORDINATES
    assert (found.country, found.geonameid, found.query) == ("", None, text)
    assert candidates(text) == (found,)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("141.2, -33.86", 'latitude comes first: did you mean "-33.86, 141.2"'),
        ("95, 95", "latitude 95 is not between -90 and 90 degrees; write latitude"),
        ("10, 190", 'longitude 190 is not between .* did you mean "10, -170"'),
        ("10, -999", "longitude -999 is not between -180 and 180 degrees; write latitude"),
        ("999999999, 1", "latitude 999999999 is not between"),
        ("4100°N 02857°E", "latitude 4100 is not between"),
        ("95 N 28 E", "latitude 95 is not between -90 and 90 degrees; write latitude"),
        ("geo:91,5", "latitude 91 is not between"),
        ("90°00′36″N 28°57′E", "latitude 90.01 is not between"),
        ("41°N 180°01′W", "longitude -180.01667 is not between"),
    ],
)
def test_off_the_earth_is_an_error_with_the_way_out(text: str, message: str) -> None:
    with pytest.raises(PlaceError, match=message):
        geocode(text)


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_its_name_is_the_same_point(lat_deg: float, lon_deg: float) -> None:
    found = geocode(f"{lat_deg:.6f}, {lon_deg:.6f}")
    again = geocode(found.name)
    assert (again.lat_deg, again.lon_deg) == (found.lat_deg, found.lon_deg)
    assert again.lat_deg == pytest.approx(lat_deg, abs=1e-6)
    assert again.lon_deg == pytest.approx(lon_deg, abs=1e-6)


# Minutes and seconds, with hemispheres.


@pytest.mark.parametrize(
    "text",
    [
        "41°00′36″N 28°57′00″E",
        "41° 0' 36\" N, 28° 57' 0\" E",
        "41 00 36 N 28 57 00 E",
        "41 00 36 N, 28 57 E",
        "N 41 00 36 E 28 57 00",
        "41°0.6'N 28°57'E",
        "N 41 00.600 E 28 57.000",
        "41:00:36N 28:57:00E",
        "41:00:36 n; 28:57 e",
        "41º00’36”N 28˚57’00”E",
        "41°00‘36“N 28°57´00''E",
        "41°00′36′′ N 28°57` E",
        "41d00'36\"N 28deg57'E",
        "28°57′00″E 41°00′36″N",
        "E028°57.0′ N41°00.6′",
        "lat 41°00′36″N lon 28°57′00″E",
        "41.01°N 28°57′E",
        "410036N 0285700E",
        "N410036 E0285700",
        "410036N0285700E",
        "410036.0N 02857E",
        "4100.6N 02857.0E",
        "\N{NO-BREAK SPACE}41°\N{THIN SPACE}00′36″N\N{NO-BREAK SPACE}28°57′00″E",
        "geo:41.01,28.95",
        "GEO:41.01,28.95,35.5;crs=wgs84;u=20",
        "geo:41.01,28.95;u=20;crs=WGS84",
    ],
)
def test_one_point_in_many_notations(text: str) -> None:
    found = geocode(text)
    assert (found.lat_deg, found.lon_deg, found.name) == (41.01, 28.95, "41.01, 28.95")
    assert (found.query, found.basis) == (text, Basis.COORDINATES)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("41°00′N 28°57′E", "41, 28.95"),
        ("33°51'35\"S, 151°12'40\"E", "-33.85972, 151.21111"),
        ("40° 42.6' N; 74° 0' 0'' W", "40.71, -74"),
        ("0°30'S 0°0'30\"E", "-0.5, 0.00833"),
        ("0°0'30\"S 0°0'30\"W", "-0.00833, -0.00833"),
        ("0°0'30.5\"S 0°0'0.25\"W", "-0.008472, -0.0000694"),
        ("90°N 180°W", "90, -180"),
        ("3351S 15112E", "-33.85, 151.2"),
        ("404246N 0740021W", "40.71278, -74.00583"),
    ],
)
def test_a_point_is_as_fine_as_its_notation(text: str, name: str) -> None:
    found = geocode(text)
    assert found.name == name
    assert geocode(found.name).lat_deg == found.lat_deg
    assert geocode(found.name).lon_deg == found.lon_deg


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("41°60′N 28°57′E", "60 minutes in the latitude are 60 or more"),
        ("41°00′N 28°57′75.5″E", "75.5 seconds in the longitude are 60 or more"),
        ("416036N 0285700E", "60 minutes in the latitude"),
        ("41.5°30′N 28°57′E", "41.5 degrees in the latitude: only its last number may have"),
        ("41°0.5′30″N 28°57′E", "0.5 minutes in the latitude: only its last number may have"),
        ("41 N 42 N", "two latitudes"),
        ("28 E, 41 W", "two longitudes"),
        ("lat 41, lat 28", "two latitudes"),
        ("lat 41 E, lon 28", "E is no latitude; write N or S"),
        ("-41 N, 28 E", "-41 N has a sign and a letter; write one of them: 41 N"),
        ("41 N, +28 E", r"\+28 E has a sign and a letter"),
        ("41°00'36\" 28°57'00\"", "41°00′36″ does not say on which side it lies; write N or S"),
        ("-41°00'36\", 28°57'00\"", "41°00′36″ does not say on which side it lies"),
        ("41°00'36\"N 28°57'00\"", "28°57′00″ does not say on which side it lies; write E or W"),
        ("41°00'36\" 28°57'00\"E", "41°00′36″ does not say on which side it lies; write N or S"),
        ("41 00 36 28 57 00", "41°00′36″ does not say on which side it lies; write N or S"),
        ("lat 41 30 lon 28 30", "41°30′ does not say on which side it lies; write N or S"),
        ("28.95 E, 41.01", "longitude comes first, but 41.01 has no letter; write N or S too"),
        ("28.95, 41.01 N", "longitude comes first, but 28.95 has no letter; write E or W too"),
        ("41°00′36″N", "it may be one latitude; write a latitude and a longitude"),
        ("41° 28 E", "it may be one longitude; write a latitude and a longitude"),
        ("41 28 30 E", "it may be one longitude; write a latitude and a longitude"),
        ("41 N 28 O", "O is east in German and west in French; write E or W"),
        ("41.01 – 28.95", "may have a minus or a dash between its numbers"),
        ("41.01-28.95", "may have a minus or a dash between its numbers"),
        ("41,01", 'may be one number or two; for a point, write "41, 1"'),
        ("-41,01", 'may be one number or two; for a point, write "-41, 1"'),
        ("geo:41.01", "is no geo URI that can be read; write geo:41.01,28.95"),
        ("geo:0,0?q=Paris", "is no geo URI that can be read"),
        ("geo:41.01,28.95;crs=nad27", "is not in WGS 84"),
    ],
)
def test_what_is_wrong_is_named(text: str, message: str) -> None:
    with pytest.raises(PlaceError, match=message) as caught:
        geocode(text)
    assert not isinstance(caught.value, PlaceNotFound)
    assert str(caught.value).startswith(f'"{text}" ')


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("41,01 28,95", "41.01, 28.95"),
        ("41,01; -28,95", "41.01, -28.95"),
        ("41,01, 28,95", "41.01, 28.95"),
        ("41,01 N 28,95 W", "41.01, -28.95"),
        ("41°0,6′N 28°57,0′E", "41.01, 28.95"),
    ],
)
def test_decimal_commas_are_told_how_to_write_them(text: str, written: str) -> None:
    with pytest.raises(PlaceError, match=f': "{re.escape(written)}"$') as caught:
        geocode(text)
    assert text in str(caught.value)
    assert geocode(written).name == written


@pytest.mark.parametrize(
    "text",
    [
        "1, 2, 3",
        "1e3, 2",
        "2026/11",
        "10:30",
        "[41.01, 28.95]",
        "(41.01, 28.95)",
        "41.01.02 28.95",
        "41' 00 N 28' 57 E",
        "41°36″N 28°57″E",
        "41 N 00 28 E 57",
        "41°00′36″N 28°57′00″E / 41.01°N 28.95°E",
        "about 41° N, 29° E",
        "1 2 3 4 5 6 7 8",
        "-41 28 30 E",
        "41 lat, 28 lon",
        "41 N -, 28 E",
    ],
)
def test_what_is_meant_as_a_point_is_not_taken_for_a_name(text: str) -> None:
    with pytest.raises(PlaceError, match=r'write points as "41\.01, 28\.95", latitude first'):
        parse_coordinates(text)


@pytest.mark.parametrize(
    "text",
    [
        *("41.01", "41 north", "41 N", "nan, nan", "-", "", " ", "°", ",", "7"),
        *("6th of October City", "Al Hawl 2", "10 Downing Street", "No. 10", "Camp 7", "N 1"),
        *("4EVER", "5eme", "28 May", "28MAY", "12 NEW 45", "12 New 45", "BAR 10", "AREA 51"),
        *(
            "3 de Febrero",
            "E 40",
            "Lat 5",
            "SW1A 2AA",
            "35TPF",
            "1º de Mayo 2",
            "geography",
            "25 de Mayo, 3",
        ),
    ],
)
def test_names_with_numbers_are_names(text: str) -> None:
    assert parse_coordinates(text) is None


# Squares of the Military Grid Reference System: their middle.


@pytest.mark.parametrize(
    "text",
    [
        "35TPF66514189",
        "35TPF 6651 4189",
        "35T PF 6651 4189",
        "35 T PF 6651 4189",
        "35T PF 66514189",
        "35tpf66514189",
        "  35T  PF  6651  4189 ",
    ],
)
def test_a_square_is_its_middle(text: str) -> None:
    found = geocode(text)
    assert found.name == "41.01125, 28.98021"  # GeoConvert: 41.0112540871 28.9802096411
    assert (found.query, found.basis) == (text, Basis.COORDINATES)


def test_a_zone_may_have_one_digit() -> None:
    assert geocode("4QFJ 12345 67890").name == geocode("04QFJ1234567890").name


def test_the_corner_of_a_square_is_not_its_point() -> None:
    middle, corner = geocode("35TPF 6 4"), geocode("35TPF 60000 40000")
    assert middle.lat_deg - corner.lat_deg == pytest.approx(0.045, abs=0.01)
    assert middle.lon_deg - corner.lon_deg == pytest.approx(0.06, abs=0.01)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("61TPF1234", "zone 61 is not between 1 and 60"),
        ("00TPF1234", "zone 0 is not between 1 and 60"),
        ("35IPF1234", "there is no band I: bands are C to X without I and O"),
        ("35APF1234", "there is no band A"),
        ("35TPO1234", "square PO has an I or an O, which are not used"),
        ("35TZZ1234", "there is no such square ZZ in zone 35, band T"),
        ("35CPF1212", "there is no such square PF in zone 35, band C"),
        ("35TPF12345", "easting and northing need the same number of digits"),
        ("35TPF 665 41", "easting and northing need the same number of digits"),
        ("35TPF 123456 123456", "easting and northing have at most five digits each"),
    ],
)
def test_no_such_square_is_an_error_with_its_reason(text: str, message: str) -> None:
    with pytest.raises(PlaceError, match=message) as caught:
        geocode(text)
    assert str(caught.value).startswith(f'"{text}" looks like a military grid reference, but ')


def test_two_threads_may_ask_for_squares_at_once() -> None:
    texts = [f"35TPF {at:04} 4189" for at in range(0, 9999, 40)] + ["35CPF1212"] * 50
    filters = list(warnings.filters)

    def name(text: str) -> str:
        try:
            return geocode(text).name
        except PlaceError as error:
            return str(error)

    alone = [name(text) for text in texts]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(name, texts)) == alone
    assert set(warnings.filters) >= set(filters)


# What GeographicLib writes and reads; see tools/make_geoconvert_table.py.


def rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


FINENESS_DEG = {
    "minutes": 1e-5,
    "decimal minutes": 1e-5,
    "seconds": 1e-5,
    "decimal seconds": 1e-6,
    "colons": 1e-5,
    "MGRS 10 km": 1e-2,
    "MGRS 1 km": 1e-3,
    "MGRS 100 m": 1e-4,
    "MGRS 10 m": 1e-5,
    "MGRS 1 m": 1e-6,
}
"""The last decimal of degrees that a notation bears."""


@pytest.mark.parametrize("notation", FINENESS_DEG)
def test_it_reads_as_geographiclib_does(notation: str) -> None:
    compared = 0
    for row in rows():
        found = parse_coordinates(row["text"]) if row["notation"] == notation else None
        if found is None:  # polar squares of one digit read as names
            assert row["notation"] != notation or re.fullmatch("[ABYZ]..[0-9]{2}", row["text"])
            continue
        half = FINENESS_DEG[notation] / 2 + 1e-9
        assert found.lat_deg == pytest.approx(float(row["lat_deg"]), abs=half)
        assert found.lon_deg == pytest.approx(float(row["lon_deg"]), abs=half)
        compared += 1
    assert compared >= 40


# What holds for any point and for any text.


def in_minutes(value_deg: float, *, letters: str, style: str) -> str:
    """Write an angle in one of several styles, to a second, or to a thousandth of a minute."""
    letter = letters[value_deg < 0]
    if "{decimal}" in style:
        degrees, thousandths = divmod(round(abs(value_deg) * 60_000), 60_000)
        return style.format(d=degrees, decimal=f"{thousandths / 1000:06.3f}", letter=letter)
    minutes, seconds = divmod(round(abs(value_deg) * 3600), 60)
    degrees, minutes = divmod(minutes, 60)
    return style.format(d=degrees, m=minutes, s=seconds, letter=letter)


STYLES = [
    "{d}°{m:02}′{s:02}″{letter}",
    "{d}° {m}' {s}\" {letter}",
    "{letter} {d} {m:02} {s:02}",
    "{d} {m:02} {s:02} {letter}",
    "{d}:{m:02}:{s:02}{letter}",
    "{d:03}º{m:02}’{s:02}''{letter}",
    "{letter}{d}°{decimal}'",
    "{d} {decimal} {letter}",
]


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("between", [" ", ", ", " ; "])
@given(lat_deg=st.floats(-90, 90), lon_deg=st.floats(-180, 180), swaps=st.booleans())
def test_a_point_that_is_printed_is_read_back(
    style: str, between: str, lat_deg: float, lon_deg: float, *, swaps: bool
) -> None:
    angles = [
        in_minutes(lat_deg, letters="NS", style=style),
        in_minutes(lon_deg, letters="EW", style=style),
    ]
    found = geocode(between.join(reversed(angles) if swaps else angles))
    half = 0.5 / 3600 + 0.5e-5
    assert found.lat_deg == pytest.approx(lat_deg, abs=half)
    assert found.lon_deg == pytest.approx(lon_deg, abs=half)


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_a_packed_point_is_read_back(lat_deg: float, lon_deg: float) -> None:
    lat_text = in_minutes(lat_deg, letters="NS", style="{d:02}{m:02}{s:02}{letter}")
    lon_text = in_minutes(lon_deg, letters="EW", style="{d:03}{m:02}{s:02}{letter}")
    found = geocode(f"{lat_text} {lon_text}")
    assert found.lat_deg == pytest.approx(lat_deg, abs=0.5 / 3600 + 0.5e-5)
    assert found.lon_deg == pytest.approx(lon_deg, abs=0.5 / 3600 + 0.5e-5)


@given(st.floats(-79.9, 83.9), st.floats(-179.9, 179.9), st.integers(2, 5))
def test_a_square_is_read_back(lat_deg: float, lon_deg: float, digits: int) -> None:
    import mgrs

    # A millimetre south of the equator the library writes a square that it does not read.
    assume(not -1e-3 < lat_deg < 0)
    found = geocode(mgrs.MGRS().toMGRS(lat_deg, lon_deg, MGRSPrecision=digits))
    side_deg = 10 ** (5 - digits) / 111_000
    assert found.lat_deg == pytest.approx(lat_deg, abs=side_deg + 1e-6)


POINTED = st.text("0123456789 .,;:°'\"′″+-NSEWOlatdong/()geo:TPF", max_size=40)
SQUARES = st.from_regex(r"[0-9]{1,2} ?[A-Z] ?[A-Z]{2} ?[0-9]{0,6} ?[0-9]{0,6}", fullmatch=True)
POLAR = st.from_regex(r"[ABYZ][A-Z]{2} ?[0-9]{2,10}", fullmatch=True)


@given(st.text() | POINTED | SQUARES | POLAR | POINTED.map(lambda text: "geo:" + text))
def test_any_text_is_a_point_a_name_or_an_error(text: str) -> None:
    with suppress(PlaceError):
        found = parse_coordinates(text)
        if found is not None:
            assert found.query == text
            assert geocode(found.name).name == found.name


@pytest.mark.parametrize(
    "text",
    [
        "1" * 200,
        "1 " * 100,
        "1," * 100,
        "1°" * 100,
        "-" * 200,
        " " * 199 + "1",
        "1" + " " * 198 + "x",
        "N" * 200,
        "lat " * 50,
        "'" * 200,
        "geo:1,1" + ";u" * 96,
        "geo:1,1" + ";u=1" * 48 + "!",
        "35TPF" + " 1" * 97,
        "1.1," * 50,
        "41," * 100_000,
    ],
)
def test_no_text_takes_long(text: str) -> None:
    started = time.perf_counter()
    for _ in range(20):
        with suppress(PlaceError):
            parse_coordinates(text)
    assert time.perf_counter() - started < 0.5


def test_random_points_of_notation_take_no_time() -> None:
    chance = random.Random(1)  # noqa: S311 - no secret
    started = time.perf_counter()
    for _ in range(500):
        text = "".join(chance.choices(" 0123.,°'\"+-NSEWd:", k=200))
        with suppress(PlaceError):
            parse_coordinates(text)
    assert time.perf_counter() - started < 2


# On the command line a minus begins no option there.


@pytest.mark.parametrize("text", ["-.5,10", "-33.86;151.2", "-33.86°151.2°", "-41 28"])
def test_the_command_line_takes_a_minus(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["geocode", text]) == 0
    assert parse_coordinates(text) is not None
    assert str(parse_coordinates(text).lat_deg) in capsys.readouterr().out  # type: ignore[union-attr]
    assert main(["distance", text, "0,0"]) == 0
