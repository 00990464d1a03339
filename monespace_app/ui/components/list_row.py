"""Lists of things one can open."""

from collections.abc import Callable
from typing import Any

import reflex as rx

from monespace_app.ui.components.base import (
    Flag,
    Handler,
    Node,
    Rows,
    Text,
    classes,
    each,
    pick,
    present,
    when,
)
from monespace_app.ui.components.link import anchor


def row_list(rows: Rows, render: Callable[[Any], rx.Component], *, label: Text) -> rx.Component:
    """A list named `label` for screen readers; `render` makes one `list_row` of each row."""
    return rx.el.ul(each(rows, render), aria_label=label, class_name="row-list")


def list_row(
    title: Node,
    *,
    key: Text | None = None,
    href: Text | None = None,
    on_click: Handler | None = None,
    lead: Node | None = None,
    quiet: Node | None = None,
    note: Node | None = None,
    mark: Node | None = None,
    menu: Node | None = None,
    strong: Flag = False,
    current: Flag = False,
) -> rx.Component:
    """One row: `lead` (avatar), title, `quiet` line, `note` ending the first line (a date), `mark`, `menu`.

    All of the row can be pressed; `strong` is for what has not been read, `current` for the row that is open.
    `key` names what it shows: when rows come before it, it keeps the focus and its place on the screen.
    """
    opener = _opener(title, href, on_click, current)
    return rx.el.li(
        when(lead is not None, rx.el.div("" if lead is None else lead, class_name="row-lead")),
        rx.el.div(
            rx.el.div(
                opener,
                *([rx.el.span(note, class_name="row-note")] if note is not None else []),
                class_name="row-line",
            ),
            *([rx.el.div(quiet, class_name="row-quiet")] if quiet is not None else []),
            *([rx.el.div(mark, class_name="row-mark")] if mark is not None else []),
            class_name="row-text",
        ),
        *([rx.el.div(menu, class_name="row-menu")] if menu is not None else []),
        class_name=classes(
            "list-row", pick(strong, "list-row-strong", ""), pick(current, "list-row-current", "")
        ),
        **present(key=key),
    )


def _opener(title: Node, href: Text | None, on_click: Handler | None, current: Flag) -> rx.Component:
    marks = present(aria_current=pick(current, "true", "false") if current is not False else None)
    if href is not None:
        return anchor(title, href=href, class_name="row-title stretched", **marks)
    if on_click is not None:
        return rx.el.button(
            title, type="button", on_click=on_click, class_name="row-title stretched", **marks
        )
    return rx.el.span(title, class_name="row-title")
