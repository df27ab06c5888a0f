"""What `import geobrief` hands out, and what it costs."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

import geobrief
import geobrief.model

HEAVY = ("folium", "geopandas", "jsonschema", "numpy", "pandas", "pyogrio", "pyproj", "shapely")
HEAVY += ("resvg_py", "typst", "uharfbuzz")
SURFACE = [
    "Brief",
    "BriefError",
    "DataError",
    "GeobriefError",
    "GlyphError",
    "InputError",
    "Layers",
    "Leg",
    "Location",
    "Nearby",
    "OutputError",
    "PlaceAmbiguous",
    "PlaceError",
    "PlaceNotFound",
    "Route",
    "ViewError",
    "__version__",
    "brief_of_frame",
    "brief_of_places",
    "build_layers",
    "candidates",
    "check_brief",
    "distance",
    "distance_matrix",
    "geocode",
    "near",
    "notebook_html",
    "read_brief",
    "read_layers",
    "render_html",
    "render_pdf",
    "render_png",
    "render_svg",
    "write_layers",
]


def loaded_by(code: str) -> set[str]:
    """Return the modules that a fresh process has loaded after `code`."""
    program = f"import json, sys\n{code}\nprint(json.dumps(sorted(sys.modules)))"
    answer = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, text=True
    )
    return set(json.loads(answer.stdout.splitlines()[-1]))


def test_the_surface_is_this_list() -> None:
    assert geobrief.__all__ == sorted(SURFACE) == SURFACE
    assert dir(geobrief) == SURFACE


@pytest.mark.parametrize("name", SURFACE)
def test_every_name_is_there_and_documented(name: str) -> None:
    value = getattr(geobrief, name)
    assert isinstance(value, str) or value.__doc__


def test_type_checkers_see_the_same_names() -> None:
    tree = ast.parse(Path(geobrief.__file__).read_text(encoding="utf-8"))
    block = next(node for node in tree.body if isinstance(node, ast.If))
    seen = {
        alias.asname or alias.name
        for node in block.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert seen == set(SURFACE)


def test_other_names_are_not_there() -> None:
    with pytest.raises(AttributeError, match="'distanse'"):
        _ = geobrief.distanse


def test_importing_it_loads_next_to_nothing() -> None:
    ours = {name for name in loaded_by("import geobrief") if name.startswith("geobrief")}
    assert ours == {"geobrief", "geobrief.lazy"}


def test_the_model_is_lent_lazily_too() -> None:
    loaded = loaded_by("from geobrief.model import Location")
    assert "geobrief.model.location" in loaded
    assert "geobrief.model.brief" not in loaded
    for name in geobrief.model.__all__:
        assert getattr(geobrief.model, name).__name__ == name


PARTS = sorted(
    path.stem
    for path in Path(geobrief.__file__).parent.iterdir()
    if (path / "__init__.py").is_file() or (path.suffix == ".py" and path.stem[0] != "_")
)


@pytest.mark.parametrize(
    "code",
    [
        "import geobrief; geobrief.geocode('Ankara')",
        "import geobrief.cli.app",
        "import " + ", ".join(f"geobrief.{part}" for part in PARTS),
    ],
    ids=["a look-up", "the command line", "every part"],
)
def test_nothing_heavy_is_loaded_before_it_is_needed(code: str) -> None:
    assert not loaded_by(code) & set(HEAVY)


def test_a_distance_needs_pyproj_only() -> None:
    loaded = loaded_by("import geobrief; geobrief.distance('Ankara', 'Istanbul').km")
    assert loaded & set(HEAVY) == {"pyproj"}


def test_one_line_each_from_python() -> None:
    assert round(geobrief.distance("Ankara", "Istanbul").km, 1) == 352.7
    assert geobrief.geocode("Kyiv").country == "UA"
    assert geobrief.Brief.from_dict({"format": 1, "title": "t"}).title == "t"
