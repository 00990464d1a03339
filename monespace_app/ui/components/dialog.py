"""Dialogs: focus kept inside and given back, Escape closes; a full-screen sheet on a phone."""

from collections.abc import Sequence
from typing import Any, Literal

import reflex as rx
from reflex_components_radix.primitives.dialog import dialog as primitive

from monespace_app.ui.client import connection_news
from monespace_app.ui.components.base import JS, Flag, Handler, Node, Text, present
from monespace_app.ui.components.button import button, button_group, icon_button
from monespace_app.ui.components.page_title import PAGE_TITLE_ID


class ReturnFocus(rx.Component):
    """Gives the focus back where the dialog was opened from, when it has no button of its own."""

    library = f"{JS}/return_focus.jsx"
    tag = "ReturnFocus"
    fallback_id: rx.Var[str]


def dialog(
    title: Text,
    *content: Node,
    trigger: rx.Component | None = None,
    open: Flag | None = None,
    on_open_change: Any = None,
    description: Node | None = None,
    actions: Sequence[rx.Component] = (),
    size: Literal["small", "large"] = "small",
    scrolls: bool = True,
) -> rx.Component:
    """A modal dialog, opened by its `trigger` (a button without on_click) or by `open` with `on_open_change`.

    Wrap an action with `dialog_close` when it must also close the dialog. `scrolls` lets the keyboard
    scroll the content: False only for a content that can never be long.
    """
    opener = [primitive.trigger(trigger, as_child=True)] if trigger is not None else []
    said = (
        [primitive.description(description, class_name="dialog-description")]
        if description is not None
        else []
    )
    silent = {} if description is not None else {"custom_attrs": {"aria-describedby": rx.Var("undefined")}}
    keeper = [] if trigger is not None else [ReturnFocus.create(fallback_id=PAGE_TITLE_ID)]
    panel = primitive.content(
        *keeper,
        rx.el.div(
            primitive.title(title, class_name="dialog-title"),
            dialog_close(icon_button("Fermer", "x", show_label=True)),
            class_name="dialog-head",
        ),
        connection_news("dialog-news"),
        rx.el.div(*said, *content, class_name="dialog-body", **({"tab_index": 0} if scrolls else {})),
        *([rx.el.div(button_group(*actions), class_name="dialog-foot")] if actions else []),
        class_name=f"dialog dialog-{size}",
        **silent,
    )
    return primitive.root(
        *opener,
        primitive.portal(primitive.overlay(class_name="dialog-overlay"), panel),
        **present(open=open, on_open_change=on_open_change),
    )


def dialog_close(child: rx.Component) -> rx.Component:
    """A button of a dialog that closes it."""
    return primitive.close(child, as_child=True)


def confirm_dialog(
    title: Text,
    message: Node,
    *,
    confirm: Text,
    on_confirm: Handler,
    trigger: rx.Component | None = None,
    open: Flag | None = None,
    on_open_change: Any = None,
    cancel: Text = "Annuler",
    danger: bool = False,
) -> rx.Component:
    """A question before something that matters: `cancel` comes first and changes nothing; both close."""
    return dialog(
        title,
        trigger=trigger,
        open=open,
        on_open_change=on_open_change,
        description=message,
        scrolls=False,
        actions=[
            dialog_close(button(cancel, kind="secondary")),
            primitive.close(
                confirm, on_click=on_confirm, class_name=f"button button-{'danger' if danger else 'primary'}"
            ),
        ],
    )
