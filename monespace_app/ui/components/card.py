"""Cards and definition lists."""

from collections.abc import Sequence
from typing import Literal

import reflex as rx

from monespace_app.ui.components.base import Level, Node, Text, classes, heading
from monespace_app.ui.components.link import anchor
from monespace_app.ui.components.text import icon


def card(
    *children: Node,
    title: Text | None = None,
    icon_name: str | None = None,
    action: Node | None = None,
    level: Level = "h2",
    tone: Literal["plain", "soft"] = "plain",
) -> rx.Component:
    """A group of things that belong together, with an optional title and one action at its foot."""
    head = [_card_title(title, icon_name, level)] if title is not None else []
    foot = [rx.el.div(action, class_name="card-action")] if action is not None else []
    return rx.el.div(
        *head, *children, *foot, class_name=classes("card", "card-soft" if tone == "soft" else None)
    )


def link_card(
    title: Text, message: Node, *, href: Text, icon_name: str | None = None, level: Level = "h3"
) -> rx.Component:
    """A card that leads somewhere: all of it can be pressed, its title is the link."""
    marks = [rx.el.span(icon(icon_name, size=24), class_name="card-mark")] if icon_name else []
    return rx.el.div(
        *marks,
        heading(level, anchor(title, href=href, class_name="stretched"), class_name="card-title"),
        rx.el.p(message, class_name="card-message"),
        icon("arrow_right"),
        class_name="card card-link",
    )


def definition_list(items: Sequence[tuple[Text, Node] | tuple[Text, Node, Node]]) -> rx.Component:
    """Terms and their values, each with an optional action: `[("E-mail", "i•••@•••.org", button)]`."""
    return rx.el.dl(*[_definition(*item) for item in items], class_name="definitions")


def _card_title(title: Text, icon_name: str | None, level: Level) -> rx.Component:
    marks = [icon(icon_name, size=22)] if icon_name else []
    return heading(level, *marks, rx.el.span(title), class_name="card-title")


def _definition(term: Text, value: Node, action: Node | None = None) -> rx.Component:
    actions = [rx.el.dd(action, class_name="definition-action")] if action is not None else []
    return rx.el.div(
        rx.el.dt(term, class_name="definition-term"),
        rx.el.dd(value, class_name="definition-value"),
        *actions,
        class_name="definition",
    )
