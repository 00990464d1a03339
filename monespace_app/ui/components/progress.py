"""How far something is."""

import reflex as rx

from monespace_app.ui.components.base import Count, Text


def progress_bar(label: Text, value: Count, *, id: str = "progression") -> rx.Component:
    """A bar from 0 to 100 with its label and its percentage in words."""
    return rx.el.div(
        rx.el.div(
            rx.el.label(label, html_for=id),
            rx.el.span(value, "\u00a0%", class_name="progress-value"),
            class_name="progress-line",
        ),
        rx.el.progress(value=value, max=100, id=id, class_name="progress"),
        class_name="progress-block",
    )
