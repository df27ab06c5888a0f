"""`geobrief new`: what is begun can be mapped as it is, and nothing is ever written over."""

import json
import re
import shlex
from datetime import date
from pathlib import Path

import pytest

import geobrief
from geobrief.check import check_brief
from geobrief.cli import main

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def files() -> set[str]:
    return {path.as_posix() for path in Path().rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("story", "path", "title"),
    [
        ("summit", "layers/summit/brief.yaml", "Summit"),
        ("Talks in Geneva", "layers/talks-in-geneva/brief.yaml", "Talks in Geneva"),
        ("talks-in-geneva", "layers/talks-in-geneva/brief.yaml", "Talks in geneva"),
        ("stories/summit.yaml", "stories/summit.yaml", "Summit"),
        ("a/brief.yml", "a/brief.yml", "A"),
        ('He said "no": #1', "layers/he-said-no-1/brief.yaml", 'He said "no": #1'),
        ("\u2028مسقط\x1b[31m", "layers/u645u633u642u637-31m/brief.yaml", "مسقط [31m"),
        ("con", "layers/story-con/brief.yaml", "Con"),
        ("x" * 400, f"layers/{'x' * 80}/brief.yaml", "X" + "x" * 299),
    ],
)
def test_where_a_story_begins_and_what_it_is_called(
    story: str, path: str, title: str, capsys: Capture
) -> None:
    assert main(["new", story]) == 0
    (made,) = files()
    told = capsys.readouterr()
    assert told.out == f"{Path(made)}\n"
    assert f"geobrief map {Path(made)} --open" in told.err
    if story.isascii():
        assert made == path
    brief = geobrief.read_brief(made)
    assert brief.title == title


def test_what_is_begun_is_sound_and_of_today() -> None:
    before = date.today()  # noqa: DTZ011 - the day here
    assert main(["new", "summit"]) == 0
    brief = geobrief.read_brief("layers/summit/brief.yaml")
    assert before <= brief.date <= date.today()  # type: ignore[operator] # noqa: DTZ011 - see above
    assert brief.sightings
    assert {one.status.value for one in brief.movements} == {"planned", "declined"}
    assert brief.distances
    layers = geobrief.build_layers(brief)
    assert (*brief.notes, *layers.notes) == ()
    report = check_brief(brief)
    assert (report.problems, report.notes) == ((), ())
    assert [doubt.rule for doubt in report.doubts] == ["invented"]
    assert len(report.doubts[0].also) == 6  # the people, and who is where
    assert report.doubts[0].origin.field == "summary"


def test_what_stands_behind_a_comment_may_be_used() -> None:
    assert main(["new", "summit"]) == 0
    path = Path("layers/summit/brief.yaml")
    text = path.read_text(encoding="utf-8")
    for key in ("areas", "view", "inset", "names", "corrected", "background", "publish"):
        assert f"\n# {key}: " in text
        text = text.replace(f"\n# {key}: ", f"\n{key}: ")
    text = text.replace("\n#   - {name: Earlier", "\n  - {name: Earlier")
    text = text.replace("  # - {name: The old mill", "  - {name: The old mill")
    path.write_text(text, encoding="utf-8")
    brief = geobrief.read_brief(path)
    assert all((brief.areas, brief.view, brief.background, brief.publish, brief.corrected))
    assert len(geobrief.build_layers(brief).places) == 4


