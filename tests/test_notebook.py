"""docs/notebook.ipynb: its cells run one after the other, as a notebook runs them.

Plain Python does it: a kernel and a client for it would be thirty packages more.
"""

import ast
import json
import re
from pathlib import Path
from typing import Any

import pytest

import geobrief

DOCS = Path(__file__).resolve().parent.parent / "docs"
NOTEBOOK = json.loads((DOCS / "notebook.ipynb").read_text(encoding="utf-8"))
CELLS = {cell["id"]: "".join(cell["source"]) for cell in NOTEBOOK["cells"]}
KINDS = {cell["id"]: cell["cell_type"] for cell in NOTEBOOK["cells"]}


def run(source: str, names: dict[str, Any], *, cell: str) -> object:
    """Run a cell and return what it shows: the value of its last line, if that is one."""
    tree = ast.parse(source, filename=cell)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, cell, "exec"), names)  # noqa: S102 - our own documentation
    if last is None:
        return None
    return eval(compile(ast.Expression(last.value), cell, "eval"), names)  # noqa: S307 - ours


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Run the notebook from the top in an empty folder, with nothing but its own names."""
    names: dict[str, Any] = {"__name__": "__main__"}
    shown = {}
    folder = tmp_path_factory.mktemp("notebook")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for key, source in CELLS.items():
            if KINDS[key] == "code":
                shown[key] = run(source, names, cell=key)
    return {"shown": shown, "names": names, "folder": folder}


def test_the_map_takes_ten_lines(ran: dict[str, Any]) -> None:
    assert len([line for line in CELLS["map"].splitlines() if line.strip()]) <= 10
    assert isinstance(ran["shown"]["map"], geobrief.Brief)


def test_the_brief_shows_itself_as_a_map_of_all_places(ran: dict[str, Any]) -> None:
    html = ran["shown"]["map"]._repr_html_()
    assert html.startswith("<iframe")
    for port in ran["names"]["calls"]["port"]:
        assert port in html


def test_the_points_are_the_frames_and_the_missing_one_is_looked_up(ran: dict[str, Any]) -> None:
    basis = ran["shown"]["places"].set_index("name")["basis"].to_dict()
    assert basis == {
        "Piraeus": "brief",
        "Izmir": "brief",
        "Çanakkale": "brief",
        "Istanbul": "gazetteer",
    }
    for name in ("Piraeus", "Izmir", "Çanakkale"):
        place = ran["names"]["brief"].place_of(name)
        assert geobrief.distance(f"{place.lat_deg}, {place.lon_deg}", name).km < 15


def test_what_is_not_used_is_named(ran: dict[str, Any]) -> None:
    (about_remark,) = ran["shown"]["check"]
    assert "the column remark is not used; did you mean note?" in about_remark
    assert "frame: columns not used: crew" in ran["names"]["brief"].notes


def test_the_text_tells_what_the_cells_show(ran: dict[str, Any]) -> None:
    assert set(ran["shown"]["layers"]["who"]) == {"Meltem"}
    assert (ran["shown"]["layers"]["distance_m"] > 100_000).all()
    (doubt,) = ran["shown"]["more"]
    assert "450 miles" in str(doubt)


def test_its_files_are_written(ran: dict[str, Any]) -> None:
    folder = ran["folder"]
    assert ran["shown"]["files"] is True
    assert "</html>" in (folder / "meltem.html").read_text(encoding="utf-8")
    assert (folder / "meltem.png").read_bytes().startswith(b"\x89PNG")
    assert sorted(path.name for path in folder.iterdir()) == [
        "meltem.html",
        "meltem.json",
        "meltem.png",
    ]


def test_it_is_a_notebook_without_anybodys_outputs() -> None:
    assert (NOTEBOOK["nbformat"], NOTEBOOK["nbformat_minor"]) == (4, 5)
    assert len(CELLS) == len(NOTEBOOK["cells"])
    for cell in NOTEBOOK["cells"]:
        assert re.fullmatch(r"[a-zA-Z0-9_-]{1,64}", cell["id"])
        if cell["cell_type"] == "code":
            assert cell["outputs"] == []
            assert cell["execution_count"] is None


def test_its_links_lead_somewhere() -> None:
    text = "\n".join(CELLS[key] for key, kind in KINDS.items() if kind == "markdown")
    links = re.findall(r"\]\(([\w./-]+)(?:#([\w-]+))?\)", text)
    assert links
    for target, anchor in links:
        page = (DOCS / target).read_text(encoding="utf-8")
        headings = re.findall(r"^#+ (.+)$", page, re.MULTILINE)
        ids = {re.sub(r"[^\w -]", "", one.lower()).replace(" ", "-") for one in headings}
        assert not anchor or anchor in ids, anchor
