"""Hostile text in every field of every input comes out of every file and terminal as it went in."""

from __future__ import annotations

import csv
import io
import json
import re
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from hostile import EVERYTHING, FAMILIES, REFUSED, filled, text_fields

from geobrief.cli import main
from geobrief.errors import BriefError
from geobrief.files import layers_dir, page_path, slug, story_name
from geobrief.layers import build_layers, cell_text, read_layers, write_layers
from geobrief.model import Brief
from geobrief.model.parse import text_flaw
from geobrief.records import brief_of_places, read_brief
from geobrief.records.rows import COLUMNS
from geobrief.render import render_html
from geobrief.scene.text import shorten

if TYPE_CHECKING:
    from pathlib import Path

    from geobrief.layers import Layers

COUNT = len(EVERYTHING)

ACTED_ON = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
"""What no terminal may get, but for the line feed."""

SAMPLE = tuple(family[number % len(family)] for number, family in enumerate(FAMILIES.values()))

NOT_IN_LAYERS = {
    ("people", "*", "evidence"),
    ("people", "*", "alternatives", "*"),
    ("names", "*"),
    *(
        path
        for path in text_fields()
        if path[0] in {"areas", "background", "publish", "view"} or len(path) == 1
    ),
    ("source", "name"),
    ("source", "url"),
}
"""Texts of a brief that are no part of any layer; a new field is, unless it is named here."""


def square(lat: float, lon: float) -> dict[str, Any]:
    ring = [[lon, lat], [lon + 1, lat], [lon + 1, lat + 1], [lon, lat]]
    return {"type": "Polygon", "coordinates": [ring]}


