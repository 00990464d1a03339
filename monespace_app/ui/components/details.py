"""More for those who want it: a fold, a help bubble."""

import reflex as rx

from monespace_app.ui.components.base import Node, Text
from monespace_app.ui.components.text import icon


def details(summary: Text, *content: Node, open: bool = False) -> rx.Component:
    """A fold: its title is always seen, its content when opened."""
    return rx.el.details(
        rx.el.summary(icon("chevron_right"), rx.el.span(summary), class_name="details-summary"),
        rx.el.div(*content, class_name="details-content"),
        open=open,
        class_name="details",
    )


def help_bubble(question: Text, *content: Node) -> rx.Component:
    """A short help beside a field or a title: « Quel est mon identifiant ? », by a press or by Enter."""
    return rx.el.details(
        rx.el.summary(icon("circle_help", size=18), rx.el.span(question), class_name="help-summary"),
        rx.el.div(*content, class_name="help-content"),
        class_name="help",
    )
