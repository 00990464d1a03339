"""What a screen says when there is nothing yet, and the drawings of our own."""

from typing import Literal

import reflex as rx

from monespace_app.ui.components.base import Level, Node, heading

DrawingName = Literal[
    "accueil", "messages", "documents", "recherche", "profil-medical", "erreur", "hors-ligne"
]


def drawing(name: DrawingName, *, size: Literal["small", "medium", "large"] = "medium") -> rx.Component:
    """One of our drawings (assets/drawings), in the colours of the theme; decorative, so silent."""
    return rx.el.svg(
        rx.el.svg.use(href=f"/drawings/{name}.svg#dessin"),
        view_box="0 0 240 180",
        aria_hidden="true",
        class_name=f"drawing drawing-{size}",
        custom_attrs={"focusable": "false"},
    )


def empty_state(
    title: Node,
    message: Node,
    *,
    drawing_name: DrawingName = "documents",
    action: Node | None = None,
    level: Level = "h2",
) -> rx.Component:
    """Says what will be here and offers the first step."""
    return rx.el.div(
        drawing(drawing_name),
        heading(level, title, class_name="empty-title"),
        rx.el.p(message, class_name="empty-message"),
        *([rx.el.div(action, class_name="empty-action")] if action is not None else []),
        class_name="empty-state",
    )
