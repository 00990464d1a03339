"""The shape of what is coming, while it loads."""

import reflex as rx

from monespace_app.ui.components.text import visually_hidden


def _bone(width: str, *, tall: bool = False) -> rx.Component:
    return rx.el.span(class_name=f"bone bone-{width}{' bone-tall' if tall else ''}")


def _loading(label: str, *shapes: rx.Component, kind: str) -> rx.Component:
    return rx.el.div(
        visually_hidden(label),
        rx.el.div(*shapes, aria_hidden="true", class_name=f"skeleton skeleton-{kind}"),
        role="status",
    )


def skeleton_lines(count: int = 3, *, label: str = "Chargement…") -> rx.Component:
    """Lines of text to come."""
    widths = ["full", "long", "medium"]
    return _loading(label, *[_bone(widths[index % 3]) for index in range(count)], kind="lines")


def skeleton_rows(count: int = 5, *, label: str = "Chargement de la liste…") -> rx.Component:
    """Rows of a list to come."""
    row = rx.el.div(
        rx.el.span(class_name="bone bone-avatar"),
        rx.el.div(_bone("medium"), _bone("long"), class_name="skeleton-lines"),
        class_name="skeleton-row",
    )
    return _loading(label, *[row for _ in range(count)], kind="rows")


def skeleton_cards(count: int = 3, *, label: str = "Chargement…") -> rx.Component:
    """Cards to come."""
    card = rx.el.div(_bone("medium", tall=True), _bone("full"), _bone("long"), class_name="skeleton-card")
    return _loading(label, *[card for _ in range(count)], kind="cards")


def skeleton_conversation(*, label: str = "Chargement de la conversation…") -> rx.Component:
    """A conversation to come."""
    message = rx.el.div(
        rx.el.span(class_name="bone bone-avatar"),
        rx.el.div(_bone("medium"), _bone("full"), _bone("full"), _bone("long"), class_name="skeleton-lines"),
        class_name="skeleton-card skeleton-row",
    )
    return _loading(label, _bone("long", tall=True), message, message, kind="conversation")
