"""Double taps on the buttons of dialogs."""

import reflex as rx

from monespace_app.ui.client.modules import library


class DoubleTap(rx.Component):
    """The React component; see `double_tap`."""

    library = library("double_tap.jsx")
    tag = "DoubleTap"


def double_tap() -> rx.Component:
    """Keep the second tap of a double tap from passing through a closed dialog. Mounted once, by the overlay."""
    return DoubleTap.create()