def write(path: tuple[str, ...], number: int) -> Any:  # noqa: ANN401
    """Give each field of each entry a hostile text, and those that name something what it needs."""
    text = EVERYTHING[number]
    special = {
        "lat": 30 + number // 16 * 2,
        "lon": 10 + number % 16 * 2.5,
        "width_km": 5000,
        "confidence": 0.5,
        "geonameid": None,
        "date": "2025-05-15",
        "language": "en",
        "geojson": square(30 + number // 16 * 2, 10 + number % 16 * 2.5),
        "when": "2025-05-15",
        "url": "https://example.org/?q=" + "".join(text.split()),
        "image": "https://example.org/x.png?q=" + "".join(text.split()),
    }
    if path[-1] in special:
        return special[path[-1]]
    if path[-1] == "to" and path[0] != "background":
        return EVERYTHING[(number + 1) % COUNT]
    return f"{text} alias" if "aliases" in path else text


@cache
def hostile_data() -> dict[str, Any]:
    return filled(COUNT, write)


@pytest.fixture(scope="module")
def layers() -> Layers:
    return build_layers(Brief.from_dict(hostile_data()))


def written(value: object, path: tuple[str, ...] = ()) -> dict[tuple[str, ...], list[str]]:
    """Return all texts of a brief's data by the path of their field."""
    found: dict[tuple[str, ...], list[str]] = {}
    if isinstance(value, str):
        return {path: [value]}
    pairs = value.items() if isinstance(value, dict) else []
    inner = [((*path, "*" if path == ("names",) else key), part) for key, part in pairs]
    inner += [((*path, "*"), part) for part in (value if isinstance(value, list) else [])]
    for where, part in inner:
        for key, texts in written(part, where).items():
            found.setdefault(key, []).extend(texts)
    return found


def test_every_text_of_the_schema_is_tried() -> None:
    there = written(hostile_data())
    assert set(text_fields()) <= set(there)
    for path in text_fields():
        if (
            len(path) > 1
            and path[0] not in {"source", "publish", "view", "names"}
            and path[-1] != "when"
        ):
            assert len(there[path]) == COUNT, path


def test_every_family_has_strings_and_no_two_are_one_name() -> None:
    assert all(FAMILIES.values())
    assert len(brief_of_places(EVERYTHING).places) == COUNT


@pytest.mark.parametrize("text", REFUSED)
@pytest.mark.parametrize("field", ["title", "summary"])
def test_what_would_break_a_page_is_refused(text: str, field: str) -> None:
    with pytest.raises(BriefError) as caught:
        Brief.from_dict({"title": "A", field: f"x{text}y"})
    assert all(problem.what.isprintable() for problem in caught.value.problems)


# --- every input


def in_json(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False)


def in_ascii(data: dict[str, Any]) -> str:
    return json.dumps(data)


def in_yaml(data: Any, margin: str = "") -> str:  # noqa: ANN401
    """Write YAML as people do: in blocks, texts in single quotes."""
    if isinstance(data, dict):
        rows = (f"{margin}{in_quotes(key)}:{_below(part, margin)}" for key, part in data.items())
        return "\n".join(rows)
    if isinstance(data, list):
        return "\n".join(f"{margin}-{_below(part, margin)}" for part in data)
    return in_quotes(data) if isinstance(data, str) else json.dumps(data)


def _below(part: Any, margin: str) -> str:  # noqa: ANN401
    inner = in_yaml(part, margin + "  ")
    return f"\n{inner}" if isinstance(part, dict | list) else f" {inner}"


def in_quotes(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


@pytest.mark.parametrize(
    ("suffix", "dump"),
    [(".json", in_json), (".json", in_ascii), (".yaml", in_ascii), (".yaml", in_yaml)],
)
def test_a_brief_is_read_as_it_was_written(tmp_path: Path, suffix: str, dump: Any) -> None:  # noqa: ANN401
    path = tmp_path / f"story{suffix}"
    path.write_text(dump(hostile_data()), encoding="utf-8", newline="")
    assert read_brief(path) == Brief.from_dict(hostile_data())


@pytest.mark.parametrize("text", [text for text in EVERYTHING if not text.startswith(" ")])
def test_a_block_of_yaml_is_read_as_it_was_written(tmp_path: Path, text: str) -> None:
    path = tmp_path / "story.yaml"  # a blank at the beginning would indent the block
    path.write_text(f"title: A\nsummary: |-\n  {text}\n", encoding="utf-8", newline="")
    assert read_brief(path).summary == text


def rows() -> list[dict[str, str]]:
    """Return records as a table has them; blanks around a cell are not part of it."""
    texts = {name: [text.strip() for text in EVERYTHING] for name in COLUMNS}
    fixed = {"when": "2025-05-15", "status": "planned", "lat": "41.0", "lon": "29.0"}
    fixed |= {"callout": "true"}
    for number, name in enumerate(("role", "side", "note")):
        texts[name] = texts[name][number + 1 :] + texts[name][: number + 1]
    return [
        {
            name: fixed.get(name) or texts[name][number]
            for name in COLUMNS
            if name not in {"from", "curve"}
        }
        for number in range(COUNT)
    ]


def check_rows(brief: Brief) -> None:
    assert len(brief.sightings) == len(brief.places) == len(brief.people) == COUNT
    for row, seen, place, person in zip(
        rows(), brief.sightings, brief.places, brief.people, strict=True
    ):
        assert (seen.who, seen.at, seen.note) == (row["who"], row["place"], row["note"])
        assert (place.name, place.country) == (row["place"], row["country"])
        assert (person.name, person.role, person.side) == (row["who"], row["role"], row["side"])


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("quoting", [csv.QUOTE_ALL, csv.QUOTE_MINIMAL], ids=["all", "minimal"])
def test_a_table_is_read_as_it_was_written(tmp_path: Path, delimiter: str, quoting: int) -> None:
    out = io.StringIO()
    names = list(rows()[0])
    writer = csv.DictWriter(out, names, delimiter=delimiter, quoting=quoting)
    writer.writeheader()
    writer.writerows(rows())
    path = tmp_path / "story.csv"
    path.write_text(out.getvalue(), encoding="utf-8", newline="")
    check_rows(read_brief(path))


def test_geojson_is_read_as_it_was_written(tmp_path: Path) -> None:
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [29.0, 41.0]},
            "properties": {key: text for key, text in row.items() if key not in {"lat", "lon"}}
            | {"callout": True},
        }
        for row in rows()
    ]
    path = tmp_path / "story.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
    check_rows(read_brief(path))


# --- every file that comes out


def test_every_text_is_in_the_layers(layers: Layers) -> None:
    tables = (layers.places, layers.sightings, layers.movements, layers.distances)
    kept = {
        part
        for table in tables
        for column in table.columns
        if column != "geometry"
        for text in table[column]
        for part in (text if isinstance(text, list) else [text])
        if isinstance(part, str)
    }
    there = written(hostile_data())
    for path in set(text_fields()) - NOT_IN_LAYERS:
        assert set(there[path]) <= kept, path


