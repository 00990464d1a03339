"""Fields that nobody but the person in them changes."""

import reflex as rx

from monespace_app.ui.client.modules import library


class SteadyFields(rx.Component):
    """The React component; see `steady_fields`."""

    library = library("steady_fields.jsx")
    tag = "SteadyFields"


def steady_fields() -> rx.Component:
    """Keep what the server says late out of the field one is in. Mounted once, by the overlay."""
    return SteadyFields.create()
