"""`geobrief check`: what is wrong or doubtful in a brief, without drawing it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from geobrief.cli import output
from geobrief.cli.command import Answer
from geobrief.cli.minus import as_typed
from geobrief.errors import BriefError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geobrief.check import Doubt, Report
    from geobrief.errors import Problem

__all__ = ["check_command"]

_EXIT_WRONG = 2
_KINDS = {
    "sightings": ("sighting", "sightings"),
    "movements": ("movement", "movements"),
    "distances": ("distance", "distances"),
    "places": ("listed place", "listed places"),
    "people": ("listed person", "listed people"),
}


def check_command(
    brief: Annotated[
        str, typer.Argument(metavar="BRIEF", parser=as_typed, show_default=False, hidden=True)
    ],
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit with 2 if anything is doubtful, too.")
    ] = False,
) -> Answer:
    """Tell what is wrong or doubtful in a brief (YAML, JSON, CSV or GeoJSON), without drawing it.

    Errors are what the map could not be drawn with; doubts are what an editor should look at:
    unsourced records, dates after the story's, a person in two places at once, a movement faster
    than an aeroplane, a place outside its country, a claimed distance that does not measure so.

    Exits with 2 if there are errors; else with 0, doubts or not.
    """
    report = _report(Path(brief))
    if report.problems:
        output.report(BriefError(report.problems))
    wrong = report.problems or (strict and report.doubts)
    return Answer(
        tell=lambda: _tell(report),
        data=lambda: _as_json(brief, report),
        code=_EXIT_WRONG if wrong else 0,
    )


def _report(path: Path) -> "Report":
    """Check a brief; if its format has faults, what is sound of it.

    Raises:
        BriefError: nothing of it can be read.
    """
    from geobrief import records  # noqa: PLC0415 - not for --help
    from geobrief.check import Report, check_brief  # noqa: PLC0415 - likewise

    try:
        return check_brief(records.read_brief(path))
    except BriefError as error:
        if error.rest is None:
            return Report(problems=error.problems, notes=error.notes)
        return _with(check_brief(error.rest, is_rest=True), error)


def _with(report: "Report", error: BriefError) -> "Report":
    """Return what was found in the sound rest, with what keeps the brief from being read."""
    from dataclasses import replace  # noqa: PLC0415 - seldom

    problems = sorted(
        dict.fromkeys((*error.problems, *report.problems)), key=lambda problem: problem.at
    )
    notes = dict.fromkeys((*error.notes, *report.notes))
    return replace(report, problems=tuple(problems), notes=tuple(notes))


def _tell(report: "Report") -> None:
    """Print notes and doubts; the errors are told already."""
    for note in report.notes[: output.MOST_PROBLEMS]:
        output.note(note)
    if len(report.notes) > output.MOST_PROBLEMS:
        output.note(
            f"and {len(report.notes) - output.MOST_PROBLEMS:,} notes more; --json gives all"
        )
    for line in _lines(report):
        output.answer(line)


def _lines(report: "Report") -> "Iterator[str]":
    """Yield the doubts, of each rule the first twenty, and a line that counts."""
    for rule, doubts in _by_rule(report.doubts):
        for doubt in doubts[: output.MOST_PROBLEMS]:
            yield str(doubt)
        if len(doubts) > output.MOST_PROBLEMS:
            yield f"and {len(doubts) - output.MOST_PROBLEMS:,} more [{rule}]"
    yield _count(report)


def _by_rule(doubts: "Iterable[Doubt]") -> "Iterator[tuple[str, list[Doubt]]]":
    found: dict[str, list[Doubt]] = {}
    for doubt in doubts:
        found.setdefault(doubt.rule, []).append(doubt)
    yield from found.items()


def _count(report: "Report") -> str:
    counts = {kind: report.checked[kind] for kind in _KINDS if report.checked.get(kind)}
    looked_at = ", ".join(f"{count:,} {_KINDS[kind][count != 1]}" for kind, count in counts.items())
    found = [
        _many(len(report.problems), "error"),
        _many(len(report.doubts), "doubt"),
    ]
    told = " and ".join(filter(None, found)) or "nothing found"
    return f"{told} in {looked_at}" if looked_at else f"{told}, and nothing else to check"


def _many(count: int, what: str) -> str:
    return f"{count:,} {what}{'s' if count > 1 else ''}" if count else ""


def _as_json(brief: str, report: "Report") -> dict[str, Any]:
    return {
        "brief": brief,
        "checked": dict(report.checked),
        "errors": [_problem_as_json(problem) for problem in report.problems],
        "doubts": [_doubt_as_json(doubt) for doubt in report.doubts],
        "notes": list(report.notes),
    }


def _problem_as_json(problem: "Problem") -> dict[str, Any]:
    return {"where": problem.where, "text": problem.what}


def _doubt_as_json(doubt: "Doubt") -> dict[str, Any]:
    origin = doubt.origin
    return {
        "rule": doubt.rule,
        "where": doubt.where,
        "file": origin.file,
        "line": origin.line,
        "row": origin.row,
        "field": origin.field,
        "text": doubt.what,
        "what_to_do": doubt.do,
        "also_at": list(doubt.also_at),
    }
