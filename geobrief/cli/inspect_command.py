"""`geobrief inspect`: the brief that a page was made of."""

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from geobrief.cli import output
from geobrief.cli.command import Answer
from geobrief.cli.minus import as_typed
from geobrief.errors import InputError

if TYPE_CHECKING:
    from geobrief.render.inspect import Inspected

__all__ = ["inspect_command"]

_YAML = (".yaml", ".yml")
_JSON = (".json",)
_ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]+://|www\.[^/\\]+/)", re.IGNORECASE)
_MOST_YAML = 2_000_000
"""Bytes of a brief in YAML that is read again."""


def inspect_command(
    page: Annotated[
        str, typer.Argument(metavar="PAGE", parser=as_typed, show_default=False, hidden=True)
    ],
    written: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE",
            help="Write the brief there (.yaml or .json) instead of printing it.",
        ),
    ] = None,
) -> Answer:
    """Print the brief that a page (HTML) was made of, so that its map can be corrected.

    A page keeps its brief, unless it was made with --no-data, and says the brief's hash and the
    version of geobrief that made it. If the brief in it was changed since, that is noted.
    """
    from geobrief.render.inspect import inspect_page  # noqa: PLC0415 - not for --help

    _mind_address(page)
    source = Path(page)
    found = inspect_page(source)
    _note(source, found)
    if written is not None:
        _write(found, written, source=source)
    return Answer(
        tell=lambda: _tell(found, written),
        data=lambda: _as_json(source, found, written),
    )


def _mind_address(page: str) -> None:
    """Refuse a web address, before it is taken for a path.

    Raises:
        InputError: it is one.
    """
    if _ADDRESS.match(page):
        message = (
            f"{page} is a web address, and geobrief does not go online; open it in a browser, "
            "save the page as a file (HTML only), and name that file"
        )
        raise InputError(message)


def _note(source: Path, found: "Inspected") -> None:
    made = f"{source} was made by geobrief {found.version}"
    if found.is_whole:
        output.note(f"{made} of the brief with the SHA-256 {found.digest}")
    elif found.said:
        output.note(
            f"{made} of the brief with the SHA-256 {found.said}, and the brief in it has "
            f"{found.digest}: it was changed since, so compare it with what the map shows"
        )
    else:
        output.note(f"{made}; its brief has the SHA-256 {found.digest}, and the page says none")
    if found.options:
        told = " ".join(f"--{name} {value}" for name, value in found.options.items())
        output.note(f"its map was drawn with {told}")


def _write(found: "Inspected", target: Path, *, source: Path) -> None:
    """Write the brief to a file.

    Raises:
        InputError: the file's name is not one of a brief, or it is the page itself.
        OutputError: it cannot be written.
    """
    from geobrief.files import check_targets, write_whole  # noqa: PLC0415 - not for --help

    suffix = target.suffix.lower()
    if suffix not in _YAML + _JSON:
        message = f"{target}: a brief's name ends in .yaml or .json; give it one of them"
        raise InputError(message)
    if target.exists():
        message = f"{target} is there already and stays as it is; name another file with -o"
        raise InputError(message)
    check_targets([target], sources=[source])
    write_whole(target, _json(found) if suffix in _JSON else _yaml(found))


def _yaml(found: "Inspected") -> str:
    from geobrief.records.write_yaml import yaml_of_brief  # noqa: PLC0415 - not for --help

    text = yaml_of_brief(found.brief)
    if len(text.encode("utf-8")) > _MOST_YAML:
        output.note(
            "this is more than a brief in YAML may have to be read again; "
            "-o NAME.json writes it as JSON"
        )
    return text


def _json(found: "Inspected") -> str:
    return json.dumps(found.brief.to_dict(), ensure_ascii=False, indent=1) + "\n"


def _tell(found: "Inspected", written: Path | None) -> None:
    if written is not None:
        output.answer(str(written))
        return
    text = _yaml(found)
    if output.can_print(text):
        for line in text.rstrip("\n").split("\n"):
            output.answer(line)
    else:
        output.note("standard output lacks letters of the brief, so this is JSON; -o writes YAML")
        output.answer_json(found.brief.to_dict())


def _as_json(source: Path, found: "Inspected", written: Path | None) -> dict[str, Any]:
    return {
        "page": str(source),
        "geobrief": found.version,
        "sha256": found.digest,
        "sha256_in_page": found.said,
        "unchanged": found.is_whole,
        "options": dict(found.options),
        "written": None if written is None else str(written),
        "brief": found.brief.to_dict(),
    }
