"""A form that the browser never sends by itself."""

from typing import Any

import reflex as rx

from monespace_app.ui.components.base import Handler, Node


def form(*children: Node, on_submit: Handler | None = None, **props: Any) -> rx.Component:
    """A form handled by `on_submit` alone.

    « Entrer » pressed before the page's scripts are ready would otherwise send what was typed in the address:
    outside of a `<dialog>`, the method `dialog` sends nothing.
    """
    if on_submit is not None:
        props["on_submit"] = on_submit
    return rx.el.form(*children, method="dialog", **props)
