"""A brief's hash: of what it says, and of nothing else."""

from __future__ import annotations

import copy
import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from conftest import ROOT

from geobrief.errors import BriefError
from geobrief.model import Brief
from geobrief.model.digest import digest, digest_of_data
from geobrief.records import read_brief

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

YAML = """\
# A comment, which says nothing.
places:
  - {lat: 41.0391, lon: 29.0003, name: Dolmabahçe Palace}
sightings:
  - who: Ada Example
    at: Dolmabahçe Palace
    when: 2025-05-15
    note: "Seen, it is said, at the gate"
title: A story
"""
JSON = {
    "title": "A story",
    "sightings": [
        {
            "note": "Seen, it is said, at the gate",
            "status": "confirmed",
            "who": "Ada Example",
            "at": "Dolmabahçe Palace",
            "when": "2025-05-15",
        }
    ],
    "places": [{"name": "Dolmabahçe Palace", "lat": 41.0391, "lon": 29.0003}],
    "format": 1,
}
CSV = """\
who,note,place,lon,lat,when
Ada Example,"Seen, it is said, at the gate",Dolmabahçe Palace,29.0003,41.0391,2025-05-15
"""


@pytest.fixture(name="whole")
def complete(tmp_path: Path) -> dict[str, Any]:
    """Return the documentation's example, which has every key of a brief."""
    text = (ROOT / "docs" / "brief.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
    (tmp_path / "whole.yaml").write_text(max(blocks, key=len), encoding="utf-8")
    return read_brief(tmp_path / "whole.yaml").to_dict()


def test_yaml_json_and_csv_of_the_same_records_have_one_hash(tmp_path: Path) -> None:
    files = {"a.yaml": YAML, "b.json": json.dumps(JSON), "a-story.csv": CSV}
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    briefs = [read_brief(tmp_path / name) for name in files]
    assert len({digest(brief) for brief in briefs}) == 1
    assert len(digest(briefs[0])) == 64


def test_numbers_do_not_matter_by_how_they_are_written() -> None:
    def of(lat: object) -> str:
        place = {"name": "A", "lat": lat, "lon": 29}
        return digest(Brief.from_dict({"title": "A story", "places": [place]}))

    assert of(41) == of(41.0)
    assert of(41) != of(41.5)


def paths(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield the way to each key and each entry, however deep."""
    if path:
        yield path
    parts = value.items() if isinstance(value, dict) else ()
    parts = enumerate(value) if isinstance(value, list) else parts
    for key, part in parts:
        yield from paths(part, (*path, key))


def test_whatever_is_left_out_is_another_brief(whole: dict[str, Any]) -> None:
    told = digest(Brief.from_dict(whole))
    different = 0
    for *way, last in paths(whole):
        less = copy.deepcopy(whole)
        holder: Any = less
        for step in way:
            holder = holder[step]
        del holder[last]
        try:
            brief = Brief.from_dict(less)
        except BriefError:
            continue  # it cannot be without
        if (*way, last) == ("format",):
            assert digest(brief) == told
        else:
            assert digest(brief) != told, (*way, last)
            different += 1
    assert different > 60


def test_whatever_text_is_changed_is_another_brief(whole: dict[str, Any]) -> None:
    told = digest(Brief.from_dict(whole))
    different = 0
    for *way, last in paths(whole):
        other = copy.deepcopy(whole)
        holder: Any = other
        for step in way:
            holder = holder[step]
        if not isinstance(holder[last], str):
            continue
        holder[last] += "x"
        try:
            brief = Brief.from_dict(other)
        except BriefError:
            continue  # a date, a status
        assert digest(brief) != told, (*way, last)
        different += 1
    assert different > 40


def test_order_of_records_matters() -> None:
    sightings = [{"who": "Ada", "at": "Ankara"}, {"who": "Bo", "at": "Ankara"}]
    one = Brief.from_dict({"title": "t", "sightings": sightings})
    other = Brief.from_dict({"title": "t", "sightings": sightings[::-1]})
    assert digest(one) != digest(other)


def test_the_hash_of_the_data_is_the_briefs() -> None:
    brief = Brief.from_dict(JSON)
    kept = json.loads(json.dumps(brief.to_dict(), ensure_ascii=False))
    assert digest_of_data(kept) == digest(brief)


def test_what_json_cannot_hold_has_no_hash() -> None:
    with pytest.raises(ValueError, match="JSON"):
        digest_of_data({"lat": float("nan")})
