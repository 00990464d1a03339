"""What goes in the head of every page: the font first, the colours of the browser's bars, icons."""

import re
from pathlib import Path

import reflex as rx

DESCRIPTION = (
    "Votre profil médical, vos documents de santé et une messagerie sûre avec vos professionnels de santé."
)
FONT = "/fonts/atkinson-hyperlegible-next-latin.woff2"
TOKENS = Path(__file__).parent / "tokens.css"
_COLOR = re.compile(r"--([a-z-]+):\s*(#[0-9a-f]{6})\b")


def colors() -> tuple[dict[str, str], dict[str, str]]:
    """The colours of tokens.css by name, in the light theme and in the dark one."""
    light, dark = TOKENS.read_text("utf-8").split("@media (prefers-color-scheme: dark)")
    found = dict(_COLOR.findall(light))
    return found, found | dict(_COLOR.findall(dark))


def head_components() -> list[rx.Component]:
    """For `rx.App(head_components=head_components())`."""
    light, dark = colors()
    font = {"as": "font", "type": "font/woff2", "crossOrigin": "anonymous"}
    return [
        rx.el.meta(name="viewport", content="width=device-width, initial-scale=1, viewport-fit=cover"),
        rx.el.link(rel="preload", href=FONT, custom_attrs=font),
        rx.el.meta(name="color-scheme", content="light dark"),
        _bar_color("light", light["color-page"]),
        _bar_color("dark", dark["color-page"]),
        rx.el.meta(name="format-detection", content="telephone=no"),
        rx.el.link(rel="icon", href="/favicon.ico", sizes="32x32"),
        rx.el.link(rel="icon", href="/favicon.svg", type="image/svg+xml"),
        rx.el.link(rel="apple-touch-icon", href="/apple-touch-icon.png"),
    ]


def _bar_color(scheme: str, color: str) -> rx.Component:
    media = {"media": f"(prefers-color-scheme: {scheme})"}
    return rx.el.meta(name="theme-color", content=color, custom_attrs=media)
