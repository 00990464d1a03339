"""The top of the presentation page."""

import reflex as rx

from monespace_app.ui.components.base import Node, Text
from monespace_app.ui.components.empty_state import DrawingName, drawing
from monespace_app.ui.components.page_title import PAGE_TITLE_ID


def hero(
    title: Text, lead: Node, *actions: rx.Component, drawing_name: DrawingName = "accueil"
) -> rx.Component:
    """The page's h1 in large, a sentence, the calls to action and a drawing."""
    words = rx.el.div(
        rx.el.h1(title, id=PAGE_TITLE_ID, tab_index=-1, class_name="hero-title"),
        rx.el.p(lead, class_name="hero-lead"),
        rx.el.div(*actions, class_name="hero-actions"),
    )
    return rx.el.div(words, drawing(drawing_name, size="large"), class_name="hero")
