"""The gazetteer holds what it should: divisions, regions, waters, airports, landmarks, demonyms."""

from __future__ import annotations

import pytest

from geobrief.errors import PlaceAmbiguous, PlaceNotFound
from geobrief.gazetteer import geocode
from geobrief.geodesy import inverse
from geobrief.model.location import Basis

# What stands here was put down by hand, from maps and almanacs, not from the file.

STATES = {
    # postal: (Associated Press, name, seat)
    "AL": ("Ala.", "Alabama", "Montgomery"),
    "AK": ("Alaska", "Alaska", "Juneau"),
    "AZ": ("Ariz.", "Arizona", "Phoenix"),
    "AR": ("Ark.", "Arkansas", "Little Rock"),
    "CA": ("Calif.", "California", "Sacramento"),
    "CO": ("Colo.", "Colorado", "Denver"),
    "CT": ("Conn.", "Connecticut", "Hartford"),
    "DE": ("Del.", "Delaware", "Dover"),
    "FL": ("Fla.", "Florida", "Tallahassee"),
    "GA": ("Ga.", "Georgia", "Atlanta"),
    "HI": ("Hawaii", "Hawaii", "Honolulu"),
    "ID": ("Idaho", "Idaho", "Boise"),
    "IL": ("Ill.", "Illinois", "Springfield"),
    "IN": ("Ind.", "Indiana", "Indianapolis"),
    "IA": ("Iowa", "Iowa", "Des Moines"),
    "KS": ("Kan.", "Kansas", "Topeka"),
    "KY": ("Ky.", "Kentucky", "Frankfort"),
    "LA": ("La.", "Louisiana", "Baton Rouge"),
    "ME": ("Maine", "Maine", "Augusta"),
    "MD": ("Md.", "Maryland", "Annapolis"),
    "MA": ("Mass.", "Massachusetts", "Boston"),
    "MI": ("Mich.", "Michigan", "Lansing"),
    "MN": ("Minn.", "Minnesota", "Saint Paul"),
    "MS": ("Miss.", "Mississippi", "Jackson"),
    "MO": ("Mo.", "Missouri", "Jefferson City"),
    "MT": ("Mont.", "Montana", "Helena"),
    "NE": ("Neb.", "Nebraska", "Lincoln"),
    "NV": ("Nev.", "Nevada", "Carson City"),
    "NH": ("N.H.", "New Hampshire", "Concord"),
    "NJ": ("N.J.", "New Jersey", "Trenton"),
    "NM": ("N.M.", "New Mexico", "Santa Fe"),
    "NY": ("N.Y.", "New York", "Albany"),
    "NC": ("N.C.", "North Carolina", "Raleigh"),
    "ND": ("N.D.", "North Dakota", "Bismarck"),
    "OH": ("Ohio", "Ohio", "Columbus"),
    "OK": ("Okla.", "Oklahoma", "Oklahoma City"),
    "OR": ("Ore.", "Oregon", "Salem"),
    "PA": ("Pa.", "Pennsylvania", "Harrisburg"),
    "RI": ("R.I.", "Rhode Island", "Providence"),
    "SC": ("S.C.", "South Carolina", "Columbia"),
    "SD": ("S.D.", "South Dakota", "Pierre"),
    "TN": ("Tenn.", "Tennessee", "Nashville"),
    "TX": ("Texas", "Texas", "Austin"),
    "UT": ("Utah", "Utah", "Salt Lake City"),
    "VT": ("Vt.", "Vermont", "Montpelier"),
    "VA": ("Va.", "Virginia", "Richmond"),
    "WA": ("Wash.", "Washington", "Olympia"),
    "WV": ("W.Va.", "West Virginia", "Charleston"),
    "WI": ("Wis.", "Wisconsin", "Madison"),
    "WY": ("Wyo.", "Wyoming", "Cheyenne"),
    "DC": ("D.C.", "District of Columbia", "Washington"),
}

