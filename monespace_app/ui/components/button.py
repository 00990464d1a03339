"""Buttons: a verb, an optional icon before it, and a busy state."""

from typing import Any, Literal

import reflex as rx

from monespace_app.ui.components.base import Flag, Text, classes, pick, present, when
from monespace_app.ui.components.link import anchor, file_anchor
from monespace_app.ui.components.text import icon, visually_hidden

ButtonKind = Literal["primary", "secondary", "quiet", "danger"]
ButtonType = Literal["button", "submit", "reset"]


def button(
    label: Text,
    *,
    kind: ButtonKind = "primary",
    icon_name: str | None = None,
    busy: Flag = False,
    busy_label: Text = "en cours",
    type: ButtonType = "button",
    wide: bool = False,
    small: bool = False,
    class_name: Text | None = None,
    **props: Any,
) -> rx.Component:
    """A button. While `busy` it keeps the focus, says so, and no longer submits its form.

    `wide` fills its column. Other properties (on_click, disabled, id, aria_…) go to the `<button>`.
    """
    content = [icon(icon_name)] if icon_name else []
    spinner = rx.el.span(visually_hidden(" ", busy_label), class_name="button-spinner")
    submits = pick(busy, "button", type) if type == "submit" else type
    return rx.el.button(
        *content,
        rx.el.span(label, class_name="button-label"),
        when(busy, spinner),
        type=submits,
        class_name=_look(kind, wide, small, class_name),
        **present(aria_busy=pick(busy, "true", "false") if busy is not False else None),
        **props,
    )


def link_button(
    label: Text,
    href: Text,
    *,
    kind: ButtonKind = "primary",
    icon_name: str | None = None,
    wide: bool = False,
    small: bool = False,
    download: bool = False,
    **props: Any,
) -> rx.Component:
    """A link that looks like a button: it goes somewhere, or brings a file with `download`, and changes nothing."""
    content = [icon(icon_name)] if icon_name else []
    make = file_anchor if download else anchor
    return make(
        *content,
        rx.el.span(label, class_name="button-label"),
        href=href,
        class_name=_look(kind, wide, small, None),
        **props,
    )


def icon_button(
    label: Text, icon_name: str, *, show_label: bool = False, class_name: Text | None = None, **props: Any
) -> rx.Component:
    """A small button in a bar or a row; its word is read out, and shown with `show_label`."""
    word = rx.el.span(label, class_name="button-label") if show_label else visually_hidden(label)
    return rx.el.button(
        icon(icon_name),
        word,
        type=props.pop("type", "button"),
        class_name=classes("button", "button-quiet", "button-icon", class_name),
        **props,
    )


def button_group(*buttons: rx.Component) -> rx.Component:
    """The actions that end a form or a dialog: side by side, one under the other on a phone."""
    return rx.el.div(*buttons, class_name="button-group")


def _look(kind: ButtonKind, wide: bool, small: bool, extra: Text | None) -> list[Text]:
    return classes(
        "button", f"button-{kind}", "button-wide" if wide else None, "button-small" if small else None, extra
    )
