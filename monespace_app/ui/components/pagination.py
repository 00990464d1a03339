"""Pages of a long list: « 1 - 50 sur 1 430 »."""

from typing import Any

import reflex as rx
from reflex.vars.base import Var

from monespace_app.ui.components.base import Flag, Handler, Text
from monespace_app.ui.components.link import anchor
from monespace_app.ui.components.text import icon


def pagination(
    summary: Text,
    *,
    previous: str | Handler,
    next: str | Handler,
    has_previous: Flag,
    has_next: Flag,
    label: Text = "Pages de la liste",
) -> rx.Component:
    """Previous and next around `summary` (`french.page_summary`); each is an address or an event handler."""
    return rx.el.nav(
        _step("Précédent", "chevron_left", previous, has_previous, before=True),
        rx.el.p(summary, role="status", class_name="pagination-summary"),
        _step("Suivant", "chevron_right", next, has_next, before=False),
        aria_label=label,
        class_name="pagination",
    )


def _step(word: str, arrow: str, target: Any, possible: Flag, *, before: bool) -> rx.Component:
    text = rx.el.span(word, class_name="button-label")
    parts = [icon(arrow), text] if before else [text, icon(arrow)]
    look = "button button-quiet button-small"
    if isinstance(target, str):
        reachable = anchor(*parts, href=target, class_name=look)
        idle = rx.el.span(*parts, class_name=f"{look} button-off", aria_disabled="true", role="link")
        if isinstance(possible, Var):
            return rx.cond(possible, reachable, idle)
        return reachable if possible else idle
    disabled = ~possible if isinstance(possible, Var) else not possible
    return rx.el.button(*parts, type="button", disabled=disabled, on_click=target, class_name=look)
