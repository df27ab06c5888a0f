"""What the fuzzer tries for minutes, for a moment: its corpus, what it found, a few by chance.

`make fuzz` does it at length. What it finds goes into tests/fuzz/corpus/, a file for each input.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from fuzz.draw import Draw
from fuzz.targets import TARGETS
from hypothesis import given, settings
from hypothesis import strategies as st

CORPUS = Path(__file__).parent / "fuzz" / "corpus"
INPUTS = sorted(CORPUS.glob("*/*"))
SLOW = {"names"}
"""A look-up by likeness takes a tenth of a second."""


def test_every_target_has_a_corpus_and_every_corpus_a_target() -> None:
    assert {path.parent.name for path in INPUTS} == set(TARGETS)


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_no_input_of_the_corpus_breaks_a_law(path: Path) -> None:
    TARGETS[path.parent.name](path.read_bytes())


@pytest.mark.parametrize("name", TARGETS)
def test_no_input_by_chance_breaks_a_law(name: str) -> None:
    @settings(max_examples=5 if name in SLOW else 40, deadline=None)
    @given(st.binary(max_size=200))
    def check(data: bytes) -> None:
        TARGETS[name](data)

    check()


def test_the_same_bytes_are_the_same_choices_and_end() -> None:
    data = bytes(range(256))
    assert Draw(data).text(200) == Draw(data).text(200)
    spent = Draw(b"\x05")
    assert list(spent.some(9)) == []
    assert (spent.byte(), spent.below(7), spent.text(), spent.rest()) == (0, 0, "", b"")


def test_a_broken_law_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """The targets can fail: without escaping, each seed that has something to escape does."""
    from geobrief.render import markup

    monkeypatch.setattr(markup, "html", markup.Safe)
    monkeypatch.setattr(markup, "terminal", lambda text: text)
    for name, seed in (("html", "tag"), ("html", "literal"), ("terminal", "c1")):
        with pytest.raises(AssertionError):
            TARGETS[name]((CORPUS / name / seed).read_bytes())
