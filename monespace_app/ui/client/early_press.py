"""Presses made before the page was alive."""

import reflex as rx

from monespace_app.ui.client.modules import library


class EarlyPress(rx.Component):
    """The React component; see `early_press`."""

    library = library("early_press.jsx")
    tag = "EarlyPress"


def early_press() -> rx.Component:
    """Do what was pressed while the scripts were on their way. Mounted once, by the app's overlay."""
    return EarlyPress.create()
