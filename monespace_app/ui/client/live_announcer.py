"""A polite voice for what happens by itself (MSG-4, PROF-2)."""

import reflex as rx

from monespace_app.ui.client.modules import library


class LiveAnnouncer(rx.Component):
    """The React component; see `live_announcer`."""

    library = library("live_announcer.jsx")
    tag = "LiveAnnouncer"

    message: rx.Var[str]
    nonce: rx.Var[int | str]


def live_announcer(message: rx.Var[str] | str, nonce: rx.Var[int] | rx.Var[str] | int | str) -> rx.Component:
    """Say `message` once for each new non-empty `nonce`. One per page."""
    return LiveAnnouncer.create(message=message, nonce=nonce)
