"""« Renvoyer le code », once it is allowed."""

import reflex as rx

from monespace_app.ui.client.modules import library


class ResendTimer(rx.Component):
    """The React component; see `resend_timer`."""

    library = library("resend_timer.jsx")
    tag = "ResendTimer"

    available_at: rx.Var[int]
    server_now: rx.Var[int]
    label: rx.Var[str]

    on_resend: rx.EventHandler[rx.event.no_args_event_spec]


def resend_timer(
    available_at: rx.Var[int] | int,
    server_now: rx.Var[int] | int,
    on_resend: rx.EventHandler | None = None,
    label: rx.Var[str] | str = "Renvoyer le code",
) -> rx.Component:
    """Offer `on_resend` from `available_at` on, and say how long it takes until then (seconds, server's clock)."""
    events = {"on_resend": on_resend} if on_resend is not None else {}
    return ResendTimer.create(available_at=available_at, server_now=server_now, label=label, **events)
