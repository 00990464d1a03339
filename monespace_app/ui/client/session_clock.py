"""The warning before a session ends (LOGIN-7)."""

import reflex as rx

from monespace_app.ui.client.modules import library


class SessionClock(rx.Component):
    """The React component; see `session_clock`."""

    library = library("session_clock.jsx")
    tag = "SessionClock"

    deadline: rx.Var[int]
    is_final: rx.Var[bool]
    server_now: rx.Var[int]

    on_keep: rx.EventHandler[rx.event.no_args_event_spec]
    on_check: rx.EventHandler[rx.event.no_args_event_spec]
    on_expire: rx.EventHandler[rx.event.no_args_event_spec]
    on_logout: rx.EventHandler[rx.event.no_args_event_spec]


def session_clock(
    *,
    deadline: rx.Var[int] | int,
    is_final: rx.Var[bool] | bool,
    server_now: rx.Var[int] | int,
    on_keep: rx.EventHandler | None = None,
    on_check: rx.EventHandler | None = None,
    on_expire: rx.EventHandler | None = None,
    on_logout: rx.EventHandler | None = None,
) -> rx.Component:
    """Warn two minutes before `deadline`: with a modal dialog, or with a notice when nothing can put it off.

    Both times are the server's, in seconds; 0 means unknown: nothing happens. `on_check` must answer with the
    current deadline and time, and prolong nothing; `on_keep` prolongs; `on_expire` is called once at the end and
    must check again.
    """
    handlers = {"on_keep": on_keep, "on_check": on_check, "on_expire": on_expire, "on_logout": on_logout}
    given = {name: handler for name, handler in handlers.items() if handler is not None}
    return SessionClock.create(deadline=deadline, is_final=is_final, server_now=server_now, **given)
