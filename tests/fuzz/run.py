"""Fuzzes every target for its share of a time box: `make fuzz FUZZ_SECONDS=120`.

With atheris, which learns from coverage what to try next; where it is not installed, with
hypothesis, on the same targets and laws. What is found is saved, and the exit code is 1.

    python tests/fuzz/run.py                          all targets, 120 s together
    python tests/fuzz/run.py --seconds 1800 yaml csv  these two, half an hour together
    python tests/fuzz/run.py --replay FILE yaml       one input again, with its traceback
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import subprocess
import sys
import time
import traceback
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

if TYPE_CHECKING:
    from collections.abc import Callable

CORPUS = HERE / "corpus"
KEPT = HERE.parent.parent / ".cache" / "fuzz"
"""What was found, and what the fuzzer has learnt so far; git passes over it."""

LONGEST_INPUT_BYTES = 3000
_LINES_TOLD = 14

SLOWEST_S = 10
"""No input of that length may take longer, even under the fuzzer's instruments."""


def main() -> int:
    """Fuzz, tell a line for each target, and return 1 if anything was found."""
    asked = _arguments()
    if asked.replay:
        _target(asked.targets[0])(asked.replay.read_bytes())
        return 0
    if asked.worker:
        _work(asked.targets[0], seconds=asked.seconds)
        return 0
    if not find_spec("atheris"):
        print("atheris is not installed here; fuzzing with hypothesis instead")
    names = asked.targets or _names()
    findings, starting_s = 0, 2.0
    end = time.monotonic() + asked.seconds
    for number, name in enumerate(names):
        share_s = (end - time.monotonic()) / (len(names) - number)
        seconds = max(1, round(share_s - starting_s))
        start = time.monotonic()
        findings += _fuzz(name, seconds=seconds)
        starting_s = max(0.0, time.monotonic() - start - seconds)
    return 1 if findings else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Fuzz geobrief's readers and its escaping.")
    parser.add_argument("targets", nargs="*", metavar="TARGET")
    parser.add_argument("--seconds", type=int, default=120, help="for all targets together")
    parser.add_argument("--replay", type=Path, metavar="FILE", help="give a target this input")
    parser.add_argument("--worker", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


def _names() -> list[str]:
    from fuzz.targets import TARGETS

    return list(TARGETS)


def _target(name: str) -> Callable[[bytes], None]:
    from fuzz.targets import TARGETS

    return TARGETS[name]


def _fuzz(name: str, *, seconds: int) -> int:
    """Fuzz one target in a process of its own; print its line and return how much was found."""
    for folder in (KEPT / "findings", KEPT / name):
        folder.mkdir(parents=True, exist_ok=True)
    before = set((KEPT / "findings").iterdir())
    command = [sys.executable, __file__, "--worker", "--seconds", str(seconds), name]
    start = time.monotonic()
    done = subprocess.run(command, capture_output=True, check=False)
    spent = time.monotonic() - start
    said = (done.stdout + done.stderr).decode("utf-8", "replace")
    counted = re.findall(r"number_of_executed_units: (\d+)", said)
    runs = int(counted[-1]) if counted else 0
    found = sorted(set((KEPT / "findings").iterdir()) - before)
    failed = bool(found) or done.returncode != 0 or not runs
    print(
        f"{name}: {runs:,} executions, {spent:.0f} s, {max(len(found), failed)} findings",
        flush=True,
    )
    if failed:
        print("".join(f"  {line}\n" for line in said.splitlines()[-_LINES_TOLD:]), end="")
    for path in found:
        print(f"  saved: {path}\n  again: python tests/fuzz/run.py --replay {path} {name}")
    return int(failed)


def _work(name: str, *, seconds: int) -> None:
    if find_spec("atheris"):
        _with_atheris(name, seconds=seconds)
    else:
        _with_hypothesis(name, seconds=seconds)


def _with_atheris(name: str, *, seconds: int) -> None:
    import atheris

    with atheris.instrument_imports(include=["geobrief"], enable_loader_override=False):
        check = _Counted(name)
    folders = [str(KEPT / name)]
    if (CORPUS / name).is_dir():
        folders.append(str(CORPUS / name))
    options = [
        f"-max_total_time={seconds}",
        f"-max_len={LONGEST_INPUT_BYTES}",
        f"-timeout={SLOWEST_S}",
        f"-artifact_prefix={KEPT / 'findings' / name}-",
        "-rss_limit_mb=4096",
        "-print_final_stats=1",
        "-verbosity=0",
    ]
    atheris.Setup([sys.argv[0], *options, *folders], check)
    atheris.Fuzz()


def _with_hypothesis(name: str, *, seconds: int) -> None:
    from hypothesis import HealthCheck, given, settings
    from hypothesis import strategies as st

    check = _Counted(name)
    end = time.monotonic() + seconds

    @settings(
        max_examples=500, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(st.binary(max_size=LONGEST_INPUT_BYTES))
    def rounds(data: bytes) -> None:
        if time.monotonic() < end:
            check(data)

    while time.monotonic() < end:
        rounds()
    check.tell()


class _Counted:
    """A target that counts, and that saves the input at which a law breaks."""

    def __init__(self, name: str) -> None:
        """Take the target of that name."""
        self.name = name
        self.check = _target(name)
        self.runs = 0

    def __call__(self, data: bytes) -> None:
        """Check one input; a finding ends the process, since the fuzzer would hide what it is."""
        self.runs += 1
        try:
            self.check(data)
        except BaseException:  # noqa: BLE001 - nothing that is raised may be lost
            digest = hashlib.sha256(data).hexdigest()[:16]
            (KEPT / "findings" / f"{self.name}-{digest}").write_bytes(data)
            self.tell()
            traceback.print_exc(limit=-4)
            sys.stderr.flush()
            os._exit(1)

    def tell(self) -> None:
        """Print how many inputs it has had."""
        print(f"number_of_executed_units: {self.runs}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
