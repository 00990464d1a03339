"""A row of cards that one moves oneself."""

from collections.abc import Callable
from typing import Any

import reflex as rx

from monespace_app.ui.components.base import JS, Rows, Text, each


class CarouselTrack(rx.Component):
    """The moving part: buttons, dots, swipe; it never moves by itself."""

    library = f"{JS}/carousel.jsx"
    tag = "Carousel"
    label: rx.Var[str]


def carousel(label: Text, rows: Rows, slide: Callable[[Any], rx.Component]) -> rx.Component:
    """Cards side by side named `label`, moved by buttons, dots or swipe (HOME-2); `slide` makes one card."""
    return CarouselTrack.create(each(rows, slide), label=label)
