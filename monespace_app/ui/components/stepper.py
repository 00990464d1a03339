"""Where one is in a form made of steps."""

import reflex as rx

from monespace_app.ui.components.base import Count, Level, Text, classes, heading, pick
from monespace_app.ui.components.page_title import PAGE_TITLE_ID


def stepper(current: Count, total: int, title: Text, *, level: Level = "h1") -> rx.Component:
    """« Étape 1/3 » and the title of the step, with a bar of `total` parts. Steps count from 1.

    The title is the h1 of the page (it then carries the page title's id), unless `level` says otherwise.
    """
    parts = [
        rx.el.li(class_name=classes("stepper-part", pick(current >= step, "stepper-done", "")))
        for step in range(1, total + 1)
    ]
    page = {"id": PAGE_TITLE_ID, "tab_index": -1} if level == "h1" else {}
    count = rx.el.span("Étape ", current, f"/{total}", rx.el.span(" : ", class_name="visually-hidden"))
    return rx.el.div(
        rx.el.ol(*parts, aria_hidden="true", class_name="stepper-bar"),
        heading(
            level,
            rx.el.span(count, class_name="stepper-count"),
            rx.el.span(title, class_name="stepper-title"),
            class_name="stepper-heading",
            **page,
        ),
        class_name="stepper",
    )
