"""Words and their arrangement: icons, hidden words, status messages, stacks and sections."""

from typing import Any, Literal

import reflex as rx
from reflex_components_lucide.icon import LUCIDE_ICON_LIST

from monespace_app.ui.components.base import Level, Node, Text, classes, heading

Gap = Literal["1", "2", "3", "4", "6", "8", "12"]


def icon(name: str, *, size: int = 20) -> rx.Component:
    """A Lucide icon, silent for screen readers: it always stands beside its word. `size` in pixels.

    Raises ValueError for a name that Lucide does not have.
    """
    if name not in LUCIDE_ICON_LIST:
        raise ValueError(f"no such icon: {name}")
    return rx.icon(
        name, size=size, class_name="icon", aria_hidden="true", custom_attrs={"focusable": "false"}
    )


def visually_hidden(*children: Node) -> rx.Component:
    """Words for screen readers only."""
    return rx.el.span(*children, class_name="visually-hidden")


def status_region(message: Text = "", *, id: str = "annonces") -> rx.Component:
    """A polite region: screen readers say each new message without moving the focus."""
    return rx.el.div(message, id=id, role="status", aria_live="polite", class_name="visually-hidden")


def quiet(*children: Node) -> rx.Component:
    """A secondary line, in the quiet colour."""
    return rx.el.p(*children, class_name="quiet")


def stack(*children: Node, gap: Gap = "4", **props: Any) -> rx.Component:
    """Children one under the other, `gap` steps of 4 px apart."""
    return rx.el.div(*children, class_name=f"stack gap-{gap}", **props)


def cluster(*children: Node, gap: Gap = "3", **props: Any) -> rx.Component:
    """Children side by side that wrap when there is no room, `gap` steps of 4 px apart."""
    return rx.el.div(*children, class_name=f"cluster gap-{gap}", **props)


def grid(*children: Node) -> rx.Component:
    """Children in columns as wide as they can be: one on a phone, two or three on a desktop."""
    return rx.el.div(*children, class_name="grid")


def prose(*children: Node) -> rx.Component:
    """Long text (headings, paragraphs, lists) with lines of 60 to 75 characters."""
    return rx.el.div(*children, class_name="prose")


def section(
    title: Text, *children: Node, action: Node | None = None, level: Level = "h2", id: str | None = None
) -> rx.Component:
    """A titled part of a page, with at most one action beside its title."""
    head = [heading(level, title, class_name="section-title"), *([action] if action is not None else [])]
    attributes = {"id": id} if id else {}
    return rx.el.section(
        rx.el.div(*head, class_name="section-head"), *children, class_name=classes("section"), **attributes
    )
