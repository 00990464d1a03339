"""Messages one after the other, each with its author."""

import reflex as rx

from monespace_app.ui.components.avatar import avatar
from monespace_app.ui.components.base import Node, Text, present, when


def thread_item(
    author: Text,
    *content: Node,
    when_sent: Text,
    initials: Text,
    to: Text | None = None,
    color: Text = "neutral",
    status: Node | None = None,
    key: Text | None = None,
) -> rx.Component:
    """One message: who, when, to whom, then its content (a `plain_text`) and its `status` (« Envoyé »).

    `key` names the message: when another comes before it, it keeps its place on the screen.
    """
    return rx.el.article(
        rx.el.header(
            avatar(initials, color=color),
            rx.el.div(
                rx.el.h3(author, class_name="thread-author"),
                when(to, rx.el.p("À\u00a0", "" if to is None else to, class_name="thread-to")),
                class_name="thread-who",
            ),
            rx.el.p(when_sent, class_name="thread-when"),
            class_name="thread-head",
        ),
        rx.el.div(*content, class_name="thread-content"),
        *([rx.el.footer(status, class_name="thread-status")] if status is not None else []),
        class_name="thread-item",
        **present(key=key),
    )


def plain_text(text: Text) -> rx.Component:
    """Text as it was written: its lines and blank lines kept, long words cut rather than cropped."""
    return rx.el.div(text, class_name="plain-text")
