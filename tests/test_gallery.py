"""The gallery's stories: nothing in them is doubtful, and each is there for what it shows."""

from __future__ import annotations

from pathlib import Path

import pytest

from geobrief.check import check_brief
from geobrief.records import read_brief

STORIES = sorted((Path(__file__).resolve().parent.parent / "gallery").glob("*.yaml"))


@pytest.mark.parametrize("story", STORIES, ids=lambda path: path.stem)
def test_a_story_is_sound_and_says_where_it_is_from(story: Path) -> None:
    brief = read_brief(story)
    assert check_brief(brief).doubts == ()
    assert brief.source is not None
    assert brief.date is not None
    assert brief.summary


def test_the_eight_show_what_the_map_can_do() -> None:
    briefs = {path.stem: read_brief(path) for path in STORIES}
    assert len(briefs) == 8
    assert {brief.language for brief in briefs.values()} == {"en", "tr", "ar"}
    assert any(brief.areas for brief in briefs.values())
    assert any(one.callout for brief in briefs.values() for one in brief.sightings)
    towns = {end for one in briefs["election-tour"].movements for end in (one.from_, one.to)}
    assert len(towns) == 20
