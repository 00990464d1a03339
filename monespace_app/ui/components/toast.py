"""Short messages that pass: « Message envoyé », with « Annuler » where it can be undone."""

import inspect
from collections.abc import Callable
from typing import Any, Literal

import reflex as rx
from reflex_base.event import Event, EventSpec, server_side
from reflex_components_sonner.toast import Toaster

from monespace_app.ui.plugin import SHOW_TOAST

SECONDS = 1000
LOOK = {
    "unstyled": True,
    "closeButtonAriaLabel": "Fermer le message",
    "classNames": {
        "toast": "toast",
        "content": "toast-content",
        "title": "toast-title",
        "description": "toast-description",
        "actionButton": "toast-action",
        "icon": "toast-icon",
        "success": "toast-success",
        "error": "toast-error",
        "info": "toast-info",
        "warning": "toast-attention",
    },
}


class FrenchToaster(Toaster):
    """The toast region, with its French name for screen readers."""

    custom_aria_label: rx.Var[str]
    mobile_offset: rx.Var[Any]
    toast_options: rx.Var[Any]


def toaster() -> rx.Component:
    """The one region of the application where toasts appear, for `rx.App(toaster=toaster())`."""
    return FrenchToaster.create(
        custom_aria_label="Messages de l'application",
        position="bottom-center",
        theme="system",
        rich_colors=False,
        expand=False,
        visible_toasts=3,
        offset="var(--toast-offset)",
        mobile_offset={"bottom": "var(--toast-offset)", "left": "16px", "right": "16px"},
        toast_options=LOOK,
    )


def notify(
    message: str,
    *,
    kind: Literal["success", "info", "warning", "error"] = "success",
    undo: EventSpec | Callable[..., Any] | None = None,
    undo_label: str = "Annuler",
    id: str | None = None,
) -> EventSpec:
    """The event that shows a toast: 6 seconds, 10 when it can be undone. `yield notify("Message envoyé")`.

    The page gets words and names, never a script: see `ui.plugin.DataOnly`, which shows them.
    """
    # The same words again replace those on the screen: an impatient finger does not pile them up.
    toast: dict[str, Any] = {"kind": kind, "message": message, "id": id or message, "duration": 6 * SECONDS}
    if undo is not None:
        toast |= {"duration": 10 * SECONDS, "undo": {"label": undo_label, "event": _as_data(undo)}}
    return server_side(SHOW_TOAST, inspect.signature(notify), **toast)


def _as_data(handler: EventSpec | Callable[..., Any]) -> dict[str, Any]:
    [event] = Event.from_event_type(handler)
    return {"name": event.name, "payload": event.payload}
