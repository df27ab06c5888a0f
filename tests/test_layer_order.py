"""The house's one rule of building: an import goes down only."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

import geobrief

ROOT = Path(geobrief.__file__).parent

STOREYS = (
    ("errors", "lazy", "progress", "version"),
    ("fonts", "language"),
    ("model", "files"),
    ("records", "gazetteer", "geodesy"),
    ("route", "projection", "timeline"),
    ("basemap",),
    ("layers", "nearby"),
    ("check",),
    ("style",),
    ("scene",),
    ("render",),
    ("geobrief",),  # the public surface, __init__.py
    ("cli",),
    ("__main__",),
)
RANK = {part: rank for rank, storey in enumerate(STOREYS) for part in storey}

LOOKS_UP = {("model/brief.py", "geobrief")}
"""A brief shows itself in a notebook: the one look upwards, inside the function that does it."""


class Import(NamedTuple):
    """One name that one file imports."""

    file: str
    """Path inside the package, with slashes."""
    line: int
    name: str
    """The first name after `geobrief.`, or the name of a foreign package."""
    foreign: bool
    at_top: bool
    """Runs when the module is imported."""


def files() -> list[Path]:
    return sorted(ROOT.rglob("*.py"))


def part_of(file: str) -> str:
    """Return the storey's part that a file belongs to."""
    first = file.split("/", 1)[0].removesuffix(".py")
    return "geobrief" if first == "__init__" else first


def imports() -> Iterator[Import]:
    for path in files():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        file = path.relative_to(ROOT).as_posix()
        top = set(map(id, _at_top(tree)))
        for node in ast.walk(tree):
            for module, name in _imported(node):
                if (module, name) == ("geobrief", "__version__"):
                    continue  # a constant, which everyone may print
                words = module.split(".")
                ours = words[0] == "geobrief"
                inner = words[1:] or ([name] if name in PARTS else ["geobrief"])
                yield Import(
                    file,
                    node.lineno,  # type: ignore[attr-defined] # imports have one
                    inner[0] if ours else words[0],
                    not ours,
                    id(node) in top,
                )


def _imported(node: ast.AST) -> Iterator[tuple[str, str]]:
    if isinstance(node, ast.Import):
        for alias in node.names:
            yield alias.name, ""
    elif isinstance(node, ast.ImportFrom):
        assert node.level == 0, "imports are absolute here"
        for alias in node.names:
            yield node.module or "", alias.name


def _at_top(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what runs on import: neither functions nor `if TYPE_CHECKING:`."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
            continue
        yield child
        yield from _at_top(child)


PARTS = {part_of(path.relative_to(ROOT).as_posix()) for path in files()}
ALL = list(imports())


def test_every_part_has_its_storey() -> None:
    assert set(RANK) >= PARTS


def test_there_is_something_to_hold() -> None:
    assert len(ALL) > 100
    assert {"errors", "model", "layers", "cli"} <= {one.name for one in ALL if not one.foreign}


def test_imports_go_down_only() -> None:
    wrong = [
        f"{one.file}:{one.line} imports geobrief.{one.name}"
        for one in ALL
        if not one.foreign
        and part_of(one.file) != one.name
        and RANK[one.name] >= RANK[part_of(one.file)]
        and (one.file, one.name) not in LOOKS_UP
    ]
    assert not wrong, "\n".join(wrong)


def test_the_look_upwards_is_inside_a_function() -> None:
    seen = [one for one in ALL if (one.file, one.name) in LOOKS_UP]
    assert len(seen) == 1
    assert not seen[0].at_top


def test_only_the_command_line_uses_typer() -> None:
    assert {part_of(one.file) for one in ALL if one.name == "typer"} == {"cli"}


def test_only_geodesy_uses_geod() -> None:
    users = {
        path.relative_to(ROOT).as_posix()
        for path in files()
        if any(
            isinstance(node, ast.Name | ast.alias)
            and (node.id if isinstance(node, ast.Name) else node.name) == "Geod"
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        )
    }
    assert users == {"geodesy.py"}


NETWORK = {"aiohttp", "ftplib", "http", "httpx", "requests", "smtplib", "socket", "urllib3"}


def test_nothing_touches_the_network() -> None:
    wrong = [f"{one.file}:{one.line} {one.name}" for one in ALL if one.name in NETWORK]
    sources = {path: path.read_text(encoding="utf-8") for path in files()}
    wrong += [str(path) for path, text in sources.items() if "urllib.request" in text]
    assert not wrong, "\n".join(wrong)


def test_nothing_comes_from_outside_what_is_required() -> None:
    required = {
        *("folium", "branca", "jinja2", "geopandas", "jsonschema", "numpy", "pandas", "pyogrio"),
        *(
            "babel",
            "mgrs",
            "pyproj",
            "resvg_py",
            "ruamel",
            "shapely",
            "typer",
            "typst",
            "uharfbuzz",
        ),
    }
    foreign = {one.name for one in ALL if one.foreign} - sys.stdlib_module_names
    assert foreign <= required


SPEAKS = {"print", "input", "exit", "quit", "sys.exit", "os._exit", "SystemExit"}


@pytest.mark.parametrize("path", files(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_only_the_command_line_prints_and_exits(path: Path) -> None:
    part = part_of(path.relative_to(ROOT).as_posix())
    if part in {"cli", "__main__"}:
        return
    tree = ast.parse(path.read_text(encoding="utf-8"))
    calls = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    streams = {ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert not calls & SPEAKS
    assert not streams & {"sys.stdout", "sys.stderr"}
