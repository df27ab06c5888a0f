"""What tests share."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from browser_path import browser_path
from browsing import ARGUMENTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

# Whoever runs tests in the background may have them ignore interrupts, and all that they start.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "layers" / "istanbul-talks" / "brief.yaml"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start a real browser; without one the test is skipped, and in CI it fails."""
    path = browser_path()
    if path is None:
        if os.environ.get("CI") == "true":
            pytest.fail("no Chromium or Chrome, and CI=true forbids skipping the browser's tests")
        pytest.skip("no Chromium or Chrome; install one to run the browser's tests")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def example_brief() -> object:
    """The example story's brief."""
    from geobrief.records import read_brief

    return read_brief(EXAMPLE)


@pytest.fixture(scope="session")
def example_page(example_brief: object, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example story's page, in a file."""
    from geobrief.render import render_html

    path = tmp_path_factory.mktemp("page") / "istanbul-talks.html"
    path.write_text(render_html(example_brief), encoding="utf-8", newline="")
    return path


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes minutes: else one process is at it when all others have ended."""
    items.sort(key=lambda item: item.get_closest_marker("sources") is None)