PROVINCES = {
    "AB": ("Alta.", "Alberta", "Edmonton"),
    "BC": ("B.C.", "British Columbia", "Victoria"),
    "MB": ("Man.", "Manitoba", "Winnipeg"),
    "NB": ("N.B.", "New Brunswick", "Fredericton"),
    "NL": ("N.L.", "Newfoundland and Labrador", "St. John's"),
    "NS": ("N.S.", "Nova Scotia", "Halifax"),
    "NT": ("N.W.T.", "Northwest Territories", "Yellowknife"),
    "NU": ("Nunavut", "Nunavut", "Iqaluit"),
    "ON": ("Ont.", "Ontario", "Toronto"),
    "PE": ("P.E.I.", "Prince Edward Island", "Charlottetown"),
    "QC": ("Que.", "Quebec", "Montreal"),
    "SK": ("Sask.", "Saskatchewan", "Regina"),
    "YT": ("Yukon", "Yukon", "Whitehorse"),
}

CAPITALS = [
    ("Ankara", "TR"),
    ("Kyiv", "UA"),
    ("Washington", "US"),
    ("London", "GB"),
    ("Beijing", "CN"),
    ("New Delhi", "IN"),
    ("Canberra", "AU"),
    ("Brasília", "BR"),
    ("Ottawa", "CA"),
    ("Abuja", "NG"),
    ("Bern", "CH"),
    ("Pretoria", "ZA"),
    ("Colombo", "LK"),
    ("Astana", "KZ"),
    ("Naypyidaw", "MM"),
    ("Juba", "SS"),
    ("Pristina", "XK"),
    ("Jerusalem", "IL"),
    ("Gitega", "BI"),
    ("Dodoma", "TZ"),
]

AREAS = [
    # name, kind, country; then a point that is in or by it, and how far off the answer may be, km
    ("Alberta", "ADM1", "CA", (55.0, -115.0), 200),
    ("Bavaria", "ADM1", "DE", (48.9, 11.4), 100),
    ("Queensland", "ADM1", "AU", (-22.5, 144.5), 300),
    ("Tamil Nadu", "ADM1", "IN", (10.9, 78.4), 100),
    ("Sichuan", "ADM1", "CN", (30.6, 102.7), 200),
    ("Georgia, USA", "ADM1", "US", (32.7, -83.4), 100),
    ("Anderson County, South Carolina", "ADM2", "US", (34.52, -82.64), 20),
    ("Orange County, California", "ADM2", "US", (33.7, -117.8), 20),
    ("Cook County, Illinois", "ADM2", "US", (41.8, -87.8), 40),
    ("Maui County, Hawaii", "ADM2", "US", (20.8, -156.5), 80),
    ("Gaza Strip", "ADM1", "PS", (31.42, 34.37), 20),
    ("West Bank", "ADM1", "PS", (31.95, 35.25), 40),
    ("Crimea", "ADM1", "UA", (45.2, 34.3), 60),
    ("Tibet", "ADM1", "CN", (31.0, 89.0), 500),
    ("Xinjiang", "ADM1", "CN", (41.5, 85.5), 400),
    ("Tigray", "ADM1", "ET", (13.9, 38.8), 100),
    ("Donbas", "RGN", "UA", (48.3, 38.3), 80),
    ("Nagorno-Karabakh", "RGN", "AZ", (39.8, 46.75), 60),
    ("Golan Heights", "RGN", "SY", (33.0, 35.8), 40),
    ("Transnistria", None, "MD", (47.2, 29.2), 80),
    ("Abkhazia", None, "GE", (43.0, 41.1), 60),
    ("South Ossetia", None, "GE", (42.3, 44.0), 60),
    ("Kashmir", None, None, (34.3, 75.0), 250),
    ("Darfur", None, "SD", (13.0, 25.0), 200),
    ("the Sahel", "RGN", "", (15.0, 8.0), 1500),
    ("the Balkans", None, "", (43.0, 21.5), 400),
    ("the Caucasus", None, "", (42.5, 44.5), 250),
    ("the Middle East", "RGN", "", (31.0, 42.0), 1000),
    ("the Gulf", "GULF", "", (26.9, 51.5), 250),
    ("Black Sea", "SEA", "", (43.3, 34.2), 200),
    ("South China Sea", "SEA", "", (13.0, 114.0), 500),
    ("Strait of Hormuz", "STRT", "", (26.5, 56.4), 50),
    ("Bab-el-Mandeb", "STRT", "", (12.6, 43.4), 50),
    ("Bosphorus", "STRT", "", (41.1, 29.06), 20),
    ("Taiwan Strait", "STRT", "", (24.5, 119.5), 150),
    ("Suez Canal", "CNL", "EG", (30.6, 32.33), 60),
    ("Panama Canal", "CNL", "PA", (9.1, -79.7), 40),
    ("Africa", "CONT", "", (7.0, 20.0), 700),
    ("Asia", "CONT", "", (45.0, 90.0), 1500),
    ("Europe", "CONT", "", (52.0, 15.0), 900),
    ("North America", "CONT", "", (48.0, -100.0), 1000),
    ("South America", "CONT", "", (-15.0, -60.0), 800),
    ("Oceania", "CONT", "", (-20.0, 140.0), 2500),
    ("Antarctica", "CONT", "AQ", (-90.0, 0.0), 10),
]

