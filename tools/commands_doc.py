"""Write what each command's --help says into docs/commands.md: `python tools/commands_doc.py`."""

from __future__ import annotations

import contextlib
import io
import os
import re
import sys
from pathlib import Path

from geobrief.cli import main as geobrief
from geobrief.cli.app import COMMANDS

PAGE = Path(__file__).resolve().parent.parent / "docs" / "commands.md"
_BEGIN, _END = "<!-- geobrief {} --help -->", "<!-- end of help -->"


def with_help(text: str) -> str:
    """Return the page with the help of each command between its marks, as it is now.

    Raises:
        ValueError: a command has no marks.
    """
    for name in COMMANDS:
        begin = _BEGIN.format(name)
        block = f"{begin}\n```text\n{help_of(name)}```\n{_END}"
        text, found = re.subn(
            f"{re.escape(begin)}.*?{_END}", lambda _, block=block: block, text, flags=re.DOTALL
        )
        if found != 1:
            message = f"{PAGE.name} needs the line {begin} once, and {_END} after it"
            raise ValueError(message)
    return text


def help_of(name: str) -> str:
    """Return what a command's --help prints on a terminal of eighty columns."""
    earlier = os.environ.get("COLUMNS")
    os.environ["COLUMNS"] = "80"
    try:
        with contextlib.redirect_stdout(io.StringIO()) as told:
            geobrief([name, "--help"])
    finally:
        del os.environ["COLUMNS"]
        if earlier is not None:
            os.environ["COLUMNS"] = earlier
    return told.getvalue()


def main() -> int:
    """Bring the page up to date."""
    PAGE.write_text(with_help(PAGE.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