def test_each_entry_keeps_its_own_texts(layers: Layers) -> None:
    for table in (layers.places, layers.sightings, layers.movements, layers.distances):
        assert table["evidence"].tolist() == list(EVERYTHING)
        assert table["note"].tolist() == list(EVERYTHING)
        assert table["alternatives"].tolist() == [[text] for text in EVERYTHING]
    assert layers.places["name"].tolist() == list(EVERYTHING)
    assert layers.places["label"].tolist() == list(EVERYTHING)
    assert layers.sightings["who"].tolist() == list(EVERYTHING)
    assert layers.distances["claim"].tolist() == list(EVERYTHING)


def test_ids_are_plain_and_no_two_are_alike(layers: Layers) -> None:
    ids = layers.places["id"].tolist()
    assert len(set(ids)) == COUNT
    assert all(re.fullmatch(r"place-[a-z0-9]+(-[a-z0-9]+)*", one) for one in ids)


def test_files_hold_the_texts_and_read_back_equal(layers: Layers, tmp_path: Path) -> None:
    write_layers(layers, tmp_path, geopackage=True, sheets=True)
    for read in (read_layers(tmp_path), read_layers(tmp_path / "layers.gpkg")):
        for name in ("places", "sightings", "movements", "distances"):
            before, after = getattr(layers, name), getattr(read, name)
            assert after.drop(columns="geometry").equals(before.drop(columns="geometry"))
    text = (tmp_path / "places.csv").read_text(encoding="utf-8-sig")
    table = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [cell_text(row["note"]) for row in table] == list(EVERYTHING)
    assert not [row for row in table if row["name"].startswith(("=", "+", "-", "@"))]


@pytest.mark.parametrize("name", [*EVERYTHING, *REFUSED])
def test_a_file_name_leads_nowhere_else(name: str, tmp_path: Path) -> None:
    """A file of that name, as far as there can be one, gives outputs where they belong."""
    for story in (tmp_path / f"{name}.yaml", tmp_path / name / "brief.yaml"):
        made = story_name(story)
        for path in (page_path(made), layers_dir(made) / "places.geojson"):
            assert path.parts[0] in {"output", "layers"}
            assert len(path.parts) == (2 if path.suffix == ".html" else 3)
            assert ".." not in path.parts
            assert str(path).isprintable()
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug(name))


@pytest.mark.parametrize(
    "name", ["<img src=x onerror=window.hacked=1>", "\u202egpj.\u202c", "\x1b[31mred", "$(id) `id`"]
)
def test_a_file_of_a_hostile_name_is_mapped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / f"{name}.csv").write_text("place\nAnkara\n", encoding="utf-8")
    assert main(["map", f"{name}.csv"]) == 0
    out, err = capsys.readouterr()
    assert not ACTED_ON.search(out + err)
    paths = out.splitlines()
    assert len(paths) == 5
    assert all((tmp_path / path).is_file() for path in paths), paths
    assert {path.name for path in tmp_path.iterdir()} == {f"{name}.csv", "layers", "output"}


# --- the terminal