TOWNS = [("Suez", "EG"), ("Panama", "PA"), ("Gaza", "PS"), ("Gibraltar", "GI")]

AIRPORTS = [
    # what is asked, country, kind, latitude, longitude
    ("Vnukovo", "RU", "AIRP", 55.59, 37.27),
    ("Vnukovo International Airport", "RU", "AIRP", 55.59, 37.27),
    ("VKO", "RU", "AIRP", 55.59, 37.27),
    ("Ankara Airport", "TR", "AIRP", 40.13, 32.99),
    ("ESB", "TR", "AIRP", 40.13, 32.99),
    ("Heathrow", "GB", "AIRP", 51.47, -0.46),
    ("LHR", "GB", "AIRP", 51.47, -0.46),
    ("JFK", "US", "AIRP", 40.64, -73.78),
    ("Charles de Gaulle Airport", "FR", "AIRP", 49.01, 2.55),
    ("Brussels Airport", "BE", "AIRP", 50.90, 4.48),
    ("BRU, Belgium", "BE", "AIRP", 50.90, 4.48),
    ("Liege Airport", "BE", "AIRP", 50.64, 5.44),
    ("Luxembourg Airport", "LU", "AIRP", 49.62, 6.20),
    ("Kunming Airport", "CN", "AIRP", 25.10, 102.93),
    ("Nouakchott Airport", "MR", "AIRP", 18.31, -15.97),
    ("Navi Mumbai Airport", "IN", "AIRP", 18.99, 73.07),
    ("Damascus International Airport", "SY", "AIRP", 33.41, 36.51),
    ("Luis Munoz Marin Airport", "PR", "AIRP", 18.44, -66.00),
    ("Incirlik Air Base", "TR", "AIRB", 37.00, 35.43),
    ("Ramstein Air Base", "DE", "AIRB", 49.44, 7.60),
    ("Al Udeid Air Base", "QA", "AIRB", 25.12, 51.31),
    ("Joint Base Andrews", "US", "AIRB", 38.81, -76.87),
    ("RAF Akrotiri", "CY", "AIRB", 34.59, 32.99),
]

LANDMARKS = [
    ("No. 10", "10 Downing Street", "GB", 51.50, -0.13),
    ("the Kremlin", "Kremlin", "RU", 55.75, 37.62),
    ("Bürgenstock", "Bürgenstock Resort", "CH", 47.00, 8.38),
    ("White House", "White House", "US", 38.90, -77.04),
    ("Élysée", "Élysée Palace", "FR", 48.87, 2.32),
    ("Dolmabahçe Palace", "Dolmabahçe Palace", "TR", 41.04, 29.00),
    ("Zaporizhzhia nuclear power plant", None, "UA", 47.51, 34.59),
    ("Chernobyl nuclear power plant", None, "UA", 51.39, 30.10),
    ("Rafah crossing", "Rafah Border Crossing", "PS", 31.25, 34.26),
    ("UN headquarters", None, "US", 40.75, -73.97),
    ("NATO headquarters", None, "BE", 50.88, 4.42),
    ("IAEA headquarters", None, "AT", 48.24, 16.42),
    ("OPEC headquarters", None, "AT", 48.21, 16.37),
    ("African Union headquarters", None, "ET", 9.00, 38.74),
    ("European Commission", None, "BE", 50.84, 4.38),
    ("the Pentagon", None, "US", 38.87, -77.06),
    ("Natanz nuclear facility", None, "IR", 33.72, 51.73),
    ("US Capitol", None, "US", 38.89, -77.01),
    ("Reichstag", None, "DE", 52.52, 13.38),
    ("Great Hall of the People", None, "CN", 39.90, 116.39),
]