def test_it_maps_as_it_is(capsys: Capture) -> None:
    assert main(["new", "summit", "--quiet"]) == 0
    assert main(["map", "layers/summit/brief.yaml"]) == 0
    err = capsys.readouterr().err
    assert err == ""
    assert "Bo Sample" in Path("output/summit.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("link", [False, True])
def test_what_is_there_stays(link: bool, capsys: Capture) -> None:  # noqa: FBT001 - pytest's
    path = Path("layers/summit/brief.yaml")
    path.parent.mkdir(parents=True)
    if link:
        path.symlink_to("nowhere")
    else:
        path.write_text("mine", encoding="utf-8")
    assert main(["new", "summit"]) == 2
    assert f"{path} is there already and stays as it is" in capsys.readouterr().err
    assert path.is_symlink() if link else path.read_text(encoding="utf-8") == "mine"
    assert not Path("layers/summit/nowhere").exists()


@pytest.mark.parametrize(
    ("story", "told"),
    [
        ("a/b", "a path names the file, such as"),
        ("a/", "a path names the file, such as"),
        ("visits.csv", "write visits, or visits.yaml, and --from visits.csv"),
        ("...", '"..." names no story'),
        (" ", '" " names no story'),
    ],
)
def test_what_names_no_brief_is_refused(story: str, told: str, capsys: Capture) -> None:
    assert main(["new", story]) == 2
    assert told in capsys.readouterr().err
    assert not files()


def test_records_of_a_table_become_a_brief(capsys: Capture) -> None:
    table = "place,who,from,when,lat,lon,nonsense\nAnkara,Ada: B,Oslo,2025-05-01,,,\nMill,,,,1,2,\n"
    Path("visits.csv").write_text(table, encoding="utf-8")
    assert main(["new", "summit", "--from", "visits.csv"]) == 0
    assert "columns not used: nonsense" in capsys.readouterr().err
    begun = geobrief.read_brief("layers/summit/brief.yaml")
    there = geobrief.read_brief("visits.csv")
    assert begun.to_dict() == there.to_dict()
    assert begun.movements[0].who == "Ada: B"


def test_what_a_tables_brief_offers_may_be_used() -> None:
    Path("visits.csv").write_text("place,who,role,from\nAnkara,Ada,Chair,Oslo\n", encoding="utf-8")
    assert main(["new", "summit", "--from", "visits.csv"]) == 0
    path = Path("layers/summit/brief.yaml")
    text = path.read_text(encoding="utf-8")
    told = geobrief.read_brief(path).to_dict()
    offered = re.findall(r"^# (\w+): *\S*", text, re.MULTILINE)
    assert {"summary", "date", "source", "corrected", "publish"} <= set(offered)
    assert not set(offered) & set(told)
    assert "people" in offered or "people" in told
    head, _, records = text.partition("\n\n")
    used = re.sub(r"^# (?=\w+:)|^# ?(?=  - )", "", head, flags=re.MULTILINE)
    path.write_text(f"{used}\n\n{records}", encoding="utf-8")
    brief = geobrief.read_brief(path)
    assert brief.publish
    assert brief.corrected
    assert brief.movements
    assert "people" in told or brief.people[0].side == "North"


def test_a_table_that_cannot_be_read_begins_nothing(capsys: Capture) -> None:
    Path("visits.csv").write_text("place,lat\nAnkara,north\n", encoding="utf-8")
    assert main(["new", "summit", "--from", "visits.csv"]) == 2
    assert "visits.csv, row 2" in capsys.readouterr().err
    assert files() == {"visits.csv"}


def test_json_tells_what_to_do_next(capsys: Capture) -> None:
    assert main(["new", "my stories/summit.yaml", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    path = str(Path("my stories/summit.yaml"))
    assert told["brief"] == path
    assert told["next"]["see"] == f'geobrief map "{path}" --open'


@pytest.mark.parametrize("name", ['x"y', "a $b", "a;b", "it's"])
def test_what_to_do_next_can_be_pasted(name: str, capsys: Capture) -> None:
    assert main(["new", f"{name}.yaml", "--json"]) == 0
    see = json.loads(capsys.readouterr().out)["next"]["see"]
    assert shlex.split(see) == ["geobrief", "map", f"{name}.yaml", "--open"]


def test_a_name_is_not_filled_in() -> None:
    assert main(["new", "@TODAY@ and @TITLE@"]) == 0
    (path,) = files()
    assert geobrief.read_brief(path).title == "@TODAY@ and @TITLE@"


@pytest.mark.parametrize("name", ["nul.yaml", "a/CON.yml"])
def test_no_brief_is_called_as_a_device(name: str, capsys: Capture) -> None:
    assert main(["new", name]) == 2
    assert "for a device" in capsys.readouterr().err
    assert not files()