def run(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[str, str]:
    """Run a command line; it answers, or says what is wrong, and the terminal is left alone."""
    try:
        code = main(arguments)
    except SystemExit as stop:
        code = stop.code
    out, err = capsys.readouterr()
    assert code in {0, 2}, (arguments, err)
    assert not ACTED_ON.search(out + err), arguments
    assert "Traceback" not in err
    assert "fault in geobrief" not in err, err
    return out, err


def test_names_on_the_command_line_do_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    out, err = run(["geocode", "--", *EVERYTHING, *REFUSED, "Ankara"], capsys)
    assert "Ankara, Turkey" in out
    assert err.count("geobrief: error:") <= 21


@pytest.mark.parametrize("text", [*SAMPLE, *REFUSED[:6]])
def test_options_and_other_commands_do_nothing_with_them(
    capsys: pytest.CaptureFixture[str], text: str
) -> None:
    for arguments in (
        ["geocode", "--all", "--", text],
        ["geocode", "--near", text],
        ["geocode", "Ankara", "--country", text],
        ["geocode", "--limit", text, "--near", "Ankara"],
        ["distance", "--unit", text, "Ankara", "Doha"],
        ["map", text, "nowhere at all"],
        ["map", f"{text}.yaml"],
        [text],
        [f"--{text}"],
    ):
        run(arguments, capsys)


@pytest.mark.parametrize("text", SAMPLE)
def test_json_on_the_terminal_reads_back(capsys: pytest.CaptureFixture[str], text: str) -> None:
    out, _ = run(["geocode", "--json", "41.01, 28.95", "--", text], capsys)
    assert json.loads(out)[0]["query"] == "41.01, 28.95"
    out, _ = run(["distance", "--json", "\u00a041.01, 28.95\u2003", "Ankara"], capsys)
    assert json.loads(out)["legs"][0]["from"]["lat"] == 41.01


@pytest.mark.parametrize("text", [*SAMPLE, *REFUSED])
def test_keys_headings_and_properties_are_quoted_and_do_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    quoted = json.dumps(text)
    row = csv_row([text, "place"])
    feature = f'{{"type": "Feature", "geometry": null, "properties": {{{quoted}: 1}}}}'
    stories = {
        "key.yaml": f"title: A\n{quoted}: 1\n",
        "value.yaml": f"title: A\nsightings: [{{who: A, at: {quoted}, status: {quoted}}}]\n",
        "names.yaml": f"title: A\nplaces: [{{name: Ankara}}]\nnames: {{{quoted}: x}}\n",
        "key.json": f'{{"title": "A", {quoted}: 1}}',
        "heading.csv": f"{row}\nx,nowhere at all\n",
        "value.csv": f"place,when\n{csv_row([text, text])}\n",
        "property.geojson": f'{{"type": "FeatureCollection", "features": [{feature}]}}',
    }
    for name, story in stories.items():
        path = tmp_path / name
        path.write_text(story, encoding="utf-8", errors="surrogatepass", newline="")
        for command in ("map", "check"):
            said = "".join(run([command, str(path)], capsys))
            assert name in said


def test_a_check_of_it_all_tells_and_does_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "story.json"
    path.write_text(json.dumps(hostile_data()), encoding="utf-8")
    run(["check", str(path)], capsys)


def csv_row(cells: list[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow(cells)
    return out.getvalue()


@pytest.mark.parametrize(
    "text",
    [
        f"\u202e{'x' * 90}\u202c",
        f"\u2067a \u202b{'x' * 90}\u202c\u2069",
        f"\u202e\u202c {'x' * 90}\u2068y\u2069",
    ],
)
def test_a_label_that_is_cut_turns_nothing_after_it(text: str) -> None:
    for longest in range(3, 60):
        cut = shorten(text, longest=longest)
        assert cut.endswith("\u2026")
        assert text_flaw(cut) == ""


def test_names_of_prototypes_are_only_names() -> None:
    """`__proto__` and its like are keys of nothing, in Python or in the page's scene."""
    page = render_html(
        Brief.from_dict(
            {
                "title": "__proto__",
                "places": [
                    {"name": text, "lat": 40 + number, "lon": 30}
                    for number, text in enumerate(FAMILIES["names"][:5])
                ],
            }
        )
    )
    scene = json.loads(page.split('id="geobrief-scene">')[1].split("</script>")[0])
    keys = {key for value in walk(scene) if isinstance(value, dict) for key in value}
    assert not keys & set(EVERYTHING)


def walk(value: object) -> list[object]:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [value, *(part for one in inner for part in walk(one))]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("one \u2028 two", "one \u2028 two"),
        ("'one \u2029 two'", "one \u2029 two"),
        ('"one\u2028  two"', "one\u2028  two"),
        ("|-\n  one\u2028two\n  three", "one\u2028two\nthree"),
        (">-\n  one \u2028 two\n  three", "one \u2028 two three"),
        ("'\U000f0000 \u2028 \U000f0001'", "\U000f0000 \u2028 \U000f0001"),
    ],
)
def test_a_pasted_line_separator_is_kept_with_its_blanks(
    tmp_path: Path, written: str, read: str
) -> None:
    path = tmp_path / "story.yaml"
    path.write_text(f"title: A\nsummary: {written}\ncorrected: B\n", encoding="utf-8", newline="")
    brief = read_brief(path)
    assert (brief.summary, brief.corrected) == (read, "B")


def test_a_next_line_character_is_no_blank(tmp_path: Path) -> None:
    path = tmp_path / "story.yaml"
    path.write_text("title: one\x85two\n", encoding="utf-8", newline="")
    with pytest.raises(
        BriefError, match=r"line 1, title: 'one\\x85two' holds the character U\+0085"
    ):
        read_brief(path)


def test_names_too_long_for_one_title_are_all_mapped() -> None:
    long = [f"{number}{'x' * 250}" for number in range(3)]
    assert brief_of_places(long).title == f"{long[0]} and 2 more"
    assert brief_of_places([f"{number}{'x' * 298}" for number in range(3)]).title == "3 places"
