"""A process that has made two versions of a story, and starts others that only write them.

Making takes seconds and writing milliseconds; so those that test_faults.py kills are forked from
here, where all is made and imported. Orders come as lines of JSON on standard input, each a list of
writers to start at once; answered with a line of their process ids, and when they have ended, with
a line of how each did.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from contextlib import suppress
from itertools import count, cycle, islice
from pathlib import Path
from typing import Any

from geobrief.cli import stopping
from geobrief.errors import GeobriefError
from geobrief.files import together, write_whole
from geobrief.layers import Layers, build_layers, write_layers
from geobrief.model import Brief
from geobrief.render import make_page

STEPS = {
    *("open", "fcntl.flock", "os.chmod", "os.link", "os.listdir", "os.mkdir"),
    *("os.remove", "os.rename", "os.rmdir", "os.scandir", "sqlite3.connect"),
}
"""What Python tells its audit hooks of, among all that writing does."""


def story(title: str, *, there: str, notes: int) -> Brief:
    return Brief.from_dict(
        {
            "title": title,
            "places": [{"name": "Albania"}],
            "sightings": [
                {"who": f"Person {n}", "at": there, "note": "y" * 100} for n in range(notes)
            ],
            "movements": [{"who": "A", "from": "Ankara", "to": there}],
            "distances": [{"from": "Ankara", "to": "Kyiv"}],
        }
    )


def made(brief: Brief) -> tuple[Layers, str]:
    layers = build_layers(brief)
    return layers, make_page(brief, layers).html


def write(version: tuple[Layers, str], folder: Path) -> None:
    """Write as `geobrief map` does."""
    layers, page = version
    with together():
        write_layers(layers, folder / "layers" / "story", geopackage=True, sheets=True)
        write_whole(folder / "output" / "story.html", page)


def writer(order: dict[str, Any], versions: dict[str, tuple[Layers, str]]) -> str:
    """Write what is ordered, and return what went wrong."""
    if order.get("listen"):
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_DFL)  # whoever runs the tests may have it ignored
        stopping.listen()
    if "step" in order:
        at_step(order["step"], getattr(signal, order["signal"]))
    todo = cycle(versions[name] for name in order["versions"])
    try:
        for version in islice(todo, order.get("times")):
            write(version, Path(order["folder"]))
    except GeobriefError as error:
        return str(error)
    return ""


def at_step(wanted: int, number: signal.Signals) -> None:
    """Have the process send itself a signal just before its so-and-so-manieth step."""
    steps = count(1)

    def hook(event: str, _: object) -> None:
        if event in STEPS and next(steps) == wanted:
            os.kill(os.getpid(), number)

    sys.addaudithook(hook)


def fork(order: dict[str, Any], versions: dict[str, tuple[Layers, str]]) -> tuple[int, int]:
    """Start a writer and return its process id, and where it tells what went wrong."""
    here, there = os.pipe()
    pid = os.fork()
    if pid:
        os.close(there)
        return pid, here
    status = 70
    with suppress(BaseException):
        os.close(here)
        told = writer(order, versions)
        os.write(there, told.encode())
        status = 1 if told else 0
    os._exit(status)


def told_by(pid: int, here: int) -> dict[str, Any]:
    """Wait for a writer's end; its code is negative if a signal ended it, as subprocess has it."""
    with os.fdopen(here, encoding="utf-8") as stream:
        told = stream.read()
    return {"code": os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), "told": told}


def answer(value: object) -> None:
    sys.stdout.write(f"{json.dumps(value)}\n")
    sys.stdout.flush()


def main() -> None:
    versions = {
        "a": made(story("Version A", there="Istanbul", notes=3)),
        "b": made(story("The second version", there="Kyiv", notes=30)),
    }
    answer("ready")
    for line in sys.stdin:
        started = [fork(order, versions) for order in json.loads(line)]
        answer([pid for pid, _ in started])
        answer([told_by(*one) for one in started])


if __name__ == "__main__":
    main()
