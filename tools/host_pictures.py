"""Draw the example in articles of all kinds into docs/pictures/: needs a browser and pdftoppm.

The articles are those of the tests, in tests/hosts/.
"""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from pictures import reduced
from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from browser_path import browser_path  # noqa: E402 - of the tests
from hosting import MAPS, STRICT, article, start  # noqa: E402 - likewise

from geobrief.layers import build_layers  # noqa: E402 - after what it must not hide
from geobrief.records import read_brief  # noqa: E402 - likewise
from geobrief.render import make_page, make_still  # noqa: E402 - likewise
from geobrief.render.embed import Standing, make_snippet  # noqa: E402 - likewise
from geobrief.render.inline import inline_figure  # noqa: E402 - likewise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playwright.sync_api import Browser

EXAMPLE = ROOT / "layers" / "istanbul-talks" / "brief.yaml"
PICTURES = ROOT / "docs" / "pictures"
HOSTS = {
    "plain": ("plain", 720, ""),
    "hostile": ("hostile", 720, ""),
    "strict": ("strict", 720, STRICT),
    "rtl": ("rtl", 720, ""),
    "narrow": ("plain", 320, ""),
}
"""Which article, how wide, under which policy."""
_GAP_PX = 4


def main() -> None:
    """Draw them all."""
    brief = read_brief(EXAMPLE)
    layers = build_layers(brief)
    page = make_page(brief, layers).html
    standing = Standing(page=f"{MAPS}/talks.html", image=f"{MAPS}/talks.png", size=(800, 560))
    snippet = make_snippet(brief, layers, page, standing)
    figure = inline_figure(make_still(brief, layers, size=(390, 520)).svg)
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        reader = start(playwright.chromium, browser_path() or "", Path(folder))
        for name, (host, width, policy) in HOSTS.items():
            keep(name, seen(reader, host, snippet, page, width=width, policy=policy))
        keep("inline", seen(reader, "hostile", figure, page, width=720))
        keep("print", printed(reader, snippet, page, Path(folder)))
        reader.close()


def seen(
    reader: Browser, host: str, pasted: str, page: str, *, width: int, policy: str = ""
) -> bytes:
    """Return what a reader sees of an article, from its head to its foot."""
    maps = {"talks.html": page}
    with article(reader, host, pasted, maps=maps, width=width, policy=policy) as opened:
        opened.maps()
        opened.page.evaluate("scrollTo(0, 0)")
        opened.page.wait_for_timeout(300)
        return opened.page.screenshot(full_page=True, scale="css")


def printed(reader: Browser, pasted: str, page: str, folder: Path) -> bytes:
    """Return an article on paper."""
    maps = {"talks.html": page}
    with article(reader, "plain", pasted, maps=maps, width=720) as opened:
        opened.maps()
        paper = folder / "paper.pdf"
        paper.write_bytes(opened.page.pdf(format="A4", print_background=True))
    subprocess.run(["pdftoppm", "-r", "60", "-png", paper, folder / "paper"], check=True)
    return joined(sorted(folder.glob("paper-*.png")))


def joined(pages: Sequence[Path]) -> bytes:
    """Return pages side by side."""
    opened = [Image.open(page).convert("RGB") for page in pages]
    width = sum(page.width for page in opened) + _GAP_PX * (len(opened) - 1)
    whole = Image.new("RGB", (width, opened[0].height), "grey")
    left = 0
    for page in opened:
        whole.paste(page, (left, 0))
        left += page.width + _GAP_PX
    written = io.BytesIO()
    whole.save(written, "PNG")
    return written.getvalue()


def keep(name: str, picture: bytes) -> None:
    """Write a picture in few colours."""
    with Image.open(io.BytesIO(picture)) as whole:
        target = PICTURES / f"hosts-{name}.png"
        reduced(whole.convert("RGB")).save(target, optimize=True)
        print(target.relative_to(ROOT), whole.size)


if __name__ == "__main__":
    main()
