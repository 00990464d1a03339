"""What is looked at on every page: accessibility rules, language, head, width, and the size of targets."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from playwright.sync_api import Page

from tools.install import NODE_FOLDERS

SITE = "Mon espace santé"

AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN_AXE = """async (only) => {
    const found = await axe.run(document, {
        runOnly: only, rules: {"target-size": {enabled: true}}, resultTypes: ["violations"],
    });
    return found.violations.map(violation =>
        `${violation.id}: ${violation.nodes.map(node => node.target.join(" ")).join(", ")}`);
}"""

ENGLISH = re.compile(
    r"\b(?:loading|errors?|closed?|cancel|submit|search|next|previous|delete|saved?|settings|password|log ?(?:in|out)"
    r"|sign (?:in|out)|home|page not found|not found|connection|connecting|reconnect(?:ing)?|failed|failure|retry|back"
    r"|show|hide|toggle|dismiss|skip|menu item|open|opened|required|invalid|the|and|with|your|you|please|click"
    r"|alt\+t|undefined|null|none|nan|true|false|lorem|ipsum|todo|unread|send|sent|reply|draft|inbox)\b|\[object",
    re.IGNORECASE,
)
WORDS_ON_SCREEN = """() => {
    const attributes = ["aria-label", "aria-description", "aria-roledescription", "alt", "title", "placeholder"];
    const hidden = "script, style, noscript, template, code, [lang]:not(html):not([lang|=fr])";
    const found = [document.title];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode())
        if (!node.parentElement.closest(hidden)) found.push(node.data);
    for (const name of attributes)
        for (const element of document.querySelectorAll(`[${name}]`)) found.push(element.getAttribute(name));
    for (const button of document.querySelectorAll("input[type=submit], input[type=button], input[type=reset]"))
        found.push(button.value);
    return found.map(text => text.trim()).filter(text => text);
}"""
HEAD = """() => ({
    lang: document.documentElement.lang,
    title: document.title,
    description: document.querySelector("meta[name=description]")?.content ?? "",
    h1: [...document.querySelectorAll("h1")].filter(h1 => h1.checkVisibility()).length,
    current: document.querySelectorAll("nav [aria-current=page]").length,
    skip: document.querySelector("a")?.hash === "#" + document.querySelector("main")?.id,
    mains: document.querySelectorAll("main").length,
})"""
TOO_WIDE = """() => {
    const room = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= room) return [];
    return [...document.querySelectorAll("body *")]
        .filter(element => element.getBoundingClientRect().right > room + 1)
        .map(element => `${element.tagName.toLowerCase()}.${element.className}`).slice(0, 5)
        .concat(`${document.documentElement.scrollWidth} px in ${room}`);
}"""
OVERLAPPED = """() => {
    const bar = document.querySelector(".bottom-bar");
    if (!bar?.checkVisibility()) return [];
    window.scrollTo(0, document.documentElement.scrollHeight);
    const ends = [...document.querySelectorAll("main a, main button, .footer a")];
    const last = ends.filter(element => element.checkVisibility()).at(-1);
    const hides = last && last.getBoundingClientRect().bottom > bar.getBoundingClientRect().top + 1;
    window.scrollTo(0, 0);
    return hides ? [`the bar at the bottom covers « ${last.innerText} »`] : [];
}"""


SPACING = """
* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-bottom: 2em !important; }
"""
CUT = """() => [...document.querySelectorAll("body *")].filter(element => {
    const style = getComputedStyle(element);
    const cuts = overflow => /hidden|clip/.test(overflow) && style.textOverflow !== "ellipsis";
    const unseen = element.closest(".visually-hidden, svg") || style.clipPath !== "none" || element.clientWidth < 2;
    if (unseen || !element.innerText?.trim() || !element.checkVisibility()) return false;
    return (cuts(style.overflowX) && element.scrollWidth > element.clientWidth + 1)
        || (cuts(style.overflowY) && element.scrollHeight > element.clientHeight + 1);
}).map(element => `cut when spaced: ${element.tagName.toLowerCase()}.${element.className}`)"""


@lru_cache(maxsize=1)
def _axe_source() -> str:
    return (NODE_FOLDERS["axe"] / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")


def axe(page: Page, only: list[str] | None = None) -> list[str]:
    """What axe-core objects to, by its tags, or by the rules in `only`."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(_axe_source())
    choice: dict[str, Any] = {"type": "tag", "values": AXE_TAGS}
    if only:
        choice = {"type": "rule", "values": only}
    return page.evaluate(RUN_AXE, choice)


def english(page: Page) -> list[str]:
    """English words in the texts, labels, titles and placeholders of the page, with their surroundings."""
    return [text for text in page.evaluate(WORDS_ON_SCREEN) if ENGLISH.search(text)]


@contextmanager
def as_wide_as(page: Page, width: int, height: int = 700) -> Iterator[None]:
    """The page in another window for a moment."""
    before = page.viewport_size
    page.set_viewport_size({"width": width, "height": height})
    yield
    if before:
        page.set_viewport_size(before)


@contextmanager
def in_the_dark(page: Page) -> Iterator[None]:
    """The page in its dark theme for a moment."""
    page.emulate_media(color_scheme="dark")
    yield
    page.emulate_media(color_scheme="light")


def too_wide(page: Page) -> list[str]:
    """What makes the page scroll sideways at 320 px (which is 1280 px at 400 %) and at 200 %."""
    found = []
    for width, height in ((320, 640), (640, 450)):
        with as_wide_as(page, width, height):
            found += [
                f"{width} px: {what}" for what in [*page.evaluate(TOO_WIDE), *page.evaluate(OVERLAPPED)]
            ]
    return found


def spaced(page: Page) -> list[str]:
    """What no longer fits with the text spacing of WCAG 1.4.12 (RGAA 10.12)."""
    style = page.add_style_tag(content=SPACING)
    found = [*page.evaluate(TOO_WIDE), *page.evaluate(CUT)]
    style.evaluate("style => style.remove()")
    return found


def colours(page: Page) -> list[str]:
    """Contrasts of the dark theme (those of the light one are in `axe`)."""
    with in_the_dark(page):
        return [f"dark {problem}" for problem in axe(page, ["color-contrast"])]


def head(page: Page, title: str) -> list[str]:
    """What a page lacks of language, title, heading, skip link and main region."""
    seen = page.evaluate(HEAD)
    wanted = SITE if title == SITE else f"{title} - {SITE}"
    checks = {
        f"title « {seen['title']} »": seen["title"] == wanted,
        "lang is not fr": seen["lang"] == "fr",
        "no description": bool(seen["description"]),
        f"{seen['h1']} h1": seen["h1"] == 1,
        f"{seen['mains']} main": seen["mains"] == 1,
        "the first link does not skip to the content": seen["skip"],
    }
    return [problem for problem, fine in checks.items() if not fine]


def inspect(page: Page) -> list[str]:
    """All the objections that hold for any page in any state."""
    words = (f"English: {text}" for text in english(page))
    return [*axe(page), *colours(page), *too_wide(page), *spaced(page), *words]
