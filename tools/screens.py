"""`make screens`: pictures of the atelier and of the public pages, on a phone and on a desktop.

`make screens ARGS="--only messagerie --dark"` takes the examples of that name, in both themes;
`ARGS="--base-url http://localhost:3000"` those of a server that runs.
"""

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, sync_playwright
from rich.console import Console
from rich.progress import track

from tools import browser
from tools.server import demo_server

PUBLIC = ["/", "/connexion"]
WIDTHS = {"390": (390, 844), "1280": (1280, 900)}
Theme = Literal["light", "dark"]


@dataclass(frozen=True)
class Shot:
    """One picture to take: the address and the name of its file, and the example it shows if any."""

    path: str
    name: str
    example: str | None = None


def atelier_shots(page: Page, base_url: str, only: str = "") -> list[Shot]:
    """Every example that the atelier lists, or those whose address contains `only`."""
    page.goto(f"{base_url}/atelier")
    page.wait_for_selector("a[data-example]", state="attached")
    names = page.eval_on_selector_all("a[data-example]", "links => links.map(link => link.dataset.example)")
    return [Shot(f"/atelier/vue#{name}", name, name) for name in names if only in name]


def page_shots(paths: list[str]) -> list[Shot]:
    """Pages of the application by their addresses."""
    return [Shot(path, "page-" + (path.strip("/").replace("/", "-") or "accueil-public")) for path in paths]


def settle(page: Page) -> None:
    """Waits until the fonts are there and nothing moves."""
    page.evaluate("() => document.fonts.ready")
    page.wait_for_timeout(250)


def show(page: Page, base_url: str, shot: Shot) -> None:
    """Opens what a picture shows and waits until it is there."""
    page.goto(base_url + shot.path)
    if shot.example is not None:
        page.wait_for_selector(f'[data-shown="{shot.example}"]', state="attached")
    else:
        page.wait_for_selector("h1")
    settle(page)


def photograph(page: Page, file: Path, width: str) -> None:
    """The whole page in one picture: the window grows with it, so that bars stay at its bottom."""
    wide, high = WIDTHS[width]
    whole = page.evaluate("() => document.documentElement.scrollHeight")
    page.set_viewport_size({"width": wide, "height": max(high, whole)})
    page.screenshot(path=file)
    page.set_viewport_size({"width": wide, "height": high})


def new_page(opened: Browser, width: str, theme: Theme) -> Page:
    """A page as a French patient has it, at one of the `WIDTHS`, where nothing moves."""
    wide, high = WIDTHS[width]
    return opened.new_page(
        viewport={"width": wide, "height": high},
        color_scheme=theme,
        reduced_motion="reduce",
        locale="fr-FR",
        timezone_id="Europe/Paris",
    )


@contextmanager
def server_at(given: str | None) -> Iterator[str]:
    """The address of the server that was `given`, or of a demonstration started for the while."""
    if given:
        yield given.rstrip("/")
        return
    with demo_server() as server:
        yield server.address


def take(base_url: str, folder: Path, *, paths: list[str], only: str, themes: list[Theme]) -> int:
    """Writes the pictures into `folder` as PNG files; returns how many."""
    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=browser.installed(), args=list(browser.FLAGS))
        for theme, width in product(themes, WIDTHS):
            page = new_page(opened, width, theme)
            suffix = width if theme == "light" else f"{width}-sombre"
            shots = [*atelier_shots(page, base_url, only), *page_shots(paths)]
            for shot in track(shots, description=f"{width} px"):
                show(page, base_url, shot)
                photograph(page, folder / f"{shot.name}-{suffix}.png", width)
            count += len(shots)
            page.close()
        opened.close()
    return count


def main(arguments: list[str] | None = None) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base-url", help="a server that runs; without it, one is started")
    parser.add_argument("--folder", type=Path, default=Path("screens"))
    parser.add_argument("--only", default="", help="a part of an example's address")
    parser.add_argument("--dark", action="store_true", help="the dark theme too")
    parser.add_argument("pages", nargs="*", default=PUBLIC, help="addresses of pages, such as /connexion")
    given = parser.parse_args(arguments)
    themes: list[Theme] = ["light", "dark"] if given.dark else ["light"]
    with server_at(given.base_url) as base_url:
        count = take(base_url, given.folder, paths=given.pages, only=given.only, themes=themes)
    Console().print(f"{count} images dans {given.folder}/")
    return 0


if __name__ == "__main__":
    sys.exit(main())
