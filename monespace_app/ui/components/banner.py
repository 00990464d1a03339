"""Messages that stay in the page."""

from typing import Literal

import reflex as rx

from monespace_app.ui.components.base import Handler, Node, Text
from monespace_app.ui.components.button import button
from monespace_app.ui.components.text import icon, visually_hidden

BannerKind = Literal["info", "success", "attention", "error"]
_MARKS = {
    "info": ("info", "Information\u00a0: "),
    "success": ("circle_check", "Réussi\u00a0: "),
    "attention": ("triangle_alert", "Attention\u00a0: "),
    "error": ("circle_alert", "Erreur\u00a0: "),
}


def banner(
    message: Node,
    *,
    kind: BannerKind = "info",
    title: Text | None = None,
    action: Node | None = None,
    live: bool = False,
) -> rx.Component:
    """A message with its icon and, for screen readers, its kind; `live` when it appears after the page."""
    mark, word = _MARKS[kind]
    titles = [rx.el.p(title, class_name="banner-title")] if title is not None else []
    spoken = {"role": "alert" if kind == "error" else "status"} if live else {}
    return rx.el.div(
        icon(mark, size=22),
        rx.el.div(
            visually_hidden(word),
            *titles,
            rx.el.div(message, class_name="banner-message"),
            class_name="banner-text",
        ),
        *([rx.el.div(action, class_name="banner-action")] if action is not None else []),
        class_name=f"banner banner-{kind}",
        **spoken,
    )


def trouble(sentence: Text, *, on_retry: Handler | None = None) -> rx.Component:
    """What the page shows could not be read now: why, and « Réessayer » where that can help."""
    retry = button("Réessayer", kind="secondary", small=True, on_click=on_retry) if on_retry else None
    return banner(sentence, kind="error", live=True, action=retry)
