"""Articles with maps in them, each from a web site of its own: what a reader's browser gets."""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from browsing import ARGUMENTS

import geobrief
from geobrief.render.environment import asset

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from playwright.sync_api import Browser, BrowserType, Frame, Page, Route

HOSTS = Path(__file__).resolve().parent / "hosts"
NEWS, MAPS = "https://news.example", "https://maps.example"
SCALE = 2
STRICT = (
    f"default-src 'none'; frame-src {MAPS}; img-src {MAPS}; script-src {NEWS}; style-src {NEWS}"
)
_KINDS = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".png": "image/png"}


@dataclass
class Article:
    """An article that is open in a browser."""

    page: Page
    said: list[str] = field(default_factory=list)
    """Console messages and uncaught errors, of the article and of its frames."""

    def maps(self) -> list[Frame]:
        """Return the frames of maps, in the article's order, when their maps are drawn."""
        for handle in self.page.query_selector_all("iframe[data-geobrief]"):
            handle.scroll_into_view_if_needed()
        frames = [
            handle.content_frame()
            for handle in self.page.query_selector_all("iframe[data-geobrief]")
        ]
        for frame in frames:
            frame.wait_for_selector("[data-ready=true]", timeout=20_000)
        self.page.wait_for_timeout(200)
        return frames

    def heights(self) -> list[float]:
        """Return how high the frames are."""
        script = "frames => frames.map(frame => frame.getBoundingClientRect().height)"
        return self.page.eval_on_selector_all("iframe[data-geobrief]", script)


def content_height(frame: Frame) -> float:
    """Return how high a map's page is."""
    return frame.evaluate("document.body.getBoundingClientRect().height")


def is_scrolled(frame: Frame) -> bool:
    """Tell whether a map's page has more than its frame shows."""
    return frame.evaluate(
        """() => {
            const seen = document.documentElement;
            return seen.scrollHeight > seen.clientHeight || seen.scrollWidth > seen.clientWidth;
        }"""
    )


def start(kind: BrowserType, path: str, folder: Path) -> Browser:
    """Start a browser whose only fonts are the packaged ones, of which heights are reckoned."""
    fonts = Path(geobrief.__file__).parent / "data" / "fonts"
    config = folder / "fonts.conf"
    config.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">'
        f"<fontconfig><dir>{fonts}</dir><cachedir>{folder}</cachedir></fontconfig>",
        encoding="utf-8",
    )
    environment = {**os.environ, "FONTCONFIG_FILE": str(config)}
    # In one process letters are not moved to whole pixels: so it is on most readers' screens.
    together = "--disable-features=IsolateSandboxedIframes,IsolateOrigins,site-per-process"
    arguments = [*ARGUMENTS, "--disable-site-isolation-trials", together]
    return kind.launch(executable_path=path, args=arguments, env=environment)


@contextmanager
def article(
    browser: Browser,
    host: str,
    *pasted: str,
    maps: Mapping[str, str | bytes],
    width: int = 800,
    scripts: bool = True,
    policy: str = "",
) -> Iterator[Article]:
    """Open an article into which snippets are pasted.

    Args:
        browser: see `start`.
        host: a page of tests/hosts, without its ending.
        pasted: one or two snippets.
        maps: what stands on the site of the maps, by name.
        width: of the window.
        scripts: whether scripts of the article's own are served.
        policy: the content security policy that comes with the article.
    """
    context = browser.new_context(
        viewport={"width": width, "height": 900}, device_scale_factor=SCALE
    )
    text = (HOSTS / f"{host}.html").read_text(encoding="utf-8")
    for mark, snippet in zip(("<!-- map -->", "<!-- second map -->"), pasted, strict=False):
        text = text.replace(mark, snippet)

    def answer(route: Route) -> None:
        site, _, name = route.request.url.removeprefix("https://").partition("/")
        if site == "maps.example" and name in maps:
            body = maps[name]
        elif name == "article.html":
            body = text
        elif name == "listener.js" and scripts:
            body = asset("listener.js")
        elif name == "ad.html":
            body = "<!DOCTYPE html><title>An advertisement</title>"
        elif (HOSTS / name).is_file() and (scripts or not name.endswith(".js")):
            body = (HOSTS / name).read_text(encoding="utf-8")
        else:
            route.fulfill(status=404, body="")
            return
        headers = {"content-security-policy": policy} if policy and site == "news.example" else {}
        kind = _KINDS[Path(name).suffix]
        route.fulfill(body=body, headers={**headers, "content-type": f"{kind}; charset=utf-8"})

    try:
        context.route("**/*", answer)
        page = context.new_page()
        page.set_default_timeout(6_000)
        opened = Article(page)
        page.on("console", lambda message: opened.said.append(message.text))
        page.on("pageerror", lambda error: opened.said.append(str(error)))
        page.goto(f"{NEWS}/article.html")
        yield opened
    finally:
        context.close()
