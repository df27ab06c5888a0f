"""Areas of a brief: names, and outlines of whatever kind of GeoJSON."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geobrief.errors import BriefError
from geobrief.model import Area, Brief
from geobrief.model.parse.areas import MOST_POINTS

SQUARE = [[10.0, 50.0], [11.0, 50.0], [11.0, 51.0], [10.0, 51.0], [10.0, 50.0]]
HOLE = [[10.2, 50.2], [10.2, 50.4], [10.4, 50.4], [10.2, 50.2]]
OTHER = [[20.0, 50.0], [21.0, 50.0], [21.0, 51.0], [20.0, 50.0]]


def polygon(*rings: object) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": list(rings)}


def outline_of(geojson: object) -> Any:  # noqa: ANN401
    (area,) = Brief.from_dict({"title": "A", "areas": [{"geojson": geojson}]}).areas
    return area.geojson


def problems_of(geojson: object) -> list[str]:
    with pytest.raises(BriefError) as caught:
        outline_of(geojson)
    return [str(problem) for problem in caught.value.problems]


def test_a_bare_name_is_an_area() -> None:
    areas = Brief.from_dict({"title": "A", "areas": ["Norway", {"name": "TR", "label": "B"}]}).areas
    assert [(area.name, area.label, area.text) for area in areas] == [
        ("Norway", "", "Norway"),
        ("TR", "B", "B"),
    ]


def test_a_bare_name_is_checked_as_any_name() -> None:
    with pytest.raises(BriefError, match=r"areas\[1\].name: name is empty"):
        Brief.from_dict({"title": "A", "areas": ["Norway", " "]})


@pytest.mark.parametrize(
    "geojson",
    [
        polygon(SQUARE, HOLE),
        polygon([[*point, 12] for point in SQUARE], HOLE),
        {"type": "Feature", "properties": None, "geometry": polygon(SQUARE, HOLE), "id": 4},
        {"type": "MultiPolygon", "coordinates": [[SQUARE, HOLE]]},
        {
            "type": "FeatureCollection",
            "features": [{"type": "Feature", "properties": {}, "geometry": polygon(SQUARE, HOLE)}],
        },
    ],
)
def test_one_polygon_is_a_polygon_however_it_is_wrapped(geojson: dict[str, Any]) -> None:
    assert outline_of(geojson) == polygon(SQUARE, HOLE)


def test_several_polygons_are_one_outline() -> None:
    features = [{"type": "Feature", "geometry": polygon(ring)} for ring in (SQUARE, OTHER)]
    assert outline_of({"type": "FeatureCollection", "features": features}) == {
        "type": "MultiPolygon",
        "coordinates": [[SQUARE], [OTHER]],
    }


def test_an_outline_may_run_along_the_antimeridian_and_a_pole() -> None:
    ring = [[-180, -90], [180, -90], [180, -70], [0, -65], [-180, -70], [-180, -90]]
    assert outline_of(polygon(ring)) == polygon(ring)


def test_each_wrong_ring_is_told_by_itself() -> None:
    wrong = [[[1, 1], [2, 2]], [[1, 1], [2, 1], [2, 2], [3, 3]]]
    first, second = problems_of(polygon(*wrong))
    assert first.startswith("areas[0].geojson.coordinates[0]: a ring has at least three points")
    assert second.startswith("areas[0].geojson.coordinates[1]: the ring is not closed")


def test_an_outline_has_an_end() -> None:
    ring = [[i / MOST_POINTS, 0] for i in range(MOST_POINTS + 1)] + [[0, 1], [0, 0]]
    (problem,) = problems_of(polygon(ring))
    assert problem.startswith("areas[0].geojson: the outline has 20,003 points; 20,000 is the most")


def test_polygons_that_overlap_are_no_outline() -> None:
    (problem,) = problems_of({"type": "MultiPolygon", "coordinates": [[SQUARE], [SQUARE]]})
    assert problem.startswith("areas[0].geojson: the outline is not sound")


def test_what_is_sound_of_a_brief_with_a_wrong_area_is_kept() -> None:
    data = {"title": "A", "areas": [{"geojson": polygon([]), "label": "B"}, "Norway"]}
    with pytest.raises(BriefError) as caught:
        Brief.from_dict(data)
    rest = caught.value.rest
    assert rest is not None
    assert [area.name for area in rest.areas] == ["Norway"]
    assert rest.areas[0].origin.field == "areas[1]"


@pytest.mark.parametrize("fields", [{}, {"name": "A", "geojson": polygon(SQUARE)}])
def test_an_area_is_one_thing(fields: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="a name or a geojson, and not both"):
        Area(**fields)


odd = st.recursive(
    st.none() | st.booleans() | st.integers(-200, 200) | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=5)
        | st.fixed_dictionaries(
            {},
            optional={
                "type": st.sampled_from(
                    ["Polygon", "MultiPolygon", "Feature", "FeatureCollection"]
                ),
                "coordinates": inner,
                "geometry": inner,
                "features": inner,
            },
        )
    ),
    max_leaves=30,
)


@given(geojson=odd)
def test_whatever_stands_for_an_outline_is_one_or_refused(geojson: object) -> None:
    try:
        outline = outline_of(geojson)
    except BriefError as error:
        problems = error.problems
    else:
        problems = ()
        assert outline["type"] in {"Polygon", "MultiPolygon"}
    assert all(str(problem).isprintable() for problem in problems)
