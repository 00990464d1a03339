"""The banner shown while the connection is lost."""

import reflex as rx

from monespace_app.ui.client.modules import library


class ConnectionBanner(rx.Component):
    """The React component; see `connection_banner`."""

    library = library("connection_banner.jsx")
    tag = "ConnectionBanner"


def connection_banner() -> rx.Component:
    """Say that the connection is lost, heal it, say that it is back. Mounted once, by the app's overlay."""
    return ConnectionBanner.create()
