"""A page in a real browser with the network cut, and everything it says or asks for."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@dataclass
class Visit:
    """An open page; `said` and `asked` must stay empty."""

    page: Page
    said: list[str] = field(default_factory=list)
    """Console messages and uncaught errors, policy violations among them."""
    asked: list[str] = field(default_factory=list)
    """Requests beyond the page itself."""

    def evaluate(self, script: str, argument: object = None) -> Any:  # noqa: ANN401
        """Run a function in the page."""
        return self.page.evaluate(script, argument)


@contextmanager
def visit(
    browser: Browser,
    path: Path,
    *,
    width: int = 800,
    height: int = 700,
    before: str = "",
    **options: object,
) -> Iterator[Visit]:
    """Open a file as a reader would, offline, and wait until the map is drawn.

    `before` is a function that runs in the page before anything of its own does.
    """
    context = browser.new_context(
        viewport={"width": width, "height": height}, offline=True, **options
    )
    try:
        if before:
            context.add_init_script(f"({before})()")
        page = context.new_page()
        page.set_default_timeout(6_000)
        seen = Visit(page)
        address = path.resolve().as_uri()
        page.on("console", lambda message: seen.said.append(message.text))
        page.on("pageerror", lambda error: seen.said.append(str(error)))
        page.on(
            "request",
            lambda request: None if request.url == address else seen.asked.append(request.url),
        )
        page.goto(address)
        if options.get("java_script_enabled", True):
            page.wait_for_selector("[data-ready=true]", timeout=20_000)
        yield seen
    finally:
        context.close()