DEMONYMS = [
    ("Turkish", "Turkey"),
    ("Ukrainian", "Ukraine"),
    ("Dutch", "Netherlands"),
    ("Emirati", "United Arab Emirates"),
    ("Filipino", "Philippines"),
    ("Congolese", "Republic of the Congo"),
    ("Kosovar", "Kosovo"),
]


def apart_km(name: str, lat_deg: float, lon_deg: float) -> float:
    found = geocode(name)
    return inverse(found.lon_deg, found.lat_deg, lon_deg, lat_deg).distance_m / 1000


@pytest.mark.parametrize("postal", STATES)
def test_a_state_narrows_by_name_and_both_abbreviations(postal: str) -> None:
    press, name, seat = STATES[postal]
    for qualifier in (postal, press, name):
        found = geocode(f"{seat}, {qualifier}")
        assert (found.name, found.admin1, found.country) == (seat, name, "US"), qualifier


@pytest.mark.parametrize("postal", PROVINCES)
def test_a_province_narrows_by_name_and_both_abbreviations(postal: str) -> None:
    press, name, seat = PROVINCES[postal]
    for qualifier in (postal, press, name):
        found = geocode(f"{seat}, {qualifier}")
        assert (found.admin1, found.country) == (name, "CA"), qualifier
        assert geocode(f"{seat}, {name}").geonameid == found.geonameid, qualifier


@pytest.mark.parametrize(
    ("name", "country"),
    [(row[1], "US") for postal, row in STATES.items() if postal != "DC"]
    + [(row[1], "CA") for row in PROVINCES.values()],
)
def test_a_state_is_found_within_its_country(name: str, country: str) -> None:
    if name in {"New York", "Washington", "Quebec"}:  # the cities come first
        name = {"Quebec": "Province of Quebec"}.get(name, f"{name} State")
    found = geocode(name, country=country)
    assert (found.kind, found.country, found.basis) == ("ADM1", country, Basis.AREA)


@pytest.mark.parametrize(("name", "country"), CAPITALS)
def test_a_capital_is_of_the_kind(name: str, country: str) -> None:
    found = geocode(name)
    assert (found.kind, found.country) == ("PPLC", country)


@pytest.mark.parametrize(("name", "kind", "country", "point", "off_km"), AREAS)
def test_areas_are_there(
    name: str, kind: str | None, country: str | None, point: tuple[float, float], off_km: float
) -> None:
    found = geocode(name)
    assert kind is None or found.kind == kind
    assert country is None or found.country == country
    assert found.basis in {Basis.AREA, Basis.EDITOR}
    assert apart_km(name, *point) <= off_km


@pytest.mark.parametrize(
    ("name", "kind", "country", "lat_deg", "lon_deg"),
    [(name, kind, country, lat, lon) for name, country, kind, lat, lon in AIRPORTS],
)
def test_airports_are_known_by_name_city_and_code(
    name: str, kind: str, country: str, lat_deg: float, lon_deg: float
) -> None:
    found = geocode(name)
    assert (found.kind, found.country) == (kind, country)
    assert apart_km(name, lat_deg, lon_deg) < 4


@pytest.mark.parametrize(("asked", "name", "country", "lat_deg", "lon_deg"), LANDMARKS)
def test_landmarks_are_there(
    asked: str, name: str | None, country: str, lat_deg: float, lon_deg: float
) -> None:
    found = geocode(asked)
    assert name is None or found.name == name
    assert found.country == country
    assert found.basis is Basis.EDITOR
    assert apart_km(asked, lat_deg, lon_deg) < 3
    assert round(found.lat_deg, 2) == found.lat_deg
    assert round(found.lon_deg, 2) == found.lon_deg


@pytest.mark.parametrize(("name", "country"), TOWNS)
def test_a_town_is_not_taken_for_what_is_named_after_it(name: str, country: str) -> None:
    found = geocode(name)
    assert found.country == country
    assert found.kind.startswith(("PPL", "PCL"))


@pytest.mark.parametrize(("demonym", "country"), DEMONYMS)
def test_a_demonym_is_no_place_but_is_known(demonym: str, country: str) -> None:
    with pytest.raises((PlaceNotFound, PlaceAmbiguous)) as error:
        geocode(demonym)
    assert country in str(error.value)
