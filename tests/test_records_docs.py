"""docs/brief.md: every example in it works, and no key is missing from it."""

import re
from pathlib import Path
from typing import Any

import pytest

from geobrief.errors import BriefError
from geobrief.model.parse.structure import schema
from geobrief.records import read_brief
from geobrief.records.rows import COLUMNS

DOC = (Path(__file__).resolve().parent.parent / "docs" / "brief.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)( wrong)?\n(.*?)^```$", DOC, re.DOTALL | re.MULTILINE)
KINDS = {"yaml", "json", "csv", "geojson"}
FILES = [(kind, text) for kind, wrong, text in BLOCKS if kind in KINDS and not wrong]
PROGRAMS = [text for kind, _, text in BLOCKS if kind == "python"]


def keys_of(part: Any) -> set[str]:  # noqa: ANN401
    found = set(part.get("properties", ())) if isinstance(part, dict) else set()
    for entry in part.values() if isinstance(part, dict) else ():
        found |= keys_of(entry)
    return found


@pytest.mark.parametrize(("kind", "text"), FILES)
def test_every_file_in_the_documentation_is_read(tmp_path: Path, kind: str, text: str) -> None:
    path = tmp_path / f"example.{kind}"
    path.write_text(text, encoding="utf-8")
    brief = read_brief(path)
    assert brief.title
    assert brief.notes == ()


@pytest.mark.parametrize("text", PROGRAMS)
def test_every_program_in_the_documentation_runs(text: str) -> None:
    exec(compile(text, "docs/brief.md", "exec"), {})  # noqa: S102 - our own documentation


def test_the_wrong_example_is_wrong_as_it_is_said_to_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (wrong,) = (text for _, is_wrong, text in BLOCKS if is_wrong)
    (messages,) = (text for kind, _, text in BLOCKS if kind == "text")
    Path("visit.yaml").write_text(wrong, encoding="utf-8")
    with pytest.raises(BriefError) as caught:
        read_brief("visit.yaml")
    assert str(caught.value) == messages.rstrip()


def test_the_documentation_has_all_kinds_of_examples() -> None:
    assert {kind for kind, _ in FILES} == KINDS
    assert len(PROGRAMS) >= 2


def test_every_key_and_column_is_documented_and_no_other() -> None:
    first_cells = "\n".join(re.findall(r"^\| (.*?) \|", DOC, re.MULTILINE))
    told = set(re.findall(r"`([a-z_]+)`", first_cells))
    inside_others = {"text", "leader", "center", "width_km"}
    assert told == keys_of(schema()) - inside_others | set(COLUMNS)
    assert all(f"`{key}`" in DOC for key in inside_others)


def test_the_complete_example_has_every_key() -> None:
    complete = max((text for kind, text in FILES if kind == "yaml"), key=len)
    missing = {key for key in keys_of(schema()) if not re.search(rf"\b{key}:", complete)}
    assert missing == set()
